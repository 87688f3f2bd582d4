"""Breaking a line between its pieces: answers and blanks stand two spaces apart and stay whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_NO_LINE_START: Final = "，。、；：？！）」』》”’,.;:?!)"
_NO_LINE_END: Final = "（「『《“‘("
_PIECE: Final = re.compile(r"[\x21-\xff]+|.", re.DOTALL)
_GAP: Final = re.compile(r"(?<=\S)( {2,})(?=\S)")
BLANK: Final = "__"
"""Where somebody writes by hand."""


def packed(text: str, room: float, measure: Callable[[str], float]) -> str:
    """The text with line breaks at gaps where a line does not fit into the room; other lines stay."""
    return "\n".join(_packed(_parted(line, room, measure), room, measure) for line in text.split("\n"))


def _parted(line: str, room: float, measure: Callable[[str], float]) -> str:
    """A Latin word too long for the room may be broken after a stroke: `company/regulator`."""
    if "/" not in line:
        return line
    return " ".join(
        word.replace("/", "/ ") if word.isascii() and measure(word) > room else word
        for word in line.split(" ")
    )


def _packed(line: str, room: float, measure: Callable[[str], float]) -> str:
    first, *rest = _GAP.split(line)
    if not rest or measure(line) <= room:
        return line
    lines = [first]
    for gap, piece in zip(rest[::2], rest[1::2], strict=True):
        if measure(lines[-1] + gap + piece) <= room:
            lines[-1] += gap + piece
        else:
            lines.append(piece)
    return "\n".join(lines)


def broken(text: str, room: float, measure: Callable[[str], float]) -> str:
    """The text with a break wherever a line is full; none begins with a closing sign.

    Latin words stay whole where they fit; Chinese breaks between any two other signs (避头尾).
    """
    return "\n".join(line for one in text.split("\n") for line in _broken(one, room, measure))


def _broken(text: str, room: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    line: list[str] = []
    taken = 0.0
    for piece in _PIECE.findall(text):
        size = measure(piece)
        hangs = len(line) == 1 and piece[0] in _NO_LINE_START  # nothing could go with it
        if "".join(line).strip() and not piece.isspace() and not hangs and taken + size > room:
            carried: list[str] = []
            # what stands before a closing sign goes with it, a number or a word as a whole
            while len(line) > 1 and (
                (carried or [piece])[0][0] in _NO_LINE_START or line[-1][-1] in _NO_LINE_END
            ):
                carried.insert(0, line.pop())
            lines.append("".join(line).rstrip(" "))
            line = [*carried, piece]
            taken = sum(map(measure, line))
        else:
            line.append(piece)
            taken += size
    return [*lines, "".join(line)]
