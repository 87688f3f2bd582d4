"""The state of all money of a shift: reserve, tills with their closures, packets, bags, envelopes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Literal, cast

from dutyterm.model.moment import Moment
from dutyterm.shift.cash.facts import (
    Audited,
    BagCredited,
    BagMoved,
    CreditDecided,
    DifferenceDecided,
    ExpectedEntered,
    FormsCompared,
    OpeningDifference,
    OvernightChecked,
    Part,
    Purpose,
    ReportPending,
    ReversalsReviewed,
    SafeChecked,
    SafeSealed,
    TendersCounted,
    ValuableCounted,
    ValuablesStored,
)
from dutyterm.shift.cash.figures import Closure
from dutyterm.shift.cash.sheet import Sheet
from dutyterm.shift.shift import Shift
from dutyterm.values import dataclass

KEY = "cash"

CASH = "cash"
"""Tender id of cash itself."""

TillState = Literal["idle", "in_use", "closing", "pending", "settled", "paid"]
"""未领, 在用, 结账中, 待扎账 (locked, the report comes later), 已结, 已缴."""


class Turn(Part):
    """One count on its way to agreement."""

    turn: int
    person: str
    sheet: Sheet
    at: Moment


class Locked(Part):
    """The agreed count."""

    purpose: Purpose
    sheet: Sheet
    first: str
    second: str
    at: Moment


class Drop(Part):
    """One drop of a till."""

    envelope: str
    fen: int


class Span(Part):
    """A till in the hands of one person, from float to result."""

    ref: str = ""
    """`<journal>#<record id>` of the record that it began with."""
    number: int
    person: str
    opened_at: Moment
    base: int
    """F: what was counted when it was taken over."""
    sheet: Sheet
    """How it was counted."""
    opening_difference: int = 0
    topups: tuple[int, ...] = ()
    exchanged: tuple[int, ...] = ()
    drops: tuple[Drop, ...] = ()
    closing: bool = False
    purpose: Purpose = "closing"
    """What it is being counted for."""
    to: str | None = None
    """Handover: who takes it over."""
    turns: tuple[Turn, ...] = ()
    """Counts since counting began (anew); the other person's stay hidden until both are there."""
    locked: Locked | None = None
    told: int | None = None
    """About how much lies in the drawer, as somebody said; never shown."""
    actuals: TendersCounted | None = None
    """What came in by other tenders, counted before the report was seen."""
    pending: ReportPending | None = None
    """待扎账: the report could not be had when the count was locked."""
    expected: ExpectedEntered | None = None
    recount: Turn | None = None
    decided: Mapping[str, DifferenceDecided] = {}
    """By tender."""
    kept: Sheet | None = None

    @property
    def counted(self) -> Sheet | None:
        """The count that holds: the recount, else the locked one."""
        if self.recount is not None:
            return self.recount.sheet
        return None if self.locked is None else self.locked.sheet

    @property
    def closure(self) -> Closure | None:
        """The figures of this closure; None until counted and expected are there. Never before the lock."""
        counted = self.counted
        if counted is None or self.expected is None:
            return None
        return Closure(
            float=self.base,
            topups=sum(self.topups),
            receipts=self.expected.receipts,
            refunds=self.expected.refunds,
            drops=sum(d.fen for d in self.drops),
            counted=counted.total,
            kept=self.kept.total if self.kept is not None else self.base + sum(self.topups),
        )

    @property
    def tenders(self) -> tuple[str, ...]:
        """Tenders to be decided, cash first."""
        if self.expected is None:
            return (CASH,)
        return (CASH, *(t.tender for t in self.expected.tenders))

    def variance(self, tender: str) -> int | None:
        """Over or short of one tender; None until both figures are there."""
        if tender == CASH:
            return None if self.closure is None else self.closure.variance
        figures = self.expected.tenders if self.expected is not None else ()
        return next((t.actual - t.expected for t in figures if t.tender == tender), None)

    @property
    def is_decided(self) -> bool:
        """Has every tender its result?"""
        return self.expected is not None and all(t in self.decided for t in self.tenders)

    @property
    def finished(self) -> bool:
        """Nothing more to do but to carry the packets away."""
        return self.is_decided and self.kept is not None

    @property
    def waits_for_report(self) -> bool:
        """待扎账: counted, locked and sealed apart, the report is still to come."""
        return self.pending is not None and self.expected is None


