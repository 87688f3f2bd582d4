"""Free text on its way into a record: cleaned, limited, masked (N30). Every stored text passes here."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import limit_text, plain

TEXT_LIMIT = 2000
"""Characters of one text: an entry, a result, a remark."""

NAME_LIMIT = 100
"""Characters of one short text: a reason, a place, a number."""


def stored(typed: str, limit: int = TEXT_LIMIT, *, empty_ok: bool = False) -> str | Refusal:
    """What may be written down of what was typed; a Refusal when nothing is left or it is too long."""
    clean = plain(typed).strip()
    if not clean and not empty_ok:
        return Refusal(
            "empty",
            Text(
                "还没有内容。写几个字再按 Enter,或按 Esc 离开。",
                "Nothing typed. Write a few words and press Enter, or leave with Esc.",
            ),
        )
    short = limit_text(clean, limit)
    if isinstance(short, Refusal):
        return short
    from dutyterm.model.privacy import mask  # with all its patterns: a start masks nothing

    return mask(short).text
