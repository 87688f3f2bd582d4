"""What the fixed words of the manual's files mean to a person: `doors` of `block` is opening the doors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dutyterm.i18n import Text, joined
from dutyterm.manual.who import who_text

_AND: Final = Text("; ", "; ")


def spoken(key: str, value: object) -> Text | None:
    """The words for a value of this key, or for each of several; None when it has none of its own."""
    if isinstance(value, Text):
        return None
    if isinstance(value, tuple | list):
        several = [spoken(key, one) for one in value]
        known = [one for one in several if one is not None]
        return joined(_AND, known) if known and len(known) == len(several) else None
    if not isinstance(value, str):
        return None
    if key in _PEOPLE:
        return who_text(value)
    return _VALUES.get(key, {}).get(value)


_PEOPLE: Final = frozenset({"who", "inform", "only", "posts"})
"""Keys that name roles and posts."""

_VALUES: Final[Mapping[str, Mapping[str, Text]]] = {
    "block": {
        "doors": Text("开门", "opening the doors"),
        "cash": Text("收现金", "cash"),
        "manual": Text("手工受理", "manual acceptance"),
        "handover": Text("交接", "the handover"),
        "leave": Text("离厅", "leaving"),
    },
    "each": {
        "tills": Text("每个台席", "each till"),
        "exits": Text("每个出口", "each exit"),
        "staff": Text("每个人", "each person"),
        "present": Text("每个到岗的人", "each person present"),
        "open_items": Text("每条未结", "each open item"),
    },
    "every": {
        "week": Text("每周", "weekly"),
        "month": Text("每月", "monthly"),
        "quarter": Text("每季", "quarterly"),
        "half-year": Text("每半年", "half-yearly"),
    },
    "page": {
        "today": Text("今日 F2", "Today F2"),
        "lists": Text("清单 F3", "Lists F3"),
        "cash": Text("资金 F4", "Cash F4"),
        "log": Text("日志 F6", "Log F6"),
        "handover": Text("交接 F7", "Handover F7"),
        "items": Text("未结", "Open items"),
    },
    "better": {"low": Text("低", "low"), "high": Text("高", "high")},
    "recount": {
        "no": Text("不用", "none"),
        "own": Text("本人再点一次", "once more"),
        "other": Text("换人再点一次", "once more by somebody else"),
    },
    "inform_by": {"same_day": Text("当天", "the same day"), "at_once": Text("马上", "at once")},
    "sort": {"over": Text("长款", "over"), "short": Text("短款", "short")},
    "per": {"person": Text("个人", "person"), "hall": Text("全厅", "hall")},
    "form": {
        "note": Text("纸币", "note"),
        "coin": Text("硬币", "coin"),
        "both": Text("纸币或硬币", "note or coin"),
    },
}
