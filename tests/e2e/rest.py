"""Whether a program has nothing left to do: on a busy machine a quiet screen alone does not tell."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

LOOKING_NS: Final = 500_000
"""Who has nothing to do still looks for keys ten times a second, which takes less than this."""


class Rest:
    """What the system tells of the threads of one program; where it tells nothing, all of them rest."""

    def __init__(self, pid: int, terminal: int) -> None:
        """`terminal`: the program's side of it, where keys wait that nobody has read."""
        self._threads = Path(f"/proc/{pid}/task")
        self._terminal = terminal
        self._ran = 0

    def begun(self) -> None:
        """From now on until `kept` is asked it should have done nothing."""
        self._ran, _ = self._look()

    def kept(self) -> bool:
        """Has every key been read, and has no thread worked since `begun`, nor waits for its turn to?"""
        ran, sleeps = self._look()
        return sleeps and abs(ran - self._ran) < LOOKING_NS and not self._unread()

    def _look(self) -> tuple[int, bool]:
        """Nanoseconds that all threads have run; do all of them sleep?"""
        ran, sleeps = 0, True
        with suppress(OSError):  # not Linux, or at its end
            for thread in self._threads.iterdir():
                with suppress(OSError):  # this one has just ended
                    ran += int((thread / "schedstat").read_text("ascii").split()[0])
                    state = (thread / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[0]
                    sleeps = sleeps and state in "SZX"  # asleep, or ending
        return ran, sleeps

    def _unread(self) -> bool:
        import fcntl
        import termios

        try:
            return any(fcntl.ioctl(self._terminal, termios.FIONREAD, bytes(4)))
        except OSError:
            return False
