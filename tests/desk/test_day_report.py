"""The day report of an evening and of a closed day: what is routine is no exception."""

from __future__ import annotations

from dutyterm.desk import lists, printing, roster, sealing, shifts
from tests.desk.handover_kit import sign_in
from tests.desk.kit import DUTY, PINS, Hall, done
from tests.desk.test_printing import DAY, ZH, made, said


async def test_what_happens_with_the_pc_off_is_no_exception_and_a_closed_day_wants_no_rounds(
    hall: Hall,
) -> None:
    """CLS-32 to 34 are filled in the next morning, every day; nobody walks among customers on a holiday."""
    session, _ = await hall.found()
    profile = session.hall.profile
    assert profile is not None
    hours = profile.hours.model_copy(update={"closed": (DAY,)})
    done(await roster.set_profile(session, profile.model_copy(update={"hours": hours})))
    await sign_in(session, DUTY)
    done(await shifts.open_shift(session))
    done(await lists.start(session, "closing"))
    assert isinstance(await sealing.seal(session, PINS[DUTY]), sealing.Sealed)
    text = said(made(await printing.make_day(session, ZH, DAY)))
    assert "[ 异常 0 ]" in text
    assert "缓办 清场" in text
    assert "away" not in text
    assert "应有" not in text
