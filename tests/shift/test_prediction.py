"""Will we open in time, from this hall's own past (N27): durations, the prediction, its error."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.shift import seal
from dutyterm.shift.lists import bulk, doors, exceptions
from dutyterm.shift.past import Past, Walks
from dutyterm.shift.prediction import Hindsight, durations, hindsight, predict
from dutyterm.shift.shift import Scene
from tests.shift.fixtures import small_manual
from tests.shift.world import OPENS, World

MINUTE = 60_000
COUNTED = ("B-01", "B-02", "B-03", "B-04", "B-05", "C-01", "C-04", "D-01", "D-02", "D-03", "E-01")
"""Lines of a small opening that are asked at its start, without those of the time when the PC is off."""


def past(runs: int = 5, ms: int = MINUTE, items: tuple[str, ...] = COUNTED) -> Past:
    return Past(walks={"opening": Walks(runs, dict.fromkeys(items, (ms,) * runs))})


@pytest.fixture
def world() -> World:
    found = World(small_manual())
    found.past = past()
    return found


# --- how long a line took -------------------------------------------------------------------------


def test_a_line_takes_the_time_since_the_record_before_l18(world: World) -> None:
    run = world.start()
    world.wait(seconds=40)
    world.answer(run, "B-02", "net", "good")
    world.wait(seconds=20)
    world.answer(run, "B-01", "clear", "yes", "front")
    world.wait(seconds=5)
    world.answer(run, "B-01", "clear", "yes", "back")
    assert durations(world.view(run)) == {"B-02": 40_000, "B-01": 25_000}


def test_an_interruption_of_more_than_ten_minutes_is_the_time_of_no_line(world: World) -> None:
    run = world.start()
    world.wait(minutes=10)
    world.answer(run, "B-02", "net", "good")
    world.wait(minutes=10, seconds=1)
    world.answer(run, "B-03", "usable", 2)
    world.wait(seconds=7)
    world.answer(run, "B-04", "working", 2)
    assert durations(world.view(run)) == {"B-02": 600_000, "B-04": 7_000}


def test_a_line_interrupted_half_way_is_not_measured_at_all(world: World) -> None:
    run = world.start()
    world.wait(seconds=5)
    world.answer(run, "B-01", "clear", "yes", "front")
    world.wait(hours=1)
    world.answer(run, "B-01", "clear", "yes", "back")
    assert durations(world.view(run)) == {}


def test_a_new_start_of_the_program_is_an_interruption(world: World) -> None:
    """The clock that never jumps may count from anywhere after a restart."""
    run = world.start()
    world.mono = 500
    world.forge("program.started", {"version": "1", "boot": "c"}, by=None)
    world.mono += 1_000_000
    world.answer(run, "B-02", "net", "good")
    world.wait(seconds=3)
    world.answer(run, "B-03", "usable", 2)
    assert durations(world.view(run)) == {"B-03": 3_000}


def test_the_wall_clock_moving_changes_no_duration_n7(world: World) -> None:
    run = world.start()
    world.wait(seconds=30)
    world.now -= timedelta(hours=3)
    world.answer(run, "B-02", "net", "good")
    assert durations(world.view(run)) == {"B-02": 30_000}


def test_lines_answered_in_one_act_or_put_off_or_overridden_tell_no_duration(world: World) -> None:
    run = world.start()
    world.wait(seconds=9)
    world.do(exceptions.defer, run, "C-01", "after_open", "no_time")
    world.do(exceptions.override, run, "B-03", "p4", "phone", "service_first")
    assert durations(world.view(run)) == {}
    round_ = world.start("round")
    world.wait(seconds=9)
    world.do(bulk.bulk, round_)
    assert durations(world.view(round_)) == {}


@given(st.lists(st.tuples(st.integers(-5_000_000, 5_000_000), st.sampled_from(["front", "back"]))))
def test_durations_are_never_negative_whatever_the_clocks_do(steps: list[tuple[int, str]]) -> None:
    world = World(small_manual())
    run = world.start()
    for jump, part in steps:
        world.mono += jump
        slot = {"item": "B-01", "part": part, "field": "clear"}
        world.forge("item.answered", {"run": run, **slot, "value": "yes"})
    assert all(ms >= 0 for ms in world.run(run).pace.spent.values())
    assert all(0 <= ms <= 600_000 * max(1, len(steps)) for ms in durations(world.view(run)).values())


# --- the prediction -------------------------------------------------------------------------------


def test_the_board_says_when_the_list_will_be_done_and_the_margin_to_the_doors_n27(world: World) -> None:
    world.now = OPENS - timedelta(minutes=20)
    found = predict(world.scene, "opening")
    assert found is not None
    assert (found.left, found.guessed, found.left_ms) == (11, 0, 11 * MINUTE)
    assert found.done_at == OPENS - timedelta(minutes=9)
    assert (found.margin, found.few) == (9, False)
    assert found.text().zh == "预计 08:21 完成,余 9 分"
    assert found.text().en == "done about 08:21, 9 min to spare"


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        ((5, 7, 40), "(前 3 次多用 7 分)", " (last 3: 7 min longer)"),  # one bad morning moves nothing
        ((-2, -4), "(前 2 次少用 3 分)", " (last 2: 3 min less)"),
        ((0.4, -0.3), "(前 2 次误差不到 1 分)", " (last 2: within a minute)"),
        ((), "", ""),
    ],
)
def test_the_board_says_how_far_predictions_were_off_until_now_n27(
    world: World, minutes: tuple[float, ...], zh: str, en: str
) -> None:
    world.now = OPENS - timedelta(minutes=20)
    walks = replace(world.past.walks["opening"], errors=tuple(int(m * MINUTE) for m in minutes))
    world.past = replace(world.past, walks={"opening": walks})
    found = predict(world.scene, "opening")
    assert found is not None
    assert found.text().zh == "预计 08:21 完成,余 9 分" + zh
    assert found.text().en == "done about 08:21, 9 min to spare" + en


def test_too_late_is_said_with_the_minutes_and_a_part_of_one_counts_against_us(world: World) -> None:
    world.now = OPENS - timedelta(minutes=10, seconds=30)
    found = predict(world.scene, "opening")
    assert found is not None
    assert found.margin == -1
    assert "迟 1 分" in found.text().zh
    assert "1 min late" in found.text().en


def test_fewer_than_five_runs_are_said(world: World) -> None:
    world.past = past(runs=4)
    found = predict(world.scene, "opening")
    assert found is not None
    assert found.few
    assert "只有 4 次记录" in found.text().zh
    assert "from 4 runs only" in found.text().en


def test_a_hall_without_a_past_predicts_nothing_and_says_so(world: World) -> None:
    world.past = Past()
    found = predict(world.scene, "opening")
    assert found is not None
    assert (found.left_ms, found.done_at, found.margin, found.runs) == (None, None, None, 0)
    assert found.text().en == "no past durations of this hall yet"


def test_a_line_without_a_past_takes_as_long_as_the_middle_line(world: World) -> None:
    world.past = past(items=("B-01", "B-02", "B-03"))
    found = predict(world.scene, "opening")
    assert found is not None
    assert (found.guessed, found.left_ms) == (8, 11 * MINUTE)


def test_one_slow_morning_does_not_move_the_prediction(world: World) -> None:
    slow = Walks(5, dict.fromkeys(COUNTED, (9 * MINUTE, MINUTE, MINUTE, MINUTE, MINUTE)))
    world.past = Past(walks={"opening": slow})
    found = predict(world.scene, "opening")
    assert found is not None
    assert found.left_ms == 11 * MINUTE


def test_half_a_line_is_half_its_time(world: World) -> None:
    run = world.start()
    world.answer(run, "B-01", "clear", "yes", "front")
    found = predict(world.scene, "opening")
    assert found is not None
    assert found.left_ms == 10 * MINUTE + MINUTE // 2


def test_on_a_closed_day_there_is_no_margin() -> None:
    world = World(small_manual(), opens=None, closes=None)
    world.past = past()
    found = predict(world.scene, "opening")
    assert found is not None
    assert found.margin is None
    assert found.done_at is not None


def test_the_closing_list_is_measured_against_the_planned_leaving(world: World) -> None:
    world.past = Past(walks={"closing": Walks(6, {"Z-01": (5 * MINUTE,), "Z-03": (MINUTE,)})})
    world.now = OPENS + timedelta(hours=9, minutes=30)
    found = predict(world.scene, "closing")
    assert found is not None
    assert found.target == OPENS + timedelta(hours=9, minutes=30 + 50)
    assert (found.left, found.left_ms, found.margin) == (3, 9 * MINUTE, 41)


def test_nothing_is_predicted_for_a_finished_or_unknown_list(world: World) -> None:
    world.finish(world.start())
    assert predict(world.scene, "opening") is None
    assert predict(world.scene, "none") is None


TIMES = st.lists(st.integers(-10, 10_000_000), max_size=7).map(tuple)


@given(st.dictionaries(st.sampled_from(COUNTED), TIMES), st.integers(0, 200))
def test_with_every_line_that_is_done_less_time_is_left(
    lines: dict[str, tuple[int, ...]], seconds: int
) -> None:
    """Monotone in what remains, and never negative, whatever the past says."""
    world = World(small_manual())
    world.past = Past(walks={"opening": Walks(3, lines)})
    run = world.start()
    world.answer(run, "C-01", "leak", "yes")
    last = predict(world.scene, "opening")
    for item in ("B-01", "B-02", "B-03", "B-04", "C-04", "E-01"):
        world.wait(seconds=seconds)
        world.finish(run, but=tuple(i for i in world.marks(run) if i != item))
        found = predict(world.scene, "opening")
        assert found is not None
        assert last is not None
        assert (found.left_ms is None) == (last.left_ms is None)
        if found.left_ms is not None and last.left_ms is not None:
            assert 0 <= found.left_ms <= last.left_ms
            assert found.done_at is None or found.done_at >= world.now
        assert found.left == last.left - 1
        last = found


# --- its error -------------------------------------------------------------------------------------


def test_the_error_of_the_prediction_is_a_figure_of_the_seal(world: World) -> None:
    run = world.start()
    assert hindsight(world.scene, world.view(run)) is None, "nothing is known before the end"
    world.wait(minutes=30)
    world.finish(run)
    world.do(doors.open_doors, doors.Opening(run, "F-02", world.now))
    seen = hindsight(world.scene, world.view(run))
    assert isinstance(seen, Hindsight)
    assert (seen.predicted_ms, seen.runs) == (9 * MINUTE, 5)
    assert seen.error_ms == seen.actual_ms - 9 * MINUTE > 20 * MINUTE
    took = round(seen.actual_ms / MINUTE)
    assert (seen.text().zh, seen.text().en) == (f"用 {took} 分(预计 9)", f"{took} min (9 predicted)")
    lists = seal.seal_summary(world.scene)["lists"]
    assert isinstance(lists, dict)
    told = {"predicted_ms": seen.predicted_ms, "actual_ms": seen.actual_ms, "runs": 5}
    assert lists[run]["predicted"] == told
    assert json.loads(json.dumps(lists)) == lists


def test_closing_knows_its_error_before_what_is_done_when_the_pc_is_off(world: World) -> None:
    """CLS-32 to CLS-34 are answered the next morning; they were never predicted."""
    world.past = Past(walks={"closing": Walks(6, {"Z-01": (5 * MINUTE,), "Z-03": (MINUTE,)})})
    run = world.start("closing")
    world.wait(minutes=9)
    world.finish(run, but=("Z-03", "Z-04"))
    assert hindsight(world.scene, world.view(run)) is None
    world.finish(run, but=("Z-04",))
    assert [line.line.id for line in world.view(run).left] == ["Z-04"]
    after = hindsight(world.scene, world.view(run))
    assert after is not None
    assert after.actual_ms >= 9 * MINUTE
    assert after.done_at <= world.now


def test_a_correction_in_the_afternoon_is_no_error_of_the_morning(world: World) -> None:
    run = world.start()
    world.finish(run)
    world.do(doors.open_doors, doors.Opening(run, "F-02", world.now))
    before = hindsight(world.scene, world.view(run))
    world.wait(hours=6)
    world.answer(run, "B-03", "usable", 5, reason="slip")
    assert hindsight(world.scene, world.view(run)) == before


def test_without_a_past_or_with_a_clock_that_stepped_back_there_is_no_error(world: World) -> None:
    run = world.start()
    world.now -= timedelta(hours=2)
    world.finish(run)
    world.do(doors.open_doors, doors.Opening(run, "F-02", world.now))
    view = world.view(run)
    assert hindsight(world.scene, view) is None
    scene = Scene(world.shift, world.manual, world.now, world.who, Past())
    assert hindsight(scene, view) is None
