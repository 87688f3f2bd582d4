"""Wishes after the lock, about bags and the safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from dutyterm.desk.cash.proofs import Proof, signed, wish
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.shift.cash import bags, results, safe, valuables
from dutyterm.shift.cash.results import Decision, Report

Proofs = Sequence[Proof]


async def enter_expected(session: Session, till: str, closure: int, report: Report) -> Outcome:
    """The figures of the closing report."""
    return await wish(session, lambda s: results.enter_expected(s, till, closure, report))


async def decide(
    session: Session, till: str, closure: int, tender: str, decision: Decision, proofs: Proofs
) -> Outcome:
    """The result of one tender."""
    return await signed(
        session,
        proofs,
        lambda scene, by: results.decide(scene, till, closure, tender, replace(decision, signed=by)),
    )


async def decide_even(session: Session, till: str, closure: int, proofs: Proofs) -> Outcome:
    """Everything that is even, under one pair of signatures."""
    return await signed(session, proofs, lambda s, by: results.decide_even(s, till, closure, by))


async def keep(session: Session, till: str, closure: int, pieces: dict[str, int], proofs: Proofs) -> Outcome:
    """What stays in the till."""
    return await signed(session, proofs, lambda s, by: results.keep(s, till, closure, pieces, by))


async def count_box(
    session: Session, terminal: str, box: str, fen: int, proofs: Proofs, slip: int | None = None
) -> Outcome:
    """The cash box of a terminal, beside what the terminal printed."""
    return await signed(session, proofs, lambda s, by: bags.count_box(s, terminal, box, fen, by, slip))


async def seal_bag(
    session: Session, bag: str, seal: str, packets: tuple[str, ...], proofs: Proofs, words: str = ""
) -> Outcome:
    """Packets into a bag; `words` is its amount as a signer wrote it, if anybody did (N4)."""
    return await signed(session, proofs, lambda s, by: bags.seal(s, bag, seal, packets, by, words))


async def void_seal(session: Session, seal: str, reason: str) -> Outcome:
    """A seal that is torn."""
    return await wish(session, lambda scene: bags.void_seal(scene, seal, reason))


async def move_bag(
    session: Session,
    bag: str,
    to: str,
    proofs: Proofs,
    carrier: str = "",
    paper: str = "",
    occurred_at: datetime | None = None,
) -> Outcome:
    """A bag into the safe, to the courier, to the bank."""
    return await signed(session, proofs, lambda s, by: bags.move(s, bag, to, by, carrier, paper, occurred_at))


async def credit(session: Session, bag: str, receipt: str, day: date, fen: int) -> Outcome:
    """The bank's receipt."""
    return await wish(session, lambda scene: bags.credit(scene, bag, receipt, day, fen))


async def decide_credit(session: Session, bag: str, cause: str, words: str, proofs: Proofs) -> Outcome:
    """What became of a difference with the bank."""
    return await signed(session, proofs, lambda s, by: bags.decide_credit(s, bag, cause, words, by))


async def check_safe(session: Session, seal: str, proofs: Proofs) -> Outcome:
    """The seal of the safe in the morning."""
    return await signed(session, proofs, lambda scene, by: safe.check_safe(scene, seal, by))


async def seal_safe(session: Session, seal: str, proofs: Proofs) -> Outcome:
    """The safe is locked and sealed."""
    return await signed(session, proofs, lambda scene, by: safe.seal_safe(scene, seal, by))


async def check_overnight(
    session: Session, approved_by: str | None = None, medium: str = "", measure: str = ""
) -> Outcome:
    """Cash that stays overnight."""
    return await wish(session, lambda s: safe.check_overnight(s, approved_by, medium, measure))


async def hold(
    session: Session,
    envelope: str,
    face: int,
    proofs: Proofs,
    till: str | None = None,
    last4: str = "",
    sort: str = "suspect",
) -> Outcome:
    """A suspected or damaged note is set aside."""
    return await signed(session, proofs, lambda s, by: safe.hold(s, envelope, face, by, till, last4, sort))


async def hand_in(session: Session, envelope: str, receipt: str, proofs: Proofs) -> Outcome:
    """Its envelope goes to the bank."""
    return await signed(session, proofs, lambda s, by: safe.hand_in(s, envelope, receipt, by))


async def count_valuable(session: Session, count: valuables.Count, proofs: Proofs) -> Outcome:
    """Something that is handed over with the cash."""
    return await signed(session, proofs, lambda scene, by: valuables.count(scene, count, by))
