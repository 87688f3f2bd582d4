"""What the board and F9 need is fetched while the PIN is typed: once, and piece by piece between two keys."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import cast

import pytest

from dutyterm.desk.session import Session
from dutyterm.manual.later import LaterManual
from dutyterm.manual.schema import NO_MANUAL, Manual
from dutyterm.model.record import Event
from dutyterm.shift.families import fold_all
from dutyterm.shift.past import Past, Previous
from dutyterm.shift.register.facts import EnvelopeOpened
from dutyterm.shift.shift import fold, provisional
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
    """A session between two shifts whose manual nobody has looked at."""

    has_open_shift = False

    def __init__(self, carried: Mapping[str, object] | None = None) -> None:
        self.looked = 0
        if carried is None:
            self.past = Past()
        else:
            before = Previous("before", "f" * 64, "1-2-3", 3, date(2026, 11, 22), "B", carried)
            self.past = Past(previous=before)
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
        assert session.looked == (turns > ahead.MODULES.index(ahead.MANUAL) + 2)
        page.due.pop()()
        turns += 1
    assert turns == len(ahead.MODULES) + 6, "the manual, the collector, memory thrice; the last finds nothing"
    assert set(ahead.MODULES) <= set(sys.modules)


DONE = {"v": 1, "pages": [], "entries": [], "envelopes": [], "settled": True, "numbers": ["E1"]}
"""A register of which nothing is left to be done."""


def test_families_come_as_well_in_a_hall_where_they_have_something() -> None:
    def fetched(session: object) -> tuple[str, ...]:
        return ahead.modules_for(cast(Session, session))

    assert fetched(Between()) == fetched(Between({"open_items": {"v": 1}})) == ahead.MODULES
    assert fetched(Between({"register": DONE})) == ahead.MODULES
    assert set(fetched(Between({"register": {**DONE, "settled": False}}))) > set(ahead.MODULES)
    with_cash = fetched(Between({"cash": {"v": 1}}))
    assert set(with_cash) == {*ahead.MODULES, *ahead.OF_FAMILIES["cash"]}
    assert tuple(name for name in with_cash if name in ahead.MODULES) == ahead.MODULES


def test_in_an_open_shift_families_come_of_which_it_has_a_record() -> None:
    shift = fold_all([])
    session = SimpleNamespace(past=Past(), has_open_shift=True, shift=shift)
    assert ahead.modules_for(cast(Session, session)) == ahead.MODULES
    event = Event(EnvelopeOpened(envelope="E1", person="p2"), "p2")
    session.shift = fold(shift, provisional(shift, event, datetime(2026, 11, 23, 9, tzinfo=UTC)))
    assert set(ahead.modules_for(cast(Session, session))) == {*ahead.MODULES, *ahead.OF_FAMILIES["register"]}


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
