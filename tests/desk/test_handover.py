"""A shift goes from one manager to the next: submit, read, accept, refuse, recall, decide (e.7, S5-S9)."""

from __future__ import annotations

from dutyterm.desk import forgotten, handover, items, lists, log, people, roster, sealing, shifts
from dutyterm.desk.card_notes import CardNote, CardNotes
from dutyterm.journal.reading import read_bytes
from dutyterm.shift import entries, life, open_items
from dutyterm.shift.handover import standing
from dutyterm.shift.handover.family import Stage
from tests.desk.handover_kit import (
    SECOND,
    accepted,
    at,
    early_shift,
    part,
    read_all,
    sign_in,
    submitted,
)
from tests.desk.kit import CLERK, DUTY, MANAGER, PINS, Hall, done, kinds, notice, refused

NOTE = entries.Draft("fault", "叫号机卡纸两次")


async def test_submitting_seals_the_shift_and_opens_the_next_one_at_once_s5(hall: Hall) -> None:
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    told = await submitted(session)
    assert told.opened == "B"
    opened = life.of(session.shift).opened
    assert opened is not None
    assert (opened.code, opened.code_check, opened.previous) == ("B", "seam", told.sealed.seal)
    assert (part(session).stage, part(session).responsible) == (Stage.PENDING, DUTY)
    assert kinds(session) == ["shift.opened", "program.started"]
    await hall.close()
    hall.assert_sound()


async def test_the_taker_reads_everything_and_both_sign_s6_n16(hall: Hall) -> None:
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    done(await items.note(session, "回单未取"))
    told = await submitted(session)
    await sign_in(session, SECOND)
    assert refused(await lists.start(session, "patrol")) == "not_accepted"
    shown = handover.reading(session).shown
    assert refused(await handover.accept(session, shown, PINS[SECOND], PINS[DUTY])) == "unread"
    assert await read_all(session) == 2, "one key for each of the two"
    assert refused(await handover.accept(session, "0" * 64, PINS[SECOND], PINS[DUTY])) == "shown_changed"
    assert refused(await handover.accept(session, shown, PINS[SECOND], "111222")) == "wrong_pin"
    await accepted(session)
    fact = session.records[-1].fact
    assert fact is not None
    assert (fact.giver, fact.seal, fact.how) == (DUTY, told.sealed.seal, "in_person")  # type: ignore[attr-defined]
    assert part(session).responsible == SECOND
    done(await lists.start(session, "patrol"))
    await hall.close()
    hall.assert_sound()


async def test_the_outgoing_manager_stays_responsible_and_may_write_until_then(hall: Hall) -> None:
    """e.7: until accepted the outgoing manager stays responsible."""
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    await submitted(session)
    done(await log.write(session, entries.Draft("fault", "又卡了一次")))
    done(await items.note(session, "补记一件"))
    await sign_in(session, CLERK)
    done(await log.write(session, entries.Draft("complaint", "营业员照常记")))
    await sign_in(session, SECOND)
    for outcome in (
        await log.write(session, NOTE),
        await items.note(session, "x"),
        await lists.start(session, "patrol"),
        await sealing.seal(session, PINS[SECOND]),
        await handover.submit(session, PINS[SECOND]),
    ):
        assert refused(outcome) == "not_accepted"
    assert part(session).responsible == DUTY


async def test_notes_on_an_emergency_card_need_no_acceptance(hall: Hall) -> None:
    """N31: F9 and its notes work before anybody has taken over."""
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    await submitted(session)
    await sign_in(session, SECOND)
    note = CardNote(session.manual.cards[0].id, "停电", hall.clock.now(), session.who)
    done(await CardNotes().write(session, note))


async def test_accepting_commutes_with_what_is_written_meanwhile(hall: Hall) -> None:
    """S5: what comes after the submission is not part of it, whoever is faster."""
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    await submitted(session)
    await sign_in(session, SECOND)
    await read_all(session)
    shown = handover.reading(session).shown
    await sign_in(session, CLERK)
    done(await log.write(session, entries.Draft("complaint", "刚来的投诉")))
    await sign_in(session, SECOND)
    assert handover.reading(session).shown == shown
    done(await handover.accept(session, shown, PINS[SECOND], PINS[DUTY]))


