"""The list of families: the one place to edit when a family is added.

A family is imported when something of it is first asked for: between two shifts nothing is, and no start of
the program pays for a family that has nothing to say yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from dutyterm.model.record import Kinds, Upcast
from dutyterm.shift.shift import Family, Shift, empty, fold, idle

if TYPE_CHECKING:
    from dutyterm.manual.schema import Block
    from dutyterm.model.record import Fact, Record
    from dutyterm.shift.handed import Handed
    from dutyterm.shift.shift import Blocker, Scene


class _Later:
    """Stands for a family until its module is needed, and then passes everything on to it."""

    def __init__(
        self,
        key: str,
        module: str,
        words: str,
        facts: str | None = None,
        idle: Mapping[str, object] | None = None,
    ) -> None:
        self.KEY = key
        self.idle = idle
        """How what is carried in looks when nobody asks about it but who carries it on; None = never so."""
        self.words = words.split()
        self._name = f"dutyterm.shift.{module}"
        self._facts_name = f"dutyterm.shift.{facts or module}"

    @cached_property
    def _module(self) -> Any:
        return import_module(self._name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)

    def __repr__(self) -> str:
        return f"<family {self.KEY}>"

    def facts(self) -> tuple[type[Fact], ...]:
        """Its kinds, without what the family makes of them where those stand in a module of their own."""
        return cast("tuple[type[Fact], ...]", import_module(self._facts_name).FACTS)


class _Quiet(_Later):
    """One that says nothing about a shift in which it has nothing, and is not imported to say so.

    Most days know no emergency, and many halls keep their money on paper.
    """

    def blocks(self, scene: Scene, what: Block) -> tuple[Blocker, ...]:
        return self._module.blocks(scene, what) if scene.shift.has(self.KEY) else ()

    def carry(self, shift: Shift) -> Mapping[str, object] | None:
        return self._module.carry(shift) if shift.parts.holds(self.KEY) else None

    def summary(self, scene: Scene) -> Mapping[str, object]:
        return self._module.summary(scene) if scene.shift.has(self.KEY) else {}

    def handed(self, scene: Scene) -> tuple[Handed, ...]:
        return self._module.handed(scene) if scene.shift.has(self.KEY) else ()


_LATER = (
    _Later("life", "life", "shift program journal clock"),
    _Later("lists", "lists.family", "run item", facts="lists.facts"),
    _Later("open_items", "open_items", "open_item", facts="open_item_facts"),
    _Later("entries", "entries", "entry"),
    _Later("metrics", "metrics.family", "metric"),
    _Later("timetable", "day.ticks", "timetable"),
    _Later("messages", "messages", "message"),
    _Later("handover", "handover.family", "handover relief", facts="handover.facts"),
    _Quiet("cash", "cash.family", "cash"),
    _Quiet(
        "register",
        "register.family",
        "register manual_entry",
        facts="register.facts",
        # the numbers that were used go on for ever
        idle={"v": 1, "pages": [], "entries": [], "envelopes": [], "settled": True},
    ),
    _Quiet("procedures", "procedures.family", "procedure step after_action", facts="procedures.facts"),
)

FAMILIES: tuple[Family, ...] = tuple(cast(Family, family) for family in _LATER)
"""Every family of records, in the order in which they are asked.

Each by its key, its module in this room, and the words with which its kinds begin: no other family has those.
"""

UPCASTS: dict[tuple[str, int], Upcast] = {}
"""(kind, version) -> pure function that lifts a body of that version to the next one."""

_BY_WORD = {word: family for family in _LATER for word in family.words}


def is_idle(key: str, carried: object) -> bool:
    """Does nobody ask about this part of what is carried in, but who carries it on?"""
    return idle(next((family for family in _LATER if key == family.KEY), None), carried)


def _facts_of(word: str) -> tuple[type[Fact], ...]:
    family = _BY_WORD.get(word)
    return () if family is None else family.facts()


KINDS = Kinds(upcasts=UPCASTS, more=_facts_of)
"""Every kind of record that a shift can hold."""


def fold_all(records: Iterable[Record]) -> Shift:
    """The shift that these records make; the same function at start-up and while running."""
    shift = empty(FAMILIES)
    for record in records:
        shift = fold(shift, record)
    return shift
