"""The day at a glance: the timetable, what to do now and next, and what is open, overdue first (L12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from dutyterm.i18n import Text
from dutyterm.manual.schema import Checklist
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life, open_items, promises
from dutyterm.shift.lists.place import complete, run_view
from dutyterm.shift.lists.state import Run, of
from dutyterm.shift.lists.view import Foot, LineView, Mark, RunView, evaluate
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

DOORS = "doors"
"""Id of the timetable row that is the opening of the doors."""

DAY_LIST = "opening"
"""The list that the day begins with."""


@dataclass(frozen=True)
class Row:
    """One row of the timetable: a group of lines of a list, or the opening of the doors."""

    id: str
    """The group's id, or `doors`."""
    list: str
    run: str | None
    """None while the list has not been started."""
    title: Text
    due: datetime | None
    """When its first line is due; None on a day without opening hours."""
    mark: Mark
    """TODO, PROGRESS, or how it ended; OFF when something in it is off the norm."""
    done: int
    """Lines finished, of `total`; lines that are not asked today are not counted."""
    total: int
    late: int | None
    """Whole minutes: of the latest unfinished line, or by which the doors opened late."""
    blocking: int
    """Lines in it that hinder opening the doors."""
    line: str | None
    """Where to go: its first unfinished line, or its first."""
    done_at: datetime | None
    """When its last line was finished, or the doors were opened."""


def timetable(scene: Scene) -> tuple[Row, ...]:
    """The rows of the day by due time, those without one last; empty before a shift is opened."""
    if life.of(scene.shift).opened is None:
        return ()
    rows: list[Row] = []
    checklist = scene.manual.list(DAY_LIST)
    view = None if checklist is None else _view(scene, checklist)
    if view is not None:
        rows += _group_rows(scene, view)
        rows += _door_rows(scene, view)
    # sorted is stable: rows due at one time stay in the order of the list
    return tuple(sorted(rows, key=lambda r: (r.due is None, r.due.timestamp() if r.due else 0)))


def _view(scene: Scene, checklist: Checklist) -> RunView | None:
    """The newest run of this list as it stands, or how it would begin; None when it has another manual."""
    run = of(scene.shift).latest(checklist.id)
    if run is None:
        return evaluate(scene, Run("", checklist.id, scene.manual.hash, scene.now, None), checklist)
    view = run_view(scene, run.id)
    return None if isinstance(view, Refusal) else view


def _group_rows(scene: Scene, view: RunView) -> Iterator[Row]:
    for group in view.checklist.groups:
        lines = [v for v in view.lines if v.line.group == group.id and not v.line.opens_doors]
        if lines:
            yield _row(scene, view, group.id, group.title, lines)


def _door_rows(scene: Scene, view: RunView) -> Iterator[Row]:
    for line in view.lines:
        if line.line.opens_doors:
            yield _row(scene, view, DOORS, line.line.title, [line])


