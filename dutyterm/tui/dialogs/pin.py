"""Asks a PIN and does what it signs; a wrong one is said in place, and what was to be signed stays open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

from textual import events

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.tui.dialogs.dialog import Dialog
from dutyterm.tui.views.spans import EMPTY, Row, Span

LONGEST: Final = 12
"""Digits; more are not taken."""

Verify = Callable[[str], Awaitable[object]]
"""Does the thing with the PIN: its answer dismisses the dialog, a Refusal or NotSaved is shown in it."""


class PinDialog(Dialog[object]):
    """Dismissed with what `verify` answered (or the PIN itself without one), or None after Esc.

    Only digits, Backspace, Enter and Esc work, and F9 and F1. The PIN is never shown, kept or logged.
    """

    def __init__(self, title: Text, lines: Sequence[Text] = (), verify: Verify | None = None) -> None:
        super().__init__(title, _HINTS)
        self.lines = tuple(lines)
        """What the PIN signs."""
        self._verify = verify
        self._typed = ""
        self._busy = False

    def body_rows(self) -> Iterable[Row]:
        """What is signed, and a star for each digit."""
        for line in self.lines:
            yield from self.wrapped(line)
        yield EMPTY
        yield (Span("PIN  ", "strong"), Span("*" * len(self._typed) + "_", "input"))

    async def on_key(self, event: events.Key) -> None:
        """Everything else is dead on purpose, and says so."""
        key, char = event.key, event.character or ""
        event.stop()
        if self._busy:
            return
        if key == "escape":
            self.do_back()
        elif key == "backspace":
            self._typed = self._typed[:-1]
        elif key == "enter":
            await self._entered()
        elif len(char) == 1 and char in "0123456789":
            self._typed = (self._typed + char)[:LONGEST]
        else:
            self.say(_DEAD)
        if self.is_current:
            self.update_question()

    async def _entered(self) -> None:
        if not self._typed:
            self.say(_EMPTY)
            return
        pin, self._typed = self._typed, ""
        if self._verify is None:
            self.dismiss(pin)
            return
        self._busy = True
        self.say(_CHECKING, "plain")
        try:
            answer = await self._verify(pin)
        finally:
            self._busy = False
        from dutyterm.desk.outcome import NotSaved

        if isinstance(answer, Refusal | NotSaved):
            self.say(answer.text, "error")
        else:
            self.dismiss(answer)


_HINTS: Final = Text(
    "数字 PIN | 退格 改 | Enter 确认 | Esc 不签",
    "Digits: PIN | Backspace | Enter confirms | Esc leaves it unsigned",
)
_DEAD: Final = Text(
    "这里只输 PIN:数字、退格、Enter、Esc。", "Only the PIN here: digits, Backspace, Enter, Esc."
)
_EMPTY: Final = Text("先输 PIN,再按 Enter。", "Type the PIN first, then Enter.")
_CHECKING: Final = Text("核对中...", "Checking...")
