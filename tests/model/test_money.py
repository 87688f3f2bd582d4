"""Money is an int of fen (M2): what may be typed, what is refused, how it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.model.money import MOST, format_fen, parse_amount
from dutyterm.model.refusal import Refusal


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("0", 0),
        ("500", 50_000),
        ("12.5", 1_250),
        ("12.05", 1_205),
        (".5", 50),
        ("1,240.00", 124_000),
        ("１，２４０．５０", 124_050),
        ("12。50", 1_250),
        ("¥500", 50_000),
        ("￥12.50元", 1_250),
        (" 007 ", 700),
        ("999,999,999,999.99", MOST),
    ],
)
def test_an_amount_is_read_in_fen(typed: str, fen: int) -> None:
    assert parse_amount(typed) == fen


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("元", "empty"),
        ("NaN", "not_an_amount"),
        ("inf", "not_an_amount"),
        ("1e5", "not_an_amount"),
        ("0x10", "not_an_amount"),
        ("12.", "not_an_amount"),
        (".", "not_an_amount"),
        ("1,24", "not_an_amount"),
        ("1.2.3", "not_an_amount"),
        ("五百", "not_an_amount"),
        ("-5", "signed"),
        ("+5", "signed"),
        ("－5", "signed"),
        ("12.505", "too_fine"),
        ("1000000000000", "too_large"),
        ("9" * 10_000, "too_large"),
        ("1." + "0" * 10_000, "too_fine"),
    ],
)
def test_what_is_no_amount_is_refused_in_both_languages(typed: str, code: str) -> None:
    refused = parse_amount(typed)
    assert isinstance(refused, Refusal)
    assert refused.code == code
    assert refused.text.zh
    assert 0 < len(refused.text.en) < 200


@given(st.integers(0, MOST))
def test_every_amount_reads_back_as_it_is_shown(fen: int) -> None:
    assert parse_amount(format_fen(fen)) == fen


@pytest.mark.parametrize(
    ("fen", "shown"), [(0, "0.00"), (5, "0.05"), (124_000, "1,240.00"), (-1_205, "-12.05"), (-5, "-0.05")]
)
def test_an_amount_is_shown_with_two_decimals_and_thousands(fen: int, shown: str) -> None:
    assert format_fen(fen) == shown
