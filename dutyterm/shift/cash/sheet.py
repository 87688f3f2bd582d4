"""A count sheet: pieces by denomination, made from what was typed, compared row by row (domain e.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import BaseModel, ConfigDict

from dutyterm.i18n import Text, same
from dutyterm.manual.cash import CashRules, Denomination
from dutyterm.model.money import MOST, parse_amount
from dutyterm.model.pieces import parse_others, parse_pieces
from dutyterm.model.premises import Premises
from dutyterm.model.refusal import Refusal
from dutyterm.values import dataclass

OTHER: Final = "other"
"""Row of other faces: face times pieces."""
WITHDRAWN: Final = "withdrawn"
"""Row of money that circulates no more: an amount outside the total."""

_OTHER_NAME: Final = Text("其他", "other")


class Sheet(BaseModel):
    """What was counted. It says its own total, so that it can be read without the manual of its day."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", defer_build=True)

    pieces: Mapping[str, int]
    """Row id -> pieces; every row of the sheet is here, a zero was typed."""
    other: tuple[tuple[int, int], ...] = ()
    """Face in fen and pieces."""
    withdrawn: int = 0
    """Fen that are no cash."""
    total: int
    """Fen, without what is withdrawn."""


@dataclass(frozen=True)
class Row:
    """One row to be counted."""

    id: str
    name: Text
    face: int | None = None
    """Fen; None for the two rows that take something else than pieces."""


def rows(cash: CashRules, hall: Premises) -> tuple[Row, ...]:
    """The rows of a sheet in this hall, from large to small, then other money, then withdrawn money."""
    shown = (d for d in cash.denominations if not d.rare or hall.flags.get("rare_coins", False))
    last = (Row(id=OTHER, name=_OTHER_NAME), Row(id=WITHDRAWN, name=cash.withdrawn.name))
    return (*(Row(id=d.id, name=d.name, face=d.fen) for d in shown), *last)


def parse_cell(cash: CashRules, row: str, typed: str) -> Refusal | None:
    """None when this can stand in that row; else why not."""
    read: object
    if row == OTHER:
        read = parse_others(typed, cash.other_faces)
    elif row == WITHDRAWN:
        read = parse_amount(typed)
    else:
        read = parse_pieces(typed)
    return read if isinstance(read, Refusal) else None


def parse_sheet(cash: CashRules, hall: Premises, typed: Mapping[str, str]) -> Sheet | Refusal:
    """The sheet of what was typed, row by row; refused while a row is empty or cannot be read (M3)."""
    pieces: dict[str, int] = {}
    other: tuple[tuple[int, int], ...] = ()
    withdrawn = 0
    for row in rows(cash, hall):
        text = typed.get(row.id, "")
        refused = parse_cell(cash, row.id, text)
        if refused is not None:
            return in_row(refused, row)
        if row.id == OTHER:
            found = parse_others(text, cash.other_faces)
            other = found if not isinstance(found, Refusal) else ()
        elif row.id == WITHDRAWN:
            amount = parse_amount(text)
            withdrawn = amount if not isinstance(amount, Refusal) else 0
        else:
            number = parse_pieces(text)
            pieces[row.id] = number if not isinstance(number, Refusal) else 0
    return made(cash, pieces, other, withdrawn)


def made(
    cash: CashRules,
    pieces: Mapping[str, int],
    other: Iterable[tuple[int, int]] = (),
    withdrawn: int = 0,
) -> Sheet | Refusal:
    """The sheet of these pieces with its total; refused for a row that the manual does not have."""
    faces = {d.id: d.fen for d in cash.denominations}
    unknown = next((id for id in pieces if id not in faces), None)
    if unknown is not None:
        words = Text("点钞单没有这一行: {row}。", "The count sheet has no such row: {row}.")
        return Refusal("unknown_row", words.fill(row=same(unknown)))
    others = tuple(other)
    numbers = (*pieces.values(), *(n for pair in others for n in pair), withdrawn)
    # bool is an int in Python, and `True` is no number of pieces
    whole = all(type(n) is int and n >= 0 for n in numbers)
    total = (
        sum(faces[id] * n for id, n in pieces.items()) + sum(face * n for face, n in others) if whole else 0
    )
    if not whole or total > MOST or withdrawn > MOST:
        return Refusal("not_pieces", Text("张数要是 0 或正整数。", "Pieces are whole numbers from 0."))
    if any(face not in cash.other_faces for face, _ in others):
        return Refusal("unknown_face", Text("没有这种面值。", "There is no such face."))
    return Sheet(pieces=dict(pieces), other=others, withdrawn=withdrawn, total=total)


def in_row(refused: Refusal, row: Row) -> Refusal:
    """The refusal with the row named, for the person and for the screen."""
    words = Text("{row}: {why}", "{row}: {why}").fill(row=row.name, why=refused.text)
    return Refusal(refused.code, words, {**refused.data, "row": row.id})


def differing(one: Sheet, other: Sheet) -> tuple[str, ...]:
    """Rows in which two counts of the same money differ, in the order of the first."""
    ids = dict.fromkeys([*one.pieces, *other.pieces])
    found = [id for id in ids if one.pieces.get(id, 0) != other.pieces.get(id, 0)]
    if one.other != other.other:
        found.append(OTHER)
    if one.withdrawn != other.withdrawn:
        found.append(WITHDRAWN)
    return tuple(found)


def merged(cash: CashRules, base: Sheet, third: Mapping[str, int], other: tuple[tuple[int, int], ...] | None,
           withdrawn: int | None) -> Sheet | Refusal:  # fmt: skip
    """The first count with the rows of the third in place of those that differed."""
    return made(
        cash,
        {**base.pieces, **third},
        base.other if other is None else other,
        base.withdrawn if withdrawn is None else withdrawn,
    )


def small_change(sheet: Sheet, cash: CashRules, up_to: int) -> int:
    """Fen in pieces of at most this face (OPN-21)."""
    faces: dict[str, Denomination] = {d.id: d for d in cash.denominations}
    return sum(
        faces[id].fen * n for id, n in sheet.pieces.items() if id in faces and faces[id].fen <= up_to
    ) + sum(face * n for face, n in sheet.other if face <= up_to)
