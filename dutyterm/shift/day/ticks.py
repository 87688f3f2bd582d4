"""The family of rows of the timetable that somebody ticked: done and when, and taken back by a new record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, cast

from dutyterm.model.moment import Moment
from dutyterm.model.record import Fact, Record
from dutyterm.shift.frozen import drop, put
from dutyterm.shift.shift import Blocker, Scene, Shift
from dutyterm.values import dataclass

if TYPE_CHECKING:
    from dutyterm.manual.schema import Block

KEY = "timetable"


class RowDone(Fact):
    """A row that stands for nothing else was done, such as the midday cash drop (WF-13)."""

    KIND = "timetable.done"

    row: str
    """Id of the row, e.g. `WF-13`."""
    number: int
    """1 for its first time on this day, 2 for the second ..."""
    due: Moment
    """When it was due; what is recorded here never changes that."""
    done_at: Moment
    """When it was done, which may be some time ago."""


class RowUndone(Fact):
    """A row was ticked by mistake, or is put right: it counts as not done until it is ticked again."""

    KIND = "timetable.undone"

    row: str
    number: int
    reason: str
    """One of `reasons.CHANGE`, or words."""


FACTS: tuple[type[Fact], ...] = (RowDone, RowUndone)


@dataclass(frozen=True)
class Tick:
    """A row that was done."""

    record: int
    at: datetime
    """When it was recorded."""
    by: str | None
    done_at: datetime


@dataclass(frozen=True)
class Ticks:
    """What is ticked now."""

    by_row: Mapping[tuple[str, int], Tick] = field(default_factory=dict)
    """By row and number."""


EMPTY = Ticks()


def of(shift: Shift) -> Ticks:
    """This family's part of the shift."""
    return cast(Ticks, shift.parts[KEY])


def apply(part: Ticks, record: Record) -> Ticks:
    """The part after this record."""
    match record.fact:
        case RowDone() as fact:
            tick = Tick(record.id, record.at, record.by, fact.done_at)
            return Ticks(put(part.by_row, (fact.row, fact.number), tick))
        case RowUndone() as fact if (fact.row, fact.number) in part.by_row:
            return Ticks(drop(part.by_row, (fact.row, fact.number)))
        case _:
            return part


def blocks(scene: Scene, what: Block) -> tuple[Blocker, ...]:
    """Rows of the timetable hinder nothing; what must not be left out is a line of a list."""
    del scene, what
    return ()


def carry(shift: Shift) -> Mapping[str, object] | None:
    """Ticks stay in their shift: the next one has rows of its own."""
    del shift
    return None


def summary(scene: Scene) -> Mapping[str, object]:
    """Which rows were ticked."""
    return {"done": [f"{row}/{number}" for row, number in of(scene.shift).by_row]}
