"""A hall is founded, opened, walked, sealed and taken over, without a screen."""

from __future__ import annotations

from datetime import timedelta

from dutyterm.desk import items, lists, log, people, sealing, shifts
from dutyterm.journal.disk import RealDisk
from dutyterm.model.refusal import Refusal
from dutyterm.review.carried import check_carry
from dutyterm.shift import entries, life, open_items
from dutyterm.shift.lists import doors, rules, view
from tests.desk.kit import (
    DUTY,
    MANAGER,
    PINS,
    RUN,
    Hall,
    answer,
    done,
    finish,
    kinds,
    line_of,
    notice,
    open_doors,
    refused,
    run_of,
    walk,
    whole_shift,
)


async def test_a_founded_hall_has_its_first_manager_signed_in_and_asks_no_second_wizard(hall: Hall) -> None:
    assert (await hall.house()).state == "new"
    await hall.close()
    session, code = await hall.found()
    assert session.who is not None
    assert session.who.id == MANAGER
    assert len(code.replace("-", "")) == 20
    await hall.close()
    house = await hall.house()
    assert house.state == "ready"
    assert house.session is not None
    assert house.session.who is None
    assert [n.kind for n in house.session.notices] == []
    hall.assert_sound()


async def test_a_normal_opening_is_complete_and_opens_the_doors_with_nothing_limited(hall: Hall) -> None:
    session = await hall.shift()
    await walk(hall, session)
    assert run_of(session).blocking("doors") == ()
    await open_doors(session)
    assert run_of(session).foot is view.Foot.COMPLETE
    opened = life.of(session.shift).doors
    assert opened is not None
    assert opened.limited == opened.defects == ()
    assert kinds(session)[-1] == "run.completed"
    hall.assert_sound()


async def test_what_was_walked_is_there_after_an_orderly_end(hall: Hall) -> None:
    session = await hall.shift()
    await finish(hall, session, "OPN-04")
    before, marks = session.records, {v.line.id: v.mark for v in run_of(session).lines}
    await hall.close()
    session = await hall.start()
    assert session.records[: len(before)] == before
    assert kinds(session)[len(before) :] == ["program.started"]
    assert {v.line.id: v.mark for v in run_of(session).lines} == marks
    assert str(before[-1].id) in notice(session, "resumed").en


async def test_the_doors_stay_shut_while_something_blocks_and_a_manager_opens_them_with_defects(
    hall: Hall,
) -> None:
    """N34: opened with defects by a named hall manager, by phone, with a reason and a PIN."""
    session = await hall.shift()
    now = session.clock.now()
    refusal = await lists.open_doors(session, doors.Opening(RUN, "OPN-34", now))
    assert refused(refusal) == "doors_blocked"
    defects = doors.Opening(RUN, "OPN-34", now, manager=MANAGER, medium="phone", reason="service_first")
    assert refused(await lists.open_doors(session, defects, "000000")) == "wrong_pin"
    assert life.of(session.shift).doors is None
    done(await lists.open_doors(session, defects, PINS[DUTY]))
    opened = life.of(session.shift).doors
    assert opened is not None
    assert "OPN-09" in opened.defects


async def test_an_override_on_site_takes_the_managers_own_pin(hall: Hall) -> None:
    session = await hall.shift()

    async def override(manager_pin: str) -> object:
        return await lists.override(
            session, RUN, "OPN-09", MANAGER, "on_site", "service_first", PINS[DUTY], manager_pin
        )

    assert refused(await override("123123")) == "wrong_pin"
    hall.clock.wait(minutes=5)
    done(await override(PINS[MANAGER]))
    assert line_of(session, "OPN-09").mark is view.Mark.OVERRIDDEN


async def test_an_answer_off_the_norm_is_taken_only_with_its_consequence_shown(hall: Hall) -> None:
    """Law 3 of the screens; L10: the open item comes with the answer, in one write."""
    session = await hall.shift()
    slot = line_of(session, "OPN-08").next_slot
    assert slot is not None
    wish = rules.Answer(RUN, slot.slot, 14)
    assert refused(await lists.answer(session, wish)) == "needs_confirmation"
    count = len(session.records)
    done(await lists.answer(session, rules.Answer(RUN, slot.slot, 14, confirmed=True)))
    assert kinds(session)[count:] == ["item.answered", "open_item.opened"]
    lines = hall.shift_files()[0].read_bytes().splitlines()
    assert b"item.answered" in lines[-1]
    assert b"open_item.opened" in lines[-1]


