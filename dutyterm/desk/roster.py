"""Wishes of the hall manager about people and hall; an open shift keeps what it was opened with."""

from __future__ import annotations

from collections.abc import Sequence

from dutyterm.desk.outcome import Done, Outcome
from dutyterm.desk.session import HallRule, Session
from dutyterm.hall import rules
from dutyterm.hall.permissions import Act
from dutyterm.hall.profile import Profile
from dutyterm.model.people import Post, Role


async def add(session: Session, number: str, name: str, role: Role, posts: Sequence[Post] = ()) -> Outcome:
    """Somebody joins; without a PIN until one is given."""
    return await _wish(
        session,
        lambda state: rules.add_person(state, _by(session), number, name, role, posts),
        Act.ADD_PERSON,
    )


async def change(
    session: Session,
    person: str,
    *,
    number: str | None = None,
    name: str | None = None,
    role: Role | None = None,
    posts: Sequence[Post] | None = None,
) -> Outcome:
    """Number, name, role or posts from now on; None = as it is."""
    return await _wish(
        session,
        lambda state: rules.change_person(
            state, _by(session), person, number=number, name=name, role=role, posts=posts
        ),
        Act.CHANGE_PERSON,
    )


async def leave(session: Session, person: str) -> Outcome:
    """Somebody leaves: signs no more, and stays in every record."""
    return await _wish(session, lambda state: rules.leave(state, _by(session), person), Act.CHANGE_PERSON)


async def move(session: Session, person: str, step: int) -> Outcome:
    """Up (-1) or down (1) on the roster; the digits follow."""
    order = [p.id for p in session.hall.roster]
    at = order.index(person) if person in order else 0
    to = min(max(at + step, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    return await put_in_order(session, order)


async def put_in_order(session: Session, people: Sequence[str]) -> Outcome:
    """The order of the roster; who is not named follows after."""
    return await _wish(
        session, lambda state: rules.order_roster(state, _by(session), people), Act.CHANGE_PERSON
    )


async def set_profile(session: Session, profile: Profile) -> Outcome:
    """The hall's profile from the next shift on."""
    return await _wish(
        session, lambda state: rules.set_profile(state, _by(session), profile), Act.SET_PROFILE
    )


def _by(session: Session) -> str:
    return session.who.id if session.who is not None else ""


async def _wish(session: Session, rule: HallRule, act: Act) -> Outcome:
    outcome = await session.wish_hall(rule, act)
    if isinstance(outcome, Done) and session.who is not None:
        # who is signed in may be the one that was changed
        now = session.hall.people.get(session.who.id)
        session.who = now if now is not None and now.active else None
        session.publish()
    return outcome
