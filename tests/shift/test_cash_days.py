"""The chain of days (M1, M11): floats, bags, envelopes and unfinished closures go on; the safe is sealed."""

from __future__ import annotations

from datetime import timedelta

from dutyterm.shift import open_items
from dutyterm.shift.cash import bags, counts, results, safe, tills, valuables
from dutyterm.shift.cash.carried import from_carry
from dutyterm.shift.cash.family import blocks, summary
from dutyterm.shift.cash.handing import handed
from dutyterm.shift.cash.sheet import Sheet, made
from dutyterm.shift.cash.state import Cash, state_of
from dutyterm.shift.shift import carry
from tests.shift.cash_world import BOSS, CLERK, MANAGER, OTHER, SECOND, CashWorld, sheet_of
from tests.shift.world import DAY


def closed_day() -> CashWorld:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", 80_000)
    world.report("01", 30_000)
    world.settle()
    world.bag_all()
    return world


def test_the_next_morning_finds_float_reserve_and_bag_where_they_were_left() -> None:
    world = closed_day()
    morning = world.next_shift()
    left = morning.cash.tills["01"].kept
    assert left is not None
    assert left.total == 50_000
    assert morning.cash.reserve == 250_000
    (bag,) = morning.cash.bags.values()
    assert bag.carried
    assert bag.fen == 30_000
    assert state_of(morning.cash, "01") == "idle"
    morning.issue("01")
    assert morning.span().number == 2  # numbers go on without a gap
    assert morning.span().opening_difference == 0
    assert not morning.cash.openings


def test_a_till_in_use_goes_on_in_the_next_shift_of_the_day() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.do(tills.drop, "01", "D-1", 10_000, world.by(CLERK, MANAGER))
    later = world.next_shift()
    assert state_of(later.cash, "01") == "in_use"
    later.stop()
    later.count("01", 90_000)
    later.report("01", 50_000)
    assert later.span().variance("cash") == 0


def test_a_count_that_was_locked_before_the_handover_is_locked_after_it() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", 50_000)
    later = world.next_shift()
    assert later.refused(counts.count, "01", CLERK, later.typed()) == "locked"
    later.report("01", 0)
    later.settle()


def test_closing_twice_gives_the_same_result() -> None:
    world = CashWorld()
    world.reserve()
    for _ in range(2):
        world.issue()
        world.stop()
        world.count("01", 80_000)
        world.report("01", 30_000)
        world.settle()
    first, second = world.cash.tills["01"].spans
    assert first.closure == second.closure


def test_a_number_used_yesterday_is_refused_today() -> None:
    world = closed_day()
    used = world.cash.used[0]
    morning = world.next_shift()
    morning.issue("01")
    drop = tills.drop
    assert morning.refused(drop, "01", used, 100, morning.by(CLERK, MANAGER)) == "number_used"


def test_a_carry_that_cannot_be_read_begins_with_nothing() -> None:
    for broken in (
        None,
        {},
        {"v": 99},
        {"v": 1, "tills": "x"},
        {"v": 1, "reserve": True},
        {"v": 1, "bags": [1]},
    ):
        assert from_carry(broken) == Cash()


def test_a_hall_that_never_counted_carries_nothing() -> None:
    assert "cash" not in carry(CashWorld().shift)
    assert summary(CashWorld().scene) == {}


def test_a_count_under_way_hinders_handing_over_and_an_unsettled_till_leaving() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    assert not blocks(world.scene, "handover")
    assert [b.source for b in blocks(world.scene, "leave")] == ["till:01"]
    world.stop()
    world.do(counts.count, "01", CLERK, world.typed())
    assert [b.source for b in blocks(world.scene, "handover")] == ["till:01"]
    world = closed_day()
    assert not blocks(world.scene, "leave")


def test_money_in_no_bag_hinders_leaving() -> None:
    world = CashWorld()
    world.reserve()
    world.do(bags.count_box, "自助机 1", "K1", 4_200, world.by(MANAGER, CLERK))
    assert [b.source for b in blocks(world.scene, "leave")] == ["bags"]


