"""A shift is the fold of its records; families each own one part of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Protocol

from dutyterm.model.record import Record
from dutyterm.shift.past import Past
from dutyterm.values import dataclass

if TYPE_CHECKING:
    from dutyterm.i18n import Text
    from dutyterm.manual.schema import Block, Manual
    from dutyterm.model.people import Person
    from dutyterm.model.record import Event, Fact


@dataclass(frozen=True)
class Shift:
    """The state of one shift after some number of records."""

    families: tuple[Family, ...]
    parts: Parts
    """Family key -> that family's part; read through the family's own `of(shift)`."""
    last: Record | None = None
    not_understood: tuple[int, ...] = ()
    """Ids of records of unknown kind, newer version or unreadable body: kept, shown raw, passed over."""

    @property
    def words(self) -> frozenset[str]:
        """First words of the kinds of its records: `entry`, `item`, `cash`."""
        return self.parts.words

    def has(self, key: str) -> bool:
        """Has this family a record here, or something carried in that is not idle? Asking imports nothing.

        Without either its part has nothing to say, and whoever wants to know need not look at it.
        """
        return self.parts.has(key)


@dataclass(frozen=True)
class Blocker:
    """Something that hinders a step of the day."""

    what: Block
    text: Text
    source: str
    """Where to go to clear it: a line id, an open item, ..."""


@dataclass(frozen=True)
class Scene:
    """Everything that a rule may look at. Time is handed in."""

    shift: Shift
    manual: Manual
    now: datetime
    who: Person | None = None
    """Who is signed in; None = nobody."""
    past: Past = field(default_factory=Past)

    @property
    def by(self) -> str | None:
        """Person id for the events of this wish."""
        return None if self.who is None else self.who.id

    def after(self, events: Iterable[Event]) -> Scene:
        """The scene as it would be with these events written; for rules that look one step ahead."""
        shift = self.shift
        for event in events:
            shift = fold(shift, provisional(shift, event, self.now))
        return replace(self, shift=shift)


class Family(Protocol):
    """What a family module exports. Adding a family means adding it to `families.FAMILIES`."""

    KEY: str
    FACTS: tuple[type[Fact], ...]
    EMPTY: Any

    def apply(self, part: Any, record: Record) -> Any:
        """The part after this record; the same part when the record is not this family's."""

    def blocks(self, scene: Scene, what: Block) -> tuple[Blocker, ...]:
        """What hinders `what` from this family's side."""

    def carry(self, shift: Shift) -> Mapping[str, object] | None:
        """What outlives the shift, JSON values only, with its own version `v`; None = nothing."""

    def summary(self, scene: Scene) -> Mapping[str, object]:
        """Figures for overviews, written into the seal line; JSON values only."""