class Transfer(Part):
    """Money that one side gave and the other has not confirmed."""

    ref: str
    """`<journal>#<record id>` of its sending."""
    sort: Literal["drop", "top_up"]
    till: str
    number: int
    """Closure of the till that it belongs to."""
    fen: int
    envelope: str = ""
    by: str
    """Who gave it."""
    at: Moment
    left: str | None = None
    """Why the till was counted although it waits; None = nobody let that happen."""


class ToAudit(Part):
    """A settled closure that the auditor has not checked."""

    ref: str
    till: str
    number: int
    person: str
    closed_at: Moment
    pay_in: int
    variance: int
    """Of the cash."""
    signers: tuple[str, ...] = ()
    """They cannot audit it."""


class Packet(Part):
    """Money that waits to be put into a bag."""

    id: str
    """`drop:<envelope>`, `till:<till>#<number>`, `box:<box>`."""
    fen: int
    over: int = 0
    """Part that is an over, labelled."""
    ref: str = ""
    till: str | None = None


class Bag(Part):
    """A sealed bag on its way to the bank."""

    ref: str = ""
    bag: str
    seal: str
    fen: int
    over: int = 0
    words: str | None = None
    """The amount as a signer typed it in capital numerals (N4)."""
    packets: tuple[str, ...]
    sealed_at: Moment
    signers: tuple[str, ...]
    moves: tuple[BagMoved, ...] = ()
    credited: BagCredited | None = None
    decided: CreditDecided | None = None
    carried: bool = False
    """It came in from an earlier shift."""

    @property
    def where(self) -> Literal["sealed", "safe", "courier", "bank", "credited"]:
        """已封, 在库, 在途, 已交银行, 已入账."""
        if self.credited is not None:
            return "credited"
        return self.moves[-1].to if self.moves else "sealed"

    @property
    def difference(self) -> int:
        """缴存差异: credited less sealed; 0 while nothing is credited."""
        return 0 if self.credited is None else self.credited.fen - self.fen

    @property
    def finished(self) -> bool:
        """Credited, and a difference decided."""
        return self.credited is not None and (self.difference == 0 or self.decided is not None)


class Till(Part):
    """One till of the hall."""

    id: str
    closures: int = 0
    """How many closures were begun ever: the next has this number and one more (M11)."""
    kept: Sheet | None = None
    """What the last closing left in it; None = nothing known."""
    spans: tuple[Span, ...] = ()
    """Closures of this shift and those that came in unfinished, oldest first."""

    @property
    def span(self) -> Span | None:
        """The newest one."""
        return self.spans[-1] if self.spans else None

    def at(self, number: int) -> Span | None:
        """The closure with this number."""
        return next((s for s in self.spans if s.number == number), None)


class Envelope(Part):
    """A suspected or damaged note, outside the cash."""

    ref: str = ""
    envelope: str
    face: int
    sort: Literal["suspect", "damaged"]
    till: str | None = None
    handed: str | None = None
    """Receipt of the bank."""


