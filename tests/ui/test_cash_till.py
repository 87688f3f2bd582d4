"""A till on screen: blind for everybody, locked by two PINs, within its budget of keys (screens.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.i18n import Lang
from dutyterm.shift.cash.state import of, state_of
from tests.ui.cash_kit import CLERK, SECOND, column, fast, pin, prepared, to_till
from tests.ui.kit import DUTY, PINS, Ui, found, running

COUNT = {"y100": "12", "y10": "50+6", "j5": "3"}
"""1,761.50: a float of 500.00 and the takings of the day."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cash") / "hall"
    found(root)
    return root


def copied(hall: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(hall, tmp_path / "hall"))


async def first_count(ui: Ui, values: dict[str, str], clerk: str = CLERK) -> int:
    """From the overview to the screen that waits for the second; the keys are counted."""
    await ui.press("enter", "1")
    keys = 2 + await pin(ui, clerk)
    keys += await column(ui, values)
    await ui.press("space")
    return keys + 1


async def second_count(ui: Ui, values: dict[str, str], digit: str = DUTY) -> int:
    """The second person's count, revealed at its end."""
    await ui.press(digit)
    keys = 1 + await pin(ui, digit)
    keys += await column(ui, values)
    await ui.press("space")
    return keys + 1


async def nothing_else(ui: Ui) -> int:
    """Nothing came in but cash."""
    await ui.press("1")
    return 1


