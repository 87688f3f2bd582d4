"""Draws rows of spans: the one way in which view models become colours and text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from dutyterm.tui.views.spans import Row, Tone, row_width

STYLES: Final[dict[Tone, str]] = {
    "plain": "",
    "dim": "$text-muted",
    "strong": "bold",
    "title": "bold $text-primary",
    "todo": "",
    "progress": "$text-warning",
    "done": "$text-success",
    "off": "bold $text-warning",
    "exempt": "$text-primary",
    "waiting": "$text-primary",
    "marked": "bold $text-warning",
    "warning": "bold $text-warning",
    "block": "bold $text-error",
    "input": "bold reverse",
    "struck": "strike $text-muted",
    "changed": "bold italic",
}
"""Style of each tone, in tokens of the theme."""


def content_of(rows: Iterable[Row]) -> Content:
    """The rows as one content, a line each."""
    lines = [Content.assemble(*((span.text, STYLES[span.tone]) for span in row)) for row in rows]
    return Content("\n").join(lines)


class Rows(Widget, can_focus=False):
    """Shows rows as they are; `show` replaces them."""

    DEFAULT_CSS = "Rows { height: auto; width: 1fr; text-wrap: nowrap; text-overflow: clip; }"

    def __init__(
        self, rows: Iterable[Row] = (), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: tuple[Row, ...] = tuple(rows)

    def show(self, rows: Iterable[Row]) -> None:
        """Draw these rows from now on."""
        new = tuple(rows)
        if new != self.rows:
            resized = len(new) != len(self.rows)
            self.rows = new
            self.refresh(layout=resized)

    def get_content_width(self, container: object, viewport: object) -> int:  # noqa: ARG002
        """Cells of the widest row."""
        return max((row_width(row) for row in self.rows), default=0)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """A line for each row."""
        return max(1, len(self.rows))

    def render(self) -> Content:
        """The rows."""
        return content_of(self.rows)


class Sheet(VerticalScroll, can_focus=False):
    """A scrolling sheet of rows, moved by the page that shows it."""

    def compose(self) -> Iterable[Widget]:
        """The rows."""
        yield Rows()

    def show(self, rows: Iterable[Row]) -> None:
        """Draw these rows from now on."""
        self.query_one(Rows).show(rows)

    def bring_into_sight(self, first: int, last: int | None = None) -> None:
        """Scroll so that these rows can be seen; the first one wins."""
        height = max(1, self.size.height)
        top = round(self.scroll_y)
        bottom = first if last is None else last
        if bottom >= top + height:
            top = bottom - height + 1
        top = min(top, first)
        self.scroll_to(y=top, animate=False)

    def page(self, by: int) -> None:
        """Scroll by so many screens."""
        self.scroll_relative(y=by * max(1, self.size.height - 1), animate=False)
