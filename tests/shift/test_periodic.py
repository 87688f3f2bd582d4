"""Tasks that come back every week, month, quarter, half-year (R2-16)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.shift.lists.view import Mark
from dutyterm.shift.past import Past
from dutyterm.shift.periodic import Every, drills_due, last_done, next_due, tasks
from dutyterm.shift.procedures import exceptions
from tests.shift.fixtures import small_manual
from tests.shift.test_procedures import begun, finish
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


def drill(world: World, card: str) -> None:
    """A drill of a card from its start to its end."""
    run = begun(world, card, drill=True)
    finish(world, run)
    world.do(exceptions.stand_down, run)


def test_a_drill_that_is_too_old_or_never_was_is_due_r5() -> None:
    world = World()
    assert [task.line.drill for task in drills_due(world.scene)] == ["PWR", "SYS", "FIRE"]
    done = {"PER-Q1": DAY - timedelta(days=100), "PER-Q2": DAY - timedelta(days=80), "PER-H1": DAY}
    world.past = Past(done=done)
    assert [(task.line.drill, task.late > 0) for task in drills_due(world.scene)] == [("PWR", True)]


def test_doing_the_drill_ticks_the_task_that_asks_for_it_n13() -> None:
    world = World()
    drill(world, "PWR")
    assert [task.line.drill for task in drills_due(world.scene)] == ["SYS", "FIRE"]
    assert last_done(world.scene)["PER-Q1"] == DAY
    run = world.start("periodic")
    line = world.line(run, "PER-Q1")
    assert line.mark is Mark.DONE
    assert line.records is not None
    assert line.records.lead.zh == "演练"
    assert line.records.text.zh.startswith("PWR 07:45")
    assert not line.by_records, "how many took part, and what went badly, can still be typed"
    assert world.line(run, "PER-Q2").mark is Mark.TODO


def test_neither_a_real_case_nor_a_drill_broken_off_is_a_drill() -> None:
    world = World()
    real = begun(world, "FIRE")
    finish(world, real)
    world.do(exceptions.stand_down, real)
    world.do(exceptions.withdraw, begun(world, "PWR", drill=True), "changed")
    begun(world, "SYS", drill=True)
    assert [task.line.drill for task in drills_due(world.scene)] == ["PWR", "SYS", "FIRE"]
