"""Wishes when the systems are back: pages back, envelope, back-entry, check, refunds, sums (3f.2, N11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dutyterm.desk.cash.proofs import Proof, signed
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.register.taking import with_lists
from dutyterm.desk.session import Rule, Session
from dutyterm.hall.permissions import Act
from dutyterm.shift.register import backentry, envelopes, pages, sums
from dutyterm.shift.register.backentry import GiveBack, Rekey
from dutyterm.shift.register.facts import CallResult

Proofs = Sequence[Proof]


async def return_pages(session: Session, book: str, first: int) -> Outcome:
    """The numbers from this one on come back blank."""
    return await _wish(session, lambda scene: pages.take_back(scene, book, first))


async def explain_gap(
    session: Session, book: str, first: int, last: int, cause: str, words: str, proofs: Proofs
) -> Outcome:
    """Why nothing is under these numbers."""
    return await signed(session, proofs, lambda s, by: pages.explain(s, book, first, last, cause, words, by))


async def count_envelope(session: Session, envelope: str, fen: int, proofs: Proofs) -> Outcome:
    """Two people count it."""
    return await signed(session, proofs, lambda s, by: envelopes.count(s, envelope, fen, by))


async def seal_envelope(session: Session, envelope: str, seal: str, fen: int, proofs: Proofs) -> Outcome:
    """Two people count and close it."""
    return await signed(session, proofs, lambda s, by: envelopes.seal(s, envelope, seal, fen, by))


async def unseal_envelope(session: Session, envelope: str, seal: str, proofs: Proofs) -> Outcome:
    """Two people open it."""
    return await signed(session, proofs, lambda s, by: envelopes.unseal(s, envelope, seal, by))


async def rekey(
    session: Session,
    book: str,
    number: int,
    serial: str,
    *,
    person: str | None = None,
    fen: int | None = None,
    till: str | None = None,
    at: datetime | None = None,
    before: str | None = None,
    cause: str | None = None,
) -> Outcome:
    """It was keyed into the system by `person`, who is signed in when None."""
    who = person or (session.who.id if session.who is not None else "")
    wish = Rekey(book, number, serial, who, fen, till, at, before, cause)
    return await _wish(session, lambda scene: backentry.rekey(scene, wish))


async def check(
    session: Session, slips: Sequence[str], proofs: Proofs, *, right: bool = True, words: str = ""
) -> Outcome:
    """Somebody else compared them with the system, and gives the own PIN; slips as `R1-0007`."""
    return await signed(
        session, proofs, lambda s, by: backentry.check(s, tuple(slips), by, right=right, words=words)
    )


async def give_back(session: Session, wish: GiveBack, proofs: Proofs = ()) -> Outcome:
    """It cannot be keyed in: its money goes back, two sign; without money nobody does."""
    if proofs:
        return await signed(session, proofs, lambda s, by: backentry.give_back(s, wish, by))
    return await _wish(session, lambda scene: backentry.give_back(scene, wish))


async def call(session: Session, book: str, number: int, result: CallResult, *, words: str = "") -> Outcome:
    """The customer was called by who is signed in."""
    who = session.who.id if session.who is not None else ""
    return await _wish(session, lambda scene: backentry.call(scene, book, number, who, result, words))


async def leave_open(session: Session, reason: str, owner: str, due: datetime | None = None) -> Outcome:
    """Why the open entries wait, and who keys them in."""
    return await _wish(session, lambda scene: backentry.leave(scene, reason, owner, due))


async def reconcile(
    session: Session, *, cause: str | None = None, words: str = "", proofs: Proofs = ()
) -> Outcome:
    """Register, envelopes and system are compared; a difference takes two names."""
    if proofs:
        return await signed(
            session, proofs, lambda s, by: sums.reconcile(s, cause=cause, words=words, signed=by)
        )
    return await _wish(session, lambda scene: sums.reconcile(scene, cause=cause, words=words))


async def _wish(session: Session, rule: Rule) -> Outcome:
    return await session.wish(lambda scene: with_lists(scene, rule(scene)), Act.REGISTER)
