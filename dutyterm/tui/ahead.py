"""What comes after signing in is fetched while the PIN is typed, piece by piece between two keys.

A start loads what it shows and nothing more; without this the first board and the first F9 would pay for it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dutyterm.desk.session import Session
    from dutyterm.tui.page import Page

PAUSE_S: Final = 0.01
"""Between two pieces: keys that came meanwhile go first."""

MANUAL: Final = "dutyterm.manual.schema"
"""With it the manual can be made."""

MODULES: Final = (
    "argon2.low_level",
    "dutyterm.desk.people",
    "dutyterm.manual.cash",
    "dutyterm.manual.procedure",
    MANUAL,
    "dutyterm.shift.life",
    "dutyterm.shift.lists.state",
    "dutyterm.shift.open_items",
    "dutyterm.shift.entries",
    "dutyterm.shift.messages",
    "dutyterm.shift.handover.family",
    "dutyterm.shift.metrics.family",
    "dutyterm.shift.procedures.facts",
    "dutyterm.shift.procedures.state",
    "dutyterm.shift.cash.facts",
    "dutyterm.shift.cash.state",
    "dutyterm.shift.cash.family",
    "dutyterm.shift.register.family",
    "dutyterm.shift.lists.family",
    "dutyterm.shift.lists.view",
    "dutyterm.shift.board",
    "dutyterm.shift.lists.rules",
    "dutyterm.desk.shifts",
    "dutyterm.shift.handover.reading",
    "dutyterm.desk.handover",
    "dutyterm.shift.day.agenda",
    "dutyterm.tui.views.board",
    "dutyterm.desk.reading",
    "dutyterm.tui.screens.board",
    "dutyterm.review.told",
    "dutyterm.shift.procedures.family",
    "dutyterm.desk.emergencies",
    "dutyterm.tui.views.card_walk",
    "dutyterm.tui.screens.emergency",
)
"""In an order in which none brings much that a later one would have brought."""


def fetch_ahead(page: Page, session: Session) -> None:
    """Begin with it; it ends with the page."""
    steps = _steps(session)

    def one() -> None:
        step = next(steps, None)
        if step is not None:
            step()
            page.set_timer(PAUSE_S, one)

    page.set_timer(PAUSE_S, one)


def _steps(session: Session) -> Iterator[Callable[[], object]]:
    for module in MODULES:
        yield partial(import_module, module)
        if module == MANUAL:
            # so soon because what reading it leaves free, some 2 MiB, is filled by what comes after
            yield partial(getattr, session, "manual")
    yield gc.freeze  # all of it stays: the collector need not look at it again, least of all at a key