async def test_the_second_signature_is_another_person_with_her_own_pin(hall: Hall) -> None:
    session = await hall.shift()
    done(await answer(session, "OPN-02"))
    slots = tuple(s.slot for s in line_of(session, "OPN-02").slots if s.spec.kind == "dual")
    done(await lists.sign_first(session, RUN, slots))
    hall.clock.wait(seconds=2)
    assert refused(await lists.sign_second(session, RUN, slots, DUTY, PINS[DUTY])) == "same_person"
    assert refused(await lists.sign_second(session, RUN, slots, "p4", "999111")) == "wrong_pin"
    hall.clock.wait(minutes=1)
    done(await lists.sign_second(session, RUN, slots, "p4", PINS["p4"]))
    assert line_of(session, "OPN-02").mark is view.Mark.DONE


async def test_notes_are_written_added_to_and_corrected_with_the_old_words_kept(hall: Hall) -> None:
    session = await hall.shift()
    category = session.manual.log.categories[0].id
    earlier = session.clock.now() - timedelta(minutes=30)
    written = done(
        await log.write(session, entries.Draft(category, "客户 13812345678 来电", occurred_at=earlier))
    )
    number = written.records[0].id
    done(await log.add(session, number, "已回电"))
    done(await log.correct(session, number, "客户来电,已回", "slip"))
    entry = entries.of(session.shift).by_id[number]
    assert entry.late
    assert entry.struck[0].text == "客户 138****5678 来电"
    assert entry.additions[0].text == "已回电"
    assert "13812345678" not in hall.shift_files()[0].read_text("utf-8")


async def test_open_items_come_back_next_shift_until_they_are_closed_with_a_result(hall: Hall) -> None:
    """L10, S7; what was carried in equals what the shift before carries on, over three shifts."""
    session, _ = await hall.found()
    await people.sign_in(session, DUTY, PINS[DUTY])
    done(await shifts.open_shift(session))
    done(await items.note(session, "报修 叫号机 R-2231"))
    hall.clock.wait(hours=5)
    first = await sealing.seal(session, PINS[DUTY])
    assert isinstance(first, sealing.Sealed)
    done(await shifts.open_shift(session, seal_code=first.code))
    (carried,) = open_items.of(session.shift).carried()
    assert carried.title.zh == "报修 叫号机 R-2231"
    done(await items.read(session, carried.ref))
    done(await items.note(session, "空调不制冷"))
    hall.clock.wait(hours=3)
    second = await sealing.seal(session, PINS[DUTY])
    assert isinstance(second, sealing.Sealed)
    hall.clock.wait(hours=14)
    done(await shifts.open_shift(session, seal_code=second.code))
    assert [i.title.zh for i in open_items.of(session.shift).carried()] == [
        "报修 叫号机 R-2231",
        "空调不制冷",
    ]
    done(await items.close(session, carried.ref, "厂家已修好"))
    third = await sealing.seal(session, PINS[DUTY])
    assert isinstance(third, sealing.Sealed)
    assert [i["title"]["zh"] for i in session.past.previous.carried["open_items"]["items"]] == [  # type: ignore[union-attr,index]
        "空调不制冷"
    ]
    hall.assert_sound()


async def test_lines_of_the_time_without_power_are_left_to_the_next_shift(hall: Hall) -> None:
    """Away lines: sealing defers them, the next shift gets them as items."""
    session = await hall.shift()
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed)
    done(await shifts.open_shift(session, seal_code=sealed.code))
    carried = open_items.of(session.shift).carried()
    assert {i.item for i in carried if i.sort == "away"} == {"OPN-01", "OPN-02", "OPN-03"}
    hall.assert_sound()


async def test_sealing_takes_a_pin_and_nothing_can_be_written_after_it(hall: Hall) -> None:
    session = await hall.shift()
    assert refused(await sealing.seal(session, "111222")) == "wrong_pin"
    hall.clock.wait(minutes=1)
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed)
    assert sealed.signed
    assert not session.has_open_shift
    assert refused(await items.note(session, "晚了")) == "no_shift"
    report = hall.verify()
    assert [f.signature for f in report.files if "shifts" in f.file] == ["valid"]
    assert next(f.code for f in report.files if "shifts" in f.file) == sealed.code


async def test_the_seal_code_is_asked_at_the_next_opening(hall: Hall) -> None:
    """N5: matched; mismatch needs a reason; a lost slip needs a reason; full-width digits will do."""
    session = await hall.shift()
    first = await sealing.seal(session, PINS[DUTY])
    assert isinstance(first, sealing.Sealed)
    needed = shifts.needs_code(session)
    assert needed is not None
    assert needed.code == first.code
    wrong = first.code.translate(str.maketrans("0123456789", "1234567890"))
    assert refused(await shifts.open_shift(session)) == "code_needed"
    assert refused(await shifts.open_shift(session, seal_code=first.code[:9])) == "code_length"
    assert refused(await shifts.open_shift(session, seal_code=wrong)) == "code_mismatch"
    done(await shifts.open_shift(session, seal_code=wrong, mismatch_reason="slip unreadable"))
    assert _check(session.shift) == ("mismatch", "slip unreadable")
    second = await sealing.seal(session, PINS[DUTY])
    assert isinstance(second, sealing.Sealed)
    done(await shifts.open_shift(session, lost_reason="单子丢了"))
    assert _check(session.shift) == ("lost", "单子丢了")
    third = await sealing.seal(session, PINS[DUTY])
    assert isinstance(third, sealing.Sealed)
    wide = third.code.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"})
    done(await shifts.open_shift(session, seal_code=wide))
    assert _check(session.shift) == ("matched", None)


