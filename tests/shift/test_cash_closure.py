"""One till from float to bag (e.2, e.3): the formulas, the order of the steps, who signs."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dutyterm.shift.cash import bags, counts, results, target, tills
from dutyterm.shift.cash.figures import Closure
from dutyterm.shift.cash.sheet import Sheet, made
from dutyterm.shift.cash.state import CASH, state_of
from tests.shift.cash_world import BOSS, CLERK, GUARD, MANAGER, OTHER, SECOND, CashWorld, minutes, sheet_of


def test_the_worked_example_comes_out_to_the_fen() -> None:
    world = CashWorld()
    world.reserve()
    world.issue(fen=50_000)
    world.do(tills.drop, "01", "D-1", 300_000, world.by(CLERK, MANAGER))
    world.stop()
    world.count("01", 558_500)
    world.report("01", 824_000, 15_000)
    closure = world.span().closure
    assert closure is not None
    assert closure.expected == 559_000
    assert closure.variance == -500
    assert closure.takings == 809_000
    world.do(
        counts.recount, "01", CLERK, world.typed(sheet_of(world, 558_500).pieces), world.by(CLERK, MANAGER)
    )
    wish = results.Decision(cause="change", signed=world.by(CLERK, MANAGER))
    world.do(results.decide, "01", 1, CASH, wish)
    world.keep(fen=50_000)
    closure = world.span().closure
    assert closure is not None
    assert closure.pay_in == 808_500 == closure.takings - 500
    assert closure.check
    bag = world.bag_all()
    assert world.cash.bags[bag].fen == 808_500


MONEY = st.integers(0, 10**14)


@given(MONEY, MONEY, MONEY, MONEY, MONEY, MONEY, MONEY)
def test_the_check_line_always_holds(f: int, t: int, r: int, b: int, d: int, c: int, k: int) -> None:
    closure = Closure(float=f, topups=t, receipts=r, refunds=b, drops=d, counted=c, kept=k)
    assert closure.check
    assert closure.variance == closure.counted - closure.expected


def test_a_till_goes_through_its_states() -> None:
    world = CashWorld()
    world.reserve()
    seen = [state_of(world.cash, "01")]
    for step in (
        world.issue,
        world.stop,
        lambda: world.count("01", 150_000),
        lambda: world.report("01", 100_000),
        world.settle,
        world.bag_all,
    ):
        step()
        seen.append(state_of(world.cash, "01"))
    assert seen == ["idle", "in_use", "closing", "closing", "closing", "settled", "paid"]


def test_a_shift_without_any_transaction_can_be_closed() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", 50_000)
    world.report("01", 0)
    world.settle()
    assert world.span().closure is not None
    assert state_of(world.cash, "01") == "paid"  # nothing goes to the bank (M13)
    assert not world.cash.packets


def test_expected_figures_come_after_the_lock_and_never_before() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    wish = results.Report("R1", world.now, 0, 0)
    assert world.refused(results.enter_expected, "01", 1, wish) == "not_locked"
    assert world.span().closure is None
    assert world.span().variance(CASH) is None


def test_several_counts_a_day_each_cover_their_own_span() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.do(tills.begin_closing, "01", purpose="interim")
    for person in (CLERK, MANAGER):
        world.do(counts.count, "01", person, world.typed(sheet_of(world, 120_000).pieces))
    world.do(counts.lock, "01", world.by(CLERK, MANAGER))
    first = world.cash.tills["01"].spans[0]
    wish = results.Report("R1", world.now, 70_000, 0)
    world.do(results.enter_expected, "01", first.number, wish)
    world.do(results.decide_even, "01", 1, world.by(CLERK, MANAGER))
    assert world.span().number == 2
    assert world.span().base == 120_000
    world.stop()
    world.count("01", 150_000)
    world.report("01", 30_000)
    world.settle()
    assert [s.is_decided for s in world.cash.tills["01"].spans] == [True, True]
    assert [s.number for s in world.cash.tills["01"].spans] == [1, 2]  # gapless (M11)


def test_a_till_changes_hands_before_three_people() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    begin = tills.begin_closing
    assert world.refused(begin, "01", purpose="handover") == "three_roles"
    assert world.refused(begin, "01", purpose="handover", to=GUARD) == "three_roles"
    assert world.refused(begin, "01", purpose="handover", to=CLERK) == "same_person"
    world.do(begin, "01", purpose="handover", to=OTHER)
    for person in (CLERK, OTHER):
        world.do(counts.count, "01", person, world.typed(sheet_of(world, 90_000).pieces))
    lock = counts.lock
    assert world.refused(lock, "01", world.by(CLERK, OTHER)) == "three_roles"
    assert world.refused(lock, "01", world.by(CLERK, OTHER), CLERK) == "same_person"
    assert world.refused(lock, "01", world.by(CLERK, OTHER), MANAGER) == "witness_signs"
    world.do(lock, "01", world.by(CLERK, OTHER, MANAGER), MANAGER)
    assert world.span().person == OTHER
    assert world.span().base == 90_000
    assert state_of(world.cash, "01") == "in_use"
    world.do(results.enter_expected, "01", 1, results.Report("R1", world.now, 40_500, 0))
    assert world.cash.tills["01"].spans[0].variance(CASH) == -500


def test_one_person_has_one_till_and_a_till_one_person() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    sheet = sheet_of(world, 50_000)
    assert world.refused(tills.issue, "01", OTHER, 50_000, sheet, world.by(OTHER, MANAGER)) == "in_use"
    assert world.refused(tills.issue, "02", CLERK, 50_000, sheet, world.by(CLERK, MANAGER)) == "has_a_till"


def test_a_till_that_was_paid_is_issued_again_on_the_same_day() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", 80_000)
    world.report("01", 30_000)
    world.settle()
    world.issue(person=OTHER)
    assert world.span().number == 2
    assert world.span().opening_difference == 0
    assert world.cash.reserve == 250_000


def test_an_opening_count_that_differs_is_its_own_record_by_denomination() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", 80_000)
    world.report("01", 30_000)
    world.settle()
    again = world.next_shift()
    left = again.cash.tills["01"].kept
    assert left is not None
    short = dict(left.pieces)
    row = next(id for id, n in short.items() if n)
    short[row] -= 1
    assert again.manual.cash is not None
    counted = made(again.manual.cash, short)
    assert isinstance(counted, Sheet)
    again.do(tills.issue, "01", CLERK, 0, counted, again.by(CLERK, MANAGER))
    (found,) = again.cash.openings
    assert found.till == "01"
    assert found.fen == counted.total - left.total < 0
    assert found.rows == {row: -1}
    assert again.span().base == counted.total  # F is what was counted, not what should be there


def test_the_holder_and_the_manager_sign_whoever_is_signed_in() -> None:
    world = CashWorld()
    world.reserve()
    sheet = sheet_of(world, 50_000)

    def issue(*people: str) -> str:
        return world.refused(tills.issue, "01", CLERK, 50_000, sheet, world.by(*people))

    assert issue(CLERK) == "two_needed"
    assert issue(CLERK, CLERK) == "same_person"
    assert issue(MANAGER, SECOND) == "holder_signs"
    assert issue(CLERK, "p99") == "not_on_roster"
    assert issue(CLERK, GUARD) == "never_cash"
    world.who = None
    assert issue(CLERK, CLERK) == "same_person"


def test_two_pins_within_one_second_are_one_person_at_the_keyboard() -> None:
    world = CashWorld()
    signed = world.by(MANAGER, SECOND)
    hasty = (signed[0], signed[1].model_copy(update={"at": signed[0].at}))
    assert world.refused(tills.count_reserve, sheet_of(world, 300_000), hasty) == "same_second"


def test_more_than_the_reserve_holds_is_not_given_out() -> None:
    world = CashWorld()
    sheet = sheet_of(world, 50_000)
    signed = world.by(CLERK, MANAGER)
    assert world.refused(tills.issue, "01", CLERK, 50_000, sheet, signed) == "reserve_first"
    world.reserve(20_000)
    assert world.refused(tills.issue, "01", CLERK, 50_000, sheet, signed) == "reserve_short"
    world.issue(fen=20_000)
    assert world.refused(tills.top_up, "01", 100, world.by(CLERK, MANAGER)) == "reserve_short"


def test_a_reserve_that_differs_from_the_books_is_a_record_of_its_own() -> None:
    world = CashWorld()
    world.reserve(300_000)
    world.reserve(299_000)
    (found,) = world.cash.openings
    assert (found.till, found.fen) == ("reserve", -1_000)
    assert world.cash.reserve == 299_000


def test_the_drawer_limit_asks_for_a_drop() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    assert tills.over_limit(world.scene, "01", 500_000) == 0
    assert tills.over_limit(world.scene, "01", 500_100) == 100
    assert tills.over_limit(world.scene, "02", 900_000) == 0  # nobody has that till


def test_nothing_moves_in_or_out_of_a_drawer_that_is_being_counted() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.do(counts.count, "01", CLERK, world.typed())
    for rule, more in ((tills.drop, ("D1", 100)), (tills.top_up, (100,)), (tills.exchange, (100,))):
        assert world.refused(rule, "01", *more, world.by(CLERK, MANAGER)) == "counted_already"
    assert world.refused(tills.begin_closing, "01", closing=False) == "counted_already"


def test_a_till_closed_by_mistake_is_opened_again_before_anybody_counts() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.do(tills.begin_closing, "01", closing=False)
    assert state_of(world.cash, "01") == "in_use"


def test_what_stays_in_the_till_is_the_float_in_small_pieces() -> None:
    world = CashWorld()
    rules = world.manual.cash
    assert rules is not None
    counted = made(
        rules, {"y100": 80, "y50": 10, "y20": 5, "y10": 20, "y5": 9, "y1n": 30, "y1c": 7, "j5": 3, "j1": 4}
    )
    assert isinstance(counted, Sheet)
    kept = target.to_keep(counted, rules, 50_000)
    sheet = made(rules, kept)
    assert isinstance(sheet, Sheet)
    assert sheet.total == 50_000
    assert all(n <= counted.pieces[id] for id, n in kept.items())
    assert kept["y100"] == 0
    assert kept["y10"] == 20


@given(st.dictionaries(st.sampled_from(["y100", "y50", "y20", "y10", "y5", "y1n", "j5", "j1"]),
                       st.integers(0, 300)), st.integers(0, 100_000))  # fmt: skip
def test_what_is_kept_is_there_and_never_more_than_the_target(pieces: dict[str, int], goal: int) -> None:
    rules = CashWorld(opened=False).manual.cash
    assert rules is not None
    counted = made(rules, pieces)
    assert isinstance(counted, Sheet)
    kept = made(rules, target.to_keep(counted, rules, goal))
    assert isinstance(kept, Sheet)
    assert kept.total <= goal
    assert all(n <= pieces.get(id, 0) for id, n in kept.pieces.items())
    if counted.total <= goal:
        assert kept.total == counted.total


def test_more_than_was_counted_cannot_be_kept() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", {"y100": 8})
    world.report("01", 30_000)
    world.do(results.decide_even, "01", 1, world.by(CLERK, MANAGER))
    assert world.refused(results.keep, "01", 1, {"y50": 1}, world.by(CLERK, MANAGER)) == "not_there"


def test_an_over_is_paid_in_labelled_and_never_kept() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", 80_500)
    world.report("01", 30_000)
    world.do(
        counts.recount, "01", CLERK, world.typed(sheet_of(world, 80_500).pieces), world.by(CLERK, MANAGER)
    )
    world.do(results.decide, "01", 1, CASH, results.Decision(cause="change", signed=world.by(CLERK, MANAGER)))
    world.keep()
    (packet,) = world.cash.packets.values()
    assert (packet.fen, packet.over) == (30_500, 500)
    bag = world.bag_all()
    assert world.cash.bags[bag].over == 500


def test_a_bag_is_followed_until_the_bank_has_credited_it() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.do(tills.drop, "01", "D-1", 10_000, world.by(CLERK, MANAGER))
    bag = world.bag_all()
    day = world.now.date()
    assert world.refused(bags.credit, bag, "H1", day, 10_000) == "still_here"
    world.do(bags.move, bag, "safe", world.by(MANAGER, CLERK))
    assert world.refused(bags.move, bag, "courier", world.by(MANAGER, CLERK), "", "J1") == "carrier_needed"
    world.do(bags.move, bag, "courier", world.by(MANAGER, CLERK), "押运员 孙", "J1")
    world.do(bags.credit, bag, "H1", day, 9_900)
    assert world.cash.bags[bag].difference == -100
    assert not world.cash.bags[bag].finished
    assert world.refused(bags.decide_credit, bag, "unknown", "", world.by(MANAGER, BOSS)) == "words_needed"
    world.do(bags.decide_credit, bag, "unknown", "银行少计一张,已申诉", world.by(MANAGER, BOSS))
    assert world.cash.bags[bag].finished


def test_a_number_is_used_once_today_and_in_every_earlier_shift() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.do(tills.drop, "01", "D-1", 10_000, world.by(CLERK, MANAGER))
    assert world.refused(tills.drop, "01", "d-1", 10_000, world.by(CLERK, MANAGER)) == "number_used"
    world.do(bags.void_seal, "S-9", "撕破")
    packets = tuple(world.cash.packets)
    signed = world.by(MANAGER, CLERK)
    assert world.refused(bags.seal, "B-1", "S-9", packets, signed) == "number_used"
    assert world.refused(bags.seal, "D-1", "S-1", packets, signed) == "number_used"
    assert world.refused(bags.seal, "B-1", "B-1", packets, signed) == "same_number"
    world.do(bags.seal, "B-1", "S-1", packets, signed)
    later = CashWorld()
    later.past = replace(later.past, numbers=frozenset(world.cash.used))
    later.reserve()
    later.issue()
    assert later.refused(tills.drop, "01", "S-1", 100, later.by(CLERK, MANAGER)) == "number_used"


def test_a_bag_holds_the_sum_of_its_packets_and_each_packet_once() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.do(tills.drop, "01", "D-1", 10_000, world.by(CLERK, MANAGER))
    world.do(bags.count_box, "自助机 1", "K1", 4_200, world.by(MANAGER, GUARD))
    packets = tuple(world.cash.packets)
    signed = world.by(MANAGER, CLERK)
    assert world.refused(bags.seal, "B1", "S1", (packets[0], packets[0]), signed) == "unknown_packet"
    assert world.refused(bags.seal, "B1", "S1", (), signed) == "unknown_packet"
    world.do(bags.seal, "B1", "S1", packets, signed)
    assert world.cash.bags["B1"].fen == 14_200
    assert world.refused(bags.seal, "B2", "S2", packets[:1], signed) == "unknown_packet"


def test_a_report_belongs_to_one_closure_and_cannot_be_printed_in_the_future() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.issue("02", OTHER)
    for till in ("01", "02"):
        world.stop(till)
        world.count(till, 50_000)
    world.do(results.enter_expected, "01", 1, results.Report("R1", world.now, 0, 0))
    enter = results.enter_expected
    assert world.refused(enter, "02", 1, results.Report("R1", world.now, 0, 0)) == "number_used"
    ahead = minutes(world.now, 5)
    assert world.refused(enter, "02", 1, results.Report("R2", ahead, 0, 0)) == "wrong_time"
    assert world.refused(enter, "02", 7, results.Report("R2", world.now, 0, 0)) == "unknown_closure"
    assert world.refused(enter, "01", 1, results.Report("R3", world.now, 5, 0)) == "reason_needed"