@dataclass(frozen=True)
class Cash:
    """All money."""

    journal: str = ""
    """Id of this shift's journal."""
    reserve_ref: str = ""
    """`<journal>#<record id>` of the last count of the reserve."""
    reserve: int | None = None
    """None = never counted in this hall."""
    reserve_sheet: Sheet | None = None
    """How it was last counted; None once it moved."""
    reserve_counted_at: datetime | None = None
    tills: Mapping[str, Till] = field(default_factory=dict)
    packets: Mapping[str, Packet] = field(default_factory=dict)
    bags: Mapping[str, Bag] = field(default_factory=dict)
    envelopes: Mapping[str, Envelope] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    """Numbers of bags, seals and envelopes used in this shift or carried in; never used again."""
    used: tuple[str, ...] = ()
    """Those of them that were used in this shift."""
    openings: tuple[OpeningDifference, ...] = ()
    moved: int = 0
    """Fen that came into the reserve from outside, less what left it."""
    brought_in: int = 0
    """Fen that the first count of the reserve brought in."""
    adjusted: int = 0
    """Fen that later counts of reserve and floats found over or short."""
    boxes: tuple[str, ...] = ()
    """Cash boxes of terminals counted in this shift."""
    boxes_fen: int = 0
    boxes_off: bool = False
    """One of them held another sum than its terminal printed."""
    safe_seal: str | None = None
    """Seal of the safe as the last closing left it."""
    safe_checked: SafeChecked | None = None
    safe_sealed: SafeSealed | None = None
    overnight: OvernightChecked | None = None
    valuables: Mapping[str, ValuableCounted] = field(default_factory=dict)
    """The last count of each, by item and type."""
    valuables_ref: str = ""
    """`<journal>#<record id>` of the last of those counts."""
    safe_ref: str = ""
    """The same of the last look at the safe's seal, or of sealing it."""
    counts_now: Mapping[str, ValuableCounted] = field(default_factory=dict)
    """Counts of this shift, by `<occasion>/<item>/<type>`."""
    stored: ValuablesStored | None = None
    transfers: Mapping[str, Transfer] = field(default_factory=dict)
    """Money under way, by its reference."""
    reversals: ReversalsReviewed | None = None
    forms: FormsCompared | None = None
    to_audit: Mapping[str, ToAudit] = field(default_factory=dict)
    """Closures that the auditor has not checked, by `<till>#<number>`."""
    audits: Mapping[str, Audited] = field(default_factory=dict)
    """Those that were checked in this shift."""
    returned: Mapping[str, int] = field(default_factory=dict)
    """Fen of overs that went back to their customers in this shift, by `over_key`."""
    taken_over: Mapping[str, int] = field(default_factory=dict)
    """Fen carried in, by place; for the conservation of money."""
    drawer_at: int = 0
    """Record id of the last drop, or of the last look into a drawer that was told."""


EMPTY = Cash()


def of(shift: Shift) -> Cash:
    """This family's part of the shift."""
    return cast(Cash, shift.parts[KEY])


def till_of(cash: Cash, id: str) -> Till:
    """The till with this id; an untouched one when nothing is known of it."""
    return cash.tills.get(id) or Till(id=id)


def state_of(cash: Cash, id: str) -> TillState:
    """未领, 在用, 结账中, 待扎账, 已结 or 已缴."""
    till = till_of(cash, id)
    span = till.span
    if span is None:
        return "idle"
    if span.locked is not None and span.locked.purpose == "closing" and span.finished:
        return "settled" if f"till:{id}#{span.number}" in cash.packets else "paid"
    if span.waits_for_report:
        return "pending"
    return "closing" if span.closing or span.locked is not None else "in_use"


def ref_of(cash: Cash, record: int) -> str:
    """Reference of a record of this shift, the same for ever."""
    return f"{cash.journal}#{record}"


def over_key(day: date, till: str, number: int, tender: str) -> str:
    """What a result is found by in later shifts."""
    return f"{day.isoformat()}/{till}#{number}/{tender}"


def counting(span: Span) -> Literal["none", "first", "second", "differ", "agreed", "locked"]:
    """How far a count is. none: nobody. first: one is in. differ: both are in and rows differ."""
    if span.locked is not None:
        return "locked"
    if not span.turns:
        return "none"
    if len(span.turns) == 1:
        return "first"
    from dutyterm.shift.cash.sheet import differing

    if len(span.turns) == 2 and differing(span.turns[0].sheet, span.turns[1].sheet):
        return "differ"
    return "agreed"
