"""The pages by name; each is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final, cast

from dutyterm.tui.page import Page

PLACES: Final[dict[str, str]] = {
    "unusable": "dutyterm.tui.screens.unusable:UnusablePage",
    "wizard": "dutyterm.tui.screens.wizard:WizardPage",
    "door": "dutyterm.tui.screens.sign_in:SignInPage",
    "today": "dutyterm.tui.screens.board:BoardPage",
    "lists": "dutyterm.tui.screens.walk:WalkPage",
    "cash": "dutyterm.tui.screens.cash:CashPage",
    "log": "dutyterm.tui.screens.notes:NotesPage",
    "handover": "dutyterm.tui.screens.handover.page:HandoverPage",
    "items": "dutyterm.tui.screens.items:ItemsPage",
    "messages": "dutyterm.tui.screens.messages:MessagesPage",
    "people": "dutyterm.tui.screens.people:PeoplePage",
    "hall": "dutyterm.tui.screens.hall:HallPage",
}
"""Name -> `module:Class`. Every page has a stack of its own and keeps its place."""

RESUMABLE: Final = ("today", "lists", "cash", "log", "items")
"""Pages to which a restart returns."""


def made(name: str) -> Page:
    """A new page. Raises KeyError for a name that is not in the table."""
    module, _, cls = PLACES[name].partition(":")
    page = getattr(import_module(module), cls)()
    return cast(Page, page)


def maker(name: str) -> Callable[[], Page]:
    """What makes the page when it is first opened."""
    return lambda: made(name)
