"""The status line: what was said last, else what is on disk, what is not, or why nothing is written."""

from __future__ import annotations

from typing import Literal

from textual.content import Content

from dutyterm.i18n import Text
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
        self.refresh(layout=True)

    def hush(self) -> None:
        """A key was pressed: the message has been seen."""
        if self.message is not None:
            self.message, self.tone = None, "plain"
            self.refresh(layout=True)

    def show_saved(self) -> None:
        """Show what was written last."""
        self.message = None
        self.refresh(layout=True)

    def render(self) -> Content:
        """The message, or the state of the disk."""
        lang, session = self.lang, self.duty.session
        said = Content.styled(" " + self.message.to(lang), TONE_STYLES[self.tone]) if self.message else None
        if session is not None and session.not_saved is not None:
            # this one is never covered by another message: it stands before it
            stuck = _NOT_SAVED.fill(text=session.not_saved).to(lang)
            parts = [Content.styled(" " + stuck, "bold reverse $text-error")]
            return Content("\n").join([*parts, said] if said and self.tone != "error" else parts)
        if said is not None:
            return said
        if session is None:
            return Content(" " + self.duty.resting_text.to(lang))
        if session.read_only is not None:
            return Content.styled(" " + session.read_only.to(lang), TONE_STYLES["warning"])
        last = session.last_saved
        if last is None:
            return Content(" " + self.duty.resting_text.to(lang))
        at = last.at.astimezone(self.duty.now.tzinfo).strftime("%H:%M:%S")
        return Content.styled(" " + _SAVED.fill(time=at, n=last.id).to(lang), TONE_STYLES["good"])
