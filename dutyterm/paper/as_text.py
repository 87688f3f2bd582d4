"""A paper as plain text: 90 cells wide, so that any printer with a fixed font puts it on A4."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Lang, Text
from dutyterm.model.cells import pad, pad_left, width, wrap
from dutyterm.paper.document import (
    Block,
    Code,
    Column,
    Document,
    Heading,
    Pairs,
    Paragraph,
    Signatures,
    Table,
)
from dutyterm.paper.pieces import packed
from dutyterm.values import dataclass

CELLS: Final = 90
"""Width of a page; a Chinese character takes two."""

LINES: Final = 62
"""Lines of a page, head and foot counted: A4 at six lines an inch, with margins."""

PAGE_BREAK: Final = "\f"
"""Begins every page but the first: printers know it, editors show it as a sign."""

_NARROWEST: Final = 12
"""Cells below which the widest column is not made narrower for the sake of the others."""

PAGE: Final = Text("第 {n} 页,共 {all} 页", "page {n} of {all}")


@dataclass(frozen=True)
class _Chunk:
    """Lines that stay together on a page."""

    lines: tuple[str, ...]
    repeat: tuple[str, ...] = ()
    """Lines that stand again above it when it begins a page: the titles of its table."""
    holds_next: bool = False
    """It may not be the last thing of a page."""


def text(document: Document, lang: Lang) -> str:
    """The whole paper in one language; every line ends with LF."""
    head, foot = _head(document, lang), document.foot.to(lang)
    foot_lines = wrap(foot, CELLS - 20)
    room = LINES - len(head) - len(foot_lines) - 1
    pages = _paged([chunk for block in document.blocks for chunk in _chunks(block, lang)], room)
    made = []
    for number, lines in enumerate(pages, 1):
        told = PAGE.fill(n=number, all=len(pages)).to(lang)
        first, *more = foot_lines
        bottom = ["-" * CELLS, pad(first, CELLS - width(told)) + told, *more]
        made.append("\n".join(line.rstrip() for line in (*head, *lines, *bottom)) + "\n")
    return PAGE_BREAK.join(made).replace("\u00a0", " ")


def _head(document: Document, lang: Lang) -> list[str]:
    title = document.title.to(lang)
    lines = [pad(document.hall.to(lang), CELLS - width(title) - 1) + " " + title, document.about.to(lang)]
    if document.marks:
        lines.append("   ".join(f"*** {mark.to(lang)} ***" for mark in document.marks))
    return [*lines, "=" * CELLS]


def _paged(chunks: list[_Chunk], room: int) -> list[list[str]]:
    """The lines of each page; an empty line never begins one."""
    pages: list[list[str]] = [[]]
    for n, chunk in enumerate(chunks):
        needed, last = len(chunk.lines), n
        while chunks[last].holds_next and last + 1 < len(chunks):
            last += 1
            needed += len(chunks[last].lines)
        if pages[-1] and len(pages[-1]) + needed > room:
            pages.append(list(chunk.repeat))
        for line in chunk.lines:
            if len(pages[-1]) >= room:  # a single text longer than a page
                pages.append([])
            if pages[-1] or line:
                pages[-1].append(line)
    return pages


def _chunks(block: Block, lang: Lang) -> list[_Chunk]:
    match block:
        case Heading():
            told = f"[ {block.text.to(lang)} ]"
            if block.great:
                told = "==" + told + "=" * (CELLS - 2 - width(told))
            return [_Chunk(("", told), holds_next=True)]
        case Paragraph():
            return [_Chunk(_paragraph(block, lang))]
        case Pairs():
            return [_Chunk((line,)) for line in _pairs(block, lang)]
        case Table():
            return _table(block, lang)
        case Code():
            value = "  ".join(block.value.split("-"))
            lines = ["", f"  {block.label.to(lang)}:   {value}"]
            lines += [f"  {line}" for line in wrap(block.note.to(lang), CELLS - 4) if line]
            return [_Chunk(tuple(lines))]
        case Signatures():
            return [_Chunk(tuple(_signatures(block, lang)))]


def _paragraph(block: Paragraph, lang: Lang) -> tuple[str, ...]:
    lead = block.lead.to(lang)
    lead = f"{lead} " if lead else ""
    before = "  " + lead
    lines = wrap(block.text.to(lang), CELLS - width(before))
    return tuple((before if n == 0 else " " * width(before)) + line for n, line in enumerate(lines))


def _pairs(block: Pairs, lang: Lang) -> list[str]:
    """Two side by side where both fit; a long one has the line for itself."""
    half = (CELLS - 4) // 2
    told = [(label.to(lang), value.to(lang)) for label, value in block.rows]
    labels = max((width(label) for label, _ in told), default=0)
    lines: list[str] = []
    left: str | None = None
    for label, value in told:
        whole = f"{pad(label, labels)}  {value}"
        if width(whole) > half:
            if left is not None:
                lines.append("  " + left)
                left = None
            first, *more = wrap(value, CELLS - labels - 4)
            lines.append(f"  {pad(label, labels)}  {first}")
            lines += [" " * (labels + 4) + line for line in more]
        elif left is None:
            left = whole
        else:
            lines.append("  " + pad(left, half) + "  " + whole)
            left = None
    if left is not None:
        lines.append("  " + left)
    return lines


def _table(block: Table, lang: Lang) -> list[_Chunk]:
    if not block.rows:
        return [_Chunk(("  " + block.none.to(lang),))]
    sizes = _sizes(block.columns)
    gap = "| " if block.form else "  "
    titles = _row([c.title.to(lang) for c in block.columns], block.columns, sizes, gap)
    ruler = "  " + ("+-" if block.form else "  ").join("-" * size for size in sizes)
    head = (*titles, ruler)
    rows = [_row([cell.to(lang) for cell in row], block.columns, sizes, gap) for row in block.rows]
    if block.form:
        rows = [[*row, ruler] for row in rows]
    return [_Chunk((*head, *rows[0])), *(_Chunk(tuple(row), repeat=head) for row in rows[1:])]


def _sizes(columns: tuple[Column, ...]) -> list[int]:
    """Cells of each column: its share, and the widest takes what is left over or gives what is missing."""
    room = CELLS - 2 - 2 * (len(columns) - 1)
    sizes = [max(2, column.share) for column in columns]
    widest = sizes.index(max(sizes))
    if sizes[widest] + room - sum(sizes) < _NARROWEST:
        shares = sum(sizes)
        sizes = [max(2, room * size // shares) for size in sizes]
    sizes[widest] += room - sum(sizes)
    return sizes


def _row(cells: list[str], columns: tuple[Column, ...], sizes: list[int], gap: str) -> list[str]:
    parts = [wrap(packed(cell, size, width), size) for cell, size in zip(cells, sizes, strict=True)]
    lines = []
    for n in range(max(len(part) for part in parts)):
        told = [part[n] if n < len(part) else "" for part in parts]
        lines.append("  " + gap.join(map(_aligned, told, sizes, columns)))
    return lines


def _aligned(told: str, size: int, column: Column) -> str:
    if column.align == "right":
        return pad_left(told, size)
    if column.align == "centre":
        return pad(" " * ((size - width(told)) // 2) + told, size)
    return pad(told, size)


def _signatures(block: Signatures, lang: Lang) -> list[str]:
    lines: list[str] = []
    labels = max((width(line.label.to(lang)) for line in block.lines), default=0)
    names = max((width(line.name) for line in block.lines), default=0)
    when = SIGNED_AT.to(lang)
    for line in block.lines:
        start = f"  {pad(line.label.to(lang), labels)}  {pad(line.name, names)}  "
        rest = CELLS - width(start) - width(when) - 20
        lines += ["", f"{start}{'_' * rest}  {when} {'_' * 16}"]
    return lines


SIGNED_AT: Final = Text("时间", "time")
