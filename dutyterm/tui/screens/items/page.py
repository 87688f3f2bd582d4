"""Open items 未结: every kind in one place, overdue first; read, settle, promise, put off (L10, S7, N33)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.desk import items as wishes
from dutyterm.desk.outcome import Done
from dutyterm.i18n import Text
from dutyterm.shift import board, open_items
from dutyterm.shift.open_items import SORT_NAMES
from dutyterm.shift.procedures.after_action import run_of_item
from dutyterm.shift.register import state as register
from dutyterm.tui.flow import Flow, FlowPage, restored
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.handover.flows import named
from dutyterm.tui.screens.items import questions
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.items import ItemDrawing, item_detail, items_rows
from dutyterm.tui.views.spans import Row, Span, row, spread
from dutyterm.tui.views.walk_body import Body, lay_out
from dutyterm.tui.widgets.full_rows import FullRows

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp

_STEPS: Final = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8, "home": -100_000, "end": 100_000}


async def show_item(app: DutyApp, ref: str) -> None:
    """The page of open items, at this one."""
    await app.show_page("items")
    page = app.screen
    if isinstance(page, ItemsPage):
        page.only, page.some = None, None
        page.go_to(ref)


async def show_some(app: DutyApp, title: Text, refs: tuple[str, ...]) -> bool:
    """The page with these items only; False when none of them is an open item."""
    session = app.session
    known = set() if session is None else {i.ref for i in open_items.of(session.shift).open()}
    if not known.intersection(refs):
        return False
    await app.show_page("items")
    page = app.screen
    if isinstance(page, ItemsPage):
        page.only, page.some = None, (title, frozenset(refs))
        page.go_to(next(ref for ref in refs if ref in known))
    return True


class ItemsPage(FlowPage):
    """The list, and below it the item under the cursor or what is asked."""

    NAME: ClassVar[str] = "items"
    TITLE_TEXT = Text("未结事项", "Open items")
    CSS_PATH = "items.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.ref: str | None = None
        """Reference of the item under the cursor."""
        self.only: str | None = None
        """Kind that is shown; None = all."""
        self.some: tuple[Text, frozenset[str]] | None = None
        """What a number of the handover was counted from; None = not asked."""
        self._offset = 0

    @property
    def draft_prefix(self) -> str:
        """Begins the keys of the drafts of this page."""
        return questions.PREFIX

    @property
    def takes_text(self) -> bool:
        """Do letters and signs go into a text now, exactly as typed?"""
        return self.flow is not None and self.flow.dialogue.takes_text

    @property
    def waiting(self) -> tuple[board.Waiting, ...]:
        """What is open and asked for, overdue first."""
        if not self.session.has_open_shift:
            return ()
        found = board.waiting_items(self.session.scene())
        if self.some is not None:
            return tuple(w for w in found if w.item.ref in self.some[1])
        return tuple(w for w in found if self.only in (None, w.item.sort))

    @property
    def current(self) -> open_items.Item | None:
        """The item under the cursor."""
        found = self.waiting
        return next((w.item for w in found if w.item.ref == self.ref), found[0].item if found else None)

    def go_to(self, ref: str) -> None:
        """Put the cursor on an item."""
        self.ref = ref
        self.update_view()

    # --- drawing ----------------------------------------------------------------------------------

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget: the list scrolls by itself."""
        yield FullRows(id="items")

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """The page is on top again."""
        super().on_screen_resume(event)
        self.call_after_refresh(self.update_view)

    def update_view(self) -> None:
        """The list and the detail, or what is asked."""
        if self.duty.session is None or not self.is_mounted:
            return
        widget = self.query_one("#items", FullRows)
        width, height = widget.size
        if width <= 0 or height <= 0:
            return
        d = self._drawing(width)
        waiting, current = self.waiting, self.current
        at = next((n for n, w in enumerate(waiting) if w.item == current), 0)
        rows = items_rows(waiting, d, at)
        none = row("  " + _NONE.to(self.lang), "done")
        pane: tuple[Row, ...] = ()
        if self.flow is not None:
            pane = dialogue_rows(self.flow.dialogue, width, d.to)
        elif current is not None:
            overdue = next((w.overdue for w in waiting if w.item == current), None)
            pane = tuple(item_detail(current, overdue, d))
        body = Body((self._head(waiting, d),), rows or (none,), at, pane, 4, asks=self.flow is not None)
        laid = lay_out(body, width, height, self._offset)
        self._offset = laid.offset
        widget.show(laid.rows)
        self.hint(_HINTS if self.flow is None else _ASKED)

    def _drawing(self, width: int) -> ItemDrawing:
        session = self.session
        me = session.who.id if session.who is not None else None
        return ItemDrawing(self.lang, width, session.scene().now, lambda id: named(session, id), me)

    def _head(self, waiting: tuple[board.Waiting, ...], d: ItemDrawing) -> Row:
        name = _ALL
        if self.some is not None:
            name = self.some[0]
        elif self.only is not None:
            name = SORT_NAMES[self.only]  # type: ignore[index]
        late = sum(w.overdue is not None for w in waiting)
        left = (Span(" " + d.to(_HEAD.fill(n=len(waiting))), "title"), Span("  " + d.to(name)))
        right = (Span(d.to(_LATE.fill(n=late)) + " " if late else "", "warning"),)
        return spread(left, right, d.width)

    def hold(self) -> None:
        """What is half-typed is on disk before anything covers the page."""
        self.session.drafts.flush()

    # --- keys -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Moves, answers and dialogues; what is left is for the command table."""
        if self.flow is not None:
            used = await self.key_in_flow(event.key, event.character)
        else:
            used = await self._pressed(event.key)
        if used:
            event.stop()

    async def _pressed(self, key: str) -> bool:
        current = self.current
        if key in _STEPS:
            self._move(_STEPS[key])
        elif key in ("left", "right"):
            self._filter(1 if key == "right" else -1)
        elif key == "space":
            await self._read(current)
        elif key == "enter" and current is not None and (case := self._case_of(current)) is not None:
            from dutyterm.tui.screens.cases import open_case

            await open_case(self.duty, case[0], "form" if case[1] else "flash")
        elif key == "enter" and current is not None and current.field == register.KEY:
            await self.duty.action_run("register")  # settled by itself when nothing waits there any more
        elif key == "enter" and current is not None:
            self.open_flow(questions.settle(self.session, current, self.lang))
        elif key == "enter":
            self.say(_NONE)
        elif key == "plus":
            self.new()
        else:
            return False
        self.update_view()
        return True

    def _case_of(self, item: open_items.Item) -> tuple[str, bool] | None:
        """The emergency whose form, or whose reports, the item stands for: it is settled there."""
        return run_of_item(self.session.scene(), item.ref)

    def _move(self, step: int) -> None:
        refs = [w.item.ref for w in self.waiting]
        current = self.current
        if current is not None:
            self.ref = refs[min(max(0, refs.index(current.ref) + step), len(refs) - 1)]

    def _filter(self, step: int) -> None:
        """The next kind that there is, around all of them."""
        self.some = None
        there = {i.sort for i in open_items.of(self.session.shift).open()}
        order: list[str | None] = [None, *(sort for sort in SORT_NAMES if sort in there)]
        at = order.index(self.only) if self.only in order else 0
        self.only = order[(at + step) % len(order)]

    async def _read(self, item: open_items.Item | None) -> None:
        if item is None:
            self.say(_NONE)
        elif not item.carried:
            self.say(_OWN)
        elif self.show_outcome(await wishes.read(self.session, item.ref)):
            self.do_next()

    def new(self, *, promise: bool = False) -> None:
        """A new item; half-typed it goes on where it was left."""
        flow = questions.new(self.session, self.lang, promise=promise)
        self.open_flow(flow if promise else restored(self.session, self.draft_prefix, flow))

    async def on_paste(self, event: events.Paste) -> None:
        """A paste goes into the words of an open dialogue."""
        event.stop()
        await self.paste_in_flow(event.text)

    # --- commands of the page ---------------------------------------------------------------------

    def do_exception(self) -> None:
        """`*`: put off, another owner, told."""
        if self.flow is None:
            self.open_flow(questions.exceptions(self.current, self._excepted))

    async def _excepted(self, answers: Mapping[str, str]) -> None:
        makers = {"due": questions.put_off, "owner": questions.hand_on, "told": questions.told}
        current = self.current
        self.flow = None
        if current is not None:
            self.open_flow(makers[answers["what"]](self.session, current, self.lang))

    def do_next(self) -> None:
        """Tab: the next one carried in and not read yet, else the next one."""
        self._turn(1)

    def do_previous(self) -> None:
        """Shift+Tab."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        waiting, current, who = self.waiting, self.current, self.session.who
        if self.flow is not None:
            self.say(_ANSWER)
            return
        if current is None:
            self.say(_NONE)
            return
        at = next(n for n, w in enumerate(waiting) if w.item.ref == current.ref)
        order = [waiting[(at + step * n) % len(waiting)].item for n in range(1, len(waiting) + 1)]
        unread = [i for i in order if i.carried and who is not None and who.id not in i.read_by]
        if not unread:
            self.say(_ALL_READ)
        self.go_to((unread or order)[0].ref)

    async def do_back(self) -> None:
        """Esc: out of the dialogue, back to all of them, then to where the number stood or the board."""
        if self.flow is not None:
            self.open_flow(None)
        elif self.some is not None:
            self.some = None
            await self.duty.show_page("handover")
        else:
            await self.duty.show_page("today")

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """On disk."""
        self.show_outcome(outcome)
        if flow.id == "new" and outcome.records:
            self.only, self.some = None, None
            self.ref = f"{open_items.of(self.session.shift).journal}#{outcome.records[-1].id}"

    def focus_help(self) -> HelpText:
        """The item, or the page."""
        item = self.current
        return HelpText(self.TITLE_TEXT if item is None else item.title, _HELP, ("L10", "S7", "N33"))


_HEAD: Final = Text("未结 {n} 件", "{n} open")
_ALL: Final = Text("全部", "all")
_LATE: Final = Text("超时 {n}", "overdue {n}")
_NONE: Final = Text("没有未结事项。", "Nothing is open.")
_OWN: Final = Text(
    "这是本班开的,不用读;办好了按 Enter。", "Opened in this shift: nothing to read; Enter settles it."
)
_ALL_READ: Final = Text("上一班带来的都读过了。", "Everything carried in has been read.")
_ANSWER: Final = Text("先答完,或按 Esc 离开。", "Answer first, or leave with Esc.")
_HINTS: Final = Text(
    "Space 已读 | Enter 办结 | + 新记、承诺 | * 改期、换人 | 左右 类别 | Esc 返回",
    "Space read | Enter settle | + new | * due, owner | Left Right: kind | Esc",
)
_ASKED: Final = Text(
    "数字 选 | Enter 记下 | Backspace 上一问 | Esc 离开,草稿留着",
    "digit choose | Enter records | Backspace one back | Esc leave, draft stays",
)
_HELP: Final = Text(
    "未结事项每班都会回来,直到写明结果办结;超时的在最前。上一班带来的,读过按 Space。"
    "+ 新记: 承诺、其他、故障、待取回单、未读公告。承诺写明对谁、什么事、哪天前;到期那天谁当班就到谁的今日页,"
    "直到兑现或写明没有兑现。* 1 改期,* 4 换负责人,* 6 记下已告知当日值班经理。",
    "Open items come back every shift until they are settled with a result; overdue ones come first. Space "
    "marks what was carried in as read. + notes a new one: a promise, a fault, a receipt, a notice, "
    "anything else. A promise says to whom, what, and by when; on that day it is on the board of whoever is "
    "on duty, until it was kept or is said not to have been. * 1 another due time, * 4 another owner, * 6 "
    "the duty manager was told.",
)
