"""A shift goes from one manager to the next: submit, read, accept, refuse, recall, decide (e.7, S5-S9)."""

from __future__ import annotations

from dutyterm.desk import handover, items, lists, log
from dutyterm.shift import entries, life
from dutyterm.shift.handover.family import Stage
from tests.desk.handover_kit import (
    SECOND,
    accepted,
    early_shift,
    part,
    read_all,
    sign_in,
    submitted,
)
from tests.desk.kit import DUTY, PINS, Hall, done, kinds, refused

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
