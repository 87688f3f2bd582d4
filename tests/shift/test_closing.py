"""Doors close with a line of the closing list, everybody present is asked, away lines wait (R2-10)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyterm.model.moment import moment_text
from dutyterm.model.people import Person, Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life, open_items, seal
from dutyterm.shift.lists import doors, exceptions, rules
from dutyterm.shift.lists.rules import Answer
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import Mark
from tests.shift.fixtures import small_manual
from tests.shift.world import CLOSES, PEOPLE, World, premises


@pytest.fixture
def world() -> World:
    found = World(small_manual())
    run = found.start()
    found.finish(run)
    found.do(doors.open_doors, doors.Opening(run, "F-02", found.now))
    found.now = CLOSES + timedelta(minutes=20)
    return found


def closed_at(world: World) -> str | None:
    closed = life.of(world.shift).closed
    return None if closed is None else moment_text(closed.closed_at)


def test_the_line_of_the_last_customer_closes_the_doors_cls_02(world: World) -> None:
    run = world.start("closing")
    assert closed_at(world) is None
    at = moment_text(CLOSES + timedelta(minutes=6))
    world.answer(run, "Z-01", "rest", 0)
    assert closed_at(world) is None
    world.answer(run, "Z-01", "left_at", at)
    assert closed_at(world) == at
    part = seal.seal_summary(world.scene)[life.KEY]
    assert isinstance(part, dict)
    assert part["closed"] == {"closed_at": at}


def test_a_corrected_time_is_the_one_that_holds(world: World) -> None:
    run = world.start("closing")
    world.answer(run, "Z-01", "left_at", moment_text(CLOSES))
    later = moment_text(CLOSES + timedelta(minutes=9))
    world.answer(run, "Z-01", "left_at", later, reason="slip")
    assert closed_at(world) == later


def test_doors_do_not_close_before_they_opened(world: World) -> None:
    run = world.start("closing")
    early = moment_text(world.now - timedelta(hours=12))
    asked = rules.Answer(run, Slot("Z-01", "", "left_at"), early, confirmed=True)
    assert world.refused(rules.answer, asked) == "before_opening"


def test_closed_doors_are_not_taken_back(world: World) -> None:
    run = world.start("closing")
    world.answer(run, "Z-01", "rest", 0)
    world.do(exceptions.take_back, run, "Z-01", "slip")
    world.answer(run, "Z-01", "left_at", moment_text(CLOSES))
    assert world.refused(exceptions.take_back, run, "Z-01", "slip") == "not_allowed"


def test_a_hall_that_never_opened_can_still_be_closed() -> None:
    world = World(small_manual())
    world.answer(world.start("closing"), "Z-01", "left_at", moment_text(world.now))
    assert closed_at(world) == moment_text(world.now)


@pytest.mark.parametrize("ago", [timedelta(), timedelta(minutes=5)])
def test_doors_that_open_after_they_were_closed_by_mistake_are_open(ago: timedelta) -> None:
    """The closing list was walked first; a corrected opening time in the evening opens nothing again."""
    world = World(small_manual())
    run = world.start("closing")
    refused = rules.answer(world.scene, Answer(run, Slot("Z-01", "", "left_at"), moment_text(world.now)))
    assert isinstance(refused, Refusal)
    assert refused.code == "needs_confirmation"
    world.answer(run, "Z-01", "left_at", moment_text(world.now), confirmed=True)
    assert closed_at(world) is not None
    opening = world.start()
    world.finish(opening)
    world.do(doors.open_doors, doors.Opening(opening, "F-02", world.now - ago))
    assert closed_at(world) is None
    assert world.line(run, "Z-01").mark is Mark.TODO, "the evening is asked again"
    evening = CLOSES + timedelta(minutes=6)
    world.now = evening
    world.answer(run, "Z-01", "rest", 0)
    world.answer(run, "Z-01", "left_at", moment_text(evening))
    earlier = moment_text(evening - timedelta(hours=10))
    world.answer(opening, "F-02", "at", earlier, reason="slip")
    assert closed_at(world) == moment_text(evening)


def test_a_corrected_time_of_opening_opens_nothing_again(world: World) -> None:
    run = world.start("closing")
    world.answer(run, "Z-01", "left_at", moment_text(CLOSES))
    asked = rules.Answer("opening-1", Slot("F-02", "", "at"), moment_text(world.now), reason="slip")
    assert world.refused(rules.answer, asked) == "after_closing"
    assert life.of(world.shift).doors is not None
    world.write(Event(life.DoorsOpened(opened_at=world.now), "p1"))
    assert closed_at(world) == moment_text(CLOSES), "whatever a journal says"


def test_the_question_is_complete_when_every_person_present_was_asked_r2_10(world: World) -> None:
    run = world.start("closing")
    for person in PEOPLE[:-1]:
        world.answer(run, "Z-02", "cases", "yes", person.id)
        assert world.line(run, "Z-02").mark is Mark.PROGRESS
    world.answer(run, "Z-02", "cases", "no", PEOPLE[-1].id)
    assert world.line(run, "Z-02").mark is Mark.OFF, "somebody had a complaint"


def test_who_is_absent_is_not_asked_and_who_comes_after_all_is(world: World) -> None:
    opening = "opening-1"
    world.answer(opening, "E-01", "absent", ("p3", "p5"), reason="rechecked")
    run = world.start("closing")
    assert [slot.slot.part for slot in world.line(run, "Z-02").slots] == ["p1", "p2", "p4"]
    for person in ("p1", "p2", "p4"):
        world.answer(run, "Z-02", "cases", "yes", person)
    assert world.line(run, "Z-02").mark is Mark.DONE
    world.answer(opening, "E-01", "absent", ("p5",), reason="changed")
    assert world.line(run, "Z-02").mark is Mark.PROGRESS


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COUNTY_REVIEWER])
def test_who_only_looks_at_what_the_hall_has_written_is_not_asked_r2_10(role: Role) -> None:
    looks_on = Person(id="p9", number="9001", name="周宁", role=role)
    world = World(small_manual(), premises(roster=(*PEOPLE, looks_on)))
    run = world.start("closing")
    assert [slot.slot.part for slot in world.line(run, "Z-02").slots] == [person.id for person in PEOPLE]


def test_sealing_leaves_what_happens_with_the_pc_off_to_the_next_shift(world: World) -> None:
    run = world.start("closing")
    world.answer(run, "Z-01", "rest", 0)
    world.answer(run, "Z-01", "left_at", moment_text(CLOSES))
    world.finish(run, but=("Z-04",))
    for event in seal.before_seal(world.scene, by_program=False):
        world.write(event)
    assert world.line(run, "Z-04").mark is Mark.DEFERRED
    (item,) = open_items.of(world.next_shift().shift).carried()
    assert (item.item, item.sort) == ("Z-04", "away")
