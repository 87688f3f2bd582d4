"""A customer's number as the register of manual acceptance takes it (N22): read, masked, committed to."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed

FEWEST: Final = 4
"""Characters of the shortest number that is taken: less identifies no account."""

MOST: Final = 30
"""Characters of the longest one."""

_ALLOWED: Final = re.compile(r"\+?[0-9A-Za-z*]+")
_GAPS: Final = re.compile(r"[\s.()\u2010-\u2015-]+")


def personal_number(typed: str) -> str | Refusal:
    """The number without gaps, full-width digits made ordinary; a Refusal when it cannot be one."""
    text = _GAPS.sub("", keyed(typed))
    if not text:
        return Refusal("empty", Text("还没有号码。", "No number yet."))
    if not FEWEST <= len(text) <= MOST or not _ALLOWED.fullmatch(text):
        words = Text(
            "号码要 {few} 至 {most} 位数字或字母。", "A number has {few} to {most} digits or letters."
        )
        return Refusal("bad_number", words.fill(few=FEWEST, most=MOST))
    return text


def masked_number(text: str) -> str:
    """What may be shown of it: `138****5678`; of a short one the last two characters only."""
    if len(text) >= 11:
        return text[:3] + "*" * (len(text) - 7) + text[-4:]
    return "*" * (len(text) - 2) + text[-2:]


def committed(salt: str, text: str) -> str:
    """SHA-256 of salt and text, hex: what a journal holds. Without the salt it tells nothing of the text."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()
