"""What comes after signing in is fetched while the PIN is typed, piece by piece between two keys.

A start loads what it shows and nothing more; without this the first board and the first F9 would pay for it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from dutyterm.shift.families import is_idle

if TYPE_CHECKING:
    from dutyterm.desk.session import Session
    from dutyterm.tui.page import Page

PAUSE_S: Final = 0.01
"""Between two pieces: keys that came meanwhile go first."""

HASHES: Final = "argon2.low_level"
"""With it memory can be given back."""

_BEHIND: Final = "dutyterm.shift.procedures.state"
"""Behind it families come that not every hall has."""

MANUAL: Final = "dutyterm.manual.schema"
"""With it the manual can be made."""

MODULES: Final = (
    HASHES,
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
    "dutyterm.tui.flow",
    "dutyterm.tui.views.walk_body",
)
"""In an order in which none brings much that a later one would have brought."""

OF_FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "cash": (
        "dutyterm.shift.cash.facts",
        "dutyterm.shift.cash.state",
        "dutyterm.shift.cash.family",
        "dutyterm.shift.cash.lines",
        "dutyterm.shift.cash.prompts",
    ),
    "register": ("dutyterm.shift.register.family", "dutyterm.shift.register.lines"),
}
"""What comes as well where a family has something: 1.3 MiB that a hall with money on paper never needs."""


def fetch_ahead(page: Page, session: Session) -> None:
    """Begin with it; it ends with the page."""
    steps = _steps(session)

    def one() -> None:
        step = next(steps, None)
        if step is not None:
            step()
            page.set_timer(PAUSE_S, one)

    page.set_timer(PAUSE_S, one)


def modules_for(session: Session) -> tuple[str, ...]:
    """What the board and F9 need in this session: a family where it has a record, or is to be carried in."""
    previous = session.past.previous
    if session.has_open_shift:
        there = [key for key in OF_FAMILIES if session.shift.has(key)]
    else:
        carried = {} if previous is None else previous.carried
        there = [key for key in OF_FAMILIES if key in carried and not is_idle(key, carried[key])]
    at = MODULES.index(_BEHIND) + 1
    return (*MODULES[:at], *(name for key in there for name in OF_FAMILIES[key]), *MODULES[at:])


def _steps(session: Session) -> Iterator[Callable[[], object]]:
    from dutyterm.hall.given_back import give_back_free, give_back_large  # not at a start

    for module in modules_for(session):
        yield partial(import_module, module)
        if module == HASHES:
            yield give_back_large  # the manual is read from large pieces, too
        if module == MANUAL:
            # so soon because what reading it leaves free, some 2 MiB, is filled by what comes after
            yield partial(getattr, session, "manual")
            yield give_back_free  # its file, which stood where nothing else finds room
    yield give_back_free
    yield gc.freeze  # all of it stays: the collector need not look at it again, least of all at a key
