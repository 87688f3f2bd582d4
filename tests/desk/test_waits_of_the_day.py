"""The trend of the day goes on over the handover: the late shift sees what the early one counted (PAT-01)."""

from __future__ import annotations

from datetime import date
from typing import Any

from dutyterm.desk import lists, metrics, shifts
from dutyterm.desk.handover import LATER
from dutyterm.desk.session import Session
from dutyterm.shift.lists import rules
from dutyterm.shift.lists.state import Slot
from tests.desk.handover_kit import SECOND, accepted, at, early_shift, read_all, sign_in, submitted
from tests.desk.kit import Hall, done


async def counted(session: Session, run: str, waiting: int, tills: int, minutes: int | None = None) -> None:
    """A round that counts people and tills, and times one transaction when told."""

    async def put(item: str, field: str, value: Any, part: str = "") -> None:
        done(await lists.answer(session, rules.Answer(run, Slot(item, part, field), value, confirmed=True)))

    done(await lists.start(session, "patrol"))
    if minutes is not None:
        await put("PAT-03", "type", "single", "first")
        await put("PAT-03", "single", minutes, "first")
    await put("PAT-01", "waiting", waiting)
    await put("PAT-01", "open_tills", tills)
    done(await lists.bulk(session, run))


def trend(session: Session) -> list[tuple[str, int, int, int | None]]:
    return [(f"{w.at:%H:%M}", w.waiting, w.open_tills, w.minutes) for w in metrics.waits(session)]


async def test_the_late_shift_sees_the_waits_of_the_early_one_before_its_own(hall: Hall) -> None:
    session = await early_shift(hall)
    at(hall, 10, 0)
    await counted(session, "patrol-1", 4, 2, minutes=3)
    at(hall, 11, 30)
    await counted(session, "patrol-2", 0, 3)
    at(hall, 13, 40)
    early = trend(session)
    assert early == [("10:00", 4, 2, 6), ("11:30", 0, 3, 0)]
    await submitted(session)
    assert trend(session) == early
    await sign_in(session, SECOND)
    await read_all(session)
    await accepted(session)
    at(hall, 15, 0)
    await counted(session, "patrol-1", 6, 2)
    late = [*early, ("15:00", 6, 2, None)]
    assert trend(session) == late, "nobody timed a transaction in this shift: unknown is not nought"
    await hall.kill(session)
    assert trend(await hall.start(SECOND)) == late


async def test_the_next_day_begins_without_the_waits_of_the_day_before(hall: Hall) -> None:
    session = await early_shift(hall)
    at(hall, 10, 0)
    await counted(session, "patrol-1", 4, 2, minutes=3)
    at(hall, 13, 40)
    told = await submitted(session, then=LATER)
    at(hall, 7, 50, days=1)
    await sign_in(session, SECOND)
    done(await shifts.open_shift(session, seal_code=told.sealed.code))
    assert [(wait.day, wait.minutes) for wait in session.scene().past.waits] == [(date(2026, 11, 20), 6)]
    assert trend(session) == []
