"""A page that is laid over whatever was on the screen: Esc goes back, and everything below is as it was."""

from __future__ import annotations

from textual import events

from dutyterm.tui.page import Page
from dutyterm.tui.views.spans import Row
from dutyterm.tui.widgets.rows import Sheet


class OverPage(Page):
    """Help, emergency, notices: shown over fields, dialogs, lock and wizard."""

    async def do_back(self) -> None:
        """Esc: back to what was there."""
        if self.app.screen is self:
            # not awaited: a page that waits for its own end in its own key handler waits for ever
            self.app.pop_screen()

    def show_rows(self, rows: list[Row]) -> None:
        """Draw these rows on the sheet."""
        self.query_one(Sheet).show(rows)

    def scrolled(self, event: events.Key) -> bool:
        """Move the sheet when the key is one that moves; True when it was."""
        sheet = self.query_one(Sheet)
        match event.key:
            case "up":
                sheet.scroll_relative(y=-1, animate=False)
            case "down":
                sheet.scroll_relative(y=1, animate=False)
            case "pageup":
                sheet.page(-1)
            case "pagedown" | "space":
                sheet.page(1)
            case "home":
                sheet.scroll_home(animate=False)
            case "end":
                sheet.scroll_end(animate=False)
            case _:
                return False
        event.stop()
        return True
