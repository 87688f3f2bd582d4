"""Shifts outside the plan: opened by a note on a card, sealed when the regular shift begins (N31)."""

from __future__ import annotations

from datetime import timedelta

from dutyterm.desk import items, shifts
from dutyterm.desk.card_notes import CardNote, CardNotes
from dutyterm.desk.outcome import NotSaved
from dutyterm.desk.session import Session
from dutyterm.shift import entries, life, open_items
from tests.desk.kit import DUTY, Hall, done, refused, whole_shift


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
