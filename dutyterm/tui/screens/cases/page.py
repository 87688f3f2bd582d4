"""All emergencies of a time, their figures against the targets, and the drills; over whatever is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import date, timedelta
from typing import ClassVar, Final, Literal

from textual import events
from textual.widget import Widget

from dutyterm.desk.cases import Found, all_cases, find_case, title_of
from dutyterm.hall.permissions import Act
from dutyterm.i18n import Text
from dutyterm.review.emergencies import CaseFigures, statistics
from dutyterm.shift import periodic
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.cases.case import CasePage
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views.case_list import DrillRow, Titles, case_rows, drill_rows, statistics_rows
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, row
from dutyterm.tui.views.walk_body import Body, lay_out
from dutyterm.tui.widgets.full_rows import FullRows

Side = Literal["list", "figures", "drills"]

_SIDES: Final[tuple[tuple[Side, Text], ...]] = (
    ("list", Text("事件", "Cases")),
    ("figures", Text("统计", "Figures")),
    ("drills", Text("演练", "Drills")),
)
_TIMES: Final[tuple[tuple[int, Text], ...]] = (
    (30, Text("30 天", "30 days")),
    (90, Text("90 天", "90 days")),
    (366, Text("一年", "a year")),
    (3660, Text("全部", "all")),
)
_STEPS: Final = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8, "home": -100_000, "end": 100_000}


class CasesPage(OverPage):
    """1 the list, 2 the figures, 3 the drills; Left and Right change the time; Enter opens a case."""

    NAME: ClassVar[str] = "cases"
    TITLE_TEXT: ClassVar[Text] = Text("应急复盘", "Emergencies looked back on")
    CSS_PATH = "cases.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.side: Side = "list"
        self.time = 1
        self.found: Found | None = None
        """None while the files are read."""
        self.at = 0
        self._offset = 0

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget."""
        yield FullRows(id="cases")

    def on_mount(self) -> None:
        """The files are read beside the screen."""
        self._read()
        self.call_after_refresh(self.update_view)

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    def _read(self) -> None:
        self.run_worker(self._reading(), exclusive=True, group="cases")

    async def _reading(self) -> None:
        session, emergencies = self.session, self.duty.emergencies
        try:
            self.found = await asyncio.to_thread(all_cases, emergencies, session, self._since)
        except OSError as error:
            self.found = Found((), 0)
            self.say(_UNREADABLE.fill(why=error.strerror or str(error)), "error")
        if self.is_mounted:
            self.update_view()

    @property
    def _since(self) -> date:
        return self.duty.now.date() - timedelta(days=_TIMES[self.time][0])

    @property
    def _cases(self) -> list[CaseFigures]:
        """Newest first."""
        return list(reversed(self.found.cases)) if self.found is not None else []

    def update_view(self) -> None:
        """The side that is shown."""
        if not self.is_mounted or self.duty.session is None:
            return
        widget = self.query_one("#cases", FullRows)
        width, height = widget.size
        if width <= 0 or height <= 0:
            return
        rows = tuple(self._rows(width))
        if self.side != "list":
            self.at = min(self.at, max(0, len(rows) - 1))
        laid = lay_out(Body(self._head(), rows, self.at, (), 0, lang=self.lang), width, height, self._offset)
        self._offset = laid.offset
        widget.show(laid.rows)
        self.hint(_HINTS)

    def _head(self) -> tuple[Row, ...]:
        sides = [
            Span(f"[{n} {label.to(self.lang)}]", "input")
            if side == self.side
            else Span(f" {n} {label.to(self.lang)} ")
            for n, (side, label) in enumerate(_SIDES, 1)
        ]
        time = _TIME.fill(t=_TIMES[self.time][1]).to(self.lang)
        passed = 0 if self.found is None else self.found.unsealed
        doubt = Span("  " + _PASSED.fill(n=passed).to(self.lang), "warning") if passed else Span("")
        return ((*sides, Span(f"   {time}", "dim"), doubt),)

    def _rows(self, width: int) -> list[Row]:
        found = self.found
        if found is None:
            return [row(" " + _WAIT.to(self.lang), "dim")]
        titles: Titles = {case.card: title_of(self.session.manual, case.card) for case in found.cases}
        if self.side == "list":
            shown = case_rows(self._cases, titles, self.duty.now, self.lang, width, self.at)
            return shown or [row("  " + _NONE.to(self.lang), "done")]
        if self.side == "figures":
            refused = self.session.may(Act.REVIEW)
            if refused is not None:
                return [row(" " + one, "warning") for one in wrap(refused.text.to(self.lang), width - 2)]
            return statistics_rows(statistics(found.cases), titles, self.lang, width, drills=False)
        told = statistics(found.cases, drills=True)
        walked = statistics_rows(told, titles, self.lang, width, drills=True)
        return [*drill_rows(self._drills(), self.lang, width), EMPTY, *walked]

    def _drills(self) -> list[DrillRow]:
        tasks = [t for t in periodic.tasks(self.session.scene()) if t.line.drill is not None]
        return [
            DrillRow(
                task.line.drill or "",
                title_of(self.session.manual, task.line.drill or ""),
                "" if task.last is None else f"{task.last:%Y-%m-%d}",
                "" if task.due is None else f"{task.due:%Y-%m-%d}",
                task.late,
                task.now,
            )
            for task in tasks
        ]

    async def on_key(self, event: events.Key) -> None:
        """Digits, arrows, Enter."""
        key, char = event.key, event.character or ""
        if char and char in "123":
            self.side, self.at, self._offset = _SIDES[int(char) - 1][0], 0, 0
        elif key in _STEPS:
            last = len(self._cases) - 1 if self.side == "list" else len(self._rows(80)) - 1
            self.at = min(max(0, self.at + _STEPS[key]), max(0, last))
        elif key in ("left", "right"):
            self.time = min(max(0, self.time + (1 if key == "right" else -1)), len(_TIMES) - 1)
            self.found, self.at = None, 0
            self._read()
        elif key == "enter":
            await self._open()
        else:
            return
        event.stop()
        self.update_view()

    async def _open(self) -> None:
        if self.side != "list" or not self._cases:
            self.say(_PICK)
            return
        chosen = self._cases[self.at]
        case = await asyncio.to_thread(find_case, self.duty.emergencies, self.session, chosen.run)
        if case is None:
            self.say(_GONE, "warning")
        else:
            await self.app.push_screen(CasePage(case))

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Back from a case: what was recorded there is counted."""
        super().on_screen_resume(event)
        if self.found is not None:
            self._read()

    def focus_help(self) -> HelpText:
        """What the page is for."""
        return HelpText(self.TITLE_TEXT, _HELP, ("W15", "R5", "D"))


_WAIT: Final = Text("正在读班次文件", "reading the shift files...")
_NONE: Final = Text("这段时间没有应急事件。", "No emergencies in this time.")
_TIME: Final = Text("左右 时段: {t}", "Left Right: {t}")
_PASSED: Final = Text("{n} 个文件没有封存,没算", "{n} files without a seal, not counted")
_PICK: Final = Text("1 事件里选一件,Enter 打开。", "Choose one under 1, Enter opens it.")
_GONE: Final = Text(
    "那一班的文件或手册不在这里,打不开。", "The file of that shift, or its manual, is not here."
)
_UNREADABLE: Final = Text("班次文件读不了: {why}。", "The shift files cannot be read: {why}.")
_HINTS: Final = Text(
    "1-3 换看 | 上下 选 | Enter 打开 | 左右 时段 | Esc 返回",
    "1-3 other side | Up Down | Enter opens | Left Right: time | Esc back",
)
_HELP: Final = Text(
    "1 事件: 这段时间的应急和演练,新的在前,Enter 看报告、经过和复盘表。"
    "2 统计: 每张卡几次、中断多久、首次播报多快、多少人、多少投诉、步骤按时几步,对着卡上的时限;"
    "厅经理和审阅人可看。"
    "3 演练: 多久该练一次、上次哪天、练得怎样。演练和真实事件从不混在一起。"
    "没有记录的写横线,不当作 0。左右键换时段。",
    "1 cases of this time, drills too, the newest first; Enter shows reports, course and review. 2 figures "
    "of each card against its targets: how often, minutes down, how soon the first announcement came, "
    "people, complaints, steps in time; for the hall manager and reviewers. 3 drills: how often, when last, "
    "how they went. Drills and real cases are never mixed. What nobody recorded is a dash, never nought. "
    "Left and Right change the time.",
)
