"""Checks what concerns a list as a whole act: answering all normal at once, closing the doors, coming due."""

from __future__ import annotations

from collections.abc import Iterator

from dutyterm.i18n import Text
from dutyterm.manual.problem import Finding
from dutyterm.manual.schema import Checklist, FieldSpec, Line

NEVER_BULK = frozenset({"opening", "closing"})
"""Lists whose lines are answered one by one, whatever a hall writes."""

_ONE_KEY = frozenset({"confirm", "choice"})
"""Kinds whose normal answer is known without looking: yes, or the first choice."""


def check_bulk(checklist: Checklist) -> Iterator[Finding]:
    """In a bulk list every line that the one act covers must have a normal answer and hold nothing up."""
    if checklist.min_per_shift is not None and checklist.min_per_shift < 1:
        text = Text("min_per_shift 至少是 1", "min_per_shift is at least 1")
        yield Finding(text, None, key="min_per_shift")
    if not checklist.bulk:
        return
    if checklist.id in NEVER_BULK or any(line.opens_doors or line.closes_doors for line in checklist.lines):
        text = Text("开门、关门的清单不能一次全答", "opening and closing are never answered all at once")
        yield Finding(text, None, key="bulk")
    for line in checklist.lines:
        if line.bulk:
            yield from _check_line(line)


def _check_line(line: Line) -> Iterator[Finding]:
    if line.block is not None:
        text = Text(
            "会阻断的项不能一次全答,请写 bulk = false",
            "a line that blocks is not answered in bulk: write bulk = false",
        )
        yield Finding(text, line.id, key="bulk")
    if line.each in ("open_items", "staff", "present"):
        text = Text(
            "逐人、逐条的项不能一次全答,请写 bulk = false",
            "a line for each person or item is not answered in bulk: write bulk = false",
        )
        yield Finding(text, line.id, key="bulk")
    for field in line.fields:
        if not _has_normal(line, field):
            text = Text(
                "这一栏没有一键的正常回答: 改用 confirm、choice,或写 bulk = false",
                "no normal answer in one key: use confirm or choice, or write bulk = false",
            )
            yield Finding(text, line.id, field.id)


def _has_normal(line: Line, field: FieldSpec) -> bool:
    """Answered by the act, or not asked at all when the others are answered normally."""
    if field.optional or field.kind in _ONE_KEY:
        return True
    if field.when is None or field.when.item not in (None, line.id):
        return False
    asked = next((f for f in line.fields if f.id == field.when.field), None)
    return asked is not None and bool(asked.choices) and asked.choices[0].id not in field.when.is_


def check_closing(checklist: Checklist) -> Iterator[Finding]:
    """The line that closes the doors has a time, and there is only one."""
    closers = [line for line in checklist.lines if line.closes_doors]
    for line in closers:
        if all(field.kind != "time" for field in line.fields):
            text = Text("closes_doors 的项要有时间栏", "a line that closes the doors needs a time")
            yield Finding(text, line.id, key="closes_doors")
        if line.opens_doors:
            text = Text("一项不能又开门又关门", "one line cannot open and close the doors")
            yield Finding(text, line.id, key="closes_doors")
    for line in closers[1:]:
        text = Text("只能有一项关门", "only one line can close the doors")
        yield Finding(text, line.id, key="closes_doors")
