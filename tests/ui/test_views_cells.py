"""Texts in cells: what is cut says so, what is wrapped fits, a Chinese character takes two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.tui.views.buffer import MOST, Buffer
from dutyterm.tui.views.cells import cut, flow, pad, pad_left, tail, width, wrap
from dutyterm.tui.views.spans import Span, fit, row, row_text, row_width, spread

MIXED = st.text(st.sampled_from("a b中文，。(1)-、x "), max_size=60)


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("网络链路", 8, "网络链路"),
        ("网络链路", 7, "网络.."),
        ("网络链路", 6, "网络.."),
        ("link", 3, "l.."),
        ("link", 2, ".."),
        ("link", 0, ""),
    ],
)
def test_a_text_that_does_not_fit_is_cut_and_says_so(text: str, cells: int, shown: str) -> None:
    assert cut(text, cells) == shown


def test_what_is_typed_shows_its_end() -> None:
    assert tail("1234567890", 6) == "..7890"
    assert tail("网络链路", 6) == "..链路"


@given(MIXED, st.integers(0, 30))
def test_padding_gives_exactly_the_cells(text: str, cells: int) -> None:
    assert width(pad(text, cells)) == width(pad_left(text, cells)) == cells


@given(MIXED, st.integers(4, 30))
def test_wrapped_lines_fit_and_lose_no_word(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_line_begins_with_a_closing_sign() -> None:
    assert wrap("先报修，再记录。", 6) == ("先报", "修，再", "记录。")


@pytest.mark.parametrize("number", ["119", "95598", "IT", "13800000001"])
def test_a_number_before_a_closing_sign_goes_on_as_a_whole(number: str) -> None:
    text = f"电梯有人被困报物业/{number}。"
    for cells in range(width(number) + 4, width(text) + 1):
        assert any(number in line for line in wrap(text, cells)), cells
    assert wrap("1234567890。", 10) == ("123456789", "0。"), "alone in its line it is broken after all"


def test_items_are_broken_only_between_items() -> None:
    assert flow(["1 正常", "2 缺纸", "3 故障"], 16) == ("1 正常  2 缺纸", "3 故障")


@given(MIXED, MIXED, st.integers(0, 50))
def test_two_ends_of_a_row_fill_it_exactly(left: str, right: str, cells: int) -> None:
    made = spread(row(left), row(right), cells)
    assert row_width(made) == cells or not row_text(made).strip()
    assert row_width(fit((Span(left), Span(right)), cells)) <= cells


def test_only_backspace_takes_away_and_takes_one_character() -> None:
    typed = Buffer().insert("断网").insert("了")
    assert typed.erase().text == "断网"
    assert Buffer().erase() == Buffer()


def test_a_caret_moves_inside_the_text() -> None:
    typed = Buffer.of("8:05")
    home = typed.move("home")
    assert home is not None
    assert home.insert("0").text == "08:05"
    assert home.shown(20) == "_8:05"
    assert typed.move("up") is None


def test_a_paste_is_cleaned_and_limited_and_nothing_that_cannot_be_stored_gets_in() -> None:
    typed = Buffer().insert("a\x1b[31m\u202e\ud800\n中" + "x" * 20_000)
    assert typed.text.startswith("a[31m 中x")
    assert len(typed.text) == MOST
    assert width(typed.shown(40)) <= 40
