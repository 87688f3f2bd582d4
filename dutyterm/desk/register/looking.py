"""The register for who looks at it: between two shifts it is what the last one left."""

from __future__ import annotations

from dataclasses import replace

from dutyterm.desk.session import Session
from dutyterm.model.premises import Premises
from dutyterm.shift import life
from dutyterm.shift.register import state
from dutyterm.shift.register.carried import from_carry
from dutyterm.shift.shift import Scene


def scene(session: Session) -> Scene:
    """The scene of the session; when no shift is open with the register that the next one will take over.

    For looking only: rules are asked with the scene of the session itself.
    """
    found = session.scene()
    previous = session.past.previous
    if session.has_open_shift or previous is None:
        return found
    left = from_carry(previous.carried.get(state.KEY))
    # the people of the hall, so that slips are told with names
    people = tuple(person for person in session.hall.people.values() if person.active)
    hall = Premises(hall="", name="", hall_class="", roster=people)
    opened = life.ShiftOpened(
        journal="",
        sort="outside",
        day=found.now.date(),
        code="",
        premises=hall,
        manual_version="",
        manual_hash="",
    )
    parts = found.shift.parts.having(state.KEY, left).having(life.KEY, replace(life.EMPTY, opened=opened))
    return replace(found, shift=replace(found.shift, parts=parts))
