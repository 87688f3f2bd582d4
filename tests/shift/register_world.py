"""A hall in which the systems are down: short words for taking things down by hand (3f.2)."""

from __future__ import annotations

from typing import Any

from dutyterm.model.record import Record
from dutyterm.model.refusal import Refusal
from dutyterm.shift.register import backentry, envelopes, facts, pages, refusing, sums, taking
from dutyterm.shift.register.state import Register, of
from tests.shift.cash_world import BOSS, CLERK, MANAGER, OTHER, SECOND, CashWorld

PHONE = facts.Personal(masked="138****5678", id="1", hash="a" * 64)
ACCOUNT = facts.Personal(masked="139****4321", id="2", hash="b" * 64)


class RegisterWorld(CashWorld):
    """An open shift; the numbers of customers are masked already, as the desk hands them in."""

    @property
    def register(self) -> Register:
        """The register as it stands."""
        return of(self.shift)

    def issue_page(self, person: str = CLERK, book: str = "R1", **more: Any) -> list[Record]:
        """A page for somebody."""
        return self.do(pages.issue, book, person, **more)

    def envelope(self, person: str = CLERK) -> str:
        """An envelope of its own."""
        name = self.number("E")
        self.do(envelopes.open_one, name, person)
        return name

    def wish(self, rule: Any, *args: Any, **kwargs: Any) -> Refusal | list[Record]:
        """As always; a second goes by, so that entries have an order."""
        self.wait(seconds=1)
        return super().wish(rule, *args, **kwargs)

    def paying(self, fen: int = 9_800, **more: Any) -> taking.Wish:
        """A customer pays in cash."""
        wish = {
            "business": "payment", "clerk": CLERK, "account": ACCOUNT, "due": fen, "surname": "张",
            "receipt": self.number("T"), "title": "mr", "phone": PHONE, "told": True,
        }  # fmt: skip
        return taking.Wish(**{**wish, **more})

    def pay(self, fen: int = 9_800, **more: Any) -> str:
        """It is taken down; the slip."""
        record = self.do(taking.write, self.paying(fen, **more))[0]
        assert isinstance(record.fact, facts.EntryWritten)
        return record.fact.slip

    def ask(self, business: str = "consult", **more: Any) -> str:
        """Something without money."""
        wish = taking.Wish(**{"business": business, "clerk": CLERK, "request": "问资费", **more})
        record = self.do(taking.write, wish)[0]
        assert isinstance(record.fact, facts.EntryWritten)
        return record.fact.slip

    def rekeying(self, slip: str, person: str = CLERK, **more: Any) -> backentry.Rekey:
        """It was keyed into the system."""
        book, number = split(slip)
        return backentry.Rekey(**{
            "book": book, "number": number, "serial": self.number("L"), "person": person, **more,
        })  # fmt: skip

    def rekey(self, slip: str, person: str = CLERK, **more: Any) -> list[Record]:
        """It must go."""
        return self.do(backentry.rekey, self.rekeying(slip, person, **more))

    def check(self, *slips: str, by: str = MANAGER, **more: Any) -> list[Record]:
        """Somebody else looked."""
        return self.do(backentry.check, slips, self.by(by), **more)

    def count_in(self, envelope: str, fen: int) -> None:
        """Two people count an envelope."""
        self.do(envelopes.count, envelope, fen, self.by(MANAGER, CLERK))

    def open_register(self) -> str:
        """A page and an envelope; the envelope."""
        self.issue_page()
        return self.envelope()


def split(slip: str) -> tuple[str, int]:
    """Book and number of a slip."""
    book, _, number = slip.rpartition("-")
    return book, int(number)


__all__ = ["BOSS", "CLERK", "MANAGER", "OTHER", "SECOND", "refusing", "sums"]
