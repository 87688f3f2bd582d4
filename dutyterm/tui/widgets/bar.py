"""What header, status line and footer have in common: text that is made when it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from dutyterm.i18n import Lang

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp


class Bar(Widget, can_focus=False):
    """Lines of the frame, made by `content` when they are drawn."""

    DEFAULT_CSS = "Bar { text-wrap: nowrap; text-overflow: clip; }"

    _drawn: Content | None = None

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False  # there are none, and they are looked for at every drawing

    def content(self) -> Content:
        """What the lines say now, each cut to the width that there is."""
        raise NotImplementedError

    def render(self) -> Content:
        """The lines."""
        self._drawn = self.content()
        return self._drawn

    def bring_up_to_date(self) -> None:
        """Draw the lines again if they say something else by now."""
        if self._drawn is None or not self.content().is_same(self._drawn):
            self.refresh()

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
