"""The page of the log: every entry of the shift, newest first, with filters by category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import events
from textual.widget import Widget

from dutyterm.desk import log
from dutyterm.desk.outcome import Done
from dutyterm.i18n import Text
from dutyterm.manual.schema import Category
from dutyterm.shift import entries
from dutyterm.shift.entries import Entry
from dutyterm.shift.lists.view import premises_of
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.notes import questions
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.entries import LogDrawing, entry_detail, entry_row, shown_entries
from dutyterm.tui.views.spans import Row, Span, row, spread
from dutyterm.tui.views.walk_body import Body, lay_out
from dutyterm.tui.widgets.full_rows import FullRows

_HINTS = Text(
    "上下 选 | Enter 全文 | + 记一笔 | * 4 更正 6 补记 | 左右、Tab 换类别 | Esc 返回",
    "Up Down | Enter whole | + new | * 4 correct, 6 add | Left Right, Tab category | Esc",
)
_DETAIL = Text(
    "上下 翻看 | * 4 更正 6 补记 | Enter、Esc 回到日志",
    "Up Down scroll | * 4 correct, 6 add | Enter, Esc back",
)
_ASKED = Text(
    "数字 选 | Enter 记下 | Esc 离开,草稿留着", "digit choose | Enter records | Esc leave, draft stays"
)
_STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -100_000, "end": 100_000}


class NotesPage(FlowPage):
    """The log of the shift."""

    NAME: ClassVar[str] = "log"
    TITLE_TEXT: ClassVar[Text] = Text("日志", "Log")
    CSS_PATH = "notes.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.here: int | None = None
        """Record id of the entry at the cursor; None = the newest."""
        self.only: str | None = None
        """Category that is shown; None = all."""
        self.detail: int | None = None
        """First row of the detail that is shown; None = the list is shown."""
        self._offset = 0

    # --- state ------------------------------------------------------------------------------------

    @property
    def draft_prefix(self) -> str:
        """Beside the drafts of the form."""
        return questions.PREFIX

    @property
    def takes_text(self) -> bool:
        """Do letters and signs go into a text now, exactly as typed?"""
        return self.flow is not None and self.flow.dialogue.takes_text

    @property
    def categories(self) -> Mapping[str, Category]:
        """Categories by id."""
        return {c.id: c for c in self.session.manual.log.categories}

    def shown(self) -> tuple[Entry, ...]:
        """What is listed."""
        newest = entries.of(self.session.shift).newest_first()
        return shown_entries(newest, self.categories, self.session.who, self.only)

    def entry(self) -> Entry | None:
        """The entry at the cursor."""
        found = self.shown()
        return next((e for e in found if e.id == self.here), found[0] if found else None)

    # --- drawing ----------------------------------------------------------------------------------

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget: the list scrolls by itself."""
        yield FullRows(id="log")

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """The page is on top again."""
        super().on_screen_resume(event)
        self.call_after_refresh(self.update_view)

    def update_view(self) -> None:
        """Draw the list, or one entry whole."""
        if self.duty.session is None or not self.is_mounted:
            return
        widget = self.query_one("#log", FullRows)
        width, height = widget.size
        if width <= 0 or height <= 0:
            return
        d = self._drawing(width)
        entry = self.entry()
        if self.detail is not None and self.flow is None and entry is not None:
            rows = entry_detail(entry, d)
            self.detail = max(0, min(self.detail, len(rows) - height))
            widget.show(rows[self.detail : self.detail + height])
            self.hint(_DETAIL)
            return
        found = self.shown()
        at = next((n for n, e in enumerate(found) if entry is not None and e.id == entry.id), 0)
        rows = tuple(entry_row(e, d, here=n == at) for n, e in enumerate(found)) or (self._empty(),)
        body = Body(
            (self._head(d, len(found)),), rows, at, self._pane(entry, d), 5, asks=self.flow is not None
        )
        laid = lay_out(body, width, height, self._offset)
        self._offset = laid.offset
        widget.show(laid.rows)
        self.hint(_HINTS if self.flow is None else _ASKED)

    def _drawing(self, width: int) -> LogDrawing:
        scene = self.session.scene()
        people = {**{id: p.name for id, p in self.session.hall.people.items()}}
        people.update({p.id: p.name for p in premises_of(scene).roster})
        return LogDrawing(self.lang, width, scene.now, self.categories, people)

    def _head(self, d: LogDrawing, count: int) -> Row:
        name = Text("全部", "all") if self.only is None else self.categories[self.only].name
        left = (Span(" " + d.to(self.TITLE_TEXT), "title"), Span(f"  {d.to(name)}"))
        return spread(left, (Span(d.to(Text(f"{count} 条 ", f"{count} entries ")), "strong"),), d.width)

    def _empty(self) -> Row:
        none = Text(" 还没有记录。按 + 记一笔。", " Nothing yet. Press + to write an entry.")
        return row(none.to(self.lang), "dim")

    def _pane(self, entry: Entry | None, d: LogDrawing) -> tuple[Row, ...]:
        if self.flow is not None:
            return dialogue_rows(self.flow.dialogue, d.width, d.to)
        return () if entry is None else entry_detail(entry, d)[:6]

    def hold(self) -> None:
        """What is half-typed is on disk before anything covers the page."""
        self.session.drafts.flush()

    def focus_help(self) -> HelpText:
        """How the log is kept."""
        body = Text(
            "记下的不能删改:更正时旧字划去保留并写明原因,补记另加一段。发生十分钟后才记的标「迟记」。"
            "别人按 Enter 看过全文,或过了 24 小时,就锁定;没锁定的,写的人可以直接改写。",
            "What is written is never erased: a correction keeps the old words struck out, with its reason; "
            "an addition stands below. What is recorded ten minutes after it happened is marked late. An "
            "entry locks when somebody else has opened it with Enter, or after 24 hours; until then its "
            "author may put it into other words.",
        )
        return HelpText(self.TITLE_TEXT, body, ("S2", "S3", "S4"))

    # --- keys -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Moves, filters and dialogues; what is left is for the command table."""
        if await self._pressed(event.key) or await self.key_in_flow(event.key, event.character):
            event.stop()

    async def _pressed(self, key: str) -> bool:
        if self.flow is not None:
            return False
        if key in _STEPS:
            self._move(_STEPS[key])
        elif key in ("left", "right") and self.detail is None:
            self._filter(1 if key == "right" else -1)
        elif key == "enter" and self.entry() is not None:
            self.detail = None if self.detail is not None else 0
            await self._seen()
        else:
            return False
        self.update_view()
        return True

    async def _seen(self) -> None:
        """Opened whole by somebody else, an entry is read, and locked from now on (S2)."""
        entry, who = self.entry(), self.session.who
        if self.detail is None or entry is None or who is None or who.id == entry.by:
            return
        if all(reader.person != who.id for reader in entry.read_by) and self.session.read_only is None:
            self.show_outcome(await log.read(self.session, entry.id))

    def _move(self, step: int) -> None:
        if self.detail is not None:
            self.detail = max(0, self.detail + step)
            return
        found = self.shown()
        entry = self.entry()
        if entry is None:
            return
        at = next(n for n, e in enumerate(found) if e.id == entry.id)
        self.here = found[min(max(at + step, 0), len(found) - 1)].id

    def _filter(self, step: int) -> None:
        """The next category that has entries, around all of them."""
        newest = entries.of(self.session.shift).newest_first()
        there = {e.category for e in shown_entries(newest, self.categories, self.session.who, None)}
        order: list[str | None] = [None, *(id for id in self.categories if id in there)]
        at = order.index(self.only) if self.only in order else 0
        self.only = order[(at + step) % len(order)]

    async def on_paste(self, event: events.Paste) -> None:
        """A paste goes into the words of an open dialogue."""
        event.stop()
        if self.flow is None:
            self.say(Text("先按 + 记一笔,再粘贴。", "Press + for a new entry, then paste."))
        else:
            await self.paste_in_flow(event.text)

    # --- commands of the page ---------------------------------------------------------------------

    def do_exception(self) -> None:
        """`*`: correct or add."""
        entry = self.entry()
        if entry is None:
            self.say(Text("还没有记录。", "There is no entry yet."))
            return
        makers = {"correct": questions.correction, "add": questions.addition}

        async def chosen(answers: Mapping[str, str]) -> None:
            self.open_flow(makers[answers["what"]](self.session, entry))

        self.open_flow(Flow("menu", questions.menu(entry), chosen))

    def do_next(self) -> None:
        """Tab: the next category."""
        self._tab(1)

    def do_previous(self) -> None:
        """Shift+Tab: the category before."""
        self._tab(-1)

    def _tab(self, step: int) -> None:
        if self.flow is not None:
            self.say(Text("先答完,或按 Esc 离开。", "Answer first, or leave with Esc."))
            return
        self.detail = None
        self._filter(step)
        self.update_view()

    async def do_back(self) -> None:
        """Esc: out of the dialogue, out of the entry, back to today."""
        if self.flow is not None:
            self.flow = None
        elif self.detail is not None:
            self.detail = None
        else:
            await self.duty.show_page("today")
            return
        self.update_view()

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """On disk: the entry shows it."""
        del flow
        self.show_outcome(outcome)
