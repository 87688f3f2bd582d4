"""Who is here in this shift, so that nobody present is left out (R2-10)."""

from __future__ import annotations

from dutyterm.model.people import Person, Post, Role
from dutyterm.shift import life
from dutyterm.shift.lists.state import of
from dutyterm.shift.shift import Scene

ABSENT = "absent"
"""Id of the field that names who is not here (OPN-26)."""


LOOKS_ON = frozenset({Role.AUDITOR, Role.COUNTY_REVIEWER})
"""Roles that take no part in a shift (domain 1.2)."""


def assigned(scene: Scene) -> dict[str, str]:
    """Post -> person id, as the lists of this shift assigned them (OPN-29); the newest answer holds."""
    found: dict[str, str] = {}
    for run in of(scene.shift).runs.values():
        for given in run.given.values():
            if isinstance(given.value, tuple):
                pairs = (part.split(":", 1) for part in given.value if ":" in part)
                found.update((post, person) for post, person in pairs if post in set(Post))
    return found


def present(scene: Scene) -> tuple[Person, ...]:
    """Everybody who works here and whom no list of this shift names as absent; all while none was asked.

    Who only looks at what the hall has written is on the roster, and never on a shift.
    """
    opened = life.of(scene.shift).opened
    away = {
        person
        for run in of(scene.shift).runs.values()
        for slot, given in run.given.items()
        if slot.field == ABSENT and isinstance(given.value, tuple)
        for person in given.value
    }
    roster = opened.premises.roster if opened is not None else ()
    return tuple(p for p in roster if p.role not in LOOKS_ON and p.id not in away)
