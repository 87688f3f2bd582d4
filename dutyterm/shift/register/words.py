"""How customers of the register are called: surname and title, never the whole name."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text, same
from dutyterm.shift.register.facts import Title

TITLES: Final[dict[Title, Text]] = {
    "mr": Text("先生", "Mr"),
    "ms": Text("女士", "Ms"),
    "none": Text("", ""),
}
"""称谓, by digit; with neither the surname stands alone."""


def customer(surname: str, title: str) -> Text:
    """How a customer is called: `张先生`, `Mr 张`."""
    word = next((words for id, words in TITLES.items() if id == title), same(""))
    if not surname:
        return same("")
    return Text(f"{surname}{word.zh}", f"{word.en} {surname}".strip())
