"""Figures of emergencies over many shifts, against an example worked out by hand; drills apart (N13, P8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.review.emergencies import cases, statistics
from dutyterm.shift import open_items
from dutyterm.shift.procedures import after_action, around, exceptions, state
from dutyterm.shift.procedures.family import summary
from tests.shift.test_after_action import fill
from tests.shift.test_procedures import begun, finish
from tests.shift.world import MANAGER, World


def row(run: str, day: str, **more: Any) -> dict[str, Any]:
    return {"run": run, "card": run.partition(".")[0], "t0": f"2026-11-{day}T09:00:00.000+08:00", **more}


BY_HAND = [
    {
        "real": [
            row("PWR.1", "02", down_s=1800, ended_s=3600, first_said_s=120, said_target_s=180,
                back_target_s=3600, people=10, complaints=0, done=12, late=3, skipped=1,
                review_due="2026-11-05T09:00:00.000+08:00"),
        ],
        "drills": [row("PWR.drill-2", "02", down_s=60, ended_s=90, first_said_s=10, people=99, done=16)],
    },
    {
        "real": [
            row("PWR.3", "03", down_s=5400, ended_s=6000, first_said_s=240, said_target_s=180,
                back_target_s=3600, people=30, done=14, late=1,
                review_due="2026-11-06T09:00:00.000+08:00"),
            row("NET.4", "03", done=2),
        ],
        "reviews": [row("PWR.1", "02", asked=True, cause="supply", people=14, late_min=30)],
    },
]  # fmt: skip
"""Two power cuts, a drill between them, and a network outage that nobody has stood down."""


def test_the_figures_of_a_card_are_those_worked_out_by_hand() -> None:
    power, network = statistics(cases(BY_HAND))
    assert (power.card, power.events, power.going) == ("PWR", 2, 0)
    assert (power.down.total, power.down.mean, power.down.most) == (7200, 3600, 5400)
    assert (power.down.in_time, power.down.targets) == (1, 2)
    assert (power.said.mean, power.said.in_time, power.said.targets) == (180, 1, 2)
    assert (power.people.total, power.people.known) == (44, 2), "the form's figure takes the place of 10"
    assert (power.complaints.total, power.complaints.known) == (0, 1), "unknown is not nought"
    assert (power.done, power.late, power.skipped) == (26, 4, 1)
    assert (power.reviews_asked, power.reviews_signed, power.reviews_late) == (2, 1, 1)
    assert (network.events, network.going, network.down.known, network.down.mean) == (1, 1, 0, None)


def test_drills_are_counted_apart_and_never_mixed_n13() -> None:
    (drill,) = statistics(cases(BY_HAND), drills=True)
    assert (drill.card, drill.events, drill.people.total, drill.down.total) == ("PWR", 1, 99, 60)
    assert all(not one.drill for one in statistics(cases(BY_HAND)))


def test_a_case_that_crossed_a_handover_is_counted_once_as_it_ended() -> None:
    went_on = {"real": [row("PWR.1", "02", done=2)]}
    ended = {"real": [row("PWR.1", "02", done=9, ended_s=4000)]}
    (power,) = statistics(cases([went_on, ended]))
    assert (power.events, power.done, power.going) == (1, 9, 0)
    again = {"real": [{**row("PWR.1", "02", done=1), "t0": "2027-11-02T09:00:00.000+08:00"}]}
    (power,) = statistics(cases([went_on, ended, again]))
    assert power.events == 2, "the id holds no year"


def test_rows_that_cannot_be_read_are_passed_over() -> None:
    strange: list[Any] = [
        None,
        3,
        {},
        {"run": "PWR.1"},
        {"run": 3, "card": "PWR"},
        row("PWR.9", "09", done=-4),
    ]
    (power,) = statistics(cases([{"real": strange}, {"real": 7, "reviews": [row("NET.1", "02")]}]))
    assert (power.events, power.done) == (1, 0)


def worked(world: World, card: str, *, drill: bool) -> str:
    """A case with figures, stood down and reviewed."""
    run = begun(world, card, drill=drill)
    world.now += timedelta(seconds=100)
    world.do(around.say, run, 1)
    world.do(around.count, run, "people", 7)
    world.do(around.count, run, "complaints", 1)
    finish(world, run)
    world.do(exceptions.stand_down, run)
    fill(world, run)
    world.do(after_action.agree, run, "补电池", "p3", world.now + timedelta(days=9))
    world.do(after_action.sign, run, MANAGER)
    return run


def test_what_is_recorded_comes_out_as_figures() -> None:
    world = World()
    run = worked(world, "PWR", drill=False)
    known = state.of(world.shift).by_id[run]
    (case,) = cases([summary(world.scene)])
    assert (case.run, case.first_said_s, case.said_target_s, case.back_target_s) == (run, 100, 180, 3600)
    assert (case.people, case.complaints, case.reviewed, case.cause) == (7, 1, True, "supply")
    assert known.recovered_at is not None
    assert case.down_s == int((known.recovered_at - known.t0).total_seconds())


def test_a_drill_whose_form_was_signed_is_told_as_reviewed_and_no_review_is_counted_n13() -> None:
    world = World()
    worked(world, "FIRE", drill=True)
    begun(world, "PWR", drill=True)
    told = summary(world.scene)
    assert [(case.card, case.reviewed) for case in cases([told])] == [("FIRE", True), ("PWR", False)]
    assert "reviews" not in told
    assert [(one.reviews_asked, one.reviews_signed) for one in statistics(cases([told]), drills=True)] == [
        (0, 0),
        (0, 0),
    ]


@settings(max_examples=12)
@given(
    card=st.sampled_from(("PWR", "WATER", "CFT", "NET")),
    seconds=st.integers(1, 300),
    how=st.sampled_from(("goes on", "broken off", "to its end")),
)
def test_a_drill_changes_no_statistic_and_no_open_item_n13(card: str, seconds: int, how: str) -> None:
    """The same shift with and without a drill: real figures and open items are equal."""
    with_drill, without = World(), World()
    for world in (with_drill, without):
        worked(world, "SYS", drill=False)
    began = with_drill.now
    run = begun(with_drill, card, drill=True)
    with_drill.now += timedelta(seconds=seconds)
    with_drill.do(around.count, run, "people", seconds)
    if how == "broken off":
        with_drill.do(exceptions.withdraw, run, "changed")
    elif how == "to its end":
        finish(with_drill, run)
        with_drill.do(exceptions.stand_down, run)
        fill(with_drill, run)
        with_drill.do(after_action.agree, run, "再练", "p3", with_drill.now + timedelta(days=9))
        with_drill.do(after_action.sign, run, MANAGER)
    with_drill.now = began
    assert _real(with_drill) == _real(without)
    assert _items(with_drill) == _items(without)
    assert _items(with_drill.next_shift()) == _items(without.next_shift())


def _real(world: World) -> list[tuple[Any, ...]]:
    return [
        (one.card, one.events, one.down, one.said, one.people, one.done, one.late, one.reviews_signed)
        for one in statistics(cases([summary(world.scene)]))
    ]


def _items(world: World) -> list[tuple[str, str | None]]:
    return [(item.title.zh, item.item) for item in open_items.of(world.shift).open()]
