"""The page of the count grid: digits, Enter goes down, Space on the foot hands on (screens.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.widget import Widget

from dutyterm.desk.cash import counting
from dutyterm.desk.outcome import Done
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash.sheet import WITHDRAWN
from dutyterm.shift.cash.state import Span, of, till_of
from dutyterm.shift.cash.state import counting as stage_of
from dutyterm.shift.cash.told import till_name
from dutyterm.tui.flow import Flow
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.cash import turns
from dutyterm.tui.screens.cash.drawn import drawn_grid, reveal_rows
from dutyterm.tui.screens.cash.flow_page import SigningPage
from dutyterm.tui.screens.cash.jobs import CountJob, Job, TypedJob, count_job
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views import cash_grid
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import EMPTY, Row, row
from dutyterm.tui.views.walk_body import LIST_CELLS, SIDE_FROM, Body, lay_out, list_width
from dutyterm.tui.widgets.full_rows import FullRows

_STEPS = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8, "home": -100, "end": 100}
_MOST = 30
"""Signs of one cell."""


class GridPage(SigningPage, OverPage):
    """One column is typed; of the others only how far they are is seen."""

    NAME: ClassVar[str] = "count"
    TITLE_TEXT: ClassVar[Text] = Text("清点", "Count")
    CSS_PATH = None

    def __init__(self, job: Job | None, till: str) -> None:
        super().__init__()
        self.job = job
        """None: the first is done, the screen is blank until the second has given the own PIN."""
        self.till = till
        self.cursor = 0
        self.buffer = ""
        self._offset = 0
        self._locked = False

    @property
    def draft_prefix(self) -> str:
        """PINs are never drafts; the figures have keys of their own."""
        return "grid"

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget."""
        yield FullRows(id="grid")

    def on_mount(self) -> None:
        """The first row that is not filled, or the one in which something is half-typed."""
        if self.job is None:
            self.go_on(self.till)
        else:
            self.to_empty()
        self.call_after_refresh(self.update_view)

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    # --- drawing ----------------------------------------------------------------------------------

    def update_view(self) -> None:
        """The grid, the current row with the sum, and what is asked."""
        if not self.is_mounted or self.duty.session is None:
            return
        widget = next(iter(self.query("#grid").results(FullRows)), None)
        if widget is None:
            return
        width, height = widget.size
        if width <= 0 or height <= 0:
            return
        if self.job is None:
            widget.show(self._blank(width))
            self.hint(_ASKING)
            return
        cells = list_width(width)
        drawn = drawn_grid(self.session, self.job, self.cursor, self.buffer)
        cash = self.session.manual.cash
        faces = cash.other_faces if cash is not None else ()
        asks = self.flow is not None
        pane: list[Row] = [cash_grid.sum_row(drawn, faces, self.lang, cells)]
        pane += reveal_rows(self.session, self.job, self.lang) if self.job.only else []
        foot = self.cursor >= len(drawn.rows)
        pane.append(row(f" {'>' if foot else ' '}{self.job.foot.to(self.lang)}", "strong" if foot else "dim"))
        if self.flow is not None:
            pane = list(dialogue_rows(self.flow.dialogue, cells, lambda text: text.to(self.lang)))
        body = Body(
            head=cash_grid.head_rows(drawn, self.lang, width),
            rows=cash_grid.body_rows(drawn, self.lang, cells),
            cursor=min(self.cursor, len(drawn.rows) - 1),
            pane=tuple(pane),
            pane_least=2,
            asks=asks,
            side=self._how(width - LIST_CELLS - 2) if width >= SIDE_FROM else (),
        )
        laid = lay_out(body, width, height, self._offset)
        self._offset = laid.offset
        widget.show(laid.rows)
        self.hint(_ASKING if asks else _HINTS)

    def _how(self, cells: int) -> tuple[Row, ...]:
        """Beside the grid: how a count is made."""
        parts = self._told().to(self.lang).split("\n")
        return tuple(row(" " + line, "dim") for part in parts for line in (*wrap(part, cells - 2), ""))

    def _told(self) -> Text:
        """How this count is made: blind, or seen by both who sign it."""
        how = _SEEN if isinstance(self.job, TypedJob) else _BLIND
        return Text(f"{how.zh}\n{_HELP.zh}", f"{how.en}\n{_HELP.en}")

    def _blank(self, width: int) -> list[Row]:
        span = self.span
        found: list[Row] = [EMPTY]
        if span is None or len(span.turns) < 2:
            told = _CURTAIN.fill(till=till_name(self.session.scene(), self.till))
            found += [row("  " + told.to(self.lang), "title"), EMPTY]
        if self.flow is not None:
            found += dialogue_rows(self.flow.dialogue, width, lambda text: text.to(self.lang))
        return found

    @property
    def span(self) -> Span | None:
        """The closure that is counted."""
        return till_of(of(self.session.shift), self.till).span

    # --- keys -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Digits and piles go into the cell; the rest moves or is for the command table."""
        if self.flow is not None:
            used = await self.key_in_flow(event.key, event.character)
        else:
            used = self.job is not None and await self._pressed(self.job, event.key, event.character)
        if used:
            event.stop()

    async def _pressed(self, job: Job, key: str, char: str | None) -> bool:
        foot = self.cursor >= len(job.rows)
        if key in _STEPS:
            self._move(self.cursor + _STEPS[key])
        elif key == "enter" and not foot:
            self._enter(job)
        elif key in ("space", "enter") and foot:
            await self._finish_sheet(job, key)
        elif key == "backspace" and not foot:
            row_id = job.rows[self.cursor].id
            self._type(job, (self.buffer or job.typed.get(row_id, ""))[:-1])
        elif not foot and char is not None and self._fits(job, char):
            self._type(job, (self.buffer + char)[:_MOST])
        else:
            return False
        return True

    def _type(self, job: Job, buffer: str) -> None:
        """What is half-typed is a draft like what was taken: it comes back after a kill."""
        self.buffer = buffer
        self.session.drafts.put(job.half_key, f"{job.rows[self.cursor].id} {buffer}" if buffer else "")
        self.update_view()

    def _fits(self, job: Job, char: str) -> bool:
        if char.isascii() and char.isdigit():
            return True
        id = job.rows[self.cursor].id
        if not self.buffer:
            return False  # `*` is the exception and `+` the note while nothing is half-typed
        return char == "." if id == WITHDRAWN else char in "+*"

    def _enter(self, job: Job) -> None:
        at = job.rows[self.cursor].id
        if job.only and at not in job.only:
            self._move(self.cursor + 1)
            return
        if self.buffer:
            refused = job.take(at, self.buffer)
            if refused is not None:
                self.refuse(refused)
                return
            self.buffer = ""
            self.session.drafts.drop(job.half_key)
        elif not job.typed.get(at):
            self.say(_TYPE_IT)
            return
        self._next_row(job)

    def _next_row(self, job: Job) -> None:
        """Down; in a third count to the next row that differs."""
        to = self.cursor + 1
        while job.only and to < len(job.rows) and job.rows[to].id not in job.only:
            to += 1
        self.cursor = min(to, len(job.rows))
        if isinstance(job, CountJob) and job.only and self._first_empty(job) is None:
            self.agree(job)
        self.update_view()

    async def _finish_sheet(self, job: Job, key: str) -> None:
        missing = self._first_empty(job)
        if missing is not None:
            self.cursor = missing
            self.say(_STILL_EMPTY)
            self.update_view()
        elif key == "enter":
            self.say(job.foot)
        else:
            await job.done(self)

    def _move(self, to: int) -> None:
        if self.job is None:
            return
        if self.buffer:
            self.say(_ENTER_FIRST)
            return
        self.cursor = min(max(0, to), len(self.job.rows))
        self.update_view()

    def _first_empty(self, job: Job) -> int | None:
        wanted = (n for n, r in enumerate(job.rows) if not job.only or r.id in job.only)
        return next((n for n in wanted if not job.typed.get(job.rows[n].id)), None)

    def to_empty(self) -> None:
        """The first row that is not filled."""
        if self.job is not None:
            found = self._first_empty(self.job)
            self.cursor = len(self.job.rows) if found is None else found
            row_id, _, typed = self.session.drafts.get(self.job.half_key).partition(" ")
            half = next((n for n, one in enumerate(self.job.rows) if one.id == row_id), None)
            if typed and half is not None:
                self.cursor, self.buffer = half, typed

    def hold(self) -> None:
        """What was typed is on disk before anything covers the page."""
        self.session.drafts.flush()

    def on_screen_suspend(self) -> None:
        """Locked: the grid may be another person's than who unlocks the program."""
        self._locked = self.session.locked

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """After a lock the grid is closed; its owner opens it again with the own PIN."""
        if self._locked:
            self._locked = False
            self.app.pop_screen()
        else:
            super().on_screen_resume(event)

    # --- from turn to turn ---------------------------------------------------------------------------

    def go_on(self, till: str) -> None:
        """After a count: the second person, the third count, or the signatures."""
        span = till_of(of(self.session.shift), till).span
        stage = "none" if span is None else stage_of(span)
        self.buffer, self.cursor, self._offset = "", 0, 0
        if stage == "first":
            self.job = None
            self.open_flow(turns.second(self))
        elif stage == "differ" and span is not None:
            self.third(span)
        elif stage == "agreed" and span is not None:
            self.open_flow(turns.locking(self, span))

    def agree(self, job: CountJob) -> bool:
        """The third count is whole: what is asked beside it; False when that was answered before."""
        flow = turns.agreeing(self, job.grid, job.agreed)
        if flow is not None:
            self.open_flow(flow)
        return flow is not None

    def third(self, span: Span) -> None:
        """The rows that differ are counted again by both."""
        grid = counting.begin(self.session, self.till, span.turns[0].person)
        if isinstance(grid, Refusal):
            self.refuse(grid)
            return
        self.job = count_job(self.session, grid)
        self.to_empty()
        self.say(_DIFFER.fill(n=len(grid.rows)), "warning")
        self.update_view()

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """Signed: everything is on disk, back to the overview."""
        del flow
        self.show_outcome(outcome)
        self.forget_answers()
        self.buffer = ""
        if isinstance(self.job, TypedJob):
            self.job.drop()
        self.app.pop_screen()

    # --- commands ---------------------------------------------------------------------------------

    def do_exception(self) -> None:
        """`*`: counting begins anew; what was counted stays in the journal."""
        if self.flow is not None and self.job is not None:
            return
        if isinstance(self.job, TypedJob):
            self.say(_NO_EXCEPTION)
            return
        self.open_flow(turns.anew(self))

    def do_next(self) -> None:
        """Tab: the next empty row."""
        if self.job is not None and not self.buffer and self.flow is None:
            self.to_empty()
            self.update_view()

    async def do_back(self) -> None:
        """Esc: out of the question, then back; what was taken stays a draft."""
        if self.flow is not None and self.job is not None:
            self.flow = None
            self.update_view()
        else:
            await super().do_back()

    def focus_help(self) -> HelpText:
        """How a count is made."""
        return HelpText(self.TITLE_TEXT, self._told(), ("W12", "R2"))


