"""Times and dates as people type them, against a fixed now."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.model.refusal import Refusal
from dutyterm.model.typed_time import OLDEST, parse_date, parse_due, parse_time

CN = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=CN)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("0805", "11-22 08:05"),
        ("805", "11-22 08:05"),
        ("8:05", "11-22 08:05"),
        ("０８０５", "11-22 08:05"),
        ("８：０５", "11-22 08:05"),
        ("08:30", "11-22 08:30"),
        ("-10", "11-22 08:20"),
        ("-0", "11-22 08:30"),
        ("2350", "11-21 23:50"),
        ("1121 1000", "11-21 10:00"),
        ("11-21 10:00", "11-21 10:00"),
        ("2026-11-21 10:00", "11-21 10:00"),
        ("20261121 1000", "11-21 10:00"),
    ],
)
def test_a_time_is_read_as_it_is_meant(typed: str, at: str) -> None:
    got = parse_time(typed, NOW)
    assert isinstance(got, datetime)
    assert f"{got:%m-%d %H:%M}" == at
    assert got.tzinfo is CN


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("0831", "in_the_future"),
        ("1200", "in_the_future"),
        ("11-22 09:00", "in_the_future"),
        ("2500", "unreadable"),
        ("0860", "unreadable"),
        ("8", "unreadable"),
        ("now", "unreadable"),
        ("1340 1000", "unreadable"),
        ("11-20 20:00", "too_long_ago"),
        ("-9999", "too_long_ago"),
        ("2" * 10_000, "unreadable"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_what_to_type(typed: str, code: str) -> None:
    got = parse_time(typed, NOW)
    assert isinstance(got, Refusal)
    assert got.code == code
    assert got.text.zh
    assert len(got.text.en) < 200


@given(st.integers(0, 36 * 60))
def test_every_minute_of_the_last_36_hours_can_be_typed_as_minutes_ago(minutes: int) -> None:
    assert parse_time(f"-{minutes}", NOW) == NOW - timedelta(minutes=minutes)


@given(
    st.text(alphabet="0123456789:-/. +０：", max_size=16),
    st.integers(0, 20 * 366 * 24 * 60),
)
def test_whatever_is_typed_no_time_is_in_the_future_or_older_than_36_hours(text: str, minutes: int) -> None:
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    got = parse_time(text, now)
    assert isinstance(got, Refusal) or now - OLDEST <= got <= now


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1203", date(2026, 12, 3)),
        ("12-03", date(2026, 12, 3)),
        ("12/3", date(2026, 12, 3)),
        ("0105", date(2027, 1, 5)),
        ("20270105", date(2027, 1, 5)),
        ("2026-12-03", date(2026, 12, 3)),
        ("+3", date(2026, 11, 25)),
        ("＋３", date(2026, 11, 25)),
        ("0229", date(2028, 2, 29)),
    ],
)
def test_a_date_without_a_year_is_the_next_one(typed: str, day: date) -> None:
    today = date(2027, 3, 1) if typed == "0229" else NOW.date()
    got = parse_date(typed, today)
    assert got == day


def test_a_date_in_the_past_can_be_asked_for() -> None:
    assert parse_date("1203", NOW.date(), past=True) == date(2025, 12, 3)


@pytest.mark.parametrize("typed", ["", "1332", "0230", "20260230", "+999", "x", "13-40-22"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    assert isinstance(parse_date(typed, NOW.date()), Refusal)


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("+3", "2026-11-25 18:00"),
        ("+0", "2026-11-22 18:00"),
        ("1700", "2026-11-22 17:00"),
        ("12-03", "2026-12-03 18:00"),
        ("1203 1000", "2026-12-03 10:00"),
        ("20261203", "2026-12-03 18:00"),
    ],
)
def test_a_due_time_is_read(typed: str, due: str) -> None:
    got = parse_due(typed, NOW)
    assert isinstance(got, datetime)
    assert f"{got:%Y-%m-%d %H:%M}" == due


@pytest.mark.parametrize(
    ("typed", "code"), [("", "empty"), ("0800", "in_the_past"), ("+900", "too_far"), ("x", "unreadable")]
)
def test_a_due_time_lies_ahead_and_within_a_year(typed: str, code: str) -> None:
    got = parse_due(typed, NOW)
    assert isinstance(got, Refusal)
    assert got.code == code


def test_a_now_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="zone"):
        parse_time("0800", datetime(2026, 11, 22, 8, 30))  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="zone"):
        parse_due("0800", datetime(2026, 11, 22, 8, 30))  # noqa: DTZ001 - that is the point
