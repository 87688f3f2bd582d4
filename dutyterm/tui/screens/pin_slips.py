"""PINs for one use, shown once: to be copied, or written as a text file that is printed and cut."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.hall.founding import OneUse
from dutyterm.i18n import Text
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views.cells import pad, wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, row
from dutyterm.tui.widgets.rows import Sheet

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp


class PinSlipsPage(OverPage):
    """Everybody who was given a PIN for one use, with it."""

    NAME: ClassVar[str] = "pin_slips"
    TITLE_TEXT: ClassVar[Text] = Text("一次性 PIN,只显示这一次", "PINs for one use, shown only now")

    def __init__(self, slips: tuple[OneUse, ...]) -> None:
        super().__init__()
        self.slips = slips
        self._leaving = False
        """Esc was pressed once: what is lost by leaving was said."""

    def compose_body(self) -> Iterable[Widget]:
        """One sheet."""
        yield Sheet()

    def on_mount(self) -> None:
        """First drawing."""
        self.update_view()

    def on_resize(self) -> None:
        """In as many columns as there is room for."""
        self.update_view()

    def update_view(self) -> None:
        """What they are for, then who has which."""
        cells = max(20, self.app.size.width - 2)
        rows: list[Row] = [row(" " + self.TITLE_TEXT.to(self.lang), "title")]
        rows += [row(" " + line) for line in wrap(_HOW.to(self.lang), cells - 1)]
        self.show_rows([*rows, EMPTY, *self._listed(cells)])
        self.hint(_HINTS)

    def _listed(self, cells: int) -> list[Row]:
        columns = max(1, cells // _COLUMN)
        deep = -(-len(self.slips) // columns)
        rows: list[Row] = []
        for n in range(deep):
            spans: list[Span] = []
            for one in self.slips[n::deep]:
                spans.append(Span(f" {pad(one.person.number, 10)} {pad(one.person.name, 14)} "))
                spans += [Span(one.pin, "strong"), Span("      ")]
            rows.append(tuple(spans))
        return rows

    async def on_key(self, event: events.Key) -> None:
        """1: copied; 2: a text file to print; arrows move."""
        if self.scrolled(event):
            return
        if event.character == "1":
            event.stop()
            await super().do_back()
        elif event.character == "2":
            event.stop()
            await self._write()

    async def _write(self) -> None:
        from dutyterm.desk.outcome import NotSaved
        from dutyterm.desk.pin_slips import write

        path = await write(self.session, self.slips, self.lang)
        if isinstance(path, NotSaved):
            self.say(path.text, "error")
        else:
            self.say(_WRITTEN.fill(file=path.name), "good")

    async def do_back(self) -> None:
        """Esc: once more, as they are not shown again."""
        if self._leaving:
            await super().do_back()
            return
        self._leaving = True
        self.say(_COPY_FIRST, "warning")

    def focus_help(self) -> HelpText:
        """What such a PIN is."""
        return HelpText(self.TITLE_TEXT, _HOW, ("R2",))


async def give_to_all(app: DutyApp) -> None:
    """Everybody without an own PIN gets one for one use; run it in a worker."""
    from dutyterm.desk.people import hand_out, without_own_pin
    from dutyterm.tui.dialogs.choose import Confirm

    session = app.session
    if session is None:
        return
    count = len(without_own_pin(session))
    if not count:
        app.say(_NOBODY)
        return
    if await app.push_screen_wait(Confirm(_SURE.fill(n=count), _YES)) != "yes":
        return
    given = await hand_out(session)
    if isinstance(given, tuple):
        await app.push_screen(PinSlipsPage(given))
    else:
        app.say(given.text, "error")


_COLUMN: Final = 39
"""Cells of one person; two columns in 80."""
_HOW: Final = Text(
    "当面交给本人。第一次登录,或第一次作为第二人签名时,程序要求换成自己的;一次性 PIN 不签任何名。"
    "丢了可在「人员」按 * 重发。",
    "Hand each over in person. At the first sign-in, or the first signature as second person, the program "
    "asks for a PIN of one's own; one for one use signs nothing. Lost ones: People, then *.",
)
_HINTS: Final = Text(
    "1 抄好了 | 2 写成文本文件去打印 | 上下 看 | Esc 离开",
    "1 copied | 2 text file to print | Up Down | Esc leave",
)
_WRITTEN: Final = Text(
    "已写 {file}(数据目录),打印、裁开后删掉。",
    "Written: {file} in the data directory; print, cut, delete it.",
)
_COPY_FIRST: Final = Text(
    "离开后不再显示: 抄好按 1,要打印按 2;再按 Esc 就离开。",
    "Not shown again: 1 when copied, 2 to print; Esc once more leaves.",
)
_NOBODY: Final = Text("每个人都有自己的 PIN。", "Everybody has a PIN of their own.")
_SURE: Final = Text(
    "给 {n} 位没有自己 PIN 的人发一次性 PIN?", "Give {n} people without a PIN of their own one for one use?"
)
_YES: Final = Text("发", "give them")
