"""The hall's own affairs as wishes: who is on the roster and in which order, and the hall's profile."""

from __future__ import annotations

from collections.abc import Sequence

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.hall import rules
from dutyterm.hall.permissions import Act
from dutyterm.hall.profile import Profile
from dutyterm.model.people import Post, Role


def _by(session: Session) -> str:
    return session.who.id if session.who is not None else ""


async def add(session: Session, number: str, name: str, role: Role, posts: Sequence[Post] = ()) -> Outcome:
    """Somebody joins the roster, without a PIN yet."""
    return await session.wish_hall(
        lambda hall: rules.add_person(hall, _by(session), number, name, role, posts), Act.ADD_PERSON
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
    """Number, name, role or posts of a person from now on; None = as it is."""
    return await session.wish_hall(
        lambda hall: rules.change_person(
            hall, _by(session), person, number=number, name=name, role=role, posts=posts
        ),
        Act.CHANGE_PERSON,
    )


async def leave(session: Session, person: str) -> Outcome:
    """Somebody leaves the hall: inactive from now on, never deleted."""
    return await session.wish_hall(lambda hall: rules.leave(hall, _by(session), person), Act.CHANGE_PERSON)


async def order(session: Session, people: Sequence[str]) -> Outcome:
    """The order of the roster; who is not named follows after."""
    return await session.wish_hall(
        lambda hall: rules.order_roster(hall, _by(session), people), Act.CHANGE_PERSON
    )


async def set_profile(session: Session, profile: Profile) -> Outcome:
    """The hall's profile from now on; an open shift keeps the one that it was opened with."""
    return await session.wish_hall(
        lambda hall: rules.set_profile(hall, _by(session), profile), Act.SET_PROFILE
    )
