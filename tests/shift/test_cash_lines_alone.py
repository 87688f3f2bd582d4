"""When the records of money alone answer their lines, and what such a line waits for (OPN-19.., CLS-05..)."""

from __future__ import annotations

from dutyterm.shift.cash import bags, safe, tills
from dutyterm.shift.cash.valuables import Count
from dutyterm.shift.lists import exceptions
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.lists.rules import Answer, answer
from dutyterm.shift.lists.signing import sheet, sign
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import Mark
from tests.shift.cash_world import BOSS, CLERK, CREW, MANAGER, OTHER, CashWorld
from tests.shift.test_cash_lines import mark
from tests.shift.test_cash_lines_beside import counted
from tests.shift.world import premises

# --- by hand, or by the records alone -------------------------------------------------------------------

STRICT = {"paper_invoices": False, "cash_records": True}


def strict_hall() -> CashWorld:
    world = CashWorld(hall=premises(roster=CREW, flags=STRICT))
    world.start("opening")
    world.start("closing")
    return world


def by_hand(item: str, part: str, field: str, value: Value) -> Answer:
    run = "opening-1" if item.startswith("OPN") else "closing-1"
    return Answer(run, Slot(item, part, field), value, confirmed=True)


def test_a_hall_that_keeps_its_money_on_paper_answers_by_hand() -> None:
    world = strict_hall()
    world.do(answer, by_hand("OPN-20", "01", "counted", 50_000))
    assert mark(world, "OPN-20") is Mark.PROGRESS


def test_from_the_first_money_on_the_records_alone_answer_whatever_was_typed_before() -> None:
    world = strict_hall()
    world.do(answer, by_hand("OPN-20", "01", "counted", 50_000))
    world.reserve()
    refused = world.refused(answer, by_hand("OPN-20", "02", "counted", 50_000))
    assert refused == "by_records"
    assert world.refused(answer, by_hand("CLS-08", "01", "result", "even")) == "by_records"
    world.issue("01", CLERK)
    world.issue("02", OTHER)
    assert mark(world, "OPN-20") is Mark.DONE
    given = world.slot("opening-1", "OPN-20", "counted", "01").given
    assert given is not None  # what was typed is still there to be read


def test_no_signature_goes_into_a_line_that_the_records_answer() -> None:
    world = strict_hall()
    world.reserve()
    slots = ((Slot("OPN-20", "", "signed"), "0" * 64),)
    assert world.refused(sign, "opening-1", slots, MANAGER) == "by_records"
    line = world.view("opening-1").line("OPN-20")
    assert line is not None
    assert not any(view.line.id == "OPN-20" for view, _ in sheet(world.view("opening-1"), "OPN-20"))


def test_such_a_line_can_still_be_put_off_or_overridden() -> None:
    world = strict_hall()
    world.reserve()
    world.issue()
    world.do(exceptions.defer, "closing-1", "CLS-07", "next_opening", "no_power")
    assert mark(world, "CLS-07") is Mark.DEFERRED
    world.do(exceptions.override, "closing-1", "CLS-15", BOSS, "phone", "not_possible")
    assert mark(world, "CLS-15") is Mark.OVERRIDDEN


def test_a_line_that_was_put_off_is_settled_when_the_records_answer_it() -> None:
    world = strict_hall()
    world.reserve()
    world.do(exceptions.defer, "opening-1", "OPN-20", "after_open", "no_time")
    world.issue("01", CLERK)
    assert mark(world, "OPN-20") is Mark.DEFERRED
    world.issue("02", OTHER)
    assert mark(world, "OPN-20") is Mark.DONE


def test_lines_about_valuables_stay_by_hand_until_valuables_are_counted_here() -> None:
    world = strict_hall()
    world.reserve()
    world.do(answer, by_hand("OPN-23", "sim", "difference", 0))
    counted(world, Count("sim", "nano", 120))
    refused = world.refused(answer, by_hand("OPN-23", "device", "difference", 0))
    assert refused == "by_records"


def test_a_hall_that_says_no_answers_by_hand_and_an_old_shift_reads_as_it_did() -> None:
    for flags in ({"cash_records": False}, {}):
        world = CashWorld(hall=premises(roster=CREW, flags=flags))
        world.start("opening")
        world.do(answer, by_hand("OPN-20", "01", "counted", 50_000))
        world.reserve()
        world.do(answer, by_hand("OPN-20", "02", "counted", 50_000))
        world.issue("01", CLERK)
        world.issue("02", OTHER)
        assert mark(world, "OPN-20") is Mark.MARKED


def test_a_day_without_tills_and_a_day_with_fewer_than_planned_are_answered_too() -> None:
    world = strict_hall()
    world.reserve()
    closing = ("CLS-05", "CLS-06", "CLS-07", "CLS-08", "CLS-15", "CLS-16")
    assert {mark(world, item) for item in closing} == {Mark.DONE}
    world.issue("01", CLERK)
    assert mark(world, "CLS-06") is Mark.TODO
    assert mark(world, "CLS-15") is Mark.TODO
    assert mark(world, "OPN-20") is Mark.PROGRESS
    world.forge("shift.doors_opened", {"opened_at": world.now.isoformat(), "limited": [], "defects": []})
    assert mark(world, "OPN-20") is Mark.OFF  # two were planned


