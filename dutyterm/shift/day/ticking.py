"""Rules for ticking rows of the timetable that stand for nothing else, and for taking a tick back."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.day.rows import Entry, Stand, timetable
from dutyterm.shift.day.ticks import RowDone, RowUndone, of
from dutyterm.shift.lists import reasons
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored

OLDEST = timedelta(hours=18)
"""What was done longer before this shift was opened belongs into no row of its day (D)."""


def done(
    scene: Scene, id: str, done_at: datetime | None = None, handover: datetime | None = None
) -> list[Event] | Refusal:
    """Ticks a row, e.g. `WF-13/1`, as done now or at that time. `handover` as in `timetable`."""
    entry = _entry(scene, id, handover)
    if isinstance(entry, Refusal):
        return entry
    if entry.ticked:
        words = Text("已记 {at} 做过。要改按 *。", "Recorded as done at {at}. Press * to change it.")
        return Refusal("done_already", words.fill(at=_clock(entry.done_at)))
    return _done(scene, entry, done_at)


def undone(scene: Scene, id: str, reason: str, handover: datetime | None = None) -> list[Event] | Refusal:
    """Takes a tick back, with a reason."""
    entry = _entry(scene, id, handover)
    if isinstance(entry, Refusal):
        return entry
    return _undone(entry, scene, reason)


def retimed(
    scene: Scene, id: str, done_at: datetime, reason: str, handover: datetime | None = None
) -> list[Event] | Refusal:
    """It was done at another time: the tick is taken back and made anew, both in one write."""
    entry = _entry(scene, id, handover)
    if isinstance(entry, Refusal):
        return entry
    back = _undone(entry, scene, reason)
    if isinstance(back, Refusal):
        return back
    again = _done(scene, entry, done_at)
    return again if isinstance(again, Refusal) else [*back, *again]


def _entry(scene: Scene, id: str, handover: datetime | None) -> Entry | Refusal:
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    entry = next((one for one in timetable(scene, handover) if one.id == id), None)
    if entry is None:
        return Refusal(
            "unknown_row", Text("今天的时间表里没有这一行。", "Today's timetable has no such row.")
        )
    if not entry.ticks:
        return Refusal(
            "stands_for_else",
            Text("这一行在别处做:按 Enter 打开。", "This row is done elsewhere: Enter opens it."),
        )
    if entry.stand is Stand.OTHER:
        return Refusal("other_shift", Text("这一行是另一班的。", "This row belongs to the other shift."))
    return entry


def _done(scene: Scene, entry: Entry, done_at: datetime | None) -> list[Event] | Refusal:
    when, opened_at = done_at or scene.now, life.of(scene.shift).opened_at
    if when > scene.now:
        return Refusal(
            "future",
            Text(
                "做的时间不能晚于现在。键入 HHMM,或 -10 表示十分钟前。",
                "It cannot have been done later than now. Type HHMM, or -10 for ten minutes ago.",
            ),
        )
    if opened_at is not None and when < opened_at - OLDEST:
        return Refusal("too_old", Text("这个时间不在今天。", "That time is not of this day."))
    fact = RowDone(row=entry.row.id, number=entry.number, due=entry.due, done_at=when)
    return [Event(fact, scene.by)]


def _undone(entry: Entry, scene: Scene, reason: str) -> list[Event] | Refusal:
    if (entry.row.id, entry.number) not in of(scene.shift).by_row:
        return Refusal("not_done", Text("这一行还没有勾。", "This row is not ticked."))
    word: str | Refusal = reason
    if not reasons.known(reasons.CHANGE, reason):
        word = stored(reason, NAME_LIMIT) if reason.strip() else _REASON
    if isinstance(word, Refusal):
        return word
    return [Event(RowUndone(row=entry.row.id, number=entry.number, reason=word), scene.by)]


def _clock(at: datetime | None) -> str:
    return "" if at is None else at.strftime("%H:%M")


_REASON = Refusal(
    "reason_needed", Text("选一个原因: 1 按错 2 情况有变 3 复核。", "Choose: 1 slip 2 changed 3 rechecked.")
)
