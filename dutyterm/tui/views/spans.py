"""Rows of text as a widget draws them: spans with a tone each, fitted to a width in cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple, overload

from dutyterm.tui.views.cells import cut, width

Tone = Literal[
    "plain",
    "dim",
    "strong",
    "title",
    "todo",
    "progress",
    "done",
    "off",
    "exempt",
    "waiting",
    "marked",
    "warning",
    "block",
    "alert",
    "input",
    "struck",
    "changed",
]
"""What a piece of text means; the theme gives it a colour, and the words say the same without one."""

TONES: tuple[Tone, ...] = (
    "plain",
    "dim",
    "strong",
    "title",
    "todo",
    "progress",
    "done",
    "off",
    "exempt",
    "waiting",
    "marked",
    "warning",
    "block",
    "alert",
    "input",
    "struck",
    "changed",
)
"""Every tone, in the order of the style sheet."""


class Span(NamedTuple):
    """A piece of text in one tone."""

    text: str
    tone: Tone = "plain"


Row = tuple[Span, ...]
"""One row of the screen."""

EMPTY: Row = ()
"""A row with nothing on it."""


class LateRows(Sequence[Row]):
    """Rows of a long list, each made when it is asked for: a page shows a dozen of them at a key."""

    def __init__(self, makers: Sequence[Callable[[], Row]]) -> None:
        self._makers = makers

    def __len__(self) -> int:
        """How many there are."""
        return len(self._makers)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        """The row, or the rows."""
        if isinstance(at, slice):
            return tuple(make() for make in self._makers[at])
        return self._makers[at]()

    def after(self, first: Row) -> LateRows:
        """The same behind one more row."""
        return LateRows([lambda: first, *self._makers])


def row(text: str, tone: Tone = "plain") -> Row:
    """A row of one span."""
    return (Span(text, tone),)


def row_text(spans: Row) -> str:
    """What the row says, without tones: for tests and for copying."""
    return "".join(span.text for span in spans)


def row_width(spans: Iterable[Span]) -> int:
    """Cells that the row takes."""
    return sum(width(span.text) for span in spans)


def fit(spans: Row, cells: int) -> Row:
    """The row in at most `cells` cells; the span at the edge is cut with `..`."""
    kept: list[Span] = []
    room = cells
    for span in spans:
        size = width(span.text)
        if size > room:
            short = cut(span.text, room)
            if short:
                kept.append(Span(short, span.tone))
            break
        kept.append(span)
        room -= size
    return tuple(kept)


def spread(left: Row, right: Row, cells: int) -> Row:
    """Left part and right part at the two ends of a row; the left one gives way."""
    short_right = fit(right, cells)
    room = cells - row_width(short_right)
    if room < cells:
        room -= 1
    short_left = fit(left, max(0, room))
    gap = cells - row_width(short_left) - row_width(short_right)
    return (*short_left, Span(" " * max(0, gap)), *short_right)


def rule(cells: int) -> Row:
    """A line across; `-` is one cell everywhere."""
    return row("-" * cells, "dim")
