"""A shift is the fold of its records: always the same, also from forged, doubled, shuffled ones."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.model.record import Event, Record
from dutyterm.model.refusal import Refusal
from dutyterm.shift import (
    board,
    entries,
    entry_locks,
    life,
    messages,
    open_items,
    periodic,
    promises,
    seal,
    shift,
)
from dutyterm.shift.day import ticking
from dutyterm.shift.families import FAMILIES, KINDS, fold_all
from dutyterm.shift.handover import giving, relief, standing, taking
from dutyterm.shift.handover.brief import as_text, three_lines
from dutyterm.shift.handover.reading import reading
from dutyterm.shift.lists import bulk, doors, exceptions, resume, rules, signing
from dutyterm.shift.lists import state as lists
from dutyterm.shift.lists.view import due_at
from dutyterm.shift.metrics import rules as metrics
from dutyterm.shift.metrics.samples import waits
from dutyterm.shift.prediction import predict
from dutyterm.shift.procedures import after_action, around
from dutyterm.shift.procedures import exceptions as card_exceptions
from dutyterm.shift.procedures import facts as card_facts
from dutyterm.shift.procedures import rules as procedures
from dutyterm.shift.procedures import state as cases
from dutyterm.shift.procedures.view import run_view as card_view
from dutyterm.shift.shift import Scene, Shift, carry, fold, summary
from tests.shift.cash_day import cash_records
from tests.shift.fixtures import small_manual
from tests.shift.register_day import register_records
from tests.shift.world import MANAGER, PEOPLE, World, real_manual


@cache
def day() -> World:
    """A shift with a record of every kind."""
    yesterday = World(small_manual())
    yesterday.do(open_items.note, "回单", yesterday.now)
    yesterday.do(entries.write, entries.Draft("complaint", "昨天"))
    yesterday.do(messages.write, "明早有人来修", must_read=("p2",))
    world = yesterday.next_shift(code_check="seam")
    hand_over(world)
    world.forge("program.started", {"version": "1", "boot": "b", "dark_ms": 5}, by=None)
    world.forge("journal.recovered", {"length": 7, "last_record": 1, "last_at": "2026-11-23T08:00:00+08:00"})
    world.forge("clock.moved", {"back_ms": 60_000}, by=None)
    world.forge("clock.set", {"offset_ms": 5, "confirmed": True})
    run = world.start()
    world.answer(run, "B-02", "net", "bad")
    world.answer(run, "B-02", "net", "good", reason="changed")
    world.do(resume.reconfirm, run, "B-02")
    world.do(exceptions.take_back, run, "B-02", "slip")
    world.do(exceptions.not_applicable, run, "B-04", "none")
    world.do(exceptions.defer, run, "C-01", "after_open", "no_time")
    world.do(exceptions.override, run, "B-03", MANAGER, "phone", "service_first")
    (item,) = open_items.of(world.shift).carried()
    world.do(open_items.read, item.ref)
    world.do(open_items.close, item.ref, "已取", world.now - timedelta(hours=1))
    world.finish(run)
    world.do(doors.open_doors, doors.Opening(run, "F-02", world.now))
    world.do(bulk.bulk, world.start("round"))
    world.answer(world.start("closing"), "Z-01", "left_at", world.now.isoformat(timespec="milliseconds"))
    (entry,) = world.do(entries.write, entries.Draft("complaint", "等候"))
    world.do(entries.add, entry.id, "已安抚")
    world.do(entries.correct, entry.id, "久候", "slip")
    (edited,) = world.do(entries.write, entries.Draft("complaint", "等候"))
    world.do(entry_locks.edit, edited.id, "等候二十分")
    world.who = PEOPLE[1]
    world.do(entry_locks.read, edited.id)
    world.who = PEOPLE[0]
    world.do(entry_locks.follow, "north.earlier#9", "昨天那条其实是下午", "rechecked")
    (promise,) = world.do(promises.promise, "张先生", "回电", world.now + timedelta(hours=3))
    ref = f"{open_items.of(world.shift).journal}#{promise.id}"
    world.do(promises.told, ref, "p2")
    world.do(promises.change, ref, "改期", due=world.now + timedelta(days=1))
    world.do(messages.withdraw, world_message(world), "写错")
    world.do(giving.submit, None)
    world.do(metrics.record, metrics.Wish("wait", 12, 3))
    world.do(metrics.record, metrics.Wish("wait", 13, 3, reason="slip"))
    for other in (*cash_records(), *register_records()):
        world.forge(other.kind, dict(other.raw["body"]), v=other.v, by=other.by)
    world.do(ticking.done, "W-07/1")
    world.do(ticking.undone, "W-07/1", "slip")
    world.do(ticking.done, "W-06/1")
    _an_emergency(world)
    return world


def _an_emergency(world: World) -> None:
    """Cards need the real manual; the records are the same in any."""
    small, world.manual = world.manual, real_manual()
    (started,) = world.do(procedures.start, "NET")
    run = started.raw["body"]["run"]
    world.do(procedures.move_start, run, world.now - timedelta(minutes=9))
    world.do(procedures.decide, run, "1", "tills")
    world.do(procedures.tick, procedures.Tick(run, "2"))
    world.do(card_exceptions.skip, run, "3", "impossible")
    world.do(card_exceptions.defer, run, "4", "recovered")
    world.do(card_exceptions.take_back, run, "2", "slip")
    world.write(Event(card_facts.StepSkipped(run=run, step="9", reason="by_others"), None))
    world.do(around.claim, run)
    world.do(card_exceptions.take_back, run, "9", "slip")
    world.do(around.give_roles, run, lead="p1")
    world.do(around.set_level, run, 3)
    world.do(around.say, run, 1)
    world.do(around.call, run, "network", "busy")
    world.do(around.report, run, "flash")
    world.do(around.count, run, "people", 3)
    world.now += timedelta(minutes=20)
    world.do(around.put_off, run, "news", 5)
    (peak,) = world.do(procedures.start, "PEAK")
    world.do(around.count_queue, peak.raw["body"]["run"], 20, 4, 240)
    (other,) = world.do(procedures.start, "MED", drill=True)
    world.do(card_exceptions.withdraw, other.raw["body"]["run"], "slip")
    (short,) = world.do(procedures.start, "WATER")
    for no in "123":
        world.do(procedures.tick, procedures.Tick(short.raw["body"]["run"], no))
    over = short.raw["body"]["run"]
    world.do(around.set_level, over, 3)
    world.do(card_exceptions.stand_down, over)
    for field, word in (("cause", "works"), ("why1", "管子老化"), ("drill", "no"), ("conclusion", "换管")):
        world.do(after_action.answer, over, field, word)
    for what in ("换管", "不用了"):
        world.do(after_action.agree, over, what, "p3", world.now + timedelta(days=3))
    world.do(after_action.drop, over, 2)
    world.do(after_action.sign, over, MANAGER)
    world.manual = small


def hand_over(world: World) -> None:
    """Everything that can become of a handover, one after the other."""
    taker, giver, manager = PEOPLE[1], PEOPLE[0], PEOPLE[3]
    world.who = taker
    first = reading(world.scene).rows[0].ref
    world.do(taking.reserve, first, "没见到单子")
    world.do(taking.refuse, "现金没点")
    world.who = manager
    world.do(taking.decide, "go_on", "先点现金", MANAGER, "on_site")
    world.who = giver
    world.do(giving.offer)
    world.do(giving.recall, "再等等")
    world.do(giving.offer)
    world.who = taker
    for row in reading(world.scene).rows:
        world.do(taking.read, row.ref)
    world.do(taking.accept, reading(world.scene).shown)
    world.do(relief.begin, "p1", "meal")
    world.do(relief.end)
    world.who = giver


def world_message(world: World) -> str:
    """A note of the person signed in."""
    (record,) = world.do(messages.write, "写错的留言")
    return f"{messages.of(world.shift).journal}#{record.id}"


def documents() -> list[dict[str, Any]]:
    return [json.loads(json.dumps(record.raw)) for record in day().records]


def look_at_everything(shift_: Shift) -> None:
    """Everything that screens, overviews and the seal ask of a shift; none of it may raise."""
    world = day()
    scene = Scene(shift_, world.manual, world.now, world.who, world.past)
    for run in (*lists.of(shift_).runs, "opening-1"):
        view = rules.run_view(scene, run)
        if isinstance(view, Refusal):
            continue
        assert sum(view.count(mark) for mark in {v.mark for v in view.lines}) == len(view.lines)
        for line in view.lines:
            signing.sheet(view, line.line.id)
            assert line.next_slot is None or line.next_slot.open
            assert line.limited_parts is not None
            line.late_by(scene.now)
        following = view.next_unfinished()
        assert following is None or not following.finished
        resume.interruption(scene, run)
    for case in cases.of(shift_).by_id.values():
        card_view(case, real_manual(), scene.now)
    json.dumps(summary(scene), allow_nan=False)
    json.dumps(carry(shift_), allow_nan=False)
    seal.ready_to_seal(scene)
    seal.before_seal(scene, by_program=True)
    board.timetable(scene)
    board.now_and_next(scene)
    board.waiting_items(scene)
    metrics.sheet(scene)
    waits(scene)
    for list_id in ("opening", "closing", "round"):
        predict(scene, list_id)
        bulk.rounds(scene, list_id)
    periodic.tasks(scene)
    for person in PEOPLE:
        told = reading(replace(scene, who=person))
        assert told.read <= told.total <= len(told.rows)
        standing.gate(shift_, person)
    as_text(three_lines(scene))
    standing.overdue(scene)
    promises.untold(scene)
    messages.unread(scene)
    life.is_forgotten(shift_, scene.now)
    for entry in entries.of(shift_).newest_first():
        entry_locks.lock_of(entry, scene.now)
        assert entry.late in (True, False)
    for what in ("doors", "cash", "handover", "leave"):
        shift.blocks(scene, what)


def test_the_day_of_these_tests_holds_every_kind_of_record() -> None:
    kinds = {fact.KIND for family in FAMILIES for fact in family.FACTS}
    assert {record.kind for record in day().records} == kinds


def test_folding_again_gives_the_same_shift() -> None:
    assert fold_all(day().records) == day().shift
    assert fold_all(day().records) == fold_all(day().records)


@given(st.integers(0, 60))
def test_a_prefix_and_then_the_rest_is_the_same_as_all(cut: int) -> None:
    records = day().records
    shift_ = fold_all(records[:cut])
    for record in records[cut:]:
        shift_ = fold(shift_, record)
    assert shift_ == fold_all(records)


def test_the_state_of_a_shift_is_never_changed_in_place() -> None:
    records = day().records
    states = [fold_all(records[:n]) for n in range(len(records) + 1)]
    again = fold_all([])
    for state, record in zip(states, records, strict=False):
        assert again == state
        again = fold(again, record)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(kind=st.text(max_size=12), v=st.integers(), body=JSON)
def test_an_unknown_kind_changes_nothing_but_not_understood(kind: str, v: int, body: object) -> None:
    if kind in KINDS:
        return
    before = day().shift
    document = {
        "at": "2026-11-23T08:00:00.000+08:00",
        "mono": 1,
        "by": "p1",
        "kind": kind,
        "v": v,
        "body": body,
    }
    record = KINDS.read(500, document)
    after = fold(before, record)
    assert after.parts == before.parts
    assert after.not_understood == (*before.not_understood, 500)
    assert after.last == record


@pytest.mark.parametrize("document", documents(), ids=lambda d: d["kind"])
def test_a_newer_version_or_a_broken_body_of_a_known_kind_changes_nothing(document: dict[str, Any]) -> None:
    before = day().shift
    for broken in (
        {**document, "v": 2},
        {**document, "v": True},
        {**document, "body": None},
        {**document, "at": "x"},
    ):
        after = fold(before, KINDS.read(500, broken))
        assert after.parts == before.parts
        assert after.not_understood == (*before.not_understood, 500)


@settings(max_examples=150)
@given(data=st.data())
def test_forged_records_raise_nowhere(data: st.DataObject) -> None:
    known = documents()
    records: list[Record] = []
    for number in range(data.draw(st.integers(1, 25))):
        document = json.loads(json.dumps(data.draw(st.sampled_from(known))))
        for _ in range(data.draw(st.integers(0, 2))):
            _forge(data, document)
        records.append(KINDS.read(number, document))
    # most lines of a forged file are still real ones: without them nothing would be reached
    keep = data.draw(st.integers(0, len(day().records)))
    shift_ = fold_all([*day().records[:keep], *(replace(r, id=keep + r.id) for r in records)])
    look_at_everything(shift_)
    assert len(shift_.not_understood) == sum(r.fact is None for r in records)


def _forge(data: st.DataObject, document: dict[str, Any]) -> None:
    """Another value of another shape, or of another record, somewhere in the document."""
    place: Any = document["body"]
    while isinstance(place, dict) and place:
        key = data.draw(st.sampled_from(sorted(place)))
        inner = place[key]
        if isinstance(inner, dict) and inner and data.draw(st.booleans()):
            place = inner
            continue
        others = [d["body"][key] for d in documents() if key in d["body"]]
        extremes = ["", "opening-1", 0, -1, 10**30, "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"]
        place[key] = data.draw(st.sampled_from([*others, *extremes]) | JSON)
        return


def test_records_in_any_order_and_twice_raise_nowhere() -> None:
    records = day().records
    for order in (records[::-1], records * 2, records[1:], [*records[::2], *records[1::2]]):
        look_at_everything(fold_all([replace(r, id=n) for n, r in enumerate(order)]))


def test_a_second_run_of_the_same_name_changes_nothing() -> None:
    world = World(small_manual())
    run = world.start()
    world.answer(run, "A-01", "outside", "good")
    before = world.shift.parts
    world.forge("run.started", {"run": run, "list": "patrol", "manual_hash": "x"})
    assert world.shift.parts == before


def test_a_second_first_answer_keeps_the_one_before_it_l14() -> None:
    world = World(small_manual())
    run = world.start()
    world.answer(run, "B-03", "usable", 2)
    world.forge("item.answered", {"run": run, "item": "B-03", "field": "usable", "value": 9, "norm": "ok"})
    given_ = world.slot(run, "B-03", "usable").given
    assert given_ is not None
    assert [earlier.value for earlier in given_.earlier] == [2]
    world.forge(
        "item.changed",
        {"run": run, "item": "B-03", "field": "usable", "value": 8, "was": 1, "reason": "slip", "norm": "ok"},
    )
    given_ = world.slot(run, "B-03", "usable").given
    assert given_ is not None
    assert [earlier.value for earlier in given_.earlier] == [2, 9], "not what the record claims was there"


def test_records_for_unknown_runs_entries_and_items_change_nothing() -> None:
    world = World(small_manual())
    before = world.shift.parts
    world.forge("item.answered", {"run": "none-1", "item": "B-03", "field": "usable", "value": 9})
    world.forge("entry.added", {"of": 77, "text": "x"})
    world.forge("entry.corrected", {"of": 77, "text": "x", "reason": "slip"})
    world.forge("open_item.read", {"ref": "none#1"})
    world.forge("open_item.closed", {"ref": "none#1", "result": "x"})
    assert world.shift.parts == before


def test_a_second_closing_does_not_replace_the_result_of_the_first_s7() -> None:
    world = World(small_manual())
    world.do(open_items.note, "回单")
    (item,) = open_items.of(world.shift).open()
    world.do(open_items.close, item.ref, "已取")
    world.forge("open_item.closed", {"ref": item.ref, "result": "forged"})
    assert open_items.of(world.shift).by_ref[item.ref].result == "已取"


def test_a_time_at_the_end_of_all_days_gives_no_due_times() -> None:
    world = World(small_manual(), opened=False)
    body = {
        **world.opening().body(),
        "opens": "9999-12-31T23:59:59+00:00",
        "closes": "9999-12-31T23:59:59+00:00",
    }
    world.forge("shift.opened", body)
    run = world.start()
    assert due_at(world.scene, "T+210") is None
    assert world.line(run, "A-01").due is not None
    look_at_everything(world.shift)
