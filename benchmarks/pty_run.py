"""A program started in a pseudo-terminal, watched until it shows something."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]


class NeverShown(Exception):
    """The program ended, or a minute passed, before it showed what was waited for."""


@dataclass(frozen=True)
class Seen:
    """How a program started."""

    ms: float
    """From exec to the awaited text on the terminal."""
    resident_mib: float | None
    """Resident memory at that moment; None where the system does not tell."""


def start_until(command: Sequence[str], shows: str, size: tuple[int, int] = (24, 80)) -> Seen:
    """Start `command` at `size` (rows, columns), wait until its output holds `shows`, then kill it.

    Raises NeverShown with the end of the output. POSIX only.
    """
    import fcntl
    import pty
    import termios

    awaited = shows.encode()
    start = perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.environ.update(TERM="xterm-256color", COLUMNS=str(size[1]), LINES=str(size[0]))
        os.execv(sys.executable, [sys.executable, *command])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    output = b""
    try:
        while awaited not in output:
            ready, _, _ = select.select([terminal], [], [], 60)
            chunk = b""
            if ready:
                with contextlib.suppress(OSError):  # Linux answers so when the other side is gone
                    chunk = os.read(terminal, 65_536)
            if not chunk:
                raise NeverShown(output[-2_000:].decode(errors="replace"))
            output += chunk
        return Seen((perf_counter() - start) * 1_000, _resident_mib(pid))
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def _resident_mib(pid: int) -> float | None:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return None
    kib = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")]
    return kib[0] / 1_024 if kib else None
