"""Spans of days typed in digits, read against today: one day, from and to, open at one end."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.model.refusal import Refusal
from dutyterm.model.typed_span import Days, Preset, parse_days, preset

TODAY = date(2027, 1, 5)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("0103", "2027-01-03", "2027-01-03"),
        ("1220", "2026-12-20", "2026-12-20"),
        ("20251220", "2025-12-20", "2025-12-20"),
        ("1220 0103", "2026-12-20", "2027-01-03"),
        ("1220-0103", "2026-12-20", "2027-01-03"),
        ("0101 20261231", "2026-01-01", "2026-12-31"),
        ("20250101 - 20251231", "2025-01-01", "2025-12-31"),
        ("1220-", "2026-12-20", None),
        ("-0103", None, "2027-01-03"),
        ("１２２０　０１０３", "2026-12-20", "2027-01-03"),
        ("0229", "2024-02-29", "2024-02-29"),
        ("20280101-", "2028-01-01", None),
    ],
)
def test_days_are_typed_in_four_or_eight_digits(typed: str, first: str | None, last: str | None) -> None:
    found = parse_days(typed, TODAY)
    assert found == Days(first and day(first), last and day(last))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "unreadable"),
        ("-", "unreadable"),
        ("1332", "unreadable"),
        ("0230", "unreadable"),
        ("20270230", "unreadable"),
        ("12", "unreadable"),
        ("1220 0103 0104", "unreadable"),
        ("昨天", "unreadable"),
        ("20270103 20261220", "turned_round"),
    ],
)
def test_what_is_no_span_is_refused_with_how_to_type_it(typed: str, code: str) -> None:
    found = parse_days(typed, TODAY)
    assert isinstance(found, Refusal)
    assert found.code == code
    assert found.text.zh
    assert found.text.en


@pytest.mark.parametrize(
    ("which", "first", "last"),
    [
        ("today", "2027-01-05", "2027-01-05"),
        ("week", "2026-12-30", "2027-01-05"),
        ("month", "2027-01-01", "2027-01-05"),
        ("last_month", "2026-12-01", "2026-12-31"),
        ("year", "2026-01-05", "2027-01-05"),
    ],
)
def test_usual_spans_end_today_or_with_the_month_before(which: Preset, first: str, last: str) -> None:
    assert preset(which, TODAY) == Days(day(first), day(last))


@given(st.text(alphabet="0123456789- ", max_size=18), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_whatever_is_typed_the_ends_are_in_order_and_a_day_without_a_year_is_never_ahead(
    typed: str, today: date
) -> None:
    found = parse_days(typed, today)
    if isinstance(found, Refusal):
        return
    assert found.first is not None or found.last is not None
    if found.first is not None and found.last is not None:
        assert found.first <= found.last
    if not any(len(part) == 8 for part in typed.replace("-", " ").split()):
        assert all(end is None or end <= today for end in (found.first, found.last))
