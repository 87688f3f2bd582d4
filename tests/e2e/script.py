"""Key scripts: what a person presses, as text files that the tests play and a counter counts.

A token is the name of a key (`Enter`, `F3`, `Ctrl+G`, `1`, `*`), or digits in quotation marks: a number or a
PIN, which the key budgets leave out. `see WORDS` waits until these words are on screen. `[name]` begins a
section. `#` begins a comment.
"""

from __future__ import annotations

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
    kind: Literal["key", "digits", "see"]
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
        else:
            for token in shlex.split(line, posix=False):
                yield _step(section, token, f"{path.name}:{number}", number)


def _step(section: str, token: str, where: str, line: int) -> Step:
    if len(token) > 2 and token[0] == token[-1] == '"':
        if not token[1:-1].isdigit():
            raise ValueError(f"{where}: {token} is not digits")
        return Step(section, "digits", token[1:-1], line)
    if token not in KEYS:
        raise ValueError(f"{where}: there is no key {token}")
    return Step(section, "key", token, line)


def play(terminal: Terminal, steps: Sequence[Step]) -> None:
    """Presses the keys one by one and waits wherever the script looks at the screen."""
    for step in steps:
        try:
            if step.kind == "see":
                terminal.wait(step.what)
                terminal.settle()
            elif step.kind == "digits":
                for digit in step.what:
                    terminal.press_blindly(digit)
                terminal.settle()
            else:
                terminal.press(step.what)
        except AssertionError as error:
            raise AssertionError(f"line {step.line} ({step.kind} {step.what}): {error}") from error


def section(steps: Sequence[Step], *names: str) -> tuple[Step, ...]:
    """The steps of these sections."""
    return tuple(step for step in steps if step.section in names)


def counted(steps: Sequence[Step]) -> int:
    """How many keys count: everything but the digits of numbers and PINs."""
    return sum(step.kind == "key" for step in steps)
