"""Changes of the manual 手册更新: read one by one, then confirmed by each person (R2-14)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.desk import reading as desk
from dutyterm.i18n import Text
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views.reading import change_rows, head_rows, nothing_rows, words_rows
from dutyterm.tui.views.spans import row
from dutyterm.tui.views.walk_body import Body, lay_out
from dutyterm.tui.widgets.full_rows import FullRows

_STEPS: Final = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -100_000, "end": 100_000}


class ReadingPage(OverPage):
    """Space marks a change as read and goes on; when all are read, 1 confirms; Esc leaves it for later."""

    NAME: ClassVar[str] = "reading"
    TITLE_TEXT = Text("手册更新", "Changes of the manual")

    def __init__(self, reading: desk.Reading) -> None:
        super().__init__()
        self.reading = reading
        self.cursor = 0
        self.read: set[int] = set()
        """Places of the changes that were marked as read; a draft until the confirmation."""
        self._offset = 0
        self._pane_from = 0
        self._pane_rows = 0
        self._hidden = 0

    def compose_body(self) -> Iterable[Widget]:
        """List and words in one widget."""
        yield FullRows(id="reading")

    def on_mount(self) -> None:
        """What was read before somebody called stays read."""
        kept = self.session.drafts.get(self._draft)
        known = range(len(self.reading.changes))
        self.read = {n for n in known if kept[n : n + 1] == "x"}
        self.cursor = next((n for n in known if n not in self.read), 0)
        self.update_view()

    def on_full_rows_resized(self) -> None:
        """Measured anew."""
        self.update_view()

    @property
    def _draft(self) -> str:
        who = self.session.who
        return f"reading/{'' if who is None else who.id}/{self.reading.id}"

    @property
    def _all_read(self) -> bool:
        return len(self.read) == len(self.reading.changes)

    def update_view(self) -> None:
        """The list of changes, under it the words of the one at the cursor."""
        widget = self.query_one("#reading", FullRows)
        width, height = widget.size
        if width <= 0 or height <= 0:
            return
        reading, lang = self.reading, self.lang
        rows = change_rows(reading, self.read, self.cursor, lang)
        if reading.changes:
            pane = words_rows(reading.changes[self.cursor], lang, width)
        else:
            pane = nothing_rows(reading, lang, width)
        foot = (row(" " + _CONFIRM.to(lang), "strong"),) if self._all_read else ()
        head = (*head_rows(reading, len(self.read), lang), *foot)
        body = Body(head, rows, self.cursor, pane, 6, self._pane_from)
        laid = lay_out(body, width, height, self._offset)
        self._offset, self._hidden, self._pane_rows = laid.offset, laid.hidden, laid.pane_rows
        widget.show(laid.rows)
        more = self._hidden > 0 or self._pane_from > 0
        self.hint(_HINTS_MORE if more else _HINTS)

    async def on_key(self, event: events.Key) -> None:
        """Space reads, 1 confirms, arrows move, Enter shows what has no room."""
        key, last = event.key, len(self.reading.changes) - 1
        if key in _STEPS:
            self._go(min(max(self.cursor + _STEPS[key], 0), max(0, last)))
        elif key == "space":
            self._mark(self.duty.pressed_ms(event))
        elif key == "enter":
            self._more()
        elif event.character == "1":
            await self._confirm()
        else:
            return
        event.stop()

    def _go(self, to: int) -> None:
        self.cursor, self._pane_from = to, 0
        self.update_view()

    def _more(self) -> None:
        if not self._hidden and not self._pane_from:
            self.say(_ALL_SHOWN)
            return
        self._pane_from = self._pane_from + max(1, self._pane_rows) if self._hidden else 0
        self.update_view()

    def _mark(self, pressed_ms: int) -> None:
        if not self.reading.changes:
            self.say(_CONFIRM)
            return
        guard = self.duty.guard
        if guard.ignores("space", pressed_ms):
            self.say(_TOO_SOON)  # a Space that is held down reads nothing
            return
        self.read.add(self.cursor)
        # no digits: a row of them could look like a number that drafts mask
        marks = ("x" if n in self.read else "." for n in range(len(self.reading.changes)))
        self.session.drafts.put(self._draft, "".join(marks))
        self.do_next()
        guard.jumped("space", pressed_ms)
        if self._all_read:
            self.say(_CONFIRM)

    async def _confirm(self) -> None:
        if not self._all_read:
            self.say(_LEFT.fill(n=len(self.reading.changes) - len(self.read)), "warning")
            return
        if self.show_outcome(await desk.confirm(self.session, self.reading)):
            self.session.drafts.drop(self._draft)
            self.app.pop_screen()
            self.duty.call_later(self.duty.say, _DONE, "good")

    def do_next(self) -> None:
        """Tab: the next change that was not read."""
        self._turn(1)

    def do_previous(self) -> None:
        """Shift+Tab."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        count = len(self.reading.changes)
        order = [(self.cursor + step * n) % count for n in range(1, count + 1)]
        self._go(next((n for n in order if n not in self.read), self.cursor))

    def focus_help(self) -> HelpText:
        """Why this is asked."""
        return HelpText(self.TITLE_TEXT, _HELP, ("S3",))


_CONFIRM: Final = Text("都看过了: 1 确认已读  Esc 以后再说", "All read: 1 confirms, Esc leaves it for later")
_TOO_SOON: Final = Text("按得太快,没有记。看过再按。", "Too quick, not taken: read it, then press.")
_LEFT: Final = Text(
    "还有 {n} 处没看: 每处看过按 Space。", "{n} changes are not read yet: press Space on each."
)
_ALL_SHOWN: Final = Text("这一处已全部显示。", "All of it is shown.")
_DONE: Final = Text("已确认手册更新,已写盘。", "The changes of the manual are confirmed and saved.")
_HINTS: Final = Text(
    "Space 看过、下一处 | Tab 下一未看 | 1 确认(全部看过后) | Esc 以后",
    "Space read, next | Tab next unread | 1 confirm (all read) | Esc later",
)
_HINTS_MORE: Final = Text(
    "Space 看过、下一处 | Enter 余下的字 | 1 确认(全部看过后) | Esc 以后",
    "Space read, next | Enter the rest | 1 confirm (all read) | Esc later",
)
_HELP: Final = Text(
    "手册换了版本,或本厅增补改了,每个能登录的人都把改动看一遍再确认;确认记在本厅日志里,厅经理在「人员」页看得到谁还没有。"
    "加号后面是新的话,减号后面是旧的话。Esc 先去忙,今日页会提醒,菜单「更新」再回来;看过的还算看过。",
    "When another version of the manual or of the hall's additions comes into force, everybody who signs in "
    "reads what changed and confirms it; the confirmation is a record of the hall, and the page People "
    "shows who has not yet. After a plus stand the new words, after a minus the old ones. Esc leaves it for "
    "later: the board reminds, the menu entry Changes comes back, and what was read stays read.",
)
