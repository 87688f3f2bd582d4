"""A count being typed: kept as a draft row by row, and shown again only after its owner's PIN (N2)."""

from __future__ import annotations

from dataclasses import field

from dutyterm.desk.cash.proofs import Proof, wish
from dutyterm.desk.outcome import Done, Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.cash import counts, sheet
from dutyterm.shift.cash.sheet import Row
from dutyterm.shift.cash.state import counting as stage_of
from dutyterm.shift.cash.state import of, till_of
from dutyterm.shift.cash.told import hall_of
from dutyterm.values import dataclass

PREFIX = "count/"
"""Begins the keys of the drafts of counts."""

PROVE = "prove"
"""Code of the refusal that asks for the counter's own PIN."""


@dataclass(frozen=True)
class Grid:
    """What one person types for one till; nothing of anybody else is in it."""

    till: str
    person: str
    rows: tuple[Row, ...]
    """The rows to be counted: all, or those that differ in the third count."""
    key: str
    typed: dict[str, str] = field(default_factory=dict)
    """Row id -> what is taken; what is missing was not typed yet."""

    @property
    def full(self) -> bool:
        """Has every row something typed?"""
        return all(self.typed.get(row.id) for row in self.rows)


def begin(session: Session, till: str, person: str, proof: Proof | None = None) -> Grid | Refusal:
    """The grid of the next count of this till.

    Who is not signed in, and whoever finds an earlier draft, gives the own PIN first: a half-filled grid is
    nobody else's to see, also after a kill.
    """
    scene = session.scene()
    refused = session.may(Act.CASH) or counts.may_count(scene, till, person)
    if refused is not None:
        return refused
    key = _key(session, till, person)
    kept = _kept(session, key)
    at_keyboard = session.who is not None and session.who.id == person
    # in the third count both stand at the screen and both figures are revealed: nothing is hidden any more
    if _revealed(session, till):
        return Grid(till, person, rows(session, till), key, kept)
    if (kept or not at_keyboard) and (proof is None or proof.person != person):
        return Refusal(PROVE, Text("先输清点人自己的 PIN。", "First the counter's own PIN."))
    return Grid(till, person, rows(session, till), key, kept)


def has_draft(session: Session, till: str, person: str) -> bool:
    """Did this person begin to count this till? Says nothing of what was typed."""
    return bool(_kept(session, _key(session, till, person)))


def rows(session: Session, till: str) -> tuple[Row, ...]:
    """The rows of the next count: all of them, or only those in which the two counts differ."""
    scene = session.scene()
    cash = scene.manual.cash
    if cash is None:
        return ()
    every = sheet.rows(cash, hall_of(scene))
    span = till_of(of(scene.shift), till).span
    if span is None or not _revealed(session, till):
        return every
    wanted = sheet.differing(span.turns[0].sheet, span.turns[1].sheet)
    return tuple(row for row in every if row.id in wanted)


def _revealed(session: Session, till: str) -> bool:
    span = till_of(of(session.shift), till).span
    return span is not None and stage_of(span) == "differ"


def take(session: Session, grid: Grid, row: str, typed: str) -> Refusal | None:
    """Takes one row of a grid; refused with words when it is no count. It is a draft, not a record."""
    cash = session.manual.cash
    if cash is None:
        return Refusal("no_cash_rules", Text("手册没有资金部分。", "The manual has no part about cash."))
    refused = sheet.parse_cell(cash, row, typed)
    if refused is not None:
        return refused
    grid.typed[row] = typed.strip()
    session.drafts.put(f"{grid.key}{row}", typed.strip())
    return None


async def submit(session: Session, grid: Grid) -> Outcome:
    """The count goes into the journal; its draft is gone."""
    typed = dict(grid.typed)
    done = await wish(session, lambda scene: counts.count(scene, grid.till, grid.person, typed))
    if isinstance(done, Done):
        session.drafts.drop_all(grid.key)
    return done


async def count_anew(session: Session, till: str, reason: str) -> Outcome:
    """The counts so far are put aside."""
    done = await wish(session, lambda scene: counts.count_anew(scene, till, reason))
    if isinstance(done, Done):
        session.drafts.drop_all(_key(session, till, ""))
    return done


def _key(session: Session, till: str, person: str) -> str:
    opened = life.of(session.shift).opened
    base = f"{PREFIX}{opened.journal if opened is not None else ''}/{till}/"
    return f"{base}{person}/" if person else base


def _kept(session: Session, key: str) -> dict[str, str]:
    known = (name for name in session.drafts.keys() if name.startswith(key))  # noqa: SIM118 - no mapping
    return {name.removeprefix(key): session.drafts.get(name) for name in known}
