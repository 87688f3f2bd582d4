"""Wishes about open items and promises."""

from __future__ import annotations

from datetime import datetime

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.shift import open_items, promises
from dutyterm.shift.open_items import Outcome as Ending
from dutyterm.shift.open_items import Sort
from dutyterm.shift.procedures import after_action


async def read(session: Session, ref: str) -> Outcome:
    """The person signed in has read an item; a promise due today was thereby told."""
    return await session.wish(lambda scene: open_items.read(scene, ref), Act.TAKE_OVER)


async def close(
    session: Session, ref: str, result: str, occurred_at: datetime | None = None, ending: Ending = "done"
) -> Outcome:
    """Settles an item with a result; `occurred_at` for what was done earlier than it is recorded.

    A promise needs its `ending`: kept or broken.
    """
    return await session.wish(
        lambda scene: (
            after_action.held(scene, ref) or open_items.close(scene, ref, result, occurred_at, ending)
        ),
        Act.WRITE_ENTRY,
    )


async def note(
    session: Session,
    title: str,
    due: datetime | None = None,
    *,
    sort: Sort = "note",
    owner: str | None = None,
    source: str | None = None,
) -> Outcome:
    """Opens an item by hand: a note, a fault, a receipt to fetch, an unread notice."""
    return await session.wish(
        lambda scene: open_items.note(scene, title, due, sort=sort, owner=owner, source=source),
        Act.WRITE_ENTRY,
    )


async def promise(
    session: Session,
    customer: str,
    what: str,
    due: datetime,
    *,
    owner: str | None = None,
    source: str | None = None,
) -> Outcome:
    """A promise to a customer (N33): it comes back by itself on the day it is due, until kept or closed."""
    return await session.wish(
        lambda scene: promises.promise(scene, customer, what, due, owner=owner, source=source),
        Act.WRITE_ENTRY,
    )


async def told(session: Session, ref: str, person: str) -> Outcome:
    """The duty manager of the day was told of a promise (R2-05)."""
    return await session.wish(lambda scene: promises.told(scene, ref, person), Act.WRITE_ENTRY)


async def change(
    session: Session, ref: str, reason: str, *, due: datetime | None = None, owner: str | None = None
) -> Outcome:
    """Another due time or owner, with a reason."""
    return await session.wish(
        lambda scene: promises.change(scene, ref, reason, due=due, owner=owner), Act.WRITE_ENTRY
    )
