"""Notes on cards that could not be saved, kept among the drafts: a kill does not lose them (N31)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from dutyterm.desk.drafts import UNSAVED

if TYPE_CHECKING:
    from dutyterm.desk.card_notes import CardNote
    from dutyterm.desk.session import Session

PREFIX: Final = f"{UNSAVED}note/"
"""The key of a note has place, card, time and author; only the words are the draft, which is masked."""


async def keep(session: Session | None, notes: Iterable[CardNote]) -> None:
    """Makes the drafts hold exactly these notes, on the disk when that can be written at all."""
    if session is None:
        return
    drafts = session.drafts
    wanted = {_key(n, note): note.text for n, note in enumerate(notes)}
    for key in drafts.begun_with(PREFIX):
        if key not in wanted:
            drafts.drop(key)
    for key, text in wanted.items():
        drafts.put(key, text)
    await asyncio.to_thread(drafts.flush)


def kept(session: Session) -> tuple[CardNote, ...]:
    """The notes in their order; a key that cannot be read is passed over and stays."""
    from dutyterm.desk.card_notes import CardNote

    found: list[CardNote] = []
    for key in sorted(session.drafts.begun_with(PREFIX)):
        parts = key.removeprefix(PREFIX).split("/")
        if len(parts) != 4:
            continue
        _, card, at, who = parts
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            continue
        if moment.tzinfo is not None:
            found.append(CardNote(card, session.drafts.get(key), moment, session.hall.people.get(who)))
    return tuple(found)


def _key(n: int, note: CardNote) -> str:
    who = note.who.id if note.who is not None else ""
    return f"{PREFIX}{n:04}/{note.card}/{note.occurred_at.isoformat()}/{who}"
