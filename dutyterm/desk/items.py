"""Wishes about open items."""

from __future__ import annotations

from datetime import datetime

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.shift import open_items


async def read(session: Session, ref: str) -> Outcome:
    """The person signed in has read an item."""
    return await session.wish(lambda scene: open_items.read(scene, ref), Act.WALK)


async def close(session: Session, ref: str, result: str, occurred_at: datetime | None = None) -> Outcome:
    """Settles an item with a result; `occurred_at` for what was done earlier than it is recorded."""
    return await session.wish(
        lambda scene: open_items.close(scene, ref, result, occurred_at), Act.WRITE_ENTRY
    )


async def note(session: Session, title: str, due: datetime | None = None) -> Outcome:
    """Opens an item by hand."""
    return await session.wish(lambda scene: open_items.note(scene, title, due), Act.WRITE_ENTRY)
