"""Wishes about rows of the timetable that stand for nothing else: done, done earlier, taken back."""

from __future__ import annotations

from datetime import datetime

from dutyterm.desk.day import handover
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed_time import parse_time
from dutyterm.shift.day import ticking


async def done(session: Session, row: str, done_at: datetime | None = None) -> Outcome:
    """The row, e.g. `WF-13/1`, was done now or at that time."""
    return await session.wish(lambda scene: ticking.done(scene, row, done_at, handover(session)), Act.WALK)


async def done_at(session: Session, row: str, typed: str) -> Outcome:
    """The row was done at the time that was typed: `0805`, or `-10` for ten minutes ago."""
    when = parse_time(typed, session.clock.now())
    return when if isinstance(when, Refusal) else await done(session, row, when)


async def undone(session: Session, row: str, reason: str) -> Outcome:
    """Takes the tick of a row back."""
    return await session.wish(lambda scene: ticking.undone(scene, row, reason, handover(session)), Act.WALK)


async def retimed(session: Session, row: str, typed: str, reason: str) -> Outcome:
    """The row was done at another time than recorded."""
    when = parse_time(typed, session.clock.now())
    if isinstance(when, Refusal):
        return when
    return await session.wish(
        lambda scene: ticking.retimed(scene, row, when, reason, handover(session)), Act.WALK
    )
