"""Shown when the data directory cannot even be looked at: why, and that the emergency cards work (N31)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.widget import Widget

from dutyterm.i18n import Text
from dutyterm.tui.page import Page
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import EMPTY, row
from dutyterm.tui.widgets.rows import Sheet


class UnusablePage(Page):
    """Nothing can be written; F9 and F1 can be used."""

    NAME: ClassVar[str] = "unusable"
    TITLE_TEXT = Text("打不开数据", "The data cannot be opened")

    def compose_body(self) -> Iterable[Widget]:
        """One sheet."""
        yield Sheet()

    def on_mount(self) -> None:
        """First drawing."""
        self.update_view()

    def update_view(self) -> None:
        """What is wrong and what can be done."""
        cells = self.app.size.width - 4
        message = self.duty.house.message or _UNKNOWN
        rows = [EMPTY, *(row("  " + line, "block") for line in wrap(message.to(self.lang), cells))]
        for text in (_WHERE.fill(path=self.duty.options.data), _STILL):
            rows += [EMPTY, *(row("  " + line) for line in wrap(text.to(self.lang), cells))]
        self.query_one(Sheet).show(rows)
        self.hint(_HINTS)


_UNKNOWN: Final = Text("数据目录打不开。", "The data directory cannot be opened.")
_WHERE: Final = Text("数据目录: {path}", "Data directory: {path}")
_STILL: Final = Text(
    "F9 应急卡照常可用。其余的先记在纸上;排除原因后重新打开程序。",
    "The F9 emergency cards work as always. Write the rest on paper; start the program again when "
    "the cause is gone.",
)
_HINTS: Final = Text(
    "F9 应急 | F1 帮助 | Ctrl+Q 离开 | Ctrl+L 中/EN", "F9 alert | F1 help | Ctrl+Q leave | Ctrl+L 中/EN"
)
