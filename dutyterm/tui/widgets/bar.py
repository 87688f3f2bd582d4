"""What header, status line and footer have in common: rows that tell how things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from dutyterm.i18n import Lang
from dutyterm.tui.views.spans import Row
from dutyterm.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.strip import Strip

    from dutyterm.tui.app import DutyApp


class Bar(Rows):
    """Rows of the frame, made by `told` whenever the page is brought up to date."""

    DEFAULT_CSS = "Bar { width: 1fr; }"

    _told_at: int | None = None
    """The width for which the rows were made."""

    def told(self) -> tuple[Row, ...]:
        """What the rows say now, each cut to the width that there is."""
        raise NotImplementedError

    def bring_up_to_date(self) -> None:
        """Draw those rows again that say something else by now."""
        self._told_at = self.size.width
        self.show(self.told())

    def render_line(self, y: int) -> Strip:
        """A row; a window of another width has them made anew."""
        if self._told_at != self.size.width:
            self._told_at, self.rows = self.size.width, self.told()
        return super().render_line(y)

    @property
    def duty(self) -> DutyApp:
        """The app that knows session, language and keys."""
        from dutyterm.tui.app import DutyApp

        app = self.app
        assert isinstance(app, DutyApp)
        return app

    @property
    def lang(self) -> Lang:
        """The language that is shown now."""
        return self.duty.lang


class Rule(Widget, can_focus=False):
    """A line of `-` across the page: no box glyphs, whose width is not the same in every terminal."""

    DEFAULT_CSS = "Rule { height: 1; color: $text-muted; }"

    def render(self) -> str:
        """The line."""
        return "-" * self.size.width
