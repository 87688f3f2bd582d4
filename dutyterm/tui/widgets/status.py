"""The status line: what was said last, else what is on disk, what is not, or why nothing is written."""

from __future__ import annotations

from typing import Literal

from textual.content import Content

from dutyterm.i18n import Text
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.widgets.bar import Bar

Tone = Literal["plain", "good", "warning", "error"]
"""How a message is meant; the words carry the meaning, the colour only helps."""

TONE_STYLES: dict[Tone, str] = {
    "plain": "",
    "good": "$text-success",
    "warning": "bold $text-warning",
    "error": "bold $text-error",
}
"""Style of each tone, in tokens of the theme."""

_SAVED = Text("已写盘 {time} 第 {n} 条", "Saved {time} record {n}")
_NOT_SAVED = Text("!未写盘 NOT SAVED! {text}", "!NOT SAVED! {text}")


class Status(Bar):
    """At least one line; a long message takes the lines that it needs."""

    message: Text | None = None
    tone: Tone = "plain"

    def say(self, text: Text, tone: Tone = "plain") -> None:
        """Show a message until the next key."""
        self.message, self.tone = text, tone
        self._changed()

    def hush(self) -> None:
        """A key was pressed: the message has been seen."""
        if self.message is not None:
            self.message, self.tone = None, "plain"
            self._changed()

    def show_saved(self) -> None:
        """Show what was written last."""
        self.message = None
        self._changed()

    def _changed(self) -> None:
        """Drawn anew; the whole page is laid out anew only when the number of lines is another one."""
        self.refresh(layout=len(self._shown()) != self.size.height)

    def content(self) -> Content:
        """The message, or the state of the disk."""
        return Content("\n").join(self._shown())

    def _shown(self) -> list[Content]:
        session = self.duty.session
        lines: list[Content] = []
        if session is not None and session.not_saved is not None:
            # this one is never covered by another message: it stands before it
            lines += self._lines(_NOT_SAVED.fill(text=session.not_saved), "bold reverse $text-error")
        if self.message is not None and (not lines or self.tone != "error"):
            lines += self._lines(self.message, TONE_STYLES[self.tone])
        return lines or self._lines(*self._resting())

    def _resting(self) -> tuple[Text, str]:
        session = self.duty.session
        if session is not None and session.read_only is not None:
            return session.read_only, TONE_STYLES["warning"]
        last = None if session is None else session.last_saved
        if last is None:
            return self.duty.resting_text, ""
        at = last.at.astimezone(self.duty.now.tzinfo).strftime("%H:%M:%S")
        return _SAVED.fill(time=at, n=last.id), TONE_STYLES["good"]

    def _lines(self, text: Text, style: str) -> list[Content]:
        cells = self.app.size.width - 2
        return [Content.styled(" " + line, style) for line in wrap(text.to(self.lang), cells)]
