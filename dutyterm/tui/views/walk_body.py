"""The body of a list page: head, list, and the pane under it, laid out in the cells that there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dutyterm.i18n import Lang, Text
from dutyterm.tui.views.spans import EMPTY, Row, Span, fit, row_width, rule
from dutyterm.values import dataclass

SIDE_FROM = 110
"""From so many cells on, details stand beside the list."""

LIST_CELLS = 79
"""Cells of the list when something stands beside it."""

LIST_LEAST = 3
"""Rows of the list that stay, whatever the pane needs."""


def list_width(width: int) -> int:
    """Cells of a row of the list in a page of this width."""
    return LIST_CELLS - 1 if width >= SIDE_FROM else width


@dataclass(frozen=True)
class Body:
    """What the page shows."""

    head: tuple[Row, ...]
    rows: Sequence[Row]
    cursor: int
    """Row of the list on which the cursor stands."""
    pane: tuple[Row, ...]
    pane_least: int = 5
    """Rows that the pane keeps when it has less to say, so that the list does not jump."""
    pane_from: int = 0
    """First row of the pane that is shown, when it has more to say than there is room."""
    asks: bool = False
    """A dialogue is in the pane: what it asks stands at its end and is always seen."""
    side: tuple[Row, ...] = ()
    """Beside the list, when there is room."""
    tail: int = 0
    """Rows under the cursor that belong to it, and are seen with it as far as there is room."""
    lang: Lang | None = None
    """In which the line under the list says how much more is below; None: the head tells how far it goes."""


@dataclass(frozen=True)
class LaidOut:
    """Rows from top to bottom."""

    rows: tuple[Row, ...]
    cursor: int | None
    """Which of them is the current one."""
    offset: int
    """First row of the list that is seen; hand it in again next time."""
    hidden: int
    """Rows of the pane that are still below."""
    pane_rows: int
    """Rows of the pane that are seen."""


def lay_out(body: Body, width: int, height: int, offset: int) -> LaidOut:
    """The page in `height` rows of `width` cells. The pane gives way to the list's least, the head never."""
    head = body.head[:height]
    room = max(0, height - len(head) - 2)
    least = 0 if body.asks else LIST_LEAST
    pane_rows = min(max(len(body.pane), body.pane_least), max(0, room - least))
    list_rows = room - pane_rows
    offset = _scrolled(body, list_rows, offset)
    shown = list(body.rows[offset : offset + list_rows])
    unseen = len(body.rows) - offset - len(shown)
    shown += [EMPTY] * (list_rows - len(shown))
    first = max(0, len(body.pane) - pane_rows) if body.asks else min(body.pane_from, len(body.pane))
    below = list(body.pane[first : first + pane_rows])
    hidden = len(body.pane) - first - len(below)
    below += [EMPTY] * (pane_rows - len(below))
    if width >= SIDE_FROM and body.side:
        shown, below = _beside(body, shown, below, width)
        under = (*_under(body, LIST_CELLS, unseen), Span("|", "dim"), Span(" " * (width - LIST_CELLS - 1)))
    else:
        under = _under(body, width, unseen)
    lines = [*head, rule(width), *shown, under, *below]
    at = len(head) + 1 + body.cursor - offset
    visible = 0 <= body.cursor - offset < list_rows
    shown_rows = tuple(fit(r, width) for r in lines[:height])
    return LaidOut(shown_rows, at if visible else None, offset, hidden, pane_rows)


def _scrolled(body: Body, rows: int, offset: int) -> int:
    """The offset at which the cursor is seen with a row around it, and what is told under it."""
    around = 1 if rows > 3 else 0
    if body.cursor - around < offset:
        offset = body.cursor - around
    under = max(around, min(body.tail, rows - 1 - around))
    if body.cursor + under >= offset + rows:
        offset = body.cursor + under - rows + 1
    return max(0, min(offset, len(body.rows) - rows))


def _beside(body: Body, shown: list[Row], below: list[Row], width: int) -> tuple[list[Row], list[Row]]:
    side = list(body.side)
    room = width - LIST_CELLS - 2
    joined: list[Row] = []
    for n, left in enumerate((*shown, EMPTY, *below)):
        right = fit(side[n], room) if n < len(side) else EMPTY
        gap = Span(" " * (LIST_CELLS - row_width(left)))
        joined.append((*fit(left, LIST_CELLS), gap, Span("| ", "dim"), *right))
    below_joined = joined[len(shown) + 1 :]
    return joined[: len(shown)], below_joined


def _under(body: Body, cells: int, unseen: int) -> Row:
    """The line under the list."""
    if unseen <= 0 or body.lang is None:
        return rule(cells)
    told = Span(f" {_MORE.fill(n=unseen).to(body.lang)} ", "dim")
    return (*rule(cells - _AFTER - row_width((told,))), told, *rule(_AFTER))


_MORE: Final = Text("还有 {n} 行,下移可见", "{n} more below")
_AFTER: Final = 3
"""Cells of the line behind the words in it."""
