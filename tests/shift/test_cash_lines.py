"""Lines that the records of money answer (OPN-19..25, CLS-05..20): green by themselves, and back."""

from __future__ import annotations

from dutyterm.manual.known import RECORDS
from dutyterm.shift.cash import bags, counts, results, safe, tills
from dutyterm.shift.cash.lines import LINES
from dutyterm.shift.lists import exceptions
from dutyterm.shift.lists.rules import Answer, answer
from dutyterm.shift.lists.signing import sign
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import Mark
from dutyterm.shift.register import lines as register
from tests.shift.cash_world import CLERK, MANAGER, OTHER, SECOND, CashWorld, sheet_of


def test_the_manual_may_name_what_the_records_answer_and_nothing_else() -> None:
    assert {*LINES, register.NAME} == RECORDS


def two_tills() -> CashWorld:
    """Reserve counted, both tills issued, and both lists begun."""
    world = CashWorld()
    world.start("opening")
    world.start("closing")
    world.reserve()
    world.issue("01", CLERK)
    world.issue("02", OTHER)
    return world


def mark(world: CashWorld, item: str) -> Mark:
    run = "opening-1" if item.startswith("OPN") else "closing-1"
    return world.marks(run)[item]


def test_floats_issued_answer_their_line_and_it_falls_back_in_the_next_shift() -> None:
    world = CashWorld()
    world.start("opening")
    assert mark(world, "OPN-20") is Mark.TODO
    world.reserve()
    world.issue("01", CLERK)
    assert mark(world, "OPN-20") is Mark.TODO  # two tills are planned
    world.issue("02", OTHER)
    assert mark(world, "OPN-20") is Mark.DONE
    later = CashWorld()
    later.start("opening")
    assert mark(later, "OPN-20") is Mark.TODO


def test_a_float_without_small_change_is_off_the_norm() -> None:
    world = CashWorld()
    world.start("opening")
    world.reserve()
    world.issue("01", CLERK)
    world.issue("02", OTHER)  # five notes of 100
    assert mark(world, "OPN-21") is Mark.OFF


def test_a_seal_that_differs_fails_its_line_and_cash_stays_limited() -> None:
    world = CashWorld()
    world.do(safe.seal_safe, "Z-1", world.by(MANAGER, SECOND))
    morning = world.next_shift()
    morning.start("opening")
    morning.do(safe.check_safe, "Z-2", morning.by(MANAGER, SECOND))
    view = morning.view("opening-1")
    line = view.line("OPN-19")
    assert line is not None
    assert line.failing
    assert line.blocking == "cash"
    assert "cash" in view.limited
    morning.do(safe.check_safe, "Z-1", morning.by(MANAGER, SECOND))
    assert mark(morning, "OPN-19") is Mark.DONE


def test_the_lines_of_closing_turn_green_one_after_another() -> None:
    world = two_tills()
    lines = [f"CLS-{n:02}" for n in (5, 6, 7, 8, 15, 16, 17, 18)]
    assert {mark(world, item) for item in lines} == {Mark.TODO}
    for till in ("01", "02"):
        world.stop(till)
        world.count(till, 80_000)
    assert mark(world, "CLS-06") is Mark.DONE
    for till in ("01", "02"):
        world.report(till, 30_000)
    assert mark(world, "CLS-05") is Mark.DONE
    assert mark(world, "CLS-07") is Mark.DONE
    assert mark(world, "CLS-08") is Mark.TODO
    for till in ("01", "02"):
        world.settle(till)
    assert mark(world, "CLS-08") is Mark.DONE
    bag = world.bag_all()
    assert mark(world, "CLS-15") is Mark.DONE
    assert mark(world, "CLS-16") is Mark.TODO
    world.do(bags.move, bag, "safe", world.by(MANAGER, CLERK))
    world.do(safe.check_overnight)
    world.do(safe.seal_safe, "Z-1", world.by(MANAGER, SECOND))
    assert {mark(world, item) for item in lines} == {Mark.DONE}
    world.do(bags.count_box, "自助机 1", "K1", 4_200, world.by(MANAGER, CLERK))
    assert mark(world, "CLS-15") is Mark.TODO  # more money waits: it falls back


def test_a_difference_makes_its_line_off_and_over_and_short_stand_side_by_side() -> None:
    world = two_tills()
    for till, counted in (("01", 79_900), ("02", 80_100)):
        world.stop(till)
        world.count(till, counted)
        world.report(till, 30_000)
        typed = world.typed(sheet_of(world, counted).pieces)
        holder = world.span(till).person
        world.do(counts.recount, till, holder, typed, world.by(holder, MANAGER))
        wish = results.Decision(cause="change", signed=world.by(holder, MANAGER))
        world.do(results.decide, till, 1, "cash", wish)
    assert mark(world, "CLS-08") is Mark.OFF
    line = world.view("closing-1").line("CLS-08")
    assert line is not None
    assert line.records is not None
    assert line.records.text.zh == "长 1.00 短 1.00"


def test_a_line_answered_by_hand_stays_answered_by_hand() -> None:
    world = CashWorld()
    run = world.start("opening")
    world.do(answer, Answer(run, Slot("OPN-20", "01", "counted"), 50_000))
    world.reserve()
    world.issue("01", CLERK)
    world.issue("02", OTHER)
    assert mark(world, "OPN-20") is Mark.PROGRESS


def test_a_line_answered_by_the_records_stays_with_them_and_nothing_is_typed_over_it() -> None:
    world = two_tills()
    by_hand = Answer("opening-1", Slot("OPN-20", "01", "counted"), 40_000, confirmed=True)
    assert world.refused(answer, by_hand) == "by_records"
    slots = ((Slot("OPN-20", "", "signed"), "0" * 64),)
    assert world.refused(sign, "opening-1", slots, MANAGER) == "by_records"
    assert mark(world, "OPN-20") is Mark.DONE
    assert world.refused(exceptions.take_back, "opening-1", "OPN-20", "slip") == "not_allowed"
    world.stop("01")  # what no record has answered yet is still typed in such a hall
    world.do(answer, Answer("closing-1", Slot("CLS-06", "01", "sheet"), "agree", confirmed=True))
    assert mark(world, "CLS-06") is Mark.PROGRESS


def test_a_line_that_falls_back_can_be_typed_again() -> None:
    world = two_tills()
    for till in ("01", "02"):
        world.stop(till)
        world.count(till, 50_000)
        world.report(till, 0)
        world.settle(till)
    assert mark(world, "CLS-15") is Mark.TODO, "nothing was paid in: no bag, and no record says so here"
    world.do(bags.count_box, "自助机 1", "K1", 4_200, world.by(MANAGER, CLERK))
    world.bag_all()
    line = world.view("closing-1").line("CLS-15")
    assert line is not None
    assert line.by_records
    world.do(bags.count_box, "自助机 2", "K2", 4_200, world.by(MANAGER, CLERK))
    line = world.view("closing-1").line("CLS-15")
    assert line is not None
    assert not line.by_records


def test_the_receipt_of_last_nights_bag_answers_its_line() -> None:
    world = two_tills()
    world.do(tills.drop, "01", "D-1", 10_000, world.by(CLERK, MANAGER))
    bag = world.bag_all()
    world.do(bags.move, bag, "courier", world.by(MANAGER, CLERK), "押运员 孙", "J1")
    morning = world.next_shift()
    morning.start("opening")
    assert mark(morning, "OPN-25") is Mark.TODO
    morning.do(bags.credit, bag, "H1", morning.now.date(), 10_000)
    assert mark(morning, "OPN-25") is Mark.DONE
