"""What one open item of each kind is called, and how old things are in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dutyterm.i18n import Text

ITEM_SORTS: Final[Mapping[str, Text]] = {
    "promise": Text("承诺", "promise"),
    "fault": Text("故障", "fault"),
    "failed": Text("检查异常", "off the norm"),
    "deferred": Text("缓办", "deferred"),
    "away": Text("离机补答", "when off"),
    "receipt": Text("待取回单", "receipt"),
    "notice": Text("未读公告", "notice"),
    "note": Text("其他", "other"),
}
"""What one of each kind is called."""


def age(minutes: int) -> Text:
    """Minutes as people say them: 35 min, 3 h, 4 days."""
    if minutes < 120:
        return Text(f"{minutes} 分", f"{minutes} min")
    if minutes < 48 * 60:
        return Text(f"{minutes // 60} 小时", f"{minutes // 60} h")
    return Text(f"{minutes // 1440} 天", f"{minutes // 1440} days")
