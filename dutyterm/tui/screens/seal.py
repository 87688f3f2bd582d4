"""Handover in its simplest form: look the shift over, seal it with the PIN, copy the code to the slip."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.i18n import Text
from dutyterm.shift import entries, life, open_items
from dutyterm.shift.day.rows import Stand
from dutyterm.shift.lists.state import of as lists_of
from dutyterm.shift.seal import ready_to_seal
from dutyterm.shift.second_reading import second_reading
from dutyterm.tui.dialogs.pin import PinDialog
from dutyterm.tui.page import HelpText, Page
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, row, rule
from dutyterm.tui.widgets.rows import Sheet

if TYPE_CHECKING:
    from dutyterm.desk.sealing import Sealed


class SealPage(Page):
    """What the shift leaves behind, then the PIN that seals it for ever."""

    NAME: ClassVar[str] = "handover"
    TITLE_TEXT = Text("交接", "Seal the shift")

    def __init__(self) -> None:
        super().__init__()
        self.sealed: Sealed | None = None
        """Set when the shift was sealed here; its code stays on screen until Esc."""

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
        """The shift as it would be sealed, or the code."""
        if self.sealed is not None:
            rows = self._code_rows(self.sealed)
            self.hint(_SEALED_HINTS)
        elif not self.session.has_open_shift:
            rows = [EMPTY, row("  " + _NO_SHIFT.to(self.lang), "strong")]
            self.hint(_SEALED_HINTS)
        else:
            rows = self._shift_rows()
            self.hint(_HINTS)
        self.query_one(Sheet).show(rows)

    def _shift_rows(self) -> list[Row]:
        lang, cells = self.lang, self.app.size.width - 4
        scene = self.session.scene()
        part = life.of(scene.shift)
        opened = part.opened
        rows: list[Row] = [row(" " + self.TITLE_TEXT.to(lang), "title"), rule(self.app.size.width)]
        if opened is not None:
            name = _SHIFT.fill(
                day=opened.day.strftime("%m-%d"), code=opened.code, n=len(self.session.records)
            )
            rows.append(row("  " + name.to(lang), "strong"))
        doors = part.doors
        told = (
            _SHUT
            if doors is None
            else _OPENED.fill(at=doors.opened_at.astimezone(scene.now.tzinfo).strftime("%H:%M"))
        )
        items = open_items.of(scene.shift).open()
        notes = len(entries.of(scene.shift).by_id)
        rows.append(row("  " + told.to(lang)))
        rows.append(row("  " + _COUNTS.fill(items=len(items), notes=notes).to(lang)))
        rows.append(EMPTY)
        missing = (*(blocker.text for blocker in ready_to_seal(scene)), *self._not_begun())
        if missing:
            rows.append(row("  " + _NOT_READY.to(lang), "warning"))
            for text in missing:
                rows += [row("   ! " + line) for line in wrap(text.to(lang), cells - 4)]
            rows += [row("  " + line, "dim") for line in wrap(_STILL.to(lang), cells)]
        else:
            rows.append(row("  " + _READY.to(lang), "done"))
        rows.append(EMPTY)
        again = second_reading(scene)
        if again:
            rows.append(row("  " + _AGAIN.to(lang), "strong"))
            for text in again:
                first, *more = wrap(text.to(lang), cells - 4)
                rows += [row("   * " + first, "warning"), *(row("     " + line, "warning") for line in more)]
            rows.append(EMPTY)
        if items:
            rows.append(row("  " + _TAKES_OVER.to(lang), "strong"))
            rows += [row(f"   #{item.number} {item.title.to(lang)}") for item in items]
            rows.append(EMPTY)
        rows += [row("  " + line) for line in wrap(_WHAT.to(lang), cells)]
        return rows

    def _not_begun(self) -> list[Text]:
        """Lists of this shift whose time has come and that nobody began."""
        from dutyterm.desk.day import today

        entries = today(self.session).entries
        begun = {run.list for run in lists_of(self.session.shift).runs.values()}
        due = (e.row.list for e in entries if e.stand in (Stand.NOW, Stand.LATE) and e.row.list is not None)
        found = [self.session.manual.list(id) for id in dict.fromkeys(due) if id not in begun]
        return [_NOT_BEGUN.fill(title=checklist.title) for checklist in found if checklist is not None]

    def _code_rows(self, sealed: Sealed) -> list[Row]:
        lang, cells = self.lang, self.app.size.width - 4
        rows: list[Row] = [EMPTY, row("  " + _SEALED.to(lang), "title"), EMPTY]
        rows.append(
            (
                Span("      "),
                Span(f" {sealed.code} ", "input"),
                Span("   " + _RECORDS.fill(n=sealed.records).to(lang), "strong"),
            )
        )
        rows.append(EMPTY)
        rows += [row("  " + line) for line in wrap(_COPY.to(lang), cells)]
        rows += [EMPTY, row("  " + _FILE.fill(file=sealed.file).to(lang), "dim")]
        rows.append(row("  SHA-256 " + sealed.seal[:32], "dim"))
        rows.append(row("          " + sealed.seal[32:], "dim"))
        if not sealed.signed:
            rows.append(row("  " + _UNSIGNED.to(lang), "warning"))
        return rows

    async def on_key(self, event: events.Key) -> None:
        """Enter asks for the PIN; arrows scroll."""
        sheet = self.query_one(Sheet)
        match event.key:
            case "enter":
                event.stop()
                self._ask_pin()
                return
            case "up" | "down":
                sheet.scroll_relative(y=1 if event.key == "down" else -1, animate=False)
            case "pageup" | "pagedown":
                sheet.page(1 if event.key == "pagedown" else -1)
            case "home":
                sheet.scroll_home(animate=False)
            case "end":
                sheet.scroll_end(animate=False)
            case _:
                return
        event.stop()

    def _ask_pin(self) -> None:
        from dutyterm.desk.sealing import Sealed, seal

        if self.sealed is not None or not self.session.has_open_shift:
            self.say(_NO_SHIFT)
            return

        def done(answer: object) -> None:
            if isinstance(answer, Sealed):
                self.sealed = answer
                self.update_view()

        who = self.session.who
        lines = [_SIGNS.fill(name=who.name if who is not None else "")]
        self.app.push_screen(PinDialog(_PIN, lines, verify=lambda pin: seal(self.session, pin)), done)

    async def do_back(self) -> None:
        """Esc: to the board."""
        self.sealed = None
        await self.duty.show_page("today")

    def do_next(self) -> None:
        """Tab: what is not finished is in the lists."""
        self.say(_TO_LISTS)

    def focus_help(self) -> HelpText:
        """What sealing means."""
        return HelpText(self.TITLE_TEXT, _WHAT, ("S3", "N5"))


_NO_SHIFT: Final = Text("没有开着的班。", "No shift is open.")
_SHIFT: Final = Text("{day} {code} 班,共 {n} 条记录", "{day} shift {code}, {n} records")
_SHUT: Final = Text("开门: 没有记录", "Doors: no opening recorded")
_OPENED: Final = Text("开门 {at}", "Doors opened {at}")
_COUNTS: Final = Text("未结 {items} 件   日志 {notes} 条", "{items} open items   {notes} log entries")
_NOT_READY: Final = Text("还没办好的:", "Not in order yet:")
_NOT_BEGUN: Final = Text("{title}还没有开始", "{title}: not begun")
_STILL: Final = Text(
    "这些不挡封存,会照实记下、交给下一班。",
    "None of this forbids sealing; it is recorded and handed on as it is.",
)
_READY: Final = Text("都办好了。", "Everything is in order.")
_AGAIN: Final = Text("再看一遍,照实写进封存:", "Read again; it goes into the seal as it is:")
_TAKES_OVER: Final = Text("下一班接手:", "The next shift takes over:")
_WHAT: Final = Text(
    "封存后谁也不能再改。按 Enter,输 PIN 即封存,得到 15 位封存码,抄到交接单上。",
    "Once sealed, nobody can change it. Enter, then the PIN seals it and gives the code of 15 "
    "digits for the slip.",
)
_SEALED: Final = Text("已封存。封存码:", "Sealed. Seal code:")
_RECORDS: Final = Text("{n} 条", "{n} records")
_COPY: Final = Text(
    "把封存码和条数抄到交接单上。下一次开班要输入它,对得上才说明文件没有动过。",
    "Copy the code and the number of records to the slip. The next opening asks for it: only then "
    "is it known that "
    "the file is untouched.",
)
_FILE: Final = Text("文件 {file}", "File {file}")
_UNSIGNED: Final = Text("没有设备签名", "without the device's signature")
_PIN: Final = Text("封存本班", "Seal the shift")
_SIGNS: Final = Text("{name} 的 PIN 即封存,不可撤销。", "The PIN of {name} seals it; this cannot be undone.")
_HINTS: Final = Text(
    "Enter 封存(要 PIN) | 上下 看 | Esc 回今日,不封存",
    "Enter seals (asks the PIN) | Up Down | Esc to Today, unsealed",
)
_SEALED_HINTS: Final = Text("抄好按 Esc 回今日 | Ctrl+Q 离开", "Copied? Esc to Today | Ctrl+Q leave")
_TO_LISTS: Final = Text("没走完的清单在 F3。", "Unfinished lists are on F3.")
