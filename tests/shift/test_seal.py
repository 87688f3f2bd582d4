"""Before a shift is sealed: what is told, what goes to the next shift, what the seal line says (S8, N34)."""

from __future__ import annotations

import json

import pytest

from dutyterm.model.moment import moment_text
from dutyterm.shift import life, open_items, seal
from dutyterm.shift.lists import bulk, doors, exceptions
from dutyterm.shift.lists.view import Foot, Mark
from dutyterm.shift.metrics import rules
from tests.shift.fixtures import small_manual
from tests.shift.world import World


@pytest.fixture
def world() -> World:
    return World(small_manual())


def sources(world: World) -> list[str]:
    return [blocker.source for blocker in seal.ready_to_seal(world.scene)]


def test_what_is_not_in_order_is_named_before_sealing(world: World) -> None:
    world.do(open_items.note, "unread")
    later = world.next_shift()
    later.start()
    (item,) = open_items.of(later.shift).carried()
    assert sources(later) == ["A-01", item.ref, "doors"]
    texts = [blocker.text for blocker in seal.ready_to_seal(later.scene)]
    assert all(text.zh and text.en for text in texts)


def test_a_shift_in_order_has_nothing_to_tell(world: World) -> None:
    run = world.start()
    world.finish(run)
    world.do(doors.open_doors, doors.Opening(run, "F-02", world.now))
    for _ in range(2):
        world.do(bulk.bulk, world.start("round"))
    assert sources(world) == []


def test_figures_of_which_nobody_said_anything_are_named_once_the_doors_are_closed_cls_30(
    world: World,
) -> None:
    """Recorded, or said to be unknown: either is an answer. Before the end of the day nobody is asked."""
    run = world.start()
    world.finish(run)
    world.do(doors.open_doors, doors.Opening(run, "F-02", world.now))
    assert "figures" not in sources(world)
    world.wait(hours=10)
    world.answer(world.start("closing"), "Z-01", "left_at", moment_text(world.now))
    every = [metric.id for metric in world.manual.log.metrics]
    (told,) = [b.text.zh for b in seal.ready_to_seal(world.scene) if b.source == "figures"]
    assert told == f"当日指标还有 {len(every)} 个没填,也没写无数据"
    for metric in every:
        assert "figures" in sources(world)
        world.do(rules.record, rules.Wish(metric, None, unknown_reason="no_source"))
    assert "figures" not in sources(world)


def test_a_closed_day_needs_no_opening_of_doors() -> None:
    world = World(small_manual(), opened=False)
    world.open(opens=None, closes=None)
    assert sources(world) == []
    assert seal.ready_to_seal(World(small_manual(), opened=False).scene) == ()


def test_lines_of_the_time_when_the_pc_is_off_go_to_the_next_shift(world: World) -> None:
    run = world.start()
    for event in seal.before_seal(world.scene, by_program=False):
        world.write(event)
    assert world.marks(run)["A-01"] is Mark.DEFERRED
    assert world.marks(run)["B-02"] is Mark.TODO, "what was not done stays not done"
    assert [(i.item, i.sort) for i in open_items.of(world.shift).open()] == [
        ("A-01", "away"),
        ("A-02", "away"),
    ]
    assert seal.before_seal(world.scene, by_program=False) == []


def test_a_list_with_only_such_lines_left_is_complete_except_those(world: World) -> None:
    run = world.start()
    world.finish(run, but=("A-01", "A-02"))
    wish = doors.Opening(run, "F-02", world.now, manager="p4", medium="phone", reason="service_first")
    world.do(doors.open_doors, wish)
    world.do(exceptions.take_back, run, "A-01", "slip")
    events = seal.before_seal(world.scene, by_program=False)
    assert [e.fact.KIND for e in events] == ["item.deferred", "open_item.opened", "run.completed"]
    for event in events:
        world.write(event)
    assert world.view(run).foot is Foot.EXCEPT_DEFERRED


def test_a_forgotten_shift_is_tidied_by_the_program_and_not_by_a_person_s8(world: World) -> None:
    run = world.start()
    world.finish(run, but=("A-01",))
    events = seal.before_seal(world.scene, by_program=True)
    assert events
    assert {event.by for event in events} == {None}
    for event in events:
        world.write(event)
    exempt = world.line(run, "A-01").exempt
    assert exempt is not None
    assert exempt.by is None


def test_nothing_is_left_by_a_shift_that_never_opened() -> None:
    world = World(small_manual(), opened=False)
    assert seal.before_seal(world.scene, by_program=True) == []


DONE = ("B-01", "B-02", "B-03", "B-04", "B-05", "C-01", "C-04", "D-01", "E-01")
"""What a normal small opening measures: neither A lines (PC off), nor F-01 (by itself), nor the doors."""


def test_the_summary_is_plain_json_without_fractions_and_counts_what_was_not_understood(world: World) -> None:
    run = world.start()
    world.finish(run)
    world.do(doors.open_doors, doors.Opening(run, "F-02", world.now))
    world.forge("cash.counted", {"fen": 1})
    found = seal.seal_summary(world.scene)
    assert found["not_understood"] == 1
    measured = world.view(run).run.pace.measured
    assert found["lists"] == {
        run: {
            "list": "opening",
            "manual": "a" * 64,
            "lines": 20,
            "marks": {"done": 13, "inactive": 6, "todo": 1},
            "foot": "complete",
            "ms": {item: ms for item, ms in measured.items() if item in DONE},
        }
    }
    life_part = found[life.KEY]
    assert isinstance(life_part, dict)
    assert life_part["doors"]["opened_at"] == moment_text(world.now)

    def fraction(text: str) -> float:
        raise AssertionError(f"a fraction in the summary: {text}")

    assert json.loads(json.dumps(found), parse_float=fraction) == found
