"""The page of the figures of the day, laid over whatever is shown; Esc goes back (CLS-30)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.widget import Widget

from dutyterm.desk import metrics
from dutyterm.desk.outcome import Done
from dutyterm.i18n import Text
from dutyterm.shift.metrics.rules import Row
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.figures import questions
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views import figures
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.walk_body import Body, lay_out
from dutyterm.tui.widgets.full_rows import FullRows

_STEPS = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8, "home": -10_000, "end": 10_000}


class FiguresPage(FlowPage, OverPage):
    """One row a figure; a digit begins to type it."""

    NAME: ClassVar[str] = "figures"
    TITLE_TEXT: ClassVar[Text] = Text("当日指标", "Figures of the day")
    CSS_PATH = None

    def __init__(self) -> None:
        super().__init__()
        self.cursor = 0
        self._offset = 0

    @property
    def draft_prefix(self) -> str:
        """Beside the other drafts."""
        return questions.PREFIX

    @property
    def takes_text(self) -> bool:
        """Do signs go into what is typed, as they are?"""
        return self.flow is not None and self.flow.dialogue.takes_text

    def sheet(self) -> tuple[Row, ...]:
        """Every figure of the manual."""
        return metrics.sheet(self.session)

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget."""
        yield FullRows(id="figures")

    def on_mount(self) -> None:
        """The first figure that is not recorded."""
        rows = self.sheet()
        self.cursor = next((n for n, row in enumerate(rows) if row.recorded is None), 0)
        self.call_after_refresh(self.update_view)

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    def update_view(self) -> None:
        """The sheet, and below it the figure under the cursor or what is asked."""
        if not self.is_mounted or self.duty.session is None:
            return
        widget = next(iter(self.query("#figures").results(FullRows)), None)
        if widget is None:
            return  # the program is closing
        width, height = widget.size
        sheet = self.sheet()
        if width <= 0 or height <= 0 or not sheet:
            return
        lang, drafts = self.lang, self.session.drafts
        self.cursor = min(self.cursor, len(sheet) - 1)
        here = sheet[self.cursor]
        rows = [
            figures.sheet_row(row, lang, here=row is here, typed=drafts.get(questions.draft_key(row.metric)))
            for row in sheet
        ]
        asks = self.flow is not None
        pane = figures.pane_rows(here, lang, width)
        if self.flow is not None:
            pane = dialogue_rows(self.flow.dialogue, width, lambda text: text.to(lang))
        body = Body(
            head=(figures.head_row(sheet, lang),),
            rows=tuple(rows),
            cursor=self.cursor,
            pane=pane,
            asks=asks,
            lang=lang,
        )
        laid = lay_out(body, width, height, self._offset)
        self._offset = laid.offset
        widget.show(laid.rows)
        self.hint(_ASKING if asks else _HINTS)

    def hold(self) -> None:
        """What is half-typed is on disk before anything covers the page."""
        self.session.drafts.flush()

    # --- keys -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """A digit begins to type, Space takes samples, arrows move; the rest is for the command table."""
        if await self._pressed(event.key, event.character):
            event.stop()

    async def _pressed(self, key: str, char: str | None) -> bool:
        sheet = self.sheet()
        if not sheet:
            return False
        if self.flow is not None:
            return await self.key_in_flow(key, char)
        row = sheet[self.cursor]
        half_typed = bool(self.session.drafts.get(questions.draft_key(row.metric)))
        if key in _STEPS:
            self.cursor = min(max(0, self.cursor + _STEPS[key]), len(sheet) - 1)
            self.update_view()
        elif key == "space":
            await self._take_samples(row)
        elif char is not None and char.isascii() and char.isdigit():
            self.open_flow(questions.value(self.session, row))
            await self.key_in_flow(key, char)
        elif key in ("enter", "backspace") and half_typed:
            self.open_flow(questions.value(self.session, row))
        elif key == "enter":
            self.say(_TYPE_IT)
        else:
            return False
        return True

    async def on_paste(self, event: events.Paste) -> None:
        """A paste goes into what is typed."""
        event.stop()
        await self.paste_in_flow(event.text)

    async def _take_samples(self, row: Row) -> None:
        if row.sampled is None or row.recorded is None:
            if self.show_outcome(await metrics.take_samples(self.session, row.metric.id)):
                self._go_on()
        elif row.recorded.figure == row.sampled:
            self.say(_SAME)
        else:
            self.open_flow(questions.samples(self.session, row))

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """On disk: the next figure that is missing."""
        del flow, outcome
        self.show_outcome(None)
        self._go_on()

    def _go_on(self) -> None:
        sheet = self.sheet()
        after = (n for n in range(self.cursor + 1, len(sheet)) if sheet[n].recorded is None)
        found = next(after, None)
        if found is not None:
            self.cursor = found
        elif all(row.recorded is not None for row in sheet):
            self.say(_ALL_THERE, "good")
        self.update_view()

    # --- commands ---------------------------------------------------------------------------------

    def do_exception(self) -> None:
        """`*`: there is no value, and why."""
        sheet = self.sheet()
        if sheet:
            self.open_flow(questions.unknown(self.session, sheet[self.cursor]))

    def do_next(self) -> None:
        """Tab: the next figure that is missing, around the end."""
        self._turn(1)

    def do_previous(self) -> None:
        """Shift+Tab."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if self.flow is not None:
            self.say(_ANSWER_FIRST)
            return
        sheet = self.sheet()
        order = [(self.cursor + step * n) % len(sheet) for n in range(1, len(sheet) + 1)] if sheet else []
        found = next((n for n in order if sheet[n].recorded is None), None)
        if found is None:
            self.say(_ALL_THERE, "good")
        else:
            self.cursor = found
            self.update_view()

    async def do_back(self) -> None:
        """Esc: out of the question, then back to the page below; what is half-typed stays."""
        if self.flow is not None:
            self.flow = None
            self.update_view()
        else:
            await super().do_back()

    def focus_help(self) -> HelpText:
        """What the sheet is for."""
        return HelpText(self.TITLE_TEXT, _HELP, ("S0", "D"))


_HINTS = Text(
    "数字 键入 | Space 收抽样 | * 无数据 | Tab 下一未填 | Esc 返回",
    "digits type | Space takes samples | * unknown | Tab next | Esc back",
)
_ASKING = Text(
    "Enter 下一步、记下 | Backspace 退一步 | Esc 离开,草稿留着",
    "Enter goes on | Backspace one back | Esc leave, draft stays",
)
_TYPE_IT = Text("先键入再按 Enter;没有就键 0,不知道按 *。", "Type it, then Enter; none is 0, not known is *.")
_SAME = Text("抽样的数已经记下。", "The samples are recorded already.")
_ALL_THERE = Text("指标都有了。", "Every figure is there.")
_ANSWER_FIRST = Text("先答完,或按 Esc 离开。", "Answer first, or leave with Esc.")
_HELP = Text(
    "没有数据和零是两回事: 来源坏了、没统计,按 * 选原因,不填 0。平均数带样本数。\n"
    "巡检里抽的样按 Space 收下;也可以自己键入。更正要选原因,原来的数留着。",
    "Unknown and zero are different things: where a source failed or nobody counted, * and a reason, never "
    "0. An average carries its samples.\nSpace takes what the rounds sampled; or type it. A correction "
    "takes a reason and the old figure stays.",
)
