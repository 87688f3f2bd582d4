"""The register as it is drawn, in both sizes and languages: empty, form, entries, back-entry, sums."""

from __future__ import annotations

import unicodedata
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from dutyterm.i18n import Lang
from tests.ui.cash_kit import pin
from tests.ui.kit import Ui, running
from tests.ui.register_kit import CHECKER, lights_out, opened, payment, typed
from tests.ui.snapshot import matches, widths

Steps = Callable[[Ui], Awaitable[None]]
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}


async def _empty(ui: Ui) -> None:
    await lights_out(ui)
    await ui.press("f4")


async def _form(ui: Ui) -> None:
    """The last question of a payment."""
    await opened(ui)
    await ui.press("1", "1")
    await typed(ui, "13800138000")
    await typed(ui, "50")
    await ui.press("1")
    await typed(ui, "000123")
    await ui.press("1", "2")
    await typed(ui, "13900139001")
    await ui.press("space")


async def _entries(ui: Ui) -> None:
    """Three entries, one of them void, and one thing refused."""
    await opened(ui)
    await payment(ui, receipt="000123")
    await payment(ui, "13700137002", "100", "13700137003")
    await ui.press("4", "1")
    await typed(ui, "057988123456")
    await typed(ui, "13600136005")
    await ui.press("3", "1", "1", "enter", "1", "space")
    await payment(ui, "13500135006", "30", "13500135007")
    await ui.press("0", "2", "1")
    await ui.press("home", "down", "down", "down", "down", "asterisk", "5", "1", CHECKER)


async def _rekey(ui: Ui) -> None:
    await _entries(ui)
    await ui.press("home", "tab", "enter")


async def _sums(ui: Ui) -> None:
    """Everything is keyed in; the checker's name is asked for."""
    await _rekey(ui)
    await typed(ui, "B001")
    await ui.press("1")
    await typed(ui, "B002")
    await ui.press("1")
    await typed(ui, "G003")
    await ui.press("enter", CHECKER)
    await pin(ui, CHECKER)
    await ui.press("end")


SCREENS: dict[str, Steps] = {
    "register": _empty, "register-form": _form, "register-entries": _entries, "register-rekey": _rekey,
    "register-sums": _sums,
}  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("screen", SCREENS)
async def test_the_register_is_drawn_as_it_was(data: Path, screen: str, lang: Lang, size: str) -> None:
    async with running(data, lang=lang, size=SIZES[size]) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await SCREENS[screen](ui)
        assert widths(ui.app) == {SIZES[size][0]}
        doubtful = {c for c in ui.text if unicodedata.east_asian_width(c) == "A"}
        assert not doubtful, "glyphs that some terminals draw wider"
        matches(f"{screen}-{lang}-{size}", ui.steady)


async def test_without_colours_every_state_is_still_told_by_a_mark(data: Path) -> None:
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await _entries(ui)
        coloured = ui.text
        ui.app.theme = "mono"
        await ui.settle()
        assert ui.text == coloured
        for mark in ("[+]", "[ ]", "[-]", "[!]"):
            assert mark in ui.text
