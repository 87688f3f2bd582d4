"""Which list F3 shows: the one in progress, else all of them; every list keeps its own place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from dutyterm.shift.lists.state import of
from dutyterm.tui import place
from tests.ui.kit import Ui, running


def runs(ui: Ui) -> list[str]:
    """Runs begun so far."""
    return list(of(ui.session.shift).runs)


async def test_a_task_that_comes_back_says_on_which_day(ui: Ui) -> None:
    """R2-16: days, not the minutes of today."""
    await ui.sign_in()
    await ui.open_shift()
    today = ui.session.clock.now().date()
    done = {"PER-W1": today - timedelta(days=10), "PER-W2": today - timedelta(days=2)}
    ui.session.past = replace(ui.session.past, done=done)
    await ui.press("f3", "5", "enter")
    assert re.search(r"PER-W1 .* 过期 3 天$", ui.text, re.MULTILINE), ui.text
    assert re.search(r"PER-W2 .* 11-27 到期$", ui.text, re.MULTILINE), ui.text
    ui.later(12 * 3_600_000)
    await ui.press("down")
    assert not re.search(r"PER-.* 迟 \d+ 分", ui.text), "in the evening, too"


async def test_periodic_tasks_are_not_called_complete_while_one_is_open(ui: Ui) -> None:
    """R2-16: none of them is required of a shift; that is not the same as done."""
    await ui.sign_in()
    await ui.open_shift()
    await ui.press("f3", "5", "enter")
    assert "定期工作" in ui.text
    assert "清单完成" not in ui.text
    assert "0/10" in ui.text.splitlines()[1]
    assert re.search(r"PER-W1 .* 到期$", ui.text, re.MULTILINE), "never done: due now"
    await ui.press("down", "down", "down", "down", "down")
    await ui.type("0")
    await ui.press("enter")
    assert "1/10" in ui.text.splitlines()[1], ui.text
    assert "清单完成" not in ui.text
    await ui.press("f2")
    assert "走完" not in ui.text


async def test_while_nothing_is_in_progress_f3_offers_every_list_with_its_state(shift: Ui) -> None:
    await shift.press("f3")
    for title in ("营业前检查", "营业中巡检", "防火安全巡查", "营业终了检查", "定期工作"):
        assert title in shift.text, shift.text
    assert "还没有开始" in shift.text
    assert "走完 0 轮,每班至少 2 轮" in shift.text
    assert "> 1 [ ]" in shift.text, "in the morning the opening is what is due first"


async def test_a_digit_opens_a_list_and_begins_nothing(shift: Ui) -> None:
    await shift.press("f3", "4")
    assert "营业终了检查" in shift.text
    assert "还没有开始" in shift.text
    await shift.press("escape")
    assert "营业中巡检" in shift.text
    assert shift.page == "WalkPage"
    await shift.press("escape")
    assert shift.page == "BoardPage"
    assert runs(shift) == []


async def test_a_digit_without_a_list_says_so(shift: Ui) -> None:
    await shift.press("f3", "9")
    assert "没有第 9 张清单" in shift.text
    await shift.press("0")
    assert "没有第 0 张清单" in shift.text


async def test_arrows_and_enter_begin_the_marked_list(shift: Ui) -> None:
    await shift.press("f3", "home", "down", "enter")
    assert runs(shift) == ["patrol-1"]


async def test_a_list_in_progress_opens_directly_and_esc_offers_all(shift: Ui) -> None:
    await shift.press("f3", "enter", "1", "f2", "f3")
    assert ">[ ] OPN-02" in shift.text
    await shift.press("f3")
    assert ">[ ] OPN-02" in shift.text, "F3 twice stays where it is"
    await shift.press("escape")
    assert "进行中 1/" in shift.text
    await shift.press("slash", "3")
    assert ">[ ] OPN-02" in shift.text
    await shift.press("escape", "enter")
    assert ">[ ] OPN-02" in shift.text


async def test_every_list_keeps_its_own_place_across_a_restart(data: Path) -> None:
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await ui.press("f3", "enter", "pagedown")
        assert ">[ ] OPN-09" in ui.text
        await ui.press("escape", "2", "enter", "end")
        assert ">[ ] PAT-15" in ui.text
    async with running(data) as ui:
        await ui.sign_in()
        assert ">[ ] PAT-15" in ui.text, ui.text
        await ui.press("escape", "1")
        assert ">[ ] OPN-09" in ui.text


async def test_another_page_sends_to_a_line_of_a_list(shift: Ui) -> None:
    await shift.press("f3", "2", "enter", "f2")
    place.send_to(shift.session, "patrol", "PAT-09", "patrol-1")
    await shift.press("f3")
    assert ">[ ] PAT-09" in shift.text
    await shift.press("f2")
    place.send_to(shift.session, "closing")
    await shift.press("f3")
    assert "营业终了检查" in shift.text
    assert "Enter 开始" in shift.text


async def test_help_over_a_list_does_not_change_what_is_shown(shift: Ui) -> None:
    await shift.press("f3", "4", "f1", "escape")
    assert "营业终了检查" in shift.text
    await shift.press("f9", "f3")
    assert "营业终了检查" in shift.text
