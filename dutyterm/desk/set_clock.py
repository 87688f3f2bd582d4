"""Answering a doubt about the clock: the PC's time is right, or what must be added to it (design 4)."""

from __future__ import annotations

from dutyterm.desk.forgotten import seal_if_forgotten
from dutyterm.desk.outcome import Done, Outcome
from dutyterm.desk.session import Session
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life


async def set_clock(session: Session, offset_ms: int, *, confirmed: bool) -> Outcome:
    """Records what somebody said of the clock; recorded times carry the offset (ms) from then on.

    Between two shifts there is nothing to write it into: the next shift begins with it.
    """
    if session.read_only is not None:
        return Refusal("read_only", session.read_only)
    fact = life.ClockSet(offset_ms=0 if confirmed else offset_ms, confirmed=confirmed)
    before = session.clock_said.offset_ms if session.clock_said is not None else 0
    session.clock.set_offset(fact.offset_ms)
    done: Outcome = Done()
    if session.has_open_shift:
        done = await session.wish(lambda scene: [Event(fact, scene.by)])
    if not isinstance(done, Done):
        session.clock.set_offset(before)
        return done
    session.clock_said = fact
    session.notices = tuple(n for n in session.notices if n.kind != "clock")
    # only a clock that can be trusted tells whether the shift was forgotten (Friday's shift on Monday)
    await seal_if_forgotten(session)
    session.publish()
    return done
