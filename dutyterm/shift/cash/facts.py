"""What can happen to the money of a hall, as it is written down; amounts are fen, signed for by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from dutyterm.model.moment import Day, Moment
from dutyterm.model.record import Fact
from dutyterm.shift.cash.sheet import Sheet

RESERVE = "reserve"
"""Stands for the reserve in the safe where a till id may stand."""

Purpose = Literal["closing", "handover", "interim"]
"""closing: the till is settled. handover: it goes to another clerk. interim: the same clerk goes on."""


class Part(BaseModel):
    """A part of a fact or of the state: frozen, strict, readable by a newer program."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", defer_build=True)


class Signature(Part):
    """Who signed with the own PIN, and when that PIN was given."""

    person: str
    at: Moment


class Told(Part):
    """Who was told of a difference (e.4)."""

    person: str
    medium: Literal["phone", "on_site", "message", "not_reached"]
    at: Moment


class TenderFigures(Part):
    """One way to pay, settled on its own: never netted with another (e.2)."""

    tender: str
    expected: int
    """By the closing report."""
    actual: int
    """By the slips, the backend list, the batch."""
    papers: int = 0
    """Proofs handed over one by one (M10)."""
    missing: int = 0
    """Proofs that are not there although the money is: no shortage, settled with a note."""
    note: str = ""
    """Batch number, or bank and number of a cheque."""


class ReserveCounted(Fact):
    """Two persons counted the reserve in the safe; the first count of a hall brings it in."""

    KIND = "cash.reserve_counted"

    sheet: Sheet
    expected: int | None = None
    """What should be there; None = nothing was known before."""
    signed: tuple[Signature, ...]


class ReserveMoved(Fact):
    """Money came into the reserve from outside, or left it."""

    KIND = "cash.reserve_moved"

    fen: int
    """Above 0: into the reserve."""
    other: Literal["bank", "company"]
    paper: str
    """Number of the slip."""
    signed: tuple[Signature, ...]


class FloatIssued(Fact):
    """A till was given to a person with its float, counted by both (OPN-20)."""

    KIND = "cash.float_issued"

    till: str
    person: str
    number: int
    """Gapless number of this closure of the till (M11)."""
    kept: int
    """Left in this till by its last closing."""
    added: int
    """Taken from the reserve."""
    sheet: Sheet
    """What was counted."""
    signed: tuple[Signature, ...]


class OpeningDifference(Fact):
    """An opening count is not what the last closing count left; its own record (M1)."""

    KIND = "cash.opening_difference"

    till: str
    """A till, or `reserve`."""
    fen: int
    """Counted less expected."""
    rows: Mapping[str, int]
    """By denomination: pieces counted less pieces left; empty when only the sum was known."""


class ToppedUp(Fact):
    """Value went from the reserve into a till."""

    KIND = "cash.topped_up"

    till: str
    fen: int
    signed: tuple[Signature, ...]


class Exchanged(Fact):
    """Notes were changed with the reserve; neutral, but written down."""

    KIND = "cash.exchanged"

    till: str
    fen: int
    signed: tuple[Signature, ...]


class Dropped(Fact):
    """Too much cash went from a drawer into the safe, in a numbered envelope (PAT-14, WF-12)."""

    KIND = "cash.dropped"

    till: str
    envelope: str
    fen: int
    signed: tuple[Signature, ...]


class TillClosing(Fact):
    """A till takes no more customers, or was opened again before anything was counted."""

    KIND = "cash.till_closing"

    till: str
    closing: bool = True
    purpose: Purpose = "closing"
    """What the count will be for."""
    to: str | None = None
    """Handover: who takes the till over."""


class Counted(Fact):
    """One count, entered alone; turn 3 is made together and holds only the rows that differ (N2)."""

    KIND = "cash.counted"

    till: str
    turn: Literal[1, 2, 3]
    person: str
    sheet: Sheet
    """Turn 3: the agreed whole."""
    rows: tuple[str, ...] = ()
    """Turn 3: the rows that were counted again."""


class CountDropped(Fact):
    """The counts so far are put aside and counting begins anew; they stay readable."""

    KIND = "cash.count_dropped"

    till: str
    reason: str


class CountLocked(Fact):
    """The agreed count, signed by both; nothing changes it any more."""

    KIND = "cash.count_locked"

    till: str
    purpose: Purpose
    sheet: Sheet
    to: str | None = None
    """Handover: who takes the till over."""
    witness: str | None = None
    """Handover: 监交人."""
    signed: tuple[Signature, ...]


class ExpectedEntered(Fact):
    """The system's closing report, typed in after the lock (blind count)."""

    KIND = "cash.expected_entered"

    till: str
    number: int
    report: str
    printed_at: Moment
    receipts: int
    refunds: int
    tenders: tuple[TenderFigures, ...] = ()
    reason: str | None = None
    """Why an earlier one is corrected."""


