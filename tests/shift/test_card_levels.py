"""What a card asks for follows the case: one till or a warning asks for no report (3f.0, 3f.3, 3f.11)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyterm.model.refusal import Refusal
from dutyterm.shift import open_items
from dutyterm.shift.procedures import exceptions, rules, state
from dutyterm.shift.procedures.statistics import targets
from dutyterm.shift.procedures.view import RunView
from tests.shift.test_procedures import finish, view
from tests.shift.world import World


def begun(card: str, no: str, choice: str) -> tuple[World, str]:
    """A case at its first decision, taken."""
    world = World()
    world.do(rules.start, card)
    (run,) = state.of(world.shift).by_id
    world.do(rules.decide, run, no, choice)
    return world, run


def at_level(seen: RunView) -> int | None:
    return seen.run.level


LIGHT = [("SYS", "2", "one"), ("NET", "1", "one"), ("WEA", "0", "yellow"), ("CPL", "0", "complaint")]


@pytest.mark.parametrize(("card", "no", "choice"), LIGHT)
def test_a_light_case_asks_for_no_call_no_report_and_no_review(card: str, no: str, choice: str) -> None:
    """3f.0: level IV is written in the log; a complaint is no emergency."""
    world, run = begun(card, no, choice)
    assert at_level(view(world, run)) == 4
    assert [timer.kind for timer in view(world, run).timers if timer.kind != "wait"] == []
    finish(world, run)
    world.do(exceptions.stand_down, run)
    assert state.of(world.shift).by_id[run].form.due is None
    waiting = {item.field for item in open_items.of(world.shift).open()}
    assert not waiting & {"after_action", "reports"}


GRAVE = [
    ("SYS", "2", "tills", 3), ("SYS", "2", "hall", 2), ("SYS", "2", "halls", 1), ("NET", "1", "tills", 2),
    ("WEA", "0", "orange", 3), ("WEA", "0", "water", 2), ("CPL", "0", "violence", 3),
    ("CPL", "0", "group", 3),
]  # fmt: skip


@pytest.mark.parametrize(("card", "no", "choice", "level"), GRAVE)
def test_a_grave_case_asks_for_what_its_level_says(card: str, no: str, choice: str, level: int) -> None:
    world, run = begun(card, no, choice)
    assert at_level(view(world, run)) == level
    assert {"phone", "flash"} <= {timer.kind for timer in view(world, run).timers}
    finish(world, run)
    world.do(exceptions.stand_down, run)
    assert state.of(world.shift).by_id[run].form.level == level


def test_one_till_that_hangs_is_walked_without_the_steps_of_a_whole_hall_3f_3() -> None:
    world, run = begun("SYS", "2", "one")
    needed = [step.step.no for step in view(world, run).needed]
    assert needed == ["1", "2A", "8", "9", "11"]
    assert "said_target_s" not in targets(view(world, run)), "nothing is announced for one till"
    world.do(rules.decide, run, "2", "tills")
    assert {"2B", "3", "4", "5"} <= {step.step.no for step in view(world, run).needed}
    assert targets(view(world, run))["said_target_s"] == 180


def test_a_warning_is_not_walked_as_if_water_came_in_3f_10() -> None:
    world, run = begun("WEA", "0", "orange")
    assert [step.step.no for step in view(world, run).needed] == ["A", "B"]
    world.now += timedelta(minutes=5)
    world.do(rules.decide, run, "0", "water")
    assert [step.step.no for step in view(world, run).needed] == ["1", "2", "3", "4", "5"]
    first = view(world, run).current
    assert first is not None
    assert first.step.no == "1"


def test_violence_is_one_digit_away_from_the_walk_of_a_complaint_3f_11() -> None:
    world, run = begun("CPL", "0", "complaint")
    world.do(rules.tick, rules.Tick(run, "1"))
    refused = world.refused(rules.tick, rules.Tick(run, "C"))
    assert refused == "other_branch"
    world.do(rules.decide, run, "0", "violence")
    assert [step.step.no for step in view(world, run).needed] == ["C", "D"]
    done = rules.going(world.scene, run)
    assert not isinstance(done, Refusal)
    kept = done.of("1")
    assert kept is not None
    assert kept.state.status == "done", "what was done stays on the record"
