"""Differences of cash over many shifts, for the reviewer; from each figure to the shifts behind it (N25)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.widget import Widget

from dutyterm.desk.cash.history import History
from dutyterm.desk.find import Asked
from dutyterm.i18n import Text
from dutyterm.model.typed_span import Days
from dutyterm.review.cash_history import Placed
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views import cash_history as views
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import Row, row
from dutyterm.tui.views.walk_body import Body, lay_out
from dutyterm.tui.widgets.full_rows import FullRows

_STEPS = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8, "home": -1000, "end": 1000}
_RECORDS = "cash"
"""Family of the records that are shown of a shift."""


class CashHistoryPage(OverPage):
    """Sums first; Enter or a digit opens what they are made of, once more the shift itself."""

    NAME: ClassVar[str] = "cash_history"
    TITLE_TEXT: ClassVar[Text] = Text("差错", "Differences")

    def __init__(self, history: History) -> None:
        super().__init__()
        self.history = history
        self.opened: views.Line | None = None
        """The sum whose differences are shown."""
        self.cursor = 0
        """Among the sums."""
        self.at = 0
        """Among the differences of a sum."""
        self._offset = 0

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget."""
        yield FullRows(id="history")

    def on_mount(self) -> None:
        """First drawing."""
        self._to(0)
        self.call_after_refresh(self.update_view)

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    @property
    def names(self) -> views.Names:
        """What people, tills and causes are called now."""
        hall, cash = self.session.hall, self.session.manual.cash
        tills = hall.profile.tills if hall.profile is not None else ()
        return views.Names(
            {p.id: p.name for p in hall.people.values()},
            {till.id: till.name for till in tills},
            {c.id: c.name for c in cash.causes} if cash is not None else {},
        )

    @property
    def lines(self) -> tuple[views.Line, ...]:
        """Every sum with its headings."""
        return views.lines(self.history, self.names)

    @property
    def behind(self) -> tuple[Placed, ...]:
        """The differences of the sum that is open."""
        return () if self.opened is None else views.behind_sum(self.opened, self.history)

    # --- drawing ----------------------------------------------------------------------------------

    def update_view(self) -> None:
        """The sums, or what one of them is made of."""
        widget = next(iter(self.query("#history").results(FullRows)), None)
        if widget is None or not self.is_mounted or self.duty.session is None:
            return
        width, height = widget.size
        if width <= 0 or height <= 0:
            return
        body = self._sums(width) if self.opened is None else self._one_sum(self.opened, width)
        laid = lay_out(body, width, height, self._offset)
        self._offset = laid.offset
        widget.show(laid.rows)
        self.hint(_HINTS if self.opened is None else _BEHIND_HINTS)

    def _sums(self, width: int) -> Body:
        found = self.lines
        rows: tuple[Row, ...] = (row(" " + _NONE.to(self.lang)),)
        pane: tuple[Row, ...] = tuple(row(" " + t, "dim") for t in wrap(_HELP.to(self.lang), width - 2))
        if found:
            rows = tuple(
                views.line_row(line, self.history, self.lang, here=n == self.cursor)
                for n, line in enumerate(found)
            )
            pane = views.about_rows(found[self.cursor], self.history, self.lang, width)
        return Body(views.head_rows(self.history, self.lang), rows, self.cursor, pane, lang=self.lang)

    def _one_sum(self, line: views.Line, width: int) -> Body:
        title = _BEHIND.fill(name=line.name, n=len(self.behind))
        rows = views.behind_rows(self.behind, self.names, self.lang, self.at)
        pane = views.about_rows(line, self.history, self.lang, width)
        return Body((row(" " + title.to(self.lang), "title"),), rows, self.at, pane, lang=self.lang)

    # --- keys -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Arrows move; Enter or a digit goes to what is behind."""
        if await self._pressed(event.key):
            event.stop()

    async def _pressed(self, key: str) -> bool:
        if key == "escape" and self.opened is not None:
            self._close()
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key == "enter":
            await self._open(self.at if self.opened is not None else self.cursor)
        elif len(key) == 1 and key in "123456789":
            await self._digit(key)
        else:
            return False
        self.update_view()
        return True

    def _step(self, step: int) -> None:
        if self.opened is not None:
            self.at = min(max(0, self.at + step), max(0, len(self.behind) - 1))
        else:
            self._to(self.cursor + step, 1 if step > 0 else -1)

    def _to(self, cursor: int, way: int = 1) -> None:
        """The cursor never rests on a heading."""
        found = self.lines
        if not found:
            return
        cursor = min(max(0, cursor), len(found) - 1)
        while 0 <= cursor < len(found) and found[cursor].sum is None:
            cursor += way
        self.cursor = cursor if 0 <= cursor < len(found) else 1

    async def _digit(self, key: str) -> None:
        if self.opened is not None:
            if int(key) <= len(self.behind):
                await self._open(int(key) - 1)
            return
        found = next((n for n, line in enumerate(self.lines) if line.digit == key), None)
        if found is not None:
            self.cursor = found
            await self._open(found)

    async def _open(self, n: int) -> None:
        if self.opened is None:
            if self.lines:
                self.opened, self.at, self._offset = self.lines[n], 0, 0
            return
        from dutyterm.tui.screens.search import SearchPage

        self.at = n
        day = self.behind[n].day
        await self.app.push_screen(SearchPage(asked=Asked(days=Days(day, day), kind=_RECORDS)))

    def _close(self) -> None:
        self.opened, self._offset = None, 0

    async def do_back(self) -> None:
        """Esc: from the differences to the sums, from the sums away."""
        if self.opened is not None:
            self._close()
            self.update_view()
        else:
            await super().do_back()

    def focus_help(self) -> HelpText:
        """What the figures say and what not."""
        return HelpText(self.TITLE_TEXT, _HELP, ("N25",))


_HINTS = Text(
    "上下 选 | Enter 或数字 看是哪几班 | Esc 返回", "Up Down | Enter or digit: the shifts | Esc back"
)
_BEHIND_HINTS = Text(
    "上下 选 | Enter 或数字 看那一班的资金记录 | Esc 返回",
    "Up Down | Enter or digit: that shift's records of cash | Esc back",
)
_BEHIND = Text("{name}: {n} 笔差额,新的在前", "{name}: differences {n}, newest first")
_NONE = Text("还没有已定的现金差额。", "No difference of cash has been decided yet.")
_HELP = Text(
    "每笔已定的现金差额按人、台席、星期相加,长短分开。小额短款用符号检验看是不是来得太勤;"
    "检验只说明少见,不说明原因,也不指责谁。",
    "Every decided difference of cash by person, till and weekday, over and short apart. A sign test tells "
    "whether small shortages come too often; it says rare, never why, and accuses nobody.",
)
