"""The body of a list page in the cells there are: the cursor is always seen, the question too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.tui.views.spans import Row, row, row_text, row_width
from dutyterm.tui.views.walk_body import Body, lay_out


def rows(name: str, count: int) -> tuple[Row, ...]:
    return tuple(row(f"{name} {n}") for n in range(count))


@given(
    st.integers(1, 60),
    st.integers(0, 20),
    st.integers(40, 130),
    st.integers(8, 50),
    st.integers(0, 60),
    st.data(),
)
def test_the_cursor_is_seen_and_nothing_is_wider_or_higher_than_the_page(
    lines: int, pane: int, width: int, height: int, offset: int, data: st.DataObject
) -> None:
    cursor = data.draw(st.integers(0, lines - 1))
    tail = data.draw(st.integers(0, 12))
    body = Body(
        (row("head"),), rows("line", lines), cursor, rows("pane", pane), side=rows("side", 5), tail=tail
    )
    laid = lay_out(body, width, height, offset)
    assert len(laid.rows) == height
    assert all(row_width(r) <= width for r in laid.rows)
    assert laid.cursor is not None
    assert row_text(laid.rows[laid.cursor]).startswith(f"line {cursor}")


def test_what_is_told_under_the_cursor_is_seen_with_it() -> None:
    body = Body((row("head"),), rows("line", 40), 20, rows("pane", 5), tail=4)
    shown = [row_text(r) for r in lay_out(body, 80, 20, 0).rows]
    assert {f"line {n}" for n in range(20, 25)} <= set(shown)


@pytest.mark.parametrize("height", [7, 10, 20, 36])
def test_what_a_dialogue_asks_is_seen_at_any_height(height: int) -> None:
    body = Body((row("head"),), rows("line", 30), 29, rows("ask", 9), asks=True)
    laid = lay_out(body, 80, height, 0)
    assert "ask 8" in [row_text(r) for r in laid.rows]


def test_a_long_signing_sheet_says_how_much_is_still_below() -> None:
    body = Body((row("head"),), rows("line", 30), 0, rows("text", 30))
    laid = lay_out(body, 80, 20, 0)
    assert laid.hidden == 30 - laid.pane_rows > 0
    end = lay_out(Body(body.head, body.rows, 0, body.pane, pane_from=laid.hidden), 80, 20, 0)
    assert end.hidden == 0
    assert "text 29" in [row_text(r) for r in end.rows]


def test_the_list_does_not_move_while_the_cursor_stays_inside_it() -> None:
    body = Body((row("head"),), rows("line", 40), 10, rows("pane", 5))
    laid = lay_out(body, 80, 20, 5)
    assert laid.offset == 5


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("side", [0, 4])
def test_the_line_under_a_list_says_how_many_rows_are_below_until_the_last_is_seen(
    width: int, side: int
) -> None:
    def told(cursor: int) -> list[str]:
        body = Body((), rows("line", 30), cursor, rows("pane", 2), side=rows("side", side), lang="en")
        return [row_text(r) for r in lay_out(body, width, 20, 0).rows]

    seen = sum("line" in shown for shown in told(0))
    assert seen < 30
    assert [shown for shown in told(0) if f" {30 - seen} more below ---" in shown]
    assert not [shown for shown in told(29) if "below" in shown]
    assert {row_width(row(shown)) for shown in told(0) if "more below" in shown} <= {width}
