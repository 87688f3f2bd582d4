"""Which valuables are counted in the morning and at night, and what of them is lost (e.6); pure."""

from __future__ import annotations

from typing import Literal

from dutyterm.manual.cash import Valuable
from dutyterm.shift.cash.facts import ValuableCounted
from dutyterm.shift.cash.state import of
from dutyterm.shift.cash.told import hall_of
from dutyterm.shift.shift import Scene

Occasion = Literal["opening", "between", "closing"]


def wanted(scene: Scene, group: str) -> tuple[Valuable, ...]:
    """The items of a group that this hall has; `cards` are those of any group that count like money."""
    rules = scene.manual.cash
    flags = hall_of(scene).flags
    if rules is None:
        return ()
    return tuple(
        one
        for one in rules.valuables
        if (one.count == "face" if group == "cards" else one.group == group)
        and (one.flag is None or flags.get(one.flag, False))
    )


def counted_at(scene: Scene, occasion: Occasion, group: str) -> tuple[list[ValuableCounted], list[Valuable]]:
    """Counts of this shift on this occasion, and items that are still to be counted.

    Each item needs a count, 0 where there is none; and so does every type of it that was there last time.
    """
    cash = of(scene.shift)
    found: list[ValuableCounted] = []
    missing: list[Valuable] = []
    for item in wanted(scene, group):
        names = {name for name, one in cash.valuables.items() if one.item == item.id and one.quantity}
        done = [
            (name.removeprefix(f"{occasion}/"), one)
            for name, one in cash.counts_now.items()
            if one.item == item.id and name.startswith(f"{occasion}/")
        ]
        if not done or not names <= {name for name, _ in done}:
            missing.append(item)
        found += [one for _, one in done]
    return found, missing


def lost(one: ValuableCounted) -> bool:
    """Is something missing, or not as the books have it?"""
    return bool(one.missing or one.gap or one.gone or difference(one))


def difference(one: ValuableCounted) -> int:
    """Pieces counted less the register's; without one, what changed overnight, when nothing should."""
    if one.book is not None:
        return one.quantity - one.book
    return one.quantity - one.before if one.occasion == "opening" and one.before is not None else 0


def refunds_reported(scene: Scene) -> int:
    """Fen of cash refunds by the closing reports of this shift."""
    spans = (span for till in of(scene.shift).tills.values() for span in till.spans)
    return sum(span.expected.refunds for span in spans if span.expected is not None)
