"""A shift with something to hand over, at the time of handing over, as every test of F7 begins."""

from __future__ import annotations

from datetime import timedelta

from dutyterm.desk import handover, items, log, messages
from dutyterm.desk.outcome import Done
from dutyterm.shift.entries import Draft
from dutyterm.shift.handover.family import Handover, of
from dutyterm.tui.screens.handover.page import HandoverPage
from tests.ui.kit import DUTY, MORNING, PINS, SECOND, Ui

HANDING_OVER = int((MORNING.replace(hour=13, minute=40) - MORNING) / timedelta(milliseconds=1))
"""Milliseconds from the morning of the tests to twenty minutes before the early shift ends."""


def part(ui: Ui) -> Handover:
    """Where the handover stands."""
    return of(ui.session.shift)


async def early_shift(ui: Ui, *, fill: bool = True) -> None:
    """The early shift is open, something happened in it, and it is the time of handing over."""
    await ui.sign_in(DUTY)
    await ui.open_shift()
    if fill:
        await filled(ui)
    ui.later(HANDING_OVER)
    await ui.settle()


async def filled(ui: Ui) -> None:
    """A promise due today, a fault, two entries of which one matters, a note that must be read."""
    session = ui.session
    due = session.clock.now() + timedelta(hours=8)
    for outcome in (
        await items.promise(session, "张* 13812341234", "退费结果告知", due),
        await items.note(session, "空调 14 度,已报修,明日上门", sort="fault"),
        await log.write(session, Draft("fault", "叫号机卡纸两次,已换纸,仍需观察", severity="important")),
        await log.write(session, Draft("complaint", "等候 25 分,已安抚")),
        await messages.write(session, "大客户明天看场地,请接待", priority="important", must_read=("p3",)),
    ):
        assert isinstance(outcome, Done), outcome


async def submitted(ui: Ui) -> None:
    """The early shift is handed over; its code is on the screen."""
    await ui.press("f7", "enter", *PINS[DUTY], "enter")
    screen = ui.app.screen
    assert isinstance(screen, HandoverPage)
    assert screen.submitted is not None, ui.text


async def taker(ui: Ui, digit: str = SECOND) -> None:
    """The next manager sits down."""
    await ui.press("enter")
    await ui.sign_in(digit)
    await ui.settle()


async def read_all(ui: Ui) -> int:
    """Space until everything is read; how many keys that took."""
    keys = 0
    while not handover.reading(ui.session).complete:
        await ui.press("space")
        keys += 1
        assert keys < 100, ui.text
    return keys


async def to_be_taken(ui: Ui) -> None:
    """Handed over, the taker signed in, nothing read yet."""
    await early_shift(ui)
    await submitted(ui)
    await taker(ui)
