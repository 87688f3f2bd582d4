"""Rounds on screen: all normal is one deliberate act, exceptions alone are typed, budgets of keys hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.desk import metrics
from dutyterm.shift.lists.bulk import rounds
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.state import of
from dutyterm.shift.lists.view import Foot, Mark, RunView
from dutyterm.shift.metrics.figures import Figure
from tests.ui.kit import Ui
from tests.ui.walk_script import counted, keys

SCRIPTS = Path(__file__).parent
BUDGETS = {"patrol": 8, "patrol_samples": 18, "fire_round": 7}
PAD = {"space", "enter", "escape", "tab", "backspace", "up", "down", "f3"}


def script(name: str) -> Path:
    """The keys of a round."""
    return SCRIPTS / f"walk_{name}.keys"


def view(ui: Ui, run: str) -> RunView:
    """A round as it stands."""
    found = run_view(ui.session.scene(), run)
    assert isinstance(found, RunView)
    return found


def mark(ui: Ui, item: str) -> Mark:
    """How a line of the first patrol stands."""
    line = view(ui, "patrol-1").line(item)
    assert line is not None
    return line.mark


def kinds(ui: Ui) -> list[str]:
    """Kinds of everything written about lists."""
    return [r.kind for r in ui.session.records if r.kind.startswith(("run.", "item."))]


async def play(ui: Ui, name: str) -> None:
    """Press the keys of a script, a second each, in the middle of the morning."""
    ui.later(3 * 3600 * 1000)
    for key in keys(script(name)):
        ui.later(1_000)
        await ui.pilot.press(key)
    await ui.settle()


@pytest.fixture
async def patrol(shift: Ui) -> Ui:
    """A patrol is begun; the cursor stands on its head row."""
    await shift.press("f3", "2", "enter")
    assert ">[ ] 全部正常" in shift.text, shift.text
    return shift


@pytest.mark.parametrize("name", BUDGETS)
def test_a_round_needs_no_letter_and_keeps_its_budget_of_keys(name: str) -> None:
    """Budgets of screens.md, from the board to the record."""
    pressed = list(keys(script(name)))
    assert all(key in PAD or (len(key) == 1 and key in "0123456789") for key in pressed)
    assert counted(script(name)) <= BUDGETS[name]


async def test_a_patrol_without_exceptions_is_one_record_that_names_its_lines(shift: Ui) -> None:
    """R3: one deliberate act, told as such."""
    await play(shift, "patrol")
    assert kinds(shift) == ["run.started", "run.bulk", "run.completed"], shift.text
    assert view(shift, "patrol-1").foot is Foot.COMPLETE
    assert "清单完成" in shift.text
    assert rounds(shift.session.scene(), "patrol").done == 1


async def test_samples_come_first_and_lead_back_to_the_head_row(shift: Ui) -> None:
    """PAT-01..03: samples are never in the one act, and become figures with their count."""
    await play(shift, "patrol_samples")
    assert view(shift, "patrol-1").left == ()
    assert kinds(shift)[-2:] == ["run.bulk", "run.completed"], shift.text
    found = {row.metric.id: row.sampled for row in metrics.sheet(shift.session)}
    assert found["wait_avg"] == Figure(27, 3)
    assert found["single_avg"] == Figure(5, 2)
    assert found["combined_avg"] is None, "nobody timed one; that is not 0"


async def test_a_fire_round_is_as_short(shift: Ui) -> None:
    """L5."""
    await play(shift, "fire_round")
    assert view(shift, "fire-round-1").foot is Foot.COMPLETE, shift.text


async def test_what_the_act_records_is_shown_first_and_enter_alone_does_nothing(patrol: Ui) -> None:
    """Law 3, and a key held down too long ticks nothing."""
    await patrol.press("enter", "enter", "space")
    assert "run.bulk" not in kinds(patrol)
    assert "先按 1 标出" in patrol.text
    await patrol.press("1")
    assert "run.bulk" not in kinds(patrol)
    assert "这 12 行都记为正常" in patrol.text
    assert "PAT-15" in patrol.text
    await patrol.press("backspace", "enter")
    assert "run.bulk" not in kinds(patrol)
    await patrol.press("1", "escape", "enter")
    assert "run.bulk" not in kinds(patrol)
    assert patrol.page == "WalkPage"


async def test_moving_away_takes_the_mark_of_the_act(patrol: Ui) -> None:
    await patrol.press("1", "down", "up", "enter")
    assert "run.bulk" not in kinds(patrol)


async def test_an_exception_is_typed_and_the_act_leaves_it_as_it_is(patrol: Ui) -> None:
    await patrol.press("end", "up", "up", "2", "enter")
    assert mark(patrol, "PAT-13") is not Mark.TODO
    await patrol.press("home", "1", "enter")
    assert mark(patrol, "PAT-05") is Mark.DONE
    bulk = next(r for r in patrol.session.records if r.kind == "run.bulk")
    assert "PAT-13" not in str(bulk.raw)


async def test_opening_and_closing_have_no_head_row(shift: Ui) -> None:
    """Never for opening and closing."""
    for way in (("f3", "1"), ("escape", "4")):
        await shift.press(*way, "enter", "home", "up", "up")
        assert "全部正常" not in shift.text
        assert ">[ ] " in shift.text
    assert "run.bulk" not in kinds(shift)


async def test_a_second_round_is_begun_by_a_person_and_the_first_can_be_looked_at(patrol: Ui) -> None:
    """W2: two rounds a shift."""
    await patrol.press("1", "enter", "f2", "f3", "2")
    assert "第 2 轮还没有开始" in patrol.text
    await patrol.press("1")
    assert "清单完成" in patrol.text
    await patrol.press("escape", "2", "enter", "1", "enter")
    assert [run.list for run in of(patrol.session.shift).runs.values()] == ["patrol", "patrol"]
    assert rounds(patrol.session.scene(), "patrol").compliant


async def test_the_key_of_the_lists_leads_on_from_a_round_that_is_done(patrol: Ui) -> None:
    """Nothing is left to do there: F3 offers the others, and the digit behind it opens one."""
    await patrol.press("1", "enter")
    assert "清单完成" in patrol.text
    await patrol.press("f3", "3", "enter", "1", "enter")
    assert view(patrol, "fire-round-1").foot is Foot.COMPLETE, patrol.text


async def test_the_asterisk_at_the_head_row_says_where_it_belongs(patrol: Ui) -> None:
    await patrol.press("asterisk")
    assert "例外在那一行上按" in patrol.text
