"""Which shift is the last of its day: the one that closed the doors, and the first one on a half day."""

from __future__ import annotations

from dutyterm.desk import handover, lists, roster, shifts
from dutyterm.desk.day import today
from dutyterm.model.hours import Span
from dutyterm.shift import life
from dutyterm.shift.day.rows import Stand
from dutyterm.shift.lists.rules import Answer
from dutyterm.shift.lists.state import Slot
from tests.desk.handover_kit import at, early_shift, sign_in, submitted
from tests.desk.kit import DUTY, Hall, done


async def test_no_second_shift_is_opened_once_the_doors_are_closed_for_the_day(hall: Hall) -> None:
    """The first shift stayed to the evening and closed the hall: the next is tomorrow's, with the code."""
    session = await early_shift(hall)
    at(hall, 18, 0)
    assert handover.successor(session) is not None
    done(await lists.start(session, "closing"))
    left = Answer(
        "closing-1", Slot("CLS-02", "", "left_at"), session.clock.now().isoformat("T", "milliseconds")
    )
    done(await lists.answer(session, left))
    assert life.of(session.shift).closed is not None
    assert handover.successor(session) is None
    told = await submitted(session)
    assert told.opened is None
    assert session.shift_ledger is None


async def test_on_a_half_day_nobody_takes_over_and_closing_early_takes_no_reason(hall: Hall) -> None:
    """The late shift is planned for 13:30; that day the hall is shut at noon."""
    session, _ = await hall.found()
    profile = session.hall.profile
    assert profile is not None
    special = {hall.clock.at.date().isoformat(): Span(start="08:30", end="12:00")}
    hours = profile.hours.model_copy(update={"special": special})
    done(await roster.set_profile(session, profile.model_copy(update={"hours": hours})))
    await sign_in(session, DUTY)
    done(await shifts.open_shift(session))
    assert handover.successor(session) is None
    assert {e.stand for e in today(session).entries} & {Stand.OTHER} == set()
    at(hall, 12, 0)
    done(await lists.start(session, "closing"))
    left = Answer(
        "closing-1", Slot("CLS-02", "", "left_at"), session.clock.now().isoformat("T", "milliseconds")
    )
    done(await lists.answer(session, left))
    assert handover.planned_end(session) is None
    assert (await submitted(session)).opened is None
