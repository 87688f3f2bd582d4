"""A clock that steps back, stands wrong at the start, or is set right by a person (N7, design 4)."""

from __future__ import annotations

from datetime import timedelta

from dutyterm.desk import items, sealing, shifts
from dutyterm.desk.set_clock import set_clock
from dutyterm.shift import life
from tests.desk.kit import DUTY, PINS, START, Hall, done, kinds, notice


async def test_a_step_back_inserts_a_record_by_itself_and_only_one(hall: Hall) -> None:
    session = await hall.shift()
    hall.clock.wait(hours=2)
    done(await items.note(session, "一"))
    hall.clock.wait(hours=-1)
    done(await items.note(session, "二"))
    done(await items.note(session, "三"))
    assert kinds(session)[-4:] == ["open_item.opened", "clock.moved", "open_item.opened", "open_item.opened"]
    ((_, back),) = life.of(session.shift).clock_moves
    assert abs(back - 3_600_000) < 100
    hall.assert_sound()


async def test_a_clock_before_the_last_record_is_asked_about_and_the_answer_holds_after_a_restart(
    hall: Hall,
) -> None:
    """A dead CMOS battery: the PC thinks it is the year 2010."""
    session = await hall.shift()
    await hall.close()
    hall.clock.wait(days=-5900)
    session = await hall.start()
    notice(session, "clock")
    offset = timedelta(days=5900, minutes=3)
    done(await set_clock(session, int(offset / timedelta(milliseconds=1)), confirmed=False))
    assert session.clock.now() > START
    assert "clock" not in [n.kind for n in session.notices]
    done(await items.note(session, "对过时间"))
    assert session.records[-1].at.date() == START.date()
    await hall.close()
    session = await hall.start()
    assert "clock" not in [n.kind for n in session.notices]
    assert session.clock.now().date() == START.date()
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed)
    done(await shifts.open_shift(session, seal_code=sealed.code))
    assert life.of(session.shift).clock_offset_ms == int(offset / timedelta(milliseconds=1))
    await hall.close()
    session = await hall.start()
    assert session.clock.now().date() == START.date()
    hall.assert_sound()


async def test_a_clock_forty_hours_ahead_is_asked_about_before_anything_is_sealed(hall: Hall) -> None:
    session = await hall.shift()
    await hall.close()
    hall.clock.wait(hours=40)
    session = await hall.start()
    notice(session, "clock")
    assert session.has_open_shift
    done(await set_clock(session, -40 * 3_600_000, confirmed=False))
    assert session.has_open_shift
    assert session.clock.now().date() == START.date()
    done(await items.note(session, "时间改回来了"))
    hall.assert_sound()


async def test_between_two_shifts_the_answer_waits_for_the_next_one(hall: Hall) -> None:
    session = await hall.shift()
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed)
    await hall.close()
    hall.clock.wait(days=-4000)
    session = await hall.start(None)
    notice(session, "clock")
    offset = int(timedelta(days=4001) / timedelta(milliseconds=1))
    done(await set_clock(session, offset, confirmed=False))
    assert shifts.propose(session).day.isoformat() == "2026-11-21"
    from dutyterm.desk import people

    assert isinstance(await people.sign_in(session, DUTY, PINS[DUTY]), people.Signed)
    done(await shifts.open_shift(session, seal_code=sealed.code))
    assert "clock.set" in kinds(session)
    assert life.of(session.shift).clock_offset_ms == offset


async def test_an_answer_that_is_not_saved_changes_no_time(hall: Hall) -> None:
    session = await hall.shift()
    hall.disk.fail_write = lambda path: OSError(5, "broken") if path.name.endswith(".duty") else None
    before = session.clock.now()
    await set_clock(session, 86_400_000, confirmed=False)
    assert session.clock.now() - before < timedelta(hours=1)


async def test_a_pc_that_slept_is_told_how_long_it_was_dark(hall: Hall) -> None:
    session = await hall.shift()
    await hall.kill(session)
    hall.clock.wait(minutes=12)
    session = await hall.start()
    _, _, dark = life.of(session.shift).starts[-1]
    assert dark is not None
    assert abs(dark - 12 * 60_000) < 1000
