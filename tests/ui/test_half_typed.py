"""What is half-typed over an answer is found again, and the hints then name only keys that work."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dutyterm.i18n import LANGS, Lang
from dutyterm.shift.lists.view import Mark
from tests.ui.kit import DUTY, MORNING, Ui, running
from tests.ui.walk_kit import begin, finish, go, line, press


def hints(ui: Ui) -> str:
    """The line of key hints."""
    return ui.text.splitlines()[-2]


def cursor(ui: Ui) -> str:
    """The row of the cursor."""
    return next(row for row in ui.text.splitlines() if row.lstrip("│ ").startswith(">"))


@pytest.fixture
async def walk(shift: Ui) -> Ui:
    """The opening list, on its first line."""
    return await begin(shift)


async def test_a_number_half_typed_over_an_answer_is_found_again_after_a_kill(data: Path) -> None:
    """N8: after looking again the walk is back at what was being typed, although that line is answered."""
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await begin(ui)
        await finish(ui, "OPN-01", "OPN-02", "OPN-03", "OPN-04", "OPN-07", "OPN-08", "OPN-09")
        await go(ui, "OPN-07")
        await ui.type("88")
        assert "88_" in ui.text
    async with running(data, at=MORNING + timedelta(minutes=9)) as ui:
        await ui.sign_in(DUTY)
        await ui.press("f3")
        assert "再看一眼: 仍属实按 Space" in ui.text, ui.text
        assert "新答案要选原因" not in ui.text
        await press(ui, "space", "space")
        assert "中断" not in ui.text
        assert "OPN-07" in cursor(ui), ui.text
        assert "88_" in ui.text


async def test_tab_finds_what_is_half_typed_over_an_answer(walk: Ui) -> None:
    await finish(walk, "OPN-07")
    await go(walk, "OPN-07")
    await walk.type("88")
    await go(walk, "OPN-12")
    await walk.press("shift+tab")
    seen = [cursor(walk)]
    for _ in range(30):
        if "OPN-07" in seen[-1]:
            break
        await walk.press("shift+tab")
        seen.append(cursor(walk))
    assert "OPN-07" in seen[-1], seen


async def test_space_confirms_no_old_answer_while_a_new_one_is_half_typed_there(walk: Ui) -> None:
    await finish(walk, "OPN-07")
    await go(walk, "OPN-07")
    await walk.type("88")
    walk.later(7 * 60_000)
    await walk.press("f2", "f3", "space")
    assert "有没记完的新值" in walk.text, walk.text
    assert "中断 7 分前" in walk.text
    await walk.press("backspace", "backspace", "space")
    assert "中断 7 分前" not in walk.text


@pytest.mark.parametrize("lang", LANGS)
async def test_the_hints_of_a_half_typed_field_promise_no_sign_that_is_dead_there(
    data: Path, lang: Lang
) -> None:
    async with running(data, lang=lang) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await begin(ui)
        await go(ui, "OPN-07")
        assert "* " in hints(ui)
        assert "+ " in hints(ui)
        await ui.type("9")
        assert "*" not in hints(ui), hints(ui)
        assert "+" not in hints(ui)
        assert "Space" not in hints(ui)
        assert "Backspace" in hints(ui).replace("退格", "Backspace")
        await ui.type("6")
        await ui.press("backspace", "backspace")
        assert "* " in hints(ui)


async def test_slash_and_enter_are_the_space_that_a_pad_lacks(walk: Ui) -> None:
    await finish(walk, "OPN-01")
    await go(walk, "OPN-02")
    await press(walk, "slash")
    assert "Enter 就是 Space" in walk.text
    await press(walk, "enter")
    assert walk.page == "WalkPage"
    assert line(walk, "OPN-02").slots[0].given is not None, walk.text
    await press(walk, "slash", "down", "up", "enter")
    assert line(walk, "OPN-02").mark is Mark.MARKED, "signed by the first"


async def test_enter_in_the_menu_takes_what_the_arrows_or_letters_marked(walk: Ui) -> None:
    await walk.press("slash", "down", "enter")
    assert walk.page == "HelpPage"
    await walk.press("escape", "slash", *"log", "enter")
    assert walk.page != "WalkPage"
