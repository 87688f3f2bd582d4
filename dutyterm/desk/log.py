"""Wishes about log entries."""

from __future__ import annotations

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.i18n import Text
from dutyterm.journal.reading import read_bytes
from dutyterm.model.refusal import Refusal
from dutyterm.review.shelf import newest
from dutyterm.shift import entries, entry_locks
from dutyterm.shift.families import KINDS


async def write(session: Session, draft: entries.Draft) -> Outcome:
    """Writes an entry. On an emergency card it needs nobody signed in, and then bears no name."""
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


async def follow(session: Session, ref: str, text: str, reason: str = "") -> Outcome:
    """Adds to an entry of a sealed shift, or corrects it with a reason; the sealed file stays as it is."""

    async def work() -> Outcome:
        refused = session.may(Act.WRITE_ENTRY)
        if refused is not None:
            return refused
        entry = await session.in_writer(lambda: _entry(session, ref))
        if entry is None:
            return Refusal("unknown_entry", _NO_ENTRY)
        category = session.manual.log.category(entry.category)
        if category is not None and category.only and session.who and session.who.role not in category.only:
            return entries.not_yours(category.name)
        return await session.do(lambda scene: entry_locks.follow(scene, ref, text, reason), Act.WRITE_ENTRY)

    return await session.queued(work)


def _entry(session: Session, ref: str) -> entries.EntryWritten | None:
    """The entry of a sealed shift among the newest ones."""
    journal, _, number = ref.partition("#")
    shelf = newest(session.disk, session.layout.shifts)
    shelved = next((s for s in shelf if s.head.id == journal and s.seal is not None), None)
    if shelved is None or not number.isdecimal():
        return None
    document = read_bytes(session.disk.read(shelved.path)).documents.get(int(number))
    fact = KINDS.read(int(number), document).fact if document is not None else None
    return fact if isinstance(fact, entries.EntryWritten) else None


_NO_ENTRY = Text(
    "没有这一条,或是一个多月以前的: 按 + 记一笔新的,写明补的是哪一条。",
    "There is no such entry, or it is more than a month old: press + and say in a new one what it is about.",
)
