"""Open items 未结: read what was carried in, settle what is done, note what must come back (L10, S7)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.desk import items as wishes
from dutyterm.i18n import Text
from dutyterm.shift import board, open_items
from dutyterm.tui.dialogs.choose import Choice, Choose
from dutyterm.tui.dialogs.text import TextDialog
from dutyterm.tui.page import HelpText, Page
from dutyterm.tui.views.board import item_row
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import EMPTY, Row, row, rule
from dutyterm.tui.widgets.rows import Rows, Sheet

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp


async def show_item(app: DutyApp, ref: str) -> None:
    """The page of open items, at this one."""
    await app.show_page("items")
    page = app.screen
    if isinstance(page, ItemsPage):
        page.go_to(ref)


class ItemsPage(Page):
    """The list, and below it the item under the cursor."""

    NAME: ClassVar[str] = "items"
    TITLE_TEXT = Text("未结事项", "Open items")
    CSS_PATH = "items.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.ref: str | None = None
        """Reference of the item under the cursor."""

    def compose_body(self) -> Iterable[Widget]:
        """List and detail."""
        yield Rows(id="items-head")
        yield Sheet(id="items")
        yield Rows(id="detail")

    def on_mount(self) -> None:
        """First drawing."""
        self.update_view()

    def on_resize(self) -> None:
        """Wrapped anew."""
        self.update_view()

    @property
    def waiting(self) -> tuple[board.Waiting, ...]:
        """What is open, overdue first."""
        return board.waiting_items(self.session.scene()) if self.session.has_open_shift else ()

    @property
    def current(self) -> open_items.Item | None:
        """The item under the cursor."""
        found = self.waiting
        return next((w.item for w in found if w.item.ref == self.ref), found[0].item if found else None)

    def go_to(self, ref: str) -> None:
        """Put the cursor on an item."""
        self.ref = ref
        self.update_view()

    def update_view(self) -> None:
        """The list and the detail."""
        cells, lang, now = self.app.size.width, self.lang, self.duty.now
        waiting, current = self.waiting, self.current
        head = _HEAD.fill(n=len(waiting)).to(lang)
        self.query_one("#items-head", Rows).show([row(" " + head, "title"), rule(cells)])
        rows = [item_row(w, now, lang, cells - 2, here=w.item == current) for w in waiting]
        sheet = self.query_one("#items", Sheet)
        sheet.show(rows or [EMPTY, row("  " + _NONE.to(lang), "done")])
        at = next((n for n, w in enumerate(waiting) if w.item == current), 0)
        sheet.bring_into_sight(at)
        self.query_one("#detail", Rows).show(self._detail(current, cells) if current is not None else [])
        self.hint(_HINTS)

    def _detail(self, item: open_items.Item, cells: int) -> list[Row]:
        lang, zone = self.lang, self.duty.now.tzinfo
        rows: list[Row] = [rule(cells)]
        rows += [row(" " + line, "strong") for line in wrap(item.title.to(lang), cells - 2)]
        people = self.session.hall.people
        opener = people.get(item.opened_by or "")
        by = opener.name if opener is not None else ""
        at = item.opened_at.astimezone(zone).strftime("%m-%d %H:%M")
        parts = [_SORTS[item.sort].to(lang), f"{at} {by}".strip()]
        if item.item:
            parts.append(f"{item.item} {item.part}".strip())
        if item.due is not None:
            parts.append(_DUE.fill(at=item.due.astimezone(zone).strftime("%m-%d %H:%M")).to(lang))
        if item.carried:
            who = self.session.who
            read = who is not None and who.id in item.read_by
            parts.append((_READ if read else _CARRIED).to(lang))
        rows.append(row(" " + " | ".join(parts), "dim"))
        return rows

    async def on_key(self, event: events.Key) -> None:
        """Arrows move, Space reads, Enter settles."""
        refs = [w.item.ref for w in self.waiting]
        current = self.current
        at = refs.index(current.ref) if current is not None else 0
        match event.key:
            case "up" | "down" | "pageup" | "pagedown" | "home" | "end" if refs:
                step = {
                    "up": -1,
                    "down": 1,
                    "pageup": -8,
                    "pagedown": 8,
                    "home": -len(refs),
                    "end": len(refs),
                }
                self.ref = refs[min(max(0, at + step[event.key]), len(refs) - 1)]
                self.update_view()
            case "space":
                await self._read(current)
            case "enter":
                self._settle(current)
            case _:
                return
        event.stop()

    async def _read(self, item: open_items.Item | None) -> None:
        if item is None:
            self.say(_NONE)
        elif not item.carried:
            self.say(_OWN)
        elif self.show_outcome(await wishes.read(self.session, item.ref)):
            self.update_view()
            self.do_next()

    def _settle(self, item: open_items.Item | None) -> None:
        if item is None:
            self.say(_NONE)
            return
        dialog = TextDialog(
            _RESULT.fill(title=item.title),
            phrases=RESULTS,
            draft=f"item/{item.ref}/result",
            submit=lambda result: wishes.close(self.session, item.ref, result),
        )
        self.app.push_screen(dialog, self._saved)

    def _saved(self, text: str | None) -> None:
        """The dialog is done: what it did is on disk."""
        if text is not None:
            self.show_outcome(None)
            self.update_view()

    def do_exception(self) -> None:
        """`*`: settle, or note a new item by hand."""

        async def chosen(id: str | None) -> None:
            if id == "settle":
                self._settle(self.current)
            elif id == "new":
                self._new()

        none = None if self.current is not None else _NONE
        choices = [Choice("settle", _SETTLE, none), Choice("new", _NEW)]
        self.app.push_screen(Choose(self.TITLE_TEXT, choices), chosen)

    def _new(self) -> None:
        dialog = TextDialog(
            _NEW_TITLE, draft="item/new", submit=lambda title: wishes.note(self.session, title)
        )
        self.app.push_screen(dialog, self._saved)

    def do_next(self) -> None:
        """Tab: the next one carried in and not read yet, else the next one."""
        self._turn(1)

    def do_previous(self) -> None:
        """Shift+Tab."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        waiting, current, who = self.waiting, self.current, self.session.who
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
        """Esc: to the board."""
        await self.duty.show_page("today")

    def focus_help(self) -> HelpText:
        """The item, or the page."""
        item = self.current
        return HelpText(self.TITLE_TEXT if item is None else item.title, _HELP, ("L10", "S7"))


