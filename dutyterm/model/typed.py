"""What people type or paste, made fit for use: free text cleaned, numbers read, each with a clear refusal."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal

_FULL_WIDTH: Final = {
    **{0xFF10 + n: 0x30 + n for n in range(10)},
    **{0xFF21 + n: 0x41 + n for n in range(26)},
    **{0xFF41 + n: 0x61 + n for n in range(26)},
    0x3000: 0x20,
    0x00A0: 0x20,
}
_BREAKS: Final = "\n\r\t\v\f\x85\u2028\u2029"
_INT: Final = re.compile(r"(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)")

INT_DIGITS: Final = 12
"""More digits than this are never a count, a reading or a number of a form."""


def plain(text: str, *, one_line: bool = True) -> str:
    r"""Free text without what cannot be seen, and with full-width digits, letters and spaces made ordinary.

    Control characters, bidi marks and overrides, zero-width characters, lone surrogates and noncharacters
    are taken out: they could hide or reorder what was written, or could not be encoded. Chinese punctuation
    stays.
    Line breaks become spaces, or stay as `\n` when `one_line` is False.
    """
    if not text.isprintable():  # what is printable holds neither breaks nor anything that cannot be seen
        text = text.replace("\r\n", "\n")
        kept = []
        for char in text:
            if char in _BREAKS:
                kept.append(" " if one_line or char == "\t" else "\n")
            elif _is_visible(char):
                kept.append(char)
        text = "".join(kept)
    return unicodedata.normalize("NFC", text.translate(_FULL_WIDTH))


def keyed(text: str) -> str:
    """What was typed where only keys, digits and signs make sense; never raises.

    An input method that was left on gives full-width signs, `、` for the slash key and `。` for the dot key.
    """
    return unicodedata.normalize("NFKC", plain(text).replace("、", "/").replace("。", ".")).strip()


def limit_text(text: str, most: int) -> str | Refusal:
    """The text itself, or a refusal that names the limit of `most` characters. Nothing is cut."""
    if len(text) <= most:
        return text
    words = Text(
        "太长: {n} 字,最多 {max} 字。请删去 {over} 字;没有保存,输入仍在。",
        "Too long: {n} characters, the limit is {max}. Take out {over}; nothing was saved, the text is kept.",
    )
    over = len(text) - most
    return Refusal("too_long", words.fill(n=len(text), max=most, over=over), {"limit": most, "over": over})


def parse_int(typed: str, lowest: int = 0, highest: int = 999_999_999) -> int | Refusal:
    """A whole number between the limits. Full-width digits and thousands commas are taken."""
    text = keyed(typed)
    if not text:
        return Refusal("empty", Text("请输入数字;没有就输 0。", "Type a number; type 0 for none."))
    found = _INT.fullmatch(text)
    if not found:
        words = Text(
            "「{typed}」 不是整数。只用数字 0-9。", "「{typed}」 is not a whole number. Use the digits 0-9."
        )
        return Refusal("not_a_number", words.fill(typed=shown(text)))
    digits = found[2].replace(",", "").lstrip("0") or "0"
    value = int(digits) if len(digits) <= INT_DIGITS else 10**INT_DIGITS
    value = -value if found[1] else value
    if not lowest <= value <= highest:
        words = Text(
            "{typed} 超出范围,可输 {lowest} 至 {highest}。",
            "{typed} is out of range; {lowest} to {highest} can be entered.",
        )
        return Refusal("out_of_range", words.fill(typed=shown(text), lowest=lowest, highest=highest))
    return value


def shown(text: str, most: int = 20) -> str:
    """What was typed, short enough to stand inside a message."""
    text = plain(text)
    return text if len(text) <= most else text[:most] + "..."


def _is_visible(char: str) -> bool:
    category = unicodedata.category(char)
    # Private-use characters stay: rare characters of names live there on some systems. Noncharacters do not.
    return category not in ("Cc", "Cf", "Cs") and not (
        ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
    )
