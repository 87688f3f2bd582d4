"""A shift that nobody sealed: the program does, once it is long past its time or its case is over (S8)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from dutyterm.desk.drafts import UNSAVED
from dutyterm.desk.outcome import Notice
from dutyterm.desk.session import Session
from dutyterm.i18n import Text, same
from dutyterm.shift import life

OVER_AFTER: Final = timedelta(minutes=30)
"""A shift outside the plan is sealed so long after its last record, once nothing goes on in it (D).

Not at once: whoever stood the case down still reads its course, and adds a note."""


async def seal_if_forgotten(session: Session) -> bool:
    """Seals a shift of an earlier business day, or one that never got its first record.

    Unsigned, marked, cash "not counted". False when there is nothing of that kind, or sealing failed.
    """
    opened = life.of(session.shift).opened
    if is_over(session, session.left_at):
        return await _seal_over(session)
    if session.shift_ledger is None or (opened is not None and not is_forgotten(session, session.left_at)):
        return False
    return await _seal(session)


async def seal_left_running(session: Session) -> bool:
    """The same while the program runs on over night: sealed once nobody wrote anything for as long.

    For a clock that ticks; cheap while there is nothing to do.
    """
    last = session.shift.last
    if session.read_only is not None or session.shift_ledger is None or last is None or not session.idle:
        return False
    if is_over(session, last.at):
        return await _seal_over(session)
    return is_forgotten(session, last.at) and await _seal(session)


def is_over(session: Session, left: datetime | None) -> bool:
    """Outside the plan, nothing goes on in it, nothing waits to be written, and nobody wrote for a while."""
    if not session.outside or session.shift_ledger is None or session.drafts.begun_with(UNSAVED):
        return False
    if left is None or session.clock.now() - left <= OVER_AFTER:
        return False
    from dutyterm.shift.procedures import state  # few shifts are outside the plan

    return not state.of(session.shift).running()


def is_forgotten(session: Session, left: datetime | None) -> bool:
    """Past its time, and nobody wrote anything for as long: a stocktaking into the night is no such shift."""
    opened, now = life.of(session.shift).opened, session.clock.now()
    if opened is None or not life.is_forgotten(session.shift, now):
        return False
    return left is None or now - left > life.forgotten_after(opened.premises)


async def _seal_over(session: Session) -> bool:
    """Nobody has to do anything: it has no slip, and the next shift compares that of the one before."""
    from dutyterm.desk.sealing import Sealed, close_shift
    from dutyterm.review.past import STAND_DOWN

    flags = (STAND_DOWN, "unsigned")
    return isinstance(await session.queued(lambda: close_shift(session, closed_by=None, flags=flags)), Sealed)


async def _seal(session: Session) -> bool:
    from dutyterm.desk.sealing import Sealed, close_shift  # no start pays for what few of them need

    opened = life.of(session.shift).opened
    flags = ("forgotten", "unsigned", "cash_not_counted") if opened is not None else ("unsigned",)
    done = await session.queued(lambda: close_shift(session, closed_by=None, flags=flags))
    if isinstance(done, Sealed) and opened is not None:
        text = Text(
            "{day} {code} 班没有封存,程序已代为封存(无签名,现金未点)。",
            "Shift {code} of {day} was left open; the program sealed it (unsigned, cash not counted).",
        ).fill(day=opened.day.isoformat(), code=opened.code)
        session.notices = (*session.notices, Notice("forgotten", text, same("")))
    return isinstance(done, Sealed)
