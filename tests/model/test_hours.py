"""Opening hours and offsets (domain 0, surprise 28): half days, closed days, across midnight."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dutyterm.model.hours import Hours, Offset, Span, due, parse_offset
from dutyterm.model.refusal import Refusal

DAY = date(2026, 11, 22)
SAMPLE = Hours.every_day("08:30", "18:00")
clock = st.times().map(lambda t: f"{t:%H:%M}")


def test_the_sample_hall_opens_at_0830_in_its_own_zone() -> None:
    times = SAMPLE.for_day(DAY)
    assert times is not None
    assert times.opens.isoformat() == "2026-11-22T08:30:00+08:00"
    assert times.closes.isoformat() == "2026-11-22T18:00:00+08:00"


def test_a_closed_date_wins_over_a_special_date_and_that_over_the_weekday() -> None:
    half = Span(start="09:00", end="12:00")
    hours = SAMPLE.model_copy(
        update={"special": {"2026-11-22": half, "2026-11-23": half}, "closed": (date(2026, 11, 23),)}
    )
    special = hours.for_day(DAY)
    assert special is not None
    assert special.closes.hour == 12
    assert hours.for_day(date(2026, 11, 23)) is None
    assert hours.next_open(date(2026, 11, 23)) == date(2026, 11, 24)


def test_a_hall_that_never_opens_has_no_next_day() -> None:
    assert Hours(weekdays=(None,) * 7).next_open(DAY) is None


def test_a_closing_after_midnight_is_on_the_next_calendar_day() -> None:
    times = Hours.every_day("10:00", "01:30").for_day(DAY)
    assert times is not None
    assert times.closes.date() == date(2026, 11, 23)
    assert due(Offset("C", 30), *times) == times.closes + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("typed", "offset"),
    [
        ("T", Offset("T", 0)),
        ("C", Offset("C", 0)),
        ("T-40", Offset("T", -40)),
        ("t+30", Offset("T", 30)),
        ("Ｃ＋２５", Offset("C", 25)),
        ("C - 15", Offset("C", -15)),
        ("T-600", Offset("T", -600)),
    ],
)
def test_an_offset_is_read(typed: str, offset: Offset) -> None:
    assert parse_offset(typed) == offset


@pytest.mark.parametrize("typed", ["", "40", "X-40", "T-", "T40", "T-40000", "T-1.5", "T-40m"])
def test_what_is_no_offset_is_refused(typed: str) -> None:
    assert isinstance(parse_offset(typed), Refusal)


def test_forty_minutes_before_opening_is_ten_to_eight() -> None:
    times = SAMPLE.for_day(DAY)
    assert times is not None
    assert f"{due(Offset('T', -40), *times):%H:%M}" == "07:50"


def test_an_offset_may_lie_on_the_evening_before() -> None:
    times = SAMPLE.for_day(DAY)
    assert times is not None
    assert due(Offset("T", -600), *times).date() == date(2026, 11, 21)


@given(st.sampled_from("TC"), st.integers(-9999, 9999))
def test_an_offset_reads_back_as_it_is_written(anchor: str, minutes: int) -> None:
    offset = Offset("T" if anchor == "T" else "C", minutes)
    assert parse_offset(str(offset)) == offset


@given(
    clock,
    clock,
    st.dates(date(2000, 1, 1), date(2099, 1, 1)),
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin"]),
)
def test_a_hall_closes_after_it_opens_and_within_a_day(start: str, end: str, day: date, zone: str) -> None:
    times = Hours.every_day(start, end, zone).for_day(day)
    assert times is not None
    assert times.opens.date() == day
    assert times.opens < times.closes
    assert times.closes - times.opens <= timedelta(days=1)


@given(st.integers(-2000, 2000), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_minutes_are_minutes_also_when_clocks_are_changed(minutes: int, day: date) -> None:
    times = Hours.every_day("08:30", "18:00", "Europe/Berlin").for_day(day)
    assert times is not None
    got: datetime = due(Offset("T", minutes), *times)
    assert got.timestamp() - times.opens.timestamp() == minutes * 60


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekdays": [None] * 6},
        {"weekdays": [{"start": "8:30", "end": "18:00"}] * 7},
        {"weekdays": [{"start": "24:00", "end": "18:00"}] * 7},
        {"weekdays": [None] * 7, "zone": "Asia/Nowhere"},
        {"weekdays": [None] * 7, "zone": "../../etc/passwd"},
        {"weekdays": [None] * 7, "special": {"20261122": {"start": "08:30", "end": "12:00"}}},
        {"weekdays": [None] * 7, "special": {"2026-02-30": {"start": "08:30", "end": "12:00"}}},
    ],
)
def test_hours_that_cannot_be_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Hours.model_validate(wrong)


def test_hours_survive_being_written_down() -> None:
    hours = SAMPLE.model_copy(update={"closed": (DAY,)})
    assert Hours.model_validate(hours.model_dump(mode="json")) == hours
