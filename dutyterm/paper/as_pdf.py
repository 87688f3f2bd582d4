"""A paper as PDF on A4; Chinese in a font of this PC, or in the one that PDF readers bring along."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from dutyterm.i18n import Lang
from dutyterm.model.cells import width
from dutyterm.paper.as_text import PAGE, SIGNED_AT
from dutyterm.paper.document import (
    Block,
    Code,
    Document,
    Heading,
    Pairs,
    Paragraph,
    Signatures,
    Table,
)

NO_GLYPH: Final = "〓"
"""Stands for a sign that the fonts do not have, a rare name or an emoji; the text file has it itself."""

SCALES: Final = (100, 96, 92, 88, 85, 82, 79, 76, 73, 70, 65)
"""Per cent of the usual size, tried one after another for what must be one page. Nobody reads less."""

_MM: Final = 72 / 25.4
_MARGIN: Final = 14 * _MM
_UNDER_HEADING: Final = 90
"""Points that must be left on a page for a heading to stand there: itself and the first rows under it."""
_BLANK_ROW: Final = 8.5 * _MM
"""Height of a row that is filled in by hand."""
_PADDING: Final = 6
"""What the frame of reportlab's simple document keeps free on every side."""
_WIDTH: Final = 210 * _MM - 2 * _MARGIN


def pdf(document: Document, lang: Lang, font: str | None = None) -> bytes:
    """The whole paper in one language; the same document and font give the same bytes.

    `font`: the registered one for Chinese; None = the reader's own. Raises ImportError where reportlab is not
    installed.
    """
    from dutyterm.paper.fonts import named

    chinese = font or named()
    usual = _Pdf(document, lang, SCALES[0], chinese)
    pages, _ = usual.built(None)
    for scale in SCALES[1:] if document.one_page and pages > 1 else ():
        smaller = _Pdf(document, lang, scale, chinese)
        if smaller.built(None)[0] == 1:
            return smaller.built(1)[1]
    # what cannot be one page is several that can be read with ease
    return usual.built(pages)[1]


