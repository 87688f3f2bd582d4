"""Keys and minutes of a whole working day, counted from the key scripts that the tests play in a terminal."""

from __future__ import annotations

from pathlib import Path

from benchmarks.figures import Figure
from tests.e2e import key_table

EVERY_DISK = False
"""Nothing is measured: fingers are no faster on another disk."""


def measure(directory: Path) -> list[Figure]:
    """By kind of work: most keys at once against the budget, minutes of the day; at last the whole day."""
    del directory
    day = key_table.day_work()
    figures = []
    for work in day:
        times = f"{work.kind}, {len(work.times)} a day"
        figures += [
            Figure(
                f"{times}: keys, most at once", work.most, goal=key_table.BUDGETS.get(work.kind), unit="keys"
            ),
            Figure(f"{times}: in all, every digit counted", work.minutes, unit="min"),
        ]
    return [
        *figures,
        Figure(
            f"whole day of two shifts, {key_table.KEYS_A_MINUTE} keys a minute",
            key_table.minutes_of(day),
            goal=key_table.MINUTES_A_DAY,
            unit="min",
        ),
    ]
