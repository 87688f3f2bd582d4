"""Any keys in any chunks: every page gets what it would get one by one, for the same work a key."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual import events
from textual.message import Message
from textual.message_pump import MessagePump

from dutyterm.i18n import Text, same
from dutyterm.tui.dialogs.dialog import Dialog
from dutyterm.tui.page import Page
from tests.ui.kit import DUTY, Ui, running
from tests.ui.test_f9_everywhere import HangingDisk
from tests.ui.test_key_order import at_once, worked_off

Told = list[tuple[int, str]]
"""Number of the page, and the key that it was told of."""

KEYS = ("1", "1", "2", "3", "4", "5", "6", "*", "tab", "escape", "a")


class Counted:
    """Numbers the pages in the order in which they are made, and keeps what they were told."""

    def __init__(self) -> None:
        self.made = 0
        self.told: Told = []

    def new(self) -> int:
        """The next number."""
        self.made += 1
        return self.made

    async def pressed(self, page: Page | Dialog[Any], number: int, key: str) -> None:
        """What a key does; the same on each page."""
        self.told.append((number, key))
        if key == "2":
            for _ in range(9):
                await asyncio.sleep(0)
        elif key == "3":
            page.app.push_screen(Plain(self))
        elif key == "5":
            await page.duty.session.in_writer(lambda: None)  # type: ignore[union-attr]
        elif key == "6":
            page.app.push_screen(Asks(self))
        elif key in ("4", "escape") and number > 1:
            page.app.pop_screen()


class Plain(Page):
    """Uses some keys, leaves others to the table of commands."""

    def __init__(self, counted: Counted) -> None:
        super().__init__()
        self.counted, self.number = counted, counted.new()

    async def on_key(self, event: events.Key) -> None:
        """Digits are used here."""
        if event.character is not None and event.character in "123456":
            event.stop()
            await self.counted.pressed(self, self.number, event.character)

    async def do_exception(self) -> None:
        """`*`: the app opens another page."""
        self.counted.told.append((self.number, "*"))
        await self.app.push_screen(Plain(self.counted))

    def do_next(self) -> None:
        """Tab."""
        self.counted.told.append((self.number, "tab"))

    async def do_back(self) -> None:
        """Esc."""
        await self.counted.pressed(self, self.number, "escape")


class Asks(Dialog[str]):
    """A dialog, which has no exceptions and no next."""

    CSS_PATH = None  # type: ignore[assignment]  # that of dialogs lies beside them

    def __init__(self, counted: Counted) -> None:
        super().__init__(same("?"), Text("", ""))
        self.counted, self.number = counted, counted.new()

    async def on_key(self, event: events.Key) -> None:
        """Digits and Esc are used here."""
        if event.key == "escape" or (event.character is not None and event.character in "123456"):
            event.stop()
            await self.counted.pressed(self, self.number, event.character or event.key)


def one_by_one(keys: list[str]) -> Told:
    """What the pages are told when every key is worked off before the next."""
    told: Told = []
    stack, made = [(1, "page")], 1
    for key in keys:
        number, sort = stack[-1]
        if key == "a" or (sort == "dialog" and key in ("*", "tab")):
            continue  # nobody wants it
        told.append((number, key))
        if key in ("3", "*", "6"):
            made += 1
            stack.append((made, "dialog" if key == "6" else "page"))
        elif key in ("4", "escape") and number > 1:
            stack.pop()
    return told


def chunks(random: Random, keys: list[str]) -> Iterator[tuple[list[str], int]]:
    """Keys that come at once, and how many turns of the loop there are until the next come."""
    rest = list(keys)
    while rest:
        size = random.choice((1, 1, 2, 3, 8, 40))
        yield rest[:size], random.choice((0, 1, 2, 5, 20, 200))
        del rest[:size]


@pytest.mark.parametrize("seed", range(24))
async def test_every_page_is_told_what_it_would_be_told_one_by_one(board: Ui, seed: int) -> None:
    random = Random(seed)
    keys = random.choices(KEYS, k=40)
    counted = Counted()
    await board.app.push_screen(Plain(counted))
    for chunk, turns in chunks(random, keys):
        at_once(board, *chunk)
        for _ in range(turns):
            await asyncio.sleep(0)
    await worked_off(board)
    assert counted.told == one_by_one(keys)


@pytest.mark.parametrize("keys", [("1",), ("*", "escape"), ("a",), ("3", "4")])
async def test_a_burst_costs_as_much_a_key_as_two_keys_do(
    board: Ui, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    """150 keys in one read once took 40 seconds: each unused one handed all behind it on anew."""
    messages = 0
    dispatch = MessagePump._dispatch_message

    async def counted(pump: MessagePump, message: Message) -> None:
        nonlocal messages
        messages += 1
        await dispatch(pump, message)

    monkeypatch.setattr(MessagePump, "_dispatch_message", counted)
    page = Counted()
    await board.app.push_screen(Plain(page))
    taken = []
    for length in (4, 160):
        await board.settle()
        messages = 0
        at_once(board, *(keys * (length // len(keys))))
        await worked_off(board)
        taken.append(messages / length)
    assert taken[1] <= taken[0] * 1.5, taken
    assert len(page.told) == (0 if keys == ("a",) else 164)


async def test_a_command_before_the_emergency_key_takes_its_digit_with_it(shift: Ui) -> None:
    """`*` is not done any more then; the digit behind it must not answer the line."""
    await shift.press("f3", "1", "enter")
    before = len(shift.session.records)
    at_once(shift, "*", "1", "1", "f9")
    await worked_off(shift)
    assert shift.page == "EmergencyPage"
    assert len(shift.session.records) == before
    await shift.press("escape")
    assert ">[ ] OPN-01" in shift.text


async def test_what_was_typed_before_the_emergency_key_stands_where_it_was_typed(shift: Ui) -> None:
    await shift.press("f3", "1", "enter")
    before = len(shift.session.records)
    at_once(shift, "1", "f9", "1")
    await worked_off(shift)
    assert shift.page == "EmergencyPage"
    assert ">  1 [ ]" in shift.text, shift.text
    assert len(shift.session.records) == before + 1


async def test_a_digit_before_the_emergency_key_on_a_card_opens_no_card_of_the_queue(shift: Ui) -> None:
    await shift.press("f9", "1")
    at_once(shift, "5", "f9")
    await worked_off(shift)
    assert "按数字开卡" in shift.text, shift.text


async def test_on_a_disk_that_hangs_one_can_leave_though_keys_wait(data: Path) -> None:
    disk = HangingDisk()
    async with running(data, disk=disk) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await ui.press("f3", "1", "enter")
        before = len(ui.session.records)
        disk.hung = True
        try:
            at_once(ui, "1", "a")
            await ui.pilot.pause()
            assert len(ui.app.keys._waiting) == 1
            leave = events.Key("ctrl+q", None)
            leave.time += 1.5
            ui.app.post_message(leave)
            await ui.until(lambda: ui.page == "LeaveDialog")
        finally:
            disk.hung = False
            disk.released.set()
        await ui.settle()
        assert ui.page == "LeaveDialog", ui.text
        assert len(ui.session.records) == before + 1


async def test_a_text_in_whole_comes_behind_the_keys_before_it(shift: Ui) -> None:
    await shift.press("f6")
    at_once(shift, "+", "1", "1", " ", "0")
    shift.app.post_message(events.Paste("宽带中断"))
    await worked_off(shift)
    assert "宽带中断" in shift.text, shift.text


async def test_the_space_of_the_menu_comes_before_the_key_behind_it(shift: Ui) -> None:
    """A pad has no Space: `/` Enter stands for it."""
    counted = Counted()
    await shift.app.push_screen(Plain(counted))
    spaces: list[str] = []
    counted.pressed = _noting(spaces)  # type: ignore[method-assign]
    at_once(shift, "ctrl+p", "enter", "1")
    await worked_off(shift)
    assert shift.page == "Plain"
    assert spaces == ["1"]


def _noting(into: list[str]) -> Any:
    async def pressed(_page: object, _number: int, key: str) -> None:
        into.append(key)

    return pressed


@pytest.mark.parametrize("digit", [DUTY])
async def test_nobody_waits_for_ever_when_a_page_goes_while_a_key_is_on_its_way(ui: Ui, digit: str) -> None:
    counted = Counted()
    await ui.app.push_screen(Plain(counted))
    at_once(ui, "2", "1")
    ui.app.pop_screen()
    await worked_off(ui)
    await ui.press(digit)
    assert "PIN" in ui.text
