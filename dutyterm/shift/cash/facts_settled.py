"""What is written down beside the count: other tenders, a late report, reviews, the auditor's step."""

from __future__ import annotations

from typing import Literal

from dutyterm.model.moment import Day
from dutyterm.model.record import Fact
from dutyterm.shift.cash.parts import Part, Signature, TenderFigures


class TendersCounted(Fact):
    """What came in by other tenders, counted before anybody saw the report; papers were handed over (M10)."""

    KIND = "cash.tenders_counted"

    till: str
    number: int
    tenders: tuple[TenderFigures, ...] = ()
    """Those that are not nil; `expected` is 0: nobody knows it yet."""
    reason: str | None = None
    """Why an earlier one is replaced."""
    signed: tuple[Signature, ...]


class ReportPending(Fact):
    """The system is down: the count is locked, the money sealed apart, the report comes later (CLS-05)."""

    KIND = "cash.report_pending"

    till: str
    number: int
    pouch: str
    """Number of the sealed pouch with the money of this till."""
    reason: str
    signed: tuple[Signature, ...]


class DrawerTold(Fact):
    """About how much lies in a drawer: no count, only to see whether a drop is due (PAT-14)."""

    KIND = "cash.drawer_told"

    till: str
    fen: int


class Audited(Fact):
    """The auditor checked a closure after it was paid in (已稽核, e.3 step 14)."""

    KIND = "cash.audited"

    till: str
    number: int
    closure: str
    """`<journal>#<record id>` of the record that the closure began with."""
    finding: Literal["agrees", "finding"]
    words: str = ""
    signed: tuple[Signature, ...]


class OverReturned(Fact):
    """The customer to whom an over belongs was found: it went back, linked to its result (长款退还, e.4).

    The over itself was paid in. It goes back as a refund in the system, which the report of that till has, or
    from the company: nothing is taken out of a drawer past the books.
    """

    KIND = "cash.over_returned"

    day: Day
    """Business day on which the over was decided."""
    till: str
    number: int
    """Closure of the till."""
    tender: str
    fen: int
    way: Literal["system", "company"]
    paper: str
    """Number of the refund."""
    words: str
    """To whom, and how it was found."""
    signed: tuple[Signature, ...]


class Lacking(Part):
    """A reversal, refund or void whose form or signature is missing."""

    paper: str
    """Its number."""
    words: str
    """What is missing, and why."""


class ReversalsReviewed(Fact):
    """Every reversal, refund and void of the day was looked at, one by one (CLS-09)."""

    KIND = "cash.reversals_reviewed"

    made: int
    lacking: tuple[Lacking, ...] = ()
    signed: tuple[Signature, ...]


class FormsCompared(Fact):
    """Order forms on paper against the number in the system (CLS-10)."""

    KIND = "cash.forms_compared"

    forms: int
    system: int
    words: str = ""
    """Which are missing, or too many."""


class ValuablesStored(Fact):
    """Stamps, keys, blanks and cards are locked away, after their closing count (CLS-19)."""

    KIND = "cash.valuables_stored"

    present: int
    """Stamps and keys."""
    lacking: tuple[str, ...] = ()
    """Items of which something is missing."""
    signed: tuple[Signature, ...]
