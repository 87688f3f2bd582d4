"""Record kinds of open items: opened, read, told, changed, closed (L10, S7, N33)."""

from __future__ import annotations

from typing import Literal

from dutyterm.manual.part import Words
from dutyterm.model.moment import Moment
from dutyterm.model.record import Fact

Sort = Literal["failed", "deferred", "away", "note", "fault", "promise", "receipt", "notice"]
"""failed: a line off the norm. deferred: a line put off. away: a line of the time when the PC is off.
note: written by a person. fault: equipment out of order. promise: what a customer was promised 承诺 (R2-05).
receipt: a receipt to be fetched 回单. notice: a notice that not everybody has read 公告."""

Outcome = Literal["done", "kept", "broken"]
"""How it ended; kept and broken are said of promises only."""


class OpenItemOpened(Fact):
    """Something must be settled."""

    KIND = "open_item.opened"

    sort: Sort
    title: Words
    item: str | None = None
    """Line that it comes from, e.g. `OPN-08`."""
    part: str = ""
    field: str | None = None
    run: str | None = None
    due: Moment | None = None
    owner: str | None = None
    """Person id."""
    until: str | None = None
    """For a deferred line: when it comes back (`after_open`, `closing`, `next_opening`, `power_back`)."""
    customer: str | None = None
    """For a promise: to whom, as the customer is called; numbers masked (N30)."""
    source: str | None = None
    """Record that it comes from, `<journal>#<record id>`: the entry in which it was first written."""


class OpenItemRead(Fact):
    """The person signed in has read an item that was carried in (OPN-33)."""

    KIND = "open_item.read"

    ref: str


class OpenItemTold(Fact):
    """The duty manager of the day on which a promise is due was told of it (R2-05)."""

    KIND = "open_item.told"

    ref: str
    person: str


class OpenItemChanged(Fact):
    """Another due time or another owner, with a reason; what it was stays in the records."""

    KIND = "open_item.changed"

    ref: str
    due: Moment | None = None
    """From now on; None = as it was."""
    owner: str | None = None
    """Person id from now on; None = as it was."""
    reason: str


class OpenItemClosed(Fact):
    """Settled, with a result."""

    KIND = "open_item.closed"

    ref: str
    result: str
    by_itself: bool = False
    """True: the line it came from was answered in order."""
    occurred_at: Moment | None = None
    """When it was settled, if that was earlier than it was recorded (the PC was off)."""
    outcome: Outcome = "done"


FACTS: tuple[type[Fact], ...] = (
    OpenItemOpened,
    OpenItemRead,
    OpenItemTold,
    OpenItemChanged,
    OpenItemClosed,
)
