"""Lines about what is counted beside the money (OPN-22..24, CLS-09..13, CLS-19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dutyterm.shift import open_items
from dutyterm.shift.cash import bags, counts, settling, tills
from dutyterm.shift.cash.reviews import compare_forms, review_reversals, store_valuables
from dutyterm.shift.cash.valuables import Count, closing_begun, counted_items, occasion
from dutyterm.shift.cash.valuables import count as count_valuable
from dutyterm.shift.lists.view import Mark
from tests.shift.cash_world import CLERK, CREW, MANAGER, OTHER, SECOND, CashWorld
from tests.shift.test_cash_lines import mark, two_tills
from tests.shift.world import CLOSES, OPENS, premises

# --- what is counted beside the money -------------------------------------------------------------------

PAPER = {"paper_invoices": True, "value_cards": True}


def valuables_hall(**flags: bool) -> CashWorld:
    """A hall with paper invoices and value cards; both lists begun."""
    world = CashWorld(hall=premises(roster=CREW, flags={**PAPER, **flags}))
    world.start("opening")
    world.start("closing")
    return world


def counted(world: CashWorld, *wishes: Count) -> None:
    for wish in wishes:
        world.do(count_valuable, wish, world.by(MANAGER, SECOND))


STOCK = (Count("sim", "nano", 120), Count("value_cards", "50", 40, fen=200_000), Count("devices", "P1", 3))
PAPERS = (Count("invoices", first="00000101", last="00000200"), Count("receipts", first="0051", last="0100"))
SEALS = (Count("keys", numbers=("K1", "K2")), Count("seals", numbers=("Z1",)))


def at_night(*wishes: Count) -> tuple[Count, ...]:
    return tuple(replace(wish, occasion="closing") for wish in wishes)


def test_what_is_issued_in_the_morning_answers_its_lines_when_all_of_it_was_counted() -> None:
    world = valuables_hall()
    for item, wishes in (("OPN-22", PAPERS), ("OPN-23", STOCK), ("OPN-24", SEALS)):
        counted(world, *wishes[:-1])
        assert mark(world, item) is Mark.TODO, item
        counted(world, wishes[-1])
        assert mark(world, item) is Mark.DONE, item
    assert {mark(world, item) for item in ("CLS-11", "CLS-12", "CLS-19")} == {Mark.TODO}


def test_what_is_stored_at_night_answers_its_own_lines() -> None:
    world = valuables_hall()
    counted(world, *PAPERS, *STOCK, *SEALS)
    used = (Count("invoices", first="00000101", last="00000140"), Count("receipts", quantity=0))
    counted(world, *at_night(*used))
    assert mark(world, "CLS-11") is Mark.DONE
    counted(world, *at_night(*STOCK))
    assert mark(world, "CLS-12") is Mark.TODO  # the gifts are missing
    counted(world, *at_night(Count("gifts", quantity=12)))
    assert mark(world, "CLS-12") is Mark.DONE
    counted(world, *at_night(*SEALS))
    assert mark(world, "CLS-19") is Mark.TODO  # counted is not locked away
    world.do(store_valuables, world.by(MANAGER, SECOND))
    assert mark(world, "CLS-19") is Mark.DONE


def test_a_number_that_was_skipped_makes_the_line_off_in_the_morning_and_at_night() -> None:
    world = valuables_hall()
    counted(world, *PAPERS)
    used = (Count("invoices", first="00000103", last="00000140"), Count("receipts", quantity=0))
    counted(world, *at_night(*used))
    assert mark(world, "CLS-11") is Mark.OFF
    line = world.view("closing-1").line("CLS-11")
    assert line is not None
    assert line.records is not None
    assert line.records.text.zh == "缺 2 号"
    morning = world.next_shift()
    morning.start("opening")
    counted(morning, Count("invoices", first="00000142", last="00000200"), PAPERS[1])
    assert mark(morning, "OPN-22") is Mark.OFF
    nothing_lost = world.next_shift(2)
    nothing_lost.start("opening")
    counted(nothing_lost, Count("invoices", first="00000141", last="00000200"), PAPERS[1])
    assert mark(nothing_lost, "OPN-22") is Mark.DONE


def test_a_class_of_stock_that_differs_is_limited_alone() -> None:
    world = valuables_hall()
    counted(world, replace(STOCK[0], book=121), *STOCK[1:])
    line = world.view("opening-1").line("OPN-23")
    assert line is not None
    assert line.failing
    assert line.limited_parts == ("sim",)
    counted(world, replace(STOCK[0], quantity=121, book=121))
    assert mark(world, "OPN-23") is Mark.DONE


def test_a_card_that_disappears_overnight_fails_the_morning() -> None:
    world = valuables_hall()
    counted(world, *at_night(*STOCK, Count("gifts", quantity=2)))
    morning = world.next_shift()
    morning.start("opening")
    counted(morning, STOCK[0], replace(STOCK[1], quantity=39), STOCK[2])
    line = morning.view("opening-1").line("OPN-23")
    assert line is not None
    assert line.limited_parts == ("value_card",)


def test_a_type_that_was_there_must_be_counted_again_and_a_nil_frees_it() -> None:
    world = valuables_hall()
    counted(world, *STOCK, Count("sim", "micro", 5))
    counted(world, *at_night(*STOCK, Count("gifts", quantity=0)))
    assert mark(world, "CLS-12") is Mark.TODO  # the micro cards
    counted(world, *at_night(Count("sim", "micro", 0)))
    assert mark(world, "CLS-12") is Mark.DONE
    counted_once = world.next_shift()
    counted_once.start("opening")
    counted(counted_once, *STOCK)
    assert mark(counted_once, "OPN-23") is Mark.DONE


def test_a_key_that_is_gone_makes_both_of_its_lines_wrong() -> None:
    world = valuables_hall()
    counted(world, *SEALS)
    counted(world, *at_night(Count("keys", numbers=("K1",)), SEALS[1], Count("receipts", quantity=0)))
    counted(world, *at_night(Count("invoices", quantity=0), STOCK[1]))
    world.do(store_valuables, world.by(MANAGER, SECOND))
    line = world.view("closing-1").line("CLS-19")
    assert line is not None
    assert line.mark is Mark.OFF
    assert line.blocking == "leave"
    counted(world, Count("keys", numbers=("K1",), occasion="opening"))
    assert mark(world, "OPN-24") is Mark.DONE  # one key less is known by now, and was told at night


def test_a_count_belongs_to_the_morning_or_the_evening_by_doors_and_clock() -> None:
    world = valuables_hall()
    assert occasion(world.scene, "sim/nano") == "opening"
    world.now = CLOSES - timedelta(minutes=61)
    assert occasion(world.scene, "sim/nano") == "opening"  # the doors never opened
    world.now = CLOSES - timedelta(minutes=60)
    assert occasion(world.scene, "sim/nano") == "closing"


def test_what_was_forgotten_in_the_morning_is_still_its_count_until_noon() -> None:
    world = valuables_hall()
    counted(world, *SEALS)
    world.forge("shift.doors_opened", {"opened_at": OPENS.isoformat(), "limited": [], "defects": []})
    world.now = OPENS + timedelta(hours=1)
    assert occasion(world.scene, "keys/") == "between"
    assert occasion(world.scene, "sim/nano") == "opening"
    counted(world, *STOCK)
    assert mark(world, "OPN-23") is Mark.DONE
    world.now = OPENS + timedelta(hours=5)
    assert occasion(world.scene, "gifts/") == "between"


def test_reversals_and_forms_answer_their_lines_and_refunds_nobody_saw_are_off() -> None:
    world = two_tills()
    world.do(review_reversals, 0, (), world.by(MANAGER))
    world.do(compare_forms, 30, 30)
    assert mark(world, "CLS-09") is Mark.DONE
    assert mark(world, "CLS-10") is Mark.DONE
    world.do(compare_forms, 29, 30, "缺一单")
    assert mark(world, "CLS-10") is Mark.OFF
    world.stop()
    world.count("01", 50_000)
    world.report("01", 2_000, 2_000)
    assert mark(world, "CLS-09") is Mark.OFF  # the report has refunds
    world.do(review_reversals, 1, (), world.by(MANAGER))
    assert mark(world, "CLS-09") is Mark.DONE


def test_a_report_to_come_is_off_the_norm_and_does_not_hold_up_the_others() -> None:
    world = two_tills()
    for till in ("01", "02"):
        world.stop(till)
        world.count(till, 50_000)
    world.report("01", 0)
    world.settle("01")
    lines = ("CLS-05", "CLS-07", "CLS-08")
    assert {mark(world, item) for item in lines} == {Mark.TODO}
    world.do(settling.mark_pending, "02", 1, "W-1", "系统中断", world.by(OTHER, MANAGER))
    assert {mark(world, item) for item in lines} == {Mark.OFF}
    world.report("02", 0)
    assert mark(world, "CLS-05") is Mark.DONE
    assert mark(world, "CLS-08") is Mark.TODO


def two_tills_planned() -> CashWorld:
    """The opening list begun; no till is out yet."""
    world = CashWorld()
    world.start("opening")
    return world


def test_a_till_that_began_with_another_float_is_limited_itself() -> None:
    world = two_tills_planned()
    world.reserve()
    world.issue("01", CLERK)
    world.issue("02", OTHER, fen=49_000, added=50_000)
    line = world.view("opening-1").line("OPN-20")
    assert line is not None
    assert line.failing
    assert line.limited_parts == ("02",)


def test_a_count_in_between_changes_nothing_about_the_float_of_the_morning() -> None:
    world = two_tills_planned()
    world.reserve()
    world.issue("01", CLERK)
    world.issue("02", OTHER)
    world.do(tills.begin_closing, "01", purpose="interim")
    world.count("01", 90_000)
    assert mark(world, "OPN-20") is Mark.DONE


def test_counts_that_agreed_only_together_are_off_the_norm() -> None:
    world = two_tills()
    for till in ("01", "02"):
        world.stop(till)
    world.count("01", 50_000)
    for person, pieces in ((OTHER, 5), (MANAGER, 4)):
        world.do(counts.count, "02", person, world.typed({"y100": pieces}))
    world.do(counts.count, "02", OTHER, {"y100": "5"})
    world.do(counts.lock, "02", world.by(OTHER, MANAGER))
    assert mark(world, "CLS-06") is Mark.OFF


def test_a_box_that_differs_from_its_slip_goes_to_the_auditor_and_into_no_till() -> None:
    world = two_tills()
    two = world.by(MANAGER, CLERK)
    assert world.refused(bags.count_box, "自助机 1", "K1", 4_200, two, -1) == "not_an_amount"
    world.do(bags.count_box, "自助机 1", "K1", 4_200, two, 4_200)
    assert mark(world, "CLS-13") is Mark.DONE
    world.do(bags.count_box, "自助机 2", "K2", 4_200, two, 4_700)
    assert mark(world, "CLS-13") is Mark.OFF
    assert [i.title.zh for i in open_items.of(world.shift).open()] == ["自助机 2 钞箱与凭条差 -5.00,报稽核"]


def test_whoever_was_closed_by_others_is_told() -> None:
    world = two_tills()
    world.stop()
    world.count("01", 50_000, MANAGER, SECOND)
    (item,) = open_items.of(world.shift).open()
    assert (item.title.zh, item.owner) == ("台席 1 由别人代结,请本人核对", CLERK)
    world.stop("02")
    world.count("02", 50_000)
    assert len(open_items.of(world.shift).open()) == 1


def test_once_the_closing_list_is_begun_what_the_morning_counted_is_counted_again_cls_19() -> None:
    world = CashWorld()
    counted(world, Count("keys", numbers=("K1",)))
    assert not closing_begun(world.scene)
    assert counted_items(world.scene) == {"keys"}
    world.start("closing")
    assert closing_begun(world.scene)
    assert occasion(world.scene, "keys/") == "opening", "by the clock it is morning still"
    assert counted_items(world.scene) == frozenset()
    counted(world, Count("keys", numbers=("K1",), occasion="closing"))
    assert counted_items(world.scene) == {"keys"}
