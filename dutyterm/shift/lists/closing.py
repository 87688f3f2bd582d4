"""The end of opening hours: the line that closes the doors (CLS-02)."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.lists.place import At
from dutyterm.shift.lists.view import SlotView
from dutyterm.shift.shift import Scene


def doors_closed(scene: Scene, at: At, slot: SlotView, value: Value) -> list[Event] | Refusal:
    """The doors are closed from the time that this answer says; a corrected time is said again in full."""
    if not at.line.line.closes_doors or slot.spec.kind != "time" or not isinstance(value, str):
        return []
    part, closed_at = life.of(scene.shift), datetime.fromisoformat(value)
    if part.doors is not None and closed_at < part.doors.opened_at:
        return Refusal(
            "before_opening",
            Text(
                "早于开门时间 {at}。核对后键入 HHMM。",
                "That is before the doors opened at {at}. Check it and type HHMM.",
            ).fill(at=part.doors.opened_at.strftime("%H:%M")),
        )
    return [Event(life.DoorsClosed(closed_at=closed_at), scene.by)]


def closed_early(scene: Scene, events: list[Event]) -> Text | None:
    """What is said before the doors are closed long before their time; None when it is about time.

    It cannot be taken back, and no round is asked for after it: one Space at the wrong list must not do it.
    """
    opened = life.of(scene.shift).opened
    if opened is None or opened.closes is None:
        return None
    closed = next((event.fact for event in events if isinstance(event.fact, life.DoorsClosed)), None)
    if closed is None or closed.closed_at >= opened.closes - ABOUT_TIME:
        return None
    return _EARLY.fill(at=closed.closed_at.strftime("%H:%M"), closes=opened.closes.strftime("%H:%M"))


ABOUT_TIME = timedelta(minutes=30)
"""So long before closing time nobody wonders that the last customer has left (D)."""

_EARLY = Text(
    "{at} 关门,本厅 {closes} 才关;记下后今天就算关门,不能收回",
    "Closed at {at}, the hall closes at {closes}; it then is closed for today, which cannot be taken back",
)