async def test_reservations_come_back_as_items_until_they_are_settled(hall: Hall) -> None:
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    await submitted(session)
    await sign_in(session, SECOND)
    (row,) = handover.reading(session).rows
    done(await handover.reserve(session, row.ref, "没看到备用机"))
    found = handover.reading(session)
    assert (found.complete, found.reservations) == (True, 1), "to reserve is to have read"
    assert refused(await handover.accept(session, found.shown, PINS[SECOND], PINS[DUTY])) == "reservations"
    await accepted(session, with_reservations=True)
    (item,) = open_items.of(session.shift).open()
    assert "没看到备用机" in item.title.zh
    assert (item.owner, item.source) == (DUTY, row.ref)


async def test_a_recalled_handover_goes_on_in_the_new_shift_and_is_offered_again(hall: Hall) -> None:
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    await submitted(session)
    await sign_in(session, SECOND)
    assert refused(await handover.recall(session)) == "not_yours"
    await sign_in(session, DUTY)
    done(await handover.recall(session, "还有事没办完"))
    assert (part(session).stage, part(session).responsible) == (Stage.RECALLED, DUTY)
    done(await log.write(session, entries.Draft("fault", "收回之后的一条")))
    done(await handover.offer(session, PINS[DUTY]))
    await sign_in(session, SECOND)
    assert [row.title.zh for row in handover.reading(session).rows] == [NOTE.text, "收回之后的一条"]
    await read_all(session)
    await accepted(session)
    assert len(hall.shift_files()) == 2
    await hall.close()
    hall.assert_sound()


async def test_a_refused_handover_reaches_the_hall_manager_who_decides(hall: Hall) -> None:
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    await submitted(session)
    await sign_in(session, SECOND)
    done(await handover.refuse(session, PINS[SECOND], "现金没点清"))
    assert refused(await lists.start(session, "patrol")) == "not_accepted"
    (item,) = open_items.of(session.shift).open()
    assert (item.owner, "现金没点清" in item.title.zh) == (MANAGER, True)
    wish = ("take_over", "先接班,明天点", MANAGER, "on_site")
    assert refused(await handover.decide(session, *wish, PINS[SECOND], "000111")) == "wrong_pin"  # type: ignore[arg-type]
    done(await handover.decide(session, *wish, PINS[SECOND], PINS[MANAGER]))  # type: ignore[arg-type]
    assert part(session).responsible == SECOND
    assert open_items.of(session.shift).open() == ()
    done(await lists.start(session, "patrol"))


async def test_the_hall_manager_decides_by_telephone_that_the_outgoing_one_goes_on(hall: Hall) -> None:
    session = await early_shift(hall)
    await submitted(session)
    await sign_in(session, SECOND)
    done(await handover.refuse(session, PINS[SECOND], "人不够"))
    assert (
        refused(await handover.decide(session, "go_on", "等支援", SECOND, "phone", PINS[SECOND]))
        == "manager_needed"
    )
    done(await handover.decide(session, "go_on", "等支援", MANAGER, "phone", PINS[SECOND]))
    assert (part(session).stage, part(session).responsible) == (Stage.RECALLED, DUTY)


async def test_without_a_witness_it_takes_a_reason_and_is_to_be_countersigned_n15(hall: Hall) -> None:
    session = await early_shift(hall)
    await submitted(session)
    await sign_in(session, SECOND)
    shown = handover.reading(session).shown
    done(await handover.accept(session, shown, PINS[SECOND], no_witness="not_come"))
    (item,) = open_items.of(session.shift).open()
    assert (item.owner, "补签" in item.title.zh) == (MANAGER, True)
    acceptance = part(session).acceptance
    assert acceptance is not None
    assert (acceptance.how, acceptance.reason) == ("no_witness", "not_come")


async def test_nobody_takes_over_from_themselves(hall: Hall) -> None:
    """M9: giver and taker are two people."""
    session = await early_shift(hall)
    await submitted(session)
    shown = handover.reading(session).shown
    assert refused(await handover.accept(session, shown, PINS[DUTY], PINS[DUTY])) == "own_handover"
    assert refused(await handover.refuse(session, PINS[DUTY], "x")) == "own_handover"


