"""What became of a sealed shift, and what is said of it later: for slips, reports and the log (M8, 3g)."""

from __future__ import annotations

from pathlib import Path

from dutyterm.desk import handover, items, log, shifts
from dutyterm.desk.session import Session
from dutyterm.journal.disk import RealDisk
from dutyterm.review.carried import check_carry
from dutyterm.review.followups import followups
from dutyterm.review.receipt import Receipt, fold_file, lines_at_the_end, receipt_of
from dutyterm.review.shelf import newest
from dutyterm.shift import entries, life, open_items
from dutyterm.shift.handover.family import Stage
from tests.desk.handover_kit import SECOND, accepted, at, early_shift, part, read_all, sign_in, submitted
from tests.desk.kit import CLERK, DUTY, MANAGER, PINS, Hall, done, refused

NOTE = entries.Draft("fault", "叫号机卡纸")


def receipt(session: Session, seal: str) -> Receipt:
    return receipt_of(newest(session.disk, session.layout.shifts), session.disk, seal)


async def test_a_slip_says_not_yet_received_until_somebody_accepted_m8(hall: Hall) -> None:
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    told = await submitted(session)
    found = receipt(session, told.sealed.seal)
    assert (found.stage, found.received, found.giver) == (Stage.PENDING, False, DUTY)
    await sign_in(session, SECOND)
    (row,) = handover.reading(session).rows
    done(await handover.reserve(session, row.ref, "没见到备用机"))
    await accepted(session, with_reservations=True)
    found = receipt(session, told.sealed.seal)
    assert (found.received, found.taker, found.how) == (True, SECOND, "in_person")
    assert [(one.title.zh, one.words) for one in found.reserved] == [(NOTE.text, "没见到备用机")]
    assert found.follows is not None
    assert "-b." in found.follows


async def test_a_refusal_and_the_ruling_stand_on_the_receipt(hall: Hall) -> None:
    session = await early_shift(hall)
    told = await submitted(session)
    await sign_in(session, SECOND)
    done(await handover.refuse(session, PINS[SECOND], "人不够"))
    assert receipt(session, told.sealed.seal).refusals == ((SECOND, "人不够"),)
    done(await handover.decide(session, "take_over", "支援在路上", MANAGER, "phone", PINS[SECOND]))
    found = receipt(session, told.sealed.seal)
    assert (found.taker, found.ruled, found.reason) == (SECOND, True, "支援在路上")


async def test_a_shift_that_no_other_follows_has_no_receipt_yet(hall: Hall) -> None:
    session = await early_shift(hall)
    at(hall, 18, 40)
    told = await submitted(session, then=handover.LATER)
    assert receipt(session, told.sealed.seal) == Receipt(Stage.NONE, None)
    at(hall, 7, 50, days=1)
    done(await shifts.open_shift(session, seal_code=told.sealed.code))
    assert receipt(session, told.sealed.seal).taker == DUTY, "the same person goes on"


async def test_the_three_lines_of_a_sealed_shift_are_those_that_were_handed_over_n26(hall: Hall) -> None:
    session = await early_shift(hall)
    done(await items.note(session, "回单未取"))
    before = [line.text for line in handover.lines(session)]
    closed = session.clock.now()
    await submitted(session)
    path = hall.shift_files()[0]
    after = lines_at_the_end(fold_file(session.disk, path), session.manual, closed)
    assert [line.text for line in after] == before


