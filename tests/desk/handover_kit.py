"""Two managers and a shift between them: what every test of a handover begins with."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyterm.desk import handover, people, shifts
from dutyterm.desk.session import Session
from dutyterm.shift.handover.family import Handover, of
from tests.desk.kit import DUTY, PINS, Hall, done

SECOND = "p3"
"""The duty manager of the late shift."""


def part(session: Session) -> Handover:
    """Where the handover stands."""
    return of(session.shift)


async def sign_in(session: Session, person: str) -> None:
    """Somebody sits down at the keyboard."""
    assert isinstance(await people.sign_in(session, person, PINS[person]), people.Signed)


async def early_shift(hall: Hall) -> Session:
    """A hall with its early shift open, at the time of handing over."""
    session, _ = await hall.found()
    await sign_in(session, DUTY)
    done(await shifts.open_shift(session))
    at(hall, 13, 40)
    return session


def at(hall: Hall, hour: int, minute: int, days: int = 0) -> None:
    """It is that time of the day, some days later."""
    now: datetime = hall.clock.at + timedelta(days=days)
    hall.clock.at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)


async def submitted(session: Session, **more: str) -> handover.Submitted:
    """Who is signed in hands the shift over."""
    assert session.who is not None
    found = await handover.submit(session, PINS[session.who.id], **more)
    assert isinstance(found, handover.Submitted), found
    assert found.problem is None
    return found


async def read_all(session: Session) -> int:
    """Who is signed in reads everything; returns how many keys that took."""
    keys = 0
    while (row := handover.reading(session).next) is not None:
        done(await handover.read(session, row.ref))
        keys += 1
    return keys


async def accepted(session: Session, giver: str = DUTY, **more: object) -> None:
    """Who is signed in takes over, with both PINs."""
    assert session.who is not None
    shown = handover.reading(session).shown
    done(
        await handover.accept(
            session,
            shown,
            PINS[session.who.id],
            PINS[giver],
            with_reservations=bool(more.get("with_reservations")),
            no_witness=str(more.get("no_witness", "")),
        )
    )
