"""Pieces of money in one line: what was counted, what stays, what goes (M14)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dutyterm.i18n import Text, joined
from dutyterm.manual.cash import CashRules
from dutyterm.model.money import format_fen
from dutyterm.shift.cash.sheet import Sheet


def named(rules: CashRules, pieces: Mapping[str, int], other: tuple[tuple[int, int], ...] = ()) -> Text:
    """`100 元x12 10 元x56`: rows without a piece are left out; "none" when nothing is left."""
    told = [
        Text(f"{d.name.zh}x{pieces[d.id]}", f"{d.name.en} x{pieces[d.id]}")
        for d in rules.denominations
        if pieces.get(d.id)
    ]
    told += [_OTHER.fill(face=format_fen(face).removesuffix(".00"), n=n) for face, n in other if n]
    return joined(_BETWEEN, told) if told else _NOTHING


def pieces_text(rules: CashRules, sheet: Sheet) -> Text:
    """All of a sheet; withdrawn money, which is no cash, behind it."""
    told = named(rules, sheet.pieces, sheet.other)
    if not sheet.withdrawn:
        return told
    return _WITHDRAWN.fill(told=told, name=rules.withdrawn.name, fen=format_fen(sheet.withdrawn))


def without(sheet: Sheet, kept: Mapping[str, int]) -> dict[str, int]:
    """The pieces that go when these stay."""
    return {id: n - kept.get(id, 0) for id, n in sheet.pieces.items()}


_BETWEEN: Final = Text("  ", ", ")
_NOTHING: Final = Text("无", "none")
_OTHER: Final = Text("其他 {face} 元x{n}", "other {face} yuan x{n}")
_WITHDRAWN: Final = Text("{told}  ({name} {fen},不计)", "{told} ({name} {fen}, not in it)")
