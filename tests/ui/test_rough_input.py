"""Bad input at the fields of the shell: a clear message, nothing lost, no failure."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from dutyterm.shift import open_items
from dutyterm.tui.flow import FlowPage
from tests.ui.kit import DUTY, PINS, Ui, running


async def _new_item(ui: Ui) -> None:
    await ui.app.action_run("items")
    await ui.press("plus", "2")


def _field(ui: Ui) -> str:
    """What is half-typed."""
    screen = ui.app.screen
    assert isinstance(screen, FlowPage)
    assert screen.flow is not None
    return screen.flow.dialogue.buffer.text


async def _paste(ui: Ui, text: str) -> None:
    ui.app.post_message(events.Paste(text))
    await ui.settle()


def _titles(ui: Ui) -> list[str]:
    return [item.title.zh for item in open_items.of(ui.session.shift).open()]


async def test_ten_thousand_pasted_characters_are_refused_with_the_limit_and_stay(shift: Ui) -> None:
    await _new_item(shift)
    await _paste(shift, "长" * 10_000)
    await shift.press("enter")
    assert _titles(shift) == []
    assert "最多 100" in shift.text
    assert len(_field(shift)) == 10_000
    await shift.press("escape", "plus")
    assert len(_field(shift)) == 10_000


async def test_every_line_of_a_paste_is_kept(shift: Ui) -> None:
    await _new_item(shift)
    await _paste(shift, "first\nsecond\r\nthird")
    await shift.press("enter", "0", "enter")
    assert _titles(shift) == ["first second third"]


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("bell\x07 and escape\x1b[31m", "bell and escape[31m"),
        ("\u202eturned\u202c round", "turned round"),
        ("half \ud800 a pair", "half  a pair"),
        ("lamp 💡 broken", "lamp 💡 broken"),
        ("call 138 1234 5678", "call 138 **** 5678"),
        ("\u200b\u200b", None),
        ("   ", None),
    ],
)
async def test_what_cannot_be_seen_or_must_not_be_stored_is_not(
    shift: Ui, pasted: str, stored: str | None
) -> None:
    await _new_item(shift)
    await _paste(shift, pasted)
    await shift.press("enter")
    if stored is None:
        assert _titles(shift) == []
        assert "先写几个字" in shift.text or "还没有内容" in shift.text
    else:
        await shift.press("0", "enter")
        assert [" ".join(t.split()) for t in _titles(shift)] == [" ".join(stored.split())]


async def test_a_paste_where_only_keys_make_sense_changes_nothing(ui: Ui) -> None:
    await ui.press(DUTY)
    await _paste(ui, PINS[DUTY])
    await ui.press("enter")
    assert ui.session.who is None
    assert "输入 PIN" in ui.text


async def test_a_hundred_keys_in_a_row_are_all_taken_in_order(ui: Ui) -> None:
    await ui.press("0")
    for n in range(100):
        ui.app.post_message(events.Key(str(n % 10), str(n % 10)))
    await ui.settle()
    assert "01234567890123456789_" in ui.text


async def test_the_window_may_become_tiny_and_large_again_on_every_page(shift: Ui) -> None:
    for key in ("f2", "f3", "f6", "f7", "f9", "f1"):
        await shift.press(key)
        before = shift.text
        for size in ((40, 10), (5, 3), (80, 24)):
            await shift.pilot.resize_terminal(*size)
            await shift.settle()
        assert shift.text == before


async def test_a_terminal_that_vanished_ends_the_program_and_keeps_what_was_half_typed(data: Path) -> None:
    from tests.ui.walk_kit import begin, go

    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await begin(ui)
        await go(ui, "OPN-07")
        await ui.type("88")
        ui.app.terminal_gone = lambda: True
        await ui.app.tick()
        await ui.pilot.pause()
        assert ui.app.return_code == 129
    assert b"88" in (data / "drafts.json").read_bytes()
