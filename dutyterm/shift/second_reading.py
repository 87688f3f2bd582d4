"""What is read once more before a shift is given up: doors, overrides, defects, lines done late."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from dutyterm.i18n import Text, joined, same
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.lists import norms, reasons, values
from dutyterm.shift.lists.rules import run_view
from dutyterm.shift.lists.state import of
from dutyterm.shift.lists.view import LineView, Mark, RunView, premises_of
from dutyterm.shift.shift import Scene

LATE_FROM: Final = 5
"""Whole minutes after its time from which a finished line is told as late, as for the doors (OPN-34)."""

MOST_LATE: Final = 6
"""Late lines that are named, those that were latest; the others are a number."""


def second_reading(scene: Scene) -> tuple[Text, ...]:
    """What was done otherwise than planned, in the order in which it matters; empty when nothing was."""
    found = [run_view(scene, run) for run in of(scene.shift).runs]
    views = [view for view in found if not isinstance(view, Refusal)]
    return (*_doors(scene, views), *_overridden(scene, views), *_off(scene, views), *_late(views))


def _doors(scene: Scene, views: list[RunView]) -> list[Text]:
    part = life.of(scene.shift)
    doors = part.doors
    if doors is None or part.doors_taken_over:
        return []
    told: list[Text] = []
    if doors.defects:
        ids = ", ".join(doors.defects)
        told.append(_DEFECTS.fill(ids=ids))
    if doors.late_reason is not None:
        line = next((v for view in views for v in view.lines if v.line.opens_doors), None)
        late = 0 if line is None or line.due is None else _minutes(doors.opened_at - line.due)
        why = reasons.text_of(reasons.LATE_DOORS, doors.late_reason)
        told.append(_DOORS_LATE.fill(n=late, why=why))
    return told


def _overridden(scene: Scene, views: list[RunView]) -> list[Text]:
    names = {person.id: person.name for person in premises_of(scene).roster}
    told = []
    for line in _lines(views, Mark.OVERRIDDEN):
        exempt = line.exempt
        if exempt is not None:
            who = names.get(exempt.manager or "", exempt.manager or "?")
            medium = reasons.text_of(reasons.MEDIA, exempt.medium or "")
            why = reasons.text_of(reasons.OVERRIDE, exempt.reason)
            told.append(_OVERRIDE.fill(line=_named(line), who=who, medium=medium, why=why))
    return told


def _off(scene: Scene, views: list[RunView]) -> list[Text]:
    premises = premises_of(scene)
    told = []
    for line in _lines(views, Mark.OFF):
        why = [
            norms.why(s.spec, s.value, premises) or values.text_of(s.spec, s.value, premises)
            for s in line.slots
            if s.given is not None and s.given.norm != "ok" and s.value is not None
        ]
        # what an open item stands for is listed with the open items
        if why and not line.open_items and not line.line.opens_doors:
            told.append(_OFF.fill(line=_named(line), why=joined(same(", "), why)))
    return told


def _late(views: list[RunView]) -> list[Text]:
    late: list[tuple[int, LineView]] = []
    for view in views:
        for line in view.lines:
            at = line.first_done_at
            if line.answered_late and line.due is not None and at is not None:
                minutes = _minutes(at - line.due)
                if minutes >= LATE_FROM and line.mark in (Mark.DONE, Mark.OFF):
                    late.append((minutes, line))
    if not late:
        return []
    late.sort(key=lambda one: -one[0])
    named = [_LINE_LATE.fill(id=line.line.id, n=minutes) for minutes, line in late[:MOST_LATE]]
    more = [_MORE.fill(n=len(late) - MOST_LATE)] if len(late) > MOST_LATE else []
    return [_LATE.fill(n=len(late), lines=joined(same(", "), [*named, *more]))]


def _lines(views: list[RunView], mark: Mark) -> list[LineView]:
    return [line for view in views for line in view.lines if line.mark is mark]


def _named(line: LineView) -> Text:
    title = line.line.title
    return Text(f"{line.line.id} {title.zh}", f"{line.line.id} {title.en}")


def _minutes(gap: timedelta) -> int:
    return int(gap.total_seconds() // 60)


_DEFECTS: Final = Text("带缺陷开门: {ids}", "doors opened with defects: {ids}")
_DOORS_LATE: Final = Text("开门迟 {n} 分: {why}", "doors opened {n} min late: {why}")
_OVERRIDE: Final = Text("越权 {line}: {who} {medium},{why}", "overridden {line}: {who}, {medium}, {why}")
_OFF: Final = Text("异常 {line}: {why}", "off the norm {line}: {why}")
_LATE: Final = Text("迟做 {n} 行: {lines}", "done late, {n}: {lines}")
_LINE_LATE: Final = Text("{id} 迟 {n} 分", "{id} {n} min")
_MORE: Final = Text("另 {n} 行", "{n} more")
