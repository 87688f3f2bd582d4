"""Draws rows of spans: the one way in which view models become colours and text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.segment import Segment
from rich.style import Style as InkStyle
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
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
    "alert": "bold reverse $text-error",
    "input": "bold reverse",
    "struck": "strike $text-muted",
    "changed": "bold italic",
}
"""Style of each tone, in tokens of the theme."""


_KEPT: Final = 400
"""Rows whose picture is kept: a few screens of them."""


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
        self.auto_links = False  # there are none, and to look for them takes longer than to draw the row
        self.rows: tuple[Row, ...] = tuple(rows)
        self._drawn: dict[Row, Strip] = {}
        self._inks: dict[Tone, InkStyle] = {}
        self._drawn_for: tuple[int, Style] | None = None

    def show(self, rows: Iterable[Row]) -> None:
        """Draw these rows from now on: only those that are other ones than before."""
        old, self.rows = self.rows, tuple(rows)
        if len(self.rows) != len(old):
            self.refresh(layout=True)
            return
        width = self.size.width
        other = [Region(0, y, width, 1) for y, row in enumerate(self.rows) if row != old[y]]
        if other:
            self.refresh(*other)

    def get_content_width(self, container: object, viewport: object) -> int:  # noqa: ARG002
        """Cells of the widest row."""
        return max((row_width(row) for row in self.rows), default=0)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """A line for each row."""
        return max(1, len(self.rows))

    def render(self) -> Content:
        """The rows."""
        return content_of(self.rows)

    def notify_style_update(self) -> None:
        """Another theme, or another sheet: the tones have other colours."""
        self._drawn_for = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """A row. Most stay as they are from key to key, so each is made once for its width and its style."""
        if self.text_selection is not None:
            return super().render_line(y)
        width, style = self.size.width, self.visual_style
        if y >= len(self.rows):
            return Strip.blank(width, style.rich_style)
        if self._drawn_for != (width, style) or len(self._drawn) > _KEPT:
            self._drawn.clear()
            self._inks.clear()
            self._drawn_for = (width, style)
        row = self.rows[y]
        strip = self._drawn.get(row)
        if strip is None:
            strip = self._drawn[row] = self._strip(row, width, style)
        return strip

    def _strip(self, row: Row, width: int, style: Style) -> Strip:
        """What Textual would make of the row, without its search for wraps, markup and places to select."""
        if not all(span.text.isprintable() for span in row):
            return Visual.to_strips(self, content_of((row,)), width, 1, style)[0]
        strip = Strip([Segment(span.text, self._ink(span.tone, style)) for span in row if span.text])
        return strip if strip.cell_length <= width else strip.crop(0, width)

    def _ink(self, tone: Tone, style: Style) -> InkStyle:
        """The colours of a tone in this look, as Textual finds them."""
        ink = self._inks.get(tone)
        if ink is None:
            drawn = Visual.to_strips(self, Content.assemble(("x", STYLES[tone])), 1, 1, style)[0]
            found = next(iter(drawn)).style or InkStyle.null()
            ink = self._inks[tone] = found.clear_meta_and_links()
        return ink


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
