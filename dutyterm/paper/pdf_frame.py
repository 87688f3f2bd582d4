"""What stands on every page of a PDF: whose paper it is, its marks, its foot."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import Any, Final

from dutyterm.i18n import Lang
from dutyterm.paper.as_text import PAGE
from dutyterm.paper.document import Document
from dutyterm.paper.pdf_words import draw, fitted, measure

MM: Final = 72 / 25.4
"""Points of a millimetre."""
MARGIN: Final = 12 * MM
"""Points kept free at each side."""
_TURNED: Final = 32
"""Degrees by which the marks lie across the page."""


def top_of(document: Document) -> float:
    """Points from the upper edge to where the blocks begin."""
    return (25 + (9 if document.marks else 0)) * MM


@dataclass(frozen=True)
class Frame:
    """Head, marks and foot; a line too long for its place is drawn smaller."""

    document: Document
    lang: Lang
    chinese: str
    """Name of the Chinese font."""
    page: tuple[float, float]
    """Width and height in points."""

    @property
    def wide(self) -> float:
        """Points between the margins."""
        return self.page[0] - 2 * MARGIN

    def draw_on(self, canvas: Any, number: int, pages: int | None) -> None:
        """Draws head, marks and foot; `pages` None = not known yet."""
        document, lang = self.document, self.lang
        across, up = self.page
        right = across - MARGIN
        canvas.saveState()
        if document.marks:
            self._across(canvas)
        y = up - 14 * MM
        title, hall = document.title.to(lang), document.hall.to(lang)
        size = self._fitted(title, 17, self.wide * 0.62)
        self._line(canvas, right, y, title, size, at="right")
        room = self.wide - self._measure(title, size) - 6 * MM
        self._line(canvas, MARGIN, y, hall, self._fitted(hall, 11, room))
        y -= 6 * MM
        about = document.about.to(lang)
        self._line(canvas, MARGIN, y, about, self._fitted(about, 10.5, self.wide))
        canvas.setLineWidth(1.4)
        canvas.line(MARGIN, y - 2 * MM, right, y - 2 * MM)
        if document.marks:
            self._boxed(canvas, y - 9 * MM)
        canvas.setLineWidth(0.6)
        canvas.line(MARGIN, 13 * MM, right, 13 * MM)
        told = PAGE.fill(n=number, all=pages or "?").to(lang)
        self._line(canvas, right, 9 * MM, told, 8, at="right")
        foot = document.foot.to(lang)
        self._line(canvas, MARGIN, 9 * MM, foot, self._fitted(foot, 8, self.wide - 34 * MM))
        canvas.restoreState()

    def _across(self, canvas: Any) -> None:
        """The marks in grey from edge to edge, under the words."""
        across, up = self.page
        canvas.saveState()
        canvas.setFillGray(0.91)
        canvas.translate(across / 2, up / 2)
        canvas.rotate(_TURNED)
        for n, mark in enumerate(self.document.marks):
            told = mark.to(self.lang)
            size = self._fitted(told, 54, self.wide / cos(radians(_TURNED)) - 54)
            self._line(canvas, 0, -70 * n, told, size, at="centre")
        canvas.restoreState()

    def _boxed(self, canvas: Any, y: float) -> None:
        """The marks side by side, each in its box."""
        told = [mark.to(self.lang) for mark in self.document.marks]
        padding, gap = 3 * MM, 4 * MM
        room = self.wide - len(told) * 2 * padding - (len(told) - 1) * gap
        size = self._fitted("".join(told), 12, room)
        x = MARGIN
        for mark in told:
            wide = self._measure(mark, size) + 2 * padding
            canvas.rect(x, y - 1.8 * MM, wide, 6.6 * MM)
            self._line(canvas, x + padding, y, mark, size)
            x += wide + gap

    def _line(self, canvas: Any, x: float, y: float, text: str, size: float, at: str = "left") -> None:
        draw(canvas, x, y, text, size, self.chinese, at)

    def _measure(self, text: str, size: float) -> float:
        return measure(text, size, self.chinese)

    def _fitted(self, text: str, size: float, room: float) -> float:
        return fitted(text, size, self.chinese, room)
