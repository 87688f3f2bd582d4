"""Through the desk: money under way, a report that comes tomorrow, other tenders, the auditor."""

from __future__ import annotations

from dutyterm.desk import lists, people, sealing, setup, shifts
from dutyterm.desk.cash import counting, results, settling, tills, transfers
from dutyterm.desk.session import Session
from dutyterm.hall.demo import DEMO_PEOPLE, demo_profile
from dutyterm.hall.founding import Founding, NewPerson
from dutyterm.model.people import Role
from dutyterm.shift import open_items
from dutyterm.shift.cash.facts import TenderFigures
from dutyterm.shift.cash.prompts import prompts
from dutyterm.shift.cash.results import Report
from dutyterm.shift.cash.state import of, state_of
from dutyterm.shift.lists.rules import Answer
from dutyterm.shift.lists.state import Slot
from tests.desk.kit import CLERK, DUTY, PINS, Hall, done, line_of, refused
from tests.desk.test_cash import TILL, count, issued, proofs, sheet

SECOND = "p3"
AUDITOR = f"p{len(DEMO_PEOPLE) + 1}"


async def in_use(hall: Hall) -> Session:
    """A till of the clerk that takes money."""
    session = await issued(hall)
    done(await tills.begin_closing(session, TILL, closing=False))
    return session


async def locked(hall: Hall, session: Session) -> None:
    typed = sheet(session, y100=8)
    done(await count(hall, session, CLERK, typed))
    done(await count(hall, session, DUTY, typed))
    both = await proofs(hall, session, CLERK, DUTY)
    done(await tills.lock(session, TILL, both, tenders=()))


def waiting(session: Session) -> list[str]:
    """Open items about money; the walk of the opening leaves some of its own."""
    found = open_items.of(session.shift).open()
    return [item.title.zh for item in found if item.sort == "note"]


async def test_a_drop_is_given_and_taken_under_two_pins_at_two_times(hall: Hall) -> None:
    session = await in_use(hall)
    done(await transfers.send_drop(session, TILL, "D-1", 10_000, await proofs(hall, session, CLERK)))
    (ref,) = of(session.shift).transfers
    hall.clock.wait(minutes=9)
    own = await proofs(hall, session, CLERK)
    assert refused(await transfers.confirm(session, ref, 10_000, own)) == "same_person"
    session.who = session.hall.people[CLERK]
    assert refused(await transfers.confirm(session, ref, 10_000, own)) == "same_person"
    done(await transfers.confirm(session, ref, 10_000, await proofs(hall, session, SECOND)))
    assert list(of(session.shift).packets) == ["drop:D-1"]
    await hall.close()
    hall.assert_sound()


async def test_a_till_with_money_under_way_shows_no_grid_until_a_manager_lets_it_pass(hall: Hall) -> None:
    session = await in_use(hall)
    done(await transfers.send_top_up(session, TILL, 500, await proofs(hall, session, SECOND)))
    done(await tills.begin_closing(session, TILL))
    assert refused(counting.begin(session, TILL, DUTY)) == "unconfirmed"
    manager = await proofs(hall, session, DUTY)
    assert refused(await transfers.leave_open(session, TILL, "", manager)) == "reason_needed"
    done(await transfers.leave_open(session, TILL, "库管外出", await proofs(hall, session, DUTY)))
    assert isinstance(counting.begin(session, TILL, DUTY), counting.Grid)
    await hall.close()
    hall.assert_sound()


async def test_money_under_way_survives_a_kill_and_goes_on_into_the_next_shift(hall: Hall) -> None:
    session = await in_use(hall)
    done(await transfers.send_drop(session, TILL, "D-1", 10_000, await proofs(hall, session, CLERK)))
    (ref,) = of(session.shift).transfers
    await hall.kill(session)
    again = await hall.start(DUTY)
    assert list(of(again.shift).transfers) == [ref]
    sealed = await sealing.seal(again, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed), sealed
    hall.clock.wait(hours=1)
    done(await shifts.open_shift(again, seal_code=sealed.code))
    assert list(of(again.shift).transfers) == [ref]
    done(await transfers.confirm(again, ref, 10_000, await proofs(hall, again, SECOND)))
    await hall.close()
    hall.assert_sound()


