"""The list of families: the one place to edit when a family is added.

A family is imported when something of it is first asked for: between two shifts nothing is, and no start of
the program pays for a family that has nothing to say yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from dutyterm.model.record import Kinds, Upcast
from dutyterm.shift.shift import Family, Shift, empty, fold

if TYPE_CHECKING:
    from dutyterm.model.record import Fact, Record


class _Later:
    """Stands for a family until its module is needed, and then passes everything on to it."""

    def __init__(self, key: str, module: str) -> None:
        self.KEY = key
        self._name = f"dutyterm.shift.{module}"

    @cached_property
    def _module(self) -> Any:
        return import_module(self._name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)

    def __repr__(self) -> str:
        return f"<family {self.KEY}>"


FAMILIES: tuple[Family, ...] = tuple(
    cast(Family, _Later(key, module))
    for key, module in (
        ("life", "life"),
        ("lists", "lists.family"),
        ("open_items", "open_items"),
        ("entries", "entries"),
        ("metrics", "metrics.family"),
        ("timetable", "day.ticks"),
        ("messages", "messages"),
        ("handover", "handover.family"),
        ("cash", "cash.family"),
        ("procedures", "procedures.family"),
    )
)
"""Every family of records, in the order in which they fold: its key, and its module in this room."""

UPCASTS: dict[tuple[str, int], Upcast] = {}
"""(kind, version) -> pure function that lifts a body of that version to the next one."""


def _facts() -> Iterator[type[Fact]]:
    return (fact for family in FAMILIES for fact in family.FACTS)


KINDS = Kinds(_facts, UPCASTS)
"""Every kind of record that a shift can hold."""


def fold_all(records: Iterable[Record]) -> Shift:
    """The shift that these records make; the same function at start-up and while running."""
    shift = empty(FAMILIES)
    for record in records:
        shift = fold(shift, record)
    return shift
