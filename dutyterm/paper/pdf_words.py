"""Words on a PDF page: which font draws which sign, how wide they are, and what makes them bold."""

from __future__ import annotations

from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

NO_GLYPH: Final = "〓"
"""Stands for a sign that the fonts do not have, a rare name or an emoji; the text file has it itself."""

_STROKE: Final = 0.02
"""Width of the line drawn around bold signs, for each point of their size: Chinese fonts have no bold."""


def runs(text: str, own: str, *, strong: bool = False) -> list[tuple[str, str]]:
    """The text in pieces of one font: Latin in Helvetica, the rest in the Chinese font `own`."""
    latin = "Helvetica-Bold" if strong and not outlined(text) else "Helvetica"
    found: list[tuple[str, str]] = []
    for char in text:
        shown, chinese = _drawn(char)
        font = own if chinese else latin
        if found and found[-1][1] == font:
            found[-1] = (found[-1][0] + shown, font)
        else:
            found.append((shown, font))
    return found


def outlined(text: str) -> bool:
    """Is it made bold by an outline? A text with Chinese is, its Latin too, so that both weigh the same."""
    return any(_drawn(char)[1] for char in text)


@cache
def _drawn(char: str) -> tuple[str, bool]:
    """What is drawn for a sign, and whether in the Chinese font; one that neither has is never lost."""
    if ord(char) < 0x100:
        return char, False
    for encoding in ("gbk", "cp1252"):
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            continue
        return char, encoding == "gbk"
    return NO_GLYPH, True


def markup(text: str, own: str, *, strong: bool) -> str:
    """The text for a paragraph of reportlab; nothing in it is markup of its own."""
    parts = []
    for run, font in runs(text, own, strong=strong):
        # a gap of several spaces stays one, and never begins a line
        told = escape(run).replace("\n", "<br/>").replace("  ", "\u00a0 ")
        parts.append(f'<font name="{font}">{told}</font>' if font == own else told)
    return "".join(parts)


def measure(text: str, size: float, own: str) -> float:
    """Points that a line takes."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return sum(float(stringWidth(run, font, size)) for run, font in runs(text, own))


def fitted(text: str, size: float, own: str, room: float) -> float:
    """The size at which a line stays in its room; the one wished where it does."""
    wide = measure(text, size, own)
    return size if wide <= room else size * room / wide


def draw(canvas: Any, x: float, y: float, text: str, size: float, own: str, at: str = "left") -> None:
    """One line that begins, is centred or ends at x."""
    x -= {"left": 0.0, "centre": 0.5, "right": 1.0}[at] * measure(text, size, own)
    for run, font in runs(text, own):
        canvas.setFont(font, size)
        canvas.drawString(x, y, run)
        x += canvas.stringWidth(run, font, size)


@cache
def strong_words() -> Any:
    """The class of a paragraph drawn with an outline. Raises ImportError without reportlab."""
    from reportlab.platypus import Paragraph

    class Strong(Paragraph):  # type: ignore[misc]
        """Bold in any font; what is drawn after it is not."""

        def beginText(self, x: float, y: float) -> Any:  # noqa: N802  reportlab's name
            self.canv.setLineWidth(_STROKE * self.style.fontSize)
            made = self.canv.beginText(x, y)
            made.setTextRenderMode(2)
            return made

    return Strong
