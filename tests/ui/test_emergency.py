"""F9 from everywhere, over everything, losing nothing, and never closing by itself (N31)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from dutyterm.hall.idle import idle_ms
from dutyterm.tui.commands import BY_ID
from dutyterm.tui.screens.emergency import EmergencyPage
from dutyterm.tui.widgets.text_input import TextInput
from tests.ui.kit import PINS, Ui, running

Steps = Callable[[Ui], Awaitable[None]]


async def _sign_in_half(ui: Ui) -> None:
    await ui.press("2", "5", "9")


async def _number(ui: Ui) -> None:
    await ui.press("0", "8", "0")


async def _menu(ui: Ui) -> None:
    await ui.sign_in()
    await ui.press("slash", "t")


async def _pin_dialog(ui: Ui) -> None:
    await ui.sign_in()
    await ui.open_shift()
    await ui.press("f7", "enter", "1", "5", "9")


async def _text_dialog(ui: Ui) -> None:
    await ui.sign_in()
    await ui.open_shift()
    await ui.app.action_run("items")
    await ui.press("plus", "2", *"fridge")


async def _lock(ui: Ui) -> None:
    await ui.sign_in()
    await ui.press("ctrl+k", "5", "9")


async def _help(ui: Ui) -> None:
    await ui.press("f1")


async def _opening(ui: Ui) -> None:
    await ui.sign_in()
    await ui.press("enter")


async def _walk(ui: Ui) -> None:
    await ui.sign_in()
    await ui.open_shift()
    await ui.press("f3", "enter")


async def _leaving(ui: Ui) -> None:
    await ui.press("ctrl+q")


PLACES: list[Steps] = [
    _sign_in_half,
    _number,
    _menu,
    _pin_dialog,
    _text_dialog,
    _lock,
    _help,
    _opening,
    _walk,
    _leaving,
]


@pytest.mark.parametrize("key", BY_ID["emergency"].keys)
@pytest.mark.parametrize("place", PLACES, ids=lambda f: f.__name__.strip("_"))
async def test_the_emergency_opens_over_everything_and_gives_back_what_was_half_typed(
    ui: Ui, place: Steps, key: str
) -> None:
    await place(ui)
    before = ui.text
    await ui.press(key)
    assert ui.page == "EmergencyPage"
    assert "1  停电" in ui.text
    await ui.press(key, key)
    assert ui.page == "EmergencyPage"
    await ui.press("1")
    assert ">  1 [ ]" in ui.text, "two keys to the first step"
    await ui.press("escape", "escape")
    assert ui.text == before


async def test_a_half_typed_pin_goes_on_after_the_emergency(ui: Ui) -> None:
    await ui.press("2", *PINS["2"][:3], "f9", "1", "escape", "escape", *PINS["2"][3:], "enter")
    assert ui.page == "BoardPage"


async def test_half_typed_words_are_in_the_field_after_the_emergency(ui: Ui) -> None:
    await _text_dialog(ui)
    await ui.press("f9", "5", "escape", "escape")
    assert ui.page == "ItemsPage"
    assert "fridge_" in ui.text


async def test_the_emergency_opens_in_the_first_run_wizard(tmp_path: Path) -> None:
    async with running(tmp_path / "new") as ui:
        await ui.press("1", "n", "o", "f9")
        assert ui.page == "EmergencyPage"
        await ui.press("1")
        assert "PWR" in ui.text
        await ui.press("escape", "escape")
        assert ui.app.screen.query_one(TextInput).value == "no"


async def test_the_emergency_opens_when_the_data_cannot_be_looked_at(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the directory should be")
    async with running(tmp_path / "data") as ui:
        assert ui.page == "UnusablePage"
        await ui.press("f9", "5")
        assert "FIRE" in ui.text


async def test_the_emergency_opens_when_the_pin_file_is_gone(data: Path) -> None:
    (data / "credentials.json").unlink()
    async with running(data) as ui:
        await ui.press("f9", "6")
        assert isinstance(ui.app.screen, EmergencyPage)
        assert ui.app.screen.card is not None
        assert ui.app.screen.card.digit == "6"


@pytest.mark.parametrize("digit", list("123456789"))
async def test_each_number_opens_its_card_and_the_card_shows_every_step(ui: Ui, digit: str) -> None:
    await ui.press("f9", digit)
    page = ui.app.screen
    assert isinstance(page, EmergencyPage)
    assert page.card is not None
    assert page.card.digit == digit
    from dutyterm.tui.views.cards import card_rows
    from dutyterm.tui.views.spans import row_text, row_width

    rows = card_rows(page.card, "zh", 80)
    text = "".join(row_text(row).strip() for row in rows).replace(" ", "")
    for step in page.card.steps:
        assert step.text.zh.replace(" ", "") in text
    assert max(row_width(row) for row in rows) <= 80


async def test_a_card_can_be_changed_for_another_by_its_digit(ui: Ui) -> None:
    await ui.press("f9", "1", "5")
    assert "FIRE" in ui.text


async def test_the_cards_without_a_number_are_under_zero(ui: Ui) -> None:
    await ui.press("f9", "0")
    assert "更多" in ui.text
    await ui.press("2")
    page = ui.app.screen
    assert isinstance(page, EmergencyPage)
    assert page.card is not None
    assert page.card.digit is None


async def test_every_card_is_reached_with_arrows_and_enter_too(ui: Ui) -> None:
    await ui.press("f9", "0")
    page = ui.app.screen
    assert isinstance(page, EmergencyPage)
    last = len(page.offered)
    await ui.press(*["down"] * last, "enter")
    assert page.card == page.offered[-1]


async def test_enter_in_the_queue_never_opens_a_card_that_nobody_chose(ui: Ui) -> None:
    await ui.press("f9", "enter")
    page = ui.app.screen
    assert isinstance(page, EmergencyPage)
    assert page.card is None
    assert "按卡的数字" in ui.text


async def test_esc_goes_back_from_card_to_queue_to_where_one_was(board: Ui) -> None:
    await board.press("f9", "0", "1", "escape")
    assert "应急 > 更多" in board.text
    await board.press("escape")
    assert "按数字开卡" in board.text
    await board.press("escape")
    assert board.page == "BoardPage"


async def test_a_page_key_leaves_the_emergency_and_the_page_below_is_as_it_was(shift: Ui) -> None:
    await shift.press("f3", "f9", "1", "f2")
    assert shift.page == "BoardPage"
    await shift.press("f3")
    assert shift.page == "WalkPage"


async def test_f9_over_the_help_of_a_card_is_the_queue_and_its_digits_too(ui: Ui) -> None:
    await ui.press("f9", "7", "f1")
    assert ui.page == "HelpPage"
    await ui.press("f9", "1")
    assert ">  1 [ ]" in ui.text
    assert "PWR" in ui.text
    await ui.press("escape", "escape")
    assert ui.page == "HelpPage"
    await ui.press("escape")
    assert "MED" in ui.text


@pytest.mark.parametrize("away", ["escape", "f2"])
async def test_a_card_is_not_covered_by_the_lock_but_what_lies_below_it_is(shift: Ui, away: str) -> None:
    await shift.press("f9")
    await shift.press("1")
    await shift.tick(idle_ms(None))
    assert "PWR" in shift.text
    await shift.press(*(["escape", "escape"] if away == "escape" else [away]))
    assert shift.page == "LockPage"
    assert shift.session.locked


async def test_the_emergency_works_locked_and_shows_nothing_of_the_shift(shift: Ui) -> None:
    await shift.press("ctrl+k", "f9", "1")
    assert "PWR" in shift.text
    assert "王敏" not in shift.text
    await shift.press("f2")
    assert shift.page == "EmergencyPage"
