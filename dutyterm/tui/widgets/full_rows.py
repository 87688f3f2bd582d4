"""Rows that take all the room there is, and say when it changed, so that the page lays them out anew."""

from __future__ import annotations

from textual.message import Message

from dutyterm.tui.widgets.rows import Rows


class FullRows(Rows):
    """The whole body of a page. A status line that grows takes room from it without the window changing."""

    DEFAULT_CSS = "FullRows { height: 1fr; width: 1fr; }"

    class Resized(Message):
        """There is another number of rows or cells now."""

    def on_resize(self) -> None:
        """Tell the page."""
        self.post_message(self.Resized())
