"""What the second shift of a day finds, and what a seal code that does not fit leaves behind."""

from __future__ import annotations

from dutyterm.desk import people, sealing, shifts
from dutyterm.shift import life, open_items
from tests.desk.kit import DUTY, MANAGER, PINS, Hall, done, refused, whole_shift

ONE_USE = "864209"


async def test_the_doors_that_the_first_shift_opened_are_open_for_the_second(hall: Hall) -> None:
    """WF-14: the late shift takes over an open hall, it does not open it again."""
    session, _ = await hall.found()
    await people.sign_in(session, DUTY, PINS[DUTY])
    sealed = await whole_shift(hall, session)
    done(await shifts.open_shift(session, code="B", seal_code=sealed.code))
    part = life.of(session.shift)
    assert part.doors_taken_over
    assert part.doors is not None
    second = await sealing.seal(session, PINS[DUTY])
    assert isinstance(second, sealing.Sealed)
    hall.clock.wait(hours=20)
    done(await shifts.open_shift(session, seal_code=second.code))
    assert life.of(session.shift).doors is None, "the next morning begins with closed doors"
    await hall.close()
    hall.assert_sound()


async def test_a_wrong_or_lost_seal_code_stays_an_open_item(hall: Hall) -> None:
    """N5: what was let through at the opening is not forgotten."""
    session, _ = await hall.found()
    await people.sign_in(session, DUTY, PINS[DUTY])
    await whole_shift(hall, session)
    hall.clock.wait(hours=20)
    assert refused(await shifts.open_shift(session, seal_code="1" * 15)) == "code_mismatch"
    done(await shifts.open_shift(session, seal_code="1" * 15, mismatch_reason="抄错"))
    (item,) = [i for i in open_items.of(session.shift).open() if "封存码" in i.title.zh]
    assert "抄错" in item.title.zh
    assert item.opened_by is None


async def test_a_pin_for_one_use_seals_nothing(hall: Hall) -> None:
    """R2: whoever gave it out still knows it."""
    session = await hall.shift()
    await people.sign_in(session, MANAGER, PINS[MANAGER])
    done(await people.reset_pin(session, DUTY, ONE_USE))
    signed = await people.sign_in(session, DUTY, ONE_USE)
    assert isinstance(signed, people.Signed)
    assert signed.must_change_pin, "it opens the door once, to choose one's own"
    assert refused(await sealing.seal(session, ONE_USE)) == "must_change_pin"
