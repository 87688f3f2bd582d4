"""Every screen of the shell as it is drawn: both languages, both sizes, and windows that are too small."""

from __future__ import annotations

import unicodedata
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from dutyterm.desk import items
from dutyterm.desk.outcome import Notice
from dutyterm.desk.printer import set_printer
from dutyterm.i18n import Lang, Text
from dutyterm.tui.screens.notices import NoticesPage
from tests.ui.kit import PINS, Ui, running
from tests.ui.snapshot import matches, widths

Steps = Callable[[Ui], Awaitable[None]]

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
SMALL = [(40, 10), (20, 6)]


async def _sign_in(ui: Ui) -> None:
    await ui.press("2", "1", "2", "3")


async def _no_shift(ui: Ui) -> None:
    await ui.sign_in()


async def _open_shift(ui: Ui) -> None:
    await ui.sign_in()
    await ui.press("enter")


async def _board(ui: Ui) -> None:
    await ui.sign_in()
    await ui.open_shift()
    await items.note(ui.session, "冷气机滴水,等厂家回电")
    await items.note(ui.session, "call back about the refund")
    await ui.press("down")


async def _items(ui: Ui) -> None:
    await _board(ui)
    await ui.app.action_run("items")
    await ui.press("down")


async def _settle(ui: Ui) -> None:
    await _items(ui)
    await ui.press("enter")


async def _menu(ui: Ui) -> None:
    await _board(ui)
    await ui.press("slash")


async def _print(ui: Ui) -> None:
    await _board(ui)
    set_printer(ui.session.layout, ["lp"])  # Windows has a printer of its own, other systems do not
    await ui.app.action_run("print")


async def _seal(ui: Ui) -> None:
    await _board(ui)
    await ui.press("f7")


async def _seal_pin(ui: Ui) -> None:
    await _seal(ui)
    await ui.press("enter", "1", "1", "2")


async def _sealed(ui: Ui) -> None:
    await _seal(ui)
    await ui.press("enter", "1", *PINS["2"], "enter")


async def _queue(ui: Ui) -> None:
    await ui.press("f9", "down")


async def _card(ui: Ui) -> None:
    await ui.press("f9", "1")


async def _more(ui: Ui) -> None:
    await ui.press("f9", "0")


async def _help(ui: Ui) -> None:
    await ui.press("f1")


async def _lock(ui: Ui) -> None:
    await ui.sign_in()
    await ui.press("ctrl+k", "1")


async def _leave(ui: Ui) -> None:
    await ui.press("ctrl+q")


async def _change_pin(ui: Ui) -> None:
    await ui.sign_in()
    await ui.app.action_run("change_pin")
    await ui.press("1", "enter", "2")


async def _person(ui: Ui) -> None:
    await ui.sign_in("1")
    await ui.app.action_run("reset_pin")


async def _notices(ui: Ui) -> None:
    ui.session.notices = (
        Notice(
            "cut",
            Text("上次写盘中断: 第 7 条之后的一笔没有记下。", "A write was cut off after record 7."),
            _DETAIL,
        ),
        Notice("clock", Text("电脑时间可疑。", "The PC's clock is doubtful."), Text("", "")),
    )
    await ui.app.push_screen(NoticesPage())


async def _refused(ui: Ui) -> None:
    await ui.sign_in("4")
    await ui.press("enter")


_DETAIL = Text("中断处可读的文字: 叫号机卡纸", "Readable part of what was interrupted: the ticket machine")

SCREENS: dict[str, Steps] = {
    "sign-in": _sign_in,
    "no-shift": _no_shift,
    "open-shift": _open_shift,
    "board": _board,
    "items": _items,
    "settle": _settle,
    "menu": _menu,
    "print": _print,
    "seal": _seal,
    "seal-pin": _seal_pin,
    "sealed": _sealed,
    "queue": _queue,
    "card": _card,
    "more-cards": _more,
    "help": _help,
    "lock": _lock,
    "leave": _leave,
    "change-pin": _change_pin,
    "person": _person,
    "notices": _notices,
    "refused": _refused,
}


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", list(SCREENS))
async def test_a_screen_is_drawn_as_kept(data: Path, name: str, lang: Lang, size: str) -> None:
    async with running(data, lang=lang, size=SIZES[size]) as ui:
        await SCREENS[name](ui)
        await ui.settle()
        assert widths(ui.app) == {SIZES[size][0]}
        assert ambiguous(ui.text) == set()
        matches(f"{name}-{lang}-{size}", ui.steady)


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_wizard_is_drawn_as_kept(bare: Path, lang: Lang) -> None:
    async with running(bare, lang=lang) as ui:
        matches(f"wizard-first-{lang}-80x24", ui.steady)
        await ui.press("1", "1", "enter", "1", "enter", "1")
        assert ambiguous(ui.text) == set()
        matches(f"wizard-hours-{lang}-80x24", ui.steady)


@pytest.mark.parametrize("size", SMALL, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", list(SCREENS))
async def test_a_small_window_keeps_the_emergency_key_in_sight(
    data: Path, name: str, size: tuple[int, int]
) -> None:
    async with running(data, size=size) as ui:
        await SCREENS[name](ui)
        await ui.settle()
        assert widths(ui.app) == {size[0]}
        if "Dialog" not in ui.page and ui.page not in ("Menu", "ChangePin"):
            assert "[F9 应急]" in ui.text


async def test_resizing_while_typing_loses_nothing(ui: Ui) -> None:
    await _board(ui)
    await ui.app.action_run("items")
    await ui.press("plus", "2", *"half ty")
    for size in ((40, 10), (200, 60), (80, 24)):
        await ui.pilot.resize_terminal(*size)
        await ui.settle()
        assert "half ty" in ui.text
    await ui.press(*"ped", "enter", "0", "enter")
    assert "half typed" in ui.text


def ambiguous(text: str) -> set[str]:
    """Glyphs that a Chinese console draws two cells wide and others one."""
    return {char for char in text if unicodedata.east_asian_width(char) == "A"}
