"""Tasks that come back every week, month, quarter or half-year: last done, due again (R2-16)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from dutyterm.manual.schema import Line
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.state import of
from dutyterm.shift.lists.view import Mark
from dutyterm.shift.procedures.drills import drilled
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

Every = Literal["week", "month", "quarter", "half-year"]

MONTHS: Mapping[Every, int] = {"month": 1, "quarter": 3, "half-year": 6}


@dataclass(frozen=True)
class Task:
    """One line that comes back."""

    list: str
    line: Line
    last: date | None
    """Business day on which it was last done; None = never, as far as the records of this hall go."""
    due: date | None
    """The day from which it is due again; None = never done, so due now."""
    late: int
    """Whole days past that day; 0 when it is due today, not yet due, or was never done."""
    now: bool
    """Is it due today?"""


def tasks(scene: Scene) -> tuple[Task, ...]:
    """Every line that comes back: what is due first, the longest overdue before the rest."""
    opened = life.of(scene.shift).opened
    if opened is None:
        return ()
    last = last_done(scene)
    found = [_task(id, line, last.get(line.id), opened.day) for id, line in _lines(scene)]
    # sorted is stable: what was never done comes after what is overdue, in the order of the lists
    return tuple(sorted(found, key=lambda t: (not t.now, -t.late, t.due or opened.day)))


def last_done(scene: Scene) -> dict[str, date]:
    """Line id -> the business day on which it was last done, this shift and all the past included."""
    opened = life.of(scene.shift).opened
    found = dict(scene.past.done)
    for run in of(scene.shift).runs.values():
        view = run_view(scene, run.id)
        if isinstance(view, Refusal) or opened is None:
            continue
        for line in view.lines:
            if line.line.every is not None and line.mark in (Mark.DONE, Mark.OFF):
                found[line.line.id] = opened.day
    if opened is not None:
        # a drill that was walked on its card is done, whether or not anybody opens the list (N13)
        found.update({line.id: opened.day for _, line in _lines(scene) if drilled(scene.shift, line.drill)})
    return found


def _lines(scene: Scene) -> Iterator[tuple[str, Line]]:
    for checklist in scene.manual.lists:
        yield from ((checklist.id, line) for line in checklist.lines if line.every is not None)


def _task(list_id: str, line: Line, last: date | None, today: date) -> Task:
    due = None if last is None or line.every is None else next_due(last, line.every)
    late = 0 if due is None else max(0, (today - due).days)
    return Task(list_id, line, last, due, late, due is None or today >= due)


def next_due(last: date, every: Every) -> date:
    """A week or so many calendar months later; the 31st falls on the last day of a shorter month."""
    if every == "week":
        return _plus(last, timedelta(days=7))
    month = last.month - 1 + MONTHS[every]
    year, month = last.year + month // 12, month % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(last.day, _days_in(year, month)))


def _days_in(year: int, month: int) -> int:
    # `calendar` knows it too, and makes a dozen classes when it is loaded
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


def drills_due(scene: Scene) -> tuple[Task, ...]:
    """Tasks that ask for the drill of a card and are due: the last one is too old, or there was none (R5)."""
    return tuple(task for task in tasks(scene) if task.line.drill is not None and task.now)


def _plus(day: date, span: timedelta) -> date:
    try:
        return day + span
    except OverflowError:  # a forged day at the end of all time
        return date.max