def test_the_seal_of_the_safe_is_compared_in_the_morning() -> None:
    world = closed_day()
    world.do(safe.seal_safe, "Z-77", world.by(MANAGER, SECOND))
    for seal, matches in (("Z-77", True), ("Z-78", False)):
        morning = world.next_shift()
        morning.do(safe.check_safe, seal, morning.by(MANAGER, SECOND))
        assert morning.cash.safe_checked is not None
        assert morning.cash.safe_checked.matches is matches


def test_cash_above_the_overnight_limit_needs_the_hall_manager_and_a_measure() -> None:
    world = CashWorld()
    world.reserve(2_000_000)
    world.do(safe.check_overnight)
    world.reserve(2_000_010)
    check = safe.check_overnight
    assert world.refused(check) == "above_limit"
    assert world.refused(check, MANAGER, "phone", "加派一人值守") == "above_limit"
    assert world.refused(check, BOSS, "phone", "") == "above_limit"
    world.do(check, BOSS, "phone", "加派一人值守")
    assert world.cash.overnight is not None
    assert (world.cash.overnight.fen, world.cash.overnight.limit) == (2_000_010, 2_000_000)


def test_a_suspected_note_leaves_the_cash_and_becomes_a_short_of_its_till() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    hold = safe.hold
    signed = world.by(CLERK, MANAGER)
    assert world.refused(hold, "X-1", 10_000, signed, "01", "12345") == "not_last4"
    assert world.refused(hold, "X-1", 200, signed, "01") == "unknown_face"
    assert world.refused(hold, "X-1", 10_000, signed[:1], "01") == "two_needed"
    world.do(hold, "X-1", 10_000, signed, "01", "3A45")
    assert not safe.is_pattern(world.scene)
    world.stop()
    world.count("01", 70_000)
    world.report("01", 30_000)
    assert world.span().variance("cash") == -10_000
    morning = world.next_shift()
    assert list(morning.cash.envelopes) == ["X-1"]
    morning.do(safe.hand_in, "X-1", "H-9", morning.by(MANAGER, CLERK))
    assert morning.refused(safe.hand_in, "X-1", "H-9", morning.by(MANAGER, CLERK)) == "handed"
    assert not morning.next_shift(2).cash.envelopes


def test_several_suspected_notes_are_a_pattern() -> None:
    world = CashWorld()
    for n in (1, 2):
        world.do(safe.hold, f"X-{n}", 10_000, world.by(CLERK, MANAGER))
    assert safe.is_pattern(world.scene)
    morning = world.next_shift()
    assert not safe.is_pattern(morning.scene)  # they wait for the bank; nobody brings notes today
    morning.do(safe.hold, "X-3", 10_000, morning.by(CLERK, MANAGER))
    assert not safe.is_pattern(morning.scene)


def test_what_reminds_of_a_suspected_note_is_settled_when_the_bank_has_it() -> None:
    world = CashWorld()
    for n in (1, 2):
        world.do(safe.hold, f"X-{n}", 10_000, world.by(CLERK, MANAGER))
    morning = world.next_shift()
    morning.do(safe.hand_in, "X-1", "H-9", morning.by(MANAGER, CLERK))
    items = open_items.of(morning.shift).by_ref.values()
    assert [(i.title.zh, i.result) for i in items] == [
        ("信封 X-1 交银行,登记回执", "H-9"),
        ("信封 X-2 交银行,登记回执", None),
    ]


def test_a_receipt_of_the_bank_has_its_own_date() -> None:
    morning = closed_day().next_shift()
    (bag,) = morning.cash.bags
    morning.do(bags.move, bag, "courier", morning.by(MANAGER, CLERK), carrier="押运 周", paper="J-1")
    today = morning.now.date()
    for day in (DAY - timedelta(days=1), today + timedelta(days=1)):
        assert morning.refused(bags.credit, bag, "H-1", day, 30_000) == "wrong_day"
    morning.do(bags.credit, bag, "H-1", DAY, 30_000)
    known = morning.cash.bags[bag].credited
    assert known is not None
    assert known.day == DAY


