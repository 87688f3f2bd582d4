"""An emergency that goes on is the first thing of Today, and Enter leads to its card (P1, N31)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.tui.screens.board import BoardPage
from tests.ui.kit import Ui, running
from tests.ui.snapshot import matches, widths
from tests.ui.test_cases import SIZES, worked


def board(ui: Ui) -> BoardPage:
    page = ui.app.screen
    assert isinstance(page, BoardPage), ui.text
    return page


def first_row(ui: Ui) -> str:
    """What stands at the head of Today."""
    return next(line for line in ui.text.splitlines()[1:] if line.strip("- "))


async def test_today_leads_to_the_card_that_goes_on(shift: Ui) -> None:
    assert board(shift).targets[0].kind == "now"
    await worked(shift, "PWR", end=False)
    shift.later(12 * 60_000)
    await shift.tick(0)
    assert first_row(shift).startswith(">应急  停电 PWR 12 分  Enter 到第 2 步: "), shift.text
    assert "现在" in shift.text, "what else is to be done now stays below it"
    await shift.press("enter")
    assert shift.page == "EmergencyPage"
    assert "停电 PWR" in shift.text
    await shift.press("space", "escape", "escape")
    assert "第 2 步" not in first_row(shift), "the next step, once that one is done"


async def test_the_row_goes_when_the_emergency_is_over_and_the_cursor_stays_where_it_was(shift: Ui) -> None:
    await shift.press("down")
    at = board(shift).targets[1]
    await worked(shift, "PWR", end=False)
    await shift.tick(0)
    page = board(shift)
    assert page.targets[0].kind == "card"
    assert page.targets[page.cursor] == at, "the cursor stays on its row of the timetable"
    await shift.press("home", "down", "enter")
    assert shift.page == "WalkPage", "the step of the day is one row down"
    await shift.press("f2")
    run = shift.app.emergencies.running(shift.session)[0].run.id
    await shift.app.emergencies.withdraw(shift.session, run, "slip")
    await shift.tick(0)
    assert board(shift).targets[0].kind == "now"
    assert "应急  停电" not in shift.text


async def test_real_ones_come_before_drills_and_what_has_no_row_is_counted(shift: Ui) -> None:
    for card, drill in (("PWR", False), ("FIRE", True), ("SYS", False)):
        await worked(shift, card, drill=drill, end=False)
    await shift.tick(0)
    rows = [line for line in shift.text.splitlines() if line[1:].startswith("应急  ")]
    assert len(rows) == 2
    assert "SYS" in rows[0]
    assert "+1 停电 PWR" in rows[1]
    assert [t.id for t in board(shift).targets if t.kind == "card"] == ["SYS", "PWR"]


async def test_a_drill_says_that_it_is_one(shift: Ui) -> None:
    await worked(shift, "FIRE", drill=True, end=False)
    await shift.tick(0)
    assert first_row(shift).startswith(">应急  演练 火灾 FIRE"), shift.text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_it_is_drawn_as_agreed(data: Path, lang: str, size: str) -> None:
    async with running(data, lang=lang, size=SIZES[size]) as ui:  # type: ignore[arg-type]
        await ui.sign_in()
        await ui.open_shift()
        await worked(ui, "PWR", end=False)
        await worked(ui, "FIRE", drill=True, end=False)
        ui.later(7 * 60_000)
        await ui.tick(0)
        assert widths(ui.app) == {SIZES[size][0]}
        matches(f"board-cards-{lang}-{size}", ui.steady)
