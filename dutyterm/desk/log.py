"""Wishes about log entries."""

from __future__ import annotations

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.shift import entries


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
