"""The end of opening hours: the line that closes the doors (CLS-02)."""

from __future__ import annotations

from datetime import datetime

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
