"""Money: an int of fen everywhere, read from what is typed and formatted at the edge only."""

from __future__ import annotations

import re
from typing import Final, NewType

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed, shown

Fen = NewType("Fen", int)
"""An amount in fen (1/100 yuan). Never a float."""

MOST: Final = Fen(99_999_999_999_999)
"""The largest amount that can be written down: 999,999,999,999.99 yuan."""

_AMOUNT: Final = re.compile(r"(?P<yuan>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\.(?P<part>[0-9]+))?")
_HOW = Text("请输元,如 500 或 1240.50。", "Type yuan, e.g. 500 or 1240.50.")


def parse_amount(typed: str) -> Fen | Refusal:
    """Yuan as typed, e.g. `500`, `1,240.5`, `￥12.50元`, full-width digits too.

    Refused with words: nothing, letters (NaN, inf, exponents), signs, commas in wrong places, more than two
    decimals, and more than 999,999,999,999.99. Zero must be typed (M3).
    """
    text = keyed(typed).removeprefix("¥").removesuffix("元").strip()
    if not text:
        return Refusal(
            "empty", _with_how(Text("还没有金额;没有钱也要输 0。", "No amount yet; type 0 for none."))
        )
    if text[0] in "+-−":
        words = Text(
            "金额不带正负号。长款、短款另行选择。", "An amount has no sign. Over or short is chosen apart."
        )
        return Refusal("signed", _with_how(words))
    found = _AMOUNT.fullmatch(text)
    if not found or not (found["yuan"] or found["part"]):
        words = Text("「{typed}」 不是金额。", '"{typed}" is not an amount.')
        return Refusal("not_an_amount", _with_how(words.fill(typed=shown(text))))
    part = found["part"] or ""
    if len(part) > 2:
        words = Text("「{typed}」 的小数超过两位,最小是分。", '"{typed}" has more than two decimals.')
        return Refusal("too_fine", _with_how(words.fill(typed=shown(text))))
    yuan = found["yuan"].replace(",", "").lstrip("0") or "0"
    # Digits are counted before int(): ten thousand pasted digits are an overflow, not work.
    if len(yuan) > len(str(MOST)) - 2:
        words = Text("金额太大,最多 {most} 元。", "Too large; the most is {most} yuan.")
        return Refusal("too_large", _with_how(words.fill(most=format_fen(MOST))))
    return Fen(int(yuan) * 100 + int(part.ljust(2, "0")))


def format_fen(fen: int) -> str:
    """`1,240.00`; a negative amount (short) as `-1,240.00`."""
    yuan, part = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{part:02d}"


def _with_how(words: Text) -> Text:
    return Text(words.zh + _HOW.zh, f"{words.en} {_HOW.en}")
