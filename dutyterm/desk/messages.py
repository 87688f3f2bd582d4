"""Wishes about the message book."""

from __future__ import annotations

from datetime import date

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.shift import messages


async def write(
    session: Session,
    text: str,
    *,
    priority: messages.Priority = "normal",
    until: date | None = None,
    must_read: tuple[str, ...] = (),
) -> Outcome:
    """Writes a note to whoever comes next."""
    return await session.wish(
        lambda scene: messages.write(scene, text, priority=priority, until=until, must_read=must_read),
        Act.WRITE_ENTRY,
    )


async def read(session: Session, ref: str) -> Outcome:
    """The person signed in has read a note."""
    return await session.wish(lambda scene: messages.read(scene, ref), Act.SIGN_IN)


async def withdraw(session: Session, ref: str, reason: str) -> Outcome:
    """Takes one's own note out of the book."""
    return await session.wish(lambda scene: messages.withdraw(scene, ref, reason), Act.WRITE_ENTRY)
