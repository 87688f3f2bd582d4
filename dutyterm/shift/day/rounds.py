"""Which begun round belongs to which time of the timetable: each time takes the first round of its window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from dutyterm.values import dataclass

EARLY = timedelta(minutes=30)
"""A round may begin so long before its time and still be that round (D)."""


@dataclass(frozen=True)
class Window:
    """From when on a round counts for one time; it ends where the next window begins."""

    begins: datetime
    ends: datetime | None
    """None = the last of the day."""

    def holds(self, at: datetime) -> bool:
        """Does a round begun then count for this time?"""
        return self.begins <= at and (self.ends is None or at < self.ends)


def windows(dues: Sequence[datetime]) -> list[Window]:
    """The windows of times in order; they never overlap, and every due time lies in its own.

    A window begins half an hour before its time, or half way from the time before when that is nearer.
    """
    begins: list[datetime] = []
    for n, due in enumerate(dues):
        early = EARLY if n == 0 else min(EARLY, (due - dues[n - 1]) / 2)
        begins.append(due - early)
    ends: list[datetime | None] = [*begins[1:], None]
    return [Window(begin, end) for begin, end in zip(begins, ends, strict=False)]
