"""A week at the desk: a promise of Monday reaches Thursday's manager and leaves when it is kept (N33)."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyterm.desk import handover, items, log, messages, shifts
from dutyterm.desk.session import Session
from dutyterm.shift import board, entries, life, open_items, promises
from dutyterm.shift.handover.family import Stage
from dutyterm.shift.handover.reading import Row
from tests.desk.handover_kit import SECOND, accepted, at, part, read_all, sign_in, submitted
from tests.desk.kit import DUTY, PINS, Hall, done, refused

MONDAY = 3
"""Days from the Friday on which the hall of these tests begins."""

WHO, WHAT = "张先生 13812345678", "回电告知退费结果"


class Week:
    """Two managers who take turns: A early, B late, every day; who was late opens the next morning."""

    def __init__(self, hall: Hall, session: Session) -> None:
        self.hall = hall
        self.session = session
        self.code = ""
        self.lead = DUTY

    @property
    def other(self) -> str:
        return SECOND if self.lead == DUTY else DUTY

    async def morning(self, days: int) -> list[Row]:
        """The other manager opens the next business day; what she reads before the doors."""
        at(self.hall, 7, 50, days)
        self.lead = self.other
        await sign_in(self.session, self.lead)
        done(await shifts.open_shift(self.session, seal_code=self.code))
        return await self.take_over(overnight=True)

    async def take_over(self, *, overnight: bool) -> list[Row]:
        rows = list(handover.reading(self.session).rows)
        await read_all(self.session)
        if part(self.session).stage is Stage.PENDING:
            await accepted(self.session, giver=self.other, no_witness="")
            acceptance = part(self.session).acceptance
            assert acceptance is not None
            assert acceptance.how == ("overnight" if overnight else "in_person")
        assert part(self.session).responsible == self.lead
        return rows

    async def noon(self) -> list[Row]:
        """The early shift is handed over; what the late one reads."""
        at(self.hall, 13, 45)
        await submitted(self.session)
        self.lead = self.other
        await sign_in(self.session, self.lead)
        return await self.take_over(overnight=False)

    async def evening(self) -> None:
        """The late shift is sealed; its code goes on paper."""
        at(self.hall, 18, 40)
        self.code = (await submitted(self.session)).sealed.code

    async def day(self, days: int = 1) -> tuple[list[Row], list[Row]]:
        """A day without events."""
        read = await self.morning(days), await self.noon()
        await self.evening()
        return read


async def begun(hall: Hall) -> Week:
    """The week begins on Monday morning."""
    session, _ = await hall.found()
    at(hall, 7, 50, MONDAY)
    await sign_in(session, DUTY)
    done(await shifts.open_shift(session))
    return Week(hall, session)


def due_on(week: Week, days: int, hour: int) -> datetime:
    now = week.session.clock.now()
    return (now + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)


def promised(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.kind == "promise"]


async def test_a_promise_made_on_monday_reaches_thursdays_managers_until_it_is_kept(hall: Hall) -> None:
    """R2-05, N33: on the board, at the opening and at the handover, whoever is on duty."""
    week = await begun(hall)
    session = week.session
    made = done(await items.promise(session, WHO, WHAT, due_on(week, 3, 15)))
    assert "13812345678" not in str(made.records[0].raw), "masked before it reaches the disk (N30)"
    await week.noon()
    await week.evening()
    for _ in ("Tuesday", "Wednesday"):
        await week.morning(1)
        assert promises.due_today(session.scene()) == (), "its day has not come"
        await week.noon()
        await week.evening()
    read = await week.morning(1)
    (row,) = promised(read)
    assert read[0] == row, "due today comes first"
    assert row.flagged
    (item,) = promises.due_today(session.scene())
    assert item.told[-1] == week.lead, "to have read it is to have been told (R2-05)"
    assert promises.untold(session.scene()) == ()
    assert item in [w.item for w in board.waiting_items(session.scene())]
    (row,) = promised(await week.noon())
    assert row.title.zh.endswith(WHAT)
    (item,) = promises.due_today(session.scene())
    assert week.lead in item.told
    assert refused(await items.close(session, item.ref, "已回电")) == "outcome_needed"
    done(await items.close(session, item.ref, "已回电,客户认可", ending="kept"))
    await week.evening()
    assert promised(await week.morning(1)) == []
    assert promises.due_today(session.scene()) == ()
    await hall.close()
    hall.assert_sound()


async def test_a_promise_that_cannot_be_kept_is_put_off_with_a_reason_or_closed_as_broken(hall: Hall) -> None:
    week = await begun(hall)
    session = week.session
    done(await items.promise(session, WHO, WHAT, due_on(week, 1, 15)))
    (item,) = open_items.of(session.shift).open()
    assert refused(await items.change(session, item.ref, "改期", due=due_on(week, -1, 9))) == "past_due"
    assert refused(await items.change(session, item.ref, "改期")) == "unchanged"
    done(await items.told(session, item.ref, SECOND))
    done(await items.change(session, item.ref, "客户改约", due=due_on(week, 2, 9), owner=SECOND))
    (item,) = open_items.of(session.shift).open()
    assert (item.put_off, item.owner, item.told) == (1, SECOND, ()), "a new day has another manager to tell"
    await week.noon()
    await week.evening()
    await week.day()
    await week.morning(1)
    (item,) = promises.due_today(session.scene())
    assert (item.put_off, item.owner) == (1, SECOND)
    done(await items.close(session, item.ref, "联系不上客户", ending="broken"))
    assert open_items.summary(session.scene())["broken"] == 1
    await hall.close()
    hall.assert_sound()


async def test_no_item_disappears_in_a_week_without_a_record_that_closes_it(hall: Hall) -> None:
    week = await begun(hall)
    session = week.session
    for sort in open_items.BY_HAND:
        done(await items.note(session, f"{sort} 一件", sort=sort))
    known = {item.ref for item in open_items.of(session.shift).open()}
    assert len(known) == 4
    await week.noon()
    await week.evening()
    for _ in range(4):
        read = (await week.day())[0]
        assert {row.ref for row in read if row.sort == "item"} == known
    await week.morning(1)
    gone = min(known)
    done(await items.close(session, gone, "已办"))
    assert {row.ref for row in await week.noon() if row.sort == "item"} == known - {gone}
    await hall.close()
    hall.assert_sound()


async def test_the_message_book_reaches_the_next_manager_and_those_who_must_read(hall: Hall) -> None:
    """S2: a note ends when it was read, with its last day, or when everybody named has read it."""
    week = await begun(hall)
    session = week.session
    today = life.of(session.shift).opened
    assert today is not None
    done(await messages.write(session, "钥匙在保险柜", priority="important"))
    done(await messages.write(session, "本周人手少", until=today.day + timedelta(days=1)))
    done(await messages.write(session, "新公告三号", must_read=(DUTY, SECOND, "p1")))
    assert refused(await messages.write(session, "x", until=today.day - timedelta(days=1))) == "past_due"
    assert refused(await messages.write(session, "x", must_read=("p99",))) == "not_on_roster"
    rows = await week.noon()
    assert [row.title.zh for row in rows][:2] == ["钥匙在保险柜", "新公告三号"], (
        "important and must-read first"
    )
    assert len(rows) == 3
    await week.evening()
    rows = [row for row in await week.morning(1) if row.sort == "message"]
    assert {row.title.zh for row in rows} == {"本周人手少", "新公告三号"}, "the first one was read"
    assert all(row.exempt for row in rows), "she wrote them herself"
    await week.noon()
    await week.evening()
    rows = [row for row in await week.morning(1) if row.sort == "message"]
    assert {row.title.zh for row in rows} == {"新公告三号"}, "it waits for the hall manager"
    await sign_in(session, "p1")
    done(await messages.read(session, rows[0].ref))
    await sign_in(session, week.lead)
    assert [row for row in await week.noon() if row.sort == "message"] == []
    await hall.close()
    hall.assert_sound()


async def test_whoever_was_away_is_told_by_kind_open_things_first_n18(hall: Hall) -> None:
    week = await begun(hall)
    session = week.session
    await week.noon()
    await week.evening()
    await sign_in(session, DUTY)
    at(hall, 7, 50, 1)
    done(await shifts.open_shift(session, seal_code=week.code))
    if part(session).stage is Stage.PENDING:
        await read_all(session)
        await accepted(session, giver=SECOND)
    week.lead = DUTY
    done(await log.write(session, entries.Draft("complaint", "等太久", severity="urgent")))
    done(await log.write(session, entries.Draft("fault", "打印机")))
    done(await items.note(session, "打印机报修", sort="fault"))
    done(await items.promise(session, WHO, WHAT, due_on(week, 0, 17)))
    at(hall, 18, 40)
    week.code = (await submitted(session, then=handover.LATER)).sealed.code
    at(hall, 7, 50, 1)
    done(await shifts.open_shift(session, seal_code=week.code))
    await sign_in(session, SECOND)
    away = await handover.while_away(session)
    assert away is not None
    assert [missed.responsible for missed in away.shifts] == [DUTY]
    assert [item.sort for item in away.open] == ["promise", "fault"], "what is due comes first"
    assert {count.kind: count.n for count in away.counts} == {"complaint": 1, "fault": 1, "urgent": 1}
    assert away.since is not None
    await sign_in(session, DUTY)
    own = await handover.while_away(session)
    assert own is not None
    assert not own.anything


async def test_reading_a_handover_of_fourteen_entries_takes_one_key_each(hall: Hall) -> None:
    """At most two keys an entry."""
    week = await begun(hall)
    for number in range(14):
        done(await log.write(week.session, entries.Draft("fault", f"第 {number} 件")))
    at(hall, 13, 45)
    await submitted(week.session)
    await sign_in(week.session, SECOND)
    assert await read_all(week.session) == 14
    await accepted(week.session, giver=DUTY)
    assert PINS[SECOND]
