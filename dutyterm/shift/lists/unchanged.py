"""Which lines of a run cannot look other after one more answer and need not be worked out again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dutyterm.manual.schema import Condition, Line
from dutyterm.shift.lists.state import KEY, Run, of
from dutyterm.shift.shift import Shift


def same_world(old: Shift, new: Shift, run: str) -> bool:
    """Is everything as it was, but for this run: every other family, every other list?"""
    if not new.parts.same_but(old.parts, KEY):
        return False
    before, now = of(old).runs, of(new).runs
    return before.keys() == now.keys() and all(now[id] is before[id] for id in now if id != run)


def changed_items(old: Run, new: Run) -> frozenset[str]:
    """The lines of which anything was recorded between two states of one run."""
    slots = {slot.item for slot in (*_others(old.given, new.given), *_others(old.signed, new.signed))}
    whole = (
        *_others(old.deferred, new.deferred),
        *_others(old.not_applicable, new.not_applicable),
        *_others(old.overridden, new.overridden),
    )
    return frozenset((*slots, *whole))


def untouched(line: Line, changed: frozenset[str]) -> bool:
    """Does the line rest on none of these? Who is present follows from answers anywhere, so it never does."""
    if line.id in changed or line.each == "present":
        return False
    return not any(condition.item in changed for condition in _conditions(line))


def _conditions(line: Line) -> Iterator[Condition]:
    own = (line.when, line.block_when, *(field.when for field in line.fields))
    return (condition for condition in own if condition is not None)


def _others(old: Mapping[Any, object], new: Mapping[Any, object]) -> Iterator[Any]:
    if old is not new:
        yield from (key for key, value in new.items() if old.get(key) is not value)
        yield from (key for key in old if key not in new)
