"""What hinders the end of a register, what goes on into the next shift, the closing line (CLS-14, N11)."""

from __future__ import annotations

import pytest

from dutyterm.shift import open_items
from dutyterm.shift.cash import safe, tills
from dutyterm.shift.cash.facts import OvernightChecked
from dutyterm.shift.handed import handed
from dutyterm.shift.handover import brief
from dutyterm.shift.lists import rules
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import Mark
from dutyterm.shift.procedures import exceptions
from dutyterm.shift.procedures import rules as procedures
from dutyterm.shift.procedures import state as procedure_state
from dutyterm.shift.register import (
    amounts,
    backentry,
    envelopes,
    pages,
    refs,
    refusing,
    sums,
    waiting,
)
from dutyterm.shift.register.of_run import of_run
from dutyterm.shift.seal import before_seal
from dutyterm.shift.shift import blocks
from tests.shift.register_world import CLERK, MANAGER, OTHER, RegisterWorld, split


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


def test_the_item_tells_of_the_entries_that_are_open_now(world: RegisterWorld) -> None:
    world.open_register()
    first = world.pay()
    world.do(backentry.leave, "still_down", CLERK)
    second = world.pay()
    world.do(backentry.leave, "no_time", OTHER)
    (item,) = [i for i in open_items.of(world.shift).open() if i.field == "register"]
    assert (first in item.title.zh, second in item.title.zh, item.owner) == (True, True, OTHER)
    assert not before_seal(world.scene, by_program=True)


def test_what_an_emergency_left_in_the_register_is_told_with_it(world: RegisterWorld) -> None:
    world.do(procedures.start, "PWR")
    run = next(iter(procedure_state.of(world.shift).by_id))
    world.issue_page(run=run)
    world.envelope()
    slips = [world.pay(fen, run=run) for fen in (9_800, 5_000)]
    world.ask()
    world.do(refusing.void, *split(slips[1]), "twice", witness=MANAGER)
    world.do(refusing.refuse, "transfer", CLERK, run=run)
    found = of_run(world.shift, run)
    assert (found.entries, found.fen, found.voids, found.refused, found.waiting) == (1, 9_800, 1, 1, 1)
    assert found.figures()["manual_fen"] == 9_800
    assert of_run(world.shift, "NET.x").figures() == {}


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
    again = rules.Answer(run, Slot("CLS-14", "", "not_keyed"), 1, confirmed=True, reason="slip")
    assert world.refused(rules.answer, again) == "by_records"
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


def test_money_in_envelopes_counts_against_the_limit_overnight(world: RegisterWorld) -> None:
    world.reserve(300_000)
    before = amounts.stays(world.shift)
    world.open_register()
    world.pay(9_800)
    assert amounts.stays(world.shift) == before + 9_800
    done = world.do(safe.check_overnight)
    assert isinstance(done[0].fact, OvernightChecked)
    assert done[0].fact.fen == before + 9_800
