"""Keys whose meaning lies in the place where they are pressed: for help and guide."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text

PLAIN_KEYS: Final[tuple[tuple[str, Text], ...]] = (
    (
        "0-9",
        Text("选项:选它;数值:输入。从不换页", "A choice: pick it; a value: type it. Never changes the page"),
    ),
    (
        "Space",
        Text(
            "是、做完、看到、现在:只对这一行;没有这个键: / 再 Enter",
            "Yes, done, seen, now: for this one line; without such a key: / then Enter",
        ),
    ),
    (
        "Enter",
        Text("收下输入的;没有输入就打开详细", "Take what was typed; with nothing typed, open the detail"),
    ),
    (
        "- .",
        Text("数值里:负号或几分钟前(-10),小数点", "In values: minus or minutes ago (-10), decimal point"),
    ),
    ("Up Down", Text("一行一行移动,PgUp PgDn Home End 也行", "Line by line; PgUp PgDn Home End too")),
    ("Backspace", Text("删一个字;只有它会删", "Erase one character; nothing else erases")),
)
"""Keys whose meaning lies in the place where they are pressed."""
