"""What the board adds while a shift is open: prediction, countdown, what comes next, rounds, waits, tasks."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dutyterm.desk import day, metrics
from dutyterm.desk.session import Session
from dutyterm.i18n import Text
from dutyterm.manual.schema import Manual
from dutyterm.model.refusal import Refusal
from dutyterm.shift import board, open_items
from dutyterm.shift.day.rows import SHOWN_FOR
from dutyterm.shift.lists.bulk import rounds
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.state import of
from dutyterm.shift.prediction import hindsight
from dutyterm.shift.shift import Scene
from dutyterm.tui.views.board import BoardView, Tasks

LONG: Final = 120
"""From so many minutes on hours are told."""


def with_day(view: BoardView, session: Session, stage: board.Now, today: day.Today) -> BoardView:
    """The board with everything that the timetable and the records of the day tell."""
    countdown, late = _countdown(stage, today)
    prediction, tight = _prediction(view, session)
    coming, remind = today.agenda.next, today.reminder
    step = view.step.row.id if view.step.row is not None else None
    shown = coming is not None and coming.id != step
    return replace(
        view,
        countdown=countdown,
        late=late,
        prediction=prediction,
        tight=tight,
        next=_titled(coming.due.strftime("%H:%M"), coming.row.title) if coming and shown else None,
        reminder=remind.text
        if remind is not None and not _is_step(view, remind.entry.row.list, remind.entry.id)
        else None,
        rounds=_rounds(session.scene()),
        waits=metrics.waits(session),
        tasks=_tasks(today),
        drills=_drills(session.manual, today),
    )


def only_away(scene: Scene, run: str | None) -> bool:
    """Is all that is left of this list done when the PC is off? It is filled in tomorrow."""
    view = None if run is None else run_view(scene, run)
    if view is None or isinstance(view, Refusal):
        return False
    return bool(view.left) and all(line.line.away for line in view.left)


def run_titles(scene: Scene) -> dict[str, Text | None]:
    """What was walked in this shift, by the id of each run; None for lists that require nothing (PER)."""
    lists = {
        checklist.id: Text(checklist.title.zh, checklist.title.en)
        if any(line.required for line in checklist.lines)
        else None
        for checklist in scene.manual.lists
    }
    return {run.id: lists[run.list] for run in of(scene.shift).runs.values() if run.list in lists}


def said_titles(scene: Scene) -> tuple[dict[str, Text], dict[str, Text]]:
    """What emergency cards are called, and the open items of this shift by reference."""
    cards = {card.id: Text(card.title.zh, card.title.en) for card in scene.manual.cards}
    items = open_items.of(scene.shift).by_ref.values()
    return cards, {item.ref: Text(item.title.zh, item.title.en) for item in items}


def _is_step(view: BoardView, list_id: str | None, entry: str) -> bool:
    """Does the head of the board say it already?"""
    row = view.step.row
    return (row is not None and row.id == entry) or (list_id is not None and list_id == view.step.list)


def _countdown(stage: board.Now, today: day.Today) -> tuple[tuple[Text, ...], bool]:
    if not today.countdowns:
        return (), False
    parts = [
        (_LEFT if one.minutes >= 0 else _PAST).fill(what=one.title, time=_span(abs(one.minutes)))
        for one in today.countdowns
    ]
    doors_late = stage.to_doors is not None and stage.to_doors < 0
    if doors_late and stage.to_doors is not None:
        parts[0] = _LATE_DOORS.fill(n=-stage.to_doors)
    return tuple(parts), doors_late


def _span(minutes: int) -> Text:
    """Minutes; long ones in hours, which nobody has to divide."""
    if minutes < LONG:
        return _MINUTES.fill(n=minutes)
    return _HOURS.fill(h=minutes // 60, n=minutes % 60)


def _prediction(view: BoardView, session: Session) -> tuple[Text | None, bool]:
    """When the list at the head of the board will be done; rounds are too short to be predicted.

    Of a list that came to its end lately, how the prediction came true.
    """
    step = view.step
    checklist = session.manual.list(step.list) if step.list is not None else None
    if step.kind != "list" or checklist is None or checklist.bulk:
        return _afterwards(session.scene()), False
    found = day.will_be_done(session, checklist.id)
    if found is None:  # only the doors are left, or what is done when the PC is off
        return _afterwards(session.scene()), False
    return found.text(), found.margin is not None and found.margin < 0


def _afterwards(scene: Scene) -> Text | None:
    """`营业前检查: 用 33 分(预计 25)`, for as long as a reminder stays."""
    for run in reversed(tuple(of(scene.shift).runs.values())):
        view = run_view(scene, run.id)
        if isinstance(view, Refusal) or view.checklist.bulk:
            continue
        after = hindsight(scene, view)
        if after is not None and scene.now - after.done_at < SHOWN_FOR:
            title = Text(view.checklist.title.zh, view.checklist.title.en)
            return _TOOK.fill(list=title, took=after.text())
    return None


def _rounds(scene: Scene) -> tuple[Text, ...]:
    """Rounds that have a least number: how many are done, and how many it takes."""
    found = []
    for checklist in scene.manual.lists:
        if checklist.min_per_shift is not None:
            had = rounds(scene, checklist.id)
            title = Text(checklist.title.zh, checklist.title.en)
            found.append(_ROUNDS.fill(title=title, n=had.done, least=checklist.min_per_shift))
    return tuple(found)


def _tasks(today: day.Today) -> Tasks | None:
    due = [task for task in today.tasks if task.now]
    if not due:
        return None
    return Tasks(len(due), max(task.late for task in due), due[0].list, due[0].line.id)


def _drills(manual: Manual, today: day.Today) -> tuple[tuple[str, Text], ...]:
    """Cards whose drill a task asks for that is due (R5)."""
    asked = [task.line.drill for task in today.tasks if task.now]
    cards = [card for id in asked if id is not None and (card := manual.card(id)) is not None]
    # a line of the board has little room: the first word of a title, or the id that the printed card has
    return tuple((c.id, Text(c.title.zh.split("、")[0], c.id)) for c in cards)


def _titled(at: str, title: Text) -> Text:
    return Text(f"{at} {title.zh}", f"{at} {title.en}")


_LEFT: Final = Text("{what} {time}", "{time} {what}")
_PAST: Final = Text("{what} 已过 {time}", "{time} past, {what}")
_MINUTES: Final = Text("{n} 分", "{n} min")
_HOURS: Final = Text("{h} 时 {n} 分", "{h} h {n} min")
_LATE_DOORS: Final = Text("开门已迟 {n} 分", "opening late by {n} min")
_TOOK: Final = Text("{list}: {took}", "{list}: {took}")
_ROUNDS: Final = Text("{title} 已走 {n},至少 {least}", "{title} {n} done, {least} at least")
