"""Key scripts: what a person presses, as text files that the tests play and a counter counts.

A token is the name of a key (`Enter`, `F3`, `Ctrl+G`, `1`, `*`), or digits in quotation marks: a number,
a time or a PIN, which the key budgets leave out. `see PATTERN` waits until the pattern is found on screen;
`take NAME PATTERN` also keeps what its groups hold, for `"$NAME"`. `handed over` lets the second go by that
lies between two signatures (domain 5.22). `[name]` begins a section, `#` a comment.

Scripts of a whole day (`played_day.py`) say more: `at HH:MM` goes to a time of the day, `at +1 HH:MM` to one
of the next day, `words TEXT` is written with an input method, `killed` ends the program as a power cut does,
and starts it again.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.e2e.terminal import KEYS, Terminal
from tests.e2e.told_time import HANDED_MS, Watch

FOLDER = Path(__file__).with_name("keys")

Kind = Literal["key", "digits", "see", "take", "handed over", "at", "words", "killed"]


@dataclass(frozen=True)
class Step:
    """One token of a script."""

    section: str
    kind: Kind
    what: str
    line: int
    part: int = 0
    """Which section of its script, as one name may come more than once; 0 = before the first."""


def read(name: str) -> tuple[Step, ...]:
    """The steps of a script of the folder `keys`; raises ValueError with the line that is not understood."""
    return tuple(_steps(FOLDER / f"{name}.txt"))


def _steps(path: Path) -> Iterator[Step]:
    section, part = "", 0
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if line.startswith("[") and line.endswith("]"):
            section, part = line[1:-1], part + 1
            continue
        for kind, what in _line(line, f"{path.name}:{number}"):
            yield Step(section, kind, what, number, part)


def _line(line: str, where: str) -> Iterator[tuple[Kind, str]]:
    word, _, rest = line.partition(" ")
    match word:
        case "see" | "take" | "at" | "words":
            yield word, rest.strip()
        case "killed":
            yield word, ""
        case "handed":
            yield "handed over", ""
        case _:
            for token in shlex.split(line, posix=False):
                yield _token(token, where)


def _token(token: str, where: str) -> tuple[Kind, str]:
    if len(token) > 2 and token[0] == token[-1] == '"':
        if not set(token[1:-1]) <= set("0123456789-+.") and token[1] != "$":
            raise ValueError(f"{where}: {token} is not digits")
        return "digits", token[1:-1]
    if token not in KEYS:
        raise ValueError(f"{where}: there is no key {token}")
    return "key", token


def play(
    terminal: Terminal,
    steps: Sequence[Step],
    taken: dict[str, str] | None = None,
    watch: Watch | None = None,
) -> None:
    """Presses the keys one by one and waits wherever the script looks at the screen.

    With a watch the program's time goes by with the keys, however slow the PC is.
    """
    taken = {} if taken is None else taken
    for step in steps:
        try:
            _do(terminal, step, taken, watch)
        except AssertionError as error:
            raise AssertionError(f"line {step.line} ({step.kind} {step.what}): {error}") from error


def _do(terminal: Terminal, step: Step, taken: dict[str, str], watch: Watch | None) -> None:
    match step.kind:
        case "key":
            if watch is not None:
                watch.press(step.what)
            terminal.press(step.what)
        case "digits":
            for digit in taken[step.what[1:]] if step.what[0] == "$" else step.what:
                if watch is not None:
                    watch.press(digit)
                terminal.press_blindly(digit)
            terminal.settle()
        case "handed over" if watch is not None:
            watch.wait(HANDED_MS)
        case "handed over":
            terminal.linger(HANDED_MS / 1_000 / terminal.speed)
        case "see" | "take":
            look(terminal, step, taken)
        case _:
            raise ValueError(f"line {step.line}: {step.kind} is for scripts of a whole day")


def look(terminal: Terminal, step: Step, taken: dict[str, str]) -> None:
    """Waits until what the step looks for is shown; `take` keeps what its groups hold, joined."""
    name, pattern = ("", step.what) if step.kind == "see" else step.what.split(maxsplit=1)
    terminal.wait(re.compile(pattern)).settle()
    found = re.search(pattern, terminal.text)
    if name and found is not None:
        taken[name] = "".join(found.groups())


def section(steps: Sequence[Step], *names: str) -> tuple[Step, ...]:
    """The steps of these sections."""
    return tuple(step for step in steps if step.section in names)


def counted(steps: Sequence[Step]) -> int:
    """How many keys count: everything but the digits of numbers and PINs."""
    return sum(step.kind == "key" for step in steps)


KEYS_A_CHARACTER = 3
"""What an input method takes for a Chinese character, with the choice among candidates; an estimate."""


@dataclass(frozen=True)
class Typed:
    """What somebody typed."""

    keys: int
    """Keys that count in a budget."""
    digits: int
    """Digits of numbers, PINs and codes."""
    characters: int
    """Characters of words that are written freely."""

    @property
    def presses(self) -> int:
        """Every press of a key, those of the input method estimated."""
        return self.keys + self.digits + KEYS_A_CHARACTER * self.characters

    def and_then(self, more: Typed) -> Typed:
        """Both together."""
        return Typed(self.keys + more.keys, self.digits + more.digits, self.characters + more.characters)


CODE_DIGITS = 15
"""What stands behind `"$code"`."""


def typed(steps: Sequence[Step]) -> Typed:
    """What these steps take."""
    digits = (CODE_DIGITS if s.what[0] == "$" else len(s.what) for s in steps if s.kind == "digits")
    return Typed(counted(steps), sum(digits), sum(len(s.what) for s in steps if s.kind == "words"))
