"""Steps of the register as key presses: a power cut, a page, an envelope, entries with counted keys."""

from __future__ import annotations

from dutyterm.shift.register.state import Register, of
from tests.ui.kit import Ui

CLERK, CHECKER = "4", "5"
"""Roster digits."""


async def lights_out(ui: Ui) -> None:
    """The card of a power cut goes on, at its fifth step."""
    await ui.press("f9", "1", "space", "space", "1", "space")


async def opened(ui: Ui, envelope: str = "E07") -> None:
    """The register over the card; the clerk has a page, and there is an envelope."""
    await lights_out(ui)
    await ui.press("f4", "1", CLERK, "1", "1")
    await typed(ui, envelope)
    await ui.press("escape")


async def typed(ui: Ui, text: str) -> int:
    """Digits of a number and Enter; one key that counts."""
    names = {"+": "plus", "-": "minus", ".": "full_stop"}
    await ui.pilot.press(*(names.get(char, char) for char in text), "enter")
    await ui.settle()
    return 1


async def payment(
    ui: Ui,
    account: str = "13800138000",
    due: str = "50",
    phone: str = "13900139001",
    receipt: str | None = None,
) -> int:
    """A cash payment of the amount, exactly; returns the keys that count."""
    keys = 0

    async def press(*names: str) -> None:
        nonlocal keys
        keys += len(names)
        await ui.press(*names)

    await press("1", "1")  # cash, on the next slip
    keys += await typed(ui, account)
    keys += await typed(ui, due)
    await press("1")  # exactly that
    if receipt is None:
        await press("1")  # the receipt after the last one
    else:
        keys += await typed(ui, receipt)
    await press("1", "2")  # 王女士
    keys += await typed(ui, phone)
    await press("space", "1")  # now; told and signed
    return keys


def register(ui: Ui) -> Register:
    """The register as it stands."""
    return of(ui.session.shift)


def row(ui: Ui, slip: str) -> str:
    """The row of a slip."""
    return next(line for line in ui.text.splitlines() if slip in line)


def run_id(ui: Ui) -> str:
    """The power cut that goes on."""
    found = ui.app.emergencies.of_card(ui.app.session, "PWR")
    assert found is not None
    return found.run.id
