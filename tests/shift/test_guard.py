"""No personal number that somebody types reaches a record, whichever rule stores the words (N30)."""

from __future__ import annotations

import json
import types
from datetime import timedelta
from typing import Any, Literal, Union, get_args, get_origin

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from dutyterm.i18n import Text
from dutyterm.model.id_numbers import check_digit
from dutyterm.model.premises import Premises
from dutyterm.shift import entries, entry_locks, life, messages, open_items, promises
from dutyterm.shift.cash import (
    bags,
    counts,
    results,
    returns,
    reviews,
    safe,
    settling,
    transfers,
    valuables,
)
from dutyterm.shift.cash.facts import Lacking, TenderFigures
from dutyterm.shift.day import ticking
from dutyterm.shift.families import FAMILIES
from dutyterm.shift.handover import giving, relief, taking
from dutyterm.shift.handover.reading import reading
from dutyterm.shift.lists import doors, exceptions, rules
from dutyterm.shift.lists.rules import Answer
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.metrics import rules as metrics
from dutyterm.shift.past import Past, Previous
from dutyterm.shift.procedures import after_action, around
from dutyterm.shift.procedures import exceptions as card_exceptions
from dutyterm.shift.procedures import rules as cards
from dutyterm.shift.procedures.facts import FACTS as CARD_FACTS
from dutyterm.shift.shift import carry
from tests.shift.cash_world import AUDITOR, OTHER, CashWorld
from tests.shift.fixtures import small_manual
from tests.shift.register_guard import REGISTER_CHOSEN, REGISTER_TYPED, write_about_register
from tests.shift.world import MANAGER, OPENS, PEOPLE, World, real_manual

TYPED = {
    ("shift.opened", "code_reason"),
    ("shift.doors_opened", "late_reason"),
    ("item.answered", "value"),
    ("item.changed", "value"),
    ("item.changed", "was"),
    ("item.changed", "reason"),
    ("item.taken_back", "reason"),
    ("item.deferred", "reason"),
    ("item.not_applicable", "reason"),
    ("item.overridden", "reason"),
    ("open_item.opened", "title"),
    ("open_item.opened", "customer"),
    ("open_item.closed", "result"),
    ("open_item.changed", "reason"),
    ("entry.written", "text"),
    ("entry.written", "place"),
    ("entry.added", "text"),
    ("entry.corrected", "text"),
    ("entry.edited", "text"),
    ("entry.followed", "text"),
    ("message.written", "text"),
    ("message.withdrawn", "reason"),
    ("handover.submitted", "early_reason"),
    ("handover.read", "remark"),
    ("handover.reserved", "words"),
    ("handover.accepted", "reason"),
    ("handover.refused", "words"),
    ("handover.recalled", "reason"),
    ("handover.decided", "words"),
    ("relief.began", "reason"),
    ("metric.recorded", "unknown_reason"),
    ("metric.recorded", "reason"),
    ("cash.count_dropped", "reason"),
    ("cash.expected_entered", "reason"),
    ("cash.difference_decided", "words"),
    ("cash.box_counted", "terminal"),
    ("cash.seal_voided", "reason"),
    ("cash.bag_moved", "carrier"),
    ("cash.credit_decided", "words"),
    ("cash.overnight_checked", "measure"),
    ("cash.valuable_counted", "what"),
    *((f"cash.{kind}", "reason") for kind in ("report_pending", "transfer_returned", "transfers_left")),
    *(
        (f"cash.{kind}", "words")
        for kind in ("audited", "forms_compared", "transfer_confirmed", "over_returned")
    ),
    ("cash.tenders_counted", "reason"),
    ("procedure.called", "note"),
    ("after_action.answered", "text"),
    ("after_action.action", "what"),
    ("timetable.undone", "reason"),
}
"""Every field of a record that can hold words which somebody typed; `write_everywhere` types into each."""

