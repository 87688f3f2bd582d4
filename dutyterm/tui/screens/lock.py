"""The lock: the content is hidden until the PIN of the person signed in is typed; F9 works."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.tui.dialogs.pin import LONGEST
from dutyterm.tui.page import Page
from dutyterm.tui.views.spans import EMPTY, Span, row
from dutyterm.tui.widgets.rows import Sheet


class LockPage(Page):
    """Laid over everything; Esc does not open it."""

    NAME: ClassVar[str] = "lock"
    TITLE_TEXT = Text("锁屏", "Locked")

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._busy = False

    def compose_body(self) -> Iterable[Widget]:
        """One sheet."""
        yield Sheet()

    def on_mount(self) -> None:
        """First drawing."""
        self.update_view()

    def update_view(self) -> None:
        """Who may unlock, and a star for each digit."""
        who = self.session.who
        name = f"{who.name} {who.number}" if who is not None else ""
        pin = "*" * len(self._typed) + "_"
        still = _STILL if self.session.has_open_shift else _NO_SHIFT
        self.query_one(Sheet).show(
            [
                EMPTY,
                EMPTY,
                row("      " + _LOCKED.to(self.lang), "title"),
                EMPTY,
                row("      " + name, "strong"),
                EMPTY,
                (Span("      PIN  ", "strong"), Span(pin, "input")),
                EMPTY,
                row("      " + still.to(self.lang), "dim"),
            ]
        )
        self.hint(_HINTS)

    async def on_key(self, event: events.Key) -> None:
        """Digits of the PIN; what else is allowed comes from the command table."""
        key, char = event.key, event.character or ""
        if key == "backspace":
            self._typed = self._typed[:-1]
        elif key == "enter":
            event.stop()
            await self._entered()
        elif key == "asterisk":
            event.stop()
            self.app.call_later(self.duty.do_sign_out)  # drafts and shift stay; this page goes
            return
        elif len(char) == 1 and char in "0123456789":
            self._typed = (self._typed + char)[:LONGEST]
        else:
            return
        event.stop()
        if self.is_current:
            self.update_view()

    async def _entered(self) -> None:
        from dutyterm.desk.outcome import NotSaved
        from dutyterm.desk.people import unlock

        if self._busy or not self._typed:
            self.say(_EMPTY)
            return
        pin, self._typed, self._busy = self._typed, "", True
        try:
            answer = await unlock(self.session, pin)
        finally:
            self._busy = False
        if isinstance(answer, Refusal | NotSaved):
            self.say(answer.text, "error")
        elif self.is_current:
            self.app.pop_screen()

    def do_back(self) -> None:
        """Esc hides nothing and opens nothing."""
        self._typed = ""
        self.update_view()
        self.say(_EMPTY)


_LOCKED: Final = Text("已锁屏", "Locked")
_STILL: Final = Text(
    "班次照常,计时不停,半输的内容都在。F9 应急不用解锁。",
    "The shift goes on, what is half-typed stays. F9 needs no PIN.",
)
_NO_SHIFT: Final = Text(
    "没有开着的班,半输的内容都在。F9 应急不用解锁。",
    "No shift is open, what is half-typed stays. F9 needs no PIN.",
)
_EMPTY: Final = Text("输入 PIN 再按 Enter。", "Type the PIN, then Enter.")
_HINTS: Final = Text(
    "数字 PIN | 退格 改 | Enter 解锁 | * 换人 | F9 应急 | Ctrl+L 中/EN",
    "Digits: PIN | Backspace | Enter unlocks | * switch | F9 alert | Ctrl+L 中/EN",
)
