"""Back-entry, check, refunds, calls, sums of register, envelope and system (3f.2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyterm.model.refusal import Refusal
from dutyterm.shift.handed import handed
from dutyterm.shift.procedures import rules as procedures
from dutyterm.shift.procedures import state as procedure_state
from dutyterm.shift.register import (
    backentry,
    facts,
    refusing,
    sums,
    taking,
    waiting,
)
from dutyterm.shift.register.backentry import GiveBack
from dutyterm.shift.register.family import summary
from tests.shift.register_world import BOSS, CLERK, MANAGER, OTHER, RegisterWorld, split


@pytest.fixture
def world() -> RegisterWorld:
    return RegisterWorld()


# --- back-entry --------------------------------------------------------------------------------------


def test_entries_are_keyed_in_in_the_order_of_registration(world: RegisterWorld) -> None:
    world.open_register()
    world.issue_page(OTHER)
    first, second, third = world.pay(), world.pay(clerk=OTHER), world.pay()
    asked = world.wish(backentry.rekey, world.rekeying(third))
    assert isinstance(asked, Refusal)
    assert (asked.code, asked.data["slip"]) == ("order", first)
    world.rekey(first)
    assert world.refused(backentry.rekey, world.rekeying(third)) == "order"
    world.rekey(second, OTHER)
    world.rekey(third)


def test_who_cannot_wait_goes_first_with_a_reason_on_record(world: RegisterWorld) -> None:
    world.open_register()
    world.pay()
    second = world.pay()
    done = world.rekey(second, before="customer_waits")
    assert isinstance(done[0].fact, facts.EntryRekeyed)
    assert done[0].fact.before == "customer_waits"


def test_an_entry_that_is_late_on_paper_keeps_its_place_in_the_order(world: RegisterWorld) -> None:
    world.open_register()
    typed_first = world.pay()
    earlier = world.pay(at=world.now - timedelta(minutes=30))
    assert world.refused(backentry.rekey, world.rekeying(typed_first)) == "order"
    world.rekey(earlier)
    world.rekey(typed_first)


def test_the_system_gives_each_entry_a_reference_of_its_own(world: RegisterWorld) -> None:
    world.open_register()
    first, second = world.pay(), world.pay()
    assert world.refused(backentry.rekey, world.rekeying(first, serial="")) == "empty"
    world.rekey(first, serial="B1")
    assert world.refused(backentry.rekey, world.rekeying(second, serial="b1")) == "serial_used"
    assert world.refused(backentry.rekey, world.rekeying(first)) == "not_open"
    early = world.rekeying(second, at=world.now - timedelta(hours=1))
    assert world.refused(backentry.rekey, early) == "wrong_time"


def test_another_sum_than_was_taken_needs_a_cause_and_shows_at_the_end(world: RegisterWorld) -> None:
    envelope = world.open_register()
    slip = world.pay(9_800)
    world.count_in(envelope, 9_800)
    assert world.refused(backentry.rekey, world.rekeying(slip, fen=8_900)) == "cause_needed"
    world.rekey(slip, fen=8_900, cause="amount")
    found = sums.sums(world.register)
    assert (found.difference, found.keyed_off) == (-900, (sums.Difference(slip, -900),))


def test_what_is_not_keyed_in_is_no_question_of_money(world: RegisterWorld) -> None:
    world.issue_page()
    slip = world.ask()
    assert world.refused(backentry.rekey, world.rekeying(slip)) == "not_open"


def test_the_checker_is_never_who_keyed_it_in_whoever_is_signed_in(world: RegisterWorld) -> None:
    world.open_register()
    slip = world.pay()
    assert world.refused(backentry.check, (slip,), world.by(MANAGER)) == "not_rekeyed"
    world.rekey(slip, CLERK)
    for signed_in in world.hall.roster:
        world.who = signed_in
        assert world.refused(backentry.check, (slip,), world.by(CLERK)) == "same_person"
    assert world.refused(backentry.check, (slip,), world.by(MANAGER, BOSS)) == "one_needed"
    assert world.refused(backentry.check, (slip,), world.by("p5")) == "not_on_roster"
    world.check(slip)


def test_a_check_that_finds_it_wrong_brings_it_back_and_moves_no_money_twice(world: RegisterWorld) -> None:
    envelope = world.open_register()
    slip = world.pay()
    world.rekey(slip)
    assert world.refused(backentry.check, (slip,), world.by(MANAGER), right=False) == "empty"
    world.check(slip, right=False, words="号码录错")
    entry = world.register.entries[slip]
    assert (entry.waits, entry.moved, world.register.held(envelope)) == (True, 9_800, 0)
    world.rekey(slip)
    assert world.register.entries[slip].moved == 9_800
    world.check(slip)
    assert sums.sums(world.register).even


# --- its money ---------------------------------------------------------------------------------------


def test_the_money_goes_into_the_till_of_who_keys_in_in_the_same_step(world: RegisterWorld) -> None:
    envelope = world.open_register()
    slip, other = world.pay(), world.pay()
    world.reserve()
    world.issue("01", CLERK)
    done = world.rekey(slip)
    assert isinstance(done[0].fact, facts.EntryRekeyed)
    assert (done[0].fact.till, done[0].fact.moved, world.register.held(envelope)) == ("01", 9_800, 9_800)
    assert world.refused(backentry.rekey, world.rekeying(other, OTHER)) == "no_till"
    world.stop("01")
    world.count("01", 59_800)
    assert world.refused(backentry.rekey, world.rekeying(other)) == "no_till"


def test_a_till_that_took_the_money_balances_against_the_report_that_has_it(world: RegisterWorld) -> None:
    world.open_register()
    slip = world.pay(9_800)
    world.reserve()
    world.issue("01", CLERK, 50_000)
    world.rekey(slip)
    world.stop("01")
    world.count("01", 59_800)
    world.report("01", 9_800)
    closure = world.span("01").closure
    assert closure is not None
    assert closure.variance == 0


def test_a_refund_takes_two_and_the_receipt(world: RegisterWorld) -> None:
    envelope = world.open_register()
    slip = world.pay()
    book, number = split(slip)
    assert world.refused(backentry.give_back, GiveBack(book, number, "whim")) == "reason_needed"
    assert world.refused(backentry.give_back, GiveBack(book, number, "customer")) == "two_needed"
    signed = world.by(CLERK, MANAGER)
    lost = GiveBack(book, number, "customer", receipt_back=False)
    assert world.refused(backentry.give_back, lost, signed) == "words_needed"
    done = world.do(backentry.give_back, GiveBack(book, number, "customer"), world.by(CLERK, MANAGER))
    assert isinstance(done[0].fact, facts.EntryReturned)
    assert (done[0].fact.fen, world.register.held(envelope)) == (9_800, 0)
    assert world.refused(backentry.give_back, GiveBack(book, number, "customer")) == "not_open"


def test_another_time_is_made_without_money_by_one(world: RegisterWorld) -> None:
    world.issue_page()
    wish = world.paying(
        business="complaint", due=None, receipt="", account=None, told=False, request="等太久",
        promise=world.now + timedelta(hours=4),
    )  # fmt: skip
    world.do(taking.write, wish)
    past = GiveBack("R1", 1, "not_possible", promise=world.now)
    assert world.refused(backentry.give_back, past) == "promise_past"
    again = GiveBack("R1", 1, "not_possible", promise=world.now + timedelta(days=1))
    world.do(backentry.give_back, again)
    assert world.register.entries["R1-0001"].to_call


def test_the_customer_hears_of_it_and_who_is_not_reached_is_called_again(world: RegisterWorld) -> None:
    world.open_register()
    slip = world.pay()
    book, number = split(slip)
    assert world.refused(backentry.call, book, number, CLERK, "reached") == "no_call"
    world.rekey(slip)
    world.check(slip)
    world.do(backentry.call, book, number, CLERK, "no_answer")
    assert world.register.entries[slip].to_call
    assert world.refused(backentry.call, book, number, CLERK, "given_up") == "empty"
    world.do(backentry.call, book, number, CLERK, "message")
    assert world.register.entries[slip].ended


# --- sums --------------------------------------------------------------------------------------------


def test_register_envelope_and_system_agree_at_the_end(world: RegisterWorld) -> None:
    envelope = world.open_register()
    slips = [world.pay(fen) for fen in (9_800, 5_000, 12_050)]
    world.do(refusing.void, *split(slips[1]), "twice", witness=MANAGER)
    assert world.refused(sums.reconcile) == "count_envelope"
    world.count_in(envelope, 21_850)
    for slip in (slips[0], slips[2]):
        world.rekey(slip)
    done = world.do(sums.reconcile)[0].fact
    assert isinstance(done, facts.Reconciled)
    assert (done.entries, done.register_fen, done.envelope_fen, done.keyed_fen) == (2, 21_850, 0, 21_850)
    assert (done.envelope_off, done.keyed_off, done.signed) == (0, 0, ())


def test_a_difference_takes_a_cause_words_and_two_names(world: RegisterWorld) -> None:
    envelope = world.open_register()
    slip = world.pay()
    world.count_in(envelope, 9_300)
    world.rekey(slip)
    assert world.refused(sums.reconcile) == "cause_needed"
    assert world.refused(sums.reconcile, cause="change") == "words_needed"
    assert world.refused(sums.reconcile, cause="change", words="多找 5 元") == "two_needed"
    same = world.by(MANAGER, MANAGER)
    assert world.refused(sums.reconcile, cause="change", words="多找", signed=same) == "same_person"
    done = world.do(sums.reconcile, cause="change", words="多找 5 元", signed=world.by(CLERK, MANAGER))
    assert isinstance(done[0].fact, facts.Reconciled)
    assert (done[0].fact.envelope_off, done[0].fact.cause) == (-500, "change")


def test_two_differences_never_cover_each_other(world: RegisterWorld) -> None:
    envelope = world.open_register()
    slip = world.pay(9_800)
    world.count_in(envelope, 10_700)
    world.rekey(slip, fen=8_900, cause="amount")
    assert sums.sums(world.register).difference == 0
    assert world.refused(sums.reconcile) == "cause_needed"


def test_missing_numbers_come_before_the_sums_n11(world: RegisterWorld) -> None:
    world.open_register()
    world.pay(number=2)
    asked = world.wish(sums.reconcile)
    assert isinstance(asked, Refusal)
    assert (asked.code, asked.data["slips"]) == ("gaps", ("R1-0001",))


def test_practice_is_in_no_sum_and_no_figure_n13(world: RegisterWorld) -> None:
    world.do(procedures.start, "PWR", drill=True)
    run = next(iter(procedure_state.of(world.shift).by_id))
    before = dict(summary(world.scene))
    world.issue_page(book="T1", drill=True, run=run)
    slip = world.pay(run=run, drill=True)
    world.do(refusing.refuse, "transfer", CLERK, drill=True, run=run)
    world.rekey(slip)
    world.check(slip)
    assert sums.sums(world.register).entries == 0
    assert {k: v for k, v in summary(world.scene).items() if k != "drills"} == before
    assert summary(world.scene)["drills"] == 1
    assert waiting.hinders(world.scene) == ()
    assert handed(world.scene) == ()
    assert world.next_shift().register.entries == {}
