"""Words about pieces: straps and rolls beside what was typed, what stays and what goes (e.1, M14)."""

from __future__ import annotations

import pytest

from dutyterm.shift.cash.sheet import Sheet
from dutyterm.tui.views.cash_grid import Bundle, bundled
from dutyterm.tui.views.cash_pieces import named, pieces_text, without
from tests.content.table import shipped

NOTES, COINS = Bundle(100), Bundle(50, coins=True)


@pytest.mark.parametrize(
    ("typed", "bundle", "zh", "en"),
    [
        ("342", NOTES, "3 把 42 张", "straps 3 loose 42"),
        ("100", NOTES, "1 把", "straps 1"),
        ("1250", NOTES, "1 捆 2 把 50 张", "bundles 1 straps 2 loose 50"),
        ("2000", NOTES, "2 捆", "bundles 2"),
        ("100+42", NOTES, "1 把 42 张", "straps 1 loose 42"),
        ("3*50+7", COINS, "3 卷 7 枚", "rolls 3 loose 7"),
        ("99", NOTES, "", ""),
        ("342", None, "", ""),
        ("3*", NOTES, "", ""),
    ],
)
def test_the_hundreds_digit_is_the_strap(typed: str, bundle: Bundle | None, zh: str, en: str) -> None:
    told = bundled(typed, bundle)
    assert (told.zh, told.en) == (zh, en)


def test_what_stays_and_what_goes_is_told_row_by_row() -> None:
    rules = shipped().cash
    assert rules is not None
    sheet = Sheet(pieces={"y100": 12, "y10": 57, "j5": 3}, other=((1_000, 2),), total=178_650, withdrawn=500)
    kept = {"y10": 50}
    assert named(rules, kept).zh == "10 元x50"
    assert named(rules, without(sheet, kept), sheet.other).zh == "100 元x12  10 元x7  5 角x3  其他 10 元x2"
    assert named(rules, {}).en == "none"
    assert pieces_text(rules, sheet).zh.endswith("(停止流通 5.00,不计)")
