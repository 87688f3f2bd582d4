"""Money through the desk: own PINs, blind drafts that survive a kill, nothing signed for somebody else."""

from __future__ import annotations

from collections.abc import Mapping

from dutyterm.desk.cash import counting, papers, results, tills
from dutyterm.desk.cash.proofs import Proof, prove
from dutyterm.desk.outcome import NotSaved
from dutyterm.desk.printing import Made, Wanted
from dutyterm.desk.session import Session
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash.results import Report
from dutyterm.shift.cash.state import of, state_of
from tests.desk.kit import CLERK, DUTY, PINS, Hall, done, refused

OTHER = "p5"
TILL = "01"


def sheet(session: Session, **pieces: int) -> dict[str, str]:
    """A whole sheet as somebody types it."""
    rows = {row.id: "0" for row in counting.rows(session, TILL)}
    return rows | {id: str(n) for id, n in pieces.items()}


async def proofs(hall: Hall, session: Session, *people: str) -> list[Proof]:
    """Their PINs, one after another."""
    found = []
    for person in people:
        hall.clock.wait(seconds=2)
        proof = await prove(session, person, PINS[person])
        assert isinstance(proof, Proof), proof
        found.append(proof)
    return found


async def issued(hall: Hall) -> Session:
    """A shift in which the clerk has a till with its float, ready to be counted."""
    session = await hall.shift()
    two = await proofs(hall, session, DUTY, "p3")
    done(await tills.count_reserve(session, sheet(session, y100=30), two))
    both = await proofs(hall, session, CLERK, DUTY)
    done(await tills.issue(session, TILL, CLERK, 50_000, sheet(session, y100=5), both))
    done(await tills.begin_closing(session, TILL))
    return session


async def count(hall: Hall, session: Session, person: str, typed: Mapping[str, str]) -> object:
    """One person counts, alone."""
    (proof,) = await proofs(hall, session, person)
    grid = counting.begin(session, TILL, person, proof)
    assert isinstance(grid, counting.Grid), grid
    for row in grid.rows:
        assert counting.take(session, grid, row.id, typed[row.id]) is None
    return await counting.submit(session, grid)


async def test_a_till_is_counted_locked_and_settled_through_the_desk(hall: Hall) -> None:
    session = await issued(hall)
    typed = sheet(session, y100=12)
    done(await count(hall, session, CLERK, typed))
    done(await count(hall, session, DUTY, typed))
    done(await tills.lock(session, TILL, await proofs(hall, session, CLERK, DUTY)))
    report = Report("R-1", session.clock.now(), 70_000, 0)
    done(await results.enter_expected(session, TILL, 1, report))
    done(await results.decide_even(session, TILL, 1, await proofs(hall, session, CLERK, DUTY)))
    done(await results.keep(session, TILL, 1, {"y100": 5}, await proofs(hall, session, CLERK, DUTY)))
    packets = tuple(of(session.shift).packets)
    done(await results.seal_bag(session, "B-1", "S-1", packets, await proofs(hall, session, DUTY, CLERK)))
    assert state_of(of(session.shift), TILL) == "paid"
    assert not session.drafts.keys()
    await hall.close()
    hall.assert_sound()


async def test_a_wrong_pin_signs_nothing_and_is_recorded(hall: Hall) -> None:
    session = await issued(hall)
    before = len(session.records)
    assert refused(await prove(session, CLERK, "000111")) == "wrong_pin"
    assert refused(await prove(session, "p16", PINS["p16"])) == "not_permitted"  # the cleaner
    assert len(session.records) == before
    assert session.hall.failures[CLERK].count == 1


async def test_a_pin_given_long_ago_signs_nothing(hall: Hall) -> None:
    session = await issued(hall)
    old = await proofs(hall, session, CLERK, DUTY)
    hall.clock.wait(minutes=11)
    assert refused(await tills.drop(session, TILL, "D-1", 100, old)) == "prove_again"


async def test_one_persons_pin_twice_is_no_second_person_whoever_is_signed_in(hall: Hall) -> None:
    session = await issued(hall)
    twice = await proofs(hall, session, CLERK, CLERK)
    assert refused(await tills.drop(session, TILL, "D-1", 100, twice)) == "same_person"
    session.who = session.hall.people[CLERK]
    assert refused(await tills.drop(session, TILL, "D-1", 100, twice)) == "same_person"


async def test_the_grid_of_somebody_else_asks_that_persons_own_pin(hall: Hall) -> None:
    session = await issued(hall)
    assert refused(counting.begin(session, TILL, CLERK)) == "prove"  # the duty manager is signed in
    (own,) = await proofs(hall, session, DUTY)
    assert refused(counting.begin(session, TILL, CLERK, own)) == "prove"
    assert isinstance(counting.begin(session, TILL, DUTY), counting.Grid)


