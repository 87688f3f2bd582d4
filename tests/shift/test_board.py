"""The day at a glance: timetable, what to do now, and open items, overdue first (L12, N10)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyterm.shift import board, open_items
from dutyterm.shift.board import Row, Stage
from dutyterm.shift.lists import doors, exceptions
from dutyterm.shift.lists.view import Mark
from tests.shift.fixtures import small_manual
from tests.shift.world import MANAGER, OPENS, World, with_hash


@pytest.fixture
def world() -> World:
    return World()


def row(world: World, id: str) -> Row:
    return next(row for row in board.timetable(world.scene) if row.id == id)


def test_before_a_shift_is_open_there_is_nothing_to_show() -> None:
    world = World(opened=False)
    assert board.timetable(world.scene) == ()
    assert board.now_and_next(world.scene).stage is Stage.NO_SHIFT


def test_the_timetable_has_a_row_for_each_group_and_the_doors_by_due_time(world: World) -> None:
    rows = board.timetable(world.scene)
    assert {r.id for r in rows} == {
        *("safety", "equipment", "cash", "people", "floor", "continuity"),
        board.DOORS,
    }
    dues = [r.due for r in rows if r.due is not None]
    assert len(dues) == len(rows)
    assert dues == sorted(dues)
    assert rows[-1].id == board.DOORS
    assert rows[-1].due == OPENS


def test_a_list_not_yet_started_is_to_be_started(world: World) -> None:
    now = board.now_and_next(world.scene)
    assert (now.stage, now.run, now.done, now.line, now.to_doors) == (Stage.START, None, 0, "OPN-01", 45)
    assert row(world, "equipment").run is None
    assert row(world, "equipment").mark is Mark.TODO


def test_a_row_counts_its_lines_and_says_how_late_it_is(world: World) -> None:
    run = world.start()
    for item in ("OPN-07", "OPN-08"):
        slot = world.line(run, item).slots[0]
        world.answer(run, item, slot.slot.field, 80 if item == "OPN-07" else 22)
    world.now = OPENS - timedelta(minutes=23)
    equipment = row(world, "equipment")
    assert (equipment.mark, equipment.done, equipment.total) == (Mark.PROGRESS, 2, 12)
    assert equipment.late == 7, "network, due at T-30"
    assert equipment.line == "OPN-09"
    assert row(world, "floor").late is None


def test_a_finished_row_tells_how_it_ended(world: World) -> None:
    run = world.start()
    world.finish(run)
    floor = row(world, "floor")
    assert (floor.mark, floor.done, floor.done_at) == (
        Mark.DONE,
        floor.total,
        world.line(run, "OPN-32").done_at,
    )
    world.answer(run, "OPN-30", "state", "dirty", reason="changed")
    assert row(world, "floor").mark is Mark.OFF


def test_now_names_the_next_line_and_counts_what_blocks(world: World) -> None:
    run = world.start()
    world.finish(run, but=("OPN-09", "OPN-13"))
    now = board.now_and_next(world.scene)
    assert (now.stage, now.run, now.line, now.blocking) == (Stage.WALK, run, "OPN-09", 1)
    assert now.line_title is not None
    assert now.line_title.zh == world.line(run, "OPN-09").line.title.zh


def test_a_round_is_counted_by_what_must_be_finished_not_by_its_samples(world: World) -> None:
    """The same figure as in the timetable and over the list itself: samples may wait (PAT-01..03)."""
    run = world.start("patrol")
    samples = [view for view in world.view(run).lines if not view.line.required]
    now = board.now_and_next(world.scene)
    assert now.run == run
    assert samples
    assert now.total == len(world.view(run).lines) - len(samples)


def test_when_all_is_done_the_doors_are_next_and_then_nothing(world: World) -> None:
    run = world.start()
    world.finish(run)
    now = board.now_and_next(world.scene)
    assert (now.stage, now.line, now.blocking) == (Stage.OPEN_DOORS, "OPN-34", 0)
    world.now = OPENS + timedelta(minutes=3)
    world.do(doors.open_doors, doors.Opening(run, "OPN-34", world.now))
    now = board.now_and_next(world.scene)
    assert (now.stage, now.to_doors) == (Stage.NOTHING, None)
    door = row(world, board.DOORS)
    assert (door.mark, door.late, door.done_at) == (Mark.DONE, 3, world.now)


def test_the_doors_come_before_a_line_that_need_not_be_answered() -> None:
    world = World(small_manual())
    run = world.start()
    world.finish(run)
    assert world.marks(run)["E-02"] is Mark.TODO
    now = board.now_and_next(world.scene)
    assert (now.stage, now.line) == (Stage.OPEN_DOORS, "F-02")


def test_minutes_to_the_doors_go_below_zero_past_their_time(world: World) -> None:
    world.now = OPENS + timedelta(minutes=4)
    assert board.now_and_next(world.scene).to_doors == -4


def test_a_list_of_another_manual_says_so_l16(world: World) -> None:
    world.start()
    world.manual = with_hash(world.manual, "0" * 64)
    assert board.now_and_next(world.scene).stage is Stage.OTHER_MANUAL
    assert board.timetable(world.scene) == ()


def test_an_outside_shift_proposes_no_list_n31() -> None:
    world = World(opened=False)
    world.who = None
    world.open(sort="outside", opens=None, closes=None)
    assert board.now_and_next(world.scene).stage is Stage.NOTHING
    assert {r.due for r in board.timetable(world.scene)} == {None}


def test_overdue_items_come_first_the_longest_first_l12() -> None:
    world = World(small_manual())
    world.do(open_items.note, "no due time")
    for title, hours in (("soon", 3), ("overdue", 1), ("long overdue", 0.5)):
        world.do(open_items.note, title, world.now + timedelta(hours=hours))
    world.wait(hours=2)
    found = board.waiting_items(world.scene)
    assert [w.item.title.zh for w in found] == ["long overdue", "overdue", "soon", "no due time"]
    assert [w.overdue for w in found] == [90, 60, None, None]


def test_a_line_put_off_until_opening_comes_back_with_the_doors_n10() -> None:
    world = World(small_manual())
    run = world.start()
    world.do(open_items.note, "with due time", OPENS + timedelta(hours=9))
    world.do(exceptions.defer, run, "B-04", "after_open", "no_time")
    assert [w.back for w in board.waiting_items(world.scene)] == [False, False]
    wish = doors.Opening(run, "F-02", world.now, manager=MANAGER, medium="phone", reason="service_first")
    world.do(doors.open_doors, wish)
    first, second = board.waiting_items(world.scene)
    assert (first.item.item, first.back) == ("B-04", True)
    assert not second.back


def test_what_is_overdue_comes_before_what_has_come_back_l12() -> None:
    world = World(small_manual())
    run = world.start()
    world.do(open_items.note, "overdue", world.now)
    world.do(exceptions.defer, run, "B-04", "next_opening", "no_time")
    found = board.waiting_items(world.next_shift().scene)
    assert [(w.overdue is not None, w.back) for w in found] == [(True, False), (False, True)]
    assert [w.item.due is None for w in found] == [False, True]


def test_a_line_put_off_until_the_next_opening_comes_back_the_next_day_n10() -> None:
    world = World(small_manual())
    run = world.start()
    world.do(exceptions.defer, run, "B-04", "next_opening", "no_time")
    assert not board.waiting_items(world.scene)[0].back
    assert board.waiting_items(world.next_shift().scene)[0].back
