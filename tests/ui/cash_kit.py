"""Steps of the cash page as key presses, with the keys that are not digits of numbers and PINs counted."""

from __future__ import annotations

from dutyterm.desk.cash import counting, tills
from dutyterm.desk.cash.proofs import Proof, prove
from dutyterm.desk.outcome import Done
from tests.ui.kit import DUTY, PINS, Ui

CLERK, OTHER, SECOND = "4", "5", "3"
"""Roster digits: two clerks and the second duty manager."""

_NAMES = {"+": "plus", "*": "asterisk", ".": "full_stop"}
ORDER = ("y100", "y50", "y20", "y10", "y5", "y1n", "y1c", "j5", "j1", "other", "withdrawn")


async def fast(ui: Ui, text: str, *then: str) -> None:
    """Types a text and presses further keys, drawn once at the end."""
    await ui.pilot.press(*(_NAMES.get(char, char) for char in text), *then)
    await ui.settle()


async def pin(ui: Ui, digit: str) -> int:
    """A PIN and Enter; a second goes by, as it does for hands. One counted key."""
    ui.later(1500)
    await fast(ui, PINS[digit], "enter")
    return 1


async def column(ui: Ui, values: dict[str, str]) -> int:
    """A whole column, row by row: what is not named is 0. The Enters are counted."""
    keys: list[str] = []
    for id in ORDER:
        keys += [*(_NAMES.get(char, char) for char in values.get(id, "0")), "enter"]
    await ui.pilot.press(*keys)
    await ui.settle()
    return len(ORDER)


async def to_till(ui: Ui, n: int) -> None:
    """The cursor on the n-th till; the reserve is the first row."""
    await ui.press("home", *["down"] * n)


async def proofs(ui: Ui, *digits: str) -> list[Proof]:
    """PINs given to the desk, without keys."""
    found = []
    for digit in digits:
        ui.later(1500)
        proof = await prove(ui.session, f"p{digit}", PINS[digit])
        assert isinstance(proof, Proof)
        found.append(proof)
    return found


async def prepared(ui: Ui, tills_issued: int = 1) -> None:
    """Signed in, a shift open, reserve counted and tills issued through the desk; F4, at the first till."""
    await ui.sign_in()
    await ui.open_shift()
    session = ui.session
    zero = {row.id: "0" for row in counting.rows(session, "01")}
    two = await proofs(ui, DUTY, SECOND)
    assert isinstance(await tills.count_reserve(session, {**zero, "y100": "30"}, two), Done)
    for n, clerk in zip(range(1, tills_issued + 1), (CLERK, OTHER), strict=False):
        both = await proofs(ui, clerk, DUTY)
        sheet = {**zero, "y10": "50"}
        done = await tills.issue(session, f"{n:02d}", f"p{clerk}", 50_000, sheet, both)
        assert isinstance(done, Done), done
    await ui.press("f4")
    await to_till(ui, 1)
