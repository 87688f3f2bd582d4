"""Answering a doubt about the clock: the PC's time is right, or what must be added to it (design 4)."""

from __future__ import annotations

from dutyterm.desk.outcome import Done, Outcome
from dutyterm.desk.resume import seal_if_forgotten
from dutyterm.desk.session import Session
from dutyterm.model.record import Event
from dutyterm.shift import life


async def set_clock(session: Session, offset_ms: int, *, confirmed: bool) -> Outcome:
    """Records what somebody said of the clock; recorded times carry the offset from then on."""
    if not confirmed:
        session.clock.set_offset(offset_ms)
    fact = life.ClockSet(offset_ms=0 if confirmed else offset_ms, confirmed=confirmed)
    done = await session.wish(lambda scene: [Event(fact, scene.by)])
    if isinstance(done, Done):
        session.notices = tuple(n for n in session.notices if n.kind != "clock")
        # only a clock that can be trusted tells whether the shift was forgotten (Friday's shift on Monday)
        await seal_if_forgotten(session)
        session.publish()
    return done
