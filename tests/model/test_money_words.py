"""大写金额 as slips need it (N4): the regulation's examples, its open zeros, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.model.money import MOST, allowed_words, amount_in_words, parse_words
from dutyterm.model.refusal import Refusal

EXAMPLES = [
    (140_950, "壹仟肆佰零玖元伍角"),
    (600_714, "陆仟零柒元壹角肆分"),
    (168_032, "壹仟陆佰捌拾元零叁角贰分"),
    (10_700_053, "壹拾万柒仟元零伍角叁分"),
    (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
    (32_504, "叁佰贰拾伍元零肆分"),
]
"""The six amounts of the rules for filling in slips, each in the form that stands first there."""

AMOUNTS = st.integers(0, MOST) | st.text("0001259", min_size=1, max_size=14).map(int)
"""Any amount, with many zeros in the middle: that is where converters go wrong."""


@pytest.mark.parametrize(("fen", "words"), EXAMPLES)
def test_an_example_of_the_regulation_reads_as_printed_there(fen: int, words: str) -> None:
    assert amount_in_words(fen) == words


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角"),
        (11, "壹角壹分"),
        (100, "壹元整"),
        (1_000, "壹拾元整"),
        (1_001, "壹拾元零壹分"),
        (1_010, "壹拾元零壹角"),
        (100_000, "壹仟元整"),
        (1_000_000, "壹万元整"),
        (1_000_100, "壹万零壹元整"),
        (10_007_000, "壹拾万零柒拾元整"),
        (1_000_000_000, "壹仟万元整"),
        (10_000_000_000, "壹亿元整"),
        (10_000_000_001, "壹亿元零壹分"),
        (10_000_500_000, "壹亿零伍仟元整"),
        (808_500, "捌仟零捌拾伍元整"),
        (MOST, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_an_amount_is_spelled_out(fen: int, words: str) -> None:
    assert amount_in_words(fen) == words


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (140_950, "壹仟肆佰零玖元伍角整"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (10_700_053, "壹拾万零柒仟元伍角叁分"),
        (10_000_500_000, "壹亿伍仟元整"),
        (100, "壹元正"),
    ],
)
def test_a_form_that_the_regulation_leaves_open_is_taken_too(fen: int, words: str) -> None:
    assert words in allowed_words(fen)
    assert parse_words(words) == fen


@given(AMOUNTS)
def test_words_and_figures_convert_back(fen: int) -> None:
    assert parse_words(amount_in_words(fen)) == fen
    for words in allowed_words(fen):
        assert parse_words(words) == fen


@given(AMOUNTS, AMOUNTS)
def test_two_amounts_never_share_words(one: int, other: int) -> None:
    if one != other:
        assert allowed_words(one).isdisjoint(allowed_words(other))


def test_words_are_read_as_printed_on_a_slip() -> None:
    assert parse_words(" 人民币 壹仟 圆整 ") == 100_000


@pytest.mark.parametrize(
    "typed",
    ["", "人民币", "整", "元整", "壹", "壹仟", "壹元", "壹元壹角壹分整", "壹仟零零壹元整", "壹仟壹元整",
     "拾元整", "一百元整", "壹佰佰元整", "壹万万元整", "负壹元整", "壹亿亿元整", "1元整", "零壹元整", "元"],
)  # fmt: skip
def test_words_that_no_slip_may_carry_are_refused(typed: str) -> None:
    refused = parse_words(typed)
    assert isinstance(refused, Refusal)
    assert refused.code == "not_in_words"


@pytest.mark.parametrize("fen", [-1, MOST + 1, 10**400, True])
def test_what_is_no_amount_of_a_slip_has_no_words(fen: int) -> None:
    with pytest.raises(ValueError, match="words"):
        amount_in_words(fen)
