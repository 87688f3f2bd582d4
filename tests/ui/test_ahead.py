"""What the board and F9 need is fetched while the PIN is typed: once, and piece by piece between two keys."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import cast

import pytest

from dutyterm.desk.session import Session
from dutyterm.manual.later import LaterManual
from dutyterm.manual.schema import NO_MANUAL, Manual
from dutyterm.tui import ahead
from dutyterm.tui.page import Page
from dutyterm.tui.screens import sign_in
from tests.ui.kit import DUTY, SECOND, Ui


class Waiting:
    """A page whose timers come when the test says so."""

    def __init__(self) -> None:
        self.due: list[Callable[[], None]] = []

    def set_timer(self, _seconds: float, callback: Callable[[], None]) -> None:
        """Kept."""
        self.due.append(callback)


class Between:
    """A session whose manual nobody has looked at."""

    def __init__(self) -> None:
        self.looked = 0
        self.found = LaterManual("a" * 64, self._make)

    def _make(self) -> Manual:
        self.looked += 1
        return NO_MANUAL

    @property
    def manual(self) -> object:
        """Looked at."""
        return self.found.manual


def test_one_piece_is_fetched_between_two_keys_and_the_manual_once_its_shapes_are_there() -> None:
    page, session = Waiting(), Between()
    ahead.fetch_ahead(cast(Page, page), cast(Session, session))
    turns = 0
    while page.due:
        assert len(page.due) == 1, "the next piece waits until this one is there"
        assert session.looked == (turns > ahead.MODULES.index(ahead.MANUAL) + 1)
        page.due.pop()()
        turns += 1
    assert turns == len(ahead.MODULES) + 3, "the manual, the collector; the last turn finds nothing left"
    assert set(ahead.MODULES) <= set(sys.modules)


async def test_the_first_digit_begins_it_and_no_later_one_again(
    ui: Ui, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    monkeypatch.setattr(sign_in, "fetch_ahead", lambda page, session: begun.append((page, session)))
    await ui.press(DUTY, "escape", SECOND, "1", "2")
    assert begun == [(ui.app.screen, ui.session)]


async def test_while_nobody_touches_the_door_it_begins_by_itself_so_that_f9_comes_at_once(
    ui: Ui, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    monkeypatch.setattr(sign_in, "fetch_ahead", lambda page, session: begun.append(session))
    await ui.app.tick()
    await ui.app.tick()
    assert begun == [ui.session]
