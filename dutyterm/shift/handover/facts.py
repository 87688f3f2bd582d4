"""Record kinds of a handover: submitted, read, reserved, accepted, refused, recalled, decided, relieved."""

from __future__ import annotations

from typing import Literal

from dutyterm.model.moment import Day
from dutyterm.model.record import Fact

How = Literal["in_person", "overnight", "no_witness"]
"""in_person: both signed with their PINs. overnight: the shift before was sealed when it ended, and this one
opened later with the code from paper. no_witness: nobody was there to hand over in person (N15)."""

Ruling = Literal["take_over", "go_on"]
"""What the hall manager decides of a refused handover. take_over: who refused takes over all the same.
go_on: the outgoing manager goes on and may offer the shift again."""


class HandoverSubmitted(Fact):
    """The outgoing manager submitted the shift 交班提交; its last record. By = who hands over."""

    KIND = "handover.submitted"

    successor: str | None = None
    """Code of the shift that is opened at once; None when the opening waits for the next morning."""
    day: Day | None = None
    """Its business day."""
    early_reason: str | None = None
    """Why it was submitted before the window of the handover (S8)."""


class HandoverOffered(Fact):
    """After a recall or a ruling: the outgoing manager offers the shift again, in the same file."""

    KIND = "handover.offered"


class HandoverRead(Fact):
    """The taker has read one thing that was handed over; the record gives name and time."""

    KIND = "handover.read"

    ref: str
    remark: str | None = None


class HandoverReserved(Fact):
    """The taker takes this over with a reservation 带保留; later words replace earlier ones."""

    KIND = "handover.reserved"

    ref: str
    words: str | None = None
    """None takes the reservation back."""


class HandoverAccepted(Fact):
    """The taker is responsible from now on 已接班. By = taker."""

    KIND = "handover.accepted"

    giver: str | None
    """Person id of who handed over."""
    seal: str | None
    """Hash of the seal of the shift that was taken over."""
    shown: str
    """SHA-256 of exactly what was shown, in both languages (N16)."""
    how: How
    reserved: int = 0
    """With how many reservations."""
    reason: str | None = None
    """Why there was no witness."""


class HandoverRefused(Fact):
    """The taker does not take over 有异议; the hall manager decides. By = who refused."""

    KIND = "handover.refused"

    giver: str | None
    seal: str | None
    shown: str
    words: str


class HandoverRecalled(Fact):
    """The outgoing manager goes on after all, before anybody accepted; what is sealed stays sealed."""

    KIND = "handover.recalled"

    reason: str | None = None


class HandoverDecided(Fact):
    """The hall manager's ruling on a refused handover 厅经理裁定. By = who was at the keyboard."""

    KIND = "handover.decided"

    manager: str
    """Person id of the hall manager."""
    medium: str
    """`on_site` with own PIN, `phone` or `message`."""
    ruling: Ruling
    words: str


class ReliefBegan(Fact):
    """Somebody stands in for the responsible manager for a while: lunch, illness, an errand. Both signed."""

    KIND = "relief.began"

    giver: str
    taker: str
    reason: str


class ReliefEnded(Fact):
    """The relieved manager is back and responsible again. Both signed."""

    KIND = "relief.ended"

    giver: str
    """Who stood in."""
    taker: str
    """Who is back."""


FACTS: tuple[type[Fact], ...] = (
    HandoverSubmitted,
    HandoverOffered,
    HandoverRead,
    HandoverReserved,
    HandoverAccepted,
    HandoverRefused,
    HandoverRecalled,
    HandoverDecided,
    ReliefBegan,
    ReliefEnded,
)
