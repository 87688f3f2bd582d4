"""Seal codes again: the slips of earlier shifts, for managers; the last one after the next shift is open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.desk.seal_codes import SealedShift
from dutyterm.i18n import Text
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views.cells import pad, wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, row
from dutyterm.tui.widgets.rows import Sheet


class SealCodesPage(OverPage):
    """Newest first."""

    NAME: ClassVar[str] = "seal_codes"
    TITLE_TEXT: ClassVar[Text] = Text("封存码", "Seal codes")

    def __init__(self, shifts: tuple[SealedShift, ...]) -> None:
        super().__init__()
        self.shifts = shifts

    def compose_body(self) -> Iterable[Widget]:
        """One sheet."""
        yield Sheet()

    def on_mount(self) -> None:
        """First drawing."""
        self.update_view()

    def on_resize(self) -> None:
        """Wrapped anew."""
        self.update_view()

    def update_view(self) -> None:
        """Day, shift, code, records, who."""
        cells = max(20, self.app.size.width - 2)
        rows: list[Row] = [row(" " + self.TITLE_TEXT.to(self.lang), "title")]
        rows += [row(" " + line, "dim") for line in wrap(_WHY.to(self.lang), cells - 1)]
        rows.append(EMPTY)
        rows += [self._row(one) for one in self.shifts] or [row(" " + _NONE.to(self.lang))]
        self.show_rows(rows)
        self.hint(_HINTS)

    def _row(self, one: SealedShift) -> Row:
        lead = Span(f" {pad(one.day, 11)} {pad(one.shift, 4)} ", "strong")
        code = Span(pad(one.code or _ON_PAPER.to(self.lang), 24), "dim" if one.code is None else "plain")
        count = _RECORDS.fill(n=one.records).to(self.lang)
        return (lead, code, Span(f" {pad(count, 14)} {one.by or _PROGRAM.to(self.lang)}"))

    def on_key(self, event: events.Key) -> None:
        """Arrows move."""
        self.scrolled(event)

    def focus_help(self) -> HelpText:
        """Why the last code is hidden."""
        return HelpText(self.TITLE_TEXT, _WHY, ("N5",))


_WHY: Final = Text(
    "交接单丢了,可照这里补写。刚封存的一班在下一班开班前不显示: 开班要拿纸上的码来对。",
    "For a slip that was lost. The shift sealed last is not shown until the next one is open: its opener "
    "compares the code on the paper.",
)
_ON_PAPER: Final = Text("看交接单", "on the slip")
_RECORDS: Final = Text("{n} 条", "{n} records")
_PROGRAM: Final = Text("程序代封", "the program")
_NONE: Final = Text("还没有封存的班。", "No shift has been sealed yet.")
_HINTS: Final = Text("上下 PgUp PgDn 看 | Esc 返回", "Up Down PgUp PgDn | Esc back")
