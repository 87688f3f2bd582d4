"""The count grid: rows of money down, tills across, readable at 80 cells with six tills (screens.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dutyterm.i18n import Lang, Text, same
from dutyterm.model.money import format_fen
from dutyterm.model.pieces import parse_others, parse_pieces
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash.sheet import OTHER, WITHDRAWN
from dutyterm.shift.cash.sheet import Row as SheetRow
from dutyterm.tui.views.cells import pad, pad_left, tail
from dutyterm.tui.views.spans import Row, Span, Tone, rule, spread

FIRST: Final = 12
"""Cells of the first column."""
COLUMN: Final = 11
"""Cells of a till, its separator included."""
HIDDEN: Final = "####"
"""Something was counted that is nobody else's to see, or that is locked."""


@dataclass(frozen=True)
class Column:
    """One till."""

    name: Text
    stage: Text
    hidden: bool = False
    """Figures are there and not shown."""
    here: bool = False


@dataclass(frozen=True)
class Grid:
    """What is drawn."""

    title: Text
    note: Text
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    typed: Mapping[str, str]
    cursor: int
    """Row; `len(rows)` is the foot."""
    buffer: str = ""
    only: frozenset[str] = field(default_factory=frozenset)
    """Rows that are counted now; empty = all. The others stand still."""


def shown(columns: Sequence[Column], cells: int) -> tuple[Column, ...]:
    """The columns that fit, with the current one among them."""
    room = max(1, (cells - FIRST) // COLUMN)
    if len(columns) <= room:
        return tuple(columns)
    at = next((n for n, column in enumerate(columns) if column.here), 0)
    first = min(max(0, at - room // 2), len(columns) - room)
    return tuple(columns[first : first + room])


def head_rows(grid: Grid, lang: Lang, cells: int) -> tuple[Row, ...]:
    """Whose count it is, and the tills with how far each of them is."""
    left: Row = (Span(" " + grid.title.to(lang), "title"),)
    found: list[Row] = [spread(left, (Span(grid.note.to(lang) + " ", "dim"),), cells), rule(cells)]
    columns = shown(grid.columns, cells)
    names: list[Span] = [Span(pad(" " + _FACE.to(lang), FIRST), "dim")]
    states: list[Span] = [Span(pad(" " + _STATE.to(lang), FIRST), "dim")]
    for column in columns:
        name = (">" if column.here else "") + column.name.to(lang)
        tone: Tone = "strong" if column.here else "dim"
        names.append(Span("|" + pad_left(name, COLUMN - 2) + " ", tone))
        states.append(Span("|" + pad_left(column.stage.to(lang), COLUMN - 2) + " ", tone))
    return (*found, tuple(names), tuple(states))


def body_rows(grid: Grid, lang: Lang, cells: int) -> tuple[Row, ...]:
    """A row for each denomination; only what this person typed is seen."""
    return tuple(_row(grid, n, lang, cells) for n in range(len(grid.rows)))


def _row(grid: Grid, n: int, lang: Lang, cells: int) -> Row:
    row = grid.rows[n]
    found: list[Span] = [
        Span(">" if n == grid.cursor else " ", "strong"),
        Span(pad(row.name.to(lang), FIRST - 1), "strong" if n == grid.cursor else "plain"),
    ]
    for column in shown(grid.columns, cells):
        if not column.here:
            text = HIDDEN if column.hidden else ""
            found.append(Span("|" + pad_left(text, COLUMN - 2) + " ", "dim"))
            continue
        found.append(Span("|", "dim"))
        if grid.only and row.id not in grid.only:
            found.append(Span(pad_left("=", COLUMN - 2) + " ", "dim"))
        elif n == grid.cursor:
            typed = grid.buffer or grid.typed.get(row.id, "")
            text = tail(typed, COLUMN - 3) + "_" if grid.buffer or not typed else tail(typed, COLUMN - 2)
            found.append(Span(pad_left(text if typed else "__", COLUMN - 2), "input"))
            found.append(Span(" "))
        else:
            typed = grid.typed.get(row.id, "")
            text = tail(typed, COLUMN - 2) if typed else "__"
            found.append(Span(pad_left(text, COLUMN - 2) + " ", "plain" if typed else "dim"))
    return tuple(found)


def worth(row: SheetRow, typed: str, faces: Sequence[int]) -> int | None:
    """Fen of what stands in a row; None when it is no count. Withdrawn money is worth nothing."""
    if row.id == WITHDRAWN:
        return 0
    if row.id == OTHER:
        others = parse_others(typed, faces)
        return None if isinstance(others, Refusal) else sum(face * n for face, n in others)
    pieces = parse_pieces(typed)
    return None if isinstance(pieces, Refusal) or row.face is None else pieces * row.face


def sum_row(grid: Grid, faces: Sequence[int], lang: Lang, cells: int) -> Row:
    """What stands in the current row, the sum so far, and how many rows are filled."""
    total = sum(worth(row, grid.typed.get(row.id, ""), faces) or 0 for row in grid.rows)
    wanted = [row for row in grid.rows if not grid.only or row.id in grid.only]
    done = sum(bool(grid.typed.get(row.id)) for row in wanted)
    left = same("")
    if grid.cursor < len(grid.rows):
        row = grid.rows[grid.cursor]
        typed = grid.buffer or grid.typed.get(row.id, "")
        value = worth(row, typed, faces) if typed else None
        left = _EMPTY.fill(row=row.name)
        if typed:
            left = _NOW.fill(row=row.name, typed=typed, fen="?" if value is None else format_fen(value))
        if row.id == WITHDRAWN:
            left = _OUTSIDE
    sums = _SUM.fill(fen=format_fen(total), n=done, all=len(wanted))
    return spread((Span(" " + left.to(lang)),), (Span(sums.to(lang) + " ", "strong"),), cells)


_FACE: Final = Text("面值", "face")
_STATE: Final = Text("状态", "state")
_NOW: Final = Text("当前  {row} x {typed} = {fen}", "now  {row} x {typed} = {fen}")
_EMPTY: Final = Text("{row}: 没有也键 0", "{row}: type 0 for none")
_OUTSIDE: Final = Text("停止流通: 键金额(元),不计入合计", "withdrawn: type yuan; not in the sum")
_SUM: Final = Text("小计 {fen}   已填 {n}/{all}", "sum {fen}   filled {n}/{all}")