async def test_an_entry_of_a_sealed_shift_is_added_to_in_the_open_one(hall: Hall) -> None:
    """3(g): after submitting only additions and corrections, linked to the original."""
    session = await early_shift(hall)
    entry = done(await log.write(session, NOTE)).records[0].id
    sealed = hall.shift_files()[0]
    told = await submitted(session)
    assert told.opened == "B"
    await sign_in(session, SECOND)
    await read_all(session)
    await accepted(session)
    ref = f"{sealed.name.removesuffix('.duty')}#{entry}"
    before = sealed.read_bytes()
    done(await log.follow(session, ref, "其实是二号机", "rechecked"))
    assert sealed.read_bytes() == before
    (later,) = entries.of(session.shift).followed[ref]
    assert (later.text, later.reason, later.by) == ("其实是二号机", "rechecked", SECOND)
    done(await log.follow(session, ref, "已修好"))
    shelf = newest(session.disk, session.layout.shifts)
    told_later = followups(shelf, session.disk, ref)
    assert [(one.text, one.reason) for one in told_later] == [("其实是二号机", "rechecked"), ("已修好", None)]
    assert followups(shelf, session.disk, f"{ref}9") == ()
    assert refused(await log.follow(session, ref, "x", "why not")) == "reason_needed"
    for unknown in (f"{ref}9", "nothing#1", "nothing"):
        assert refused(await log.follow(session, unknown, "x")) == "unknown_entry"


async def test_what_only_the_hall_manager_writes_is_followed_by_nobody_else(hall: Hall) -> None:
    session = await early_shift(hall)
    await sign_in(session, MANAGER)
    entry = done(await log.write(session, entries.Draft("discipline", "已谈话"))).records[0].id
    ref = f"{hall.shift_files()[0].name.removesuffix('.duty')}#{entry}"
    await submitted(session)
    await sign_in(session, CLERK)
    assert refused(await log.follow(session, ref, "x")) == "not_permitted"


def spoil(path: Path, at: bytes) -> None:
    data = bytearray(path.read_bytes())
    data[data.index(at)] ^= 1
    path.write_bytes(data)


async def test_a_handover_in_a_damaged_file_goes_on_in_its_continuation(hall: Hall) -> None:
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    done(await items.note(session, "回单未取"))
    await submitted(session)
    await sign_in(session, SECOND)
    assert await read_all(session) == 2
    await hall.close()
    late = hall.shift_files()[1]
    spoil(late, b"open_item.read")
    session = await hall.start(SECOND)
    assert part(session).stage is Stage.PENDING
    assert await read_all(session) == 1, "what cannot be verified is read again"
    await accepted(session)
    at(hall, 18, 40)
    told = await submitted(session)
    await hall.close()
    at(hall, 7, 50, days=1)
    session = await hall.start(DUTY)
    done(await shifts.open_shift(session, seal_code=told.sealed.code))
    assert {i.title.zh for i in open_items.of(session.shift).carried()} == {"回单未取"}
    await hall.close()
    assert {Path(f.file).name for f in hall.verify().findings} == {late.name}
    assert check_carry(hall.shift_files(), RealDisk()) == ()


async def test_a_shift_is_taken_over_although_the_file_of_the_one_before_is_damaged(hall: Hall) -> None:
    """Design 6: every shift file can be read by itself."""
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    await submitted(session)
    await hall.close()
    early = hall.shift_files()[0]
    spoil(early, b"entry.written")
    session = await hall.start(SECOND)
    assert [row.title.zh for row in handover.reading(session).rows] == [NOTE.text]
    await read_all(session)
    await accepted(session)
    await hall.close()
    assert {Path(f.file).name for f in hall.verify().findings} == {early.name}


async def test_a_shift_whose_opening_record_is_lost_is_opened_anew_from_the_one_before(hall: Hall) -> None:
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    await submitted(session)
    done(await log.write(session, NOTE))
    await hall.close()
    late = hall.shift_files()[1]
    spoil(late, b"shift.opened")
    session = await hall.start(SECOND)
    assert part(session).stage is Stage.PENDING
    opened = life.of(session.shift).opened
    assert opened is not None
    assert (opened.code, opened.code_check) == ("B2", "seam")
    assert [row.title.zh for row in handover.reading(session).rows] == [NOTE.text]
    await hall.close()
    assert late.name in {Path(f.file).name for f in hall.verify().findings}
    assert check_carry(hall.shift_files(), RealDisk()) == ()
