"""Beside the count: other tenders, blind; 待扎账; the drawer limit; the auditor's step; reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dutyterm.model.refusal import Refusal
from dutyterm.shift import open_items
from dutyterm.shift.cash import counts, results, safe, tills
from dutyterm.shift.cash.books import balanced, overnight
from dutyterm.shift.cash.facts import Lacking, TenderFigures
from dutyterm.shift.cash.family import blocks, summary
from dutyterm.shift.cash.handing import handed
from dutyterm.shift.cash.prompts import prompts
from dutyterm.shift.cash.reviews import compare_forms, review_reversals, store_valuables
from dutyterm.shift.cash.settling import audit, count_tenders, mark_pending, tell_drawer
from dutyterm.shift.cash.state import state_of
from dutyterm.shift.cash.steps import till_steps
from dutyterm.shift.cash.valuables import Count, count
from dutyterm.shift.lists.rules import Answer, answer
from dutyterm.shift.lists.state import Slot
from tests.shift.cash_world import AUDITOR, BOSS, CLERK, MANAGER, SECOND, CashWorld
from tests.shift.world import CLOSES


def locked(fen: int = 80_000) -> CashWorld:
    """A till that was counted and locked; no report yet."""
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", fen)
    return world


def actual(tender: str, fen: int, **more: Any) -> TenderFigures:
    return TenderFigures(tender=tender, expected=0, actual=fen, **more)


def expected(tender: str, fen: int) -> TenderFigures:
    return TenderFigures(tender=tender, expected=fen, actual=0)


def report(world: CashWorld, *tenders: TenderFigures) -> results.Report:
    return results.Report("R-1", world.now, 30_000, 0, tenders)


def waiting(world: CashWorld) -> list[str]:
    return [item.title.zh for item in open_items.of(world.shift).open()]


# --- other tenders ---------------------------------------------------------------------------------


def test_other_tenders_are_counted_before_anybody_sees_what_is_expected() -> None:
    world = locked()
    enter = results.enter_expected
    assert world.refused(enter, "01", 1, report(world, expected("pos", 10_000))) == "tenders_first"
    slips = actual("pos", 9_000, papers=3, missing=1, note="批次 88")
    world.do(count_tenders, "01", 1, (slips,), world.by(CLERK, MANAGER))
    assert world.span().variance("pos") is None  # nothing is told before the report is in
    typed_again = TenderFigures(tender="pos", expected=10_000, actual=10_000)
    assert world.refused(enter, "01", 1, report(world, typed_again)) == "actual_locked"
    world.do(enter, "01", 1, report(world, expected("pos", 10_000)))
    assert world.span().variance("pos") == -1_000
    settled = world.span().expected
    assert settled is not None
    assert settled.tenders == (
        TenderFigures(tender="pos", expected=10_000, actual=9_000, papers=3, missing=1, note="批次 88"),
    )


def test_after_the_report_nobody_counts_other_tenders_again() -> None:
    world = locked()
    world.do(results.enter_expected, "01", 1, report(world))
    wish = (count_tenders, "01", 1, (actual("pos", 1),), world.by(CLERK, MANAGER))
    assert world.refused(*wish) == "expected_in"


def test_what_only_one_side_has_is_a_difference_too() -> None:
    world = locked()
    world.do(count_tenders, "01", 1, (actual("qr", 700),), world.by(CLERK, MANAGER))
    world.do(results.enter_expected, "01", 1, report(world, expected("pos", 500)))
    assert {t: world.span().variance(t) for t in world.span().tenders} == {"cash": 0, "pos": -500, "qr": 700}


def test_one_pair_of_pins_signs_the_lock_and_the_other_tenders() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    for person in (CLERK, MANAGER):
        world.do(counts.count, "01", person, world.typed({"y100": 8}))
    signed = world.by(CLERK, MANAGER)
    assert world.refused(counts.lock, "01", signed, None, (actual("gold", 1),)) == "unknown_tender"
    done = world.do(counts.lock, "01", signed, None, (actual("pos", 500),))
    assert [record.kind for record in done] == ["cash.tenders_counted", "cash.count_locked"]
    assert world.span().actuals is not None


@pytest.mark.parametrize(
    ("tenders", "code"),
    [
        ((actual("gold", 1),), "unknown_tender"),
        ((actual("pos", 1), actual("pos", 2)), "unknown_tender"),
        ((actual("pos", -1),), "not_an_amount"),
        ((actual("pos", 10**15),), "not_an_amount"),
        ((actual("pos", 1, papers=-1),), "not_an_amount"),
        ((expected("pos", 5),), "blind"),
    ],
    ids=range(6),
)
def test_other_tenders_that_are_none_are_refused_without_any_write(
    tenders: tuple[TenderFigures, ...], code: str
) -> None:
    world = locked()
    assert world.refused(count_tenders, "01", 1, tenders, world.by(CLERK, MANAGER)) == code


def test_papers_change_hands_between_two_and_a_second_count_gives_a_reason() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    signed = world.by(CLERK, MANAGER)
    assert world.refused(count_tenders, "01", 1, (), signed) == "still_open"
    world.stop()
    assert world.refused(count_tenders, "01", 1, (), signed[:1]) == "two_needed"
    assert world.refused(count_tenders, "01", 1, (), world.by(CLERK, CLERK)) == "same_person"
    assert world.refused(count_tenders, "01", 7, (), signed) == "unknown_closure"
    world.do(count_tenders, "01", 1, (), signed)
    assert world.refused(count_tenders, "01", 1, (), signed) == "reason_needed"
    world.do(count_tenders, "01", 1, (actual("pos", 5),), signed, "漏了一张")


# --- 待扎账 ------------------------------------------------------------------------------------------


def test_a_report_that_cannot_be_had_leaves_the_till_sealed_apart_until_it_comes() -> None:
    world = locked()
    world.do(mark_pending, "01", 1, "W-1", "系统中断", world.by(CLERK, MANAGER))
    assert state_of(world.cash, "01") == "pending"
    assert waiting(world) == ["待扎账: 台席 1,封包 W-1,系统恢复后先扎账"]
    assert not blocks(world.scene, "leave")  # named and sealed: nobody stays all night for it
    assert [p.code for p in prompts(world.scene)] == ["pending"]
    morning = world.next_shift()
    assert state_of(morning.cash, "01") == "pending"
    (one,) = (thing for thing in handed(morning.scene) if "W-1" in thing.title.zh)
    assert one.flagged
    assert morning.refused(counts.count, "01", CLERK, morning.typed()) == "locked"
    morning.report("01", 30_500)
    assert morning.span().variance("cash") == -500
    assert waiting(morning) == []
    assert state_of(morning.cash, "01") == "closing"


def test_a_till_that_waits_is_issued_again_and_all_of_its_old_money_is_paid_in() -> None:
    world = locked()
    world.do(mark_pending, "01", 1, "W-1", "系统中断", world.by(CLERK, MANAGER))
    morning = world.next_shift()
    assert [step.step for step in till_steps(morning.cash, morning.cash.tills["01"])] == ["expected", "issue"]
    morning.issue("01", CLERK)
    assert morning.span().number == 2
    assert balanced(morning.cash)
    assert overnight(morning.cash) == 80_000 + 300_000 - 50_000
    morning.do(results.enter_expected, "01", 1, report(morning))
    morning.do(results.decide_even, "01", 1, morning.by(CLERK, MANAGER))
    assert results.float_goal(morning.scene, "01", 1) == 0
    assert results.float_goal(morning.scene, "01", 2) == 50_000
    assert morning.refused(results.keep, "01", 1, {"y100": 5}, morning.by(CLERK, MANAGER)) == "issued_again"
    morning.do(results.keep, "01", 1, {}, morning.by(CLERK, MANAGER))
    assert morning.cash.packets["till:01#1"].fen == 80_000
    assert morning.span().base == 50_000  # the new float is untouched
    assert morning.cash.tills["01"].kept is None
    assert balanced(morning.cash)


@pytest.mark.parametrize(
    ("pouch", "reason", "people", "code"),
    [
        ("W-1", "", (CLERK, MANAGER), "reason_needed"),
        ("", "断", (CLERK, MANAGER), "empty"),
        ("W 1!", "断", (CLERK, MANAGER), "not_a_number"),
        ("W-1", "断", (CLERK,), "two_needed"),
        ("W-1", "断", (CLERK, CLERK), "same_person"),
    ],
    ids=range(5),
)
def test_marking_it_takes_a_reason_a_pouch_and_two(
    pouch: str, reason: str, people: tuple[str, ...], code: str
) -> None:
    world = locked()
    assert world.refused(mark_pending, "01", 1, pouch, reason, world.by(*people)) == code


def test_only_a_locked_closing_without_a_report_can_wait() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    two = world.by(CLERK, MANAGER)
    assert world.refused(mark_pending, "01", 1, "W-1", "断", two) == "not_locked"
    assert world.refused(mark_pending, "01", 9, "W-1", "断", two) == "unknown_closure"
    world.stop()
    world.count("01", 50_000)
    world.do(mark_pending, "01", 1, "W-1", "断", two)
    assert world.refused(mark_pending, "01", 1, "W-2", "断", two) == "pending"
    world.report("01", 0)
    assert world.refused(mark_pending, "01", 1, "W-3", "断", two) == "expected_in"
    assert "W-1" in world.cash.used  # the pouch's number is spent
    assert world.refused(tills.drop, "01", "W-1", 1, two) == "counted_already"


# --- the drawer limit ----------------------------------------------------------------------------------


def codes(world: CashWorld) -> list[str]:
    return [prompt.code for prompt in prompts(world.scene)]


def test_a_full_drawer_asks_for_a_drop_without_saying_what_lies_in_it() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    assert world.refused(tell_drawer, "02", 1) == "not_issued"
    world.do(tell_drawer, "01", 500_000)
    assert codes(world) == []
    world.do(tell_drawer, "01", 623_450)
    (prompt,) = prompts(world.scene)
    assert (prompt.code, prompt.till) == ("drawer", "01")
    assert not any(digit in prompt.text.zh.replace("台席 1", "") for digit in "0123456789")
    world.do(tills.drop, "01", "D-1", 200_000, world.by(CLERK, MANAGER))
    assert codes(world) == []
    world.do(tills.top_up, "01", 100_000, world.by(CLERK, MANAGER))
    assert codes(world) == ["drawer"]
    world.stop()
    assert codes(world) == []
    assert world.refused(tell_drawer, "01", 1) == "not_in_use"


def test_a_drawer_that_a_round_finds_too_full_asks_for_a_drop_until_somebody_sees_to_it_pat_14() -> None:
    world = CashWorld()
    world.reserve()
    patrol = world.start("patrol")
    over = Answer(patrol, Slot("PAT-14", "", "drawers"), "above", confirmed=True)
    world.do(answer, over)
    assert codes(world) == [], "nobody works with money here"
    world.issue()
    assert codes(world) == ["drawer"]
    world.do(tell_drawer, "01", 400_000)
    assert codes(world) == []
    world.do(answer, replace(over, value="below", reason="slip"))
    world.do(answer, replace(over, reason="changed"))
    assert codes(world) == ["drawer"]
    world.do(tills.drop, "01", "D-1", 20_000, world.by(CLERK, MANAGER))
    assert codes(world) == []
    world.do(answer, replace(over, value="below", reason="changed"))
    assert codes(world) == []


def test_the_books_alone_can_be_above_the_limit() -> None:
    world = CashWorld()
    world.reserve(2_000_000)
    world.issue()
    world.do(tills.top_up, "01", 500_000, world.by(CLERK, MANAGER))
    assert codes(world) == ["drawer"]


def test_the_overnight_limit_is_looked_at_in_the_evening_until_somebody_approved_it() -> None:
    world = CashWorld()
    world.reserve(2_000_010)
    assert codes(world) == []
    world.now = CLOSES - timedelta(minutes=30)
    assert codes(world) == ["overnight"]
    world.do(safe.check_overnight, BOSS, "phone", "加派一人")
    assert codes(world) == []


def test_several_suspected_notes_come_first() -> None:
    world = CashWorld()
    for n in (1, 2):
        world.do(safe.hold, f"X-{n}", 10_000, world.by(CLERK, MANAGER))
    assert codes(world) == ["pattern"]
    world.manual = world.manual.model_copy(update={"cash": None})
    assert codes(world) == []


# --- 已稽核 ------------------------------------------------------------------------------------------


def paid_in() -> CashWorld:
    world = locked()
    world.report("01", 30_000)
    world.settle()
    world.bag_all()
    return world


def test_the_auditor_checks_a_closure_on_the_next_day() -> None:
    morning = paid_in().next_shift()
    (one,) = morning.cash.to_audit.values()
    assert (one.till, one.number, one.person, one.pay_in, one.variance) == ("01", 1, CLERK, 30_000, 0)
    morning.do(audit, "01", 1, "agrees", "", morning.by(AUDITOR))
    assert not morning.cash.to_audit
    assert summary(morning.scene)["audited"] == [{"till": "01", "number": 1, "finding": "agrees"}]
    assert morning.refused(audit, "01", 1, "agrees", "", morning.by(AUDITOR)) == "unknown_closure"
    assert not morning.next_shift(2).cash.to_audit


def test_a_finding_is_written_down_and_goes_to_the_hall_manager() -> None:
    world = paid_in()
    assert world.refused(audit, "01", 1, "finding", "", world.by(AUDITOR)) == "words_needed"
    assert world.refused(audit, "01", 1, "fine", "好", world.by(AUDITOR)) == "unknown_finding"
    world.do(audit, "01", 1, "finding", "缺回单", world.by(AUDITOR))
    assert waiting(world) == ["稽核发现: 台席 1 #1 李娟 缺回单"]


def test_only_an_auditor_who_had_no_part_in_it_audits() -> None:
    world = locked()
    world.report("01", 30_000)
    world.do(results.decide_even, "01", 1, world.by(CLERK, MANAGER))
    world.keep()
    assert world.refused(audit, "01", 1, "agrees", "", world.by(AUDITOR)) == "not_paid"
    world.bag_all()
    for person in (CLERK, MANAGER, BOSS):
        assert world.refused(audit, "01", 1, "agrees", "", world.by(person)) == "auditor_signs"
    assert world.refused(audit, "01", 1, "agrees", "", world.by(AUDITOR, BOSS)) == "one_signs"
    helped = paid_in()
    known = helped.cash.to_audit["01#1"].model_copy(update={"signers": (CLERK, AUDITOR)})
    helped.shift = replace(
        helped.shift,
        parts=helped.shift.parts.having("cash", replace(helped.cash, to_audit={"01#1": known})),
    )
    assert helped.refused(audit, "01", 1, "agrees", "", helped.by(AUDITOR)) == "same_person"


def test_closures_that_nobody_audited_go_on_but_not_without_end() -> None:
    world = CashWorld()
    world.reserve()
    for _ in range(3):
        world.issue()
        world.stop()
        world.count("01", 50_000)
        world.report("01", 0)
        world.settle()
    assert list(world.next_shift().cash.to_audit) == ["01#1", "01#2", "01#3"]


# --- looked through at closing -----------------------------------------------------------------------------


def test_reversals_are_seen_by_a_manager_and_those_without_papers_named() -> None:
    world = CashWorld()
    lacking = (Lacking(paper="t-7", words="缺客户签字"),)
    assert world.refused(review_reversals, 3, (), world.by(CLERK)) == "manager_signs"
    assert world.refused(review_reversals, 0, lacking, world.by(MANAGER)) == "not_a_number"
    assert world.refused(review_reversals, True, (), world.by(MANAGER)) == "not_a_number"
    assert world.refused(review_reversals, 3, lacking * 2, world.by(MANAGER)) == "twice"
    empty = (Lacking(paper="T-7", words=""),)
    assert world.refused(review_reversals, 3, empty, world.by(MANAGER)) == "words_needed"
    world.do(review_reversals, 3, lacking, world.by(MANAGER))
    assert waiting(world) == ["缺单据 1 笔交稽核: T-7"]


def test_forms_that_differ_from_the_system_are_named() -> None:
    world = CashWorld()
    world.do(compare_forms, 41, 41)
    assert waiting(world) == []
    assert world.refused(compare_forms, 40, 41) == "words_needed"
    assert world.refused(compare_forms, -1, 41) == "not_a_number"
    world.do(compare_forms, 40, 41, "缺 0815 一单")
    assert waiting(world) == ["缺受理单 1 张"]


def test_stamps_keys_blanks_and_cards_are_counted_before_they_are_locked_away() -> None:
    world = CashWorld()
    two = world.by(MANAGER, SECOND)
    asked = store_valuables(world.scene, two)
    assert isinstance(asked, Refusal)
    assert asked.code == "count_first"
    assert asked.data["items"] == ("keys", "seals", "receipts")
    for wish in (
        Count("keys", numbers=("K1", "K2"), occasion="closing"),
        Count("seals", numbers=("Z1",), occasion="closing"),
        Count("receipts", quantity=0, occasion="closing"),
    ):
        world.do(count, wish, two)
    world.do(store_valuables, two)
    assert world.cash.stored is not None
    assert (world.cash.stored.present, world.cash.stored.lacking) == (3, ())