_HEAD: Final = Text("未结 {n} 件", "{n} open")
_NONE: Final = Text("没有未结事项。", "Nothing is open.")
_OWN: Final = Text(
    "这是本班开的,不用读;办好了按 Enter。", "Opened in this shift: nothing to read; Enter settles it."
)
_ALL_READ: Final = Text("上一班带来的都读过了。", "Everything carried in has been read.")
_SORTS: Final = {
    "failed": Text("检查异常", "off the norm"),
    "deferred": Text("缓办", "deferred"),
    "away": Text("离机补答", "answered later"),
    "note": Text("人工登记", "noted by hand"),
}
_DUE: Final = Text("限 {at}", "due {at}")
_CARRIED: Final = Text("上一班带来,未读", "carried in, not read")
_READ: Final = Text("已读", "read")
_RESULT: Final = Text("办结: {title}", "Settle: {title}")
RESULTS: Final = (
    Text("已修好,试过正常", "repaired and tried"),
    Text("已换新", "replaced"),
    Text("已联系,对方已处理", "reported and dealt with"),
    Text("已补办", "done meanwhile"),
    Text("不再需要", "no longer needed"),
)
"""Usual results of an item that is settled."""
_SETTLE: Final = Text("办结这一件", "settle this one")
_NEW: Final = Text("新记一件未结", "note a new one")
_NEW_TITLE: Final = Text("要跟进什么?", "What must be followed up?")
_HINTS: Final = Text(
    "Space 已读 | Enter 办结 | Tab 下一未读 | * 新记 | Esc 返回",
    "Space read | Enter settles | Tab next unread | * new | Esc back",
)
_HELP: Final = Text(
    "未结事项每班都会回来,直到写明结果办结。上一班带来的,读过按 Space。",
    "Open items come back every shift until they are settled with a result. Space marks what was "
    "carried in as read.",
)
