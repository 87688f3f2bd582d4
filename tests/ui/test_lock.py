"""The lock screen says how things stand without giving anything away."""

from __future__ import annotations

from tests.ui.kit import DUTY, PINS, Ui


async def test_the_lock_says_whether_a_shift_goes_on(board: Ui) -> None:
    await board.press("ctrl+k")
    assert board.page == "LockPage"
    assert "没有开着的班" in board.text
    await board.press(*PINS[DUTY], "enter")
    await board.open_shift()
    await board.press("ctrl+k")
    assert "班次照常" in board.text