class _Pdf:
    """One way of laying it out; every size is in points at that scale."""

    def __init__(self, document: Document, lang: Lang, scale: int, chinese: str) -> None:
        self.document = document
        self.chinese = chinese
        self.lang = lang
        self.scale = scale / 100

    def built(self, pages: int | None) -> tuple[int, bytes]:
        """How many pages it has, and the file; `pages` is what stands in the foot as their number."""
        from reportlab.lib.pagesizes import A4
        from reportlab.platypus import SimpleDocTemplate

        document, lang, out = self.document, self.lang, BytesIO()
        top = (27 + (9 if document.marks else 0)) * _MM
        made = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=_MARGIN - _PADDING,
            rightMargin=_MARGIN - _PADDING,
            topMargin=top,
            bottomMargin=18 * _MM,
            title=f"{document.title.to(lang)} {document.about.to(lang)}",
            author=document.hall.to(lang),
            creator="dutyterm",
            invariant=1,
        )

        def frame(canvas: Any, template: Any) -> None:
            self._frame(canvas, template.page, pages)

        flow = [one for block in document.blocks for one in self._flowables(block)]
        made.build(flow, onFirstPage=frame, onLaterPages=frame)
        return int(made.page), out.getvalue()

    # --- what stands on every page ------------------------------------------------------------------

    def _frame(self, canvas: Any, number: int, pages: int | None) -> None:
        from reportlab.lib.pagesizes import A4

        document, lang = self.document, self.lang
        across, up = A4
        right = across - _MARGIN
        canvas.saveState()
        if document.marks:
            canvas.saveState()
            canvas.setFillGray(0.91)
            canvas.translate(across / 2, up / 2)
            canvas.rotate(32)
            for n, mark in enumerate(document.marks):
                self._line(canvas, 0, -70 * n, mark.to(lang), 54, at="centre")
            canvas.restoreState()
        y = up - 16 * _MM
        self._line(canvas, _MARGIN, y, document.hall.to(lang), 11)
        self._line(canvas, right, y, document.title.to(lang), 17, at="right")
        y -= 6 * _MM
        self._line(canvas, _MARGIN, y, document.about.to(lang), 10.5)
        canvas.setLineWidth(1.4)
        canvas.line(_MARGIN, y - 2 * _MM, right, y - 2 * _MM)
        x, y = _MARGIN, y - 9 * _MM
        for mark in document.marks:
            told = mark.to(lang)
            wide = self._measure(told, 12) + 6 * _MM
            canvas.rect(x, y - 1.8 * _MM, wide, 6.6 * _MM)
            self._line(canvas, x + 3 * _MM, y, told, 12)
            x += wide + 4 * _MM
        canvas.setLineWidth(0.6)
        canvas.line(_MARGIN, 15 * _MM, right, 15 * _MM)
        told = PAGE.fill(n=number, all=pages or "?").to(lang)
        self._line(canvas, right, 11 * _MM, told, 8, at="right")
        foot, size = document.foot.to(lang), 8.0
        while size > 5 and self._measure(foot, size) > _WIDTH - 34 * _MM:
            size -= 0.25
        self._line(canvas, _MARGIN, 11 * _MM, foot, size)
        canvas.restoreState()

    def _line(self, canvas: Any, x: float, y: float, text: str, size: float, at: str = "left") -> None:
        wide = self._measure(text, size)
        x -= {"left": 0.0, "centre": wide / 2, "right": wide}[at]
        for run, font in _runs(text, self.chinese):
            canvas.setFont(font, size)
            canvas.drawString(x, y, run)
            x += canvas.stringWidth(run, font, size)

    def _measure(self, text: str, size: float) -> float:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return sum(float(stringWidth(run, font, size)) for run, font in _runs(text, self.chinese))

    # --- the blocks ---------------------------------------------------------------------------------

    def _flowables(self, block: Block) -> list[Any]:
        from reportlab.platypus import CondPageBreak, KeepTogether

        match block:
            case Heading():
                size, before = (14.0, 16) if block.great else (11.5, 8)
                words = self._paragraph(block.text.to(self.lang), size, strong=True, before=before)
                return [CondPageBreak(_UNDER_HEADING * self.scale), words]
            case Paragraph():
                lead = block.lead.to(self.lang)
                return [self._paragraph(block.text.to(self.lang), 10, strong=block.strong, lead=lead)]
            case Pairs():
                return [self._pairs(block)] if block.rows else []
            case Table():
                return [self._table(block) if block.rows else self._paragraph(block.none.to(self.lang), 10)]
            case Code():
                return [KeepTogether([self._code(block)])]
            case Signatures():
                return [KeepTogether([self._signatures(block)])]

    def _paragraph(
        self,
        text: str,
        size: float,
        *,
        strong: bool = False,
        lead: str = "",
        before: float = 1.5,
        align: str = "left",
    ) -> Any:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph as Words

        size *= self.scale
        indent = self._measure(lead + "  ", size) if lead else 0
        style = ParagraphStyle(
            "one",
            fontName="Helvetica-Bold" if strong else "Helvetica",
            fontSize=size,
            leading=size * 1.36,
            spaceBefore=before * self.scale,
            spaceAfter=1.5 * self.scale,
            leftIndent=indent,
            bulletFontSize=size,
            alignment={"left": 0, "centre": 1, "right": 2}[align],
            wordWrap="CJK" if width(text) > len(text) else None,
        )
        told = _markup(text, self.chinese, strong=strong)
        return Words(told, style, bulletText=lead or None)

    def _pairs(self, block: Pairs) -> Any:
        told = [(label.to(self.lang), value.to(self.lang)) for label, value in block.rows]
        rows: list[list[Any]] = []
        whole: list[int] = []
        half: list[Any] = []
        label_wide = max(self._measure(label, 9.5 * self.scale) for label, _ in told) + 4 * _MM
        room = _WIDTH / 2 - label_wide - 2 * _MM
        for label, value in told:
            pair = [self._paragraph(label, 9.5), self._paragraph(value, 10, strong=False)]
            if self._measure(value, 10 * self.scale) > room:
                if half:
                    rows.append([*half, "", ""])
                    half = []
                whole.append(len(rows))
                rows.append([*pair, "", ""])
            elif half:
                rows.append([*half, *pair])
                half = []
            else:
                half = pair
        if half:
            rows.append([*half, "", ""])
        value_wide = _WIDTH / 2 - label_wide
        spans = [("SPAN", (1, n), (3, n)) for n in whole]
        return self._grid(rows, [label_wide, value_wide, label_wide, value_wide], spans)

    def _table(self, block: Table) -> Any:
        from reportlab.lib import colors

        shares = sum(column.share for column in block.columns)
        widths = [_WIDTH * column.share / shares for column in block.columns]
        head = [
            self._paragraph(c.title.to(self.lang), 9.5, strong=True, align=c.align) for c in block.columns
        ]
        rows = [
            [
                self._paragraph(cell.to(self.lang), 9.5, align=column.align)
                for cell, column in zip(row, block.columns, strict=True)
            ]
            for row in block.rows
        ]
        style: list[Any] = [
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black),
            ("LINEBELOW", (0, 1), (-1, -1), 0.25, colors.grey),
        ]
        if block.form:
            style += [
                ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 1), (-1, -1), 6 * self.scale),
            ]
        heights = [None, *[_BLANK_ROW * self.scale] * len(rows)] if block.form else None
        return self._grid([head, *rows], widths, style, repeat=1, heights=heights)

    def _code(self, block: Code) -> Any:
        from reportlab.lib import colors

        value = self._paragraph("", 24)
        groups = "&nbsp;&nbsp;".join(escape(group) for group in block.value.split("-"))
        value = type(value)(f'<font name="Courier-Bold">{groups}</font>', value.style)
        label_wide = self._measure(block.label.to(self.lang), 11 * self.scale) + 8 * _MM
        rows: list[list[Any]] = [[self._paragraph(block.label.to(self.lang), 11, strong=True), value]]
        style: list[Any] = [
            ("BOX", (0, 0), (-1, -1), 1.2, colors.black),
            ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
        ]
        if block.note.to(self.lang):
            rows.append([self._paragraph(block.note.to(self.lang), 9), ""])
            style.append(("SPAN", (0, 1), (1, 1)))
        style += [("LEFTPADDING", (0, 0), (-1, -1), 8), ("BOTTOMPADDING", (0, 0), (-1, -1), 5 * self.scale)]
        return self._grid(rows, [label_wide, _WIDTH - label_wide], style)

    def _signatures(self, block: Signatures) -> Any:
        from reportlab.lib import colors

        size = 10 * self.scale
        told = [(line.label.to(self.lang), line.name) for line in block.lines]
        labels = max(self._measure(label, size) for label, _ in told) + 4 * _MM
        names = max(self._measure(name, size) for _, name in told) + 4 * _MM
        when = self._measure(SIGNED_AT.to(self.lang), size) + 6 * _MM
        rest = _WIDTH - labels - names - when
        rows = [
            [
                self._paragraph(label, 10),
                self._paragraph(name, 10),
                "",
                self._paragraph(SIGNED_AT.to(self.lang), 10),
                "",
            ]
            for label, name in told
        ]
        style = [
            ("LINEBELOW", (2, 0), (2, -1), 0.8, colors.black),
            ("LINEBELOW", (4, 0), (4, -1), 0.8, colors.black),
            ("TOPPADDING", (0, 0), (-1, -1), 15 * self.scale),
            ("LEFTPADDING", (3, 0), (3, -1), 8),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ]
        return self._grid(rows, [labels, names, rest * 0.62, when, rest * 0.38], style)

    def _grid(
        self,
        rows: list[list[Any]],
        widths: list[float],
        style: list[Any],
        repeat: int = 0,
        heights: list[float | None] | None = None,
    ) -> Any:
        from reportlab.platypus import Table as Grid

        small = 1.2 * self.scale
        usual = [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 7),
            ("TOPPADDING", (0, 0), (-1, -1), small),
            ("BOTTOMPADDING", (0, 0), (-1, -1), small),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        before = 3 * self.scale
        grid = Grid(rows, colWidths=widths, rowHeights=heights, repeatRows=repeat, spaceBefore=before)
        grid.setStyle([*usual, *style])
        return grid


def _runs(text: str, own: str, *, strong: bool = False) -> list[tuple[str, str]]:
    """The text in pieces of one font: Latin in Helvetica, the rest in the Chinese font."""
    latin = "Helvetica-Bold" if strong else "Helvetica"
    runs: list[tuple[str, str]] = []
    for char in text:
        shown, chinese = _drawn(char)
        font = own if chinese else latin
        if runs and runs[-1][1] == font:
            runs[-1] = (runs[-1][0] + shown, font)
        else:
            runs.append((shown, font))
    return runs


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


def _markup(text: str, own: str, *, strong: bool) -> str:
    parts = []
    for run, font in _runs(text, own, strong=strong):
        told = escape(run).replace("\n", "<br/>").replace("  ", " \u00a0")
        parts.append(f'<font name="{font}">{told}</font>' if font == own else told)
    return "".join(parts)
