"""Two signatures: two people, never in the same second, over the facts as they stand (OPN-02, N16)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.i18n import Text
from dutyterm.shift import open_items
from dutyterm.shift.lists import exceptions, signing
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import Foot, Mark
from tests.shift.fixtures import small_manual
from tests.shift.world import PEOPLE, World

SIGNED = Slot("A-02", "", "signed")
SHOWN = "0" * 64


@pytest.fixture
def world() -> World:
    world = World(small_manual())
    run = world.start()
    world.answer(run, "A-02", "when", world.now.isoformat(timespec="milliseconds"))
    return world


RUN = "opening-1"


def test_two_people_sign_and_the_line_is_done(world: World) -> None:
    assert world.line(RUN, "A-02").mark is Mark.MARKED
    world.sign(RUN, "A-02", "signed", "p1")
    assert world.line(RUN, "A-02").mark is Mark.MARKED
    world.sign(RUN, "A-02", "signed", "p3")
    assert world.line(RUN, "A-02").mark is Mark.DONE
    assert [s.person for s in world.slot(RUN, "A-02", "signed").signatures] == ["p1", "p3"]


def test_the_same_person_never_signs_twice(world: World) -> None:
    world.sign(RUN, "A-02", "signed", "p1")
    assert world.refused(signing.sign, RUN, ((SIGNED, SHOWN),), "p1") == "same_person"


def test_one_wish_never_signs_one_field_twice(world: World) -> None:
    world.do(signing.sign, RUN, ((SIGNED, SHOWN), (SIGNED, SHOWN)), "p1")
    assert len(world.slot(RUN, "A-02", "signed").signatures) == 1


def test_two_forged_signatures_of_one_person_are_not_two_people(world: World) -> None:
    for _ in range(2):
        world.forge(
            "item.signed", {"run": RUN, "item": "A-02", "field": "signed", "person": "p1", "shown": SHOWN}
        )
    assert world.line(RUN, "A-02").mark is Mark.MARKED


def test_the_second_signature_is_not_in_the_same_second(world: World) -> None:
    world.do(signing.sign, RUN, ((SIGNED, SHOWN),), "p1")
    world.wait(milliseconds=999)
    assert world.refused(signing.sign, RUN, ((SIGNED, SHOWN),), "p3") == "same_second"
    world.wait(milliseconds=1)
    world.do(signing.sign, RUN, ((SIGNED, SHOWN),), "p3")


def test_a_clock_set_back_holds_up_no_second_signature_n7(world: World) -> None:
    world.do(signing.sign, RUN, ((SIGNED, SHOWN),), "p1")
    world.now -= timedelta(hours=3)
    world.do(signing.sign, RUN, ((SIGNED, SHOWN),), "p3")


def test_only_people_of_the_roster_sign(world: World) -> None:
    assert world.refused(signing.sign, RUN, ((SIGNED, SHOWN),), "somebody") == "not_on_roster"


def test_facts_come_before_the_signatures_that_cover_them() -> None:
    world = World(small_manual())
    run = world.start()
    following = world.line(run, "A-02").next_slot
    assert following is not None
    assert following.slot.field == "when"
    assert world.refused(signing.sign, run, ((SIGNED, SHOWN),), "p1") == "facts_first"


def test_changed_facts_must_be_signed_again(world: World) -> None:
    for person in ("p1", "p3"):
        world.sign(RUN, "A-02", "signed", person)
    world.answer(RUN, "A-02", "when", world.now.isoformat(timespec="milliseconds"), reason="slip")
    assert world.line(RUN, "A-02").mark is Mark.MARKED
    assert world.slot(RUN, "A-02", "signed").signatures == ()


def test_a_signature_of_one_part_covers_that_part_and_what_is_once() -> None:
    till = Slot("B-05", "01", "signed")
    assert till.covers(Slot("B-05", "01", "count"))
    assert till.covers(Slot("B-05", "", "total"))
    assert not till.covers(Slot("B-05", "02", "count"))
    assert not till.covers(Slot("B-06", "01", "count"))
    assert Slot("B-05", "", "signed").covers(Slot("B-05", "02", "count"))


def test_the_second_signature_settles_a_line_that_was_put_off(world: World) -> None:
    world.sign(RUN, "A-02", "signed", "p1")
    world.do(exceptions.take_back, RUN, "A-02", "slip")
    world.answer(RUN, "B-05", "count", 50_000, part="01")
    world.answer(RUN, "B-05", "count", 50_000, part="02")
    world.do(exceptions.defer, RUN, "B-05", "after_open", "no_person")
    (item,) = open_items.of(world.shift).open()
    sheet = signing.sheet(world.view(RUN), "B-05")
    assert [(line.line.id, slot.slot.field) for line, slot in sheet] == [("B-05", "signed")]
    world.sign(RUN, "B-05", "signed", "p1")
    assert open_items.of(world.shift).by_ref[item.ref].open
    world.sign(RUN, "B-05", "signed", "p3")
    assert not open_items.of(world.shift).by_ref[item.ref].open
    assert world.line(RUN, "B-05").mark is Mark.DONE


def test_nobody_signs_what_is_not_asked_or_not_dual(world: World) -> None:
    assert world.refused(signing.sign, RUN, ((Slot("B-02", "", "net"), SHOWN),), "p1") == "nothing_to_sign"
    assert world.refused(signing.sign, RUN, (), "p1") == "nothing_to_sign"


def test_both_signatures_are_enough(world: World) -> None:
    for person in ("p1", "p3"):
        world.sign(RUN, "A-02", "signed", person)
    assert world.refused(signing.sign, RUN, ((SIGNED, SHOWN),), "p2") == "already_signed"


def test_neighbouring_dual_lines_gather_on_one_sheet() -> None:
    world = World()
    run = world.start()
    world.finish(run, but=("OPN-19", "OPN-20"))
    world.answer(run, "OPN-19", "seal", "same")
    for till in ("01", "02"):
        world.answer(run, "OPN-20", "counted", 50_000, part=till)
    sheet = signing.sheet(world.view(run), "OPN-20")
    assert [line.line.id for line, _ in sheet] == ["OPN-19", "OPN-20"]
    covers = tuple(
        (slot.slot, signing.hash_of(signing.shown_text(line, slot, Text("同封签", "same seal"))))
        for line, slot in sheet
    )
    world.do(signing.sign, run, covers, "p1")
    world.wait(seconds=1)
    world.do(signing.sign, run, covers, "p3")
    assert world.marks(run)["OPN-19"] is Mark.DONE
    assert world.marks(run)["OPN-20"] is Mark.DONE


def test_the_last_signature_completes_the_list_in_the_same_write_l6() -> None:
    world = World(small_manual())
    run = world.start("patrol")
    world.answer(run, "P-01", "seen", "yes")
    world.sign(run, "P-02", "signed", "p1")
    last = world.sign(run, "P-02", "signed", "p3")
    assert [r.kind for r in last] == ["item.signed", "run.completed"]
    assert world.view(run).foot is Foot.COMPLETE


def test_the_hash_covers_both_languages_of_what_was_shown_n16() -> None:
    assert signing.hash_of(Text("一", "one")) != signing.hash_of(Text("一", "two"))
    assert len(signing.hash_of(Text("一", "one"))) == 64


@given(st.lists(st.tuples(st.sampled_from([p.id for p in PEOPLE]), st.integers(0, 3_000)), max_size=8))
def test_whoever_tries_two_different_people_a_second_apart_are_left(tries: list[tuple[str, int]]) -> None:
    world = World(small_manual())
    run = world.start("patrol")
    for person, wait in tries:
        world.wish(signing.sign, run, ((Slot("P-02", "", "signed"), SHOWN),), person)
        world.wait(milliseconds=wait)
    signatures = world.slot(run, "P-02", "signed").signatures
    assert len({s.person for s in signatures}) == len(signatures) <= 2
    if len(signatures) == 2:
        assert signatures[1].at - signatures[0].at >= timedelta(seconds=1)