def test_a_manager_is_one_of_the_two_who_sign_a_difference_with_the_bank() -> None:
    world = closed_day()
    (bag,) = world.cash.bags
    world.do(bags.move, bag, "bank", world.by(MANAGER, CLERK), paper="J-1")
    world.do(bags.credit, bag, "H-1", world.now.date(), 29_000)
    assert world.refused(bags.decide_credit, bag, "unknown", "银行点少", world.by(CLERK, OTHER)) == (
        "manager_signs"
    )
    world.do(bags.decide_credit, bag, "unknown", "银行点少", world.by(CLERK, BOSS))


def test_the_summary_tells_differences_with_person_till_and_cause() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", 79_900)
    world.report("01", 30_000)
    typed = world.typed(sheet_of(world, 79_900).pieces)
    world.do(counts.recount, "01", SECOND, typed, world.by(SECOND, CLERK))
    wish = results.Decision(cause="change", signed=world.by(CLERK, MANAGER))
    world.do(results.decide, "01", 1, "cash", wish)
    assert summary(world.scene)["differences"] == [
        {"till": "01", "number": 1, "person": CLERK, "tender": "cash", "fen": -100, "cause": "change"}
    ]


def test_a_forged_record_never_breaks_the_fold() -> None:
    world = closed_day()
    before = world.cash.reserve
    signed = [{"person": "p9", "at": "2026-11-22T08:00:00.000+08:00"}]
    sheet = {"pieces": {}, "total": 0}
    for kind, body in (
        ("cash.count_locked", {"till": "99", "purpose": "closing", "sheet": sheet, "signed": signed}),
        ("cash.count_locked", {"till": "01", "purpose": "closing", "sheet": sheet, "signed": signed}),
        ("cash.float_kept", {"till": "99", "number": 4, "kept": sheet, "pay_in": 1, "signed": signed}),
        ("cash.bag_credited", {"bag": "none", "receipt": "1", "day": "2026-11-22", "fen": 1}),
        ("cash.dropped", {"till": "99", "envelope": "E", "fen": 1, "signed": signed}),
        ("cash.topped_up", {"till": "99", "fen": 1, "signed": signed}),
        ("cash.topped_up", {"till": "01", "fen": True, "signed": signed}),
        ("cash.suspect_handed", {"envelope": "none", "receipt": "1", "signed": signed}),
    ):
        world.forge(kind, body)
    assert world.cash.reserve == before


def test_the_next_manager_accepts_every_place_of_money_by_name() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.do(tills.drop, "01", "D-1", 10_000, world.by(CLERK, MANAGER))
    world.do(safe.hold, "X-1", 10_000, world.by(CLERK, MANAGER), "01")
    found = handed(world.scene)
    assert [one.title.zh for one in found] == [
        "备用金库 2,500.00",
        "台席 1 李娟 备用金 500.00",
        "待封款 台席 1 缴款 D-1 100.00",
        "信封 X-1 疑似或残损 100.00",
    ]
    assert not any(one.carried for one in found)
    assert len({one.ref for one in found}) == len(found)
    later = world.next_shift()
    assert [one.ref for one in handed(later.scene)] == [one.ref for one in found]
    assert all(one.carried for one in handed(later.scene))


def test_what_is_handed_over_never_gives_a_count_away() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.do(counts.count, "01", CLERK, world.typed({"y100": 77}))
    assert not any("7,700" in one.title.zh for one in handed(world.scene))


def test_after_everything_is_banked_only_reserve_and_floats_are_left() -> None:
    world = closed_day()
    (bag,) = world.cash.bags
    world.do(bags.move, bag, "bank", world.by(MANAGER, CLERK), paper="J-1")
    world.do(bags.credit, bag, "H-1", world.now.date(), 30_000)
    assert [one.title.zh for one in handed(world.scene)] == ["备用金库 2,500.00"]


