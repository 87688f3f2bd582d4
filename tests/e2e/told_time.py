"""A clock that goes only as the test says: a whole day is lived in a real program within a minute.

Called as `python told_time.py FILE [arguments of dutyterm]` it starts the program as `python -m dutyterm`
does, with the time that stands in FILE. Nothing of this is in the program itself: its clock is exchanged from
outside.
"""

from __future__ import annotations

import mmap
import struct
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

KEY_MS = 400
"""150 keys a minute: somebody who works a number pad without haste."""

LOOK_MS = 800
"""Before a Space: who means it looks before a second one, as a held one gives no signature."""

HANDED_MS = 1_200
"""Between two signatures the keyboard changes hands (domain 5.22)."""

_FORM = struct.Struct("<q")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Watch:
    """The side of the test: sets the time, lets it pass."""

    def __init__(self, path: Path, at: datetime) -> None:
        self.path = path
        self._zone = at.tzinfo
        path.write_bytes(bytes(_FORM.size))
        self.set(at)

    @property
    def at(self) -> datetime:
        """The time that the program is told."""
        return _read(self.path.read_bytes()).astimezone(self._zone)

    def set(self, at: datetime) -> None:
        """Goes to a moment, at once; raises ValueError for one that has passed, as time does not go back."""
        if at < _read(self.path.read_bytes()):
            raise ValueError(f"it is later than {at} already")
        with self.path.open("r+b") as file:
            file.write(_FORM.pack((at - _EPOCH) // timedelta(milliseconds=1)))

    def press(self, key: str) -> None:
        """Lets go by what a finger needs for this key."""
        self.wait(LOOK_MS if key == "Space" else KEY_MS)

    def wait(self, milliseconds: int) -> None:
        """Lets time pass."""
        self.set(self.at + timedelta(milliseconds=milliseconds))


def _read(data: bytes | mmap.mmap) -> datetime:
    (milliseconds,) = _FORM.unpack_from(data)
    return _EPOCH + timedelta(milliseconds=milliseconds)


def main() -> int:
    """Runs the program and returns its exit code."""
    from dutyterm.__main__ import main as run
    from dutyterm.desk import clock
    from dutyterm.tui.app import DutyApp

    with Path(sys.argv[1]).open("rb") as file:
        told = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    class ToldClock(clock.SystemClock):
        """The hall's zone and the PC's offset as ever; the time as the test tells it."""

        def now(self) -> datetime:
            return _read(told).astimezone(self._zone) + self._offset

        def mono_ms(self) -> int:
            return (_read(told) - _EPOCH) // timedelta(milliseconds=1)

        def boot(self) -> str:
            return "one"

    clock.SystemClock = ToldClock  # type: ignore[misc]
    DutyApp.pressed_ms = lambda self, key: self.clock.mono_ms()  # type: ignore[method-assign]
    return run(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
