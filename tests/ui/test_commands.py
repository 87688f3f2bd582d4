"""Every command of the table does what it says (N23): no dead key, no double key, two keys at most."""

from __future__ import annotations

from collections import Counter

import pytest

from dutyterm.tui.app import DutyApp
from dutyterm.tui.commands import BY_ID, COMMANDS, Command
from dutyterm.tui.offered import key_table, menu_entries
from dutyterm.tui.page import Page
from tests.ui.kit import MANAGER, Ui

SHOWS: dict[str, str] = {
    "help": "HelpPage",
    "today": "BoardPage",
    "lists": "WalkPage",
    "cash": "CashPage",
    "log": "NotesPage",
    "handover": "HandoverPage",
    "promise": "ItemsPage",
    "messages": "MessagesPage",
    "relief": "HandoverPage",
    "away": "AwayPage",
    "emergency": "EmergencyPage",
    "note": "EntryForm",
    "items": "ItemsPage",
    "figures": "FiguresPage",
    "register": "RegisterPage",
    "cases": "CasesPage",
    "search": "SearchPage",
    "menu": "Menu",
    "lock": "LockPage",
    "change_pin": "ChangePin",
    "reset_pin": "PersonDialog",
    "sign_out": "SignInPage",
    "quit": "LeaveDialog",
    "people": "PeoplePage",
    "seal_codes": "SealCodesPage",
    "hall": "HallPage",
    "differences": "CashHistoryPage",
    "audits": "AuditsPage",
    "print": "PaperDialog",
}
"""Command -> what is on top after it."""

TESTED_BELOW = {"language", "theme", "manual", "reading", "move", "exception", "next", "previous", "back"}


def test_every_command_is_tested_for_its_effect() -> None:
    assert set(SHOWS) | TESTED_BELOW == set(BY_ID)


def test_no_key_has_two_commands() -> None:
    keys = Counter(key for command in COMMANDS for key in command.keys)
    assert [key for key, n in keys.items() if n > 1] == []


def test_no_menu_number_is_given_twice() -> None:
    numbers = Counter(command.menu for command in COMMANDS if command.menu)
    assert max(numbers.values()) == 1


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.scope == "app"], ids=lambda c: c.id)
def test_every_command_of_the_program_has_its_method(command: Command) -> None:
    assert callable(getattr(DutyApp, f"do_{command.id}", None))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.id)
def test_labels_have_two_characters_and_every_command_a_sentence(command: Command) -> None:
    assert len(command.label.zh) == 2
    assert len(command.label.en) <= 8
    assert command.tip.zh
    assert command.tip.en


@pytest.mark.parametrize(
    ("id", "key"), [(c.id, key) for c in COMMANDS for key in c.keys if c.id in SHOWS and c.id != "today"]
)
async def test_a_key_does_what_its_command_says(shift: Ui, id: str, key: str) -> None:
    await shift.press(key)
    assert shift.page == SHOWS[id]


FOR_THE_HALL_MANAGER = {"people", "hall", "differences", "audits"}


@pytest.mark.parametrize("id", [c.id for c in COMMANDS if c.in_menu and c.id in SHOWS])
async def test_the_menu_does_the_same_as_the_key(shift: Ui, id: str) -> None:
    if id in FOR_THE_HALL_MANAGER:
        await shift.app.action_run("sign_out")
        await shift.settle()
        await shift.sign_in(MANAGER)
    command = BY_ID[id]
    await shift.press("slash")
    if command.menu:
        await shift.press(command.menu)
    else:
        entries = [entry for entry, _ in menu_entries(shift.app)]
        listed = sum(bool(entry.menu) for entry in entries)  # the others stand side by side below them
        beyond = [entry.id for entry in entries].index(id) - listed
        await shift.press(*["down"] * (listed + 1), *["right"] * beyond, "enter")
    assert shift.page == SHOWS[id]


async def test_f2_comes_back_to_today_from_every_page(shift: Ui) -> None:
    for key in ("f3", "f6", "f7"):
        await shift.press(key, "f2")
        assert shift.page == "BoardPage"


async def test_ctrl_l_changes_the_language_of_everything_shown(shift: Ui) -> None:
    await shift.press("f9", "ctrl+l")
    assert "Power outage" in shift.text
    await shift.press("escape")
    assert "Timetable" in shift.text
    await shift.press("ctrl+l")
    assert "时间表" in shift.text


async def test_the_menu_goes_through_the_looks(shift: Ui) -> None:
    before = shift.app.theme
    await shift.app.action_run("theme")
    await shift.settle()
    assert shift.app.theme != before