class Recounted(Fact):
    """The one recount after a difference: a new record, the locked count stays (e.3 step 8)."""

    KIND = "cash.recounted"

    till: str
    number: int
    person: str
    sheet: Sheet
    signed: tuple[Signature, ...]


class DifferenceDecided(Fact):
    """The result of one tender of one closure: even, over or short, with what the ladder asks for (e.4)."""

    KIND = "cash.difference_decided"

    till: str
    number: int
    tender: str
    fen: int
    rung: str
    repeats: tuple[str, ...] = ()
    """Rules of repetition that it met."""
    cause: str | None = None
    words: str = ""
    told: tuple[Told, ...] = ()
    footage_from: Moment | None = None
    footage_to: Moment | None = None
    signed: tuple[Signature, ...]


class FloatKept(Fact):
    """What stays in the till as float; the rest is bundled for the bank (e.3 step 10, M14)."""

    KIND = "cash.float_kept"

    till: str
    number: int
    kept: Sheet
    pay_in: int
    """By the formula: counted less kept, plus drops."""
    over: int = 0
    """Part of it that is an over: paid in labelled, never kept to cover later shorts."""
    signed: tuple[Signature, ...]


class BoxCounted(Fact):
    """The cash box of a self-service terminal was emptied and counted by two (CLS-13)."""

    KIND = "cash.box_counted"

    terminal: str
    box: str
    fen: int
    signed: tuple[Signature, ...]


class BagSealed(Fact):
    """Packets went into one bag under one seal (CLS-15)."""

    KIND = "cash.bag_sealed"

    bag: str
    seal: str
    packets: tuple[str, ...]
    fen: int
    over: int = 0
    signed: tuple[Signature, ...]


class SealVoided(Fact):
    """A seal was torn or misread: its number is void for ever, the next one is used."""

    KIND = "cash.seal_voided"

    seal: str
    reason: str


class BagMoved(Fact):
    """A sealed bag went into the safe, to a courier or over the bank's counter (CLS-16)."""

    KIND = "cash.bag_moved"

    bag: str
    to: Literal["safe", "courier", "bank"]
    carrier: str = ""
    """Who took it, when that is nobody of the hall."""
    paper: str = ""
    """Number of the courier's or the bank's slip."""
    occurred_at: Moment | None = None
    signed: tuple[Signature, ...]


class BagCredited(Fact):
    """The bank's receipt: what was really credited."""

    KIND = "cash.bag_credited"

    bag: str
    receipt: str
    day: Day
    fen: int


class CreditDecided(Fact):
    """The bank credited another amount than was sealed: 缴存差异, linked to its bag."""

    KIND = "cash.credit_decided"

    bag: str
    fen: int
    """Credited less sealed."""
    cause: str
    words: str
    signed: tuple[Signature, ...]


class SuspectHeld(Fact):
    """A suspected note found after acceptance: outside the cash, in an envelope, handed in (e.5)."""

    KIND = "cash.suspect_held"

    envelope: str
    face: int
    """Fen."""
    till: str | None = None
    last4: str = ""
    """Last four digits of its number."""
    sort: Literal["suspect", "damaged"] = "suspect"
    signed: tuple[Signature, ...]


class SuspectHanded(Fact):
    """An envelope was handed to the bank."""

    KIND = "cash.suspect_handed"

    envelope: str
    receipt: str
    signed: tuple[Signature, ...]


class SafeSealed(Fact):
    """The safe is locked and sealed (CLS-18)."""

    KIND = "cash.safe_sealed"

    seal: str
    signed: tuple[Signature, ...]


class SafeChecked(Fact):
    """The seal of the safe was compared with the closing record (OPN-19)."""

    KIND = "cash.safe_checked"

    seal: str
    matches: bool
    signed: tuple[Signature, ...]


class OvernightChecked(Fact):
    """Cash that stays overnight against its limit (CLS-17)."""

    KIND = "cash.overnight_checked"

    fen: int
    limit: int
    approved_by: str | None = None
    medium: Literal["phone", "on_site", "message"] | None = None
    measure: str = ""
    """What is done more for its safety."""


class ValuableCounted(Fact):
    """Something that is handed over with the cash was counted by two (e.6)."""

    KIND = "cash.valuable_counted"

    item: str
    """Id of the manual's valuable."""
    what: str = ""
    """Type, model or book."""
    quantity: int
    fen: int = 0
    first: str = ""
    last: str = ""
    voids: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    missing: int = 0
    """Numbers of the range that are neither there nor void."""
    before: int | None = None
    """Quantity of the last count; None = there was none."""
    gone: tuple[str, ...] = ()
    """Numbers of the last list that are not there any more."""
    came: tuple[str, ...] = ()
    gap: int = 0
    """Numbers between the end of the last range and the beginning of this one."""
    signed: tuple[Signature, ...]