CHOSEN = {
    *(("shift.opened", name) for name in ("journal", "code", "manual_version", "manual_hash", "previous")),
    ("shift.opened", "giver"),
    *(("shift.doors_opened", name) for name in ("limited", "defects")),
    *(("program.started", name) for name in ("version", "boot")),
    *(("run.started", name) for name in ("run", "list", "manual_hash")),
    *(("run.completed", name) for name in ("run",)),
    ("run.bulk", "run"),
    ("metric.recorded", "metric"),
    *((f"item.{kind}", "run") for kind in ("answered", "changed", "signed", "taken_back", "deferred")),
    *((f"item.{kind}", "run") for kind in ("not_applicable", "overridden", "reconfirmed")),
    *((f"item.{kind}", "item") for kind in ("answered", "changed", "signed", "taken_back", "deferred")),
    *((f"item.{kind}", "item") for kind in ("not_applicable", "overridden", "reconfirmed")),
    *((f"item.{kind}", name) for kind in ("answered", "changed", "signed") for name in ("part", "field")),
    *(("item.signed", name) for name in ("person", "shown")),
    ("item.deferred", "until"),
    *(("item.overridden", name) for name in ("manager", "medium")),
    *(("open_item.opened", name) for name in ("item", "part", "field", "run", "owner", "until")),
    ("open_item.opened", "source"),
    *((f"open_item.{kind}", "ref") for kind in ("read", "told", "changed", "closed")),
    *(("open_item.told", "person"), ("open_item.changed", "owner")),
    *((f"item.{kind}", "unchecked") for kind in ("answered", "changed")),
    *((f"timetable.{kind}", "row") for kind in ("done", "undone")),
    *(("entry.followed", name) for name in ("ref", "reason")),
    ("message.written", "must_read"),
    *((f"message.{kind}", "ref") for kind in ("read", "withdrawn")),
    ("handover.submitted", "successor"),
    *((f"handover.{kind}", "ref") for kind in ("read", "reserved")),
    *((f"handover.{kind}", n) for kind in ("accepted", "refused") for n in ("giver", "seal", "shown")),
    *(("handover.decided", name) for name in ("manager", "medium")),
    *((f"relief.{kind}", name) for kind in ("began", "ended") for name in ("giver", "taker")),
    *(("entry.written", name) for name in ("category", "card")),
    ("entry.corrected", "reason"),
    # of money: ids, and numbers of papers, bags and seals, which take no words
    *((f"cash.{kind}", "till") for kind in ("float_issued", "opening_difference", "topped_up", "exchanged")),
    *((f"cash.{kind}", "till") for kind in ("dropped", "till_closing", "counted", "count_dropped")),
    *((f"cash.{kind}", "till") for kind in ("count_locked", "expected_entered", "recounted", "float_kept")),
    *((f"cash.{kind}", "till") for kind in ("difference_decided", "suspect_held")),
    *((f"cash.{kind}", "person") for kind in ("float_issued", "counted", "recounted")),
    *((f"cash.{kind}", "bag") for kind in ("bag_sealed", "bag_moved", "bag_credited", "credit_decided")),
    *((f"cash.{kind}", "seal") for kind in ("bag_sealed", "seal_voided", "safe_sealed", "safe_checked")),
    *((f"cash.{kind}", "envelope") for kind in ("dropped", "suspect_held", "suspect_handed")),
    *((f"cash.{kind}", "receipt") for kind in ("bag_credited", "suspect_handed")),
    *((f"cash.{kind}", "paper") for kind in ("reserve_moved", "bag_moved", "over_returned")),
    *(("cash.over_returned", name) for name in ("till", "tender")),
    *((f"cash.{kind}", "till") for kind in ("tenders_counted", "report_pending", "drawer_told")),
    *((f"cash.{kind}", "till") for kind in ("transfer_sent", "transfers_left", "audited")),
    *((f"cash.{kind}", "transfer") for kind in ("transfer_confirmed", "transfer_returned")),
    *(("cash.transfers_left", "transfers"), ("cash.transfer_sent", "envelope")),
    *(("cash.report_pending", "pouch"), ("cash.audited", "closure"), ("cash.valuables_stored", "lacking")),
    ("cash.valuable_counted", "next"),
    *(("cash.count_locked", name) for name in ("to", "witness")),
    *(("cash.difference_decided", name) for name in ("tender", "rung", "repeats", "cause")),
    *(("cash.till_closing", "to"), ("cash.counted", "rows"), ("cash.expected_entered", "report")),
    *(("cash.box_counted", "box"), ("cash.bag_sealed", "packets"), ("cash.credit_decided", "cause")),
    ("cash.bag_sealed", "words"),  # capital numerals of its own amount, nothing else
    *(("cash.valuable_counted", name) for name in ("item", "first", "last", "voids", "numbers")),
    *(("cash.valuable_counted", name) for name in ("gone", "came")),
    *(("cash.suspect_held", "last4"), ("cash.overnight_checked", "approved_by")),
    *((fact.KIND, "run") for fact in CARD_FACTS),
    *((f"step.{kind}", "step") for kind in ("done", "decided", "skipped", "deferred", "reopened")),
    *((f"step.{kind}", "reason") for kind in ("skipped", "reopened")),
    *(("procedure.level", "step"), ("procedure.timer", "step"), ("procedure.started", "card")),
    *(("step.done", "part"), ("step.done", "who"), ("step.decided", "choice"), ("procedure.counted", "what")),
    *(("procedure.roles", role) for role in ("lead", "recorder", "comms")),
    *(("procedure.called", "contact"), ("procedure.called", "result"), ("procedure.withdrawn", "reason")),
    ("procedure.stood_down", "left"),
    ("after_action.action", "owner"),
    *(("after_action.signed", name) for name in ("by", "sha256")),
}
"""Fields that hold an id, a word of a list or a hash: checked by their rules, never free words."""


