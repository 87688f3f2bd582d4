"""The after-action form: asked for by level, filled in, signed, an open thing until then (3f.0, P8, N13)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from dutyterm.model.people import Role
from dutyterm.shift import open_items
from dutyterm.shift.procedures import after_action, around, exceptions, family, rules, state
from dutyterm.shift.procedures.after_words import FIELDS, KINDS, NEEDED
from dutyterm.shift.procedures.form import content_hash
from dutyterm.shift.shift import summary
from tests.shift.test_procedures import begun, finish
from tests.shift.world import MANAGER, World


def over(world: World, card: str = "PWR", **how: bool) -> str:
    """A case from its start to its stand-down."""
    run = begun(world, card, **how)
    finish(world, run)
    world.do(exceptions.stand_down, run)
    return run


def case(world: World, run: str) -> state.Run:
    return state.of(world.shift).by_id[run]


def fill(world: World, run: str) -> None:
    """What must be there."""
    given = {"cause": "supply", "why1": "总闸老化", "drill": "yes", "conclusion": "换总闸"}
    for field, word in given.items():
        world.do(after_action.answer, run, field, word)


def items(world: World, run: str) -> list[open_items.Item]:
    """The form's own item and the actions; not that of the reports."""
    found = (item for item in open_items.of(world.shift).open() if item.part == run)
    return [item for item in found if item.field != "reports"]


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize(
    ("card", "hours"), [("PWR", 72), ("FIRE", 24), ("ROB", 24), ("LEAK", 24), ("CFT", None)]
)
def test_the_form_is_asked_for_as_level_and_card_say(world: World, card: str, hours: int | None) -> None:
    run = over(world, card)
    known = case(world, run)
    assert known.form.due == (None if hours is None else known.t0 + timedelta(hours=hours))
    assert known.form.waits == (hours is not None)
    assert len(items(world, run)) == (hours is not None)


def test_the_gravest_level_counts_even_if_it_was_put_down_again(world: World) -> None:
    run = begun(world)
    world.do(around.set_level, run, 2)
    world.do(around.set_level, run, 4)
    finish(world, run)
    world.do(exceptions.stand_down, run)
    form = case(world, run).form
    assert (form.level, form.due) == (2, case(world, run).t0 + timedelta(hours=24))


def test_its_absence_is_one_open_item_of_the_hall_manager(world: World) -> None:
    run = over(world)
    (item,) = items(world, run)
    assert (item.item, item.owner, item.due) == ("PWR-16", MANAGER, case(world, run).form.due)
    assert "事后总结" in item.title.zh
    assert next(p.role for p in world.hall.roster if p.id == item.owner) is Role.HALL_MANAGER
    refused = after_action.held(world.scene, item.ref)
    assert refused is not None
    assert refused.code == "sign_the_form"


def test_the_case_stays_with_its_form_through_every_handover_until_it_is_signed(world: World) -> None:
    run = over(world)
    world.do(after_action.answer, run, "why1", "总闸老化")
    later = world.next_shift().next_shift(2)
    known = case(later, run)
    assert known.past
    assert known.kept == case(world, run).kept
    assert known.form.answers == {"why1": "总闸老化"}
    assert not state.of(later.shift).running()
    assert [item.carried for item in items(later, run)] == [True]
    fill(later, run)
    later.do(after_action.sign, run, MANAGER)
    assert items(later, run) == []
    assert state.of(later.next_shift(3).shift).by_id == {}


