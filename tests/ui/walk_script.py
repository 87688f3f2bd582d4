"""Reads a script of keys: what is pressed, and how many of the presses the budget counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.ui.kit import PINS


def tokens(path: Path) -> Iterator[str]:
    """The tokens of a script without its comments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield from line.partition("#")[0].split()


def keys(path: Path) -> Iterator[str]:
    """Every key of the script, one after another."""
    for token in tokens(path):
        if token.startswith('"'):
            yield from token.strip('"')
        elif token.startswith("pin:"):
            yield from PINS[token.removeprefix("pin:")]
        else:
            yield token


def counted(path: Path) -> int:
    """Keys besides the digits of numbers and PINs (screens.md, key budgets)."""
    return sum(not token.startswith(('"', "pin:")) for token in tokens(path))
