"""Taking a list up again after an interruption: the last two lines are looked at again (N8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyterm.shift.lists import doors, resume
from tests.shift.fixtures import small_manual
from tests.shift.world import World

RUN = "opening-1"


@pytest.fixture
def world() -> World:
    world = World(small_manual())
    world.start()
    world.answer(RUN, "A-01", "outside", "good")
    world.answer(RUN, "B-02", "net", "good")
    world.answer(RUN, "B-03", "usable", 2)
    return world


def restart(world: World) -> None:
    world.forge("program.started", {"version": "1", "boot": "b2"}, by=None)


def test_somebody_who_just_answered_is_not_interrupted(world: World) -> None:
    world.wait(minutes=4)
    assert resume.interruption(world.scene, RUN) is None


def test_after_five_minutes_the_last_two_lines_are_looked_at_again(world: World) -> None:
    world.wait(minutes=12, seconds=40)
    found = resume.interruption(world.scene, RUN)
    assert found == resume.Interruption(12, False, ("B-03", "B-02"))


def test_a_restart_is_an_interruption_however_short(world: World) -> None:
    world.wait(seconds=20)
    restart(world)
    found = resume.interruption(world.scene, RUN)
    assert found is not None
    assert found.restarted
    assert found.lines == ("B-03", "B-02")


def test_lines_looked_at_again_are_not_asked_twice(world: World) -> None:
    restart(world)
    world.do(resume.reconfirm, RUN, "B-03")
    found = resume.interruption(world.scene, RUN)
    assert found is not None
    assert found.lines == ("B-02",)
    world.do(resume.reconfirm, RUN, "B-02")
    assert resume.interruption(world.scene, RUN) is None


def test_the_next_interruption_asks_again(world: World) -> None:
    restart(world)
    for item in ("B-03", "B-02"):
        world.do(resume.reconfirm, RUN, item)
    world.answer(RUN, "C-01", "leak", "yes")
    restart(world)
    found = resume.interruption(world.scene, RUN)
    assert found is not None
    assert found.lines == ("C-01", "B-03")


def test_a_clock_set_back_is_no_interruption_n7(world: World) -> None:
    world.now -= timedelta(hours=2)
    assert resume.interruption(world.scene, RUN) is None
    restart(world)
    found = resume.interruption(world.scene, RUN)
    assert found is not None
    assert found.minutes == 0


def test_only_a_line_that_was_answered_can_be_looked_at_again(world: World) -> None:
    assert world.refused(resume.reconfirm, RUN, "C-01") == "not_answered"
    assert world.refused(resume.reconfirm, RUN, "Z-01") == "no_line"


def test_a_complete_list_or_an_untouched_one_was_not_interrupted(world: World) -> None:
    world.finish(RUN)
    world.do(doors.open_doors, doors.Opening(RUN, "F-02", world.now))
    patrol = world.start("patrol")
    world.wait(hours=1)
    restart(world)
    assert resume.interruption(world.scene, RUN) is None
    assert resume.interruption(world.scene, patrol) is None
    assert resume.interruption(world.scene, "none-1") is None


BESIDE: dict[str, dict[str, object]] = {
    "cash.till_closing": {"till": "01"},
    "register.gap_explained": {"book": "A", "first": 1, "last": 1, "cause": "spoilt", "signed": []},
    "step.done": {"run": "NET-1", "step": "s1", "at": "2026-11-22T08:00:00.000+08:00"},
}


@pytest.mark.parametrize("kind", BESIDE)
def test_whoever_works_with_money_the_register_or_a_card_meanwhile_was_not_away_n8(
    world: World, kind: str
) -> None:
    for _ in range(3):
        world.wait(minutes=4)
        world.forge(kind, BESIDE[kind], by="p1")
    assert world.records[-1].fact is not None, "the record is understood"
    world.wait(minutes=4)
    assert resume.interruption(world.scene, RUN) is None
    world.wait(minutes=2)
    found = resume.interruption(world.scene, RUN)
    assert found == resume.Interruption(6, False, ("B-03", "B-02")), "from the last thing done anywhere"


def test_what_somebody_else_does_elsewhere_leaves_the_list_interrupted_n8(world: World) -> None:
    world.wait(minutes=6)
    world.forge("cash.till_closing", BESIDE["cash.till_closing"], by="p3")
    found = resume.interruption(world.scene, RUN)
    assert found is not None
    assert found.minutes == 6


def test_work_elsewhere_after_a_restart_leaves_it_an_interruption_n8(world: World) -> None:
    world.wait(minutes=3)
    restart(world)
    world.forge("cash.till_closing", BESIDE["cash.till_closing"], by="p1")
    found = resume.interruption(world.scene, RUN)
    assert found is not None
    assert found.restarted
    assert found.minutes == 3
