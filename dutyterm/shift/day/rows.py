"""The timetable of the open shift: every row with its due time, how it stands, where to go (WF-01..22)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from dutyterm.manual.schema import Checklist
from dutyterm.manual.timetable import DayRow
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.day.rounds import Window, windows
from dutyterm.shift.day.ticks import of as ticks_of
from dutyterm.shift.day.times import Occurrence, anchors, occurrences
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.state import Run, of
from dutyterm.shift.lists.view import Foot, LineView, Mark, RunView, evaluate
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

DONE_ELSEWHERE = frozenset({"handover"})
"""Pages that leave records of their own: a row that leads there is done there."""

SHOWN_FOR = timedelta(minutes=30)
"""A row that only reminds of a moment is current for so long (D)."""


class Stand(StrEnum):
    """How a row of the timetable stands."""

    TODO = "todo"
    """Its time has not come."""
    NOW = "now"
    """Its time is now."""
    PROGRESS = "progress"
    LATE = "late"
    DONE = "done"
    MISSED = "missed"
    """A round whose time went by without one."""
    PASSED = "passed"
    """Only a reminder, or nothing to do any more: never late."""
    OTHER = "other"
    """Of the shift before or after this one on the same day."""


@dataclass(frozen=True)
class Entry:
    """One row at one time."""

    row: DayRow
    number: int
    """1 for the first time of this row on this day, 2 for the second ..."""
    due: datetime
    until: datetime | None
    stand: Stand
    late: int | None = None
    """Whole minutes past its deadline while it is not done; None when it is not late."""
    done: int = 0
    total: int = 0
    """Lines finished, of those asked; both 0 for a row without a list."""
    off: bool = False
    """Something in it is off the norm."""
    run: str | None = None
    line: str | None = None
    """Where to go: its first unfinished line, or its first."""
    done_at: datetime | None = None
    ticks: bool = False
    """It stands for nothing else: whoever did it may say so (`ticking.done`)."""

    @property
    def ticked(self) -> bool:
        """Did somebody say that it was done?"""
        return self.ticks and self.stand is Stand.DONE

    @property
    def id(self) -> str:
        """Unique on this day, e.g. `WF-09/3`."""
        return f"{self.row.id}/{self.number}"


def timetable(scene: Scene, handover: datetime | None = None) -> tuple[Entry, ...]:
    """All rows by due time; empty before a shift is opened, on a closed day, and without a timetable.

    `handover`: when the next shift of this day takes over. What was due never depends on what was answered.
    """
    on, day = anchors(scene, handover), scene.manual.day
    if on is None or day is None:
        return ()
    times = [(row, n, when) for row in day.rows for n, when in enumerate(occurrences(row, on), 1)]
    times.sort(key=lambda t: t[2].due.timestamp())
    views = {id: list_view(scene, checklist) for id, checklist in _lists(scene, (row for row, _, _ in times))}
    of_rounds = _windows(scene, times)
    found = []
    for row, n, when in times:
        window, view = of_rounds.get((row.id, n)), views.get(row.list or "")
        if window is not None:
            entry = _round(scene, row, n, when, window)
        elif view is not None:
            entry = _walk(scene, row, n, when, view)
        else:
            entry = _reminder(scene, row, n, when)
        found.append(_own(scene, entry, handover))
    return tuple(found)


def _lists(scene: Scene, rows: Iterable[DayRow]) -> list[tuple[str, Checklist]]:
    wanted = dict.fromkeys(row.list for row in rows if row.list is not None)
    known = [(id, scene.manual.list(id)) for id in wanted]
    return [(id, checklist) for id, checklist in known if checklist is not None and not checklist.bulk]


def list_view(scene: Scene, checklist: Checklist) -> RunView | None:
    """The newest run of a list, or how it would begin now; None when it has another manual."""
    run = of(scene.shift).latest(checklist.id)
    if run is None:
        since = life.of(scene.shift).opened_at or scene.now
        return evaluate(scene, _not_begun(checklist.id, scene.manual.hash, since), checklist)
    view = run_view(scene, run.id)
    return None if isinstance(view, Refusal) else view


@lru_cache(maxsize=64)
def _not_begun(list_id: str, manual_hash: str, since: datetime) -> Run:
    """One and the same run every time, so that its view is evaluated once and not at every drawing."""
    return Run("", list_id, manual_hash, since, None)


def _windows(
    scene: Scene, times: list[tuple[DayRow, int, Occurrence]]
) -> dict[tuple[str, int], tuple[str, Window]]:
    """The window of every time of a round, all rows of one list taken together."""
    by_list: dict[str, list[tuple[tuple[str, int], datetime]]] = {}
    for row, n, when in times:
        checklist = scene.manual.list(row.list) if row.list is not None else None
        if checklist is not None and checklist.bulk:
            by_list.setdefault(checklist.id, []).append(((row.id, n), when.due))
    found: dict[tuple[str, int], tuple[str, Window]] = {}
    for list_id, dues in by_list.items():
        for (key, _), window in zip(dues, windows([due for _, due in dues]), strict=True):
            found[key] = (list_id, window)
    return found


def _round(scene: Scene, row: DayRow, n: int, when: Occurrence, place: tuple[str, Window]) -> Entry:
    """One round: done by the first run begun in its window that was finished."""
    list_id, window = place
    runs = [run for run in of(scene.shift).runs.values() if run.list == list_id]
    views = [view for run in runs if window.holds(run.started_at) and (view := _run(scene, run)) is not None]
    finished = next((view for view in views if view.foot is not Foot.INCOMPLETE), None)
    view = finished or next(iter(views), None)
    if view is not None:
        stand = Stand.DONE if finished is not None else Stand.PROGRESS
        return _of_lines(scene, row, n, when, view, list(view.lines), stand)
    closed = life.of(scene.shift).closed
    if closed is not None and when.due > closed.closed_at:
        return Entry(row, n, when.due, when.until, Stand.PASSED)
    # nobody is left to walk among once the doors are closed
    if closed is not None or (window.ends is not None and scene.now >= window.ends):
        return Entry(row, n, when.due, when.until, Stand.MISSED)
    stand, late = _by_time(scene.now, when)
    return Entry(row, n, when.due, when.until, stand, late)


def _run(scene: Scene, run: Run) -> RunView | None:
    view = run_view(scene, run.id)
    return None if isinstance(view, Refusal) else view


def _walk(scene: Scene, row: DayRow, n: int, when: Occurrence, view: RunView) -> Entry:
    """Lines of a list that is walked once a day."""
    lines = [v for v in view.lines if _names(row, v)]
    return _of_lines(scene, row, n, when, view, lines, None)


def _names(row: DayRow, view: LineView) -> bool:
    if row.lines:
        return view.line.id in row.lines
    return row.group is None or view.line.group == row.group


def _of_lines(
    scene: Scene,
    row: DayRow,
    n: int,
    when: Occurrence,
    view: RunView,
    lines: list[LineView],
    stand: Stand | None,
) -> Entry:
    asked = [v for v in lines if v.line.required and v.mark is not Mark.INACTIVE]
    left = [v for v in asked if not v.finished]
    times = [v.done_at for v in asked if v.done_at is not None]
    late = None
    if stand is None and not left:
        # nobody did anything where nothing is asked, e.g. no open item to read
        nothing = all(v.mark is Mark.INACTIVE for v in lines)
        stand = Stand.PASSED if nothing else Stand.DONE
    if stand not in (Stand.DONE, Stand.PASSED):
        by_time, late = _by_time(scene.now, when)
        if left and all(v.line.away for v in left):
            # what happens while the PC is off is filled in afterwards and never late (design 5)
            by_time, late = (Stand.NOW if by_time is Stand.LATE else by_time), None
        if stand is None:
            stand = Stand.PROGRESS if any(v.mark is not Mark.TODO for v in asked) else by_time
    first = next(iter((*left, *lines)), None)
    return Entry(
        row=row,
        number=n,
        due=when.due,
        until=when.until,
        stand=stand,
        late=late,
        done=len(asked) - len(left),
        total=len(asked),
        off=any(v.mark is Mark.OFF for v in lines),
        run=view.run.id or None,
        line=first.line.id if first is not None else None,
        done_at=None if left else _at_the_doors(scene, lines) or max(times, default=None),
    )


def _at_the_doors(scene: Scene, lines: list[LineView]) -> datetime | None:
    """When the doors really opened or closed, not when that was written down (OPN-34, CLS-02)."""
    part = life.of(scene.shift)
    if part.doors is not None and any(v.line.opens_doors for v in lines):
        return part.doors.opened_at
    if part.closed is not None and any(v.line.closes_doors for v in lines):
        return part.closed.closed_at
    return None


def _by_time(now: datetime, when: Occurrence) -> tuple[Stand, int | None]:
    if now < when.due:
        return Stand.TODO, None
    late = int((now - when.deadline).total_seconds() // 60)
    return (Stand.LATE, late) if late > 0 else (Stand.NOW, None)


def _reminder(scene: Scene, row: DayRow, n: int, when: Occurrence) -> Entry:
    ends = when.until or when.due + SHOWN_FOR
    own = row.list is None and row.page not in DONE_ELSEWHERE
    tick = ticks_of(scene.shift).by_row.get((row.id, n)) if own else None
    if tick is not None:
        return Entry(row, n, when.due, when.until, Stand.DONE, done_at=tick.done_at, ticks=True)
    stand = Stand.TODO if scene.now < when.due else Stand.NOW if scene.now < ends else Stand.PASSED
    return Entry(row, n, when.due, when.until, stand, ticks=own)


def _own(scene: Scene, entry: Entry, handover: datetime | None) -> Entry:
    """Rows of the other shift of this day are shown, and are nobody's to do here.

    What is planned for the next shift is this one's as soon as its time comes and nobody has taken over.
    """
    part, previous = life.of(scene.shift), scene.past.previous
    if entry.run is not None or entry.ticked or part.opened is None or part.opened_at is None:
        return entry
    before = previous is not None and previous.day == part.opened.day and entry.due < part.opened_at
    after = handover is not None and entry.due > handover and scene.now < entry.due
    if not (before or after):
        return entry
    return Entry(entry.row, entry.number, entry.due, entry.until, Stand.OTHER, ticks=entry.ticks)
