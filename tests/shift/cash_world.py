"""A hall with money to try the rules of cash in: short words for the steps of a till (domain e.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from dutyterm.manual.schema import Manual
from dutyterm.model.people import Person, Post, Role
from dutyterm.model.premises import Premises
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import bags, counts, results, safe, settling, target, tills
from dutyterm.shift.cash.facts import Signature, TenderFigures
from dutyterm.shift.cash.sheet import Sheet, made, rows
from dutyterm.shift.cash.state import Cash, Span, of, till_of
from dutyterm.shift.cash.told import hall_of
from tests.shift.world import PEOPLE, World, premises

MANAGER, SECOND, CLERK, BOSS, GUARD, OTHER, AUDITOR = "p1", "p2", "p3", "p4", "p5", "p6", "p7"
"""Duty manager, second duty manager, clerk, hall manager, guard, another clerk, auditor."""

CREW = (
    *PEOPLE,
    Person(id=OTHER, number="8022", name="张丽", role=Role.CLERK, posts=(Post.CLERK,)),
    Person(id=AUDITOR, number="9001", name="钱稽", role=Role.AUDITOR),
)


class CashWorld(World):
    """An open shift whose crew may handle money."""

    def __init__(self, manual: Manual | None = None, hall: Premises | None = None, **opening: Any) -> None:
        super().__init__(manual, hall or premises(roster=CREW), **opening)
        self.serial = 0

    @property
    def cash(self) -> Cash:
        """The money as it stands."""
        return of(self.shift)

    def span(self, till: str = "01") -> Span:
        """The newest closure of a till."""
        found = till_of(self.cash, till).span
        assert found is not None
        return found

    def by(self, *people: str) -> tuple[Signature, ...]:
        """Their signatures, two seconds apart."""
        signed = []
        for person in people:
            self.wait(seconds=2)
            signed.append(Signature(person=person, at=self.now))
        return tuple(signed)

    def number(self, what: str = "N") -> str:
        """A number that was never used."""
        self.serial += 1
        return f"{what}{self.serial:04d}"

    # --- the steps of a till -----------------------------------------------------------------------

    def typed(self, pieces: Mapping[str, int] | None = None, **more: str) -> dict[str, str]:
        """A whole sheet as somebody types it; what is not named is zero."""
        assert self.manual.cash is not None
        ids = [row.id for row in rows(self.manual.cash, hall_of(self.scene))]
        return {**dict.fromkeys(ids, "0"), **{id: str(n) for id, n in (pieces or {}).items()}, **more}

    def reserve(self, fen: int = 300_000, *people: str) -> None:
        """The reserve is counted."""
        self.do(tills.count_reserve, sheet_of(self, fen), self.by(*(people or (MANAGER, SECOND))))

    def issue(
        self, till: str = "01", person: str = CLERK, fen: int = 50_000, added: int | None = None
    ) -> None:
        """A till is given out with this float."""
        kept = till_of(self.cash, till).kept
        take = added if added is not None else fen - (kept.total if kept is not None else 0)
        self.do(tills.issue, till, person, max(take, 0), sheet_of(self, fen), self.by(person, MANAGER))

    def stop(self, till: str = "01") -> None:
        """The till takes no more money."""
        self.do(tills.begin_closing, till)

    def count(self, till: str, fen: int | Mapping[str, int], *people: str) -> None:
        """Both count the same and lock it."""
        first, second = people or (self.span(till).person, MANAGER)
        pieces = sheet_of(self, fen).pieces if isinstance(fen, int) else fen
        self.do(counts.count, till, first, self.typed(pieces))
        self.do(counts.count, till, second, self.typed(pieces))
        self.do(counts.lock, till, self.by(first, second))

    def report(self, till: str, receipts: int, refunds: int = 0, *tenders: TenderFigures) -> None:
        """What came by other tenders is counted blind, then the closing report is typed in."""
        number = self.span(till).number
        if tenders and self.span(till).actuals is None:
            blind = tuple(one.model_copy(update={"expected": 0}) for one in tenders)
            signed = self.by(self.span(till).person, MANAGER)
            self.do(settling.count_tenders, till, number, blind, signed)
        wish = results.Report(self.number("R"), self.now, receipts, refunds, tenders)
        self.do(results.enter_expected, till, number, wish)

    def settle(self, till: str = "01", fen: int = 50_000) -> None:
        """An even till gets its result and its float stays."""
        signed = self.by(self.span(till).person, MANAGER)
        self.do(results.decide_even, till, self.span(till).number, signed)
        self.keep(till, fen)

    def keep(self, till: str = "01", fen: int = 50_000) -> None:
        """What stays is set apart."""
        span = self.span(till)
        assert self.manual.cash is not None
        assert span.counted is not None
        pieces = target.to_keep(span.counted, self.manual.cash, fen)
        self.do(results.keep, till, span.number, pieces, self.by(span.person, MANAGER))

    def bag_all(self) -> str:
        """Everything that waits goes into one bag."""
        name = self.number("B")
        self.do(bags.seal, name, self.number("S"), tuple(self.cash.packets), self.by(MANAGER, CLERK))
        return name


def sheet_of(world: CashWorld, fen: int) -> Sheet:
    """A sheet of this total in as few pieces as can be; the total must end in full jiao."""
    assert world.manual.cash is not None
    pieces = {}
    for row in world.manual.cash.denominations:
        if not row.rare and row.id != "y1c":
            pieces[row.id], fen = divmod(fen, row.fen)
    pieces["y1c"] = 0
    assert fen == 0
    sheet = made(world.manual.cash, pieces)
    assert not isinstance(sheet, Refusal)
    return sheet


def minutes(at: datetime, n: int) -> datetime:
    """A moment that many minutes later."""
    return at + timedelta(minutes=n)


__all__ = ["bags", "counts", "results", "safe", "tills"]
