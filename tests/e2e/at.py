"""Starts the program as `python -m dutyterm` does, with the PC's clock moved: a morning at any hour.

Called as `python at.py MILLISECONDS [arguments of dutyterm]`.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

from dutyterm.desk import clock


class MovedClock(clock.SystemClock):
    """This PC's clock, set to another time; it goes on as fast as ever."""

    moved = timedelta()

    def now(self) -> datetime:
        """See Clock."""
        return super().now() + self.moved


def main() -> int:
    """Runs the program and returns its exit code."""
    from dutyterm.__main__ import main as run

    MovedClock.moved = timedelta(milliseconds=int(sys.argv[1]))
    clock.SystemClock = MovedClock  # type: ignore[misc]
    return run(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
