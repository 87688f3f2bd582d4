"""What to do now and next, countdowns, and at most one reminder: all from the state and the time alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyterm.i18n import Text
from dutyterm.shift import life
from dutyterm.shift.day.rows import Entry, Stand, timetable
from dutyterm.shift.lists.place import complete
from dutyterm.shift.lists.state import of
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

CURRENT = frozenset({Stand.NOW, Stand.PROGRESS, Stand.LATE})

AHEAD = timedelta(minutes=5)
"""A reminder comes so long before the time (D)."""

FORGET = timedelta(minutes=60)
"""After so long a reminder has been seen; the row stays on the board as late (D)."""


@dataclass(frozen=True)
class Agenda:
    """What the timetable asks for at this moment."""

    now: tuple[Entry, ...]
    """Begun, due or late; by due time."""
    next: Entry | None
    """The first row whose time has not come."""


@dataclass(frozen=True)
class Countdown:
    """Minutes to a moment of the day."""

    id: str
    """`doors`, `handover` or `close`."""
    title: Text
    at: datetime
    minutes: int
    """Whole minutes left, rounded down; negative past it."""


@dataclass(frozen=True)
class Reminder:
    """The one thing that is worth a line now."""

    entry: Entry
    text: Text


def agenda(entries: tuple[Entry, ...]) -> Agenda:
    """Now and next of a timetable."""
    return Agenda(
        now=tuple(e for e in entries if e.stand in CURRENT),
        next=next((e for e in entries if e.stand is Stand.TODO), None),
    )


def countdowns(scene: Scene, handover: datetime | None = None) -> tuple[Countdown, ...]:
    """To the opening of the doors until they are open, to handover and closing until they are closed."""
    part = life.of(scene.shift)
    if part.opened is None or part.opened.opens is None or part.opened.closes is None:
        return ()
    found = []
    if part.doors is None and part.closed is None:
        found.append(_countdown("doors", Text("距开门", "to opening"), part.opened.opens, scene.now))
    elif part.closed is None:
        found.append(_countdown("close", Text("距关门", "to closing"), part.opened.closes, scene.now))
    if handover is not None and scene.now <= handover:
        found.append(_countdown("handover", Text("距交接", "to handover"), handover, scene.now))
    return tuple(sorted(found, key=lambda c: c.at.timestamp()))


def _countdown(id: str, title: Text, at: datetime, now: datetime) -> Countdown:
    return Countdown(id, title, at, (at - now) // timedelta(minutes=1))


def reminder(scene: Scene, handover: datetime | None = None) -> Reminder | None:
    """The newest thing whose time has come, unless it is begun; None when there is nothing new to say.

    A function of state and time. While nothing is done only something newer replaces it: what was shown once
    never comes back by itself. A list that somebody is walking reminds of nothing.
    """
    begun = {run.list for run in of(scene.shift).runs.values() if not complete(scene, run)}
    come = [
        entry
        for entry in timetable(scene, handover)
        if entry.due - AHEAD <= scene.now
        and entry.stand not in (Stand.DONE, Stand.OTHER)
        and not (entry.stand is Stand.PASSED and entry.row.list is not None)
        and entry.row.list not in begun
    ]
    # of two at one time the one with something to do
    entry = max(come, key=lambda e: (e.due.timestamp(), e.row.list is not None), default=None)
    if entry is None or entry.stand not in (Stand.TODO, Stand.NOW, Stand.LATE):
        return None
    return Reminder(entry, _text(entry)) if scene.now < entry.due + FORGET else None


def _text(entry: Entry) -> Text:
    at = entry.due.strftime("%H:%M")
    words = Text(f"{at} {entry.row.title.zh}", f"{at} {entry.row.title.en}")
    if entry.late is None:
        return words
    return Text(f"{words.zh},迟 {entry.late} 分", f"{words.en}, {entry.late} min late")
