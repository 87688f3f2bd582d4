"""Differences of money over many shifts, for the reviewer: by person, till, weekday; with a run test (N25).

A run test says whether something is unusual, never why. It accuses nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import comb
from typing import Final, Literal

from dutyterm.shift.past import PastDifference

By = Literal["person", "till", "weekday"]

SMALL: Final = 1_000
"""Up to so many fen a difference is small (first step of the ladder)."""

LEAST: Final = 5
"""Fewer differences than this say nothing."""

UNUSUAL: Final = (1, 20)
"""Rarer than 1 in 20 by chance alone is told."""


@dataclass(frozen=True)
class Sum:
    """What one person, one till or one weekday had."""

    key: str
    """Person id, till id, or weekday `0` (Monday) to `6`."""
    shorts: int
    overs: int
    short_fen: int
    """Sum of the shorts, below 0; never netted with the overs."""
    over_fen: int


@dataclass(frozen=True)
class Run:
    """Small shortages that come too often for chance."""

    person: str
    shorts: int
    """Small shorts among the newest small differences."""
    of: int
    chance: tuple[int, int]
    """How likely so many or more are when over and short are equally likely: numerator, denominator."""


def sums(differences: Iterable[PastDifference], by: By) -> tuple[Sum, ...]:
    """Sums by person, till or weekday; who has most shorts first."""
    key = _KEYS[by]
    found: dict[str, list[int]] = {}
    for one in differences:
        found.setdefault(key(one), []).append(one.fen)
    rows = [
        Sum(
            name,
            sum(fen < 0 for fen in fens),
            sum(fen > 0 for fen in fens),
            sum(fen for fen in fens if fen < 0),
            sum(fen for fen in fens if fen > 0),
        )
        for name, fens in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.shorts, row.short_fen, row.key)))


def repeated_small_shorts(differences: Sequence[PastDifference]) -> tuple[Run, ...]:
    """The sign test of each person's small differences: is short more often than over, beyond chance?

    One-sided and exact: with n small differences the chance of k or more shorts is the sum of the binomials
    from k, over 2^n. Whole numbers only.
    """
    found = []
    people = dict.fromkeys(one.person for one in differences)
    for person in people:
        small = [one.fen for one in differences if one.person == person and 0 < abs(one.fen) <= SMALL]
        n, k = len(small), sum(fen < 0 for fen in small)
        if n < LEAST:
            continue
        chance = (sum(comb(n, i) for i in range(k, n + 1)), 2**n)
        if chance[0] * UNUSUAL[1] < chance[1] * UNUSUAL[0]:
            found.append(Run(person, k, n, chance))
    return tuple(found)


_KEYS: Final[dict[By, Callable[[PastDifference], str]]] = {
    "person": lambda one: one.person,
    "till": lambda one: one.till,
    "weekday": lambda one: str(one.day.weekday()),
}
