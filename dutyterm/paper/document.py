"""What a paper is made of, before it has a format: blocks of texts in both languages, marks, a foot."""

from __future__ import annotations

from typing import Literal

from dutyterm.i18n import Text, same
from dutyterm.values import dataclass

Align = Literal["left", "right", "centre"]


@dataclass(frozen=True)
class Heading:
    """Begins a part; it never stands alone at the end of a page."""

    text: Text
    great: bool = False
    """Begins a chapter, which holds parts."""


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: Text
    strong: bool = False
    lead: Text = same("")
    """Stands before the first line; the others are indented as far: `1.`, `-`."""


@dataclass(frozen=True)
class Pairs:
    """Label and value, side by side in two columns where there is room."""

    rows: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    title: Text
    share: int
    """Its part of the width, in cells of a page of 90."""
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """Rows under titles; a row is never broken over two pages."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    none: Text = Text("(无)", "(none)")
    """Said instead of rows when there are none."""
    form: bool = False
    """It is filled in by hand: rows are tall, and every cell has its lines."""
    written: bool = False
    """Something is written into its rows by hand: they are high enough where the page allows."""


@dataclass(frozen=True)
class Code:
    """A code that is typed from the paper: large, in its groups (N5)."""

    label: Text
    value: str
    note: Text = same("")


@dataclass(frozen=True)
class Signature:
    """A line to sign on, with the name of who signs where it is known."""

    label: Text
    name: str = ""


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on; kept together on one page."""

    lines: tuple[Signature, ...]


Block = Heading | Paragraph | Pairs | Table | Code | Signatures


@dataclass(frozen=True)
class Document:
    """One paper. Every text is a pair; a writer is asked for one language."""

    title: Text
    hall: Text
    """Whose paper it is; stands on every page."""
    about: Text
    """What it is about, in one line: day and shift."""
    blocks: tuple[Block, ...]
    foot: Text
    """Stands on every page beside its number: versions and codes that tell whether the paper is current."""
    marks: tuple[Text, ...] = ()
    """Words over every page that nobody may overlook: COPY 2, NOT YET RECEIVED."""
    one_page: bool = False
    """It is used at a wall or in a hurry: a writer that can, makes it smaller until it is one page."""
    wide: bool = False
    """It lies on its side: many columns to write in."""
