"""The full numbers of one entry erased on request, before the days of the rule are over (N22)."""

from __future__ import annotations

from collections.abc import Mapping

from dutyterm.desk import vault
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.model.refusal import Refusal
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
