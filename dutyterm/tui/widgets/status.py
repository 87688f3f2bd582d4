"""The status line: what was said last, else what is on disk, what is not, or why nothing is written."""

from __future__ import annotations

from typing import Final, Literal

from dutyterm.i18n import Text
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import Row, row
from dutyterm.tui.views.spans import Tone as RowTone
from dutyterm.tui.widgets.bar import Bar

Tone = Literal["plain", "good", "warning", "error"]
"""How a message is meant; the words carry the meaning, the colour only helps."""

ROW_TONES: Final[dict[Tone, RowTone]] = {
    "plain": "plain",
    "good": "done",
    "warning": "warning",
    "error": "block",
}
"""The tone in which each is drawn."""

_SAVED = Text("已写盘 {time} 第 {n} 条", "Saved {time} record {n}")
_NOT_SAVED = Text("!未写盘 NOT SAVED! {text}", "!NOT SAVED! {text}")


class Status(Bar):
    """At least one line; a long message takes the lines that it needs."""

    message: Text | None = None
    tone: Tone = "plain"

    def say(self, text: Text, tone: Tone = "plain") -> None:
        """Show a message until the next key."""
        self.message, self.tone = text, tone
        self.bring_up_to_date()

    def hush(self) -> None:
        """A key was pressed: the message has been seen."""
        if self.message is not None:
            self.message, self.tone = None, "plain"
            self.bring_up_to_date()

    def show_saved(self) -> None:
        """Show what was written last."""
        self.message = None
        self.bring_up_to_date()

    def told(self) -> tuple[Row, ...]:
        """The message, or the state of the disk."""
        session = self.duty.session
        rows: list[Row] = []
        if session is not None and session.not_saved is not None:
            # this one is never covered by another message: it stands before it
            rows += self._wrapped(_NOT_SAVED.fill(text=session.not_saved), "alert")
        if self.message is not None and (not rows or self.tone != "error"):
            rows += self._wrapped(self.message, ROW_TONES[self.tone])
        return tuple(rows or self._wrapped(*self._resting()))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """As many rows as the message needs."""
        return len(self.told())

    def _resting(self) -> tuple[Text, RowTone]:
        session = self.duty.session
        if session is not None and session.read_only is not None:
            return session.read_only, "warning"
        last = None if session is None else session.last_saved
        if last is None:
            return self.duty.resting_text, "plain"
        at = last.at.astimezone(self.duty.now.tzinfo).strftime("%H:%M:%S")
        return _SAVED.fill(time=at, n=last.id), "done"

    def _wrapped(self, text: Text, tone: RowTone) -> list[Row]:
        cells = self.app.size.width - 2
        return [row(" " + line, tone) for line in wrap(text.to(self.lang), cells)]
