"""The queue at its peak: the level goes up at once and down only after a quarter of an hour (3f.5)."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.manual.procedure import Ladder
from dutyterm.model.refusal import Refusal
from dutyterm.shift import open_items
from dutyterm.shift.lists.presence import assigned
from dutyterm.shift.procedures import around, exceptions, rules, state
from dutyterm.shift.procedures.peak import Queue, Suggested, rung, suggest
from tests.shift.world import MORNING, World, real_manual

NAMES = ("normal", "blue", "yellow", "orange", "red")


@cache
def ladder() -> Ladder:
    card = real_manual().card("PEAK")
    assert card is not None
    assert card.ladder is not None
    return card.ladder


def at(minute: int, wait: int) -> Queue:
    """A count with this expected wait: one till, one minute each."""
    return Queue(MORNING + timedelta(minutes=minute), wait, 1, 60)


def suggested(counts: list[Queue], minute: int) -> Suggested:
    found = suggest(ladder(), counts, MORNING + timedelta(minutes=minute))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("waiting", "tills", "service_s", "minutes"),
    [(12, 4, 240, 12), (0, 0, 240, 0), (5, 0, 240, None), (1, 3, 60, 1), (7, 2, 300, 18)],
)
def test_the_expected_wait(waiting: int, tills: int, service_s: int, minutes: int | None) -> None:
    assert Queue(MORNING, waiting, tills, service_s).minutes == minutes


@pytest.mark.parametrize(
    ("wait", "name"),
    [(8, "normal"), (9, "blue"), (10, "blue"), (11, "yellow"), (20, "yellow"), (21, "orange"), (31, "red")],
)
def test_a_level_is_reached_above_its_trigger_not_at_it(wait: int, name: str) -> None:
    assert NAMES[rung(ladder(), at(0, wait))] == name


def test_more_people_than_one_and_a_half_times_the_seats_are_orange() -> None:
    crowd = Queue(MORNING, 31, 10, 60)
    assert NAMES[rung(ladder(), crowd, seats=20)] == "orange"
    assert NAMES[rung(ladder(), crowd)] == "normal", "a hall that has not said its seats has no such trigger"


def test_somebody_waits_and_no_till_is_open_is_the_gravest() -> None:
    assert NAMES[rung(ladder(), Queue(MORNING, 1, 0, 60))] == "red"


def test_it_goes_up_at_once_and_down_after_fifteen_calm_minutes() -> None:
    counts = [at(0, 12), at(1, 25), at(5, 9)]
    assert suggested(counts[:1], 0).choice == "yellow"
    assert suggested(counts[:2], 1).choice == "orange"
    calm = suggested(counts, 19)
    assert (calm.choice, calm.lower_at) == ("orange", MORNING + timedelta(minutes=20))
    assert suggested(counts, 20).choice == "blue"


def test_one_count_above_the_trigger_begins_the_calm_anew() -> None:
    counts = [at(0, 25), at(5, 9), at(12, 22), at(14, 3)]
    assert suggested(counts, 20).choice == "orange"
    assert suggested(counts, 29).choice == "normal"


def test_it_falls_to_the_highest_level_of_the_calm_time() -> None:
    counts = [at(0, 35), at(2, 12), at(4, 3)]
    assert suggested(counts, 17).choice == "yellow"


@given(st.lists(st.integers(0, 60), min_size=1, max_size=30))
def test_the_suggestion_is_never_below_the_newest_count(waits: list[int]) -> None:
    counts = [at(3 * n, wait) for n, wait in enumerate(waits)]
    found = suggested(counts, 3 * len(counts))
    assert NAMES.index(found.choice) >= rung(ladder(), counts[-1])


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 40)), min_size=1, max_size=25), st.integers(0, 40)
)
def test_a_level_falls_only_after_a_quarter_of_an_hour_of_counts_below_it(
    told: list[tuple[int, int]], later: int
) -> None:
    """Between any two looks: up at once, down only when every count of the last 15 minutes was below."""
    counts, minute = [], 0
    looks: list[tuple[int, int]] = []
    for gap, wait in told:
        minute += gap
        counts.append(at(minute, wait))
        looks.append((minute, NAMES.index(suggested(counts, minute).choice)))
    looks.append((minute + later, NAMES.index(suggested(counts, minute + later).choice)))
    for (_, before), (now, after) in pairwise(looks):
        if after < before:
            ends = MORNING + timedelta(minutes=now)
            calm = [c for c in counts if ends - timedelta(minutes=15) < c.at <= ends]
            assert all(rung(ladder(), c) < before for c in calm)
            assert any(c.at <= ends - timedelta(minutes=15) for c in counts)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 40)), min_size=1, max_size=15))
def test_when_it_will_be_lower_is_told_and_true(told: list[tuple[int, int]]) -> None:
    counts, minute = [], 0
    for gap, wait in told:
        minute += gap
        counts.append(at(minute, wait))
    found = suggested(counts, minute)
    if found.lower_at is None:
        return
    after = suggest(ladder(), counts, found.lower_at)
    before = suggest(ladder(), counts, found.lower_at - timedelta(seconds=1))
    assert after is not None
    assert before is not None
    assert NAMES.index(after.choice) < NAMES.index(before.choice) == NAMES.index(found.choice)


def test_counting_suggests_and_never_decides() -> None:
    world = World()
    world.do(rules.start, "PEAK")
    (run,) = state.of(world.shift).by_id
    world.do(around.count_queue, run, 30, 3, 180)
    assert state.of(world.shift).by_id[run].step("0").choice is None
    assert world.refused(around.count_queue, run, 1, 100, 60) == "no_figure"
    world.do(rules.start, "PWR")
    power = list(state.of(world.shift).by_id)[-1]
    assert world.refused(around.count_queue, power, 1, 1, 60) == "no_ladder"


def _peak(world: World, choice: str) -> str:
    world.do(rules.start, "PEAK")
    (run,) = state.of(world.shift).by_id
    world.do(rules.decide, run, "0", choice)
    return run


def _ended(world: World, run: str) -> None:
    """Every step that is open is done, then the card is stood down."""
    for _ in range(30):
        view = rules.going(world.scene, run)
        assert not isinstance(view, Refusal)
        if view.current is None:
            break
        world.do(rules.tick, rules.Tick(run, view.current.step.no))
    world.do(exceptions.stand_down, run)


@pytest.mark.parametrize("choice", ["normal", "blue", "yellow"])
def test_a_peak_of_every_day_asks_for_no_report_and_no_review_3f_0(choice: str) -> None:
    world = World()
    run = _peak(world, choice)
    view = rules.going(world.scene, run)
    assert not isinstance(view, Refusal)
    assert view.run.level == 4
    assert view.timers == ()
    _ended(world, run)
    assert state.of(world.shift).by_id[run].form.due is None
    assert open_items.of(world.shift).open() == ()


def test_the_demands_of_a_peak_follow_the_level_that_it_reached_3f_5() -> None:
    world = World()
    run = _peak(world, "yellow")
    world.do(rules.decide, run, "0", "orange")
    view = rules.going(world.scene, run)
    assert not isinstance(view, Refusal)
    minutes = {t.kind: (t.at - view.run.t0).total_seconds() / 60 for t in view.timers}
    assert view.run.level == 3
    assert (minutes["phone"], minutes["flash"]) == (10, 120)
    world.do(rules.decide, run, "0", "red")
    assert state.of(world.shift).by_id[run].level == 2
    world.do(rules.decide, run, "0", "normal")
    assert state.of(world.shift).by_id[run].level == 2, "that the queue is short again spares nothing"
    _ended(world, run)
    assert state.of(world.shift).by_id[run].form.level == 2
    assert {item.field for item in open_items.of(world.shift).open()} == {"after_action", "reports"}


def test_abandoned_tickets_are_a_figure_of_a_queue_and_of_no_other_card_3f_5() -> None:
    world = World()
    run = _peak(world, "yellow")
    world.do(around.count, run, "abandoned", 3)
    assert state.of(world.shift).by_id[run].counts == {"abandoned": 3}
    world.do(rules.start, "PWR")
    power = list(state.of(world.shift).by_id)[-1]
    assert world.refused(around.count, power, "abandoned", 1) == "no_figure"


def test_who_holds_the_four_posts_comes_from_the_opening_list_opn_29() -> None:
    world = World()
    run = world.start()
    assert assigned(world.scene) == {}
    world.answer(run, "OPN-29", "posts", ("greeter:p3", "guide:p3", "duty_manager:p1", "guard:p5"))
    assert assigned(world.scene)["guard"] == "p5"
