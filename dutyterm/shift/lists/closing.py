"""The end of opening hours: the line that closes the doors (CLS-02)."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life, open_items
from dutyterm.shift.lists import facts
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.lists.place import At
from dutyterm.shift.lists.state import of
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


def to_close_again(scene: Scene) -> list[Event]:
    """Doors that are opened although they were closed: the line that closed them is to do again (CLS-02).

    Else the evening would find it done, and nobody would ever say when the last customer left.
    """
    events: list[Event] = []
    for run in of(scene.shift).runs.values() if life.of(scene.shift).closed is not None else ():
        checklist = scene.manual.list(run.list)
        answered = {slot.item for slot in run.given}
        for line in checklist.lines if checklist is not None else ():
            if line.closes_doors and line.id in answered:
                back = facts.ItemTakenBack(run=run.id, item=line.id, reason="changed")
                left = open_items.of(scene.shift).of_line(run.id, line.id)
                ends = (
                    open_items.OpenItemClosed(ref=one.ref, result=_REOPENED, by_itself=True) for one in left
                )
                events += [Event(fact, scene.by) for fact in (back, *ends)]
    return events


def opened_after_closing(scene: Scene, opened_at: datetime) -> Refusal | None:
    """A corrected time of opening lies before the doors closed."""
    closed = life.of(scene.shift).closed
    if closed is None or opened_at <= closed.closed_at:
        return None
    words = Text(
        "晚于关门时间 {at}。核对后键入 HHMM。",
        "That is after the doors closed at {at}. Check it and type HHMM.",
    )
    return Refusal("after_closing", words.fill(at=closed.closed_at.strftime("%H:%M")))


ABOUT_TIME = timedelta(minutes=30)
"""So long before closing time nobody wonders that the last customer has left (D)."""

_REOPENED = "门又开了"
"""With these words an open item ends; results are stored in the hall's language."""

_EARLY = Text(
    "{at} 关门,本厅 {closes} 才关;记下后今天就算关门,不能收回",
    "Closed at {at}, the hall closes at {closes}; it then is closed for today, which cannot be taken back",
)
