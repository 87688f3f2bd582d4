"""Differences of money over many shifts, for the reviewer: by person, till, weekday; with a run test (N25).

A run test says whether something is unusual, never why. It accuses nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import comb
from typing import Final, Literal

from dutyterm.shift.past import PastDifference
from dutyterm.values import dataclass

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
    """The sign test of one person's small differences."""

    person: str
    shorts: int
    """Small shorts among the newest small differences."""
    of: int
    chance: tuple[int, int]
    """How likely so many or more are when over and short are equally likely: numerator, denominator."""

    @property
    def unusual(self) -> bool:
        """Do small shortages come too often for chance?"""
        return self.chance[0] * UNUSUAL[1] < self.chance[1] * UNUSUAL[0]


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
    """Those whose small shortages come too often for chance."""
    return tuple(run for run in sign_tests(differences) if run.unusual)


def sign_tests(differences: Sequence[PastDifference]) -> tuple[Run, ...]:
    """The sign test of each person's small differences: is short more often than over, beyond chance?

    One-sided and exact: with n small differences the chance of k or more shorts is the sum of the binomials
    from k, over 2^n. Whole numbers only. Who has fewer than `LEAST` is left out.
    """
    found = []
    people = dict.fromkeys(one.person for one in differences)
    for person in people:
        small = [one.fen for one in differences if one.person == person and 0 < abs(one.fen) <= SMALL]
        n, k = len(small), sum(fen < 0 for fen in small)
        if n < LEAST:
            continue
        chance = (sum(comb(n, i) for i in range(k, n + 1)), 2**n)
        found.append(Run(person, k, n, chance))
    return tuple(found)


def behind(differences: Iterable[PastDifference], by: By, key: str) -> tuple[PastDifference, ...]:
    """The differences that a sum is made of, in their order."""
    return tuple(one for one in differences if _KEYS[by](one) == key)


_KEYS: Final[dict[By, Callable[[PastDifference], str]]] = {
    "person": lambda one: one.person,
    "till": lambda one: one.till,
    "weekday": lambda one: str(one.day.weekday()),
}
