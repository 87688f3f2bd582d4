"""Closures that an auditor checked, newest first; from each to the records of its day (e.3 step 14)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.widget import Widget

from dutyterm.desk.find import Asked
from dutyterm.i18n import Text
from dutyterm.model.typed_span import Days
from dutyterm.review.cash_audits import Audits
from dutyterm.shift.cash.state import of
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views import cash_audits as views
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import Row, row
from dutyterm.tui.views.walk_body import LIST_CELLS, SIDE_FROM, Body, lay_out
from dutyterm.tui.widgets.full_rows import FullRows

_STEPS = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8, "home": -1000, "end": 1000}
_RECORDS = "cash"
"""Family of the records that are shown of a day."""


class AuditsPage(OverPage):
    """Enter or a digit opens the records of the day on which the closure was made."""

    NAME: ClassVar[str] = "audits"
    TITLE_TEXT: ClassVar[Text] = Text("稽核", "Audits")

    def __init__(self, found: Audits) -> None:
        super().__init__()
        self.found = found
        self.cursor = 0
        self._offset = 0

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget."""
        yield FullRows(id="audits")

    def on_mount(self) -> None:
        """First drawing."""
        self.call_after_refresh(self.update_view)

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    @property
    def names(self) -> views.Names:
        """What people, tills, tenders and causes are called now."""
        hall, cash = self.session.hall, self.session.manual.cash
        tills = hall.profile.tills if hall.profile is not None else ()
        return views.Names(
            {p.id: p.name for p in hall.people.values()},
            {till.id: till.name for till in tills},
            {t.id: t.name for t in cash.tenders} if cash is not None else {},
            {c.id: c.name for c in cash.causes} if cash is not None else {},
        )

    @property
    def waiting(self) -> int:
        """Closures that wait for the auditor, as far as a shift is open."""
        return len(of(self.session.shift).to_audit) if self.session.has_open_shift else 0

    def update_view(self) -> None:
        """The list, and the closure under the cursor below it or beside it."""
        widget = next(iter(self.query("#audits").results(FullRows)), None)
        if widget is None or not self.is_mounted or self.duty.session is None:
            return
        width, height = widget.size
        if width <= 0 or height <= 0:
            return
        every, names = self.found.audits, self.names
        wide = width >= SIDE_FROM
        rows = tuple(
            views.audit_row(one, n, names, self.lang, here=n == self.cursor) for n, one in enumerate(every)
        )
        about: tuple[Row, ...] = ()
        if every:
            cells = width - LIST_CELLS - 2 if wide else width
            about = views.about_rows(every[self.cursor], names, self.lang, cells)
        else:
            rows = (row(" " + _NONE.to(self.lang)),)
            about = tuple(row(" " + t, "dim") for t in wrap(_HELP.to(self.lang), width - 2))
        side = wide and bool(every)
        body = Body(
            views.head_rows(self.found, self.waiting, self.lang), rows, self.cursor,
            () if side else about, side=about if side else (), lang=self.lang,
        )  # fmt: skip
        laid = lay_out(body, width, height, self._offset)
        self._offset = laid.offset
        widget.show(laid.rows)
        self.hint(_HINTS)

    async def on_key(self, event: events.Key) -> None:
        """Arrows move; Enter or a digit goes to the records."""
        if await self._pressed(event.key):
            event.stop()

    async def _pressed(self, key: str) -> bool:
        every = self.found.audits
        if key in _STEPS:
            self.cursor = min(max(0, self.cursor + _STEPS[key]), max(0, len(every) - 1))
        elif key == "enter":
            await self._open(self.cursor)
        elif len(key) == 1 and key in "123456789":
            await self._open(int(key) - 1)
        else:
            return False
        self.update_view()
        return True

    async def _open(self, n: int) -> None:
        if n >= len(self.found.audits):
            return
        from dutyterm.tui.screens.search import SearchPage

        self.cursor = n
        day = self.found.audits[n].day
        await self.app.push_screen(SearchPage(asked=Asked(days=Days(day, day), kind=_RECORDS)))

    def focus_help(self) -> HelpText:
        """What an audit is."""
        return HelpText(self.TITLE_TEXT, _HELP, ("W4",))


_HINTS = Text(
    "上下 选 | Enter 或数字 看那天的资金记录 | Esc 返回",
    "Up Down | Enter or digit: that day's records of cash | Esc back",
)
_NONE = Text("还没有稽核过的结账。", "No closure has been audited yet.")
_HELP = Text(
    "台席结账、款封包以后,由没有签过这一次的稽核员在 F4 的「稽核」一行核对,键 PIN。这里列出稽核过的每一次: "
    "点了多少、差多少、谁点、谁定、稽核结果。",
    "When a till is closed and its money bagged, an auditor who signed nothing of it checks it on F4 in the "
    'row "audit", with the own PIN. Here stands every closure that was checked: what was counted, how '
    "far off it was, who counted, who decided, what was found.",
)
