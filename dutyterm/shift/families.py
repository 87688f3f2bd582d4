"""The list of families: the one place to edit when a family is added."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from dutyterm.model.record import Kinds, Record, Upcast
from dutyterm.shift import entries, life, messages, open_items
from dutyterm.shift.cash import family as cash
from dutyterm.shift.day import ticks
from dutyterm.shift.handover import family as handover
from dutyterm.shift.lists import family as lists
from dutyterm.shift.metrics import family as metrics
from dutyterm.shift.procedures import family as procedures
from dutyterm.shift.register import family as register
from dutyterm.shift.shift import Family, Shift, empty, fold

FAMILIES: tuple[Family, ...] = tuple(
    cast(Family, module)
    for module in (
        *(life, lists, open_items, entries, metrics, ticks, messages, handover, cash),
        *(register, procedures),
    )
)
"""Every family of records, in the order in which they fold."""

UPCASTS: dict[tuple[str, int], Upcast] = {}
"""(kind, version) -> pure function that lifts a body of that version to the next one."""

KINDS = Kinds((fact for family in FAMILIES for fact in family.FACTS), UPCASTS)
"""Every kind of record that a shift can hold."""


def fold_all(records: Iterable[Record]) -> Shift:
    """The shift that these records make; the same function at start-up and while running."""
    shift = empty(FAMILIES)
    for record in records:
        shift = fold(shift, record)
    return shift