def test_a_bag_without_receipt_and_envelopes_at_the_bank_leave_no_line_without_an_answer() -> None:
    world = strict_hall()
    world.reserve()
    world.issue()
    world.do(tills.drop, "01", "D-1", 10_000, world.by(CLERK, MANAGER))
    bag = world.bag_all()
    world.do(bags.move, bag, "courier", world.by(MANAGER, CLERK), "押运员 孙", "J1")
    world.do(safe.hold, "X-1", 10_000, world.by(CLERK, MANAGER))
    assert mark(world, "CLS-20") is Mark.OFF
    morning = world.next_shift()
    morning.start("opening")
    morning.start("closing")
    assert mark(morning, "OPN-25") is Mark.OFF
    morning.do(bags.credit, bag, "H1", morning.now.date(), 10_000)
    assert mark(morning, "OPN-25") is Mark.DONE
    morning.do(safe.hand_in, "X-1", "H-2", morning.by(MANAGER, CLERK))
    assert mark(morning, "CLS-20") is Mark.DONE


def test_that_there_is_no_suspected_note_is_said_by_hand() -> None:
    world = strict_hall()
    world.reserve()
    assert mark(world, "CLS-20") is Mark.TODO
    world.do(answer, by_hand("CLS-20", "", "notes", 0))
    assert mark(world, "CLS-20") is Mark.DONE


def waits(world: CashWorld, item: str) -> str:
    run = "opening-1" if item.startswith("OPN") else "closing-1"
    line = world.view(run).line(item)
    assert line is not None
    assert line.mark in (Mark.TODO, Mark.PROGRESS)
    assert line.records is not None
    assert line.records.waits
    assert line.records.text.en
    return line.records.text.zh


def test_a_line_that_waits_for_the_records_says_what_is_missing() -> None:
    world = strict_hall()
    world.reserve()
    assert waits(world, "OPN-20") == "已领 0 台,计划 2"
    assert waits(world, "OPN-19") == "按 F4 办理"
    world.issue("01", CLERK)
    world.issue("02", OTHER)
    assert waits(world, "CLS-06") == "还差 台席 1、台席 2"
    world.stop("01")
    world.count("01", 80_000)
    assert waits(world, "CLS-06") == "还差 台席 2"
    assert waits(world, "CLS-15") == "台席还没有结清"
    world.report("01", 30_000)
    world.settle("01")
    assert waits(world, "CLS-08") == "还差 台席 2"
    assert waits(world, "CLS-15") == "1 份款没有封包"
    counted(world, Count("sim", "nano", 5, occasion="closing"))
    assert waits(world, "CLS-12") == "还差 终端、配件、礼品、促销品"
    assert waits(world, "CLS-19") == "还差 钥匙、印章、收据、手工单据"


def test_what_was_finished_by_hand_before_the_first_money_stays_finished() -> None:
    world = strict_hall()
    world.do(answer, by_hand("OPN-25", "", "receipt", "on_the_way"))
    world.do(answer, by_hand("OPN-21", "01", "small", 20_000))
    world.do(answer, by_hand("OPN-21", "02", "small", 20_000))
    assert mark(world, "OPN-21") is Mark.DONE
    world.reserve()
    assert mark(world, "OPN-21") is Mark.DONE
    world.issue("01", CLERK)
    world.issue("02", OTHER)
    assert mark(world, "OPN-21") is Mark.OFF  # five notes of 100: the records know better


# --- till by till ---------------------------------------------------------------------------------------


def told(world: CashWorld, item: str) -> list[tuple[str, str, bool, bool]]:
    run = "opening-1" if item.startswith("OPN") else "closing-1"
    line = world.view(run).line(item)
    assert line is not None
    assert line.records is not None
    return [(part.name.en, part.text.en, part.done, part.off) for part in line.records.told]


def test_every_till_that_took_its_float_stands_there_with_it_before_all_did_opn_20() -> None:
    world = strict_hall()
    world.reserve()
    assert told(world, "OPN-20") == []
    world.issue("01", CLERK)
    assert mark(world, "OPN-20") is Mark.PROGRESS
    assert told(world, "OPN-20") == [("till 01", "500.00", True, False)]
    world.issue("02", OTHER, 40_000)
    assert told(world, "OPN-20")[1] == ("till 02", "400.00", True, True), "the float is a fixed sum"


def test_at_the_end_each_till_says_what_is_done_and_never_its_sum_before_it_is_locked_cls_06() -> None:
    world = strict_hall()
    world.reserve()
    for till, person in (("01", CLERK), ("02", OTHER)):
        world.issue(till, person)
        world.stop(till)
    world.count("01", 50_000)
    assert told(world, "CLS-06") == [("till 01", "locked", True, False), ("till 02", "not yet", False, False)]
    assert told(world, "CLS-05") == [
        ("till 01", "not yet", False, False),
        ("till 02", "not yet", False, False),
    ]
    world.report("01", 0)
    world.settle("01")
    assert told(world, "CLS-05")[0] == ("till 01", "reported", True, False)
    assert told(world, "CLS-08")[0] == ("till 01", "even", True, False)
    assert told(world, "CLS-08")[1] == ("till 02", "not yet", False, False)


def test_a_hall_that_answers_by_hand_is_told_nothing_till_by_till() -> None:
    world = CashWorld(hall=premises(roster=CREW, flags={"paper_invoices": False}))
    world.start("opening")
    world.reserve()
    world.issue("01", CLERK)
    world.issue("02", OTHER)
    assert told(world, "OPN-20") == []
