"""The count grid: rows of money down, tills across, readable at 80 cells with six tills (screens.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Final

from dutyterm.i18n import Lang, Text, same
from dutyterm.model.money import format_fen
from dutyterm.model.pieces import parse_others, parse_pieces
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash.sheet import OTHER, WITHDRAWN
from dutyterm.shift.cash.sheet import Row as SheetRow
from dutyterm.tui.views.cells import pad, pad_left, tail
from dutyterm.tui.views.spans import Row, Span, Tone, rule, spread
from dutyterm.values import dataclass

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
class Bundle:
    """How many pieces of a face are tied or rolled together (e.1): 1 捆 = 10 把."""

    pieces: int
    coins: bool = False
    """卷 of coins; else 把 of notes."""


BUNDLES_OF_STRAPS: Final = 10
"""把 in a 捆."""


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
    agreed: Mapping[str, str] = field(default_factory=dict)
    """What both counted alike in the rows that stand still."""
    bundles: Mapping[str, Bundle] = field(default_factory=dict)
    """Row id -> how its pieces are bundled; rows that are not bundled are missing."""

    def standing(self, row: str) -> str:
        """What stands in a row."""
        return self.typed.get(row, "") or self.agreed.get(row, "")


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
            found.append(Span(pad_left(f"{grid.agreed.get(row.id, '')} =", COLUMN - 2) + " ", "dim"))
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
    total = sum(worth(row, grid.standing(row.id), faces) or 0 for row in grid.rows)
    wanted = [row for row in grid.rows if not grid.only or row.id in grid.only]
    done = sum(bool(grid.typed.get(row.id)) for row in wanted)
    left = same("")
    if grid.cursor < len(grid.rows):
        row = grid.rows[grid.cursor]
        typed = grid.buffer or grid.standing(row.id)
        value = worth(row, typed, faces) if typed else None
        left = _how(grid, row)
        if typed and row.id != WITHDRAWN:
            left = _NOW.fill(row=row.name, typed=typed, fen="?" if value is None else format_fen(value))
            left = told_with(left, bundled(typed, grid.bundles.get(row.id)))
    sums = _SUM.fill(fen=format_fen(total), n=done, all=len(wanted))
    return spread((Span(" " + left.to(lang)),), (Span(sums.to(lang) + " ", "strong"),), cells)


def _how(grid: Grid, row: SheetRow) -> Text:
    """How an empty row is typed with digits alone."""
    if row.id == WITHDRAWN:
        return _OUTSIDE
    if row.id == OTHER:
        return _OTHERS
    bundle = grid.bundles.get(row.id)
    if bundle is None:
        return _EMPTY.fill(row=row.name)
    if bundle.coins:
        return _COINS.fill(n=bundle.pieces)
    return _NOTES.fill(n=bundle.pieces, all=bundle.pieces * BUNDLES_OF_STRAPS)


def told_with(text: Text, more: Text) -> Text:
    """A text, and behind it what more there is to say."""
    return text if not more.zh else Text(f"{text.zh}  {more.zh}", f"{text.en}  {more.en}")


def bundled(typed: str, bundle: Bundle | None) -> Text:
    """The same pieces in 捆, 把 or 卷, so that both can be compared with what lies there; empty below one."""
    pieces = parse_pieces(typed)
    if bundle is None or isinstance(pieces, Refusal) or pieces < bundle.pieces:
        return same("")
    tied, loose = divmod(pieces, bundle.pieces)
    big, tied = divmod(tied, BUNDLES_OF_STRAPS) if not bundle.coins else (0, tied)
    named = (
        (big, _BIG),
        (tied, _ROLL if bundle.coins else _STRAP),
        (loose, _COIN if bundle.coins else _NOTE),
    )
    told = [name.fill(n=n) for n, name in named if n]
    return Text(" ".join(t.zh for t in told), " ".join(t.en for t in told))


_FACE: Final = Text("面值", "face")
_STATE: Final = Text("状态", "state")
_NOW: Final = Text("当前  {row} x {typed} = {fen}", "now  {row} x {typed} = {fen}")
_EMPTY: Final = Text("{row}: 没有也键 0", "{row}: type 0 for none")
_NOTES: Final = Text(
    "没有键 0; 1 把键 {n}, 1 捆键 {all}; 两堆键 50+12", "none 0; strap {n}, bundle {all}; 2 piles 50+12"
)
_COINS: Final = Text(
    "没有键 0; 1 卷 {n} 枚, 3 卷零 7 枚键 3*{n}+7", "none 0; rolls of {n}: 3 and 7 are 3*{n}+7"
)
_OTHERS: Final = Text(
    "没有键 0; 纪念币、钞键 面值*张数, 如 10*3", "none 0; commemorative: face*pieces, as 10*3"
)
_BIG: Final = Text("{n} 捆", "bundles {n}")
_STRAP: Final = Text("{n} 把", "straps {n}")
_ROLL: Final = Text("{n} 卷", "rolls {n}")
_NOTE: Final = Text("{n} 张", "loose {n}")
_COIN: Final = Text("{n} 枚", "loose {n}")
_OUTSIDE: Final = Text("停止流通: 键金额(元),不计入合计", "withdrawn: type yuan; not in the sum")
_SUM: Final = Text("小计 {fen}   已填 {n}/{all}", "sum {fen}   filled {n}/{all}")