async def test_a_newer_manual_is_activated_by_the_hall_manager_alone(ui: Ui) -> None:
    await ui.sign_in("2")
    await ui.app.action_run("manual")
    assert "没有等待启用的新手册" in ui.text
    ui.session.waiting_manual = ui.session.manual
    await ui.app.action_run("manual")
    await ui.settle()
    await ui.press("1")
    assert "值班经理不能启用手册" in ui.text
    await ui.app.action_run("sign_out")
    await ui.settle()
    await ui.sign_in("1")
    await ui.app.action_run("manual")
    await ui.settle()
    await ui.press("enter")
    assert ui.session.waiting_manual is not None
    await ui.app.action_run("manual")
    await ui.settle()
    await ui.press("1")
    assert "已经在用" in ui.text  # the desk was asked; it is the very one that is active


async def test_esc_closes_what_was_laid_over_the_page(shift: Ui) -> None:
    await shift.press("f1", "escape")
    assert shift.page == "BoardPage"


async def test_tab_goes_round_what_is_unfinished_and_shift_tab_back(shift: Ui) -> None:
    page = shift.app.screen
    await shift.press("tab")
    first = page.cursor  # type: ignore[attr-defined]
    await shift.press("tab", "shift+tab")
    assert first > 0
    assert page.cursor == first  # type: ignore[attr-defined]


async def test_the_asterisk_opens_the_exceptions_where_there_are_some(shift: Ui) -> None:
    await shift.app.action_run("items")
    await shift.press("asterisk")
    assert "4 换负责人" in shift.text


async def test_a_command_that_a_page_does_not_know_says_so(shift: Ui) -> None:
    await shift.press("f1", "asterisk")
    assert "这一页用不到「*」" in shift.text


async def test_a_key_that_means_nothing_says_so(shift: Ui) -> None:
    await shift.press("f5")
    assert "用不到 F5 键" in shift.text
    await shift.press("insert")
    assert "用不到 Insert 键" in shift.text
    await shift.press("ctrl+x")
    assert "用不到 Ctrl+X 键" in shift.text
    await shift.press("q")
    assert "用不到 q 键" in shift.text


async def test_a_message_stays_until_the_next_key(shift: Ui) -> None:
    await shift.press("q", "down")
    assert "用不到" not in shift.text


@pytest.mark.parametrize("key", ["f2", "f3", "f6", "f7", "plus", "ctrl+k"])
async def test_without_sign_in_a_page_key_says_what_to_do_first(ui: Ui, key: str) -> None:
    await ui.press(key)
    assert ui.page == "SignInPage"
    assert "先登录" in ui.text


@pytest.mark.parametrize("key", ["f3", "f6", "f7", "plus"])
async def test_without_a_shift_a_page_of_the_shift_says_what_to_do_first(board: Ui, key: str) -> None:
    await board.press(key)
    assert board.page == "BoardPage"
    assert "还没有开班" in board.text


@pytest.mark.parametrize(("typed", "id"), [("yj", "emergency"), ("lock", "lock"), ("交班", "handover")])
async def test_the_menu_finds_by_words_and_by_pinyin_initials(shift: Ui, typed: str, id: str) -> None:
    await shift.press("slash")
    await shift.press(*typed)
    await shift.press("enter")
    assert shift.page == SHOWS[id]


@pytest.mark.parametrize("typed", ["td", "停电", "pwr", "outage"])
async def test_the_menu_opens_an_emergency_card_by_words_or_initials(shift: Ui, typed: str) -> None:
    """N28."""
    await shift.press("slash")
    await shift.press(*typed)
    await shift.press("enter")
    assert shift.page == "EmergencyPage"
    card = next(card for card in shift.app.cards if card.id == "PWR")
    assert card.first.zh[:8] in shift.text


async def test_what_cannot_be_used_stays_in_the_menu_with_the_reason(board: Ui) -> None:
    await board.press("slash", "7")
    assert board.page == "Menu"
    assert "还没有开班" in board.text


def test_every_page_key_of_the_table_reaches_a_page_that_exists() -> None:
    named = {c.id for c in COMMANDS if c.footer and c.id != "help"}
    from dutyterm.tui.pages import PLACES, made

    assert named <= set(PLACES)
    for name in PLACES:
        page = made(name)
        assert isinstance(page, Page)
        assert name == page.NAME


def test_the_key_table_of_the_guide_names_every_key() -> None:
    shown = {key for key, _, _ in key_table()}
    assert {c.key_name for c in COMMANDS if c.keys} <= shown


async def test_the_clock_does_not_touch_a_page_that_is_half_made(shift: Ui) -> None:
    from dutyterm.tui.screens.board import BoardPage

    half = BoardPage()
    pushed = shift.app.push_screen(half)
    assert not half.is_mounted
    shift.later(60_000)
    await shift.app.tick()
    await pushed
    await shift.settle()
    assert shift.app.screen is half
