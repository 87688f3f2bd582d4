"""What a family hands over by name: running timers, steps put off, cash in the safe (N9, N10)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from dutyterm.i18n import Text
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

HandedSort = Literal["timer", "step", "cash", "slip"]
"""timer: runs on through restart and handover. step: a step of a procedure put off to a named moment.
cash: tills, bags, safe and what is locked in it. slip: a numbered paper entry that is still to be entered."""


@dataclass(frozen=True)
class Handed:
    """One thing that the next manager accepts by name."""

    ref: str
    """`<journal>#<record id>` of the record that it comes from; stays the same in every later shift."""
    sort: HandedSort
    title: Text
    """What it is, in words that do not change while it is read: no clock time of now, no minutes left."""
    due: datetime | None = None
    owner: str | None = None
    """Person id."""
    flagged: bool = False
    """Must be read first: a difference, a timer that is overdue."""
    carried: bool = False
    """It came in from the shift before, so the taker reads it; what began in this shift is not asked."""


def handed(scene: Scene) -> tuple[Handed, ...]:
    """Everything that the families of this shift hand over by name, in the order of the families.

    A family that has such things exports `handed(scene) -> tuple[Handed, ...]`; the others need nothing. Like
    everything that outlives a shift, they come into the next one through the family's own `carry`.
    """
    found: list[Handed] = []
    for family in scene.shift.families:
        tell = getattr(family, "handed", None)
        if tell is not None:
            found += tell(scene)
    return tuple(found)