class Parts(Mapping[str, Any]):
    """What each family makes of the records: folded as far as they go when somebody looks at it, and kept.

    A part depends on the records alone, so nothing is lost by waiting; a family that nobody looks at
    is not even imported.
    """

    __slots__ = ("_brought", "_families", "_known", "_records", "_upto", "words")

    def __init__(
        self,
        families: Mapping[str, Family],
        records: list[Record],
        upto: int,
        known: dict[str, tuple[Any, int]],
        words: frozenset[str] = frozenset(),
        brought: Mapping[str, bool] = MappingProxyType({}),
    ) -> None:
        self.words = words
        """First words of the kinds of the records."""
        self._brought = brought
        """Keys of families of which something was carried in, or put here -> is anybody to ask about it?"""
        self._families = families
        self._records = records
        """Shared with the shifts before and after this one; only the first `_upto` are of this one."""
        self._upto = upto
        self._known = known
        """What was looked at, each with the number of records that it holds so far."""

    def __getitem__(self, key: str) -> Any:
        family = self._families[key]
        known = self._known.get(key)
        part, upto = known if known is not None else (family.EMPTY, 0)
        if upto < self._upto or known is None:
            for record in islice(self._records, upto, self._upto):
                part = family.apply(part, record)
            self._known[key] = part, self._upto
        return part

    def __iter__(self) -> Iterator[str]:
        return iter(self._families)

    def __len__(self) -> int:
        return len(self._families)

    def after(self, record: Record) -> Parts:
        """The parts after one more record; what it makes of each is worked out when somebody looks."""
        records = self._records
        if len(records) == self._upto:
            records.append(record)
        if records[self._upto] is not record:
            # somebody looks, or looked, ahead from here, maybe in a thread: what might be is not what is
            records = [*records[: self._upto], record]
        word, brought = record.kind.partition(".")[0], self._brought
        if record.kind == _OPENED:
            carried = getattr(record.fact, "carried", {})
            more = {key: not idle(self._families.get(key), part) for key, part in carried.items()}
            brought = {**more, **brought}
        words = self.words if word in self.words else self.words | {word}
        return Parts(self._families, records, self._upto + 1, self._known.copy(), words, brought)

    def has(self, key: str) -> bool:
        """Has this family a record, or something put here, or carried in and not idle?"""
        return self._brought.get(key, False) or self._recorded(key)

    def holds(self, key: str) -> bool:
        """The same, or something idle: whoever carries on asks that."""
        return key in self._brought or self._recorded(key)

    def _recorded(self, key: str) -> bool:
        words = getattr(self._families[key], "words", None)  # a family that names none may have any
        return words is None or not self.words.isdisjoint(words)

    def same_but(self, before: Parts, key: str) -> bool:
        """Is all that was looked at before the same here, but this one part?"""
        return all(other == key or self[other] is before[other] for other in tuple(before._known))

    def having(self, key: str, part: Any) -> Parts:
        """The same with another part of one family."""
        known, brought = {**self._known, key: (part, self._upto)}, {**self._brought, key: True}
        return Parts(self._families, self._records, self._upto, known, self.words, brought)


def idle(family: Family | None, carried: object) -> bool:
    """Is what was carried in for this family as it looks when nobody asks about it?"""
    known: Mapping[str, object] | None = getattr(family, "idle", None)
    if known is None or not isinstance(carried, Mapping):
        return False
    return all(_plain(carried.get(name)) == value for name, value in known.items())


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value  # as JSON has it: what is read may be frozen


_OPENED: Final = "shift.opened"
"""The kind of record that carries things in."""


def empty(families: tuple[Family, ...]) -> Shift:
    """A shift of these families before its first record."""
    return Shift(families, Parts({family.KEY: family for family in families}, [], 0, {}))


def fold(shift: Shift, record: Record) -> Shift:
    """The shift after one more record."""
    if record.fact is None:
        return replace(shift, last=record, not_understood=(*shift.not_understood, record.id))
    return replace(shift, parts=shift.parts.after(record), last=record)


def provisional(shift: Shift, event: Event, now: datetime) -> Record:
    """The record that this event would become if it were written next."""
    last = shift.last
    return Record(
        id=0 if last is None else last.id + 1,
        at=now,
        mono=0,
        by=event.by,
        kind=event.fact.KIND,
        v=event.fact.V,
        fact=event.fact,
        raw={},
    )


def blocks(scene: Scene, what: Block) -> tuple[Blocker, ...]:
    """Everything that hinders `what`, from all families."""
    return tuple(blocker for family in scene.shift.families for blocker in family.blocks(scene, what))


def carry(shift: Shift) -> dict[str, object]:
    """What the next shift must take over: the carry of every family that has one."""
    found = {family.KEY: family.carry(shift) for family in shift.families}
    return {key: dict(value) for key, value in found.items() if value is not None}


def summary(scene: Scene) -> dict[str, object]:
    """The figures of every family, for the seal line."""
    return {family.KEY: dict(family.summary(scene)) for family in scene.shift.families}
