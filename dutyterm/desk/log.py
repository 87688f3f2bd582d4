"""Wishes about log entries."""

from __future__ import annotations

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.shift import entries, entry_locks


async def write(session: Session, draft: entries.Draft) -> Outcome:
    """Writes an entry. On an emergency card it needs nobody signed in: it is claimed later (design 6)."""
    act = None if draft.card is not None and session.who is None else Act.WRITE_ENTRY
    return await session.wish(lambda scene: entries.write(scene, draft), act)


async def add(session: Session, entry: int, text: str) -> Outcome:
    """Adds words to an entry."""
    return await session.wish(lambda scene: entries.add(scene, entry, text), Act.WRITE_ENTRY)


async def correct(session: Session, entry: int, text: str, reason: str) -> Outcome:
    """Replaces the words of an entry; the old ones stay, struck out."""
    return await session.wish(lambda scene: entries.correct(scene, entry, text, reason), Act.WRITE_ENTRY)


async def read(session: Session, entry: int) -> Outcome:
    """The person signed in has read somebody else's entry, which locks it (S2)."""
    return await session.wish(lambda scene: entry_locks.read(scene, entry), Act.SIGN_IN)


async def edit(session: Session, entry: int, text: str) -> Outcome:
    """The author puts an entry into other words while nobody has read it."""
    return await session.wish(lambda scene: entry_locks.edit(scene, entry, text), Act.WRITE_ENTRY)
