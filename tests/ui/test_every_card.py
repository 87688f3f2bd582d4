"""Every card walked to its end on the screen, by the keys that it shows, and stood down (3f.1 to 3f.13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.i18n import Lang
from dutyterm.manual.card_names import spelled
from dutyterm.manual.load import load_manual
from dutyterm.manual.schema import Manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.tui.screens.emergency import EmergencyPage
from tests.ui.kit import Ui, running
from tests.ui.snapshot import widths

MOST = 60
"""Keys after which a card must be at its end."""


def shipped() -> list[str]:
    """Ids of the cards that are walked."""
    found = load_manual(shipped_manual_dir())
    assert isinstance(found, Manual)
    return [card.id for card in found.cards if card.walked]


async def opened(ui: Ui, id: str) -> EmergencyPage:
    """The card by its fixed digit, or from the list of the others by its name."""
    card = next(card for card in ui.app.cards if card.id == id)
    if card.digit is not None:
        await ui.press("f9", card.digit)
    else:
        await ui.press("f9", "0")
        page = ui.app.screen
        assert isinstance(page, EmergencyPage)
        await ui.press(*["down"] * (page.offered.index(card) + 1), "enter")
    page = ui.app.screen
    assert isinstance(page, EmergencyPage)
    assert page.card == card
    return page


async def walked(ui: Ui, id: str, digit: str) -> list[str]:
    """Walks it with this answer to every decision; the numbers of the steps in their order."""
    page = await opened(ui, id)
    seen: list[str] = []
    for _ in range(MOST):
        walker = page.walker
        assert walker is not None
        if walker.dialogue is not None:
            await ui.press("2")  # an answer leads to another card: stay on this one
            continue
        view = walker.view
        assert view is not None
        here = view.current
        if here is None or not view.needed and view.run.id:
            return seen
        if here.step.no not in seen:
            seen.append(here.step.no)
        words = spelled(here.step.text, ui.app.cards).to(ui.app.lang)
        assert words[:8] in ui.text, f"step {here.step.no} is not in sight\n{ui.text}"
        choices = here.step.choices
        assert widths(ui.app) == {80}
        await ui.press(digit if choices else "space")
        if "还在等" in ui.text or "still waiting" in ui.text:
            ui.later(11 * 60_000)
    raise AssertionError(f"{id} has no end: {seen}\n{ui.text}")


@pytest.mark.parametrize(("digit", "lang"), [("1", "zh"), ("2", "en")])
@pytest.mark.parametrize("card", shipped())
async def test_a_card_is_walked_to_its_end_and_stood_down(
    data: Path, card: str, digit: str, lang: Lang
) -> None:
    async with running(data, lang=lang) as ui:
        await ui.sign_in()
        await ui.open_shift()
        seen = await walked(ui, card, digit)
        assert seen
        await ui.press("enter", "9")
        assert ui.app.emergencies.of_card(ui.session, card) is None, ui.text
