"""The register for who looks at it: between two shifts it is what the last one left."""

from __future__ import annotations

from dataclasses import replace

from dutyterm.desk.session import Session
from dutyterm.shift.register import state
from dutyterm.shift.register.carried import from_carry
from dutyterm.shift.shift import Scene


def scene(session: Session) -> Scene:
    """The scene of the session, with the register that the next shift will take over when none is open."""
    found = session.scene()
    previous = session.past.previous
    if session.has_open_shift or previous is None:
        return found
    left = from_carry(previous.carried.get(state.KEY))
    return replace(found, shift=replace(found.shift, parts=found.shift.parts.having(state.KEY, left)))
