"""Who signs money: every signer gives the own PIN; what a PIN proved becomes a signature (R2, M9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from dutyterm.desk import people
from dutyterm.desk.outcome import NotSaved, Outcome
from dutyterm.desk.session import Rule, Session
from dutyterm.hall.permissions import Act, refusal
from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash.facts import Signature
from dutyterm.shift.lists.completion import completed
from dutyterm.shift.lists.state import of as lists_of
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

LASTS: Final = timedelta(minutes=10)
"""A PIN that was given longer ago signs nothing: its owner may be gone."""

SignedRule = Callable[[Scene, tuple[Signature, ...]], "list[Event] | Refusal"]
"""A rule of money with its wish already bound, but for who signs."""


@dataclass(frozen=True)
class Proof:
    """Somebody gave the own PIN at this moment. Only `prove` makes one."""

    person: str
    at: datetime


async def prove(session: Session, person: str, pin: str) -> Proof | Refusal | NotSaved:
    """Checks one PIN; the one after it may be given at the earliest a second later."""

    async def work() -> Proof | Refusal | NotSaved:
        known = session.hall.people.get(person)
        if known is None:
            return Refusal("not_on_roster", Text("签名人不在名册上。", "Who signs must be on the roster."))
        may_not = refusal(known.role, Act.SIGN_CASH)
        if may_not is not None:
            return may_not
        wrong = await people.signs(session, person, pin)
        if isinstance(wrong, Refusal):
            words = Text("{name}: {why}", "{name}: {why}").fill(name=known.name, why=wrong.text)
            return wrong if known.name in wrong.text.zh else Refusal(wrong.code, words, wrong.data)
        return wrong if wrong is not None else Proof(person, session.clock.now())

    return await session.queued(work)


async def signed(session: Session, proofs: Sequence[Proof], rule: SignedRule, act: Act = Act.CASH) -> Outcome:
    """Does what these people signed for."""

    async def work() -> Outcome:
        now = session.clock.now()
        if any(not timedelta() <= now - proof.at <= LASTS for proof in proofs):
            return Refusal(
                "prove_again",
                Text("PIN 已过时,请重新输入。", "The PIN was given too long ago; again, please."),
            )
        signatures = tuple(Signature(person=proof.person, at=proof.at) for proof in proofs)
        return await session.do(lambda scene: with_lists(scene, rule(scene, signatures)), act)

    return await session.queued(work)


async def wish(session: Session, rule: Rule) -> Outcome:
    """A wish about money that takes no signature."""
    return await session.wish(lambda scene: with_lists(scene, rule(scene)), Act.CASH)


def with_lists(scene: Scene, found: list[Event] | Refusal) -> list[Event] | Refusal:
    """The events, and that a list is complete when these records answer the last of its lines."""
    if isinstance(found, Refusal):
        return found
    for run in lists_of(scene.shift).runs:
        found = completed(scene, run, found)
    return found
