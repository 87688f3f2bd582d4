"""Opening the doors: blocked, limited, late, with defects; reality is never blocked (OPN-34, N34)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.model.refusal import Refusal
from dutyterm.shift import life, open_items, shift
from dutyterm.shift.lists import doors, exceptions, reasons, rules
from dutyterm.shift.lists.doors import Opening
from dutyterm.shift.lists.rules import Answer
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import Mark
from tests.shift.fixtures import small_manual
from tests.shift.world import MANAGER, OPENS, World, normal

RUN = "opening-1"


@pytest.fixture
def world() -> World:
    world = World(small_manual())
    world.start()
    world.now = OPENS - timedelta(minutes=2)
    return world


def opening(world: World, **more: str) -> Opening:
    return Opening(RUN, "F-02", world.now, **more)


def test_doors_stay_shut_while_a_blocking_line_is_open_opn_34(world: World) -> None:
    refusal = doors.open_doors(world.scene, opening(world))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "doors_blocked"
    assert refusal.data["lines"] == ("A-01", "A-02", "B-01", "B-02", "B-03")
    assert life.of(world.shift).doors is None


def test_when_all_is_in_order_the_doors_open_and_the_list_is_complete(world: World) -> None:
    world.finish(RUN)
    records = world.do(doors.open_doors, opening(world))
    assert [r.kind for r in records] == ["item.answered", "shift.doors_opened", "run.completed"]
    opened = life.of(world.shift).doors
    assert opened is not None
    assert (opened.limited, opened.defects, opened.late_reason) == ((), (), None)
    assert world.line(RUN, "F-02").mark is Mark.DONE


def test_the_time_of_opening_is_a_step_of_its_own(world: World) -> None:
    now = world.now.isoformat(timespec="milliseconds")
    assert world.refused(rules.answer, Answer(RUN, Slot("F-02", "", "at"), now)) == "open_the_doors"


def test_a_limited_service_is_written_down_with_the_opening(world: World) -> None:
    world.finish(RUN, but=("B-04",))
    world.answer(RUN, "B-04", "working", 0)
    world.do(doors.open_doors, opening(world))
    opened = life.of(world.shift).doors
    assert opened is not None
    assert opened.limited == ("card",)
    assert world.slot(RUN, "F-02", "limited").value == ("card",)


def test_opening_with_defects_takes_a_hall_manager_n34(world: World) -> None:
    world.finish(RUN, but=("B-02", "B-03"))
    world.answer(RUN, "B-02", "net", "bad")
    assert world.refused(doors.open_doors, opening(world)) == "doors_blocked"
    nobody = opening(world, manager="p1", medium="phone", reason="service_first")
    assert world.refused(doors.open_doors, nobody) == "manager_needed"
    world.do(doors.open_doors, opening(world, manager=MANAGER, medium="phone", reason="service_first"))
    opened = life.of(world.shift).doors
    assert opened is not None
    assert opened.defects == ("B-02", "B-03")
    assert world.marks(RUN)["B-02"] is Mark.OVERRIDDEN
    assert world.marks(RUN)["F-02"] is Mark.OFF


def test_what_the_hall_manager_frees_is_not_written_down_as_limited_n34(world: World) -> None:
    world.finish(RUN, but=("B-02",))
    world.answer(RUN, "B-02", "net", "bad")
    assert world.slot(RUN, "F-02", "limited").value == ("card",)
    world.do(doors.open_doors, opening(world, manager=MANAGER, medium="phone", reason="repair_ordered"))
    opened = life.of(world.shift).doors
    assert opened is not None
    assert opened.limited == world.slot(RUN, "F-02", "limited").value == ()


def test_lines_overridden_one_by_one_are_defects_too_n34(world: World) -> None:
    world.finish(RUN, but=("B-03",))
    world.do(exceptions.override, RUN, "B-03", MANAGER, "message", "checked_otherwise")
    world.do(doors.open_doors, opening(world))
    opened = life.of(world.shift).doors
    assert opened is not None
    assert opened.defects == ("B-03",)


def test_more_than_five_minutes_late_needs_a_reason_opn_34(world: World) -> None:
    world.finish(RUN)
    world.now = OPENS + timedelta(minutes=5)
    on_time = doors.open_doors(world.scene, opening(world))
    assert isinstance(on_time, list)
    world.now = OPENS + timedelta(minutes=7)
    refusal = doors.open_doors(world.scene, opening(world))
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.data["minutes"]) == ("late_reason", 7)
    world.do(doors.open_doors, opening(world, late_reason="system"))
    opened = life.of(world.shift).doors
    assert opened is not None
    assert opened.late_reason == "system"


def test_doors_that_opened_on_time_may_be_written_down_late(world: World) -> None:
    world.finish(RUN)
    world.now = OPENS + timedelta(minutes=40)
    world.do(doors.open_doors, Opening(RUN, "F-02", OPENS))
    opened = life.of(world.shift).doors
    assert opened is not None
    assert opened.opened_at == OPENS


def test_doors_do_not_open_in_the_future_and_only_once(world: World) -> None:
    world.finish(RUN)
    later = Opening(RUN, "F-02", world.now + timedelta(minutes=1))
    assert world.refused(doors.open_doors, later) == "future"
    assert world.refused(doors.open_doors, Opening(RUN, "B-02", world.now)) == "not_the_doors"
    world.do(doors.open_doors, opening(world))
    assert world.refused(doors.open_doors, opening(world)) == "already_open"


def test_a_wrong_time_of_opening_is_corrected_and_the_defects_stay_l14(world: World) -> None:
    world.finish(RUN, but=("B-03",))
    world.do(doors.open_doors, opening(world, manager=MANAGER, medium="phone", reason="service_first"))
    right = world.now - timedelta(minutes=4)
    world.answer(RUN, "F-02", "at", right.isoformat(timespec="milliseconds"), reason="slip")
    opened = life.of(world.shift).doors
    assert opened is not None
    assert (opened.opened_at, opened.defects) == (right, ("B-03",))
    assert world.line(RUN, "F-02").mark is Mark.OFF
    assert world.refused(exceptions.take_back, RUN, "F-02", "slip") == "not_allowed"


def test_a_line_that_turns_bad_after_opening_limits_its_service_again(world: World) -> None:
    world.finish(RUN)
    world.do(doors.open_doors, opening(world))
    world.answer(RUN, "B-04", "working", 0, reason="changed")
    assert world.slot(RUN, "F-02", "limited").value == ("card",)
    opened = life.of(world.shift).doors
    assert opened is not None
    assert opened.limited == (), "what was said at the moment of opening stays as it was"


def test_blockers_of_the_doors_are_named_for_the_board() -> None:
    world = World()
    world.start()
    sources = [blocker.source for blocker in shift.blocks(world.scene, "doors")]
    assert sources[:3] == ["OPN-01", "OPN-02", "OPN-03"]
    assert "OPN-34" not in sources


def test_the_door_line_of_the_shipped_list_is_found() -> None:
    world = World()
    run = world.start()
    assert doors.door_line(world.scene, run) == "OPN-34"
    assert doors.door_line(world.scene, "none-1") is None


@settings(max_examples=60)
@given(data=st.data())
def test_whatever_the_state_reality_can_be_written_down_n34(data: st.DataObject) -> None:
    world = World(small_manual())
    world.start()
    for line in world.view(RUN).lines:
        what = data.draw(st.sampled_from(["leave", "normal", "off", "override", "defer"]), label=line.line.id)
        if what == "override":
            world.wish(exceptions.override, RUN, line.line.id, MANAGER, "phone", "service_first")
        elif what == "defer":
            world.wish(exceptions.defer, RUN, line.line.id, "after_open", "no_time")
        elif what != "leave":
            for slot in line.slots:
                bad = slot.spec.choices[-1].id if slot.spec.choices else 0
                value = normal(world, slot) if what == "normal" else bad
                world.wish(rules.answer, Answer(RUN, slot.slot, value, confirmed=True))
        world.wait(seconds=data.draw(st.integers(0, 600)))
    minutes = data.draw(st.integers(0, 300))
    blocking = {v.line.id for v in world.view(RUN).blocking("doors")}
    plain = doors.open_doors(
        world.scene, Opening(RUN, "F-02", world.now - timedelta(minutes=minutes), late_reason="staff")
    )
    assert isinstance(plain, Refusal) == bool(blocking)
    world.do(
        doors.open_doors,
        Opening(
            RUN,
            "F-02",
            world.now - timedelta(minutes=minutes),
            late_reason=data.draw(st.sampled_from([word for word, _ in reasons.LATE_DOORS])),
            manager=MANAGER,
            medium=data.draw(st.sampled_from([word for word, _ in reasons.MEDIA])),
            reason=data.draw(st.sampled_from([word for word, _ in reasons.OVERRIDE])),
        ),
    )
    opened = life.of(world.shift).doors
    assert opened is not None
    assert blocking <= set(opened.defects)
    overridden = world.run(RUN).overridden
    assert all(overridden[item].manager == MANAGER for item in opened.defects)
    assert world.view(RUN).blocking("doors") == ()
    assert open_items.of(world.folded_again()) == open_items.of(world.shift)
