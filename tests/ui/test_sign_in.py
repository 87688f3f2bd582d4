"""Signing in, switching, locking, PINs: who is at the keyboard, with digits alone (N29, design 4)."""

from __future__ import annotations

from pathlib import Path

from dutyterm.hall.demo import DEMO_PEOPLE
from dutyterm.hall.idle import idle_ms
from dutyterm.hall.profile import Profile
from dutyterm.hall.profile_form import changed, lines
from dutyterm.model.refusal import Refusal
from dutyterm.tui.dialogs.new_pin import ChangePin
from tests.ui.kit import DUTY, MANAGER, MORNING, PINS, SECOND, Ui, running

IDLE_MS = idle_ms(None)
"""Ten minutes, where the hall has set nothing else."""


async def test_a_digit_and_the_pin_sign_in(ui: Ui) -> None:
    await ui.press(DUTY, *PINS[DUTY], "enter")
    assert ui.page == "BoardPage"
    assert ui.session.who is not None
    assert ui.session.who.number == "8012"


async def test_the_pin_is_never_shown(ui: Ui) -> None:
    await ui.press(DUTY, *PINS[DUTY])
    assert PINS[DUTY] not in ui.text
    assert "******_" in ui.text


async def test_somebody_beyond_the_ninth_signs_in_with_the_staff_number(ui: Ui) -> None:
    person = DEMO_PEOPLE[10]
    await ui.press("0", *person.number, "enter", *person.pin, "enter")
    assert ui.session.who is not None
    assert ui.session.who.number == person.number


async def test_a_wrong_pin_is_said_and_nobody_is_signed_in(ui: Ui) -> None:
    await ui.press(DUTY, *"999111", "enter")
    assert ui.page == "SignInPage"
    assert ui.session.who is None
    assert "连续输错 1 次" in ui.text


async def test_backspace_takes_back_one_digit(ui: Ui) -> None:
    await ui.press(DUTY, "9", "backspace", *PINS[DUTY], "enter")
    assert ui.page == "BoardPage"


async def test_esc_asks_again_who_it_is(ui: Ui) -> None:
    await ui.press(MANAGER, "5", "escape", DUTY, *PINS[DUTY], "enter")
    assert ui.session.who is not None
    assert ui.session.who.number == "8012"


async def test_an_unknown_staff_number_is_said(ui: Ui) -> None:
    await ui.press("0", "7", "7", "enter")
    assert "名册上没有这个人" in ui.text


async def test_digits_of_an_input_method_that_was_left_on_are_digits(ui: Ui) -> None:
    await ui.press(DUTY)
    for digit in PINS[DUTY]:
        from textual import events

        ui.app.post_message(events.Key("x", chr(ord("０") + int(digit))))
    await ui.settle()
    await ui.press("enter")
    assert ui.page == "BoardPage"


async def test_the_last_seal_code_is_not_told_on_screen(data: Path) -> None:
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await ui.press("f7", "asterisk", "1", "1", *PINS[DUTY], "enter")
        code = ui.session.past.previous
        assert code is not None
        await ui.app.action_run("sign_out")
        await ui.settle()
        assert ui.page == "SignInPage"
        assert code.code not in ui.text


# --- locking -------------------------------------------------------------------------------------


async def test_without_a_key_for_ten_minutes_the_content_is_hidden(shift: Ui) -> None:
    await shift.tick(IDLE_MS - 1)
    assert shift.page == "BoardPage"
    await shift.tick(1)
    assert shift.page == "LockPage"
    assert shift.session.locked
    assert "时间表" not in shift.text


async def test_a_key_begins_the_ten_minutes_anew(shift: Ui) -> None:
    await shift.tick(IDLE_MS - 1)
    await shift.press("down")
    await shift.tick(IDLE_MS - 1)
    assert shift.page == "BoardPage"


async def test_a_hall_sets_its_own_minutes_within_bounds(shift: Ui) -> None:
    """A figure of the profile; less than two minutes or more than an hour is refused where it is typed."""
    profile = shift.session.hall.profile
    assert profile is not None
    for typed in ("1", "61", "0"):
        refused = changed(profile, "number:idle_lock_min", typed)
        assert isinstance(refused, Refusal), typed
    set_to = changed(profile, "number:idle_lock_min", "25")
    assert isinstance(set_to, Profile)
    assert idle_ms(set_to) == 25 * 60_000
    older = profile.model_copy(update={"numbers": {}})
    assert idle_ms(older) == IDLE_MS
    assert "number:idle_lock_min" in {line.key for line in lines(older)}
    odd = profile.model_copy(update={"numbers": {"idle_lock_min": 0}})
    assert idle_ms(odd) == 2 * 60_000, "a figure from elsewhere never switches the lock off"


async def test_the_pin_unlocks_and_the_page_is_as_it_was(shift: Ui) -> None:
    await shift.press("down", "down")
    before = shift.text
    await shift.press("ctrl+k", *PINS[DUTY], "enter")
    assert not shift.session.locked
    assert shift.text == before