_HINTS = Text(
    "数字 张数 | Enter 记下、下一行 | Tab 下一空格 | * 重新点 | Esc 暂离,不丢",
    "digits: pieces | Enter takes, down | Tab next empty | * anew | Esc leave, kept",
)
_ASKING = Text(
    "数字 选、PIN | Enter 确认 | Backspace 退一步 | Esc 离开,点数留着",
    "Digit picks, PIN | Enter confirms | Backspace back | Esc leave, kept",
)
_TYPE_IT = Text("没有也键 0。", "Type 0 for none.")
_ENTER_FIRST = Text("先按 Enter 记下这一格,或退格清掉。", "Enter takes this cell first; Backspace clears it.")
_STILL_EMPTY = Text("这一行还没有键;没有也键 0。", "This row is empty; type 0 for none.")
_DIFFER = Text("{n} 行不一致: 两人一起再点这几行。", "Rows that differ: {n}. Count them again, together.")
_NO_EXCEPTION = Text("这里没有例外;改数直接重键。", "No exceptions here; type a row again to change it.")
_CURTAIN = Text(
    "{till}: 第一人已点完。请第一人离开屏幕。", "{till}: the first is done and leaves the screen."
)
_BLIND = Text(
    "两人各点各的,互相看不到,也看不到应有金额。两人都点完才同时揭开;不一致的行两人一起再点。",
    "Each counts alone and sees neither the other's figures nor what should be there. Both counts are "
    "revealed at once; rows that differ are counted again by both.",
)
_SEEN = Text(
    "两人一起点,看同一屏,点完两人签名。",
    "Two count together, look at the same figures, and both sign.",
)
_HELP = Text(
    "每行都要键,没有键 0。百位就是把:342 是 3 把 42 张;两堆键 50+12,3 卷 50 枚零 7 枚键 3*50+7。\n"
    "其他(纪念币、钞)键 面值*张数,如 10*3。停止流通的键金额,不计入合计。"
    "两个 PIN 之后锁定,有出入只能另记。",
    "Every row is typed, none is 0. Hundreds are straps: 342 is 3 straps and 42 notes; two piles are "
    "50+12, three rolls of 50 and 7 are 3*50+7.\nOther money is face*pieces, as 10*3. Withdrawn money "
    "is typed in yuan and stands outside the sum. After two PINs it is locked; what comes later is a "
    "new record.",
)
