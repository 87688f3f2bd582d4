"""Shifts outside the plan: opened by a note on a card, sealed when the regular shift begins (N31)."""

from __future__ import annotations

from datetime import timedelta

from dutyterm.desk import items, people, shifts
from dutyterm.desk.card_notes import CardNote, CardNotes
from dutyterm.desk.emergencies import Emergencies
from dutyterm.desk.forgotten import seal_left_running
from dutyterm.desk.outcome import NotSaved
from dutyterm.desk.session import Session
from dutyterm.shift import entries, life, open_items
from tests.desk.kit import DUTY, PINS, Hall, done, refused, whole_shift
from tests.shift.world import real_manual


def note(session: Session, text: str) -> CardNote:
    return CardNote("PWR", text, session.clock.now(), None)


def is_outside(session: Session) -> bool:
    return session.outside


async def test_opening_a_shift_seals_the_one_outside_the_plan_and_its_items_go_on(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(None)
    done(await CardNotes().write(session, note(session, "停电")))
    assert session.outside
    await hall.close()
    session = await hall.start()
    done(await items.note(session, "冰箱化霜"))
    done(await shifts.open_shift(session))
    assert is_outside(session) is False
    assert [item.title.zh for item in open_items.of(session.shift).carried()] == ["冰箱化霜"]
    assert len(hall.shift_files()) == 2
    await hall.close()
    hall.assert_sound()


async def test_the_code_that_is_compared_is_that_of_the_slip_before_it_n5(hall: Hall) -> None:
    session, _ = await hall.found()
    await hall.close()
    session = await hall.start()
    code = (await whole_shift(hall, session)).code
    done(await CardNotes().write(session, note(session, "停电")))
    hall.clock.wait(hours=13)
    assert refused(await shifts.open_shift(session)) == "code_needed"
    assert session.outside, "a wish that is refused seals nothing"
    done(await shifts.open_shift(session, seal_code=code))
    opened = life.of(session.shift).opened
    assert opened is not None
    assert (opened.sort, opened.code_check) == ("regular", "matched")
    await hall.close()
    hall.assert_sound()


async def test_after_a_disk_error_at_that_seam_the_shift_is_opened_by_the_next_try(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(DUTY)
    done(await CardNotes().write(session, note(session, "停电")))
    hall.disk.fail_write = lambda path: OSError(5, "Input/output error") if "-x." in path.name else None
    assert isinstance(await shifts.open_shift(session), NotSaved)
    assert session.outside
    hall.disk.fail_write = lambda path: OSError(5, "Input/output error") if "-a." in path.name else None
    assert isinstance(await shifts.open_shift(session), NotSaved)
    hall.disk.fail_write = lambda _: None
    done(await shifts.open_shift(session))
    assert is_outside(session) is False
    await hall.close()
    hall.assert_sound()


async def test_a_note_that_waits_is_written_in_order_before_the_next_one(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(None)
    notes = CardNotes()
    assert isinstance(await notes.write(None, note(session, "一")), NotSaved)
    hall.disk.fail_write = lambda _: OSError(5, "Input/output error")
    assert isinstance(await notes.write(session, note(session, "二")), NotSaved)
    assert [n.text for n in notes.waiting] == ["一", "二"]
    hall.disk.fail_write = lambda _: None
    done(await notes.write(session, note(session, "三")))
    assert notes.waiting == ()
    written = reversed(entries.of(session.shift).newest_first())
    assert [e.text for e in written] == ["一", "二", "三"]


async def test_a_clock_that_was_set_back_does_not_keep_a_note_from_the_disk(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(None)
    notes = CardNotes()
    later = CardNote("PWR", "停电", session.clock.now() + timedelta(hours=1), None)
    done(await notes.write(session, later))
    (entry,) = entries.of(session.shift).newest_first()
    assert entry.occurred_at <= entry.at


async def test_empty_words_are_refused_and_never_wait(hall: Hall) -> None:
    session, _ = await hall.found()
    notes = CardNotes()
    assert refused(await notes.write(session, note(session, "  "))) == "empty"
    assert notes.waiting == ()
    assert not session.has_open_shift


async def stood_down(hall: Hall, session: Session) -> Emergencies:
    """A card with one step was worked by and stood down, with no shift of the plan open."""
    emergencies = Emergencies(real_manual, hall.clock.now)
    done(await emergencies.begin(session, "WATER", hall.clock.now(), "1"))
    view = emergencies.of_card(session, "WATER")
    assert view is not None
    for step in view.needed:
        if step.step.no != "1":
            done(await emergencies.tick(session, view.run.id, step.step.no))
    done(await emergencies.stand_down(session, view.run.id))
    return emergencies


async def test_a_shift_outside_the_plan_is_sealed_by_itself_some_time_after_its_case_is_over(
    hall: Hall,
) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(None)
    emergencies = await stood_down(hall, session)
    assert not await seal_left_running(session)
    assert emergencies.ended(session), "its course can still be read"
    hall.clock.wait(minutes=31)
    assert await seal_left_running(session)
    assert not session.has_open_shift
    assert session.notices == (), "nobody has to do anything about it"
    await hall.close()
    hall.assert_sound()


async def test_one_in_which_a_card_goes_on_or_something_waits_stays_open(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(None)
    emergencies = Emergencies(real_manual, hall.clock.now)
    done(await emergencies.begin(session, "PWR", hall.clock.now(), "1"))
    hall.clock.wait(hours=3)
    assert not await seal_left_running(session)
    run = emergencies.running(session)[0].run.id
    done(await emergencies.withdraw(session, run, "changed"))
    session.drafts.put("unsaved/note/0000/PWR/x/", "wait")
    hall.clock.wait(hours=3)
    assert not await seal_left_running(session)
    session.drafts.drop_all("unsaved/")
    assert await seal_left_running(session)
    await hall.close()
    hall.assert_sound()


async def test_it_is_sealed_at_the_next_start_too(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(None)
    await stood_down(hall, session)
    await hall.close()
    hall.clock.wait(minutes=10)
    session = await hall.start(None)
    assert session.outside, "whoever comes back soon goes on in it"
    await hall.close()
    hall.clock.wait(hours=1)
    session = await hall.start(None)
    assert not session.has_open_shift
    await hall.close()
    hall.assert_sound()


async def test_a_regular_shift_is_never_sealed_so_early(hall: Hall) -> None:
    session = await hall.shift()
    hall.clock.wait(hours=2)
    assert not await seal_left_running(session)
    await hall.close()


async def test_the_slip_before_it_is_still_compared_in_the_morning_n5(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start()
    code = (await whole_shift(hall, session)).code
    people.sign_out(session)
    await stood_down(hall, session)
    hall.clock.wait(hours=12)
    assert await seal_left_running(session)
    assert isinstance(await people.sign_in(session, DUTY, PINS[DUTY]), people.Signed)
    assert refused(await shifts.open_shift(session)) == "code_needed"
    assert refused(await shifts.open_shift(session, seal_code="1" * 15)) == "code_mismatch"
    done(await shifts.open_shift(session, seal_code=code))
    opened = life.of(session.shift).opened
    assert opened is not None
    assert opened.code_check == "matched"
    await hall.close()
    hall.assert_sound()


async def test_a_running_case_is_taken_over_by_the_next_shift_of_the_plan(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(None)
    emergencies = Emergencies(real_manual, hall.clock.now)
    done(await emergencies.begin(session, "PWR", hall.clock.now(), "1"))
    assert isinstance(await people.sign_in(session, DUTY, PINS[DUTY]), people.Signed)
    done(await shifts.open_shift(session))
    assert not session.outside
    assert emergencies.of_card(session, "PWR") is not None
    await hall.close()
    hall.assert_sound()
