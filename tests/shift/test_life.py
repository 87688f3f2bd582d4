"""A shift's life: opened once, for its day, after the shift before; clocks that step (S8, S11, N5, N7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dutyterm.shift import entries, life, open_items
from dutyterm.shift.lists import rules
from dutyterm.shift.past import Past, Previous
from tests.shift.fixtures import small_manual
from tests.shift.world import CLOSES, DAY, World


@pytest.fixture
def world() -> World:
    return World(small_manual(), opened=False)


def previous(**changes: object) -> Previous:
    known = {
        "journal": "before",
        "seal": "f" * 64,
        "code": "1-2-3",
        "records": 3,
        "day": DAY,
        "shift_code": "A",
    }
    return Previous(**{"carried": {}, **known, **changes})  # type: ignore[arg-type]


def test_a_shift_opens_with_its_business_day_and_hall_s11(world: World) -> None:
    world.open()
    part = life.of(world.shift)
    assert part.opened is not None
    assert part.opened.day == DAY
    assert part.opened.premises == world.hall
    assert (part.opened_at, part.opened_by) == (world.now, "p1")


def test_the_business_day_holds_past_midnight_s11(world: World) -> None:
    world.open()
    world.now = datetime(2026, 11, 23, 0, 40, tzinfo=world.now.tzinfo)
    world.do(entries.write, entries.Draft("complaint", "after midnight"))
    opened = life.of(world.shift).opened
    assert opened is not None
    assert opened.day == DAY


def test_a_shift_opens_once(world: World) -> None:
    world.open()
    assert world.refused(life.open_shift, world.opening(code="B")) == "already_open"


def test_a_doubled_opening_record_changes_nothing(world: World) -> None:
    world.open()
    world.do(open_items.note, "未结")
    before = world.shift.parts
    world.forge("shift.opened", world.opening(journal="forged", code="B").body())
    assert world.shift.parts == before


def test_a_regular_shift_opens_with_somebody_signed_in(world: World) -> None:
    world.who = None
    assert world.refused(life.open_shift, world.opening()) == "sign_in"


def test_something_real_is_written_down_without_anybody_signed_in_n31(world: World) -> None:
    world.who = None
    world.open(sort="outside", code="X", opens=None, closes=None)
    world.do(entries.write, entries.Draft("complaint", "停电"))
    assert [r.by for r in world.records] == [None, None]
    run = world.start()
    assert world.line(run, "B-02").due is None, "a shift outside the plan has no times of opening"
    world.answer(run, "B-02", "net", "bad")


def test_a_shift_follows_the_one_before_and_takes_what_it_left(world: World) -> None:
    world.past = Past(previous=previous(carried={"open_items": {"v": 1, "items": []}}))
    assert world.refused(life.open_shift, world.opening(previous="0" * 64)) == "wrong_previous"
    assert world.refused(life.open_shift, world.opening(carried={})) == "wrong_carry"
    world.open()


def test_nothing_is_carried_in_when_there_was_no_shift_before(world: World) -> None:
    assert world.refused(life.open_shift, world.opening(carried={"open_items": {"v": 1}})) == "wrong_carry"


def test_a_wrong_seal_code_or_a_lost_slip_needs_a_reason_n5(world: World) -> None:
    world.past = Past(previous=previous())
    for check in ("mismatch", "lost"):
        assert world.refused(life.open_shift, world.opening(code_check=check)) == "reason_needed"
        assert (
            world.refused(life.open_shift, world.opening(code_check=check, code_reason=" "))
            == "reason_needed"
        )
    world.open(code_check="lost", code_reason="问 13812345678,单子在他家")
    opened = life.of(world.shift).opened
    assert opened is not None
    assert opened.code_reason == "问 138****5678,单子在他家"


def test_a_shift_is_forgotten_six_hours_after_closing_s8(world: World) -> None:
    assert not life.is_forgotten(world.shift, world.now)
    world.open()
    assert not life.is_forgotten(world.shift, CLOSES + timedelta(hours=6))
    assert life.is_forgotten(world.shift, CLOSES + timedelta(hours=6, seconds=1))


def test_a_shift_opened_late_at_night_has_its_six_hours_s8(world: World) -> None:
    world.now = CLOSES + timedelta(hours=8)
    world.open()
    assert not life.is_forgotten(world.shift, world.now + timedelta(hours=1))
    assert life.is_forgotten(world.shift, world.now + timedelta(hours=7))


@pytest.mark.parametrize("sort", ["regular", "outside"])
def test_a_shift_of_a_closed_day_is_forgotten_after_eighteen_hours_s8(world: World, sort: str) -> None:
    world.open(sort=sort, opens=None, closes=None)
    assert not life.is_forgotten(world.shift, world.now + timedelta(hours=18))
    assert life.is_forgotten(world.shift, world.now + timedelta(hours=18, seconds=1))


def test_a_clock_that_steps_is_doubted_n7() -> None:
    last = CLOSES
    assert life.clock_doubt(None, last) is None
    assert life.clock_doubt(last, last) is None
    assert life.clock_doubt(last, last - timedelta(milliseconds=1)) == "back"
    assert life.clock_doubt(last, last + timedelta(hours=36)) is None
    assert life.clock_doubt(last, last + timedelta(hours=36, seconds=1)) == "far"
    assert life.clock_doubt(last, last.astimezone(UTC)) is None


def test_program_starts_clock_steps_and_offsets_are_kept_in_order_n7(world: World) -> None:
    world.open()
    world.forge("program.started", {"version": "1", "boot": "b1", "dark_ms": 90_000}, by=None)
    world.forge("clock.moved", {"back_ms": 11_520_000}, by=None)
    world.forge("clock.set", {"offset_ms": -60_000, "confirmed": False})
    part = life.of(world.shift)
    assert [(number, dark) for number, _, dark in part.starts] == [(1, 90_000)]
    assert part.clock_moves == ((2, 11_520_000),)
    assert part.clock_offset_ms == -60_000


def test_no_due_times_on_a_day_without_opening_hours(world: World) -> None:
    world.open(opens=None, closes=None)
    run = world.start()
    assert {line.due for line in world.view(run).lines} == {None}
    assert {line.late_by(world.now) for line in world.view(run).lines} == {None}


def test_a_refusal_before_opening_says_how_to_open(world: World) -> None:
    refusal = life.opened(world.scene)
    assert not isinstance(refusal, life.ShiftOpened)
    assert refusal.code == "no_shift"
    assert world.refused(rules.start, "opening") == "no_shift"
