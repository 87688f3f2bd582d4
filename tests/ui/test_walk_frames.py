"""Frames of walk and log, in both languages and sizes (FRAMES=update draws them anew)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.i18n import LANGS, Lang
from tests.ui.kit import PINS, Ui, running
from tests.ui.snapshot import matches, widths
from tests.ui.walk_kit import finish, go, press

SIZES = ((80, 24), (120, 40))


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("lang", LANGS)
async def test_the_walk_is_drawn_as_it_was(data: Path, lang: Lang, size: tuple[int, int]) -> None:
    async with running(data, lang=lang, size=size) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await ui.press("f3", "enter")
        same(ui, "walk-start")
        await press(ui, "1", "space", "space")
        same(ui, "walk-second-signer")
        await press(ui, "4", *PINS["4"], "enter")
        await go(ui, "OPN-08")
        await press(ui, "1", "4", "enter")
        same(ui, "walk-consequence")
        await press(ui, "enter")
        await go(ui, "OPN-10")
        await press(ui, "1", "2", "enter")
        same(ui, "walk-parts")
        await press(ui, "asterisk")
        same(ui, "walk-exceptions")
        await press(ui, "3", "1", "2", "1", *PINS["2"], "enter")
        await go(ui, "OPN-13")
        await press(ui, "asterisk", "1", "1", "1")
        await go(ui, "OPN-08")
        await press(ui, "enter")
        same(ui, "walk-detail")
        await press(ui, "escape")
        await go(ui, "OPN-29")
        await press(ui, "8", "6")
        same(ui, "walk-posts")
        ui.later(20 * 60_000)
        await press(ui, "f2", "f3")
        same(ui, "walk-interrupted")
        await press(ui, "space", "space")
        await finish(ui, "OPN-01", "OPN-03", "OPN-19")
        await go(ui, "OPN-34")
        await press(ui, "space")
        same(ui, "walk-doors-blocked")


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("lang", LANGS)
async def test_the_log_is_drawn_as_it_was(data: Path, lang: Lang, size: tuple[int, int]) -> None:
    async with running(data, lang=lang, size=size) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await press(ui, "plus")
        same(ui, "entry-category")
        await press(ui, "2", "2", "minus", "2", "5", "enter")
        same(ui, "entry-words")
        await press(ui, "0", *"13812345678")
        same(ui, "entry-masked")
        await press(ui, "enter", "plus", "1", "1", "space", "1", "enter", "f6")
        await press(ui, "asterisk", "4", "1", "x")
        same(ui, "log-correction")
        await press(ui, "enter")
        same(ui, "log")
        await press(ui, "enter")
        same(ui, "log-entry")


def same(ui: Ui, name: str) -> None:
    """The screen is as kept, and every row as wide as the window."""
    width, height = ui.app.size
    assert widths(ui.app) == {width}
    matches(f"{name}-{ui.app.lang}-{width}x{height}", ui.steady)