def _row(scene: Scene, view: RunView, id: str, title: Text, lines: list[LineView]) -> Row:
    asked = [v for v in lines if v.mark is not Mark.INACTIVE]
    left = [v for v in asked if not v.finished]
    dues = [v.due for v in lines if v.due is not None]
    late = [minutes for v in left if (minutes := v.late_by(scene.now)) is not None]
    times = [v.done_at for v in asked if v.done_at is not None]
    done_at = max(times, default=None) if not left else None
    doors = life.of(scene.shift).doors
    if id == DOORS and doors is not None:
        done_at = doors.opened_at
        if dues and doors.opened_at > min(dues):
            late = [int((doors.opened_at - min(dues)).total_seconds() // 60)]
    return Row(
        id=id,
        list=view.checklist.id,
        run=view.run.id or None,
        title=title,
        due=min(dues, default=None),
        mark=_mark(asked, left),
        done=len(asked) - len(left),
        total=len(asked),
        late=max(late, default=None),
        blocking=sum(v.blocking == "doors" and not v.line.opens_doors for v in lines),
        line=next((v.line.id for v in (*left, *lines)), None),
        done_at=done_at,
    )


def _mark(asked: list[LineView], left: list[LineView]) -> Mark:
    marks = {v.mark for v in asked}
    if left:
        return Mark.TODO if marks == {Mark.TODO} else Mark.PROGRESS
    for mark in (Mark.OFF, Mark.DEFERRED, Mark.OVERRIDDEN, Mark.DONE, Mark.NOT_APPLICABLE):
        if mark in marks:
            return mark
    return Mark.INACTIVE


class Stage(StrEnum):
    """Where the shift stands."""

    NO_SHIFT = "no_shift"
    START = "start"
    """The list of the day has not been started."""
    WALK = "walk"
    """A list is unfinished."""
    OPEN_DOORS = "open_doors"
    """Everything else is finished; the doors are still to be opened."""
    NOTHING = "nothing"
    """No list waits."""
    OTHER_MANUAL = "other_manual"
    """The running list belongs to another version of the manual; the program has to be started again."""


@dataclass(frozen=True)
class Now:
    """What to do now."""

    stage: Stage
    list: str | None = None
    title: Text | None = None
    """Of the list."""
    run: str | None = None
    done: int = 0
    total: int = 0
    """Lines that must be finished today; of a list that requires nothing, every line is counted."""
    blocking: int = 0
    """Lines that still hinder opening the doors."""
    line: str | None = None
    """The next line with something to do."""
    line_title: Text | None = None
    late: int | None = None
    """Minutes by which that line is late."""
    to_doors: int | None = None
    """Whole minutes until the doors should open, negative past it; None once open or without hours."""


def now_and_next(scene: Scene) -> Now:
    """What to do now: the unfinished list and its next line, then the doors."""
    opened = life.of(scene.shift).opened
    if opened is None:
        return Now(Stage.NO_SHIFT)
    to_doors = None
    if life.of(scene.shift).doors is None and opened.opens is not None:
        to_doors = int((opened.opens - scene.now).total_seconds() / 60)
    waiting = [run for run in of(scene.shift).runs.values() if not complete(scene, run)]
    for run in waiting:
        view = run_view(scene, run.id)
        if isinstance(view, Refusal):
            return Now(Stage.OTHER_MANUAL, list=run.list, run=run.id, to_doors=to_doors)
        if view.foot is Foot.INCOMPLETE:
            return _walking(scene, view, to_doors)
    checklist = scene.manual.list(DAY_LIST)
    to_begin = opened.sort == "regular" and not life.of(scene.shift).doors_taken_over
    if checklist is not None and of(scene.shift).latest(DAY_LIST) is None and to_begin:
        begin = _view(scene, checklist)
        if begin is not None:
            return _walking(scene, begin, to_doors)
    return Now(Stage.NOTHING, to_doors=to_doors)


def _walking(scene: Scene, view: RunView, to_doors: int | None) -> Now:
    shown = [v for v in view.lines if v.mark is not Mark.INACTIVE]
    asked = [v for v in shown if v.line.required] or shown
    left = [v for v in view.left if not v.line.opens_doors]
    line = view.next_unfinished()
    if not view.run.id:
        stage = Stage.START
    else:
        stage = Stage.WALK if left else Stage.OPEN_DOORS
        line = line if left else view.left[0]
    return Now(
        stage=stage,
        list=view.checklist.id,
        title=view.checklist.title,
        run=view.run.id or None,
        done=sum(v.finished for v in asked),
        total=len(asked),
        blocking=len(view.blocking("doors")),
        line=line.line.id if line is not None else None,
        line_title=line.line.title if line is not None else None,
        late=line.late_by(scene.now) if line is not None else None,
        to_doors=to_doors,
    )


@dataclass(frozen=True)
class Waiting:
    """An open item as the board shows it."""

    item: open_items.Item
    overdue: int | None
    """Whole minutes past its due time; None when it is not overdue."""
    back: bool
    """Put off until a moment that has come: the doors are open, or it is the next opening (N10)."""


def waiting_items(scene: Scene) -> tuple[Waiting, ...]:
    """Open items: overdue first, the longest first; then those whose moment has come; then by due time."""
    found = [_waiting(scene, item) for item in open_items.of(scene.shift).open()]
    # sorted is stable, and open() is by due time already
    return tuple(sorted(found, key=lambda w: (w.overdue is None, not w.back)))


def _waiting(scene: Scene, item: open_items.Item) -> Waiting:
    overdue = None
    if item.due is not None and scene.now > item.due:
        overdue = int((scene.now - item.due).total_seconds() // 60)
    doors_open = life.of(scene.shift).doors is not None
    back = (item.until == "after_open" and doors_open) or (item.until == "next_opening" and item.carried)
    return Waiting(item, overdue, back)


@dataclass(frozen=True)
class OpenCounts:
    """What is open, for one line of the board: `open 3  promises 1  put off 1`."""

    open: int
    """All of it."""
    promises: int
    promises_today: int
    """Due on this business day or before (N33)."""
    put_off: int
    overdue: int


def open_counts(scene: Scene) -> OpenCounts:
    """How much is open, of which kinds."""
    left = open_items.of(scene.shift).open()
    return OpenCounts(
        open=len(left),
        promises=sum(item.sort == "promise" for item in left),
        promises_today=len(promises.due_today(scene)),
        put_off=sum(item.sort in ("deferred", "away") for item in left),
        overdue=sum(item.due is not None and item.due < scene.now for item in left),
    )