async def test_esc_and_a_wrong_pin_do_not_unlock(shift: Ui) -> None:
    await shift.press("ctrl+k", "escape", *"999111", "enter")
    assert shift.page == "LockPage"
    assert shift.session.locked


async def test_a_dialog_with_something_half_typed_survives_the_lock(shift: Ui) -> None:
    await shift.app.action_run("items")
    await shift.press("plus", "2", "a", "b")
    await shift.tick(IDLE_MS)
    assert shift.page == "LockPage"
    await shift.press(*PINS[DUTY], "enter")
    assert shift.page == "ItemsPage"
    assert "ab" in shift.text


async def test_somebody_else_can_take_over_a_locked_program(shift: Ui) -> None:
    await shift.press("ctrl+k", "asterisk")
    assert shift.page == "SignInPage"
    await shift.sign_in(SECOND)
    assert shift.page == "BoardPage"
    assert shift.session.who is not None
    assert shift.session.who.number == "8015"
    assert shift.session.has_open_shift


# --- PINs ----------------------------------------------------------------------------------------


async def test_one_changes_the_own_pin(shift: Ui) -> None:
    await shift.app.action_run("change_pin")
    await shift.press(*PINS[DUTY], "enter", *"730592", "enter", *"730592", "enter")
    assert shift.page == "BoardPage"
    await shift.press("ctrl+k", *"730592", "enter")
    assert not shift.session.locked


async def test_two_different_new_pins_change_nothing(shift: Ui) -> None:
    await shift.app.action_run("change_pin")
    await shift.press(*PINS[DUTY], "enter", *"730592", "enter", *"730593", "enter")
    assert shift.page == "ChangePin"
    await shift.press("escape", "ctrl+k", *PINS[DUTY], "enter")
    assert not shift.session.locked


async def test_a_pin_for_one_use_is_shown_once_and_must_be_changed(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await ui.app.action_run("reset_pin")
    await ui.settle()
    await ui.press("5")
    await ui.press("1")
    shown = ui.text.split("张丽: ")[1][:6]
    await ui.press("1")
    await ui.app.action_run("sign_out")
    await ui.settle()
    await ui.press("5", *shown, "enter")
    assert isinstance(ui.app.screen, ChangePin)
    await ui.press(*"730592", "enter", *"730592", "enter")
    assert ui.page == "BoardPage"
    assert ui.session.who is not None
    assert ui.session.who.name == "张丽"


async def test_who_does_not_change_the_pin_for_one_use_is_not_signed_in(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await ui.app.action_run("reset_pin")
    await ui.settle()
    await ui.press("5", "1")
    shown = ui.text.split("张丽: ")[1][:6]
    await ui.press("1")
    await ui.app.action_run("sign_out")
    await ui.settle()
    await ui.press("5", *shown, "enter", "escape")
    assert ui.page == "SignInPage"
    assert ui.session.who is None


async def test_the_recovery_code_gives_the_hall_manager_a_new_pin(ui: Ui, recovery_code: str) -> None:
    await ui.press("asterisk", "1")
    await ui.type(recovery_code)
    await ui.press("enter", *"730592", "enter", *"730592", "enter")
    assert "新的恢复码" in ui.text
    await ui.press("1", MANAGER, *"730592", "enter")
    assert ui.page == "BoardPage"


async def test_a_missing_pin_file_asks_for_the_recovery_code_never_the_wizard(data: Path) -> None:
    (data / "credentials.json").unlink()
    async with running(data) as ui:
        assert "PIN 文件不见了" in ui.text
        await ui.press("enter")
        assert "恢复码" in ui.text


async def test_a_replaced_pin_is_told_at_the_start(data: Path) -> None:
    text = (data / "credentials.json").read_text(encoding="utf-8")
    (data / "credentials.json").write_text(text.replace('"p2"', '"p3"', 1), encoding="utf-8")
    async with running(data) as ui:
        assert ui.page == "NoticesPage"
        assert "王敏" in ui.text


async def test_after_a_restart_one_comes_back_to_the_page_where_one_was(data: Path) -> None:
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await ui.app.action_run("items")
        await ui.settle()
    async with running(data, at=MORNING) as ui:
        await ui.sign_in()
        assert ui.page == "ItemsPage"


async def test_a_second_program_says_that_it_only_looks(data: Path) -> None:
    async with running(data) as first:
        await first.sign_in()
        async with running(data) as second:
            assert "只读" in second.text
            await second.sign_in(SECOND)
            await second.press("enter", "1")
            assert "只读" in second.text
            assert not second.session.has_open_shift


async def test_a_shift_left_open_is_sealed_over_night_while_the_program_runs_on(shift: Ui) -> None:
    """S8: nobody came back; the next morning finds it sealed by the program, and can open its own."""
    await shift.tick(11 * 60_000)
    assert shift.app.locked
    await shift.tick(25 * 3_600_000)
    assert not shift.session.has_open_shift
    previous = shift.session.past.previous
    assert previous is not None
    assert previous.forgotten
