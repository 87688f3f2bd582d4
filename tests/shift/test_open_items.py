"""Open items come back every shift until somebody closes them with a result (L10, S7, N10, OPN-33)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.shift import open_items, promises, seal
from dutyterm.shift.lists import exceptions, facts, rules
from dutyterm.shift.lists.rules import Answer
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import Mark
from dutyterm.shift.open_items import OpenItemClosed
from dutyterm.shift.shift import carry
from tests.shift.fixtures import small_manual
from tests.shift.world import PEOPLE, World


@pytest.fixture
def world() -> World:
    return World(small_manual())


def titles(world: World) -> list[str]:
    return [item.title.zh for item in open_items.of(world.shift).open()]


def test_an_item_that_nobody_closed_comes_back_with_its_reference_s7(world: World) -> None:
    world.do(open_items.note, "昨日缴款回单未取", world.now + timedelta(hours=4))
    (first,) = open_items.of(world.shift).open()
    assert first.ref == "north.2026-11-22-a.d1#1"
    third = world.next_shift(1).next_shift(2)
    (item,) = open_items.of(third.shift).open()
    assert (item.ref, item.title, item.due, item.owner) == (first.ref, first.title, first.due, "p1")
    assert (item.opened_at, item.opened_by, item.carried) == (first.opened_at, "p1", True)


def test_a_closed_item_does_not_come_back_s7(world: World) -> None:
    world.do(open_items.note, "打印机")
    (item,) = open_items.of(world.shift).open()
    world.do(open_items.close, item.ref, "已修好")
    assert open_items.of(world.shift).by_ref[item.ref].result == "已修好"
    assert carry(world.shift) == {}
    assert world.refused(open_items.close, item.ref, "已修好") == "already_closed"
    assert open_items.of(world.next_shift().shift).by_ref == {}


def test_an_item_closes_with_a_result_and_never_without(world: World) -> None:
    world.do(open_items.note, "打印机")
    (item,) = open_items.of(world.shift).open()
    assert world.refused(open_items.close, item.ref, "  ") == "empty"
    assert world.refused(open_items.close, "nothing#1", "done") == "unknown_item"


def test_an_away_line_of_the_evening_is_answered_next_morning_with_its_time(world: World) -> None:
    run = world.start()
    world.answer(run, "A-01", "outside", "good")
    for event in seal.before_seal(world.scene, by_program=False):
        world.write(event)
    morning = world.next_shift()
    (item,) = open_items.of(morning.shift).carried()
    assert (item.sort, item.item, item.until, item.run) == ("away", "A-02", "next_opening", None)
    happened = morning.now - timedelta(hours=13)
    assert (
        morning.refused(open_items.close, item.ref, "双人离厅", morning.now + timedelta(minutes=1))
        == "future"
    )
    morning.do(open_items.close, item.ref, "双人离厅", happened)
    settled = open_items.of(morning.shift).by_ref[item.ref]
    assert (settled.occurred_at, settled.closed_at) == (happened, morning.now)
    assert carry(morning.shift) == {}


def test_a_line_put_off_yesterday_is_settled_among_the_open_items_n10(world: World) -> None:
    run = world.start()
    world.do(exceptions.defer, run, "B-04", "closing", "waiting")
    later = world.next_shift()
    (item,) = open_items.of(later.shift).carried()
    later.start()
    later.do(open_items.close, item.ref, "已到货")
    assert open_items.of(later.shift).open() == ()


def test_items_carried_in_are_read_one_by_one_opn_33(world: World) -> None:
    for title in ("一", "二"):
        world.do(open_items.note, title)
    later = world.next_shift()
    run = later.start()
    first, second = open_items.of(later.shift).carried()
    assert later.line(run, "F-01").blocking == "doors"
    later.do(open_items.read, first.ref)
    assert later.refused(open_items.read, first.ref) == "already_read"
    assert later.line(run, "F-01").mark is Mark.TODO
    later.do(open_items.read, second.ref)
    assert later.line(run, "F-01").mark is Mark.DONE
    later.who = PEOPLE[1]
    later.do(open_items.read, first.ref)
    assert open_items.of(later.shift).by_ref[first.ref].read_by == ("p1", "p2")


def test_the_shipped_list_asks_for_each_item_carried_in_opn_33() -> None:
    world = World()
    for title in ("一", "二"):
        world.do(open_items.note, title)
    later = world.next_shift()
    run = later.start()
    refs = [slot.slot.part for slot in later.line(run, "OPN-33").slots]
    assert refs == [item.ref for item in open_items.of(later.shift).carried()]
    for ref in refs:
        records = later.answer(run, "OPN-33", "read", "yes", part=ref)
        assert [r.kind for r in records] == ["item.answered", "open_item.read"]
        assert open_items.of(later.shift).by_ref[ref].read_by == ("p1",)
    assert not [b for b in seal.ready_to_seal(later.scene) if b.source in refs]
    assert later.line(run, "OPN-33").mark is Mark.DONE
    first = world.start()
    assert world.line(first, "OPN-33").mark is Mark.INACTIVE, "nothing was carried in"


def test_what_was_read_at_the_takeover_takes_one_key_and_what_has_changed_since_its_own_opn_33() -> None:
    world = World()
    for title in ("一", "二", "三", "四"):
        world.do(open_items.note, title)
    later = world.next_shift()
    first, second, third, fourth = (item.ref for item in open_items.of(later.shift).carried())
    for ref in (first, second, third):
        later.do(open_items.read, ref)
    me, other = PEOPLE[0], PEOPLE[1]
    later.who = other
    later.do(promises.change, third, "厂家改期", owner=other.id)
    later.who = me
    run = later.start()
    records = later.answer(run, "OPN-33", "read", "yes", part=first)
    answered = [r.fact.part for r in records if isinstance(r.fact, facts.ItemAnswered)]
    assert answered == [first, second], "one key, a record for each"
    assert later.line(run, "OPN-33").mark is not Mark.DONE
    for ref in (fourth, third):
        records = later.answer(run, "OPN-33", "read", "yes", part=ref)
        assert [r.kind for r in records] == ["item.answered", "open_item.read"], "nobody has read it as it is"
    assert later.line(run, "OPN-33").mark is Mark.DONE


def test_what_somebody_else_has_read_is_asked_of_the_person_who_walks_opn_33() -> None:
    world = World()
    for title in ("一", "二"):
        world.do(open_items.note, title)
    later = world.next_shift()
    refs = [item.ref for item in open_items.of(later.shift).carried()]
    later.who = PEOPLE[1]
    for ref in refs:
        later.do(open_items.read, ref)
    later.who = PEOPLE[0]
    run = later.start()
    records = later.answer(run, "OPN-33", "read", "yes", part=refs[0])
    assert [r.kind for r in records] == ["item.answered", "open_item.read"]


def test_items_are_listed_by_due_time_those_without_one_last(world: World) -> None:
    world.do(open_items.note, "no due time")
    world.do(open_items.note, "later", world.now + timedelta(hours=5))
    world.do(open_items.note, "sooner", world.now + timedelta(hours=1))
    assert titles(world) == ["sooner", "later", "no due time"]
    assert [item.number for item in open_items.of(world.shift).open()] == [3, 2, 1]


def test_a_row_carried_in_twice_is_one_item_and_numbers_stay_different(world: World) -> None:
    for title in ("one", "two"):
        world.do(open_items.note, title)
    part = carry(world.shift)[open_items.KEY]
    assert isinstance(part, dict)
    first, second = part["items"]
    later = World(small_manual(), opened=False)
    doubled = {open_items.KEY: {"v": 1, "items": [first, first, second]}}
    later.forge("shift.opened", later.opening(carried=doubled).body())
    assert [(i.ref, i.number) for i in open_items.of(later.shift).open()] == [
        (first["ref"], 1),
        (second["ref"], 2),
    ]


def test_nothing_is_noted_read_or_closed_before_a_shift_is_open() -> None:
    world = World(small_manual(), opened=False)
    assert world.refused(open_items.note, "x") == "no_shift"
    assert world.refused(open_items.read, "a#1") == "no_shift"
    assert world.refused(open_items.close, "a#1", "x") == "no_shift"


def test_a_carried_row_that_cannot_be_read_takes_no_other_with_it(world: World) -> None:
    world.do(open_items.note, "good")
    carried = carry(world.shift)
    part = carried[open_items.KEY]
    assert isinstance(part, dict)
    (good,) = part["items"]
    forged = {"v": 1, "items": [{"ref": 5}, "no", None, good, {**good, "title": "one language"}, good]}
    later = World(small_manual(), opened=False)
    later.forge("shift.opened", later.opening(carried={open_items.KEY: forged}).body())
    assert [item.ref for item in open_items.of(later.shift).open()] == [good["ref"]]
    for rows in (None, 7, {"items": good}, "x"):
        other = World(small_manual(), opened=False)
        other.forge("shift.opened", other.opening(carried={open_items.KEY: {"v": 1, "items": rows}}).body())
        assert open_items.of(other.shift).by_ref == {}


WISH = st.sampled_from(["note", "close", "read", "defer", "fail", "good", "n/a", "take back", "seal"])


@settings(max_examples=60)
@given(days=st.lists(st.lists(st.tuples(WISH, st.integers(0, 5)), max_size=8), min_size=2, max_size=4))
def test_no_item_disappears_without_a_record_that_closes_it_s7(days: list[list[tuple[str, int]]]) -> None:
    world = World(small_manual())
    opened: dict[str, str] = {}
    closed: set[str] = set()
    for number, wishes in enumerate(days, start=1):
        run = world.start()
        for wish, which in wishes:
            _do(world, run, wish, which)
            world.wait(seconds=7)
        items = open_items.of(world.shift)
        for ref, item in items.by_ref.items():
            assert opened.setdefault(ref, item.title.zh) == item.title.zh, (
                "a reference means one item for ever"
            )
        said = [r.fact for r in world.records if isinstance(r.fact, OpenItemClosed)]
        closed |= {fact.ref for fact in said}
        assert len(said) == len({fact.ref for fact in said}), "an item closes once"
        assert {item.ref for item in items.open()} == set(opened) - closed
        assert len({item.number for item in items.by_ref.values()}) == len(items.by_ref)
        later = world.next_shift(number)
        assert carry(later.shift) == carry(world.shift), "what was carried in is what was carried out"
        world = later


def _do(world: World, run: str, wish: str, which: int) -> None:
    items = open_items.of(world.shift).open()
    ref = items[which % len(items)].ref if items else "none#0"
    if wish == "note":
        world.wish(open_items.note, f"note {which}", world.now + timedelta(hours=which))
    elif wish == "close":
        world.wish(open_items.close, ref, "done", world.now - timedelta(hours=which))
    elif wish == "read":
        world.wish(open_items.read, ref)
    elif wish == "defer":
        world.wish(exceptions.defer, run, "B-04" if which % 2 else "E-01", "closing", "no_time")
    elif wish in ("fail", "good"):
        slot, bad, good = (
            (Slot("B-04", "", "working"), 0, 2) if which % 2 else (Slot("E-01", "", "absent"), ("p1",), ())
        )
        world.wish(
            rules.answer,
            Answer(run, slot, bad if wish == "fail" else good, confirmed=True, reason="rechecked"),
        )
    elif wish == "n/a":
        world.wish(exceptions.not_applicable, run, "B-04", "none")
    elif wish == "take back":
        world.wish(exceptions.take_back, run, "B-04", "slip")
    else:
        for event in seal.before_seal(world.scene, by_program=bool(which % 2)):
            world.write(event)
