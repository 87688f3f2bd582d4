"""The shipped lists walked with the rules of a shift: what is normal leaves nothing open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyterm.shift import life, open_items
from dutyterm.shift.lists import bulk, doors
from dutyterm.shift.lists.view import Foot, Mark
from tests.shift.world import CLOSES, FIGURES, OPENS, World, premises

HALL = premises(numbers={**FIGURES, "overnight_fen": 2_000_000})


def opened() -> World:
    """A hall that opened on time with a normal opening."""
    world = World(hall=HALL)
    run = world.start("opening")
    world.finish(run)
    world.wait(seconds=(OPENS - world.now).total_seconds())
    world.do(doors.open_doors, doors.Opening(run, "OPN-34", world.now))
    return world


@pytest.fixture
def day() -> World:
    world = opened()
    world.wait(minutes=30)
    return world


@pytest.fixture
def evening() -> World:
    world = opened()
    world.wait(seconds=(CLOSES + timedelta(minutes=10) - world.now).total_seconds())
    return world


def items(world: World) -> list[str]:
    return [item.item for item in open_items.of(world.shift).open() if item.item]


def test_a_normal_closing_is_complete_and_makes_no_open_item(evening: World) -> None:
    run = evening.start("closing")
    evening.finish(run)
    view = evening.view(run)
    assert view.foot is Foot.COMPLETE
    assert [line.line.id for line in view.blocking("leave")] == []
    assert view.limited == ()
    assert items(evening) == []


def test_before_it_is_walked_everything_critical_blocks_leaving(evening: World) -> None:
    run = evening.start("closing")
    assert [line.line.id for line in evening.view(run).blocking("leave")] == [
        "CLS-02", "CLS-05", "CLS-06", "CLS-08", "CLS-15", "CLS-17", "CLS-18", "CLS-19", "CLS-21",
        "CLS-31", "CLS-32", "CLS-33", "CLS-34",
    ]  # fmt: skip


def test_the_doors_are_closed_at_the_time_of_the_last_customer(evening: World) -> None:
    run = evening.start("closing")
    left = evening.now - timedelta(minutes=5)
    evening.answer(run, "CLS-02", "left_at", left.isoformat(timespec="milliseconds"))
    closed = life.of(evening.shift).closed
    assert closed is not None
    assert closed.closed_at == left


def test_somebody_still_inside_blocks_leaving(evening: World) -> None:
    run = evening.start("closing")
    evening.finish(run, but=("CLS-02",))
    evening.answer(run, "CLS-02", "left_at", evening.now.isoformat(timespec="milliseconds"))
    evening.answer(run, "CLS-02", "remaining", 1)
    assert [line.line.id for line in evening.view(run).blocking("leave")] == ["CLS-02"]


def test_a_till_that_could_not_be_closed_is_an_open_item_and_blocks_nobody(evening: World) -> None:
    run = evening.start("closing")
    evening.answer(run, "CLS-05", "report", "pending", part="01")
    evening.finish(run)
    assert evening.line(run, "CLS-05").mark is Mark.OFF
    assert evening.line(run, "CLS-05").blocking is None
    assert items(evening) == ["CLS-05"]


def test_a_short_asks_for_amount_and_cause_at_that_till_only(evening: World) -> None:
    run = evening.start("closing")
    evening.answer(run, "CLS-08", "result", "short", part="02")
    asked = {(s.slot.part, s.slot.field) for s in evening.line(run, "CLS-08").slots if s.active}
    assert asked == {("01", "result"), ("02", "result"), ("02", "amount"), ("02", "cause")}


def test_cash_above_the_limit_of_the_hall_blocks_leaving(evening: World) -> None:
    run = evening.start("closing")
    evening.answer(run, "CLS-17", "kept", 2_000_001)
    assert evening.line(run, "CLS-17").failing  # L3
    assert evening.line(run, "CLS-17").blocking == "leave"


def test_stock_that_differs_stops_the_sale_of_that_kind_only(evening: World) -> None:
    run = evening.start("closing")
    evening.finish(run, but=("CLS-12",))
    for kind, found in (("sim", 0), ("value_card", 2), ("device", 0), ("gift", 0)):
        evening.answer(run, "CLS-12", "difference", found, part=kind)
    for person in ("p1", "p3"):
        evening.sign(run, "CLS-12", "signed", person)
    assert evening.line(run, "CLS-12").limited_parts == ("value_card",)


def test_what_happens_after_the_pc_is_off_is_never_late(evening: World) -> None:
    run = evening.start("closing")
    evening.wait(hours=12)
    late = [v.line.id for v in evening.view(run).lines if v.late_by(evening.now)]
    assert {"CLS-26", "CLS-32", "CLS-33", "CLS-34"}.isdisjoint(late)
    assert "CLS-31" in late


@pytest.mark.parametrize("name", ["patrol", "fire-round"])
def test_a_normal_round_is_one_act(day: World, name: str) -> None:
    run = day.start(name)
    day.do(bulk.bulk, run)
    assert day.view(run).foot is Foot.COMPLETE
    assert items(day) == []


def test_the_one_act_leaves_the_samples_unanswered(day: World) -> None:
    run = day.start("patrol")
    day.do(bulk.bulk, run)
    touched = [v.line.id for v in day.view(run).lines if v.mark in (Mark.DONE, Mark.OFF)]
    assert touched == [f"PAT-{n:02}" for n in range(4, 16)]  # null is not 0


def test_an_exception_of_a_round_stays_when_the_rest_is_normal(day: World) -> None:
    run = day.start("fire-round")
    day.answer(run, "PAT-F1", "exits", "blocked")
    day.do(bulk.bulk, run)
    assert day.marks(run)["PAT-F1"] is Mark.OFF
    assert items(day) == ["PAT-F1"]


def test_a_patrol_at_any_hour_of_the_day_is_not_late(day: World) -> None:
    day.wait(hours=7)
    run = day.start("patrol")
    day.do(bulk.bulk, run)
    assert [v.line.id for v in day.view(run).lines if v.answered_late] == []


def test_one_task_of_the_week_asks_for_no_drill(day: World) -> None:
    run = day.start("periodic")
    day.answer(run, "PER-W3", "kit", "full")
    assert day.view(run).left == ()
    assert day.view(run).foot is Foot.COMPLETE
