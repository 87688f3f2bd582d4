"""Which figures of a hall a manual names, and where: what a hall must set for its limits to be compared."""

from __future__ import annotations

from collections.abc import Iterator

from dutyterm.manual.procedure import Card
from dutyterm.manual.schema import Condition, FieldSpec, Figure, Limits, Line, Manual


def of_field(spec: FieldSpec) -> tuple[str, ...]:
    """Figures that the limits and the total of a field name."""
    return tuple(dict.fromkeys([*_of_limits(spec.warn), *_of_limits(spec.block), *_named(spec.total)]))


def of_condition(condition: Condition | None) -> tuple[str, ...]:
    """Figures that a condition compares with."""
    return () if condition is None else (*_named(condition.below), *_named(condition.above))


def named_figures(manual: Manual) -> dict[str, tuple[str, ...]]:
    """Figure -> the lines that name it, in the order of the lists, then the emergency cards."""
    found: dict[str, list[str]] = {}
    for checklist in manual.lists:
        for line in checklist.lines:
            for name in _of_line(line):
                found.setdefault(name, []).append(line.id)
    for card in manual.cards:
        for name in _of_card(card):
            found.setdefault(name, []).append(card.id)
    return {name: tuple(dict.fromkeys(lines)) for name, lines in found.items()}


def _of_card(card: Card) -> Iterator[str]:
    """A level of the queue that many people reach is held against the seats (3f.5)."""
    if card.ladder is not None and any(rung.seats is not None for rung in card.ladder.rungs):
        yield "seats"


def _of_line(line: Line) -> Iterator[str]:
    for condition in (line.block_when, line.when):
        yield from of_condition(condition)
    for spec in line.fields:
        yield from of_field(spec)
        yield from of_condition(spec.when)


def _of_limits(limits: Limits | None) -> tuple[str, ...]:
    return () if limits is None else (*_named(limits.min), *_named(limits.max))


def _named(figure: Figure | None) -> tuple[str, ...]:
    return (figure,) if isinstance(figure, str) else ()
