"""Who is here in this shift, so that nobody present is left out (R2-10)."""

from __future__ import annotations

from dutyterm.model.people import Person, Post
from dutyterm.shift import life
from dutyterm.shift.lists.state import of
from dutyterm.shift.shift import Scene

ABSENT = "absent"
"""Id of the field that names who is not here (OPN-26)."""


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
    """Everybody on the roster whom no list of this shift names as absent; all of it while none was asked."""
    opened = life.of(scene.shift).opened
    away = {
        person
        for run in of(scene.shift).runs.values()
        for slot, given in run.given.items()
        if slot.field == ABSENT and isinstance(given.value, tuple)
        for person in given.value
    }
    return tuple(p for p in (opened.premises.roster if opened is not None else ()) if p.id not in away)
