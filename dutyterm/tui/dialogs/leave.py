"""Asks before leaving the program; staying is the safe answer."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text
from dutyterm.tui.dialogs.choose import Confirm


class LeaveDialog(Confirm):
    """Dismissed with `yes` to leave."""

    def __init__(self) -> None:
        super().__init__(_TITLE, _YES, [_KEPT])


_TITLE: Final = Text("离开程序?", "Leave the program?")
_YES: Final = Text("离开", "leave")
_KEPT: Final = Text(
    "班次不会结束,半输的内容都留着,下次从这里接着来。",
    "The shift goes on, and what is half-typed stays; the next start comes back to this place.",
)
