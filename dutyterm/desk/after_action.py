"""Wishes about the after-action form: answers, actions, the signature with its PIN."""

from __future__ import annotations

from datetime import datetime

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.people import signs
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.shift.procedures import after_action


async def answer(session: Session, run: str, field: str, typed: str) -> Outcome:
    """One field of the form."""
    return await session.wish(lambda scene: after_action.answer(scene, run, field, typed), Act.WRITE_ENTRY)


async def agree(session: Session, run: str, what: str, owner: str, due: datetime) -> Outcome:
    """Something is to be improved, by whom, until when."""
    return await session.wish(lambda s: after_action.agree(s, run, what, owner, due), Act.WRITE_ENTRY)


async def drop(session: Session, run: str, number: int) -> Outcome:
    """That improvement is off the form."""
    return await session.wish(lambda scene: after_action.drop(scene, run, number), Act.WRITE_ENTRY)


async def sign(session: Session, run: str, pin: str) -> Outcome:
    """Who is signed in signs the form with the own PIN: the hall manager, or the county."""

    async def work() -> Outcome:
        refused, person = session.may(Act.SIGN_AFTER_ACTION), session.who
        if refused is not None:
            return refused
        who = person.id if person is not None else ""
        would = after_action.sign(session.scene(), run, who)
        if not isinstance(would, list):
            return would  # said before a PIN is checked, which takes a while
        wrong = await signs(session, who, pin)
        if wrong is not None:
            return wrong
        return await session.do(lambda scene: after_action.sign(scene, run, who), Act.SIGN_AFTER_ACTION)

    return await session.queued(work)
