"""What can happen to money on its way to the bank, to the safe, and to what is handed over beside it."""

from __future__ import annotations

from typing import Literal

from dutyterm.model.moment import Day, Moment
from dutyterm.model.record import Fact
from dutyterm.shift.cash.parts import Signature


class BoxCounted(Fact):
    """The cash box of a self-service terminal was emptied and counted by two (CLS-13)."""

    KIND = "cash.box_counted"

    terminal: str
    box: str
    fen: int
    slip: int | None = None
    """What the terminal printed; None = it printed none."""
    signed: tuple[Signature, ...]


class BagSealed(Fact):
    """Packets went into one bag under one seal (CLS-15)."""

    KIND = "cash.bag_sealed"

    bag: str
    seal: str
    packets: tuple[str, ...]
    fen: int
    over: int = 0
    words: str | None = None
    """The amount in capital numerals as a signer typed it, equal to `fen` (N4); None = nobody typed it."""
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
    book: int | None = None
    """What the register or the system says; None = nobody compared."""
    occasion: Literal["opening", "between", "closing"] = "between"
    """Issue in the morning, storing at night, or a count in between such as a handover."""
    next: str = ""
    """The number that must come next: none may be skipped."""
    signed: tuple[Signature, ...]
