"""The form of a new log entry, laid over whatever page is shown; Esc keeps all that was typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.widget import Widget

from dutyterm.desk.outcome import Done
from dutyterm.i18n import Text
from dutyterm.tui.flow import Flow, FlowPage, restored
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.notes.questions import PREFIX, new_entry
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.spans import EMPTY, Row, row
from dutyterm.tui.widgets.full_rows import FullRows

_HINTS = Text(
    "数字 选 | Enter 下一步、保存 | Backspace 上一问 | Esc 离开,草稿留着",
    "digit choose | Enter next, save | Backspace one back | Esc: draft stays",
)
_PROMISE = Text("再按 +: 答应客户的事,记成承诺", "+ again: a promise to a customer")
_HELP = Text(
    "类别、轻重、时间、内容,一次一问;内容先给常用短语,按 0 自己写。\n"
    "答应了客户什么,再按一次 +: 记成承诺,到期那天谁当班都看得到。\n"
    "手机号、证件号、银行卡号会先遮住再写盘。时间可以早于现在: -10 表示十分钟前。",
    "Category, seriousness, time, words, one at a time; usual phrases first, 0 to write.\n"
    "What a customer was promised: + once more makes it a promise, which whoever is on duty that day sees.\n"
    "Numbers of phones, identity and bank cards are masked before they are written. The time may be earlier: "
    "-10 is ten minutes ago.",
)


class EntryForm(FlowPage, OverPage):
    """A new entry."""

    NAME: ClassVar[str] = "entry"
    TITLE_TEXT: ClassVar[Text] = Text("记一笔", "New entry")
    CSS_PATH = "notes.tcss"

    def __init__(self, card: str | None = None) -> None:
        """`card`: the emergency card from which it is written."""
        super().__init__()
        self.card = card

    @property
    def draft_prefix(self) -> str:
        """Beside the other drafts of the log."""
        return PREFIX

    @property
    def takes_text(self) -> bool:
        """Do letters and signs go into a text now, exactly as typed?"""
        return self.flow is not None and self.flow.dialogue.takes_text

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget."""
        yield FullRows(id="form")

    def on_mount(self) -> None:
        """What was begun earlier goes on."""
        self.flow = restored(self.session, PREFIX, new_entry(self.session, self.lang, self.card))
        self.call_after_refresh(self.update_view)

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    def update_view(self) -> None:
        """Draw the questions."""
        if not self.is_mounted or self.flow is None:
            return
        widget = self.query_one("#form", FullRows)
        rows: list[Row] = list(
            dialogue_rows(self.flow.dialogue, max(20, widget.size.width), lambda t: t.to(self.lang))
        )
        if self.flow.dialogue.question is None or self.flow.dialogue.takes_text:
            rows += [EMPTY, row(Text(" Enter 保存", " Enter saves").to(self.lang), "dim")]
        if self._may_be_promise:
            rows += [EMPTY, row(" " + _PROMISE.to(self.lang), "dim")]
        widget.show(rows)
        self.hint(_HINTS)

    def hold(self) -> None:
        """What is half-typed is on disk before anything covers the form."""
        self.session.drafts.flush()

    def focus_help(self) -> HelpText:
        """How an entry is written."""
        return HelpText(self.TITLE_TEXT, _HELP, ("S3", "S4", "N30"))

    @property
    def _may_be_promise(self) -> bool:
        """Nothing chosen yet: a second `+` is a promise, which is an open item and no entry (N33)."""
        asked = None if self.flow is None else self.flow.dialogue.question
        return self.card is None and asked is not None and asked.name == "category"

    async def on_key(self, event: events.Key) -> None:
        """Keys answer the questions; what is left is for the command table."""
        if event.key == "plus" and self._may_be_promise:
            event.stop()
            self.app.pop_screen()  # not awaited: a page never waits for its own end
            self.app.call_later(self.duty.do_promise)
        elif await self.key_in_flow(event.key, event.character):
            event.stop()

    async def on_paste(self, event: events.Paste) -> None:
        """A paste goes into the words, cleaned."""
        event.stop()
        await self.paste_in_flow(event.text)

    def do_next(self) -> None:
        """Tab: one question after another, there is nothing to jump to."""
        self.say(Text("一问一答;Esc 离开,草稿留着。", "One question at a time; Esc leaves, the draft stays."))

    def do_previous(self) -> None:
        """Shift+Tab."""
        self.do_next()

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """Saved: back to the page below, which shows it."""
        del flow
        number = outcome.records[-1].id if outcome.records else 0
        self.app.pop_screen()
        self.duty.say(Text(f"已记 第 {number} 条。", f"Saved as record {number}."), "good")
