"""Wishes about floats, movements and the count of a till."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dutyterm.desk.cash.proofs import Proof, signed, wish
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import counts, sheet
from dutyterm.shift.cash import tills as rules
from dutyterm.shift.cash.facts import Purpose, TenderFigures
from dutyterm.shift.cash.sheet import Sheet
from dutyterm.shift.cash.told import hall_of

Proofs = Sequence[Proof]


def read_sheet(session: Session, typed: Mapping[str, str]) -> Sheet | Refusal:
    """The sheet of what was typed."""
    scene = session.scene()
    if scene.manual.cash is None:
        return Refusal("no_cash_rules", Text("手册没有资金部分。", "The manual has no part about cash."))
    return sheet.parse_sheet(scene.manual.cash, hall_of(scene), typed)


async def count_reserve(session: Session, typed: Mapping[str, str], proofs: Proofs) -> Outcome:
    """The reserve as it was counted by two."""
    found = read_sheet(session, typed)
    if isinstance(found, Refusal):
        return found
    return await signed(session, proofs, lambda scene, by: rules.count_reserve(scene, found, by))


async def move_reserve(
    session: Session, fen: int, other: str, paper: str, proofs: Proofs, *, out: bool = False
) -> Outcome:
    """Money comes into the reserve or leaves it."""
    return await signed(
        session, proofs, lambda scene, by: rules.move_reserve(scene, fen, other, paper, by, out=out)
    )


async def issue(
    session: Session, till: str, person: str, added: int, typed: Mapping[str, str], proofs: Proofs
) -> Outcome:
    """A till is given to a person with its counted float."""
    found = read_sheet(session, typed)
    if isinstance(found, Refusal):
        return found
    return await signed(session, proofs, lambda s, by: rules.issue(s, till, person, added, found, by))


async def top_up(session: Session, till: str, fen: int, proofs: Proofs) -> Outcome:
    """Value from the reserve."""
    return await signed(session, proofs, lambda scene, by: rules.top_up(scene, till, fen, by))


async def exchange(session: Session, till: str, fen: int, proofs: Proofs) -> Outcome:
    """Notes changed with the reserve."""
    return await signed(session, proofs, lambda scene, by: rules.exchange(scene, till, fen, by))


async def drop(session: Session, till: str, envelope: str, fen: int, proofs: Proofs) -> Outcome:
    """Too much cash goes into the safe."""
    return await signed(session, proofs, lambda scene, by: rules.drop(scene, till, envelope, fen, by))


async def begin_closing(
    session: Session, till: str, *, closing: bool = True, purpose: Purpose = "closing", to: str | None = None
) -> Outcome:
    """The till takes no more customers, or again."""
    return await wish(
        session, lambda s: rules.begin_closing(s, till, closing=closing, purpose=purpose, to=to)
    )


async def lock(
    session: Session,
    till: str,
    proofs: Proofs,
    witness: str | None = None,
    tenders: tuple[TenderFigures, ...] | None = None,
) -> Outcome:
    """The agreed count, signed by the two who counted; at a handover by the witness, too.

    `tenders`: what came in by other tenders, under the same PINs; None = counted apart.
    """
    return await signed(session, proofs, lambda scene, by: counts.lock(scene, till, by, witness, tenders))


async def recount(
    session: Session,
    till: str,
    person: str,
    typed: Mapping[str, str],
    proofs: Proofs,
    closure: int | None = None,
) -> Outcome:
    """The one recount; of an older closure when its report came late."""
    return await signed(session, proofs, lambda s, by: counts.recount(s, till, person, typed, by, closure))
