"""Rows of a sheet that are too tall to be kept whole: where they may go over to the next page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, Final

from dutyterm.paper.pieces import packed
from dutyterm.values import dataclass

TALL: Final = 9
"""A row of more lines than this may be broken: so much is asked for each of many tills."""
_FIRST: Final = 3
"""Lines that stay together at its beginning: what is checked, and the first two tills."""
_LAST: Final = 2
"""Lines that stay together at its end."""


@dataclass(frozen=True)
class Piece:
    """A row, or a part of one, that stays whole."""

    cells: list[str]
    name: tuple[int, str] | None = None
    """What it goes on with: column and words of the cell that names its row; None where that begins."""
    goes_on: bool = False
    """The next one is of the same row: no line between them."""


def pieces(row: Sequence[str], rooms: Sequence[float], measure: Callable[[str], float]) -> Iterator[Piece]:
    """The row as it may be broken, between lines of its own.

    `rooms`: points of each column, in which `measure` tells how wide words are; none where no row is broken.
    """
    whole = list(row)
    tallest = max(range(len(whole)), key=lambda n: whole[n].count("\n"))
    lines = whole[tallest].split("\n")
    drawn = [packed(one, room, measure).count("\n") + 1 for one, room in zip(whole, rooms, strict=False)]
    if max(drawn, default=0) <= TALL or len(lines) <= _FIRST + _LAST:
        yield Piece(whole)
        return
    yield Piece([*whole[:tallest], "\n".join(lines[:_FIRST]), *whole[tallest + 1 :]], goes_on=True)
    blank = [""] * len(whole)
    rest = [*lines[_FIRST:-_LAST], "\n".join(lines[-_LAST:])]
    beside = max(0, tallest - 1)
    for n, part in enumerate(rest, 1):
        cells = [*blank[:tallest], part, *blank[tallest + 1 :]]
        yield Piece(cells, (beside, whole[beside]), goes_on=n < len(rest))


@cache
def named_again() -> Any:
    """The class of a table whose rows are named again where a page begins in the middle of one.

    Raises ImportError without reportlab.
    """
    from reportlab.platypus import Table

    class Named(Table):  # type: ignore[misc]
        """Cells made by `again` are drawn in the first row below the titles, and nowhere else."""

        def onSplit(self, T: Any, byRow: int = 1) -> None:  # noqa: ARG002, N802, N803  theirs
            """One of the two parts was made; its first row stands at the head of a page."""
            for cell in T._cellvalues[T.repeatRows] if T.repeatRows < len(T._cellvalues) else ():
                for one in cell if isinstance(cell, list | tuple) else (cell,):
                    if isinstance(one, _again()):
                        one.shown = True

    return Named


@cache
def _again() -> Any:
    from reportlab.platypus import Flowable

    class Again(Flowable):  # type: ignore[misc]
        """Takes no room, and draws what it holds once it is `shown`."""

        def __init__(self, held: Any) -> None:
            super().__init__()
            self.held = held
            self.shown = False

        def wrap(self, wide: float, high: float) -> tuple[float, float]:
            """As what it holds, which stands in a row that is higher anyway."""
            found: tuple[float, float] = self.held.wrap(wide, high)
            return found

        def draw(self) -> None:
            """Only at the head of a page."""
            if self.shown:
                self.held.drawOn(self.canv, 0, 0)

    return Again


def again(held: Any) -> Any:
    """What is drawn only where its row is the first of a page. Raises ImportError without reportlab."""
    return _again()(held)
