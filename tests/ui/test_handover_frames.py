"""Both sides of a handover, open items, promises and the message book as they are drawn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from dutyterm.desk import items, log
from dutyterm.i18n import Lang
from dutyterm.shift.entries import Draft
from tests.ui.handover_kit import early_shift, filled, read_all, submitted, taker, to_be_taken
from tests.ui.kit import PINS, SECOND, Ui, running
from tests.ui.snapshot import matches, widths
from tests.ui.test_frames import SIZES, ambiguous

Steps = Callable[[Ui], Awaitable[None]]


async def _give(ui: Ui) -> None:
    await early_shift(ui)
    await ui.press("f7")


async def _submitted(ui: Ui) -> None:
    await early_shift(ui)
    await submitted(ui)


async def _waits(ui: Ui) -> None:
    await _submitted(ui)
    ui.later(45 * 60_000)
    await ui.press("escape", "f7")


async def _read(ui: Ui) -> None:
    await to_be_taken(ui)
    await ui.press("space", "asterisk", "6", "1", "2", "space")


async def _sign(ui: Ui) -> None:
    await to_be_taken(ui)
    await read_all(ui)
    await ui.press("1", *PINS[SECOND], "enter", "1", "2")


async def _whole(ui: Ui) -> None:
    await early_shift(ui, fill=False)
    await log.write(ui.session, Draft("complaint", "团体 30 人办理,等候 40 分," * 10, severity="urgent"))
    await submitted(ui)
    await taker(ui)
    await ui.press("enter")


async def _refused(ui: Ui) -> None:
    await to_be_taken(ui)
    await ui.press("3", "2", *PINS[SECOND], "enter", "enter")


async def _decide(ui: Ui) -> None:
    await _refused(ui)
    await ui.press("1", "1", "1", "1", "1")


async def _stand_in(ui: Ui) -> None:
    await ui.sign_in()
    await ui.open_shift()
    await ui.app.action_run("relief")


async def _items(ui: Ui) -> None:
    await ui.sign_in()
    await ui.open_shift()
    await filled(ui)
    await items.note(ui.session, "昨日缴款回单未取", sort="receipt")
    await items.promise(ui.session, "li", "call back", ui.session.clock.now() + timedelta(minutes=30))
    ui.later(3 * 3600_000)
    await ui.app.action_run("items")


async def _promise(ui: Ui) -> None:
    await _items(ui)
    await ui.press("plus", "1", *"li 13812341234", "enter", "2", *"+3")


async def _messages(ui: Ui) -> None:
    await ui.sign_in()
    await ui.open_shift()
    await filled(ui)
    await ui.app.action_run("messages")


async def _away(ui: Ui) -> None:
    await to_be_taken(ui)
    await ui.app.action_run("away")


SCREENS: dict[str, Steps] = {
    "give": _give,
    "submitted": _submitted,
    "waits": _waits,
    "read": _read,
    "sign": _sign,
    "whole": _whole,
    "refused": _refused,
    "decide": _decide,
    "stand-in": _stand_in,
    "open-items": _items,
    "promise": _promise,
    "messages": _messages,
    "away": _away,
}


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", list(SCREENS))
async def test_a_page_of_the_handover_is_drawn_as_kept(data: Path, name: str, lang: Lang, size: str) -> None:
    async with running(data, lang=lang, size=SIZES[size]) as ui:
        await SCREENS[name](ui)
        await ui.settle()
        assert widths(ui.app) == {SIZES[size][0]}
        assert ambiguous(ui.text) == set()
        matches(f"handover-{name}-{lang}-{size}", ui.steady)


@pytest.mark.parametrize("size", [(40, 10), (20, 6)], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", list(SCREENS))
async def test_a_small_window_keeps_the_emergency_key_in_sight(
    data: Path, name: str, size: tuple[int, int]
) -> None:
    async with running(data, size=size) as ui:
        await SCREENS[name](ui)
        await ui.settle()
        assert widths(ui.app) == {size[0]}
        assert "[F9 应急]" in ui.text