async def test_the_last_shift_of_the_day_is_taken_over_at_the_next_opening_with_the_code(hall: Hall) -> None:
    """Overnight: the same reading, one signature, the code from paper (N5)."""
    session = await early_shift(hall)
    await submitted(session)
    await sign_in(session, SECOND)
    await accepted(session)
    done(await log.write(session, NOTE))
    at(hall, 18, 40)
    told = await submitted(session)
    assert told.opened is None
    assert not session.has_open_shift
    at(hall, 7, 50, days=1)
    await sign_in(session, DUTY)
    assert refused(await shifts.open_shift(session, seal_code="1" * 15)) == "code_mismatch"
    old = await _code_of(hall, 0)
    assert refused(await shifts.open_shift(session, seal_code=old)) == "code_mismatch", "an older slip"
    assert refused(await shifts.open_shift(session)) == "code_needed"
    done(await shifts.open_shift(session, seal_code=told.sealed.code))
    assert (part(session).stage, part(session).giver, part(session).overnight) == (
        Stage.PENDING,
        SECOND,
        True,
    )
    assert refused(await lists.start(session, "opening")) == "not_accepted"
    assert await read_all(session) == 1
    done(await handover.accept(session, handover.reading(session).shown, PINS[DUTY]))
    done(await lists.start(session, "opening"))
    await hall.close()
    hall.assert_sound()


async def _code_of(hall: Hall, number: int) -> str:
    from dutyterm.journal.seal import seal_code

    found = read_bytes(hall.shift_files()[number].read_bytes())
    assert found.seal_hash is not None
    return seal_code(found.seal_hash)


async def test_who_sealed_in_the_evening_opens_in_the_morning_without_a_handover(hall: Hall) -> None:
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    at(hall, 18, 40)
    told = await submitted(session, then=handover.LATER)
    at(hall, 7, 50, days=1)
    done(await shifts.open_shift(session, seal_code=told.sealed.code))
    assert (part(session).stage, part(session).responsible) == (Stage.NONE, DUTY)
    done(await lists.start(session, "opening"))


async def test_with_nothing_left_behind_the_next_morning_begins_without_a_handover(hall: Hall) -> None:
    session = await early_shift(hall)
    at(hall, 18, 40)
    told = await submitted(session, then=handover.LATER)
    at(hall, 7, 50, days=1)
    await sign_in(session, SECOND)
    done(await shifts.open_shift(session, seal_code=told.sealed.code))
    assert (part(session).stage, part(session).responsible) == (Stage.NONE, SECOND)


async def test_handing_over_hours_early_takes_a_reason_s8(hall: Hall) -> None:
    session = await early_shift(hall)
    at(hall, 10, 0)
    assert refused(await handover.submit(session, PINS[DUTY])) == "early"
    told = await submitted(session, early_reason="ill")
    assert told.opened == "B"
    await hall.close()
    assert '"early_reason":"ill"' in hall.shift_files()[0].read_text(encoding="utf-8")


async def test_a_forgotten_shift_is_taken_over_like_any_other(hall: Hall) -> None:
    """S8: the program sealed it; whoever comes reads what it left, and nobody else signs."""
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    await hall.close()
    at(hall, 7, 50, days=1)
    session = await hall.start(SECOND)
    done(await shifts.open_shift(session))
    assert (part(session).stage, part(session).giver) == (Stage.PENDING, DUTY)
    assert await read_all(session) == 1
    done(await handover.accept(session, handover.reading(session).shown, PINS[SECOND]))
    await hall.close()
    hall.assert_sound()


async def test_what_nobody_took_over_is_read_by_whoever_comes_next(hall: Hall) -> None:
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    await submitted(session)
    done(await log.write(session, entries.Draft("fault", "没人来接")))
    at(hall, 18, 40)
    told = await submitted(session)
    at(hall, 7, 50, days=1)
    await sign_in(session, SECOND)
    done(await shifts.open_shift(session, seal_code=told.sealed.code))
    assert [row.title.zh for row in handover.reading(session).rows] == [NOTE.text, "没人来接"]
    await hall.close()
    hall.assert_sound()


async def test_what_is_known_to_an_emergency_shift_reaches_the_regular_one(hall: Hall) -> None:
    """N31: an outside shift hands nothing over; what waited goes on waiting."""
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    at(hall, 18, 40)
    told = await submitted(session, then=handover.LATER)
    people.sign_out(session)
    note = CardNote(session.manual.cards[0].id, "夜里漏水", hall.clock.now(), None)
    done(await CardNotes().write(session, note))
    at(hall, 7, 50, days=1)
    await sign_in(session, SECOND)
    done(await shifts.open_shift(session, seal_code=told.sealed.code))
    assert part(session).giver == DUTY
    assert {row.title.zh for row in handover.reading(session).rows} == {NOTE.text, "夜里漏水"}
    await hall.close()
    hall.assert_sound()


