"""Finding Chinese words by the first letters of their pinyin: `tdyj` finds 停电应急 (N28)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Letters = Mapping[str, str]
"""Chinese character -> the first letters of all its readings: 重 -> `zct`."""


def is_han(char: str) -> bool:
    """Whether a character is one that has a reading in pinyin."""
    return "㐀" <= char <= "鿿" or char == "〇"


def readings(characters: Iterable[str]) -> dict[str, str]:
    """First letters of every reading of each Chinese character; a character without a reading has none.

    Costs a fifth of a second the first time in a process; see `review.letters` for what remembers them.
    """
    from pypinyin import Style, pinyin  # the fifth of a second

    found: dict[str, str] = {}
    for char in characters:
        if is_han(char):
            known = pinyin(char, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
            found[char] = "".join(dict.fromkeys("".join(known[0]).lower())) if known else ""
    return found


def readings_of(texts: Iterable[str]) -> dict[str, str]:
    """First letters of every reading of each Chinese character in the texts."""
    return readings(sorted({char for text in texts for char in text}))


def matches(typed: str, text: str, letters: Letters) -> int | None:
    """Where in a text something typed is found: 0 at its beginning, 1 further on; None = not at all.

    Each typed character is the character itself or a first letter of it; what is no letter, digit or Chinese
    character is passed over, so `upsgz` finds UPS 故障.
    """
    wanted = [char for char in typed.lower() if char.isalnum()]
    units = [char for char in text.lower() if char.isalnum()]
    if not wanted:
        return None
    for start in range(len(units) - len(wanted) + 1):
        if all(
            char == unit or char in letters.get(unit, "")
            for char, unit in zip(wanted, units[start:], strict=False)
        ):
            return min(start, 1)
    return None
