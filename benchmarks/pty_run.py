"""A program started in a pseudo-terminal, watched until it shows something."""

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
    terminal, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    environ = {**os.environ, "TERM": "xterm-256color", "LINES": str(size[0]), "COLUMNS": str(size[1])}
    output = b""
    start = perf_counter()
    program = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environ,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
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
        return Seen((perf_counter() - start) * 1_000, _resident_mib(program.pid))
    finally:
        program.kill()
        program.wait()
        os.close(terminal)


def _resident_mib(pid: int) -> float | None:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return None
    kib = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")]
    return kib[0] / 1_024 if kib else None
