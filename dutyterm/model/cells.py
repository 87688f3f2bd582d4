"""Text measured in terminal cells: cut, padded, wrapped. A Chinese character takes two."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

TAIL = ".."
"""What stands at the end of a text that was cut; two cells, like a Chinese character."""

_NO_LINE_START = "，。、；：？！）」』》,.;:?!)"
"""Signs that do not begin a line (避头尾)."""

_NO_LINE_END = "（「『《"
"""Signs that do not end one."""


def width(text: str) -> int:
    """Cells that the text takes."""
    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """The text in at most `cells` cells; a cut one ends in `..`."""
    if cells <= 0:
        return ""
    if cell_len(text) <= cells:
        return text
    if cells <= cell_len(TAIL):
        return TAIL[:cells]
    # set_cell_size pads with a space where half a wide character would have stood
    return set_cell_size(text, cells - len(TAIL)).rstrip() + TAIL


def tail(text: str, cells: int) -> str:
    """The end of the text in at most `cells` cells: what is being typed stays in sight."""
    if cell_len(text) <= cells:
        return text
    kept: list[str] = []
    room = cells - len(TAIL)
    for char in reversed(text):
        room -= cell_len(char)
        if room < 0:
            break
        kept.append(char)
    return TAIL[: max(0, cells)] + "".join(reversed(kept))


def pad(text: str, cells: int) -> str:
    """The text in exactly `cells` cells, cut or filled with spaces on the right."""
    short = cut(text, cells)
    return short + " " * (cells - cell_len(short))


def pad_left(text: str, cells: int) -> str:
    """The text in exactly `cells` cells, filled with spaces on the left: for figures."""
    short = cut(text, cells)
    return " " * (cells - cell_len(short)) + short


@lru_cache(2048)  # the same helps and titles at every key
def wrap(text: str, cells: int) -> tuple[str, ...]:
    """The text in lines of at most `cells` cells.

    Latin words stay whole where they fit; Chinese breaks between any two characters, but never so that
    a line begins with a closing sign or ends with an opening one.
    """
    cells = max(cells, 2)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_one(paragraph, cells))
    return tuple(lines)


def _wrap_one(text: str, cells: int) -> list[str]:
    lines: list[str] = []
    line, taken = "", 0
    for piece in _pieces(text):
        size = cell_len(piece)
        if piece == " " and lines and not line:
            continue  # the gap at which the line was broken
        if taken + size > cells and line:
            if piece[0] in _NO_LINE_START and len(line.rstrip()) > 1:
                line, piece = _carry_over(line, piece)
                size = cell_len(piece)
            if line[-1:] in _NO_LINE_END and len(line) > 1:
                line, piece = _carry_over(line, piece)
            lines.append(line.rstrip())
            piece = piece.lstrip()
            line, taken, size = "", 0, cell_len(piece)
        while size > cells:  # a word longer than the line
            head = set_cell_size(piece, cells).rstrip()
            lines.append(head)
            piece = piece[len(head) :]
            size = cell_len(piece)
        line, taken = line + piece, taken + size
    lines.append(line.rstrip())
    return lines


def _carry_over(line: str, piece: str) -> tuple[str, str]:
    """The last character goes on to the next line; a Latin word, a number as a whole: 119, never 11."""
    kept = line.rstrip()
    at = len(kept) - 1
    while at and _in_word(kept[at]) and _in_word(kept[at - 1]):
        at -= 1
    if not kept[:at].strip():  # there is nothing else in the line
        at = len(kept) - 1
    return kept[:at].rstrip(), kept[at:] + piece


def _in_word(char: str) -> bool:
    return char != " " and cell_len(char) == 1


def _pieces(text: str) -> list[str]:
    """Latin words, single spaces, single wide characters."""
    pieces: list[str] = []
    word = ""
    for char in text:
        if char == " " or cell_len(char) > 1:
            if word:
                pieces.append(word)
                word = ""
            pieces.append(char)
        else:
            word += char
    if word:
        pieces.append(word)
    return pieces


def flow(items: Iterable[str], cells: int, gap: str = "  ") -> tuple[str, ...]:
    """Items side by side in lines of at most `cells` cells, broken only between items."""
    lines: list[str] = []
    for item in items:
        if lines and cell_len(lines[-1]) + cell_len(gap) + cell_len(item) <= cells:
            lines[-1] += gap + item
        else:
            lines.append(cut(item, cells))
    return tuple(lines)
