"""A scroll bar of plain characters: block glyphs are not equally wide everywhere."""

from __future__ import annotations

from typing import ClassVar

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender


class PlainScrollBar(ScrollBarRender):
    """`#` for the part that is in sight, `:` for the rest; seen without any colour."""

    THUMB: ClassVar[str] = "#"
    TRACK: ClassVar[str] = ":"

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = Color.default(),  # noqa: B008 - the stock one has such a default
        bar_color: Color = Color.default(),  # noqa: B008
    ) -> Segments:
        """The bar as segments, each with what a click on it means."""
        length = max(1, round(size * window_size / virtual_size)) if virtual_size else size
        most = max(1.0, virtual_size - window_size)
        start = round((size - length) * min(1.0, position / most))
        segments = []
        for n in range(size):
            inside = start <= n < start + length
            click = "grab" if inside else "scroll_up" if n < start else "scroll_down"
            style = Style(color=bar_color, bgcolor=back_color, meta={"@mouse.down": click})
            glyph = cls.THUMB if inside else cls.TRACK
            segments.append(Segment(glyph * (thickness if vertical else 1), style))
        if vertical:
            return Segments(segments, new_lines=True)
        return Segments([*segments, Segment.line()] * thickness, new_lines=False)
