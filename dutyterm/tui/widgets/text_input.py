"""A field for free text: pasted lines become one line, and nothing typed is ever cut off silently."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from dutyterm.model.typed import plain


class TextInput(Input):
    """One line of free text. Its own limits are the desk's; here everything stays as it was typed."""

    DEFAULT_CSS = "TextInput { height: 1; border: none; padding: 0 1; }"

    def __init__(self, value: str = "", *, id: str | None = None, password: bool = False) -> None:
        super().__init__(value, id=id, password=password, select_on_focus=False, compact=True)

    def _on_paste(self, event: events.Paste) -> None:
        """The stock field keeps only the first line of what is pasted; here no line is lost."""
        event.prevent_default()
        event.stop()
        if text := plain(event.text).strip():
            self.replace(text, *self.selection)
