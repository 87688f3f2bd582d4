"""Keys that come faster than they are worked off mean what they would mean one by one."""

from __future__ import annotations

from textual import events

from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.view import Mark, RunView
from tests.ui.kit import DUTY, PINS, Ui

_NAMES = {"*": "asterisk", "+": "plus", " ": "space"}


def at_once(ui: Ui, *keys: str) -> None:
    """All keys are there before the first is looked at."""
    for key in keys:
        character = key if len(key) == 1 else None
        ui.app.post_message(events.Key(_NAMES.get(key, key), character))


async def worked_off(ui: Ui) -> None:
    """No key is on its way any more, and none waits."""
    for _ in range(2_000):
        await ui.settle()
        if ui.app.keys._way is None and not ui.app.keys._waiting:
            return
    raise AssertionError("keys wait for ever")


def mark(ui: Ui, item: str) -> Mark:
    """How a line of the opening stands."""
    view = run_view(ui.session.scene(), "opening-1")
    assert isinstance(view, RunView)
    line = view.line(item)
    assert line is not None
    return line.mark


async def test_a_digit_behind_the_asterisk_is_an_exception_and_no_answer(shift: Ui) -> None:
    """Screens: `*` then the digit; the line must not be ticked."""
    await shift.press("f3", "1", "enter")
    assert ">[ ] OPN-01" in shift.text
    at_once(shift, "*", "1")
    await worked_off(shift)
    assert mark(shift, "OPN-01") is Mark.TODO, shift.text
    assert "缓办" in shift.text
    assert not [r for r in shift.session.records if r.kind.startswith("item.")]


async def test_keys_behind_a_page_key_go_to_that_page(shift: Ui) -> None:
    at_once(shift, "f3", "1", "enter", "1")
    await worked_off(shift)
    assert mark(shift, "OPN-01") is Mark.DONE, shift.text


async def test_a_pin_may_be_typed_ahead_of_its_question(shift: Ui) -> None:
    """The dialog opens at Enter; no digit of the PIN gets lost on the page below."""
    at_once(shift, "f7", "*", "1", "1", *PINS[DUTY], "enter")
    await worked_off(shift)
    assert not shift.session.has_open_shift, shift.text


async def test_an_emergency_does_not_wait_for_the_keys_before_it(shift: Ui) -> None:
    at_once(shift, "f3", "+", "f9")
    await shift.settle()
    assert shift.page == "EmergencyPage"
