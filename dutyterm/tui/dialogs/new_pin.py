"""Choosing a PIN: the old one where there is one, the new one twice; refused ones say why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual import events

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.tui.dialogs.dialog import Dialog
from dutyterm.tui.dialogs.pin import LONGEST
from dutyterm.tui.views.spans import EMPTY, Row, Span


class ChangePin(Dialog[bool]):
    """Dismissed with True when the PIN was changed. `known` is the old PIN when it was typed just before.

    `person` is who changes it when that is not the person signed in.
    """

    def __init__(
        self, title: Text | None = None, known: str | None = None, person: str | None = None
    ) -> None:
        super().__init__(title or _TITLE, _HINTS)
        self.person = person
        self.chosen = ""
        """The new PIN, once it counts: what was to be signed goes on with it."""
        self._taken: list[str] = [] if known is None else [known]
        self._first = len(self._taken)
        self._typed = ""
        self._busy = False

    def body_rows(self) -> Iterable[Row]:
        """The three questions, the one that is asked last with its stars."""
        yield from self.wrapped(_RULES, "dim")
        yield EMPTY
        for n, label in enumerate(_LABELS):
            if n < self._first or n > len(self._taken):
                continue
            stars = "******" if n < len(self._taken) else "*" * len(self._typed) + "_"
            yield (
                Span(label.to(self.lang) + "  ", "strong"),
                Span(stars, "dim" if n < len(self._taken) else "input"),
            )

    async def on_key(self, event: events.Key) -> None:
        """Digits, Backspace, Enter, Esc."""
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
        self._taken.append(self._typed)
        self._typed = ""
        if len(self._taken) < len(_LABELS):
            return
        old, new, again = self._taken
        if new != again:
            self._taken = self._taken[:1]
            self.say(_DIFFERENT, "error")
            return
        await self._change(old, new)

    async def _change(self, old: str, new: str) -> None:
        from dutyterm.desk.outcome import NotSaved
        from dutyterm.desk.people import change_pin

        session = self.duty.session
        if session is None:
            return
        self._busy = True
        try:
            answer = await change_pin(session, old, new, self.person)
        finally:
            self._busy = False
        if isinstance(answer, Refusal | NotSaved):
            # a PIN that is not good enough asks for the new one again, a wrong old one for everything
            self._taken = self._taken[:1] if self._first else []
            self.say(answer.text, "error")
        else:
            self.chosen = new
            self.dismiss(True)


_TITLE: Final = Text("改 PIN", "Change the PIN")
_LABELS: Final = (Text("现在的 PIN", "PIN now"), Text("新 PIN", "New PIN"), Text("再输一次", "Once more"))
_RULES: Final = Text(
    "6 到 12 位数字,不用连号、同号和自己的工号。", "6 to 12 digits; no runs, no repeats, not your own number."
)
_HINTS: Final = Text(
    "数字 | 退格 改 | Enter 下一步 | Esc 不改", "Digits | Backspace | Enter: on | Esc: leave as it is"
)
_DEAD: Final = Text("这里只输数字。", "Digits only.")
_EMPTY: Final = Text("先输数字,再按 Enter。", "Type digits first, then Enter.")
_DIFFERENT: Final = Text("两次不一样,请重输新 PIN。", "The two differ; type the new PIN again.")
