"""The timetable: due times from this hall's hours, how rows stand, rounds in their windows (WF-01..22)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.model.hours import Hours, Span
from dutyterm.model.moment import moment_text
from dutyterm.shift.day.agenda import AHEAD, agenda, countdowns, reminder
from dutyterm.shift.day.rounds import windows
from dutyterm.shift.day.rows import Entry, Stand, timetable
from dutyterm.shift.lists import bulk, doors, exceptions, rules
from dutyterm.shift.past import Past, Previous
from tests.shift.fixtures import small_manual
from tests.shift.world import CLOSES, DAY, OPENS, ZONE, World, normal, real_manual


@pytest.fixture
def world() -> World:
    return World(small_manual())


def entry(world: World, id: str, **more: Any) -> Entry:
    return next(e for e in timetable(world.scene, **more) if e.id == id)


def at(clock: str) -> datetime:
    return datetime.combine(DAY, datetime.strptime(clock, "%H:%M").time(), ZONE)  # noqa: DTZ007


# --- due times ---------------------------------------------------------------------------------------


def test_the_shipped_day_is_due_as_its_table_says_on_a_normal_day() -> None:
    """Doors from 08:30 to 18:00: the clock times of the workflow table."""
    found = [(e.id, e.due.strftime("%H:%M")) for e in timetable(World(real_manual()).scene, at("14:00"))]
    expected = {
        "WF-01/1": "07:50", "WF-02/1": "07:55", "WF-03/1": "08:00", "WF-04/1": "08:02", "WF-05/1": "08:10",
        "WF-06/1": "08:22", "WF-07/1": "08:30", "WF-08/1": "09:00", "WF-09/1": "10:00", "WF-13/1": "12:30",
        "WF-14/1": "13:40", "WF-15/1": "16:00", "WF-16/1": "17:30", "WF-17/1": "17:45", "WF-18/1": "18:00",
        "WF-20/1": "18:25", "WF-21/1": "18:35", "WF-22/1": "18:45",
    }  # fmt: skip
    assert {id: due for id, due in found if id in expected} == expected
    assert [due for id, due in found if id.startswith("WF-10")] == [
        "09:30", "11:30", "13:30", "15:30", "17:30",
    ], "a fire round every two hours (L5)"  # fmt: skip
    assert found == sorted(found, key=lambda f: f[1])


def test_there_is_no_timetable_before_a_shift_on_a_closed_day_or_without_one() -> None:
    assert timetable(World(small_manual(), opened=False).scene) == ()
    assert timetable(World(small_manual(), opens=None, closes=None).scene) == ()
    assert timetable(World(small_manual().model_copy(update={"day": None})).scene) == ()


def test_a_half_day_has_no_afternoon() -> None:
    half = World(small_manual(), closes=at("12:00"))
    found = {e.id: (e.due, e.until) for e in timetable(half.scene)}
    assert "W-07/1" not in found, "half past twelve does not come"
    assert "W-06/2" not in found
    assert found["W-06/1"] == (at("09:30"), at("11:30"))
    assert [id for id in found if id.startswith("W-05")] == ["W-05/1", "W-05/2"]
    assert found["W-09/1"][0] == at("12:05")


def test_a_clock_span_is_cut_to_opening_hours() -> None:
    late = World(small_manual(), opens=at("10:30"), closes=at("16:00"))
    found = {e.id: (e.due, e.until) for e in timetable(late.scene)}
    assert found["W-06/1"] == (at("10:30"), at("11:30"))
    assert found["W-06/2"] == (at("14:00"), at("16:00"))


def test_a_night_hall_has_its_clock_times_after_midnight() -> None:
    night = World(small_manual(), opens=at("20:00"), closes=at("20:00") + timedelta(hours=17))
    found = {e.id: e.due for e in timetable(night.scene)}
    assert found["W-07/1"] == at("12:30") + timedelta(days=1)
    assert found["W-09/1"] == at("13:05") + timedelta(days=1)


def test_the_handover_is_due_only_where_another_shift_takes_over(world: World) -> None:
    assert not [e for e in timetable(world.scene) if e.row.id == "W-08"]
    found = entry(world, "W-08/1", handover=at("14:00"))
    assert (found.due, found.until) == (at("13:40"), at("14:00"))


CLOCK = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.sampled_from([0, 10, 30, 45]))
SPANS = st.none() | st.builds(lambda start, end: Span(start=start, end=end), CLOCK, CLOCK)
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


@given(
    st.lists(SPANS, min_size=7, max_size=7).map(tuple),
    st.lists(st.tuples(DAYS, SPANS), max_size=3),
    st.lists(DAYS, max_size=3),
    DAYS,
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "Asia/Kathmandu"]),
    st.integers(-600, 2000),
)
def test_whatever_the_hours_offsets_count_from_this_day_and_all_stays_in_it(
    weekdays: Any,
    special: list[tuple[date, Span | None]],
    closed: list[date],
    day: date,
    zone: str,
    later: int,
) -> None:
    """Across midnight, on closed, half and special days, and in nights when clocks are changed."""
    hall_hours = Hours(
        zone=zone,
        weekdays=weekdays,
        special={d.isoformat(): span for d, span in special if span is not None},
        closed=tuple(closed),
    )
    times = hall_hours.for_day(day)
    hall = World(small_manual()).hall.model_copy(update={"zone": zone})
    opens, closes = (times.opens, times.closes) if times is not None else (None, None)
    world = World(small_manual(), hall, day=day, opens=opens, closes=closes)
    if opens is None or closes is None:
        assert timetable(world.scene) == ()
        return
    world.now = opens + timedelta(minutes=later)
    found = timetable(world.scene)
    dues = {e.id: e.due for e in found}
    utc = ZoneInfo("UTC")
    assert dues["W-01/1"].astimezone(utc) == opens.astimezone(utc) - timedelta(minutes=40)
    assert dues["W-09/1"].astimezone(utc) == closes.astimezone(utc) + timedelta(minutes=5)
    assert [e.due.timestamp() for e in found] == sorted(e.due.timestamp() for e in found)
    for e in found:
        assert (e.stand is Stand.TODO) == (world.now < e.due) or e.total
        if e.row.id in ("W-04", "W-05", "W-06", "W-07", "W-11"):
            assert opens.timestamp() <= e.due.timestamp() <= closes.timestamp()
            assert e.until is None or e.due.timestamp() <= e.until.timestamp() <= closes.timestamp()
    rounds = [e.due.timestamp() for e in found if e.row.id == "W-05"]
    assert all(b - a == 3600 for a, b in pairwise(rounds))


# --- how rows stand ----------------------------------------------------------------------------------


def test_a_row_is_done_when_its_lines_are(world: World) -> None:
    run = world.start()
    found = entry(world, "W-02/1")
    assert (found.stand, found.done, found.total, found.line) == (Stand.TODO, 0, 2, "B-01")
    world.answer(run, "B-02", "net", "slow")
    assert (entry(world, "W-02/1").stand, entry(world, "W-02/1").line) == (Stand.PROGRESS, "B-01")
    world.finish(run)
    found = entry(world, "W-02/1")
    assert (found.stand, found.done, found.off, found.run) == (Stand.DONE, 2, True, run)
    assert found.done_at is not None


def test_lateness_counts_from_the_end_of_a_span(world: World) -> None:
    world.now = at("08:22")
    assert (entry(world, "W-02/1").stand, entry(world, "W-02/1").late) == (Stand.NOW, None)
    world.now = at("08:27")
    assert (entry(world, "W-02/1").stand, entry(world, "W-02/1").late) == (Stand.LATE, 5)


def test_lines_of_the_time_when_the_pc_is_off_are_never_late(world: World) -> None:
    world.now = at("09:30")
    assert (entry(world, "W-01/1").stand, entry(world, "W-01/1").late) == (Stand.NOW, None)


def test_a_row_without_a_list_reminds_of_its_time_and_passes(world: World) -> None:
    stands = []
    for clock in ("12:29", "12:30", "12:59", "13:00"):
        world.now = at(clock)
        stands.append(entry(world, "W-07/1").stand)
    assert stands == [Stand.TODO, Stand.NOW, Stand.NOW, Stand.PASSED]
    world.now = at("10:30")
    assert entry(world, "W-06/1").stand is Stand.NOW
    assert entry(world, "W-11/1").stand is Stand.PASSED, "its list is not in this manual"


def test_a_late_answer_never_changes_what_was_due(world: World) -> None:
    before = [(e.id, e.due, e.until) for e in timetable(world.scene)]
    run = world.start()
    world.now = at("11:17")
    world.finish(run)
    world.do(doors.open_doors, doors.Opening(run, "F-02", world.now, "staff"))
    world.do(bulk.bulk, world.start("round"))
    assert [(e.id, e.due, e.until) for e in timetable(world.scene)] == before


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["opening", "round", "closing"]), st.integers(0, 19), st.integers(0, 90)),
        max_size=14,
    ),
    st.lists(st.integers(0, 13), max_size=3),
)
def test_whenever_and_in_whatever_order_lines_are_answered_what_was_due_stays(
    steps: list[tuple[str, int, int]], deferred: list[int]
) -> None:
    """Late, early, put off, changed or taken back: due times are those of the hours, never of the answers."""
    world = World(small_manual())
    runs = {id: world.start(id) for id in ("opening", "round", "closing")}

    def dues() -> list[object]:
        lines = [(id, v.line.id, v.due) for id, run in runs.items() for v in world.view(run).lines]
        return [*[(e.id, e.due, e.until) for e in timetable(world.scene)], *lines]

    before = dues()
    for n, (list_id, place, minutes) in enumerate(steps):
        world.wait(minutes=minutes)
        lines = world.view(runs[list_id]).lines
        line = lines[place % len(lines)]
        if n in deferred:
            world.wish(exceptions.defer, runs[list_id], line.line.id, "closing", "no_time")
        elif line.slots:
            slot = line.slots[-1]
            wish = rules.Answer(runs[list_id], slot.slot, normal(world, slot), confirmed=True, reason="slip")
            world.wish(rules.answer, wish)
        assert dues() == before


# --- rounds ------------------------------------------------------------------------------------------


def go_round(world: World, clock: str) -> str:
    world.now = at(clock)
    run = world.start("round")
    world.do(bulk.bulk, run)
    return run


def test_each_round_belongs_to_the_time_in_whose_window_it_was_begun(world: World) -> None:
    first = go_round(world, "08:55")
    second = go_round(world, "10:20")
    world.now = at("11:40")
    found = {e.id: (e.stand, e.run) for e in timetable(world.scene) if e.row.list == "round"}
    assert found["W-04/1"] == (Stand.DONE, first)
    assert found["W-05/1"] == (Stand.DONE, second)
    assert found["W-05/2"] == (Stand.MISSED, None), "the next window has begun"
    assert found["W-05/3"] == (Stand.TODO, None)


def test_a_round_is_late_until_the_next_one_takes_its_place(world: World) -> None:
    world.now = at("10:12")
    assert (entry(world, "W-05/1").stand, entry(world, "W-05/1").late) == (Stand.LATE, 12)
    run = world.start("round")
    assert (entry(world, "W-05/1").stand, entry(world, "W-05/1").run) == (Stand.PROGRESS, run)


def test_two_rounds_in_one_window_do_not_make_up_for_a_missed_one(world: World) -> None:
    go_round(world, "10:00")
    go_round(world, "10:10")
    world.now = at("18:00")
    done = [e.id for e in timetable(world.scene) if e.row.list == "round" and e.stand is Stand.DONE]
    assert done == ["W-05/1"]
    assert bulk.rounds(world.scene, "round").done == 2


def test_a_round_corrected_later_stays_where_it_was(world: World) -> None:
    run = go_round(world, "10:00")
    world.now = at("12:40")
    world.answer(run, "R-02", "net", "bad", reason="rechecked")
    found = entry(world, "W-05/1")
    assert (found.stand, found.run, found.off) == (Stand.DONE, run, True)


def test_after_the_doors_are_closed_no_round_is_asked_for(world: World) -> None:
    run = world.start("closing")
    world.now = at("15:10")
    world.answer(run, "Z-01", "left_at", moment_text(world.now))
    assert entry(world, "W-05/6").stand is Stand.MISSED, "its time was before, nobody is left to walk among"
    world.now = at("16:10")
    assert entry(world, "W-05/7").stand is Stand.PASSED


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=12, unique=True))
def test_windows_never_overlap_and_hold_their_own_time(minutes: list[int]) -> None:
    dues = [OPENS + timedelta(minutes=m) for m in sorted(minutes)]
    found = windows(dues)
    for due, window in zip(dues, found, strict=True):
        assert window.holds(due)
        assert sum(other.holds(due) for other in found) == 1
    assert not any(window.holds(dues[0] - timedelta(minutes=31)) for window in found)


# --- two shifts on a day ------------------------------------------------------------------------------


def test_rows_of_the_other_shift_of_the_day_are_nobodys_here(world: World) -> None:
    late = World(small_manual(), opened=False)
    late.past = Past(previous=Previous("a", "f" * 64, "1-2-3", 3, DAY, "A", {}))
    late.now = at("13:50")
    late.open(previous="f" * 64, code="B", code_check="matched")
    stands = {e.id: e.stand for e in timetable(late.scene)}
    assert stands["W-02/1"] is Stand.OTHER
    assert stands["W-09/1"] is Stand.TODO
    early = {e.id: e.stand for e in timetable(world.scene, at("14:00"))}
    assert early["W-09/1"] is Stand.OTHER
    assert early["W-02/1"] is Stand.TODO


def test_what_the_next_shift_should_do_is_this_ones_when_nobody_took_over_and_its_time_has_come(
    world: World,
) -> None:
    """A hall plans two shifts, and on that day the first one stays until the evening."""
    before = {e.id: e for e in timetable(world.scene, at("14:00"))}
    due = before["W-09/1"].due
    world.now = due - timedelta(seconds=1)
    assert entry_at(world, "W-09/1") is Stand.OTHER
    world.now = due
    assert entry_at(world, "W-09/1") is Stand.NOW


def entry_at(world: World, id: str) -> Stand:
    return next(e.stand for e in timetable(world.scene, at("14:00")) if e.id == id)


# --- now, next, countdowns, reminder -----------------------------------------------------------------


def test_the_agenda_says_what_is_now_and_what_is_next(world: World) -> None:
    world.now = at("08:31")
    found = agenda(timetable(world.scene))
    assert [e.id for e in found.now] == ["W-01/1", "W-02/1", "W-03/1"]
    assert found.next is not None
    assert found.next.id == "W-11/1"


def test_the_countdown_runs_to_the_doors_then_to_closing_then_ends(world: World) -> None:
    assert [(c.id, c.minutes) for c in countdowns(world.scene)] == [("doors", 45)]
    run = world.start()
    world.finish(run)
    world.do(doors.open_doors, doors.Opening(run, "F-02", world.now))
    world.now = CLOSES + timedelta(seconds=30)
    assert [(c.id, c.minutes) for c in countdowns(world.scene)] == [("close", -1)]
    world.now = at("13:00")
    assert [c.id for c in countdowns(world.scene, at("14:00"))] == ["handover", "close"]
    closing = world.start("closing")
    world.answer(closing, "Z-01", "left_at", moment_text(world.now))
    assert countdowns(world.scene) == ()


def test_there_is_at_most_one_reminder_and_none_while_its_list_is_walked(world: World) -> None:
    world.now = at("08:10") - AHEAD
    found = reminder(world.scene)
    assert found is not None
    assert found.entry.id == "W-02/1"
    assert found.text.zh == "08:10 row W-02"
    world.start()
    assert reminder(world.scene) is None


def test_what_is_done_reminds_of_nothing(world: World) -> None:
    world.now = at("10:05")
    found = reminder(world.scene)
    assert found is not None
    assert (found.entry.id, found.text.en) == ("W-05/1", "10:00 row W-05, 5 min late")
    go_round(world, "10:06")
    after = reminder(world.scene)
    assert after is None or after.entry.id != "W-05/1"


@settings(max_examples=25)
@given(st.lists(st.integers(0, 900), min_size=2, max_size=20).map(sorted), st.booleans())
def test_a_reminder_that_was_replaced_never_comes_back_by_itself(minutes: list[int], walked: bool) -> None:
    """Nothing happens but the passing of time: each reminder is newer than the one before."""
    world = World(small_manual())
    if walked:
        world.finish(world.start())
    begin, last, gone = world.now, None, False
    for minute in minutes:
        world.now = begin + timedelta(minutes=minute)
        found = reminder(world.scene)
        assert found == reminder(world.scene)
        if found is None:
            gone = last is not None
            continue
        if last is not None:
            assert found.entry.due >= last.due
            assert not gone or found.entry.id != last.id
        last, gone = found.entry, False


def test_a_row_in_which_nothing_is_asked_was_done_by_nobody_wf_02() -> None:
    """The first shift of a hall: nothing was carried in, so nothing is to be read (OPN-33)."""
    world = World(real_manual())
    world.now = at("07:56")
    row = entry(world, "WF-02/1")
    assert row.stand is Stand.PASSED
    assert row.total == 0
    assert row.late is None
    told = reminder(world.scene)
    assert told is not None
    assert told.entry.row.id != "WF-02", "nothing there is worth a reminder"