async def test_after_a_kill_the_half_filled_grid_is_there_only_after_its_owners_pin(hall: Hall) -> None:
    session = await issued(hall)
    grid = counting.begin(session, TILL, DUTY)
    assert isinstance(grid, counting.Grid)
    assert counting.take(session, grid, "y100", "42") is None
    assert counting.take(session, grid, "y50", "20+3") is None
    assert refused(counting.take(session, grid, "y20", "1e3")) == "not_pieces"
    session.drafts.flush()
    await hall.kill(session)

    again = await hall.start(DUTY)
    assert counting.has_draft(again, TILL, DUTY)
    assert not counting.has_draft(again, TILL, CLERK)
    assert refused(counting.begin(again, TILL, DUTY)) == "prove"  # also for who is signed in
    (proof,) = await proofs(hall, again, DUTY)
    back = counting.begin(again, TILL, DUTY, proof)
    assert isinstance(back, counting.Grid)
    assert back.typed == {"y100": "42", "y50": "20+3"}
    assert not back.full
    (other,) = await proofs(hall, again, CLERK)
    theirs = counting.begin(again, TILL, CLERK, other)
    assert isinstance(theirs, counting.Grid)
    assert theirs.typed == {}


async def test_a_count_that_was_submitted_is_no_draft_any_more(hall: Hall) -> None:
    session = await issued(hall)
    done(await count(hall, session, CLERK, sheet(session, y100=5)))
    assert not counting.has_draft(session, TILL, CLERK)
    assert refused(counting.begin(session, TILL, CLERK)) == "same_person"


async def test_counting_anew_drops_what_was_half_typed(hall: Hall) -> None:
    session = await issued(hall)
    done(await count(hall, session, CLERK, sheet(session, y100=5)))
    (proof,) = await proofs(hall, session, DUTY)
    grid = counting.begin(session, TILL, DUTY, proof)
    assert isinstance(grid, counting.Grid)
    counting.take(session, grid, "y100", "5")
    done(await counting.count_anew(session, TILL, "点错抽屉"))
    assert not session.drafts.keys()


async def test_the_third_count_offers_only_the_rows_that_differ(hall: Hall) -> None:
    session = await issued(hall)
    done(await count(hall, session, CLERK, sheet(session, y100=5, j5=3)))
    done(await count(hall, session, DUTY, sheet(session, y100=5, j5=4)))
    assert [row.id for row in counting.rows(session, TILL)] == ["j5"]
    done(await count(hall, session, CLERK, {"j5": "4"}))
    done(await tills.lock(session, TILL, await proofs(hall, session, CLERK, DUTY)))


async def test_a_count_that_the_disk_did_not_take_stays_a_draft(hall: Hall) -> None:
    session = await issued(hall)
    grid = counting.begin(session, TILL, DUTY)
    assert isinstance(grid, counting.Grid)
    for row in grid.rows:
        counting.take(session, grid, row.id, "1" if row.id.startswith("y") else "0")
    hall.disk.fail_write = lambda path: OSError(5, "I/O error") if path.suffix == ".duty" else None
    assert isinstance(await counting.submit(session, grid), NotSaved)
    assert counting.has_draft(session, TILL, DUTY)
    hall.disk.fail_write = lambda _: None
    done(await counting.submit(session, grid))


async def test_who_may_not_handle_cash_is_told_who_may(hall: Hall) -> None:
    session = await issued(hall)
    session.who = session.hall.people["p8"]  # the greeter
    found = counting.begin(session, TILL, "p8")
    assert isinstance(found, Refusal)
    assert found.code == "not_permitted"
    assert "值班经理" in found.text.zh


async def test_money_goes_on_into_the_next_shift_of_the_day(hall: Hall) -> None:
    from dutyterm.desk import sealing, shifts

    session = await issued(hall)
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed), sealed
    hall.clock.wait(hours=1)
    done(await shifts.open_shift(session, seal_code=sealed.code))
    assert state_of(of(session.shift), TILL) == "closing"
    assert of(session.shift).reserve == 250_000
    done(await count(hall, session, CLERK, sheet(session, y100=5)))
    await hall.close()
    hall.assert_sound()


async def test_a_count_sheet_is_made_after_the_lock_and_its_copies_are_counted(hall: Hall) -> None:
    session = await issued(hall)
    wanted = Wanted("zh")
    assert refused(await papers.make_count(session, wanted, TILL, 1)) == "not_locked"
    typed = sheet(session, y100=5)
    done(await count(hall, session, CLERK, typed))
    done(await count(hall, session, DUTY, typed))
    done(await tills.lock(session, TILL, await proofs(hall, session, CLERK, DUTY)))
    first = await papers.make_count(session, wanted, TILL, 1)
    made = await papers.make_count(session, wanted, TILL, 1)
    assert isinstance(first, Made)
    assert isinstance(made, Made)
    assert (first.copy, made.copy) == (1, 2)
    assert "副本 2" in made.files[0].read_text("utf-8")
    assert refused(await papers.make_deposit(session, wanted, "B-9")) == "unknown_bag"
