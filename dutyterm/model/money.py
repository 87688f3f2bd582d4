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


# --- 大写金额: the capital numerals that slips need (N4) ------------------------------------------

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("仟", "佰", "拾", "")
_SECTIONS: Final = ("亿", "万", "")
_SPOKEN: Final = re.compile(
    r"(?:(?P<yi>[^亿万元角分]+)亿)?(?:(?P<wan>[^亿万元角分]+)万)?(?:(?P<yuan>[^亿万元角分]*)元)?"
    r"(?:零?(?P<jiao>[壹贰叁肆伍陆柒捌玖])角)?(?:零?(?P<part>[壹贰叁肆伍陆柒捌玖])分)?"
)
_SECTION: Final = re.compile(
    r"零?(?:([壹贰叁肆伍陆柒捌玖])仟)?零?(?:([壹贰叁肆伍陆柒捌玖])佰)?"
    r"零?(?:([壹贰叁肆伍陆柒捌玖])拾)?零?([壹贰叁肆伍陆柒捌玖])?"
)


def amount_in_words(fen: int) -> str:
    """人民币大写 of an amount in fen, e.g. 1,409.50 as `壹仟肆佰零玖元伍角`, without the word 人民币.

    Of the forms that the rules for filling in slips allow, the one that their examples give first.
    Raises ValueError for a negative amount and for more than 999,999,999,999.99 yuan.
    """
    return _spelled(fen, wan=False, gap=True, yuan=True)


def allowed_words(fen: int) -> frozenset[str]:
    """Every form of it that the rules allow: a zero or none where they leave it open, 整 or 正.

    Raises ValueError like `amount_in_words`.
    """
    either = (False, True)
    plain = {_spelled(fen, wan=w, gap=g, yuan=y) for w in either for g in either for y in either}
    found: set[str] = set()
    for words in plain:
        bare = words.removesuffix("整")
        if not words.endswith("整"):
            found.add(words)
        if not words.endswith("分"):
            found |= {bare + "整", bare + "正"}
    return frozenset(found)


def parse_words(typed: str) -> Fen | Refusal:
    """The amount that capital numerals name; 人民币 before it and 圆 for 元 are taken.

    Refused: what is no amount, and what the rules for slips do not allow, such as a missing 整 or 零.
    """
    text = "".join(keyed(typed).split()).removeprefix("人民币").replace("圆", "元")
    found = _SPOKEN.fullmatch(text.removesuffix("整").removesuffix("正"))
    fen = 0
    if found is not None:
        parts = [0 if not found[name] or found[name] == "零" else _section(found[name])
                 for name in ("yi", "wan", "yuan")]  # fmt: skip
        if -1 not in parts:
            yuan = (parts[0] * 10_000 + parts[1]) * 10_000 + parts[2]
            fen = yuan * 100 + _digit(found["jiao"]) * 10 + _digit(found["part"])
            if text in allowed_words(fen):
                return Fen(fen)
    words = Text(
        "「{typed}」 不是规范的大写金额,例: {example}。",
        '"{typed}" is not an amount in words, e.g. {example}.',
    )
    return Refusal("not_in_words", words.fill(typed=shown(text), example=amount_in_words(140_950)))


def _digit(sign: str | None) -> int:
    return _DIGITS.index(sign) if sign else 0


def _section(spoken: str) -> int:
    """The number of up to four digits, -1 when it is none."""
    found = _SECTION.fullmatch(spoken)
    if found is None:
        return -1
    return sum(_digit(found[n + 1]) * 10 ** (3 - n) for n in range(4))


def _spelled(fen: int, *, wan: bool, gap: bool, yuan: bool) -> str:
    """The words, with or without the zeros that the rules leave open.

    They stand between a 0 and a digit that is not: `wan` at the end of 万 or 亿, `gap` for a whole section
    of zeros there, `yuan` before 角.
    """
    if isinstance(fen, bool) or not 0 <= fen <= MOST:
        raise ValueError(f"not an amount that can be written in words: {fen!r}")
    whole, part = divmod(fen, 100)
    jiao, small = divmod(part, 10)
    if fen == 0:
        return "零元整"
    text = _whole(whole, wan, gap) + "元" if whole else ""
    if not part:
        return text + "整"
    if jiao:
        text += "零" if whole and whole % 10 == 0 and yuan else ""
        text += _DIGITS[jiao] + "角"
    elif whole:
        text += "零"
    return text + (_DIGITS[small] + "分" if small else "")


def _whole(number: int, wan: bool, gap: bool) -> str:
    text = ""
    skipped = False  # a section of nothing but zeros stands between
    for place, name in enumerate(_SECTIONS):
        section = number // 10_000 ** (2 - place) % 10_000
        if not section:
            skipped = bool(text)
            continue
        if text:
            open_zero = gap if skipped else wan and number // 10_000 ** (3 - place) % 10 == 0
            text += "零" if section < 1_000 or open_zero else ""  # 仟 is 0: it stands in the middle
        text += _four(section) + name
        skipped = False
    return text


def _four(section: int) -> str:
    text = ""
    for sign, place in zip(f"{section:04d}", _PLACES, strict=True):
        if sign != "0":
            text += _DIGITS[int(sign)] + place
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")
