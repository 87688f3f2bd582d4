"""Wishes about money under way: given by one, confirmed by the other, or left open by name."""

from __future__ import annotations

from collections.abc import Sequence

from dutyterm.desk.cash.proofs import Proof, signed
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.shift.cash import transfers

Proofs = Sequence[Proof]


async def send_drop(session: Session, till: str, envelope: str, fen: int, proofs: Proofs) -> Outcome:
    """The holder's PIN: an envelope leaves the drawer and waits for who takes it into the safe."""
    return await signed(session, proofs, lambda s, by: transfers.send_drop(s, till, envelope, fen, by))


async def send_top_up(session: Session, till: str, fen: int, proofs: Proofs) -> Outcome:
    """The PIN of who gives it: value leaves the reserve and waits for the holder of the till."""
    return await signed(session, proofs, lambda s, by: transfers.send_top_up(s, till, fen, by))


async def confirm(session: Session, ref: str, fen: int, proofs: Proofs, words: str = "") -> Outcome:
    """The receiver's PIN and what she counted."""
    return await signed(session, proofs, lambda s, by: transfers.confirm(s, ref, fen, by, words))


async def send_back(session: Session, ref: str, reason: str, proofs: Proofs) -> Outcome:
    """The receiver's PIN and why it is not taken."""
    return await signed(session, proofs, lambda s, by: transfers.send_back(s, ref, reason, by))


async def leave_open(session: Session, till: str, reason: str, proofs: Proofs) -> Outcome:
    """A manager's PIN and why the till is counted although something waits; makes an open item for each."""
    return await signed(session, proofs, lambda s, by: transfers.leave_open(s, till, reason, by))
