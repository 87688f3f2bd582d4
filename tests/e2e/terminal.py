"""A real terminal for the real program: a pseudo-terminal, a screen in memory, keys as a person has them."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import select
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic

import pyte
from rich.cells import cell_len

from tests.e2e.rest import Rest

ROOT = Path(__file__).resolve().parents[2]

PATIENCE_S = 120.0
"""How long something may take on a busy machine before a test gives up on it."""

REPEAT_S = 0.15
"""A person looks, then presses the same key again. The program ignores it within 120 ms of a jump."""

LOOK_S = 0.8
"""The same for Space, which is ignored for longer where it has another meaning than on the line before."""

QUIET_S = 0.04
"""Nothing drawn for so long: the program draws sixty times a second while it has something to draw."""

KEYS: Mapping[str, str] = {
    **{f"F{n}": code for n, code in enumerate(("\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~"), 1)},
    **{f"F{n}": f"\x1b[{code}~" for n, code in zip(range(6, 10), (17, 18, 19, 20), strict=True)},
    "Enter": "\r",
    "Esc": "\x1b",
    "Tab": "\t",
    "BackTab": "\x1b[Z",
    "Space": " ",
    "Backspace": "\x7f",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "PgUp": "\x1b[5~",
    "PgDn": "\x1b[6~",
    "Home": "\x1b[H",
    "End": "\x1b[F",
    **{f"Ctrl+{letter}": chr(ord(letter) - 64) for letter in "GKLPQ"},
    **{sign: sign for sign in "0123456789*+-./"},
}
"""Name of a key -> what a terminal sends for it."""

_UNKNOWN_TO_PYTE = re.compile(r"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$[a-z]|\x1bP.*?\x1b\\", re.DOTALL)
_UNFINISHED = re.compile(r"\x1b(?:\[[<>=?]?[0-9;]*\$?|P[^\x1b]*\x1b?)?\Z")

_TAKE_TERMINAL = (
    "import fcntl, os, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])\n"
)
"""Makes the pseudo-terminal the controlling one, so that a new size is told by SIGWINCH as in real life."""


class NeverShown(AssertionError):
    """What was waited for did not come; the message holds the screen."""


class Terminal:
    """One program in one terminal window."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self.raw = ""
        """Everything that the program ever wrote."""
        self.repeat_s = REPEAT_S
        """At least so long between two presses of one key; 0 where a test tells the program the time."""
        self.quiet_s = QUIET_S
        """What counts as having come to rest."""
        self.speed = 1
        """How many times as fast as the PC's the program's clock runs."""
        self._done_at: dict[str, float] = {}
        """When what a key did was last drawn."""
        self._drawn_at = 0.0
        self._start(arguments, env or {})

    def _start(self, arguments: Sequence[str], env: Mapping[str, str]) -> None:
        import fcntl
        import pty
        import termios

        self._master, theirs = pty.openpty()
        size = struct.pack("HHHH", self.screen.lines, self.screen.columns, 0, 0)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, size)
        self.before = termios.tcgetattr(theirs)
        kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLORTERM", "LINES", "COLUMNS")}
        self.program = subprocess.Popen(
            [sys.executable, "-c", _TAKE_TERMINAL, *arguments],
            cwd=ROOT,
            env={**kept, "TERM": "xterm-256color", "ESCDELAY": "25", **env},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        self._theirs = theirs
        self._work = Rest(self.program.pid, theirs)

    # --- looking ---------------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """The rows of the window, ends cut."""
        return [self._row(y).rstrip() for y in range(self.screen.lines)]

    def _row(self, y: int) -> str:
        # pyte's own `display` stumbles over the second half of a wide character whose first half is gone
        cells, row, x = self.screen.buffer[y], "", 0
        while x < self.screen.columns:
            char = cells[x].data or " "
            row += char
            x += 2 if cell_len(char) == 2 else 1
        return row

    @property
    def text(self) -> str:
        """All rows."""
        return "\n".join(self.lines)

    def pump(self, seconds: float = 0.0) -> bool:
        """Takes what the program wrote, waiting at most so long for the first byte; False = nothing came."""
        came = False
        while select.select([self._master], [], [], 0.0 if came else seconds)[0]:
            try:
                chunk = os.read(self._master, 65_536)
            except OSError:  # the other side is gone
                break
            if not chunk:
                break
            self._feed(self._decoder.decode(chunk))
            came = True
            self._drawn_at = monotonic()
        return came

    def _feed(self, text: str) -> None:
        self.raw += text
        text = self._rest + text
        cut = _UNFINISHED.search(text)
        self._rest = text[cut.start() :] if cut else ""
        text = text[: cut.start()] if cut else text
        self._stream.feed(_UNKNOWN_TO_PYTE.sub("", text))

    def wait(
        self, what: str | re.Pattern[str] | Callable[[Terminal], object], patience: float = PATIENCE_S
    ) -> Terminal:
        """Waits until a text or pattern is on screen, or a condition of this terminal holds."""
        end = monotonic() + patience
        while True:
            if self._shows(what):
                return self
            if monotonic() > end or (self.program.poll() is not None and not self.pump()):
                raise NeverShown(f"{what!r} was never shown; exit {self.program.poll()}\n{self.text}")
            self.pump(0.1)

    def _shows(self, what: str | re.Pattern[str] | Callable[[Terminal], object]) -> bool:
        if isinstance(what, str):
            return what in self.text
        return bool(what.search(self.text) if isinstance(what, re.Pattern) else what(self))

    def settle(self, patience: float = PATIENCE_S) -> Terminal:
        """Waits until the program has drawn what it has to draw: nothing comes, and it does nothing."""
        end = monotonic() + patience
        while True:
            self._work.begun()
            if not self.pump(self.quiet_s) and self._work.kept():
                return self
            if monotonic() > end:
                raise NeverShown("the screen never came to rest\n" + self.text)

    def linger(self, seconds: float) -> None:
        """Lets time of the PC pass; the program goes on drawing."""
        end = monotonic() + seconds
        while (left := end - monotonic()) > 0:
            self.pump(left)

    # --- doing -----------------------------------------------------------------------------------

    def send(self, text: str) -> None:
        """Sends characters as they are, as a paste or an input method does."""
        data = text.encode("utf-8", "surrogatepass")
        while data:
            _, ready, _ = select.select([], [self._master], [], 1.0)
            if ready:
                data = data[os.write(self._master, data[:512]) :]
            self.pump()

    def press(self, *names: str) -> Terminal:
        """Presses keys one after another, as fast as a person can."""
        for name in names:
            self.press_blindly(name)
            pressed = self._done_at[name]
            self.pump(1.0)
            self.settle()
            self._done_at[name] = max(pressed, self._drawn_at)
        return self

    def press_blindly(self, name: str) -> None:
        """Presses a key without looking at what it does; the same key again not before a finger can."""
        wait = LOOK_S if name == "Space" and self.repeat_s else self.repeat_s
        while (left := self._done_at.get(name, 0.0) + wait / self.speed - monotonic()) > 0:
            self.pump(left)
        self.send(KEYS[name])
        self._done_at[name] = monotonic()

    def paste(self, text: str) -> None:
        """Pastes as terminals do: marked, so that the program can tell it from typing."""
        self.send(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, rows: int) -> Terminal:
        """Drags the window to another size."""
        import fcntl
        import termios

        self.screen.resize(rows, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        return self

    # --- ending ----------------------------------------------------------------------------------

    def kill(self) -> None:
        """SIGKILL, in the middle of whatever it does; what it drew until then is on the screen."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.program.pid, signal.SIGKILL)
        self.program.wait()
        self.pump()
        self.close()

    def terminate(self) -> int:
        """SIGTERM; returns the exit code."""
        os.kill(self.program.pid, signal.SIGTERM)
        return self.wait_end()

    def wait_end(self, patience: float = PATIENCE_S) -> int:
        """Waits for the program to end by itself; returns its exit code."""
        end = monotonic() + patience
        while (code := self.program.poll()) is None:
            if monotonic() > end:
                raise NeverShown("the program never ended\n" + self.text)
            self.pump(0.05)
        self.pump(0.05)
        return code

    def modes(self) -> list[object]:
        """The terminal's own settings now (termios)."""
        import termios

        return termios.tcgetattr(self._theirs)

    def close(self) -> None:
        """Ends what still runs and gives the window back."""
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        for handle in (self._master, self._theirs):
            with contextlib.suppress(OSError):
                os.close(handle)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def dutyterm(data: Path, *more: str, columns: int = 80, rows: int = 24, **env: str) -> Terminal:
    """The program on a data directory."""
    return Terminal(["-m", "dutyterm", "--data", str(data), *more], columns=columns, rows=rows, env=env)