def _check(shift: object) -> tuple[str, str | None]:
    opened = life.of(shift).opened  # type: ignore[arg-type]
    assert opened is not None
    return opened.code_check, opened.code_reason


async def test_a_shift_sealed_by_mistake_is_followed_by_a2_of_the_same_day(hall: Hall) -> None:
    session = await hall.shift()
    first = await sealing.seal(session, PINS[DUTY])
    assert isinstance(first, sealing.Sealed)
    done(await shifts.open_shift(session, code="A", seal_code=first.code))
    opened = life.of(session.shift).opened
    assert opened is not None
    assert opened.code == "A2"
    second = await sealing.seal(session, PINS[DUTY])
    assert isinstance(second, sealing.Sealed)
    done(await shifts.open_shift(session, code="A", seal_code=second.code))
    assert [p.name.split(".")[1] for p in hall.shift_files()] == [
        "2026-11-20-a",
        "2026-11-20-a2",
        "2026-11-20-a3",
    ]
    await hall.close()
    hall.assert_sound()


async def test_the_proposal_is_the_shift_that_fits_the_hour_and_was_not_opened_yet(hall: Hall) -> None:
    session, _ = await hall.found()
    assert [p.code for p in shifts.propose(session).plans] == ["A", "B"]
    assert shifts.propose(session).likely == "A"
    hall.clock.wait(hours=6)
    assert [p.code for p in shifts.propose(session).plans] == ["A", "B"], (
        "a digit always means the same shift"
    )
    assert shifts.propose(session).likely == "B"
    hall.clock.wait(hours=13)  # 02:50 of the next day still belongs to the business day before
    assert shifts.propose(session).day.isoformat() == "2026-11-20"
    hall.clock.wait(hours=4)
    assert shifts.propose(session).day.isoformat() == "2026-11-21"


async def test_something_real_can_be_written_down_without_anybody_signed_in(hall: Hall) -> None:
    """N31: a shift of the sort `outside`, a note from an emergency card with nobody as author."""
    await hall.found()
    await hall.close()
    session = await hall.start(None)
    done(await shifts.open_outside(session))
    card, category = session.manual.cards[0].id, session.manual.log.categories[0].id
    written = done(await log.write(session, entries.Draft(category, "停电", card=card)))
    assert written.records[0].by is None
    assert refused(await log.write(session, entries.Draft(category, "不在卡上"))) == "sign_in"
    opened = life.of(session.shift).opened
    assert opened is not None
    assert opened.sort == "outside"
    await hall.close()
    session = await hall.start()
    assert session.has_open_shift
    assert isinstance(await sealing.seal(session, PINS[DUTY]), sealing.Sealed)
    hall.assert_sound()


async def test_three_shifts_in_a_row_verify_with_what_they_carried(hall: Hall) -> None:
    session, _ = await hall.found()
    await people.sign_in(session, DUTY, PINS[DUTY])
    code = ""
    for _ in range(3):
        code = (await whole_shift(hall, session, code)).code
        await hall.close()
        hall.clock.wait(hours=7)
        session = await hall.start()
    hall.assert_sound()


async def test_a_carry_that_was_changed_is_found_although_every_hash_is_right(hall: Hall) -> None:
    """The meaning behind the bytes: a forged opening record that lost an item."""
    session = await hall.shift()
    done(await items.note(session, "欠客户一次回电"))
    first = await sealing.seal(session, PINS[DUTY])
    assert isinstance(first, sealing.Sealed)
    real = session.past
    previous = real.previous
    assert previous is not None
    object.__setattr__(previous, "carried", {})
    done(await shifts.open_shift(session, seal_code=first.code))
    findings = check_carry(hall.shift_files(), RealDisk())
    assert [f.file for f in findings] == [hall.shift_files()[-1].name]
    assert hall.verify().sound


async def test_a_person_may_do_only_what_the_role_allows(hall: Hall) -> None:
    session = await hall.shift()
    done(await answer(session, "OPN-06"))
    assert isinstance(await people.sign_in(session, "p4", PINS["p4"]), people.Signed)
    assert isinstance(await sealing.seal(session, PINS["p4"]), Refusal)
    people.sign_out(session)
    assert refused(await answer(session, "OPN-07")) == "sign_in"
