"""An emergency looked back on: course, report, facts; nothing that only people know is guessed (P8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyterm.i18n import LANGS
from dutyterm.review.cases import BLANK, after_action, course, flash
from dutyterm.review.told import Teller
from dutyterm.shift.procedures import around, rules, state
from dutyterm.shift.procedures.rules import Tick
from dutyterm.shift.procedures.view import RunView, run_view
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
    made.now += timedelta(minutes=9)
    made.do(rules.tick, Tick(run, "11"))
    return made


def case(world: World) -> RunView:
    (run,) = state.of(world.shift).by_id.values()
    found = run_view(run, world.manual, world.now)
    assert found is not None
    return found


def test_the_course_is_in_the_order_in_which_things_happened(world: World) -> None:
    told = course(case(world).run, Teller({"p1": "王敏"}, world.manual))
    assert [one.at for one in told] == sorted(one.at for one in told)
    assert told[0].what.zh.startswith("应急开始 PWR 停电,真实")
    (late,) = [one for one in told if one.late]
    assert "PWR 2 " in late.what.zh
    assert {one.who for one in told} == {"王敏"}
    assert any("PWR 3: 没有" in one.what.zh for one in told)
    assert any("物业值班" in one.what.zh and "没人接" in one.what.zh for one in told)


def test_the_report_fills_in_what_is_known_and_leaves_the_rest_blank(world: World) -> None:
    lines = flash(case(world), "城北厅", world.now)
    said = "\n".join(line.zh for line in lines)
    assert "城北厅 停电 三级" in said
    assert "受影响人数 12" in said
    assert "已恢复" in said
    assert f"原因: {BLANK}" in said
    assert "已做第 1, 2, 3, 11 步,播报 1 次" in said


def test_the_facts_of_the_after_action_form(world: World) -> None:
    said = "\n".join(line.zh for line in after_action(case(world), world.now))
    assert "中断 14 分" in said
    assert "第一次播报: 5 分后" in said
    assert "迟于时限的步骤: 1, 3" in said
    assert f"改进: 谁 {BLANK}" in said


def test_a_drill_is_told_as_one() -> None:
    world = World()
    world.do(rules.start, "FIRE", drill=True)
    assert "演练 火灾" in flash(case(world), "城北厅", world.now)[0].zh


def test_everything_is_told_in_both_languages(world: World) -> None:
    view = case(world)
    texts = [*flash(view, "N", world.now), *after_action(view, world.now)]
    texts += [one.what for one in course(view.run, Teller({}, world.manual))]
    for text in texts:
        assert all(text.to(lang).strip() for lang in LANGS)
        assert not any("一" <= c <= "鿿" for c in text.en), text.en
