"""A paper as PDF on A4; Chinese in a font of this PC, or in the one that PDF readers bring along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from dutyterm.i18n import Lang
from dutyterm.model.cells import width
from dutyterm.paper.as_text import SIGNED_AT
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
from dutyterm.paper.pdf_frame import MARGIN, MM, Frame, top_of
from dutyterm.paper.pdf_rows import again, named_again, pieces
from dutyterm.paper.pdf_sizes import ONE_PAGE, USUAL, Size
from dutyterm.paper.pdf_words import markup, measure, outlined, strong_words
from dutyterm.paper.pieces import BLANK, broken, packed

_LABEL: Final = 0.54
"""Part of half a page beyond which a label is broken, so that a blank fits beside it."""
_RIGHT: Final = 7
"""Points kept free between two columns."""
_BOLDER: Final = 1.08
"""How much wider bold words may be."""
_CELL: Final = 9.5
"""Size of the words in a table."""
_BLANK_ROW: Final = 8.5 * MM
"""Height of a row of a form."""
_BY_HAND: Final = 8 * MM
"""Height of a line that is filled in by hand, where the page allows."""
_PADDING: Final = 6
"""What the frame of reportlab's simple document keeps free on every side."""


def pdf(document: Document, lang: Lang, font: str | None = None) -> bytes:
    """The whole paper in one language; the same document and font give the same bytes.

    `font`: the registered one for Chinese; None = the reader's own. Raises ImportError where reportlab is not
    installed.
    """
    from dutyterm.paper.fonts import named

    chinese = font or named()
    if document.one_page:
        large, small = 0, len(ONE_PAGE)
        while large < small:  # the first that is one page lies between them
            middle = (large + small) // 2
            tried = _Pdf(document, lang, ONE_PAGE[middle], chinese)
            if tried.built(None)[0] == 1 and not tried.too_wide:
                small = middle
            else:
                large = middle + 1
        if small < len(ONE_PAGE):
            return _Pdf(document, lang, ONE_PAGE[small], chinese).built(1)[1]
    # what cannot be one page is several that can be read with ease
    usual = _Pdf(document, lang, USUAL, chinese)
    return usual.built(usual.built(None)[0])[1]