def test_over_a_weekend_the_money_is_compared_with_friday_by_denomination() -> None:
    friday = closed_day()
    friday.reserve(250_000)
    left = friday.cash.tills["01"].kept
    assert left is not None
    monday = friday.next_shift(3)  # two days on which nobody worked lie between
    short = {**left.pieces, "y100": left.pieces["y100"] - 1}
    assert monday.manual.cash is not None
    counted = made(monday.manual.cash, short)
    assert isinstance(counted, Sheet)
    monday.do(tills.issue, "01", CLERK, 0, counted, monday.by(CLERK, MANAGER))
    monday.reserve(249_000)
    till, reserve = monday.cash.openings
    assert (till.till, till.fen, till.rows) == ("01", -10_000, {"y100": -1})
    assert (reserve.till, reserve.fen) == ("reserve", -1_000)
    assert sum(n * fen for row, n in reserve.rows.items() for fen in [face(monday, row)]) == -1_000
    assert monday.span().number == 2
    (bag,) = monday.cash.bags.values()
    assert bag.sealed_at.date() == friday.now.date()


def face(world: CashWorld, row: str) -> int:
    assert world.manual.cash is not None
    found = world.manual.cash.denomination(row)
    assert found is not None
    return found.fen


def test_a_day_without_any_cash_in_between_hands_everything_on() -> None:
    world = closed_day()
    through = world.next_shift(1).next_shift(2).next_shift(5)
    assert through.cash.tills["01"].kept == world.cash.tills["01"].kept
    assert through.cash.reserve == world.cash.reserve
    assert list(through.cash.bags) == list(world.cash.bags)
    assert list(through.cash.to_audit) == ["01#1"]
    through.issue("01")
    assert through.span().number == 2  # no number is left out by days off (M11)


def test_a_till_closed_after_midnight_belongs_to_its_business_day() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.now = world.now.replace(hour=0, minute=20) + timedelta(days=1)
    world.count("01", 74_900)
    world.report("01", 30_000)
    found = results.what_is_asked(world.scene, "01", 1, "cash", "unknown")
    assert isinstance(found, tuple)
    assert found[1].footage_until == DAY + timedelta(days=30)


def test_each_count_of_a_day_has_its_own_result_and_none_covers_another() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    for number, (counted, receipts) in enumerate(((60_000, 10_000), (71_000, 12_000), (80_000, 9_000)), 1):
        world.do(tills.begin_closing, "01", purpose="interim" if number < 3 else "closing")
        world.count("01", counted)
        wish = results.Report(f"R-{number}", world.now, receipts, 0)
        world.do(results.enter_expected, "01", number, wish)
    assert [span.variance("cash") for span in world.cash.tills["01"].spans] == [0, -1_000, 0]
    assert [span.base for span in world.cash.tills["01"].spans] == [50_000, 60_000, 71_000]


def test_what_is_locked_decided_or_kept_twice_is_refused_and_changes_nothing() -> None:
    world = closed_day()
    two = world.by(CLERK, MANAGER)
    before = world.span()
    assert world.refused(counts.lock, "01", two) == "locked"
    assert world.refused(results.decide_even, "01", 1, two) == "nothing_even"
    assert world.refused(results.keep, "01", 1, {"y100": 5}, two) == "kept"
    assert world.span() == before


def test_valuables_and_the_seal_of_the_safe_are_accepted_by_name_too() -> None:
    """They are handed over with the money (e.6, e.7), also by a shift that has not counted them itself."""
    world = CashWorld()
    two = world.by(MANAGER, SECOND)
    world.do(valuables.count, valuables.Count("keys", numbers=("K1", "K2")), two)
    world.do(valuables.count, valuables.Count("sim", "4G", quantity=49, book=50), two)
    world.do(safe.seal_safe, "Z-2", two)
    words = ["有价物、凭证: 钥匙 2、SIM 卡 4G 49", "保险柜封签 Z-2"]
    assert [(one.title.zh, one.flagged, one.carried) for one in handed(world.scene)] == [
        (words[0], True, False),
        (words[1], False, False),
    ]
    morning = world.next_shift()
    assert [(one.title.zh, one.carried) for one in handed(morning.scene)] == [(w, True) for w in words]
    assert [one.ref for one in handed(morning.scene)] == [one.ref for one in handed(world.scene)]
    morning.do(safe.check_safe, "Z-9", morning.by(MANAGER, SECOND))
    told = {one.title.zh: one.flagged for one in handed(morning.scene)}
    assert told["保险柜封签 Z-9"]  # it is not the one that was left
