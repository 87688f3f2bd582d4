"""Key scripts: what a person presses, as text files that the tests play and a counter counts.

A token is the name of a key (`Enter`, `F3`, `Ctrl+G`, `1`, `*`), or digits in quotation marks: a number or a
PIN, which the key budgets leave out. `see PATTERN` waits until the pattern is found on screen; `take NAME
PATTERN` also keeps what its group holds, for `"$NAME"`. `handed over` lets the second go by that lies between
two signatures (domain 5.22). `[name]` begins a section, `#` a comment.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.e2e.terminal import KEYS, Terminal

FOLDER = Path(__file__).with_name("keys")


@dataclass(frozen=True)
class Step:
    """One token of a script."""

    section: str
    kind: Literal["key", "digits", "see", "take", "handed over"]
    what: str
    line: int


def read(name: str) -> tuple[Step, ...]:
    """The steps of a script of the folder `keys`; raises ValueError with the line that is not understood."""
    return tuple(_steps(FOLDER / f"{name}.txt"))


def _steps(path: Path) -> Iterator[Step]:
    section = ""
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line.startswith("see "):
            yield Step(section, "see", line[4:].strip(), number)
        elif line.startswith("take "):
            yield Step(section, "take", line[5:].strip(), number)
        elif line == "handed over":
            yield Step(section, "handed over", "", number)
        else:
            for token in shlex.split(line, posix=False):
                yield _step(section, token, f"{path.name}:{number}", number)


def _step(section: str, token: str, where: str, line: int) -> Step:
    if len(token) > 2 and token[0] == token[-1] == '"':
        if not token[1:-1].isdigit() and token[1] != "$":
            raise ValueError(f"{where}: {token} is not digits")
        return Step(section, "digits", token[1:-1], line)
    if token not in KEYS:
        raise ValueError(f"{where}: there is no key {token}")
    return Step(section, "key", token, line)


def play(terminal: Terminal, steps: Sequence[Step], taken: dict[str, str] | None = None) -> None:
    """Presses the keys one by one and waits wherever the script looks at the screen."""
    taken = {} if taken is None else taken
    for step in steps:
        try:
            _do(terminal, step, taken)
        except AssertionError as error:
            raise AssertionError(f"line {step.line} ({step.kind} {step.what}): {error}") from error


def _do(terminal: Terminal, step: Step, taken: dict[str, str]) -> None:
    match step.kind:
        case "key":
            terminal.press(step.what)
        case "digits":
            for digit in taken[step.what[1:]] if step.what[0] == "$" else step.what:
                terminal.press_blindly(digit)
            terminal.settle()
        case "handed over":
            terminal.linger(1.2)
        case "see" | "take":
            name, pattern = ("", step.what) if step.kind == "see" else step.what.split(maxsplit=1)
            terminal.wait(re.compile(pattern)).settle()
            found = re.search(pattern, terminal.text)
            if name and found is not None:
                taken[name] = found[1]


def section(steps: Sequence[Step], *names: str) -> tuple[Step, ...]:
    """The steps of these sections."""
    return tuple(step for step in steps if step.section in names)


def counted(steps: Sequence[Step]) -> int:
    """How many keys count: everything but the digits of numbers and PINs."""
    return sum(step.kind == "key" for step in steps)
