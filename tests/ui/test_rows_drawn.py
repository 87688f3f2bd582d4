"""Rows are drawn without Textual's own way through markup and wrapping: the picture is the same."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.visual import Visual

from dutyterm.tui.theme import THEMES
from dutyterm.tui.views.spans import Row, Span
from dutyterm.tui.widgets.rows import STYLES, Rows, content_of
from tests.ui.kit import Ui

ROWS: tuple[Row, ...] = (
    (),
    (Span(""),),
    tuple(Span(f"{tone} ", tone) for tone in STYLES),
    (Span(">", "strong"), Span("[x]", "done"), Span(" OPN-07 UPS 与供电  ", "plain"), Span("96 %")),
    (Span("[bold]不是标记[/bold] $text-error", "input"),),
    (Span("客户反映宽带中断" * 20, "warning"),),
    (Span("a"), Span("客户反映宽带中断" * 20, "block")),
    (Span("a" * 300, "dim"),),
    (Span("全角\u3000空格\tTab", "off"),),
)


def cells(strip: object) -> list[tuple[str, object]]:
    """Character by character with its colours, without what only the mouse needs."""
    assert hasattr(strip, "__iter__")
    found: list[tuple[str, object]] = []
    for segment in strip:
        assert isinstance(segment, Segment)
        style = segment.style.clear_meta_and_links() if segment.style else None
        found += [(character, style) for character in segment.text]
    return found


@pytest.mark.parametrize("look", [theme.name for theme in THEMES])
async def test_every_row_looks_as_textual_would_draw_it(board: Ui, look: str) -> None:
    board.app.theme = look
    await board.settle()
    widget = board.app.screen.query(Rows).first()
    width = widget.size.width
    assert width > 40
    widget.show(ROWS)
    await board.settle()
    for y, row in enumerate(ROWS):
        plain = Visual.to_strips(widget, content_of((row,)), width, 1, widget.visual_style)[0]
        assert cells(widget.render_line(y)) == cells(plain), row
        assert widget.render_line(y).cell_length <= width
