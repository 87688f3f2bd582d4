"""An emergency looked back on: course, facts, reports; nothing that only people know is guessed (P8)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.i18n import LANGS
from dutyterm.model.privacy import mask
from dutyterm.review.cases import BLANK, course, facts, steps
from dutyterm.review.reports import KINDS, due, report
from dutyterm.review.told import Teller
from dutyterm.shift.procedures import after_action, around, exceptions, rules, state
from dutyterm.shift.procedures import facts as kinds
from dutyterm.shift.procedures.rules import Tick
from dutyterm.shift.procedures.view import RunView, run_view
from tests.shift.test_guard import NUMBER
from tests.shift.test_procedures import finish
from tests.shift.world import World


@pytest.fixture
def world() -> World:
    """A power cut of a quarter of an hour, with a step that was recorded later."""
    made = World()
    made.do(rules.start, "PWR")
    (run,) = state.of(made.shift).by_id
    made.now += timedelta(seconds=50)
    made.do(rules.tick, Tick(run, "1"))
    made.now += timedelta(minutes=5)
    made.do(rules.tick, Tick(run, "2", at=made.now - timedelta(minutes=5)))
    made.do(rules.decide, run, "3", "no")
    made.do(around.say, run, 1)
    made.do(around.count, run, "people", 12)
    made.do(around.call, run, "property", "no_answer")
    made.do(exceptions.skip, run, "8", "unsafe")
    made.now += timedelta(minutes=9)
    made.do(rules.tick, Tick(run, "11"))
    return made


def case(world: World) -> RunView:
    (run,) = state.of(world.shift).by_id.values()
    found = run_view(run, world.manual, world.now)
    assert found is not None
    return found


def teller(world: World) -> Teller:
    return Teller({"p1": "王敏", "p3": "李娟"}, world.manual)


def said(world: World, kind: str) -> str:
    told = report(next(k for k in KINDS if k == kind), case(world), teller(world), "城北厅", world.now)
    return "\n".join([told.title.zh, *(line.text.zh for line in told.lines)])


def test_the_course_is_in_the_order_in_which_things_happened(world: World) -> None:
    told = course(case(world).run, teller(world))
    assert [one.at for one in told] == sorted(one.at for one in told)
    assert told[0].what.zh.startswith("应急开始 PWR 停电,真实")
    (late,) = [one for one in told if one.late]
    assert "PWR 2 " in late.what.zh
    assert {one.who for one in told} == {"王敏"}
    assert any("PWR 3: 没有" in one.what.zh for one in told)
    assert any("物业值班" in one.what.zh and "没人接" in one.what.zh for one in told)


def test_the_flash_report_fills_in_what_is_known_and_leaves_the_rest_blank(world: World) -> None:
    told = said(world, "flash")
    assert "地点: 城北厅" in told
    assert "性质: PWR 停电,真实,三级" in told
    assert "受影响人数 12" in told
    assert "已恢复" in told
    assert f"原因: {BLANK}" in told
    assert "已做第 1, 2, 3, 11 步,播报 1 次; 3 没有" in told
    assert "物业值班 07:50 没人接" in told


def test_a_follow_up_report_tells_what_is_new_since_the_last_one(world: World) -> None:
    (run,) = state.of(world.shift).by_id
    assert said(world, "follow_up").startswith("续报 1: 城北厅")
    world.do(around.report, run, "flash")
    world.do(around.report, run, "follow_up")
    world.now += timedelta(minutes=3)
    world.do(rules.tick, Tick(run, "11A"))
    world.now += timedelta(minutes=1)
    world.do(rules.tick, Tick(run, "13"))
    told = said(world, "follow_up")
    assert told.startswith("续报 2: 城北厅")
    assert "新进展: 做了第 13 步,播报 0 次" in told


def test_a_report_that_was_handed_in_keeps_the_time_of_that_whenever_it_is_read(world: World) -> None:
    (run,) = state.of(world.shift).by_id
    world.do(around.report, run, "flash")
    given = world.now
    world.now += timedelta(days=3)
    assert said(world, "flash").endswith(f"{given:%m-%d %H:%M}")
    assert said(world, "final").endswith(f"{world.now:%m-%d %H:%M}"), "that one is only made now"


def test_the_final_report_takes_cause_and_figures_from_the_form(world: World) -> None:
    (run,) = state.of(world.shift).by_id
    assert f"原因: {BLANK}" in said(world, "final")
    finish(world, run)
    world.do(exceptions.stand_down, run)
    world.do(after_action.answer, run, "cause", "supply")
    world.do(after_action.answer, run, "people", "15")
    world.do(after_action.answer, run, "amount", "12350")
    told = said(world, "final")
    assert "原因: 外部停供" in told
    assert "受影响人数 15" in told
    assert "金额 123.50" in told
    assert "共 14 分" in told
    assert "跳过的步骤: 8" in told
    assert "遗留: 14, 16" in told
    assert "事后总结: 11-25 07:45 前交" in told


def test_reports_are_due_as_the_level_says_also_after_the_end(world: World) -> None:
    (run,) = state.of(world.shift).by_id
    view = case(world)
    t0, back = view.run.t0, view.run.recovered_at
    assert back is not None
    assert due("flash", view, world.manual) == t0 + timedelta(hours=2)
    assert due("final", view, world.manual) == back + timedelta(hours=4)
    assert due("follow_up", view, world.manual) is None
    finish(world, run)
    world.do(exceptions.stand_down, run)
    assert due("final", case(world), world.manual) == back + timedelta(hours=4)
    world.do(around.report, run, "final")
    assert due("final", case(world), world.manual) is None


def test_a_follow_up_is_due_an_hour_after_the_flash_report_of_level_two() -> None:
    world = World()
    world.do(rules.start, "FIRE")
    (run,) = state.of(world.shift).by_id
    world.do(around.report, run, "flash")
    assert due("follow_up", case(world), world.manual) == world.now + timedelta(minutes=60)
    world.now += timedelta(minutes=61)
    timer = next(t for t in case(world).timers if t.kind == "follow_up")
    assert timer.due(world.now)
    world.do(around.put_off, run, "follow_up", 10)
    assert due("follow_up", case(world), world.manual) == world.now + timedelta(minutes=10)


def test_the_facts_of_the_after_action_form(world: World) -> None:
    told = {line.label.zh: line.value.zh for line in facts(case(world), teller(world), world.now)}
    assert told["中断"] == "14 分(限 60)"
    assert told["首次播报"] == "5 分 50 秒后(限 3 分)"
    assert told["步骤"] == "做 4,其中迟 2;跳过 1"
    assert told["迟于时限"] == "1 (迟 20 秒)、3 (迟 4 分 50 秒)"
    assert told["跳过"] == "8 不安全"
    assert told["电话"] == "物业值班 07:50 没人接"
    assert told["分工"] == "无"


def test_every_step_stands_against_its_target(world: World) -> None:
    rows = {row.no: row for row in steps(case(world), teller(world))}
    assert rows["1"].over == timedelta(seconds=20)
    assert rows["2"].over == timedelta(seconds=-10)
    assert rows["8"].result.zh == "跳过: 不安全"
    assert rows["9A"].result.zh == "别的分支"
    assert rows["3"].result.zh == "没有"
    assert "N" not in rows, "what is only to be known is no step"


def test_a_drill_is_told_as_one_in_every_report_and_in_every_line_of_its_course() -> None:
    world = World()
    world.do(rules.start, "FIRE", drill=True)
    (run,) = state.of(world.shift).by_id
    world.do(rules.tick, Tick(run, "1"))
    world.do(around.set_level, run, 3)
    world.do(around.count, run, "people", 3)
    for kind in KINDS:
        told = report(kind, case(world), teller(world), "城北厅", world.now)
        assert told.drill
        assert told.title.zh.startswith("演练")
        assert told.title.en.startswith("DRILL")
    for one in course(case(world).run, teller(world)):
        assert "演练" in one.what.zh, one
        assert "DRILL" in one.what.en, one


@settings(max_examples=25)
@given(number=NUMBER, where=st.sampled_from(("note", "why1", "conclusion", "action")))
def test_no_report_holds_a_full_number_even_if_a_record_does_n30(number: str, where: str) -> None:
    """Records of another program may hold anything: what is told is masked again."""
    world = World()
    world.do(rules.start, "WATER")
    (run,) = state.of(world.shift).by_id
    words = f"客户 {number} 在场"
    called = {"contact": words, "result": words, "note": words}
    world.forge(kinds.Called.KIND, {"run": run, "at": "2026-11-22T08:00:00.000+08:00", **called})
    finish(world, run)
    world.do(exceptions.stand_down, run)
    if where == "action":
        body = {"run": run, "number": 1, "what": words, "owner": "p3", "due": "2026-12-22T08:00:00.000+08:00"}
        world.forge("after_action.action", body)
    else:
        field = where if where != "note" else "why2"
        world.forge("after_action.answered", {"run": run, "field": field, "text": words})
    assert mask(words).found
    view, told = case(world), teller(world)
    texts = [line.value for kind in KINDS for line in report(kind, view, told, words, world.now).lines]
    texts += [report("flash", view, told, words, world.now).title]
    texts += [line.value for line in facts(view, told, world.now)]
    texts += [one.what for one in course(view.run, told)]
    assert all(number not in text.to(lang) for text in texts for lang in LANGS)


def test_everything_is_told_in_both_languages(world: World) -> None:
    view, told = case(world), Teller({}, world.manual)
    texts = [line.text for line in facts(view, told, world.now)]
    texts += [line.text for kind in KINDS for line in report(kind, view, told, "N", world.now).lines]
    texts += [one.what for one in course(view.run, told)]
    texts += [text for row in steps(view, told) for text in (row.text, row.result)]
    for text in texts:
        assert all(text.to(lang).strip() for lang in LANGS)
        assert not any("一" <= c <= "鿿" for c in text.en), text.en