async def test_a_till_counted_by_two_and_locked_takes_at_most_32_keys(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await prepared(ui)
        keys = await first_count(ui, COUNT)
        keys += await second_count(ui, COUNT)
        keys += await nothing_else(ui)
        keys += await pin(ui, CLERK)
        keys += await pin(ui, DUTY)
        assert ui.page == "CashPage"
        span = of(ui.session.shift).tills["01"].span
        assert span is not None
        assert span.locked is not None
        assert span.locked.sheet.total == 176_150
        assert keys <= 32


async def test_each_row_that_differs_costs_one_key_more(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await prepared(ui)
        keys = await first_count(ui, COUNT)
        keys += await second_count(ui, {**COUNT, "y10": "57", "j5": "2"})
        assert "2 行不一致" in ui.text
        assert "10 元: 李娟 56  王敏 57" in ui.text  # both revealed at once
        for typed in ("56", "3"):
            await fast(ui, typed, "enter")
            keys += 1
        keys += await nothing_else(ui)
        keys += await pin(ui, CLERK)
        keys += await pin(ui, DUTY)
        span = of(ui.session.shift).tills["01"].span
        assert span is not None
        assert span.locked is not None
        assert span.locked.sheet.total == 176_150
        assert keys <= 32 + 2


async def test_nobody_sees_the_other_count_nor_what_should_be_there(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await prepared(ui)
        secret = {"y100": "777", "y50": "666"}
        await first_count(ui, secret)
        for hidden in ("777", "666", "111,0"):
            assert hidden not in ui.text
        assert "第一人离开屏幕" in ui.text
        await ui.press(DUTY)
        await pin(ui, DUTY)
        assert "第 2 人" in ui.text
        for key in ("down", "up", "end", "home", "tab", "enter"):
            await ui.press(key)
            assert "777" not in ui.text
            assert "666" not in ui.text
        await ui.press("escape")
        assert ui.page == "CashPage"
        assert "111,000" not in ui.text
        await ui.press("f6")
        assert "777" not in ui.text


async def test_the_first_counter_cannot_be_the_second(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await prepared(ui)
        await first_count(ui, COUNT)
        await ui.press(CLERK)
        assert "李娟 8103: 点过了" in ui.text
        assert "PIN  _" not in ui.text


async def test_after_a_restart_the_half_filled_grid_asks_for_its_owners_pin(
    hall: Path, tmp_path: Path
) -> None:
    data = copied(hall, tmp_path)
    async with running(data) as ui:
        await prepared(ui)
        await ui.press("enter", "1")
        await pin(ui, CLERK)
        await fast(ui, "42", "enter")
        await fast(ui, "7", "enter")
        shift_at = ui.app.now
    async with running(data, at=shift_at) as ui:
        await ui.sign_in()
        await ui.press("f4")
        await to_till(ui, 1)
        await ui.press("enter")
        assert "李娟 的 PIN" in ui.text
        assert " 42 " not in ui.text
        await pin(ui, CLERK)
        assert " 42 " in ui.text
        assert "已填 2/11" in ui.text


async def test_every_row_must_be_typed_and_zero_too(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await prepared(ui)
        await ui.press("enter", "1")
        await pin(ui, CLERK)
        await ui.press("enter")
        assert "没有也键 0" in ui.text
        await ui.press("end", "space")
        assert "还没有键" in ui.text
        assert ui.page == "GridPage"
        assert not of(ui.session.shift).tills["01"].spans[0].turns


async def test_what_is_no_count_stays_in_the_cell_and_is_refused(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await prepared(ui)
        await ui.press("enter", "1")
        await pin(ui, CLERK)
        for typed in ("1+", "1++2", "9999999"):
            await fast(ui, typed, "enter")
            assert typed in ui.text
            assert "已填 0/11" in ui.text
            await ui.press(*["backspace"] * len(typed))


@pytest.mark.parametrize(("lang", "size"), [("zh", (80, 24)), ("en", (120, 40))])
async def test_a_day_of_one_till_from_float_to_bank(
    hall: Path, tmp_path: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(copied(hall, tmp_path), lang=lang, size=size) as ui:
        await prepared(ui)
        await ui.press("enter", "2")  # a drop
        await fast(ui, "d1", "enter")
        await fast(ui, "300", "enter")
        await pin(ui, CLERK)
        await pin(ui, DUTY)
        assert of(ui.session.shift).packets["drop:D1"].fen == 30_000
        await first_count(ui, COUNT)
        await second_count(ui, COUNT)
        await nothing_else(ui)
        await pin(ui, CLERK)
        await pin(ui, DUTY)
        await ui.press("enter")  # the closing report, from paper
        await fast(ui, "R1", "enter", "space")
        for typed in ("1561.5", "0"):
            await fast(ui, typed, "enter")
        await nothing_else(ui)
        span = of(ui.session.shift).tills["01"].spans[0]
        assert span.variance("cash") == 0
        await ui.press("enter")  # even: two PINs
        await pin(ui, CLERK)
        await pin(ui, DUTY)
        await ui.press("enter")  # what stays
        await pin(ui, CLERK)
        await pin(ui, DUTY)
        assert state_of(of(ui.session.shift), "01") == "settled"
        await to_till(ui, 7)
        await ui.press("enter")
        await fast(ui, "B1", "enter")
        await fast(ui, "S1", "enter")
        await pin(ui, DUTY)
        await ui.press(CLERK)
        await pin(ui, CLERK)
        bag = of(ui.session.shift).bags["B1"]
        assert bag.fen == 30_000 + 176_150 - 50_000
        assert state_of(of(ui.session.shift), "01") == "paid"
        await ui.press("down")
        assert "壹仟伍佰陆拾壹元伍角" in ui.text


async def test_a_short_goes_up_the_ladder_step_by_step(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await prepared(ui)
        await first_count(ui, COUNT)
        await second_count(ui, COUNT)
        await nothing_else(ui)
        await pin(ui, CLERK)
        await pin(ui, DUTY)
        await ui.press("enter")
        await fast(ui, "R1", "enter", "space")
        for typed in ("1291.5", "0"):
            await fast(ui, typed, "enter")
        await nothing_else(ui)
        assert "短 30.00" in ui.text
        await ui.press("enter", SECOND)  # counted once more, by somebody else
        await column(ui, COUNT)
        await ui.press("space")
        await pin(ui, SECOND)
        await pin(ui, CLERK)
        await ui.press("enter", "1")
        await fast(ui, "zhao ling cuo", "enter")
        await pin(ui, CLERK)
        await pin(ui, DUTY)
        span = of(ui.session.shift).tills["01"].spans[0]
        assert (span.decided["cash"].fen, span.decided["cash"].rung) == (-3_000, "middle")


async def test_the_pins_of_this_page_are_nowhere_on_screen_or_in_a_draft(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await prepared(ui)
        await ui.press("enter", "1")
        await ui.type(PINS[CLERK])
        assert PINS[CLERK] not in ui.text
        assert "*" * 6 in ui.text
        assert all(PINS[CLERK] not in ui.session.drafts.get(key) for key in ui.session.drafts.keys())  # noqa: SIM118


async def test_a_grid_is_closed_by_the_lock_and_opens_only_with_its_owners_pin(
    hall: Path, tmp_path: Path
) -> None:
    """The duty manager who unlocks the program is not the clerk whose figures stand in the grid."""
    async with running(copied(hall, tmp_path)) as ui:
        await prepared(ui)
        await ui.press("enter", "1")
        await pin(ui, CLERK)
        await fast(ui, "777", "enter")
        await ui.press("ctrl+k")
        assert "777" not in ui.text
        await pin(ui, DUTY)
        assert ui.page == "CashPage"
        assert "777" not in ui.text
        await ui.press("enter")
        assert "777" not in ui.text
        await pin(ui, CLERK)
        assert "777" in ui.text


async def test_the_emergency_leaves_the_grid_as_it_was(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await prepared(ui)
        await ui.press("enter", "1")
        await pin(ui, CLERK)
        await fast(ui, "50+1")
        await ui.press("f9")
        assert ui.page == "EmergencyPage"
        await ui.press("escape")
        assert "50+1_" in ui.text


async def test_a_reserve_counted_half_is_there_again_after_esc(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await prepared(ui)
        await to_till(ui, 0)
        await ui.press("enter")
        await fast(ui, "31", "enter")
        await ui.press("escape", "enter")
        assert "|       31" in ui.text
        assert "已填 1/11" in ui.text


async def test_a_till_goes_to_another_clerk_on_screen(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await prepared(ui)
        await ui.press("enter", "6", "5")
        await pin(ui, CLERK)
        await column(ui, COUNT)
        await ui.press("space", "5")
        await pin(ui, "5")
        await column(ui, COUNT)
        await ui.press("space")
        await nothing_else(ui)
        await pin(ui, CLERK)
        await pin(ui, "5")
        await ui.press(DUTY)
        await pin(ui, DUTY)
        spans = of(ui.session.shift).tills["01"].spans
        assert [span.person for span in spans] == ["p4", "p5"]
        assert "01台席 #1" in ui.text  # its report is still to be typed in
        assert "Enter 录应有金额" in ui.text


async def test_keys_are_counted_one_by_one_by_two(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await prepared(ui)
        await to_till(ui, 8)
        await ui.press("enter", "7", "1")
        await fast(ui, "K1", "space")
        await fast(ui, "K2", "enter")
        await pin(ui, DUTY)
        await ui.press(SECOND)
        await pin(ui, SECOND)
        found = of(ui.session.shift).valuables["keys/"]
        assert found.numbers == ("K1", "K2")
        assert "K1 K2" in ui.text
