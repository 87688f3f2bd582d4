"""Starts the program as `python -m dutyterm` does, at any hour of any day, with a clock that runs faster.

Called as `python at.py MOVED ANCHOR SPEED [arguments of dutyterm]`: at ANCHOR (milliseconds since 1970, of
the PC) the clock shows ANCHOR + MOVED, and from there it runs SPEED times as fast as the PC's. What a finger
needs between two presses, which the program asks for, then passes in a tenth of the time.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta

from dutyterm.desk import clock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class MovedClock(clock.SystemClock):
    """This PC's clock, set to another time; it goes on without a jump from one start to the next."""

    moved = 0
    anchor = 0
    speed = 1

    def now(self) -> datetime:
        """See Clock."""
        told = self.anchor + (time.time_ns() // 1_000_000 - self.anchor) * self.speed + self.moved
        return (_EPOCH + timedelta(milliseconds=told)).astimezone(self._zone) + self._offset

    def mono_ms(self) -> int:
        """See Clock."""
        return super().mono_ms() * self.speed


def main() -> int:
    """Runs the program and returns its exit code."""
    from dutyterm.__main__ import main as run
    from dutyterm.tui import keymap

    waited_ms = keymap.waited_ms
    keymap.waited_ms = lambda event: waited_ms(event) * MovedClock.speed
    MovedClock.moved, MovedClock.anchor, MovedClock.speed = map(int, sys.argv[1:4])
    clock.SystemClock = MovedClock  # type: ignore[misc]
    return run(sys.argv[4:])


if __name__ == "__main__":
    sys.exit(main())
