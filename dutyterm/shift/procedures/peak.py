"""The queue at its peak: expected wait, and the level that it suggests, up at once, down slowly (3f.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from dutyterm.manual.procedure import Ladder
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Queue:
    """What somebody counted."""

    at: datetime
    waiting: int
    tills: int
    """Open tills; with none, nobody is served."""
    service_s: int
    """Average seconds of one transaction."""

    @property
    def minutes(self) -> int | None:
        """Expected wait in whole minutes, rounded up; None = no till is open and somebody waits."""
        if self.waiting == 0:
            return 0
        if self.tills == 0:
            return None
        return -(-self.waiting * self.service_s // (self.tills * 60))


@dataclass(frozen=True)
class Suggested:
    """The level that the figures suggest."""

    choice: str
    minutes: int | None
    """Expected wait of the newest count."""
    lower_at: datetime | None = None
    """When a lower level will be suggested, if it stays as calm as it is."""


def suggest(
    ladder: Ladder, counts: Sequence[Queue], now: datetime, seats: int | None = None
) -> Suggested | None:
    """From all counts of a case, oldest first; None before the first one.

    A level goes up with the first count above its trigger. It goes down only after `calm` minutes of counts
    below it, and then to the highest that was reached in that time.
    """
    level = 0
    calm_since: datetime | None = None
    reached = 0
    for count in counts:
        raw = rung(ladder, count, seats)
        if calm_since is not None and count.at - calm_since >= timedelta(minutes=ladder.calm):
            level, calm_since, reached = reached, None, 0
        if raw >= level:
            level, calm_since, reached = raw, None, 0
        else:
            calm_since = calm_since or count.at
            reached = max(reached, raw)
    if not counts:
        return None
    lower = None if calm_since is None else calm_since + timedelta(minutes=ladder.calm)
    if lower is not None and now >= lower:
        level, lower = reached, None
    return Suggested(ladder.rungs[level].choice, counts[-1].minutes, lower)


def rung(ladder: Ladder, count: Queue, seats: int | None = None) -> int:
    """The place of the highest level whose trigger this count is above."""
    found = 0
    for n, one in enumerate(ladder.rungs):
        long = count.minutes is None or count.minutes > one.over
        full = one.seats is not None and seats is not None and count.waiting * 100 > seats * one.seats
        if (n > 0 and long) or full:
            found = n
    return found
