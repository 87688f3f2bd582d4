"""What people type or paste: cleaned, read, or refused with words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed, limit_text, parse_int, plain


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("３ 台席　Ａ４", "3 台席 A4"),
        ("第一行\r\n第二行\n第三行\t完", "第一行 第二行 第三行 完"),
        ("\x1b[31m红\x07字\x00", "[31m红字"),
        ("\u202e倒过来\u202c", "倒过来"),
        ("a\u200bb\u200dc\ufeffd", "abcd"),
        ("坏\ud800字\udfff", "坏字"),
        ("行\u2028尾\u2029止", "行 尾 止"),
        ("中文标点,。!?:;「」照旧", "中文标点,。!?:;「」照旧"),
        ("表情😀留着", "表情😀留着"),
        ("e\u0301", "\u00e9"),
        ("\ufdd0非字符\uffff", "非字符"),
        ("生僻字\ue000留着", "生僻字\ue000留着"),
    ],
)
def test_free_text_keeps_what_can_be_seen(typed: str, stored: str) -> None:
    assert plain(typed) == stored


def test_line_breaks_stay_where_they_are_wanted() -> None:
    assert plain("一\r\n二\n三", one_line=False) == "一\n二\n三"


@given(
    st.text(alphabet=st.characters(), max_size=40) | st.text(alphabet="\ud800\udfff\u202e\u200b\n\x00 a字")
)
def test_cleaned_text_can_always_be_written_and_is_clean(text: str) -> None:
    clean = plain(text)
    clean.encode("utf-8")
    assert plain(clean) == clean
    assert not set(clean) & set("\n\r\x00\x1b\u200b\u200d\u202e\u2066\ufeff")


@pytest.mark.parametrize(
    ("typed", "key"), [("、", "/"), ("／", "/"), ("。", "."), ("＊", "*"), ("＋", "+"), ("５", "5")]
)
def test_keys_of_an_input_method_count_as_the_keys_they_are_on(typed: str, key: str) -> None:
    assert keyed(typed) == key


def test_ten_thousand_pasted_characters_are_refused_and_the_limit_is_named() -> None:
    refused = limit_text("字" * 10_000, 2000)
    assert isinstance(refused, Refusal)
    assert "2000" in refused.text.zh
    assert "2000" in refused.text.en
    assert refused.data == {"limit": 2000, "over": 8000}
    assert limit_text("字" * 2000, 2000) == "字" * 2000


@pytest.mark.parametrize(
    ("typed", "value"), [("0", 0), ("７", 7), (" 12 ", 12), ("007", 7), ("1,240", 1240), ("1，240", 1240)]
)
def test_whole_numbers_are_read(typed: str, value: int) -> None:
    assert parse_int(typed) == value


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("十二", "not_a_number"),
        ("1.5", "not_a_number"),
        ("1e3", "not_a_number"),
        ("+5", "not_a_number"),
        ("12,40", "not_a_number"),
        ("-1", "out_of_range"),
        ("100", "out_of_range"),
        ("9" * 10_000, "out_of_range"),
        ("{x}", "not_a_number"),
    ],
)
def test_what_is_no_whole_number_is_refused_with_words(typed: str, code: str) -> None:
    refused = parse_int(typed, 0, 99)
    assert isinstance(refused, Refusal)
    assert refused.code == code
    assert refused.text.zh
    assert refused.text.en


def test_below_zero_can_be_typed_where_it_makes_sense() -> None:
    assert parse_int("-5", -20, 60) == -5


@given(st.integers(0, 10**9 - 1))
def test_every_number_reads_as_itself_with_and_without_commas(value: int) -> None:
    assert parse_int(str(value)) == value
    assert parse_int(f"{value:,}") == value
