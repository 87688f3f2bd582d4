"""Steps of the cash page as key presses, with the keys that are not digits of numbers and PINs counted."""

from __future__ import annotations

from tests.ui.kit import DUTY, PINS, Ui

CLERK, OTHER, SECOND = "4", "5", "3"
"""Roster digits: two clerks and the second duty manager."""


async def pin(ui: Ui, digit: str) -> int:
    """A PIN and Enter; a second goes by, as it does for hands. One counted key."""
    ui.later(1500)
    await ui.type(PINS[digit])
    await ui.press("enter")
    for _ in range(200):  # the PIN is checked in another thread
        await ui.settle()
        if not ui.session._running:
            break
    return 1


async def column(ui: Ui, values: dict[str, str], rows: int = 11) -> int:
    """A whole column, row by row: what is not named is 0. The Enters are counted."""
    order = ["y100", "y50", "y20", "y10", "y5", "y1n", "y1c", "j5", "j1", "other", "withdrawn"][:rows]
    for id in order:
        await ui.type(values.get(id, "0"))
        await ui.press("enter")
    return rows


async def to_till(ui: Ui, n: int) -> None:
    """The cursor on the n-th till; the reserve is the first row."""
    await ui.press("home")
    await ui.press(*["down"] * n)


async def reserve(ui: Ui, values: dict[str, str]) -> None:
    """The duty manager and the second count the reserve."""
    await ui.press("home", "enter")
    await column(ui, values)
    await ui.press("space")
    await pin(ui, DUTY)
    await ui.press(SECOND)
    await pin(ui, SECOND)


async def issue(ui: Ui, n: int, clerk: str = CLERK, yuan: str = "500") -> None:
    """The n-th till goes to a clerk with a float in tens."""
    await to_till(ui, n)
    await ui.press("enter", clerk)
    await ui.type(yuan)
    await ui.press("enter")
    await column(ui, {"y10": str(int(yuan) // 10)})
    await ui.press("space")
    await pin(ui, clerk)
    await pin(ui, DUTY)
