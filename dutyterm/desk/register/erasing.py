"""Full numbers erased on request: those of an entry, or one number wherever it is kept (N22)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dutyterm.desk import vault
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.i18n import Text
from dutyterm.model.personal import personal_number
from dutyterm.model.refusal import Refusal
from dutyterm.shift.register import refs
from dutyterm.shift.register.state import Entry


def numbers(entry: Entry) -> Mapping[str, str]:
    """Ids in the vault of this entry's numbers, with their commitments; practice has none."""
    written = entry.written
    return {p.id: p.hash for p in (written.account, written.phone) if p is not None and p.id}


def needed(entry: Entry) -> bool:
    """Is it still to be keyed in, checked or told to the customer?"""
    return entry.ended_at is None


def refusal(session: Session, entry: Entry) -> Refusal | None:
    """None when who is signed in may erase them: while they are needed only a manager."""
    return session.may(Act.ERASE_NEEDED if needed(entry) else Act.READ_PERSONAL)


async def erase(session: Session, entry: Entry, why: str) -> Outcome:
    """Text and salt are gone for ever, here; the hall's journal tells by whom and why. `why`: of WHY_ERASED.

    Refusals: sign_in, not_permitted, read_only, no_vault, vault_damaged, vault_unreadable, nothing_held.
    """
    refused = refusal(session, entry)
    return refused if refused is not None else await vault.erase(session, tuple(numbers(entry)), why)


def refusal_by_number(session: Session) -> Refusal | None:
    """None when who is signed in may erase a number by typing it."""
    return session.may(Act.READ_PERSONAL)


async def erase_number(session: Session, typed: str, why: str) -> Outcome:
    """The same for a number that the customer says, of whatever shift: its entry may be sealed long ago.

    Refusals besides those of `erase`: empty, bad_number.
    """
    number = personal_number(typed)
    if isinstance(number, Refusal):
        return number
    refused = refusal_by_number(session)
    if refused is not None:
        return refused
    ids = await vault.held(session, number)
    if isinstance(ids, Refusal):
        return ids
    if not ids:
        return Refusal("nothing_held", _NOWHERE)
    refused = session.may(Act.ERASE_NEEDED) if await _some_needed(session, ids) else None
    return refused if refused is not None else await vault.erase(session, ids, why)


async def _some_needed(session: Session, ids: Collection[str]) -> bool:
    """Does an entry that is not settled hold one of them? Between two shifts the vault itself says so."""
    if session.has_open_shift:
        return not refs.open_refs(session.shift).isdisjoint(ids)
    kept = session.the_vault()
    return not set(await session.in_writer(kept.unsettled)).isdisjoint(ids)


_NOWHERE = Text(
    "本机没有这个完整号码: 没记过,或已经删了。",
    "This PC holds no such number: it was never taken, or is erased already.",
)
