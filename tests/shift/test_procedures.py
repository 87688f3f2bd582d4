"""Walking an emergency card: steps, branches, waits, the end (domain 3f, P1 to P9, N9, N13)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyterm.shift import open_items
from dutyterm.shift.handed import handed
from dutyterm.shift.procedures import around, exceptions, rules, state
from dutyterm.shift.procedures.rules import Tick
from dutyterm.shift.procedures.view import RunView, StepView, run_view
from dutyterm.shift.shift import blocks
from dutyterm.shift.shift import summary as summary_of
from tests.shift.world import World


def begun(world: World, card: str = "PWR", **how: bool) -> str:
    """A card is started; its run."""
    world.do(rules.start, card, **how)
    return list(state.of(world.shift).by_id)[-1]


def view(world: World, run: str) -> RunView:
    found = run_view(state.of(world.shift).by_id[run], world.manual, world.now)
    assert found is not None
    return found


def step(world: World, run: str, no: str) -> StepView:
    found = view(world, run).of(no)
    assert found is not None
    return found


def finish(world: World, run: str, *, until: str = "") -> None:
    """Does everything that is needed, the first answer of every decision, waits waited."""
    for _ in range(60):
        todo = next((s for s in view(world, run).steps if s.needed), None)
        if todo is None or todo.step.no == until:
            return
        if todo.step.choices:
            world.do(rules.decide, run, todo.step.no, todo.step.choices[0].id)
        else:
            world.do(rules.tick, Tick(run, todo.step.no))
        world.now += timedelta(seconds=130)
    raise AssertionError("it never came to its end")


@pytest.fixture
def world() -> World:
    return World()


def test_the_first_step_is_due_half_a_minute_after_the_start(world: World) -> None:
    run = begun(world)
    first = view(world, run).current
    assert first is not None
    assert (first.step.no, first.planned) == ("1", world.now + timedelta(seconds=30))
    world.now += timedelta(seconds=40)
    world.do(rules.tick, Tick(run, "1"))
    assert (step(world, run, "1").mark, step(world, run, "1").over) == ("late", timedelta(seconds=10))


def test_a_step_may_have_been_done_earlier_than_it_is_recorded(world: World) -> None:
    run = begun(world)
    world.now += timedelta(minutes=5)
    world.do(rules.tick, Tick(run, "1", at=world.now - timedelta(minutes=5) + timedelta(seconds=20)))
    assert step(world, run, "1").mark == "done"
    assert world.refused(rules.tick, Tick(run, "2", at=world.now + timedelta(minutes=1))) == "future"
    assert world.refused(rules.tick, Tick(run, "2", at=world.now - timedelta(hours=1))) == "before_start"


def test_the_start_may_turn_out_to_have_been_earlier_but_never_after_a_step(world: World) -> None:
    run = begun(world)
    began = world.now
    world.now += timedelta(minutes=1)
    world.do(rules.tick, Tick(run, "1"))
    world.do(rules.move_start, run, began - timedelta(minutes=3))
    assert step(world, run, "2").planned == began - timedelta(minutes=2)
    world.now += timedelta(minutes=5)
    assert world.refused(rules.move_start, run, world.now) == "after_a_step"


def test_one_branch_holds_and_may_be_changed_p3(world: World) -> None:
    run = begun(world)
    assert world.refused(rules.tick, Tick(run, "9B")) == "other_branch"
    assert world.refused(rules.tick, Tick(run, "9")) == "decide"
    world.do(rules.decide, run, "9", "b")
    marks = {no: step(world, run, no).mark for no in ("9A", "9B", "9C")}
    assert marks == {"9A": "inactive", "9B": "todo", "9C": "inactive"}
    world.do(rules.tick, Tick(run, "9B"))
    world.do(rules.decide, run, "9", "c")
    marks = {no: step(world, run, no).mark for no in ("9A", "9B", "9C")}
    assert marks == {"9A": "inactive", "9B": "inactive", "9C": "todo"}
    assert step(world, run, "9").state.changed_from == ("b",)
    world.do(rules.decide, run, "9", "b")
    assert step(world, run, "9B").mark in ("done", "late"), "what was done on that branch is remembered (L3)"
    assert world.refused(rules.decide, run, "9", "b") == "unchanged"
    assert world.refused(rules.decide, run, "9", "z") == "no_choice"


def test_a_decision_makes_the_case_graver_never_lighter(world: World) -> None:
    run = begun(world, "SYS")
    assert state.of(world.shift).by_id[run].level == 4
    world.do(rules.decide, run, "2", "hall")
    assert state.of(world.shift).by_id[run].level == 2
    world.do(rules.decide, run, "2", "one")
    assert state.of(world.shift).by_id[run].level == 2
    world.do(around.set_level, run, 4)
    assert state.of(world.shift).by_id[run].level == 4


def test_the_recovery_order_is_ticked_part_by_part_behind_the_wait_p4(world: World) -> None:
    run = begun(world)
    finish(world, run, until="11")
    world.do(rules.tick, Tick(run, "11"))
    back = state.of(world.shift).by_id[run].recovered_at
    assert back == world.now
    assert world.refused(rules.tick, Tick(run, "11A")) == "held"
    assert step(world, run, "12").planned == back + timedelta(minutes=10)
    world.now += timedelta(minutes=2)
    for part in range(8):
        assert step(world, run, "11A").mark == ("progress" if part else "todo")
        world.do(rules.tick, Tick(run, "11A"))
    assert step(world, run, "11A").state.parts[0] == "main"
    assert step(world, run, "11A").mark in ("done", "late")
    assert world.refused(rules.tick, Tick(run, "11A")) == "done"


def test_a_wait_that_cannot_be_waited_for_is_skipped_on_the_record(world: World) -> None:
    run = begun(world)
    finish(world, run, until="11")
    world.do(rules.tick, Tick(run, "11"))
    world.do(exceptions.skip, run, "11", "unsafe")
    world.do(rules.tick, Tick(run, "11A"))
    assert step(world, run, "11").mark == "done"


def test_a_running_wait_rings_and_is_seen_p4(world: World) -> None:
    run = begun(world, "NET")
    world.do(rules.tick, Tick(run, "2"))
    world.do(rules.tick, Tick(run, "3"))
    assert world.refused(around.seen, run, "2") == "no_timer"
    world.now += timedelta(seconds=121)
    wait = next(t for t in view(world, run).timers if t.kind == "wait")
    assert wait.due(world.now)
    world.do(around.seen, run, "2")
    assert all(t.kind != "wait" for t in view(world, run).timers)


def test_news_come_again_every_quarter_of_an_hour_until_it_is_back_p7(world: World) -> None:
    run = begun(world)
    began = world.now

    def news() -> object:
        return next((t.at for t in view(world, run).timers if t.kind == "news"), None)

    assert news() == began + timedelta(minutes=15)
    world.now += timedelta(minutes=16)
    world.do(rules.tick, Tick(run, "10"))
    assert step(world, run, "10").mark == "progress"
    assert news() == world.now + timedelta(minutes=15)
    world.now += timedelta(minutes=15)
    world.do(around.put_off, run, "news", 5)
    assert news() == world.now + timedelta(minutes=5)
    assert state.of(world.shift).by_id[run].snoozes == 1
    finish(world, run, until="11")
    world.do(rules.tick, Tick(run, "11"))
    assert news() is None


@pytest.mark.parametrize(("minutes", "code"), [(0, "too_long"), (61, "too_long"), (1, "not_due")])
def test_a_timer_is_put_off_only_within_reason(world: World, minutes: int, code: str) -> None:
    run = begun(world)
    assert world.refused(around.put_off, run, "news", minutes) == code


def test_the_hall_manager_is_phoned_in_ten_minutes_and_the_flash_report_in_two_hours(world: World) -> None:
    run = begun(world)
    due = {t.kind: t.at - world.now for t in view(world, run).timers}
    assert due["phone"] == timedelta(minutes=10)
    assert due["flash"] == timedelta(hours=2)
    assert due["again"] == timedelta(minutes=30)
    assert due["escalate"] == timedelta(minutes=60)
    world.do(around.call, run, "hall_manager", "reached", "回电 13812345678")
    world.do(around.report, run, "flash")
    world.do(around.set_level, run, 2)
    kinds = {t.kind for t in view(world, run).timers}
    assert not kinds & {"phone", "flash", "escalate"}
    assert state.of(world.shift).by_id[run].calls[0].note == "回电 138****5678"


def test_it_cannot_be_stood_down_while_a_required_step_is_open(world: World) -> None:
    run = begun(world)
    assert world.refused(exceptions.stand_down, run) == "open_steps"
    finish(world, run)
    world.do(exceptions.stand_down, run)
    ended = state.of(world.shift).by_id[run]
    assert (ended.ended, ended.left) == ("stood_down", ("14", "16"))
    assert world.refused(rules.tick, Tick(run, "14")) == "ended"


def test_what_lies_beyond_the_card_goes_on_as_open_items_p6(world: World) -> None:
    run = begun(world)
    began = world.now
    finish(world, run)
    world.do(exceptions.stand_down, run)
    items = open_items.of(world.shift).open()
    assert [item.item for item in items] == ["PWR-REP", "PWR-14", "PWR-16"]
    assert items[2].due == began + timedelta(hours=72)


def test_a_step_that_waits_for_the_recovery_comes_back_with_it_n10(world: World) -> None:
    run = begun(world)
    world.do(exceptions.defer, run, "8", "recovered")
    assert step(world, run, "8").mark == "deferred"
    finish(world, run, until="11")
    world.do(rules.tick, Tick(run, "11"))
    assert step(world, run, "8").mark == "todo"
    assert "8" in [s.step.no for s in view(world, run).needed]


def test_a_step_put_off_to_the_closing_becomes_an_open_item_once(world: World) -> None:
    run = begun(world)
    world.do(exceptions.defer, run, "14", "closing")
    finish(world, run)
    world.do(exceptions.stand_down, run)
    items = sorted(item.item or "" for item in open_items.of(world.shift).open())
    assert items == ["PWR-14", "PWR-16", "PWR-REP"]


def test_skipping_needs_a_reason_and_can_be_taken_back(world: World) -> None:
    run = begun(world)
    assert world.refused(exceptions.skip, run, "2", "") == "reason_needed"
    world.do(exceptions.skip, run, "2", "not_needed")
    assert world.refused(rules.tick, Tick(run, "2")) == "skipped"
    world.do(exceptions.take_back, run, "2", "slip")
    assert step(world, run, "2").mark == "todo"
    assert world.refused(exceptions.take_back, run, "2", "slip") == "untouched"


def test_a_recovery_that_was_a_mistake_is_taken_back(world: World) -> None:
    run = begun(world)
    finish(world, run, until="11")
    world.do(rules.tick, Tick(run, "11"))
    world.do(exceptions.take_back, run, "11", "changed")
    assert state.of(world.shift).by_id[run].recovered_at is None
    assert step(world, run, "12").planned is None


def test_several_cards_go_on_at_once_but_each_only_once(world: World) -> None:
    first = begun(world)
    assert world.refused(rules.start, "PWR") == "already_running"
    second = begun(world, "MED")
    assert {run.id for run in state.of(world.shift).running()} == {first, second}
    world.do(exceptions.withdraw, second, "slip")
    assert [run.id for run in state.of(world.shift).running()] == [first]


def test_nobody_leaves_while_an_emergency_goes_on_but_a_drill_hinders_nothing(world: World) -> None:
    drill = begun(world, "FIRE", drill=True)
    assert [b.source for b in blocks(world.scene, "leave") if b.source == drill] == []
    real = begun(world)
    assert [b.source for b in blocks(world.scene, "leave") if b.source == real] == [real]


def test_a_drill_leaves_no_open_item_and_changes_no_figure_n13(world: World) -> None:
    run = begun(world, drill=True)
    finish(world, run)
    world.do(exceptions.stand_down, run)
    assert open_items.of(world.shift).open() == ()
    told = summary_of(world.scene)["procedures"]
    assert isinstance(told, dict)
    assert set(told) == {"drills"}


def test_the_figures_of_a_case_are_in_the_summary_of_the_shift(world: World) -> None:
    run = begun(world)
    world.now += timedelta(seconds=70)
    world.do(around.say, run, 1)
    world.do(around.count, run, "people", 12)
    finish(world, run)
    world.do(exceptions.stand_down, run)
    told = summary_of(world.scene)["procedures"]
    assert isinstance(told, dict)
    (case,) = told["real"]
    assert (case["card"], case["first_said_s"], case["people"]) == ("PWR", 70, 12)
    assert case["late"] > 0
    assert "open" in case, "the review and the back-entry go on as open items"


def test_what_goes_on_crosses_the_handover_whole_n9(world: World) -> None:
    run = begun(world)
    world.do(rules.tick, Tick(run, "1"))
    world.do(rules.decide, run, "9", "b")
    world.do(around.give_roles, run, lead="p1", recorder="p3", comms="p3")
    before = state.of(world.shift).by_id[run]
    later = world.next_shift()
    after = state.of(later.shift).by_id[run]
    assert after.carried
    assert (after.t0, after.steps, after.roles, after.kept) == (
        before.t0,
        before.steps,
        before.roles,
        before.kept,
    )
    here, there = view(world, run), run_view(after, later.manual, world.now)
    assert there is not None
    assert here.timers == there.timers


def test_its_timers_and_put_off_steps_are_taken_over_by_name_n9_n10(world: World) -> None:
    run = begun(world)
    begun(world, "FIRE", drill=True)
    world.do(exceptions.defer, run, "8", "recovered")
    told = handed(world.next_shift().scene)
    assert all(one.carried for one in told)
    assert len({one.ref for one in told}) == len(told)
    assert all(one.title.zh.startswith("PWR ") for one in told), "a drill is nothing to take over"
    assert [one.sort for one in told].count("step") == 1
    said = " | ".join(one.title.en for one in told)
    assert "goes on since" in said
    assert "news for the customers" in said
    assert "put off, step 8" in said


def test_what_has_ended_and_asks_for_no_review_is_not_carried_on(world: World) -> None:
    run = begun(world, "CFT")
    finish(world, run)
    world.do(exceptions.stand_down, run)
    assert state.of(world.next_shift().shift).by_id == {}


def test_nothing_of_it_needs_a_person_or_a_shift_n31() -> None:
    world = World(opened=False)
    world.who = None
    run = begun(world)
    world.do(rules.tick, Tick(run, "1"))
    assert world.records[-1].by is None
    finish(world, run)
    world.do(exceptions.stand_down, run)


def test_a_clock_that_was_set_back_does_not_keep_a_step_from_the_record(world: World) -> None:
    run = begun(world)
    world.now -= timedelta(hours=2)
    world.do(rules.tick, Tick(run, "1"))
    assert step(world, run, "1").mark == "done"


@pytest.mark.parametrize(
    "card", ["PWR", "SYS", "NET", "PEAK", "FIRE", "ROB", "CFT", "MED", "WEA", "CPL", "LEAK"]
)
def test_every_card_can_be_walked_to_its_end(card: str) -> None:
    world = World()
    run = begun(world, card)
    finish(world, run)
    world.do(exceptions.stand_down, run)
    assert state.of(world.shift).by_id[run].ended == "stood_down"


def test_what_a_robbery_asks_for_is_read_before_anything_is_decided_and_a_theft_is_spared_it(
    world: World,
) -> None:
    """3f.7: a theft is neither entered nor chased; 110; then the same from step 5."""
    run = begun(world, "ROB")
    marks = {s.step.no: s.mark for s in view(world, run).steps}
    assert (marks["1"], marks["4"], marks["4T"]) == ("todo", "todo", "inactive")
    world.do(rules.decide, run, "T", "theft")
    marks = {s.step.no: s.mark for s in view(world, run).steps}
    assert [marks[no] for no in ("1", "2", "3", "4", "4T", "5")] == ["inactive"] * 4 + ["todo"] * 2
    world.do(rules.decide, run, "T", "armed")
    assert state.of(world.shift).by_id[run].level == 1
    assert step(world, run, "4T").mark == "inactive"
    finish(world, run)
    world.do(exceptions.stand_down, run)


def test_a_card_that_is_only_to_be_read_is_not_started(world: World) -> None:
    assert world.refused(rules.start, "BASE") == "only_read"
    assert world.refused(rules.start, "NONE") == "unknown_card"
