"""Asks before leaving the program; staying is the safe answer."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text
from dutyterm.tui.dialogs.choose import Confirm


class LeaveDialog(Confirm):
    """Dismissed with `yes` to leave."""

    def __init__(self, unsaved: int = 0, *, kept: bool = False) -> None:
        """`unsaved`: notes on emergency cards that are in no journal yet; `kept`: as drafts, not lost."""
        lost = [(_DRAFTS if kept else _LOST).fill(n=unsaved)] if unsaved else []
        super().__init__(_TITLE, _YES, [*lost, _KEPT])


_TITLE: Final = Text("离开程序?", "Leave the program?")
_YES: Final = Text("离开", "leave")
_LOST: Final = Text(
    "!未写盘 NOT SAVED! 应急记事 {n} 条只在内存里,离开就没有了:先抄在纸上。",
    "!NOT SAVED! Notes on cards only in memory, lost on leaving: {n}. Copy them to paper first.",
)
_DRAFTS: Final = Text(
    "!未写盘 NOT SAVED! 应急记事 {n} 条只是草稿,下次启动再写进日志。",
    "!NOT SAVED! Notes on cards kept as drafts only: {n}. The next start writes them into the log.",
)
_KEPT: Final = Text(
    "班次不会结束,半输的内容都留着,下次从这里接着来。",
    "The shift goes on, and what is half-typed stays; the next start comes back to this place.",
)
