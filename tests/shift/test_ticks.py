"""Rows of the timetable that stand for nothing else are ticked, put right by new records, never late."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.shift.day import ticking
from dutyterm.shift.day.agenda import agenda, reminder
from dutyterm.shift.day.rows import Entry, Stand, timetable
from dutyterm.shift.day.ticks import RowDone, RowUndone, of, summary
from dutyterm.shift.past import Past, Previous
from tests.shift.fixtures import small_manual
from tests.shift.world import CLOSES, DAY, OPENS, World, real_manual

NOON = OPENS + timedelta(hours=4)


@pytest.fixture
def world() -> World:
    """Half past twelve: row W-07 is due now."""
    made = World(small_manual())
    made.now = NOON
    return made


def entry(world: World, id: str, handover: datetime | None = None) -> Entry:
    return next(e for e in timetable(world.scene, handover) if e.id == id)


def test_a_row_that_stands_for_nothing_else_is_done_once_it_is_ticked(world: World) -> None:
    """WF-13."""
    assert entry(world, "W-07/1").stand is Stand.NOW
    (record,) = world.do(ticking.done, "W-07/1")
    assert record.by == "p1"
    assert record.fact == RowDone(row="W-07", number=1, due=NOON, done_at=NOON)
    done = entry(world, "W-07/1")
    assert (done.stand, done.done_at, done.late, done.due) == (Stand.DONE, NOON, None, NOON)
    assert world.refused(ticking.done, "W-07/1") == "done_already"


def test_of_a_row_that_comes_twice_each_time_is_ticked_by_itself(world: World) -> None:
    """WF-11: the peak watch of the morning says nothing of the afternoon."""
    world.do(ticking.done, "W-06/1")
    assert entry(world, "W-06/1").stand is Stand.DONE
    assert entry(world, "W-06/2").stand is Stand.TODO


def test_it_may_have_been_done_some_time_ago_but_never_later_than_now(world: World) -> None:
    ago = NOON - timedelta(minutes=10)
    assert world.refused(ticking.done, "W-07/1", NOON + timedelta(minutes=1)) == "future"
    assert world.refused(ticking.done, "W-07/1", NOON - timedelta(days=2)) == "too_old"
    world.do(ticking.done, "W-07/1", ago)
    assert entry(world, "W-07/1").done_at == ago
    assert entry(world, "W-07/1").due == NOON


def test_a_row_that_was_never_ticked_passes_and_is_never_late_or_missed(world: World) -> None:
    world.wait(hours=3)
    passed = entry(world, "W-07/1")
    assert (passed.stand, passed.late) == (Stand.PASSED, None)
    world.do(ticking.done, "W-07/1", NOON + timedelta(minutes=5))
    assert (entry(world, "W-07/1").stand, entry(world, "W-07/1").late) == (Stand.DONE, None)


def test_a_tick_is_taken_back_with_a_reason_by_a_new_record(world: World) -> None:
    assert world.refused(ticking.undone, "W-07/1", "slip") == "not_done"
    world.do(ticking.done, "W-07/1")
    assert world.refused(ticking.undone, "W-07/1", " ") == "reason_needed"
    (record,) = world.do(ticking.undone, "W-07/1", "slip")
    assert record.fact == RowUndone(row="W-07", number=1, reason="slip")
    assert entry(world, "W-07/1").stand is Stand.NOW
    assert [r.kind for r in world.records if r.kind.startswith("timetable")] == [
        "timetable.done",
        "timetable.undone",
    ]


def test_another_time_is_two_records_in_one_write(world: World) -> None:
    world.do(ticking.done, "W-07/1")
    earlier = NOON - timedelta(minutes=25)
    made = world.do(ticking.retimed, "W-07/1", earlier, "rechecked")
    assert [r.kind for r in made] == ["timetable.undone", "timetable.done"]
    assert entry(world, "W-07/1").done_at == earlier
    assert world.refused(ticking.retimed, "W-07/1", NOON + timedelta(hours=1), "slip") == "future"
    assert entry(world, "W-07/1").done_at == earlier


def test_words_of_a_reason_are_masked_like_every_text(world: World) -> None:
    """N30."""
    world.do(ticking.done, "W-07/1")
    (record,) = world.do(ticking.undone, "W-07/1", "打错,电话 13812341234")
    assert isinstance(record.fact, RowUndone)
    assert "138****1234" in record.fact.reason


@pytest.mark.parametrize("id", ["W-01/1", "W-04/1", "W-05/2", "W-09/1", "W-11/1"])
def test_a_row_with_a_list_is_done_in_its_list_and_never_ticked(world: World, id: str) -> None:
    assert world.refused(ticking.done, id) == "stands_for_else"
    assert not entry(world, id).ticks


def test_in_the_shipped_day_only_rows_without_list_and_handover_are_ticked() -> None:
    rows = timetable(World(real_manual()).scene, OPENS + timedelta(hours=5, minutes=30))
    assert {e.row.id for e in rows if e.ticks} == {"WF-11", "WF-12", "WF-13", "WF-15", "WF-16"}


def test_a_row_of_the_other_shift_is_not_ticked_here(world: World) -> None:
    """WF-14: what comes after the handover belongs to the next shift, what was before to the one before."""
    handover = NOON - timedelta(minutes=30)
    world.now = NOON - timedelta(seconds=1)
    assert world.refused(ticking.done, "W-07/1", None, handover) == "other_shift"
    world.now = NOON  # nobody took over, and its time has come
    world.do(ticking.done, "W-07/1", None, handover)
    later = World(small_manual(), opened=False)
    later.past = Past(previous=Previous("earlier", "0" * 64, "0" * 17, 1, DAY, "A", {}))
    later.now = NOON + timedelta(hours=1)
    later.open(code="B")
    assert later.refused(ticking.done, "W-07/1") == "other_shift"


def test_without_a_shift_or_a_row_of_that_name_nothing_is_ticked(world: World) -> None:
    assert world.refused(ticking.done, "W-99/1") == "unknown_row"
    assert world.refused(ticking.done, "W-07/2") == "unknown_row"
    assert World(small_manual(), opened=False).refused(ticking.done, "W-07/1") == "no_shift"


def test_what_is_ticked_reminds_of_nothing_and_is_not_asked_for_now(world: World) -> None:
    world.now = NOON - timedelta(minutes=2)
    found = reminder(world.scene)
    assert found is not None
    assert found.entry.id == "W-07/1"
    world.do(ticking.done, "W-07/1")
    again = reminder(world.scene)
    assert again is None or again.entry.id != "W-07/1"
    assert "W-07/1" not in [e.id for e in agenda(timetable(world.scene)).now]


def test_a_tick_ends_with_its_shift_and_stands_in_its_seal(world: World) -> None:
    world.do(ticking.done, "W-07/1")
    assert summary(world.scene) == {"done": ["W-07/1"]}
    assert of(world.next_shift().shift).by_row == {}


def test_a_forged_tick_of_a_row_with_a_list_changes_nothing_there(world: World) -> None:
    body = {"row": "W-01", "number": 1, "due": OPENS.isoformat(), "done_at": OPENS.isoformat()}
    before = entry(world, "W-01/1")
    world.forge("timetable.done", body)
    assert entry(world, "W-01/1") == before


STEPS = st.lists(
    st.tuples(st.sampled_from(["W-06/1", "W-06/2", "W-07/1"]), st.integers(0, 300), st.booleans()), max_size=8
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_whatever_is_ticked_or_taken_back_what_was_due_and_what_is_late_stay_as_they_were(
    steps: list[tuple[str, int, bool]],
) -> None:
    world = World(small_manual())
    world.now = CLOSES - timedelta(hours=1)
    before = {e.id: (e.due, e.until, e.late) for e in timetable(world.scene)}
    for id, minutes, back in steps:
        if back:
            world.wish(ticking.undone, id, "slip")
        else:
            world.wish(ticking.done, id, world.now - timedelta(minutes=minutes))
        assert {e.id: (e.due, e.until, e.late) for e in timetable(world.scene)} == before
    assert world.folded_again() == world.shift
