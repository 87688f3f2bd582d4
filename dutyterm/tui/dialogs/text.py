"""Asks a few words or a number: usual ones by digit first, 0 to write, Enter takes, Esc keeps the draft."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

from textual import events
from textual.widget import Widget

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.tui.dialogs.dialog import Dialog
from dutyterm.tui.views.cells import cut
from dutyterm.tui.views.spans import EMPTY, Row, Span
from dutyterm.tui.widgets.rows import Rows
from dutyterm.tui.widgets.text_input import TextInput

Check = Callable[[str], "Refusal | None"]
"""Looks at what was typed before it is taken."""

Submit = Callable[[str], Awaitable[object]]
"""Does the thing with the words; a Refusal or NotSaved keeps the dialog open with everything typed."""


class TextDialog(Dialog[str]):
    """Dismissed with what was chosen or written, or None."""

    def __init__(
        self,
        title: Text,
        *,
        lines: Sequence[Text] = (),
        phrases: Sequence[Text] = (),
        draft: str | None = None,
        check: Check | None = None,
        submit: Submit | None = None,
    ) -> None:
        super().__init__(title, _CHOICE_HINTS if phrases else _HINTS)
        self.lines = tuple(lines)
        self.phrases = tuple(phrases)[:9]
        self.draft = draft
        """Key of the draft in which half-typed words are kept."""
        self._check = check
        self._submit = submit
        self._busy = False
        self.writing = not phrases

    def compose_question(self) -> Iterable[Widget]:
        """The lines with the phrases, and the field."""
        yield Rows(id="body")
        yield TextInput(self._kept(), id="field")

    def _kept(self) -> str:
        session = self.duty.session
        return session.drafts.get(self.draft) if session is not None and self.draft else ""

    def on_mount(self) -> None:
        """With phrases the digits choose first; something half-typed goes on."""
        if self._kept():
            self.writing = True
        super().on_mount()
        self._settle()

    def _settle(self) -> None:
        field = self.query_one("#field", TextInput)
        field.display = self.writing
        self.set_focus(field if self.writing else None)
        field.cursor_position = len(field.value)

    def body_rows(self) -> Iterable[Row]:
        """The lines, the phrases with their digits, and 0 for writing."""
        for line in self.lines:
            yield from self.wrapped(line)
        if self.phrases:
            yield EMPTY
        tone = "dim" if self.writing else "strong"
        for n, phrase in enumerate(self.phrases, 1):
            yield (
                Span(f" {n}  ", "dim" if self.writing else "strong"),
                Span(cut(phrase.to(self.lang), self.cells - 4)),
            )
        if self.phrases:
            yield (Span(" 0  ", "dim" if tone == "dim" else "strong"), Span(_WRITE.to(self.lang)))

    async def on_key(self, event: events.Key) -> None:
        """Digits choose while nothing is being written."""
        key, char = event.key, event.character or ""
        if self._busy:
            event.stop()
        elif key == "escape":
            event.stop()
            self.do_back()
        elif key == "enter":
            event.stop()
            if self.writing:
                await self._take(self.query_one("#field", TextInput).value)
            else:
                self.say(_PICK)
        elif not self.writing and len(char) == 1 and char in "0123456789":
            event.stop()
            if char == "0":
                self.writing = True
                self._settle()
                self.update_question()
            elif int(char) <= len(self.phrases):
                await self._take(self.phrases[int(char) - 1].to(self.lang))
            else:
                self.say(_PICK)

    def on_input_changed(self, event: TextInput.Changed) -> None:
        """Kept at most a second after the last key."""
        session = self.duty.session
        if session is not None and self.draft:
            session.drafts.put(self.draft, event.value)

    async def _take(self, text: str) -> None:
        refused = self._check(text) if self._check is not None else None
        if refused is not None:
            self.say(refused.text, "error")
        elif not text.strip():
            self.say(_EMPTY)
        elif await self._done(text):
            session = self.duty.session
            if session is not None and self.draft and self._submit is not None:
                session.drafts.drop(self.draft)
            self.dismiss(text)

    async def _done(self, text: str) -> bool:
        """Do what the words are for; False when they must stay."""
        if self._submit is None:
            return True
        from dutyterm.desk.outcome import NotSaved

        self._busy = True
        try:
            answer = await self._submit(text)
        finally:
            self._busy = False
        if isinstance(answer, Refusal | NotSaved):
            self.say(answer.text, "error")
            return False
        return True


_HINTS: Final = Text("写好按 Enter | Esc 返回,字都留着", "Write, then Enter | Esc goes back, the words stay")
_CHOICE_HINTS: Final = Text(
    "数字 选 | 0 自己写 | Enter 收下 | Esc 返回,字都留着",
    "Digit picks | 0 write | Enter takes | Esc back, the words stay",
)
_WRITE: Final = Text("自己写", "write it")
_PICK: Final = Text("按数字选一句,或按 0 自己写。", "Pick one by its digit, or press 0 to write.")
_EMPTY: Final = Text("还没有内容。写几个字再按 Enter。", "Nothing typed yet. Write a few words, then Enter.")