class _Pdf:
    """One way of laying it out; every size is in points at that scale."""

    def __init__(self, document: Document, lang: Lang, size: Size, chinese: str) -> None:
        from reportlab.lib.pagesizes import A4

        self.document = document
        self.chinese = chinese
        self.lang = lang
        self.scale = size.font / 100
        self.air = size.air / 100
        self.page = (A4[1], A4[0]) if document.wide else A4
        self.wide = self.page[0] - 2 * MARGIN
        self.too_wide = False
        """A word of a table had to be broken for no other reason than that it is drawn large."""

    def built(self, pages: int | None) -> tuple[int, bytes]:
        """How many pages it has, and the file; `pages` is what stands in the foot as their number."""
        from reportlab.platypus import KeepTogether, SimpleDocTemplate

        document, lang, out = self.document, self.lang, BytesIO()
        made = SimpleDocTemplate(
            out,
            pagesize=self.page,
            leftMargin=MARGIN - _PADDING,
            rightMargin=MARGIN - _PADDING,
            topMargin=top_of(document),
            bottomMargin=14.5 * MM,
            title=f"{document.title.to(lang)} {document.about.to(lang)}",
            author=document.hall.to(lang),
            creator="dutyterm",
            invariant=1,
        )

        frame = Frame(document, lang, self.chinese, self.page)

        def draw_frame(canvas: Any, template: Any) -> None:
            frame.draw_on(canvas, template.page, pages)

        flow: list[Any] = []
        for n, block in enumerate(document.blocks, 1):
            drawn = self._flowables(block)
            if isinstance(block, Heading):
                flow.append(self._stay_together(drawn, document.blocks[n : n + 2]))
            flow += [KeepTogether(drawn)] if isinstance(block, Code | Signatures) else drawn
        made.build(flow, onFirstPage=draw_frame, onLaterPages=draw_frame)
        return int(made.page), out.getvalue()

    def _measure(self, text: str, size: float) -> float:
        return measure(text, size, self.chinese)

    # --- the blocks ---------------------------------------------------------------------------------

    def _stay_together(self, heading: list[Any], after: Sequence[Block]) -> Any:
        """A page begins before a heading that would end one, alone or with the titles of a table."""
        from reportlab.platypus import CondPageBreak

        below: list[Any] = []
        for n, block in enumerate(after):
            if isinstance(block, Table):
                block = replace(block, rows=block.rows[:1])
            elif isinstance(block, Pairs):
                block = replace(block, rows=block.rows[:2])
            # signatures stay with what is signed, also when a sentence stands between
            if n == 0 and not isinstance(block, Heading) or (below and isinstance(block, Signatures)):
                below += self._flowables(block)
        height = sum(
            one.wrap(self.wide, self.page[1])[1] + one.getSpaceBefore() + one.getSpaceAfter()
            for one in (*heading, *below)
        )
        return CondPageBreak(height)

    def _flowables(self, block: Block) -> list[Any]:
        match block:
            case Heading():
                size, before = (14.0, 16) if block.great else (11.5, 8)
                return [self._paragraph(block.text.to(self.lang), size, strong=True, before=before)]
            case Paragraph():
                lead = block.lead.to(self.lang)
                return [self._paragraph(block.text.to(self.lang), 10, strong=block.strong, lead=lead)]
            case Pairs():
                return [self._pairs(block)] if block.rows else []
            case Table():
                return [self._table(block) if block.rows else self._paragraph(block.none.to(self.lang), 10)]
            case Code():
                return [self._code(block)]
            case Signatures():
                return [self._signatures(block)]

    def _paragraph(
        self,
        text: str,
        size: float,
        *,
        strong: bool = False,
        lead: str = "",
        before: float = 1.5,
        align: str = "left",
        room: float | None = None,
    ) -> Any:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph as Words

        size *= self.scale
        indent = self._measure(lead + "  ", size) if lead else 0
        chinese = width(text) > len(text)
        if chinese:  # reportlab breaks Chinese in front of any sign
            most = (room if room is not None else self.wide) - indent - 0.1
            text = broken(text, most, lambda line: self._measure(line, size))
        style = ParagraphStyle(
            "one",
            fontName="Helvetica-Bold" if strong and not outlined(text) else "Helvetica",
            fontSize=size,
            leading=size * (1.15 + 0.21 * self.air),
            spaceBefore=before * self.scale * (0.4 + 0.6 * self.air),
            spaceAfter=1.5 * self.scale * self.air,
            leftIndent=indent,
            bulletFontSize=size,
            alignment={"left": 0, "centre": 1, "right": 2}[align],
            wordWrap="CJK" if chinese else None,
        )
        kind = strong_words() if strong and outlined(text) else Words
        return kind(markup(text, self.chinese, strong=strong), style, bulletText=lead or None)

    def _cell(self, text: str, room: float, *, align: str = "left") -> Any:
        """What stands in a cell: broken between its pieces, and with room above blanks to write on."""
        size = _CELL * self.scale
        told = packed(text, room, lambda line: self._measure(line, size)).split("\n")
        if self.scale > 1 and any(
            word.isascii() and self._measure(word, size) > room for word in text.split()
        ):
            self.too_wide = True
        if len(told) == 1 or not any(BLANK in line for line in told):
            return self._paragraph("\n".join(told), _CELL, align=align, room=room)
        before = (_BY_HAND - _CELL * 1.36) * self.air
        return [
            self._paragraph(line, _CELL, align=align, room=room, before=before if BLANK in line else 0)
            for line in told
        ]

    def _pairs(self, block: Pairs) -> Any:
        told = [(label.to(self.lang), value.to(self.lang)) for label, value in block.rows]
        longest = max(self._measure(label, 10 * self.scale) for label, _ in told) + 4 * MM
        label_wide = min(longest, self.wide / 2 * _LABEL)
        if not self.document.one_page:
            return self._paired(told, label_wide)
        # long labels are broken where that leaves room for values side by side
        narrow = self.wide / 2 - 2.1 * MM - max(self._measure(value, 10 * self.scale) for _, value in told)
        tried = (self._paired(told, wide) for wide in (label_wide, max(narrow, label_wide * _LABEL)))
        return min(tried, key=lambda grid: grid.wrap(self.wide, self.page[1])[1])

    def _paired(self, told: Sequence[tuple[str, str]], label_wide: float) -> Any:
        """Two pairs in a row, where their values are no longer than the room behind such labels."""
        rows: list[list[Any]] = []
        whole: list[int] = []
        written: list[int] = []
        half: list[Any] = []
        room = self.wide / 2 - label_wide - 2 * MM
        for label, value in told:
            long = self._measure(value, 10 * self.scale) > room
            beside = self.wide - label_wide - _RIGHT if long else room
            pair = [
                self._paragraph(label, 10, room=label_wide - _RIGHT),
                self._paragraph(value, 10, room=beside),
            ]
            if long:
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
            if BLANK in value:
                written.append(len(rows) - (0 if half else 1))
        if half:
            rows.append([*half, "", ""])
        value_wide = self.wide / 2 - label_wide
        style: list[Any] = [("SPAN", (1, n), (3, n)) for n in whole]
        above = max(1.2, (_BY_HAND - 13.6) * self.air) * self.scale
        style += [("TOPPADDING", (0, n), (-1, n), above) for n in written]
        return self._grid(rows, [label_wide, value_wide, label_wide, value_wide], style)

    def _table(self, block: Table) -> Any:
        from reportlab.lib import colors

        widths = self._widths(block)
        head = [
            self._paragraph(c.title.to(self.lang), _CELL, strong=True, align=c.align) for c in block.columns
        ]
        told = [[cell.to(self.lang) for cell in row] for row in block.rows]
        rooms = [wide - _RIGHT for wide in widths] if block.written and not self.document.one_page else []
        parts = [part for row in told for part in pieces(row, rooms, lambda s: self._measure(s, _CELL))]
        said = [part.cells for part in parts]
        rows = [self._row(one, widths, block) for one in said]
        for cells, part in zip(rows, parts, strict=True):
            if part.name is not None:
                cells[part.name[0]] = again(self._paragraph(part.name[1], _CELL))
        style: list[Any] = [("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black)]
        ends = [n for n, part in enumerate(parts, 1) if not part.goes_on]
        style += [("LINEBELOW", (0, n), (-1, n), 0.25, colors.grey) for n in ends]
        if block.form:
            style += [
                ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                *((f"{side}PADDING", (0, 0), (-1, -1), 3) for side in ("LEFT", "RIGHT")),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ]
        low = (n for n, one in enumerate(said, 1) if self._one_line(one, widths))
        style += [("VALIGN", (0, n), (-1, n), "BOTTOM") for n in low]
        heights = [None, *[_BLANK_ROW * self.scale] * len(rows)] if block.form else None
        return self._grid([head, *rows], widths, style, repeat=1, heights=heights)

    def _row(self, told: list[str], widths: list[float], block: Table) -> list[Any]:
        """The cells of one row; one that is written in by hand is high enough for that."""
        from reportlab.platypus import Spacer

        cells = [
            self._cell(one, wide - _RIGHT, align=column.align)
            for one, wide, column in zip(told, widths, block.columns, strict=True)
        ]
        if not block.form and (block.written or any(BLANK in one for one in told)):
            first = self._paragraph(told[0], _CELL)
            taken = first.wrap(widths[0] - _RIGHT, self.page[1])[1]
            missing = _BY_HAND * self.air - taken - 2 * self._narrow
            if missing > 0:
                foot = self._one_line(told, widths)
                cells[0] = [Spacer(1, missing), first] if foot else [first, Spacer(1, missing)]
        return cells

    def _one_line(self, told: list[str], widths: list[float]) -> bool:
        """Is the row one line with a blank? That stands at its foot, for the hand needs the room above."""
        return any(BLANK in one for one in told) and all(
            "\n" not in one and self._measure(one, _CELL * self.scale) <= wide - _RIGHT
            for one, wide in zip(told, widths, strict=True)
        )

    def _widths(self, block: Table) -> list[float]:
        """Points of each column: its share; on a single page the widest gets what others do not need."""
        shares = sum(column.share for column in block.columns)
        widths = [self.wide * column.share / shares for column in block.columns]
        if not (block.written and self.document.one_page):
            return widths
        widest = widths.index(max(widths))
        for n, column in enumerate(block.columns):
            told = [row[n].to(self.lang) for row in block.rows]
            if n == widest or not any(told):  # an empty column is there to be written in
                continue
            lines = (line for one in (*told, column.title.to(self.lang)) for line in one.split("\n"))
            need = max(self._measure(line, _CELL * self.scale) for line in lines) * _BOLDER + _RIGHT
            widths[widest] += widths[n] - min(widths[n], need)
            widths[n] = min(widths[n], need)
        return widths

    @property
    def _narrow(self) -> float:
        """Points above and under what stands in a cell."""
        return (0.4 + 0.8 * self.air) * self.scale

    def _code(self, block: Code) -> Any:
        from reportlab.lib import colors

        value = self._paragraph("", 24)
        groups = "&nbsp;&nbsp;".join(escape(group) for group in block.value.split("-"))
        value = type(value)(f'<font name="Courier-Bold">{groups}</font>', value.style)
        label_wide = self._measure(block.label.to(self.lang), 11 * self.scale) + 8 * MM
        rows: list[list[Any]] = [[self._paragraph(block.label.to(self.lang), 11, strong=True), value]]
        style: list[Any] = [
            ("BOX", (0, 0), (-1, -1), 1.2, colors.black),
            ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
        ]
        if block.note.to(self.lang):
            rows.append([self._paragraph(block.note.to(self.lang), 9), ""])
            style.append(("SPAN", (0, 1), (1, 1)))
        style += [("LEFTPADDING", (0, 0), (-1, -1), 8), ("BOTTOMPADDING", (0, 0), (-1, -1), 5 * self.scale)]
        return self._grid(rows, [label_wide, self.wide - label_wide], style)

    def _signatures(self, block: Signatures) -> Any:
        from reportlab.lib import colors

        size, when = 10 * self.scale, SIGNED_AT.to(self.lang)
        side = 2 if self.document.wide else 1
        told = [(line.label.to(self.lang), line.name) for line in block.lines]
        labels = max(self._measure(label, size) for label, _ in told) + 7 * MM
        names = max(self._measure(name, size) for _, name in told) + 4 * MM
        at = self._measure(when, size) + 6 * MM
        rest = self.wide / side - labels - names - at - (4 * MM if side > 1 else 0)
        flat = [
            cell
            for label, name in told
            for cell in (
                self._paragraph(label, 10), self._paragraph(name, 10), "", self._paragraph(when, 10), "",
            )
        ]  # fmt: skip
        flat += [""] * (-len(flat) % (5 * side))
        rows = [flat[n : n + 5 * side] for n in range(0, len(flat), 5 * side)]
        lines = [line for n in range(side) for line in (5 * n + 2, 5 * n + 4)]
        style = [
            *(("LINEBELOW", (column, 0), (column, -1), 0.8, colors.black) for column in lines),
            ("TOPPADDING", (0, 0), (-1, -1), 15 * self.scale),
            *(("LEFTPADDING", (column, 0), (column, -1), 8) for column in (3, 5, 8)[: 2 * side - 1]),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ]
        widths = [labels, names, rest * 0.62, at, rest * 0.38]
        return self._grid(rows, widths * side, style)

    def _grid(
        self,
        rows: list[list[Any]],
        widths: list[float],
        style: list[Any],
        repeat: int = 0,
        heights: list[float | None] | None = None,
    ) -> Any:
        small = self._narrow
        usual = [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), _RIGHT),
            ("TOPPADDING", (0, 0), (-1, -1), small),
            ("BOTTOMPADDING", (0, 0), (-1, -1), small),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        before = 3 * self.scale
        grid = named_again()(
            rows, colWidths=widths, rowHeights=heights, repeatRows=repeat, spaceBefore=before
        )
        grid.setStyle([*usual, *style])
        return grid
