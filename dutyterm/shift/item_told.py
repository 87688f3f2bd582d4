"""How open items are told: by their title beside their kind, and by their number in the next shift."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dutyterm.i18n import Text
from dutyterm.shift.open_items import Item, of
from dutyterm.shift.shift import Shift

PUT_OFF: Final = Text("缓办 ", "deferred: ")
"""With this the title of a line that was put off begins, for where its kind is not told."""


def numbers_after(shift: Shift) -> Mapping[str, int]:
    """The number that each item has in the shift behind this one, by reference: for what is read there.

    By due time, those without one last, then in the order in which they were opened.
    """
    return {item.ref: number for number, item in enumerate(of(shift).open(), 1)}


def beside_its_kind(sort: str, title: Text) -> Text:
    """The title where the kind stands beside it: that it was put off is said once."""
    if sort not in ("deferred", "away"):
        return title
    return Text(title.zh.removeprefix(PUT_OFF.zh), title.en.removeprefix(PUT_OFF.en))


def told(item: Item) -> Text:
    """The title of an item where its kind stands beside it."""
    return beside_its_kind(item.sort, Text(item.title.zh, item.title.en))