async def test_a_report_that_could_not_be_had_is_typed_in_on_the_next_day(hall: Hall) -> None:
    session = await issued(hall)
    await locked(hall, session)
    two = await proofs(hall, session, CLERK, DUTY)
    done(await settling.mark_pending(session, TILL, 1, "W-1", "系统中断", two))
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed), sealed
    hall.clock.wait(hours=20)
    done(await shifts.open_shift(session, seal_code=sealed.code))
    assert state_of(of(session.shift), TILL) == "pending"
    assert waiting(session) == ["待扎账: 01台席,封包 W-1,系统恢复后先扎账"]
    both = await proofs(hall, session, CLERK, DUTY)
    done(await tills.issue(session, TILL, CLERK, 50_000, sheet(session, y100=5), both))
    done(await results.enter_expected(session, TILL, 1, Report("R-1", session.clock.now(), 30_000, 0)))
    done(await results.decide_even(session, TILL, 1, await proofs(hall, session, CLERK, DUTY)))
    done(await results.keep(session, TILL, 1, {}, await proofs(hall, session, CLERK, DUTY)))
    assert of(session.shift).packets[f"till:{TILL}#1"].fen == 80_000
    assert waiting(session) == []
    await hall.close()
    hall.assert_sound()


async def test_other_tenders_are_signed_with_the_lock_and_the_report_cannot_change_them(hall: Hall) -> None:
    session = await issued(hall)
    typed = sheet(session, y100=8)
    done(await count(hall, session, CLERK, typed))
    done(await count(hall, session, DUTY, typed))
    slips = (TenderFigures(tender="pos", expected=0, actual=9_000, papers=3),)
    done(await tills.lock(session, TILL, await proofs(hall, session, CLERK, DUTY), tenders=slips))
    told = (TenderFigures(tender="pos", expected=10_000, actual=10_000),)
    report = Report("R-1", session.clock.now(), 30_000, 0, told)
    assert refused(await results.enter_expected(session, TILL, 1, report)) == "actual_locked"
    again = await proofs(hall, session, CLERK, DUTY)
    assert refused(await settling.count_tenders(session, TILL, 1, slips, again)) == "reason_needed"


async def hall_with_auditor(hall: Hall) -> Session:
    """The demo hall with an auditor, a closure paid in."""
    extra = NewPerson("9001", "钱稽", Role.AUDITOR, ())
    staff = (*(NewPerson(p.number, p.name, p.role, p.posts) for p in DEMO_PEOPLE), extra)
    pins = (*(p.pin for p in DEMO_PEOPLE), "640275")
    made = await setup.found_hall(await hall.house(), Founding(demo_profile(), staff, pins))
    assert isinstance(made, setup.NewHall)
    session = made.session
    await people.sign_in(session, DUTY, PINS[DUTY])
    done(await shifts.open_shift(session))
    two = await proofs(hall, session, DUTY, SECOND)
    done(await tills.count_reserve(session, sheet(session, y100=30), two))
    both = await proofs(hall, session, CLERK, DUTY)
    done(await tills.issue(session, TILL, CLERK, 50_000, sheet(session, y100=5), both))
    done(await tills.begin_closing(session, TILL))
    await locked(hall, session)
    done(await results.enter_expected(session, TILL, 1, Report("R-1", session.clock.now(), 30_000, 0)))
    done(await results.decide_even(session, TILL, 1, await proofs(hall, session, CLERK, DUTY)))
    done(await results.keep(session, TILL, 1, {"y100": 5}, await proofs(hall, session, CLERK, DUTY)))
    packets = tuple(of(session.shift).packets)
    done(await results.seal_bag(session, "B-1", "S-1", packets, await proofs(hall, session, DUTY, CLERK)))
    return session


async def test_the_auditor_signs_with_the_own_pin_also_when_signed_in_alone(hall: Hall) -> None:
    PINS[AUDITOR] = "640275"
    session = await hall_with_auditor(hall)
    own = await proofs(hall, session, AUDITOR)
    session.who = session.hall.people[AUDITOR]
    assert refused(await tills.drop(session, TILL, "D-1", 1, own)) == "not_permitted"
    done(await settling.audit(session, TILL, 1, "agrees", "", own))
    assert not of(session.shift).to_audit
    session.who = session.hall.people[CLERK]
    assert refused(await settling.audit(session, TILL, 1, "agrees", "", own)) == "not_permitted"
    await hall.close()
    hall.assert_sound()


async def test_a_new_hall_types_a_line_about_money_by_hand_only_until_it_keeps_money_here(hall: Hall) -> None:
    session = await hall.shift()
    wish = Answer("opening-1", Slot("OPN-20", "01", "counted"), 50_000)
    done(await lists.answer(session, wish))
    two = await proofs(hall, session, DUTY, SECOND)
    done(await tills.count_reserve(session, sheet(session, y100=30), two))
    again = Answer("opening-1", Slot("OPN-20", "02", "counted"), 50_000)
    assert refused(await lists.answer(session, again)) == "by_records"
    assert line_of(session, "OPN-20").by_records


async def test_a_drawer_that_was_looked_at_asks_for_a_drop(hall: Hall) -> None:
    session = await in_use(hall)
    done(await settling.tell_drawer(session, TILL, 600_000))
    assert refused(await settling.tell_drawer(session, TILL, -1)) == "not_an_amount"
    assert [prompt.code for prompt in prompts(session.scene())] == ["drawer"]
