"""Pieces of money as they are counted and typed: one pile, several piles, other faces (domain e.1)."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed, shown

MOST_PIECES: Final = 999_999
"""More pieces of one kind than this are never in a hall; a slip of the finger is."""

_PILE: Final = re.compile(r"([0-9]{1,7})(?:[*×xX]([0-9]{1,7}))?")
_OTHER: Final = re.compile(r"([0-9]{1,5})[*×xX]([0-9]{1,7})")


def parse_pieces(typed: str) -> int | Refusal:
    """The number of pieces in `42`, in piles such as `50+12`, or in rolls such as `3*50+7`.

    Full-width signs are taken.

    Refused with words: nothing (zero must be typed, M3), signs, decimals, letters, too many.
    """
    text = _compact(typed)
    if not text:
        return _empty()
    pieces = 0
    for pile in text.split("+"):
        match = _PILE.fullmatch(pile)
        if match is None:
            words = Text(
                "「{typed}」 不是张数。只键数字,两堆键 50+12,3 卷 50 枚键 3*50。",
                '"{typed}" is no number of pieces. Digits only; two piles as 50+12, three rolls as 3*50.',
            )
            return Refusal("not_pieces", words.fill(typed=shown(text)))
        pieces += int(match[1]) * int(match[2] or 1)
    return _limited(pieces)


def parse_others(typed: str, faces: Collection[int]) -> tuple[tuple[int, int], ...] | Refusal:
    """Face in fen and pieces of other money: `10*3+50*2` is three of 10 yuan and two of 50; `0` is none.

    `faces` are the faces in fen that there are. The result is sorted, and equal faces are added up.
    """
    text = _compact(typed)
    if not text:
        return _empty()
    if text.strip("0") == "":
        return ()
    found: dict[int, int] = {}
    for part in text.split("+"):
        match = _OTHER.fullmatch(part)
        if match is None:
            words = Text(
                "「{typed}」 要写成 面值*张数,如 10*3+50*2;没有键 0。",
                '"{typed}": write face*pieces, e.g. 10*3+50*2; type 0 for none.',
            )
            return Refusal("not_face_and_pieces", words.fill(typed=shown(text)))
        face = int(match[1]) * 100
        if face not in faces:
            words = Text(
                "没有 {face} 元的普通纪念币、钞;可用面值 {faces}。",
                "There is no other money of {face} yuan; the faces are {faces}.",
            )
            known = " ".join(format_fen(f).removesuffix(".00") for f in sorted(faces))
            return Refusal("unknown_face", words.fill(face=int(match[1]), faces=known))
        pieces = _limited(found.get(face, 0) + int(match[2]))
        if isinstance(pieces, Refusal):
            return pieces
        found[face] = pieces
    return tuple(sorted((face, pieces) for face, pieces in found.items() if pieces))


def _compact(typed: str) -> str:
    return "".join(keyed(typed).split())


def _limited(pieces: int) -> int | Refusal:
    if pieces <= MOST_PIECES:
        return pieces
    words = Text("{n} 张太多,最多 {most} 张。", "{n} pieces are too many; the most is {most}.")
    return Refusal("too_many", words.fill(n=pieces, most=MOST_PIECES))


def _empty() -> Refusal:
    return Refusal("empty", Text("还没有点数;没有也要键 0。", "Nothing typed; type 0 for none."))
