"""What can happen to the money of a hall, as it is written down; amounts are fen, signed for by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from dutyterm.model.moment import Moment
from dutyterm.model.record import Fact
from dutyterm.shift.cash.facts_bags import BagCredited as BagCredited
from dutyterm.shift.cash.facts_bags import BagMoved as BagMoved
from dutyterm.shift.cash.facts_bags import BagSealed as BagSealed
from dutyterm.shift.cash.facts_bags import BoxCounted as BoxCounted
from dutyterm.shift.cash.facts_bags import CreditDecided as CreditDecided
from dutyterm.shift.cash.facts_bags import OvernightChecked as OvernightChecked
from dutyterm.shift.cash.facts_bags import SafeChecked as SafeChecked
from dutyterm.shift.cash.facts_bags import SafeSealed as SafeSealed
from dutyterm.shift.cash.facts_bags import SealVoided as SealVoided
from dutyterm.shift.cash.facts_bags import SuspectHanded as SuspectHanded
from dutyterm.shift.cash.facts_bags import SuspectHeld as SuspectHeld
from dutyterm.shift.cash.facts_bags import ValuableCounted as ValuableCounted
from dutyterm.shift.cash.facts_settled import Audited as Audited
from dutyterm.shift.cash.facts_settled import DrawerTold as DrawerTold
from dutyterm.shift.cash.facts_settled import FormsCompared as FormsCompared
from dutyterm.shift.cash.facts_settled import Lacking as Lacking
from dutyterm.shift.cash.facts_settled import OverReturned as OverReturned
from dutyterm.shift.cash.facts_settled import ReportPending as ReportPending
from dutyterm.shift.cash.facts_settled import ReversalsReviewed as ReversalsReviewed
from dutyterm.shift.cash.facts_settled import TendersCounted as TendersCounted
from dutyterm.shift.cash.facts_settled import ValuablesStored as ValuablesStored
from dutyterm.shift.cash.facts_transfers import TransferConfirmed as TransferConfirmed
from dutyterm.shift.cash.facts_transfers import TransferReturned as TransferReturned
from dutyterm.shift.cash.facts_transfers import TransferSent as TransferSent
from dutyterm.shift.cash.facts_transfers import TransfersLeft as TransfersLeft
from dutyterm.shift.cash.parts import RESERVE as RESERVE
from dutyterm.shift.cash.parts import Part as Part
from dutyterm.shift.cash.parts import Purpose as Purpose
from dutyterm.shift.cash.parts import Signature as Signature
from dutyterm.shift.cash.parts import TenderFigures as TenderFigures
from dutyterm.shift.cash.parts import Told as Told
from dutyterm.shift.cash.sheet import Sheet


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
