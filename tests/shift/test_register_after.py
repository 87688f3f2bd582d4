"""Back-entry, check, refunds, sums, what hinders the end, what goes on into the next shift (3f.2, CLS-14)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyterm.model.refusal import Refusal
from dutyterm.shift import open_items
from dutyterm.shift.cash import tills
from dutyterm.shift.handed import handed
from dutyterm.shift.handover import brief
from dutyterm.shift.lists.view import Mark
from dutyterm.shift.procedures import exceptions
from dutyterm.shift.procedures import rules as procedures
from dutyterm.shift.procedures import state as procedure_state
from dutyterm.shift.register import (
    amounts,
    backentry,
    envelopes,
    facts,
    pages,
    refs,
    refusing,
    sums,
    taking,
    waiting,
)
from dutyterm.shift.register.backentry import GiveBack
from dutyterm.shift.register.family import summary
from dutyterm.shift.seal import before_seal
from dutyterm.shift.shift import blocks
from tests.shift.register_world import BOSS, CLERK, MANAGER, OTHER, RegisterWorld, split


@pytest.fixture
def world() -> RegisterWorld:
    return RegisterWorld()


def sorts(world: RegisterWorld, run: str | None = None) -> list[str]:
    return [hinder.sort for hinder in waiting.hinders(world.scene, run)]


def close_page(world: RegisterWorld) -> None:
    """What is blank comes back."""
    for page in world.register.pages:
        if blank := page.blank():
            world.do(pages.take_back, page.book, blank[0])


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
    assert sorts(world) == []
    assert handed(world.scene) == ()
    assert world.next_shift().register.entries == {}


# --- what hinders the end ----------------------------------------------------------------------------


def test_a_card_is_not_stood_down_while_its_register_is_open(world: RegisterWorld) -> None:
    world.do(procedures.start, "MAN")
    run = next(iter(procedure_state.of(world.shift).by_id))
    world.open_register()
    world.do(pages.take_back, "R1", 1)
    world.issue_page(run=run)
    slip = world.pay(run=run, number=2)
    assert sorts(world, run) == ["gap", "blank", "open"]
    card = world.manual.card("MAN")
    assert card is not None
    for step in card.steps:
        if step.kind != "know" and step.required:
            world.wish(procedures.tick, procedures.Tick(run, step.no))
    for done in (
        lambda: world.do(pages.explain, "R1", 1, 1, "skipped", "", world.by(CLERK, MANAGER)),
        lambda: close_page(world),
        lambda: world.rekey(slip),
        lambda: world.check(slip),
    ):
        assert world.refused(exceptions.stand_down, run) == "register_open"
        done()
    world.do(exceptions.stand_down, run)


def test_a_drill_is_stood_down_whatever_its_slips_say(world: RegisterWorld) -> None:
    world.do(procedures.start, "MAN", drill=True)
    run = next(iter(procedure_state.of(world.shift).by_id))
    world.issue_page(book="T1", drill=True, run=run)
    assert sorts(world, run) == []


def test_nobody_leaves_while_numbers_entries_or_money_are_open(world: RegisterWorld) -> None:
    envelope = world.open_register()
    slip = world.pay(number=2)
    assert sorts(world) == ["gap", "blank", "open", "envelope", "reconcile"]
    assert len(blocks(world.scene, "leave")) >= 5
    assert [b.source for b in blocks(world.scene, "handover") if b.source.startswith("register")] == [
        "register:gap"
    ]
    world.do(refusing.void, "R1", 1, "spoiled")
    close_page(world)
    world.rekey(slip)
    assert sorts(world) == ["unchecked", "reconcile"]
    world.check(slip)
    world.count_in(envelope, 0)
    world.do(sums.reconcile)
    assert sorts(world) == []


def test_what_waits_is_explained_by_name_and_comes_back_at_the_next_opening(world: RegisterWorld) -> None:
    envelope = world.open_register()
    slip = world.pay()
    close_page(world)
    assert world.refused(backentry.leave, "laziness", CLERK) == "reason_needed"
    world.do(backentry.leave, "still_down", CLERK)
    world.do(envelopes.seal, envelope, "S77", 9_800, world.by(CLERK, MANAGER))
    world.do(sums.reconcile)
    assert sorts(world) == []
    item = open_items.of(world.shift).open()[0]
    assert (item.owner, slip in item.title.zh) == (CLERK, True)
    later = world.next_shift()
    assert isinstance(later, RegisterWorld)
    carried = later.register.entries[slip]
    assert (carried.waits, carried.carried, carried.left) == (True, True, False)
    assert [i.title.zh for i in open_items.of(later.shift).carried() if i.open] == [item.title.zh]
    assert "open" in sorts(later), "each shift says anew why it waits"
    rows = {h.sort: h.title.zh for h in handed(later.scene) if h.carried}
    assert slip in rows["slip"]
    assert envelope in rows["cash"]
    assert "待补录 1" in brief.as_text(brief.three_lines(later.scene)).zh
    later.do(envelopes.unseal, envelope, "S77", later.by(CLERK, MANAGER))
    later.rekey(slip)
    later.check(slip)
    assert not [i for i in open_items.of(later.shift).open() if i.field == "register"]


def test_a_page_that_is_half_used_stays_with_its_holder(world: RegisterWorld) -> None:
    world.open_register()
    world.pay(number=2)
    later = world.next_shift()
    assert isinstance(later, RegisterWorld)
    (page,) = later.register.pages
    assert (page.gaps(), page.carried, page.person) == ((1,), True, CLERK)
    assert later.pay() == "R1-0003"
    assert [h.ref for h in handed(later.scene) if h.title.zh.startswith("登记页")] == [page.ref]


def test_a_forgotten_shift_leaves_the_item_all_the_same(world: RegisterWorld) -> None:
    world.open_register()
    world.pay()
    events = before_seal(world.scene, by_program=True)
    told = [e.fact for e in events if isinstance(e.fact, open_items.OpenItemOpened)]
    assert [(fact.sort, fact.field) for fact in told] == [("note", "register")]


def test_what_is_ended_and_reconciled_is_not_carried_on(world: RegisterWorld) -> None:
    envelope = world.open_register()
    slip = world.pay()
    question = world.ask()
    close_page(world)
    world.rekey(slip)
    world.check(slip)
    world.count_in(envelope, 0)
    world.do(sums.reconcile)
    tomorrow = world.next_shift()
    assert list(tomorrow.register.entries) == [slip], "the customer is still to be called"
    assert tomorrow.register.books["R1"].next == split(question)[1] + 1
    tomorrow.do(backentry.call, *split(slip), CLERK, "reached")
    assert tomorrow.next_shift(2).register.entries == {}


def test_the_vault_learns_when_an_entry_came_to_its_end_n22(world: RegisterWorld) -> None:
    world.open_register()
    slip = world.pay()
    assert refs.open_refs(world.shift) == {"1", "2"}
    assert refs.ended(world.shift) == {}
    world.do(refusing.void, *split(slip), "withdrawn", witness=MANAGER)
    assert set(refs.ended(world.shift)) == {"1", "2"}
    assert refs.open_refs(world.shift) == frozenset()


# --- the closing line --------------------------------------------------------------------------------


def test_the_closing_line_is_answered_by_hand_in_a_shift_without_a_register(world: RegisterWorld) -> None:
    run = world.start("closing")
    assert world.line(run, "CLS-14").mark is Mark.TODO
    world.answer(run, "CLS-14", "not_keyed", 0)
    assert world.line(run, "CLS-14").mark is Mark.DONE


def test_the_closing_line_waits_for_the_register_and_takes_no_answer_by_hand(world: RegisterWorld) -> None:
    run = world.start("closing")
    world.answer(run, "CLS-14", "not_keyed", 0)
    envelope = world.open_register()
    slip = world.pay()
    line = world.line(run, "CLS-14")
    assert (line.mark, line.next_slot) == (Mark.TODO, None)
    close_page(world)
    world.do(backentry.leave, "still_down", CLERK)
    world.do(envelopes.seal, envelope, "S1", 9_800, world.by(CLERK, MANAGER))
    world.do(sums.reconcile)
    explained = world.line(run, "CLS-14")
    assert explained.mark is Mark.OFF
    assert explained.records is not None
    assert "1" in explained.records.text.zh
    world.do(envelopes.unseal, envelope, "S1", world.by(CLERK, MANAGER))
    world.rekey(slip)
    world.check(slip)
    world.do(sums.reconcile)
    assert world.line(run, "CLS-14").mark is Mark.DONE


# --- beside the books of cash ------------------------------------------------------------------------


def test_what_lies_in_envelopes_and_what_may_explain_a_till_is_told_to_cash_n3(world: RegisterWorld) -> None:
    world.open_register()
    first, _ = world.pay(9_800), world.pay(5_000)
    assert amounts.in_envelopes(world.shift) == 14_800
    assert amounts.amounts(world.shift, CLERK) == (9_800, 5_000)
    world.rekey(first, CLERK)
    assert amounts.in_envelopes(world.shift) == 5_000
    assert amounts.amounts(world.shift, CLERK) == (9_800, 5_000), "keyed in, perhaps still in the envelope"
    assert amounts.amounts(world.shift, OTHER) == (5_000,)


def test_a_number_of_an_envelope_is_used_once_in_the_register_and_in_cash(world: RegisterWorld) -> None:
    world.reserve()
    world.issue("01", CLERK)
    world.do(tills.drop, "01", "E5", 10_000, world.by(CLERK, MANAGER))
    assert world.refused(envelopes.open_one, "E5", CLERK) == "number_used"
