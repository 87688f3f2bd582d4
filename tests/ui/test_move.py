"""Moving the hall to this PC from the menu, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.i18n import Lang
from tests.ui.kit import MANAGER, PINS, Ui, running
from tests.ui.snapshot import matches, widths


@pytest.fixture
def carried(data: Path) -> Path:
    """The directory on another PC: it has no identity of its own yet."""
    (data / "device.key").unlink()
    return data


async def test_the_hall_is_moved_from_the_menu_with_the_managers_pin(carried: Path) -> None:
    async with running(carried) as ui:
        assert "不是本厅的记录电脑" in ui.text
        await ui.sign_in(MANAGER)
        await ui.app.action_run("move")
        await ui.settle()
        await ui.press("1", *PINS[MANAGER], "enter")
        assert "本机现在记录本厅" in ui.text
        await ui.open_shift()
        assert ui.session.has_open_shift


async def test_enter_and_esc_leave_the_hall_where_it_is(carried: Path) -> None:
    async with running(carried) as ui:
        await ui.sign_in(MANAGER)
        for key in ("enter", "escape"):
            await ui.app.action_run("move")
            await ui.settle()
            assert "今后由这台电脑记录本厅" in ui.text
            await ui.press(key)
            assert ui.session.elsewhere


async def test_a_duty_manager_is_told_who_may(carried: Path) -> None:
    async with running(carried) as ui:
        await ui.sign_in()
        await ui.app.action_run("move")
        assert "厅经理" in ui.text
        assert ui.page == "BoardPage"


async def test_on_the_pc_that_writes_there_is_nothing_to_move(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await ui.app.action_run("move")
    assert "本机就是本厅的记录电脑" in ui.text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_moving_is_drawn_as_kept(carried: Path, lang: Lang, size: tuple[int, int]) -> None:
    async with running(carried, lang=lang, size=size) as ui:
        await ui.sign_in(MANAGER)
        await ui.app.action_run("move")
        await ui.settle()
        assert widths(ui.app) == {size[0]}
        matches(f"move-{lang}-{size[0]}x{size[1]}", ui.steady.replace(str(ui.session.hall.device), "######"))
