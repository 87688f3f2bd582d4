"""The target float: which pieces stay in the till and which go to the bank (M14, e.3 step 10). Pure."""

from __future__ import annotations

from dutyterm.manual.cash import CashRules
from dutyterm.shift.cash.sheet import Sheet


def to_keep(sheet: Sheet, rules: CashRules, target: int) -> dict[str, int]:
    """Pieces by row that make up the target, small ones first, so that there is change in the morning.

    When no pieces make it up exactly: those that come nearest from below. Other money and what is withdrawn
    always goes.
    """
    faces = [(d.id, d.fen, sheet.pieces.get(d.id, 0)) for d in reversed(rules.denominations)]
    goal = _nearest([(fen, n) for _, fen, n in faces], target)
    kept = {d.id: 0 for d in rules.denominations if d.id in sheet.pieces}
    left = goal
    for place, (id, fen, there) in enumerate(faces):
        rest = [(f, n) for _, f, n in faces[place + 1 :]]
        sums = _sums(rest, left)
        take = next(n for n in range(min(there, left // fen), -1, -1) if sums >> (left - n * fen) & 1)
        if id in kept:
            kept[id] = take
        left -= take * fen
    return kept


def _nearest(faces: list[tuple[int, int]], target: int) -> int:
    return (_sums(faces, target) & ((1 << (target + 1)) - 1)).bit_length() - 1


def _sums(faces: list[tuple[int, int]], most: int) -> int:
    """Bit n is set when these pieces can make up n fen; pieces are doubled up, so hundreds cost little."""
    reach, mask = 1, (1 << (most + 1)) - 1
    for fen, pieces in faces:
        pieces = min(pieces, most // fen)
        block = 1
        while pieces > 0:
            take = min(block, pieces)
            reach |= reach << (take * fen)
            reach &= mask
            pieces -= take
            block *= 2
    return reach