async def test_somebody_stands_in_over_lunch_and_hands_back(hall: Hall) -> None:
    session = await early_shift(hall)
    at(hall, 12, 0)
    clerk = await handover.relieve(session, CLERK, "meal", PINS[DUTY], PINS[CLERK])
    assert refused(clerk) == "manager_needed"
    assert refused(await handover.relieve(session, SECOND, "meal", PINS[DUTY], "000111")) == "wrong_pin"
    done(await handover.relieve(session, SECOND, "meal", PINS[DUTY], PINS[SECOND]))
    assert part(session).responsible == SECOND
    assert (
        refused(await handover.relieve(session, MANAGER, "meal", PINS[DUTY], PINS[MANAGER]))
        == "relieved_already"
    )
    await sign_in(session, SECOND)
    done(await log.write(session, NOTE))
    done(await handover.come_back(session, PINS[SECOND], PINS[DUTY]))
    assert (part(session).responsible, part(session).relief) == (DUTY, None)
    assert refused(await handover.come_back(session, PINS[SECOND], PINS[DUTY])) == "no_relief"


async def test_the_hall_manager_stands_in_for_one_who_fell_ill_and_hands_over(hall: Hall) -> None:
    session = await early_shift(hall)
    done(await handover.relieve(session, MANAGER, "ill", PINS[DUTY], PINS[MANAGER]))
    await sign_in(session, MANAGER)
    await submitted(session)
    assert part(session).giver == MANAGER


async def test_a_handover_that_nobody_accepts_is_overdue_after_half_an_hour_s8(hall: Hall) -> None:
    session = await early_shift(hall)
    await submitted(session)
    assert standing.overdue(session.scene()) is None
    hall.clock.wait(minutes=45)
    assert standing.overdue(session.scene()) == 15


async def test_an_entry_that_another_has_read_is_only_corrected_s2_s3(hall: Hall) -> None:
    session = await early_shift(hall)
    entry = done(await log.write(session, NOTE)).records[0].id
    done(await log.edit(session, entry, "叫号机卡纸三次"))
    await sign_in(session, CLERK)
    assert refused(await log.edit(session, entry, "x")) == "not_yours"
    done(await log.read(session, entry))
    await sign_in(session, DUTY)
    assert refused(await log.edit(session, entry, "叫号机好了")) == "locked"
    done(await log.correct(session, entry, "叫号机好了", "changed"))
    known = entries.of(session.shift).by_id[entry]
    assert (known.text, known.struck[0].text, known.edits) == ("叫号机好了", "叫号机卡纸三次", 1)


async def test_a_shift_left_open_on_a_pc_that_runs_on_is_sealed_in_the_night_s8(hall: Hall) -> None:
    session = await early_shift(hall)
    at(hall, 23, 0)
    done(await log.write(session, NOTE))
    assert not await forgotten.seal_left_running(session)
    at(hall, 0, 30, days=1)
    assert not await forgotten.seal_left_running(session), "somebody was at work an hour and a half ago"
    at(hall, 5, 30)
    assert await forgotten.seal_left_running(session)
    assert not session.has_open_shift
    assert "2026-11-20" in notice(session, "forgotten").en
    assert not await forgotten.seal_left_running(session)


async def test_a_hall_sets_its_own_times_of_the_handover_s8(hall: Hall) -> None:
    """Window, time-out and forgotten shift are figures of the hall, like any other limit."""
    session, _ = await hall.found()
    profile = session.hall.profile
    assert profile is not None
    numbers = {
        **profile.numbers,
        "handover_window_min": 300,
        "handover_timeout_min": 5,
        "forgotten_after_min": 60,
    }
    done(await roster.set_profile(session, profile.model_copy(update={"numbers": numbers})))
    await sign_in(session, DUTY)
    done(await shifts.open_shift(session))
    at(hall, 10, 0)
    await submitted(session)
    hall.clock.wait(minutes=7)
    assert standing.overdue(session.scene()) == 2
    at(hall, 19, 30)
    assert await forgotten.seal_left_running(session)