def test_forms_that_nobody_ever_signs_do_not_grow_without_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest are let go; their open items stay, and may then be settled in words."""
    first = over(world, "FIRE")
    second = over(world, "MED")
    going = begun(world, "PWR")
    documents = [run for run in carry_of(world) if run]
    monkeypatch.setattr(family, "MOST_WAITING", len(json.dumps(documents[1])) + 50)
    later = world.next_shift()
    assert set(state.of(later.shift).by_id) == {second, going}
    (item,) = items(later, first)
    assert after_action.held(later.scene, item.ref) is None
    later.do(open_items.close, item.ref, "写在纸上了")
    assert family.MOST_WAITING < 1_000_000


def carry_of(world: World) -> list[object]:
    told = family.carry(world.shift)
    assert told is not None
    runs = told["runs"]
    assert isinstance(runs, list)
    return runs


def test_a_form_is_filled_in_only_after_the_stand_down(world: World) -> None:
    run = begun(world)
    assert world.refused(after_action.answer, run, "why1", "x") == "not_over"
    assert world.refused(after_action.sign, run, MANAGER) == "not_over"
    assert world.refused(after_action.answer, "PWR.0101-000000", "why1", "x") == "unknown_run"


def test_each_field_takes_what_belongs_there(world: World) -> None:
    run = over(world)
    assert world.refused(after_action.answer, run, "cause", "ufo") == "no_choice"
    assert world.refused(after_action.answer, run, "drill", "maybe") == "no_choice"
    assert world.refused(after_action.answer, run, "people", "ten") == "no_figure"
    assert world.refused(after_action.answer, run, "amount", "-5") == "no_figure"
    assert world.refused(after_action.answer, run, "mood", "good") == "no_field"
    assert world.refused(after_action.answer, run, "why1", "  ") == "empty"
    world.do(after_action.answer, run, "amount", "12350")
    world.do(after_action.answer, run, "amount", "12300")
    assert case(world, run).form.answers == {"amount": 12300}
    assert set(KINDS) == set(FIELDS)
    assert set(NEEDED) <= set(FIELDS)


def test_what_is_typed_is_masked_before_it_is_written_n30(world: World) -> None:
    run = over(world)
    world.do(after_action.answer, run, "why1", "客户 13812345678 碰了总闸")
    world.do(after_action.agree, run, "回电 13812345678", "p3", world.now + timedelta(days=3))
    told = str(case(world, run).form)
    assert "13812345678" not in told
    assert "138****5678" in told


def test_it_cannot_be_signed_while_something_is_missing(world: World) -> None:
    run = over(world)
    assert world.refused(after_action.sign, run, MANAGER) == "not_filled"
    fill(world, run)
    assert after_action.missing(case(world, run)) == ()
    world.do(after_action.sign, run, MANAGER)
    assert world.refused(after_action.sign, run, MANAGER) == "signed"
    assert world.refused(after_action.answer, run, "why2", "x") == "signed"


def test_its_actions_become_open_items_with_owner_and_due_time_when_it_is_signed(world: World) -> None:
    run = over(world)
    due = world.now + timedelta(days=14)
    world.do(after_action.agree, run, "换总闸", "p3", due)
    world.do(after_action.agree, run, "补两支手电", "p1", due)
    world.do(after_action.drop, run, 2)
    world.do(after_action.agree, run, "补四支手电", "p1", due)
    assert [action.number for action in case(world, run).form.actions] == [1, 3], "no number is given twice"
    assert world.refused(after_action.agree, run, "x", "nobody", due) == "not_on_roster"
    assert world.refused(after_action.agree, run, "x", "p1", world.now) == "past"
    assert world.refused(after_action.drop, run, 2) == "no_action"
    fill(world, run)
    assert [item.title.zh for item in items(world, run)] == ["PWR 停电 11-22 07:45: 事后总结"]
    world.do(after_action.sign, run, MANAGER)
    assert [(i.title.zh, i.owner, i.due) for i in items(world, run)] == [
        ("换总闸", "p3", due), ("补四支手电", "p1", due),
    ]  # fmt: skip


def test_a_form_that_is_late_says_so_for_ever(world: World) -> None:
    run = over(world)
    due = case(world, run).form.due
    assert due is not None
    later = world.next_shift(4)
    later.now = due + timedelta(minutes=90)
    fill(later, run)
    later.do(after_action.sign, run, MANAGER)
    assert case(later, run).form.late_min == 90
    told = summary(later.scene)["procedures"]
    assert isinstance(told, dict)
    assert "real" not in told, "the case itself stands in the seal of the shift in which it ended"
    assert [(r["run"], r["late_min"], r["cause"]) for r in told["reviews"]] == [(run, 90, "supply")]


def test_a_signature_covers_every_answer_and_action(world: World) -> None:
    run = over(world)
    fill(world, run)
    before = content_hash(run, case(world, run).form)
    world.do(after_action.answer, run, "lacking", "没有备用电池")
    assert content_hash(run, case(world, run).form) != before
    world.do(after_action.sign, run, MANAGER)
    signed = next(r.raw for r in world.records if r.kind == "after_action.signed")
    assert signed["body"]["sha256"] == content_hash(run, case(world, run).form)


def test_a_drill_is_reviewed_only_if_somebody_wants_to_and_opens_nothing_n13(world: World) -> None:
    run = over(world, drill=True)
    assert not case(world, run).form.waits
    fill(world, run)
    world.do(after_action.agree, run, "再练一次", "p1", world.now + timedelta(days=30))
    world.do(after_action.sign, run, MANAGER)
    assert open_items.of(world.shift).open() == ()
    told = summary(world.scene)["procedures"]
    assert isinstance(told, dict)
    assert set(told) == {"drills"}
    assert state.of(world.next_shift().shift).by_id == {}


def test_written_reports_may_be_handed_in_after_the_end(world: World) -> None:
    run = over(world)
    world.do(around.report, run, "final")
    assert case(world, run).reported["final"] == world.now
    assert world.refused(around.report, run, "phone") == "ended"
    assert world.refused(rules.move_start, run, world.now) == "ended"


def reports_item(world: World, run: str) -> list[open_items.Item]:
    return [i for i in open_items.of(world.shift).open() if i.part == run and i.field == "reports"]


def test_reports_that_were_not_handed_in_go_on_as_one_open_item_until_the_last_is(world: World) -> None:
    run = over(world)
    known = case(world, run)
    (item,) = reports_item(world, run)
    assert item.due == known.t0 + timedelta(hours=2)
    assert item.title.zh == "PWR 11-22 07:45: 书面速报、书面终报"
    assert after_action.run_of_item(world.scene, item.ref) == (run, False)
    assert after_action.held(world.scene, item.ref) is None, "it may have gone out on paper"
    later = world.next_shift()
    later.do(around.report, run, "follow_up")
    later.do(around.report, run, "final")
    assert len(reports_item(later, run)) == 1
    later.do(around.report, run, "flash")
    assert reports_item(later, run) == []


def test_a_report_that_was_handed_in_before_the_end_is_not_waited_for(world: World) -> None:
    run = begun(world, "FIRE")
    world.do(around.report, run, "flash")
    finish(world, run)
    world.do(exceptions.stand_down, run)
    (item,) = reports_item(world, run)
    assert item.title.en.endswith(": written final report")
    drill = begun(world, "FIRE", drill=True)
    finish(world, drill)
    world.do(exceptions.stand_down, drill)
    assert reports_item(world, drill) == []


def test_stand_down_in_memory_needs_neither_shift_nor_roster_n31() -> None:
    world = World(opened=False)
    world.who = None
    run = over(world)
    assert case(world, run).form.waits
