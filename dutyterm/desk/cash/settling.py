"""Wishes beside the count: other tenders, a report that is late, reviews of the day, the auditor's step."""

from __future__ import annotations

from collections.abc import Sequence

from dutyterm.desk.cash.proofs import Proof, signed, wish
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.shift.cash import returns, reviews, settling
from dutyterm.shift.cash.facts import Lacking, TenderFigures

Proofs = Sequence[Proof]


async def count_tenders(
    session: Session,
    till: str,
    closure: int,
    tenders: tuple[TenderFigures, ...],
    proofs: Proofs,
    reason: str = "",
) -> Outcome:
    """What came in by other tenders, before the report is seen; two PINs, papers change hands."""
    return await signed(
        session, proofs, lambda s, by: settling.count_tenders(s, till, closure, tenders, by, reason)
    )


async def mark_pending(
    session: Session, till: str, closure: int, pouch: str, reason: str, proofs: Proofs
) -> Outcome:
    """待扎账: the counted money is sealed apart, the report comes when the system is back; two PINs."""
    return await signed(
        session, proofs, lambda s, by: settling.mark_pending(s, till, closure, pouch, reason, by)
    )


async def tell_drawer(session: Session, till: str, fen: int) -> Outcome:
    """About how much lies in a drawer; only to see whether a drop is due."""
    return await wish(session, lambda scene: settling.tell_drawer(scene, till, fen))


async def audit(
    session: Session, till: str, number: int, finding: str, words: str, proofs: Proofs
) -> Outcome:
    """已稽核: the auditor's PIN, `agrees` or `finding`, and what was found."""
    return await signed(
        session, proofs, lambda s, by: settling.audit(s, till, number, finding, words, by), Act.AUDIT_CASH
    )


async def give_over_back(
    session: Session, over: str, fen: int, way: str, paper: str, words: str, proofs: Proofs
) -> Outcome:
    """The customer of an over was found; two PINs, one of them a manager's (长款退还)."""
    return await signed(session, proofs, lambda s, by: returns.give_back(s, over, fen, way, paper, words, by))


async def review_reversals(
    session: Session, made: int, lacking: tuple[Lacking, ...], proofs: Proofs
) -> Outcome:
    """Reversals, refunds and voids of the day; a manager's PIN (CLS-09)."""
    return await signed(session, proofs, lambda s, by: reviews.review_reversals(s, made, lacking, by))


async def compare_forms(session: Session, forms: int, system: int, words: str = "") -> Outcome:
    """Order forms against the system's number (CLS-10)."""
    return await wish(session, lambda scene: reviews.compare_forms(scene, forms, system, words))


async def store_valuables(session: Session, proofs: Proofs) -> Outcome:
    """Stamps, keys, blanks and cards are locked away; two PINs (CLS-19)."""
    return await signed(session, proofs, lambda s, by: reviews.store_valuables(s, by))
