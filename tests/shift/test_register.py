"""Taking things down by hand: numbers, limits, columns, what is never done, voids, envelopes (3f.2, N11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dutyterm.shift.procedures import rules as procedures
from dutyterm.shift.procedures import state as procedure_state
from dutyterm.shift.register import backentry, envelopes, facts, pages, refusing, taking
from dutyterm.shift.register.state import slip_id
from dutyterm.shift.register.taking import Wish
from tests.shift.register_world import ACCOUNT, CLERK, MANAGER, OTHER, PHONE, RegisterWorld
from tests.shift.world import real_manual

RULES = real_manual().by_hand
assert RULES is not None


@pytest.fixture
def world() -> RegisterWorld:
    return RegisterWorld()


# --- numbers -----------------------------------------------------------------------------------------


def test_the_numbers_of_a_book_follow_each_other_whoever_writes(world: RegisterWorld) -> None:
    world.open_register()
    world.issue_page(OTHER)
    slips = [world.pay(), world.pay(clerk=OTHER), world.pay(), world.ask(clerk=OTHER)]
    assert slips == ["R1-0001", "R1-0017", "R1-0002", "R1-0018"]


def test_a_page_begins_where_the_last_one_ended(world: RegisterWorld) -> None:
    world.issue_page()
    assert world.refused(pages.issue, "R1", OTHER, 18) == "not_next"
    assert world.refused(pages.issue, "R1", OTHER, 16) == "not_next"
    world.issue_page(OTHER, first=17, count=4)
    assert world.register.books["R1"].next == 21


def test_a_book_that_is_half_used_begins_where_its_paper_does(world: RegisterWorld) -> None:
    world.issue_page(first=33)
    assert world.ask() == "R1-0033"


def test_a_page_has_no_more_numbers_than_the_printed_one(world: RegisterWorld) -> None:
    assert world.refused(pages.issue, "R1", CLERK, None, 17) == "too_many"
    assert world.refused(pages.issue, "R1", CLERK, None, 0) == "too_many"


def test_blank_numbers_come_back_and_are_given_out_first(world: RegisterWorld) -> None:
    world.issue_page()
    world.issue_page(OTHER)
    world.ask()
    assert world.refused(pages.take_back, "R1", 3) == "not_blank"
    world.do(pages.take_back, "R1", 2)
    assert world.register.books["R1"].lowest == 2
    assert world.refused(pages.issue, "R1", CLERK, 33) == "not_next"
    assert world.refused(pages.issue, "R1", CLERK, None, 16) == "too_many"
    world.issue_page(MANAGER)
    assert world.ask(clerk=MANAGER) == "R1-0002"
    assert world.register.books["R1"].lowest == 33


def test_a_number_is_used_once(world: RegisterWorld) -> None:
    world.open_register()
    world.pay(number=3)
    assert world.refused(taking.write, world.paying(number=3)) == "number_used"
    world.do(refusing.void, "R1", 4, "spoiled")
    assert world.refused(taking.write, world.paying(number=4)) == "number_used"
    assert world.refused(refusing.void, "R1", 4, "spoiled") == "number_used"
    assert world.refused(taking.write, world.paying(number=40)) == "not_issued"
    assert world.refused(pages.explain, "R1", 3, 4, "torn", "", world.by(MANAGER, CLERK)) == "number_used"


def test_a_missing_number_is_explained_by_two_and_never_used_again(world: RegisterWorld) -> None:
    world.open_register()
    world.pay(number=3)
    assert world.register.pages[0].gaps() == (1, 2)
    signed = world.by(MANAGER, CLERK)
    assert world.refused(pages.explain, "R1", 1, 2, "eaten", "", signed) == "cause_needed"
    assert world.refused(pages.explain, "R1", 1, 2, "torn", "", signed[:1]) == "two_needed"
    assert world.refused(pages.explain, "R1", 2, 1, "torn", "", signed) == "not_issued"
    world.do(pages.explain, "R1", 1, 2, "torn", "水杯打翻", world.by(MANAGER, CLERK))
    assert world.register.pages[0].gaps() == ()
    assert world.refused(taking.write, world.paying(number=1)) == "number_used"


def test_nobody_writes_without_a_page(world: RegisterWorld) -> None:
    world.envelope()
    assert world.refused(taking.write, world.paying()) == "no_pages"


def test_who_serves_no_customers_gets_no_page(world: RegisterWorld) -> None:
    assert world.refused(pages.issue, "R1", "p5") == "never_takes"
    assert world.refused(pages.issue, "R1", "p99") == "not_on_roster"
    assert world.refused(pages.issue, "   ", CLERK) == "empty"


# --- what may be done, and what never --------------------------------------------------------------


@pytest.mark.parametrize("business", [one.id for one in RULES.never])
def test_what_is_never_done_by_hand_is_refused_with_its_reason_and_recorded(business: str) -> None:
    world = RegisterWorld()
    world.open_register()
    assert world.refused(taking.write, Wish(business, CLERK, request="帮个忙")) == "never_by_hand"
    world.do(refusing.refuse, business, CLERK, offer=1)
    assert [r.business for r in world.register.refused] == [business]
    assert world.register.entries == {}


def test_what_is_allowed_is_no_refusal_and_what_is_unknown_neither(world: RegisterWorld) -> None:
    assert world.refused(refusing.refuse, "payment", CLERK) == "unknown_business"
    assert world.refused(refusing.refuse, "transfer", CLERK, offer=9) == "no_offer"
    world.issue_page()
    assert world.refused(taking.write, Wish("magic", CLERK)) == "unknown_business"


@pytest.mark.parametrize("tender", ["card", "qr", "pos", ""])
def test_only_cash_is_taken_while_terminals_are_down(tender: str) -> None:
    world = RegisterWorld()
    world.open_register()
    assert world.refused(taking.write, world.paying(tender=tender)) == "tender"


def test_an_entry_has_a_limit_and_is_not_split_by_advice(world: RegisterWorld) -> None:
    world.open_register()
    assert world.refused(taking.write, world.paying(50_001)) == "entry_limit"
    world.pay(50_000)


def test_a_page_has_a_limit_and_the_next_page_goes_on(world: RegisterWorld) -> None:
    world.open_register()
    for _ in range(10):
        world.pay(50_000)
    assert world.refused(taking.write, world.paying(1)) == "page_limit"
    world.issue_page(OTHER)
    assert world.pay(1, clerk=OTHER) == "R1-0017"


COLUMNS: dict[str, dict[str, Any]] = {
    "account": {"account": None}, "due": {"due": None}, "customer": {"surname": ""},
    "phone": {"phone": None}, "told": {"told": False},
}  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_that_money_asks_for_is_filled_in(column: str) -> None:
    world = RegisterWorld()
    world.open_register()
    asked = world.wish(taking.write, world.paying(**COLUMNS[column]))
    assert not isinstance(asked, list)
    assert (asked.code, asked.data["field"]) == ("field_needed", column)


def test_a_receipt_is_named_and_given_out_once(world: RegisterWorld) -> None:
    world.open_register()
    assert world.refused(taking.write, world.paying(receipt="")) == "empty"
    world.pay(receipt="t 77")
    assert world.refused(taking.write, world.paying(receipt="T77")) == "receipt_used"


def test_a_telephone_in_the_wrong_column_is_not_written_down_n30(world: RegisterWorld) -> None:
    world.open_register()
    assert world.refused(taking.write, world.paying(receipt="138 1234 5678")) == "personal"
    assert world.refused(envelopes.open_one, "13812345678", CLERK) == "personal"
    assert world.refused(pages.issue, "13812345678", CLERK) == "personal"
    assert world.refused(backentry.rekey, world.rekeying(world.pay(), serial="13812345678")) == "personal"


@pytest.mark.parametrize("serial", ["202611221530001234", "8850261122001234567", "4000261122153000123"])
def test_a_long_reference_of_the_system_is_no_personal_number(serial: str) -> None:
    world = RegisterWorld()
    world.open_register()
    world.rekey(world.pay(), serial=serial)


def test_what_was_received_covers_what_is_due_and_the_change_is_known(world: RegisterWorld) -> None:
    world.open_register()
    assert world.refused(taking.write, world.paying(9_800, received=9_700)) == "received_short"
    slip = world.pay(9_800, received=10_000)
    written = world.register.entries[slip].written
    assert written.received - written.due == 200
    assert world.register.held(written.envelope or "") == 9_800


@pytest.mark.parametrize("name", ["张三丰", "138", "张1", "欧阳娜娜"])
def test_only_the_surname_of_a_customer_is_written_down(name: str) -> None:
    world = RegisterWorld()
    world.open_register()
    assert world.refused(taking.write, world.paying(surname=name)) == "surname_only"


def test_a_request_is_masked_like_every_other_text_n30(world: RegisterWorld) -> None:
    world.issue_page()
    slip = world.ask(request="回电 13812345678")
    assert world.register.entries[slip].written.request == "回电 138****5678"


def test_business_without_money_takes_none_and_asks_for_what_it_needs(world: RegisterWorld) -> None:
    world.issue_page()
    assert world.refused(taking.write, Wish("consult", CLERK, request="问", due=100)) == "no_money"
    assert world.refused(taking.write, Wish("consult", CLERK)) == "field_needed"
    assert world.refused(taking.write, Wish("loss", CLERK, request="已拨", account=ACCOUNT)) == "not_asked"
    late = Wish("complaint", CLERK, surname="李", phone=PHONE, request="等太久", promise=world.now)
    at = world.now + timedelta(seconds=1)
    assert world.refused(taking.write, replace(late, at=at)) == "promise_past"
    world.do(taking.write, replace(late, promise=world.now + timedelta(hours=3)))


def test_what_was_written_on_paper_is_typed_in_with_its_own_time(world: RegisterWorld) -> None:
    world.open_register()
    at = world.now - timedelta(minutes=40)
    slip = world.pay(at=at)
    assert world.register.entries[slip].written.at == at
    assert world.refused(taking.write, world.paying(at=world.now + timedelta(minutes=5))) == "future"
    assert world.refused(taking.write, world.paying(at=world.now - timedelta(days=3))) == "too_old"


def test_who_looks_over_it_is_somebody_else(world: RegisterWorld) -> None:
    world.open_register()
    assert world.refused(taking.write, world.paying(checker=CLERK)) == "same_person"
    assert world.refused(taking.write, world.paying(till="99")) == "unknown_till"
    world.pay(checker=MANAGER, till="01")


# --- voids and envelopes -----------------------------------------------------------------------------


def test_a_void_stays_visible_and_its_money_goes_back_before_a_witness(world: RegisterWorld) -> None:
    envelope = world.open_register()
    slip = world.pay()
    assert world.refused(refusing.void, "R1", 1, "because") == "reason_needed"
    assert world.refused(refusing.void, "R1", 1, "withdrawn") == "witness_needed"
    assert world.refused(refusing.void, "R1", 1, "withdrawn", witness=CLERK) == "same_person"
    assert world.refused(refusing.void, "R1", 1, "miswritten", witness=MANAGER, instead=9) == "no_instead"
    again = world.pay(8_900)
    world.do(refusing.void, "R1", 1, "miswritten", witness=MANAGER, instead=2)
    assert world.register.entries[slip].void is not None
    assert (again, world.register.held(envelope)) == ("R1-0002", 8_900)
    assert world.refused(refusing.void, "R1", 1, "twice", witness=MANAGER) == "number_used"


def test_a_void_blank_is_named_too(world: RegisterWorld) -> None:
    world.issue_page()
    world.do(refusing.void, "R1", 1, "spoiled")
    assert list(world.register.voids) == [slip_id("R1", 1)]
    assert world.refused(refusing.void, "R1", 99, "spoiled") == "not_issued"


def test_money_goes_into_an_envelope_with_a_number_of_its_own(world: RegisterWorld) -> None:
    world.issue_page()
    assert world.refused(taking.write, world.paying()) == "envelope_needed"
    name = world.envelope()
    assert world.refused(envelopes.open_one, name, CLERK) == "number_used"
    slip = world.pay()
    assert world.register.entries[slip].written.envelope == name
    assert world.refused(taking.write, world.paying(envelope="E9")) == "unknown_envelope"


def test_a_sealed_envelope_takes_and_gives_nothing_until_two_open_it(world: RegisterWorld) -> None:
    name = world.open_register()
    world.pay()
    assert world.refused(envelopes.seal, name, "S1", 9_800, world.by(CLERK)) == "two_needed"
    world.do(envelopes.seal, name, "S1", 9_800, world.by(CLERK, MANAGER))
    assert world.refused(taking.write, world.paying()) == "envelope_needed"
    assert world.refused(taking.write, world.paying(envelope=name)) == "envelope_sealed"
    assert world.refused(refusing.void, "R1", 1, "twice", witness=MANAGER) == "envelope_sealed"
    assert world.refused(envelopes.count, name, 9_800, world.by(CLERK, MANAGER)) == "envelope_sealed"
    done = world.do(envelopes.unseal, name, "S2", world.by(CLERK, MANAGER))
    assert isinstance(done[0].fact, facts.EnvelopeUnsealed)
    assert done[0].fact.matches is False
    assert world.refused(envelopes.unseal, name, "S1", world.by(CLERK, MANAGER)) == "not_sealed"
    world.pay()


# --- drills ------------------------------------------------------------------------------------------


def drill(world: RegisterWorld, *, real: bool = False) -> str:
    world.do(procedures.start, "PWR", drill=not real)
    return next(iter(procedure_state.of(world.shift).by_id))


def test_a_drill_has_slips_of_its_own_and_no_money(world: RegisterWorld) -> None:
    run = drill(world)
    world.issue_page()
    assert world.refused(pages.issue, "R1", CLERK, drill=True, run=run) == "wrong_book"
    assert world.refused(pages.issue, "R2", CLERK, run=run) == "drill"
    world.issue_page(book="T1", drill=True, run=run)
    assert world.refused(taking.write, world.paying(run=run)) == "drill"
    slip = world.pay(run=run, drill=True)
    entry = world.register.entries[slip]
    assert (slip, entry.written.envelope, entry.in_envelope, entry.counts) == ("T1-0001", None, 0, False)


def test_in_earnest_no_practice_slip_is_used(world: RegisterWorld) -> None:
    run = drill(world, real=True)
    assert world.refused(pages.issue, "T1", CLERK, drill=True, run=run) == "not_a_drill"
    assert world.refused(pages.issue, "R1", CLERK, run="PWR.nowhere") == "unknown_run"
    world.issue_page(run=run)
    assert world.refused(taking.write, Wish("consult", CLERK, request="问", drill=True)) == "no_pages"
