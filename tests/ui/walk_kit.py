"""Shortcuts to a place in the opening list: lines answered through the desk, the cursor set by hand."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.view import LineView, RunView
from dutyterm.tui.screens.walk import WalkPage
from dutyterm.tui.views import steps
from tests.desk import kit as desk
from tests.ui.kit import Ui

RUN = "opening-1"


def view(ui: Ui) -> RunView:
    """The run as it stands."""
    found = run_view(ui.session.scene(), RUN)
    assert isinstance(found, RunView)
    return found


def line(ui: Ui, item: str) -> LineView:
    """A line as it stands."""
    found = view(ui).line(item)
    assert found is not None
    return found


def page(ui: Ui) -> WalkPage:
    """The page of the list."""
    screen = ui.app.screen
    assert isinstance(screen, WalkPage), ui.text
    return screen


async def begin(ui: Ui) -> Ui:
    """The list is started and shown, the cursor on its first line."""
    await ui.press("f3", "enter")
    assert ">[ ] OPN-01" in ui.text, ui.text
    return ui


async def go(ui: Ui, item: str) -> None:
    """The cursor on a line."""
    shown = page(ui)
    shown.place.go(view(ui).run, steps.place_in(line(ui, item)))
    shown.update_view()
    await ui.settle()


async def finish(ui: Ui, *items: str) -> None:
    """These lines answered as on a normal day; all but the doors when none is named."""

    def wait(**time: int) -> None:
        ui.later(int(timedelta(**time).total_seconds() * 1000))

    hall: Any = SimpleNamespace(clock=SimpleNamespace(wait=wait))
    every = [v.line.id for v in view(ui).lines if v.line.required and not v.line.opens_doors]
    for item in items or every:
        await desk.finish(hall, ui.session, item)
    await ui.settle()


async def press(ui: Ui, *keys: str) -> None:
    """Keys with a second between them: two signatures are never of one second."""
    for key in keys:
        ui.later(1_000)
        await ui.press(key)


__all__ = ["RUN", "begin", "finish", "go", "line", "page", "press", "view"]
