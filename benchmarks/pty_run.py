"""A program in a pseudo-terminal, watched until it shows something: after its start, and after a key."""

from __future__ import annotations

import contextlib
import os
import select
import struct
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import TracebackType

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 60.0


class NeverShown(Exception):
    """The program ended, or a minute passed, before it showed what was waited for."""


@dataclass(frozen=True)
class Seen:
    """How a program started."""

    ms: float
    """From exec to the awaited text on the terminal."""
    resident_mib: float | None
    """Resident memory at that moment; None where the system does not tell."""


class Program:
    """A Python program that runs in a terminal of its own until the `with` ends. POSIX only."""

    def __init__(self, command: Sequence[str], size: tuple[int, int] = (24, 80)) -> None:
        """Starts `command` at `size` (rows, columns)."""
        import fcntl
        import pty
        import termios

        self._terminal, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        environ = {**os.environ, "TERM": "xterm-256color", "LINES": str(size[0]), "COLUMNS": str(size[1])}
        # an installed program has its bytecode, so this one may write it at its first start
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        self.started = perf_counter()
        self._program = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=environ,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._program.kill()
        self._program.wait()
        os.close(self._terminal)

    def until(self, shows: str) -> float:
        """The moment at which what it writes from now on holds `shows`. Raises NeverShown."""
        awaited, output = shows.encode(), b""
        end = perf_counter() + PATIENCE_S
        while awaited not in output:
            ready, _, _ = select.select([self._terminal], [], [], max(0.0, end - perf_counter()))
            chunk = b""
            if ready:
                with contextlib.suppress(OSError):  # Linux answers so when the other side is gone
                    chunk = os.read(self._terminal, 65_536)
            if not chunk:
                raise NeverShown(f"{shows!r} was never shown: {output[-2_000:].decode(errors='replace')}")
            output += chunk
        return perf_counter()

    def key(self, sent: str, shows: str) -> float:
        """Milliseconds from a key to the text that it brings. Raises NeverShown."""
        self._forget()
        start = perf_counter()
        os.write(self._terminal, sent.encode())
        return (self.until(shows) - start) * 1_000

    def press(self, sent: str) -> str:
        """Sends a key and waits until the program has drawn what it has to draw; returns that."""
        os.write(self._terminal, sent.encode())
        return self._forget(0.1)

    def _forget(self, rest_s: float = 0.02) -> str:
        """Lets the program come to rest; returns what it had to draw until then."""
        output = b""
        while select.select([self._terminal], [], [], rest_s)[0]:
            output += os.read(self._terminal, 65_536)
        return output.decode(errors="replace")

    @property
    def resident_mib(self) -> float | None:
        """Resident memory now; None where the system does not tell."""
        try:
            status = Path(f"/proc/{self._program.pid}/status").read_text(encoding="ascii")
        except OSError:
            return None
        kib = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")]
        return kib[0] / 1_024 if kib else None


def start_until(command: Sequence[str], shows: str, size: tuple[int, int] = (24, 80)) -> Seen:
    """Start `command`, wait until its output holds `shows`, then kill it. Raises NeverShown."""
    with Program(command, size) as program:
        shown = program.until(shows)
        return Seen((shown - program.started) * 1_000, program.resident_mib)
