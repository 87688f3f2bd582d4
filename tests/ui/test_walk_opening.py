"""A normal opening, walked from the first line to the open doors by the keys of one script (N29)."""

from __future__ import annotations

from pathlib import Path

from dutyterm.shift import life
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.view import Foot, RunView
from tests.ui.kit import Ui
from tests.ui.walk_script import counted, keys

SCRIPT = Path(__file__).parent / "walk_opening.keys"

PAD = {"space", "enter", "escape", "tab", "backspace", "up", "down", "left", "right"}
"""Keys besides digits that the script may use."""


def test_the_script_needs_no_letter_and_keeps_its_budget() -> None:
    """N29 and the budget of screens.md: 55, and 3 for each till; no open item came in."""
    pressed = list(keys(SCRIPT))
    assert all(key in PAD or (len(key) == 1 and key in "0123456789*+-./") for key in pressed)
    assert counted(SCRIPT) <= 55 + 3 * 6


async def test_a_normal_opening_ends_with_open_doors(shift: Ui) -> None:
    await shift.press("f3", "enter")
    for key in keys(SCRIPT):
        shift.later(1_000)
        await shift.pilot.press(key)
    await shift.settle()
    view = run_view(shift.session.scene(), "opening-1")
    assert isinstance(view, RunView)
    assert [line.line.id for line in view.left] == [], shift.text
    assert view.foot is Foot.COMPLETE
    assert life.of(shift.session.shift).doors is not None
    assert "清单完成" in shift.text
    assert "营业中" in shift.text