def _may_hold_words(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin is Literal:
        return False
    if origin in (Union, types.UnionType, tuple):
        return any(_may_hold_words(inner) for inner in get_args(annotation))
    return annotation in (str, Text) or (isinstance(annotation, type) and issubclass(annotation, str))


def test_every_text_of_every_record_is_known_to_be_typed_or_chosen() -> None:
    fields = {
        (fact.KIND, name)
        for family in FAMILIES
        for fact in family.FACTS
        for name, info in fact.model_fields.items()
        if _may_hold_words(info.annotation)
    }
    assert fields == TYPED | CHOSEN | REGISTER_TYPED | REGISTER_CHOSEN
    assert issubclass(Premises, BaseModel), "the hall's own affairs are guarded where they are typed"


def left() -> dict[str, object]:
    """What an earlier shift left: an item to be read."""
    earlier = World(small_manual())
    earlier.do(open_items.note, "回单")
    return carry(earlier.shift)


def hand_over(world: World, words: str) -> None:
    """Reads, reserves, refuses, decides, recalls, accepts: with words wherever there may be some."""
    (row,) = reading(world.scene).rows
    world.do(taking.read, row.ref, words)
    world.do(taking.reserve, row.ref, words)
    world.do(taking.refuse, words)
    world.do(taking.decide, "go_on", words, MANAGER, "phone")
    world.who = PEOPLE[1]
    world.do(giving.offer)
    world.do(giving.recall, words)
    world.do(giving.offer)
    world.who = PEOPLE[0]
    world.do(taking.read, row.ref)
    world.do(taking.accept, reading(world.scene).shown, no_witness=words)
    world.do(relief.begin, "p2", words)
    world.do(relief.end)
    world.do(giving.submit, None, world.now + timedelta(hours=5), words)


def write_in_the_log(world: World, words: str) -> None:
    """Entries, promises and notes for the next manager."""
    (entry,) = world.do(entries.write, entries.Draft("complaint", words, place=words))
    world.do(entry_locks.edit, entry.id, f"{words} anew")
    world.do(entries.add, entry.id, words)
    world.do(entries.correct, entry.id, f"{words} again", "slip")
    world.do(entry_locks.follow, "before#7", words)
    world.do(messages.write, words)
    (message,) = messages.of(world.shift).by_ref
    world.do(messages.withdraw, message, words)
    world.do(promises.promise, words, words, world.now + timedelta(hours=1))
    (promise,) = (item for item in open_items.of(world.shift).open() if item.sort == "promise")
    world.do(promises.change, promise.ref, words, due=world.now + timedelta(hours=2))


def write_everywhere(words: str) -> World:
    """Types the same words into everything that takes words."""
    world = World(small_manual(), opened=False)
    world.past = Past(
        previous=Previous("before", "f" * 64, "1-2-3", 3, OPENS.date(), "A", left(), giver="p2"),
    )
    world.open(code_check="mismatch", code_reason=words)
    hand_over(world, words)
    write_in_the_log(world, words)
    run = world.start()
    world.answer(run, "C-01", "leak", "no")
    world.answer(run, "C-02", "where", words)
    world.answer(run, "C-02", "where", f"{words} again", reason=words)
    world.answer(run, "C-02", "where", "roof", reason=words)
    world.answer(run, "E-02", "remark", words)
    world.do(exceptions.take_back, run, "E-02", words)
    world.do(exceptions.defer, run, "E-02", "closing", words)
    world.answer(run, "E-02", "remark", words)
    world.do(exceptions.not_applicable, run, "B-04", words)
    world.do(exceptions.override, run, "B-03", MANAGER, "phone", words)
    world.do(open_items.note, words)
    world.do(open_items.close, open_items.of(world.shift).open()[-1].ref, words)
    world.do(metrics.record, metrics.Wish("visitors", None, unknown_reason=words))
    world.do(metrics.record, metrics.Wish("visitors", 3, reason=words))
    small, world.manual = world.manual, real_manual()
    (started,) = world.do(cards.start, "NET")
    world.do(around.call, started.raw["body"]["run"], "network", "busy", words)
    (short,) = world.do(cards.start, "WATER")
    for no in "123":
        world.do(cards.tick, cards.Tick(short.raw["body"]["run"], no))
    world.do(card_exceptions.stand_down, short.raw["body"]["run"])
    world.do(after_action.answer, short.raw["body"]["run"], "why1", words)
    world.do(after_action.agree, short.raw["body"]["run"], words, "p3", world.now + timedelta(days=1))
    world.manual = small
    world.now = OPENS.replace(hour=9)
    world.do(
        doors.open_doors,
        doors.Opening(
            run, "F-02", world.now, late_reason=words, manager=MANAGER, medium="phone", reason=words
        ),
    )
    world.do(ticking.done, "W-07/1")
    world.do(ticking.undone, "W-07/1", words)
    return world


def write_about_money(words: str) -> CashWorld:
    """The same words into everything about money that takes some."""
    world = CashWorld()
    two = world.by("p1", "p2")
    world.reserve(2_000_010)
    world.do(safe.check_overnight, "p4", "phone", words)
    world.do(valuables.count, valuables.Count("sim", words, 3), two)
    world.do(bags.void_seal, "S-0", words)
    world.do(bags.count_box, words, "K-1", 4_200, two)
    bag = world.bag_all()
    world.do(bags.move, bag, "courier", two, words, "J-1")
    world.do(bags.credit, bag, "H-1", world.now.date(), 1)
    world.do(bags.decide_credit, bag, "unknown", words, two)
    world.issue()
    world.do(transfers.send_drop, "01", "D-1", 5_000, world.by("p3"))
    world.do(transfers.send_top_up, "01", 100, world.by("p2"))
    world.stop()
    world.do(transfers.leave_open, "01", words, world.by("p1"))
    world.do(counts.count, "01", "p3", world.typed())
    world.do(counts.count_anew, "01", words)
    world.count("01", 80_000)
    world.do(transfers.confirm, next(iter(world.cash.transfers)), 4_990, world.by("p2"), words)
    world.do(transfers.send_back, next(iter(world.cash.transfers)), words, world.by("p1"))
    slips = TenderFigures(tender="pos", expected=0, actual=1_100, note=words)
    for reason in ("", words):
        world.do(settling.count_tenders, "01", 1, (slips,), world.by("p3", "p1"), reason)
    world.do(settling.mark_pending, "01", 1, "W-1", words, world.by("p3", "p1"))
    for reason in ("", words):
        told = (TenderFigures(tender="pos", expected=1_000, actual=0),)
        wish = results.Report("R-1", world.now, 30_000, 0, told, reason)
        world.do(results.enter_expected, "01", 1, wish)
    decided = results.Decision(cause="unknown", words=words, signed=world.by("p3", "p1"))
    world.do(results.decide, "01", 1, "pos", decided)
    lacking = (Lacking(paper="T-1", words=words),)
    world.do(reviews.review_reversals, 1, lacking, world.by("p1"))
    world.do(reviews.compare_forms, 1, 2, words)
    _audited(world, words)
    return world


def _audited(world: CashWorld, words: str) -> None:
    """A second till, even and paid in, what the auditor wrote about it, and an over that went back."""
    world.issue("02", OTHER)
    world.stop("02")
    world.count("02", 50_000)
    world.report("02", 0)
    world.settle("02")
    world.do(settling.audit, "02", 1, "finding", words, world.by(AUDITOR))
    over = returns.overs(world.scene)[0].key
    world.do(returns.give_back, over, 100, "company", "T-2", words, world.by("p1", "p3"))


def test_words_are_typed_into_every_field_that_takes_them() -> None:
    world = write_everywhere("门口有水")
    held = {
        (record.kind, name)
        for other in (world, write_about_money("门口有水"), write_about_register("门口有水"))
        for record in other.records
        for name, value in record.raw["body"].items()
        if "门口有水" in json.dumps(value, ensure_ascii=False)
    }
    assert held >= TYPED | REGISTER_TYPED


MOBILE = st.builds("1{}{:09d}".format, st.integers(3, 9), st.integers(0, 999_999_999))


@st.composite
def identity(draw: st.DrawFn) -> str:
    """A right identity number."""
    born = draw(st.dates(min_value=OPENS.date().replace(1930), max_value=OPENS.date().replace(2010)))
    first = (
        f"{draw(st.sampled_from(['11', '31', '44', '65']))}0101{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    )
    return first + check_digit(first)


def _luhn_end(first: str) -> str:
    doubled = [sum(divmod(int(d) * (2 if n % 2 == 0 else 1), 10)) for n, d in enumerate(reversed(first))]
    return first + str(-sum(doubled) % 10)


CARD = st.builds("62{:016d}".format, st.integers(0, 10**16 - 1)).map(_luhn_end)
NUMBER = st.one_of(MOBILE, identity(), CARD)
AROUND = st.sampled_from(["", "客户 ", "张三,", "(", "call ", "见 "])


@given(number=NUMBER)
def test_no_personal_number_becomes_a_number_of_the_register(number: str) -> None:
    for record in write_about_register(number).records:
        assert number not in json.dumps(record.raw, ensure_ascii=False), record.kind


@settings(max_examples=40)
@given(number=NUMBER, before=AROUND, after=st.sampled_from(["", " 等回电", ")", ",急"]))
def test_no_personal_number_reaches_a_record(number: str, before: str, after: str) -> None:
    world = write_everywhere(f"{before}{number}{after}")
    assert len(world.records) > 20
    for record in world.records:
        written = json.dumps(record.raw, ensure_ascii=False)
        assert number not in written, record.kind
    carried = world.next_shift().records[0]
    assert number not in json.dumps(carried.raw, ensure_ascii=False)
    for write in (write_about_money, write_about_register):
        other = write(f"{before}{number}{after}")
        for record in (*other.records, *other.next_shift().records):
            assert number not in json.dumps(record.raw, ensure_ascii=False), record.kind


def test_the_opening_of_a_shift_takes_nothing_typed_but_its_reason() -> None:
    assert {name for kind, name in TYPED if kind == life.ShiftOpened.KIND} == {"code_reason"}
    world = World(small_manual())
    wish = Answer(world.start(), Slot("C-01", "", "leak"), "13812345678", confirmed=True)
    assert world.refused(rules.answer, wish) == "does_not_fit"
