"""Tasks that come back every week, month, quarter, half-year (R2-16)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.shift.past import Past
from dutyterm.shift.periodic import Every, last_done, next_due, tasks
from tests.shift.fixtures import small_manual
from tests.shift.world import DAY, World


@pytest.fixture
def world() -> World:
    return World(small_manual())


def test_what_was_never_done_is_due_and_not_late(world: World) -> None:
    (task,) = tasks(world.scene)
    assert (task.list, task.line.id, task.last, task.due) == ("closing", "Z-03", None, None)
    assert (task.now, task.late) == (True, 0)


@pytest.mark.parametrize(("ago", "now", "late"), [(0, False, 0), (6, False, 0), (7, True, 0), (17, True, 10)])
def test_a_weekly_task_is_due_a_week_after_it_was_done(world: World, ago: int, now: bool, late: int) -> None:
    world.past = Past(done={"Z-03": DAY - timedelta(days=ago)})
    (task,) = tasks(world.scene)
    assert (task.now, task.late) == (now, late)


def test_doing_it_begins_the_next_week(world: World) -> None:
    world.past = Past(done={"Z-03": DAY - timedelta(days=30)})
    run = world.start("closing")
    world.answer(run, "Z-03", "tidy", "yes")
    assert last_done(world.scene) == {"Z-03": DAY}
    (task,) = tasks(world.scene)
    assert (task.now, task.due) == (False, DAY + timedelta(days=7))


def test_before_a_shift_is_open_nothing_is_due() -> None:
    assert tasks(World(small_manual(), opened=False).scene) == ()


@pytest.mark.parametrize(
    ("last", "every", "due"),
    [
        (date(2026, 1, 31), "month", date(2026, 2, 28)),
        (date(2028, 1, 31), "month", date(2028, 2, 29)),
        (date(2026, 12, 15), "month", date(2027, 1, 15)),
        (date(2026, 11, 30), "quarter", date(2027, 2, 28)),
        (date(2026, 8, 31), "half-year", date(2027, 2, 28)),
        (date(2026, 12, 28), "week", date(2027, 1, 4)),
        (date.max, "week", date.max),
        (date.max, "half-year", date.max),
    ],
)
def test_months_are_calendar_months(last: date, every: Every, due: date) -> None:
    assert next_due(last, every) == due


@given(st.dates(max_value=date(9000, 1, 1)), st.sampled_from(["week", "month", "quarter", "half-year"]))
def test_the_next_time_is_always_later_and_never_skips_a_period(last: date, every: Every) -> None:
    longest = {"week": 7, "month": 31, "quarter": 92, "half-year": 184}[every]
    assert timedelta(0) < next_due(last, every) - last <= timedelta(days=longest)
