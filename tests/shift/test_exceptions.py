"""Put off, not applicable, overridden, taken back: each with a name and a reason (L5, L6, L9, N10, N34)."""

from __future__ import annotations

import pytest

from dutyterm.shift import open_items
from dutyterm.shift.lists import doors, exceptions, rules
from dutyterm.shift.lists.place import complete
from dutyterm.shift.lists.rules import Answer
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import Foot, Mark
from tests.shift.fixtures import small_manual
from tests.shift.world import MANAGER, World

RUN = "opening-1"


@pytest.fixture
def world() -> World:
    world = World(small_manual())
    world.start()
    return world


def test_a_line_put_off_becomes_an_open_item_and_counts_as_finished_n10(world: World) -> None:
    world.do(exceptions.defer, RUN, "B-04", "after_open", "no_time")
    line = world.line(RUN, "B-04")
    assert line.mark is Mark.DEFERRED
    assert line.finished
    (item,) = open_items.of(world.shift).open()
    assert (item.sort, item.item, item.until, item.owner) == ("deferred", "B-04", "after_open", "p1")


def test_a_service_stays_limited_while_its_line_is_put_off(world: World) -> None:
    world.do(exceptions.defer, RUN, "B-04", "after_open", "no_time")
    assert world.line(RUN, "B-04").limited == ("card",)


def test_a_blocking_line_cannot_be_put_off(world: World) -> None:
    assert world.refused(exceptions.defer, RUN, "B-02", "after_open", "no_time") == "not_allowed"
    assert world.refused(exceptions.defer, RUN, "C-02", "after_open", "no_time") == "not_allowed"


def test_putting_off_needs_a_moment_and_a_reason(world: World) -> None:
    assert world.refused(exceptions.defer, RUN, "B-04", "some day", "no_time") == "until_needed"
    assert world.refused(exceptions.defer, RUN, "B-04", "closing", "") == "reason_needed"


def test_answering_it_later_settles_the_item_of_a_line_put_off_l6(world: World) -> None:
    world.do(exceptions.defer, RUN, "B-04", "after_open", "no_time")
    (item,) = open_items.of(world.shift).open()
    assert world.refused(open_items.close, item.ref, "done") == "answer_the_line"
    world.answer(RUN, "B-04", "working", 2)
    closed = open_items.of(world.shift).by_ref[item.ref]
    assert (closed.open, closed.result) == (False, "2/2")
    assert world.line(RUN, "B-04").mark is Mark.DONE


def test_a_line_of_several_fields_settles_only_when_all_are_answered(world: World) -> None:
    world.do(exceptions.defer, RUN, "E-01", "after_open", "no_time")
    (item,) = open_items.of(world.shift).open()
    world.answer(RUN, "E-01", "absent", ())
    assert open_items.of(world.shift).by_ref[item.ref].open
    world.answer(RUN, "E-01", "posts", ("greeter:p5", "guide:p3"))
    assert not open_items.of(world.shift).by_ref[item.ref].open


def test_a_line_put_off_again_has_one_open_item(world: World) -> None:
    world.do(exceptions.defer, RUN, "E-01", "after_open", "no_time")
    world.answer(RUN, "E-01", "absent", ())
    world.do(exceptions.defer, RUN, "E-01", "closing", "no_time")
    (item,) = open_items.of(world.shift).open()
    assert item.until == "closing"


def test_not_applicable_only_where_the_manual_allows_it_and_with_a_reason_l9(world: World) -> None:
    assert world.refused(exceptions.not_applicable, RUN, "B-02", "none") == "not_allowed"
    assert world.refused(exceptions.not_applicable, RUN, "B-04", " ") == "reason_needed"
    world.do(exceptions.not_applicable, RUN, "B-04", "none")
    line = world.line(RUN, "B-04")
    assert line.mark is Mark.NOT_APPLICABLE
    assert line.limited == ()


def test_not_applicable_settles_what_the_line_left_open_l9(world: World) -> None:
    world.answer(RUN, "B-04", "working", 0)
    assert len(open_items.of(world.shift).open()) == 1
    world.do(exceptions.not_applicable, RUN, "B-04", "none")
    assert open_items.of(world.shift).open() == ()


def test_an_override_names_a_hall_manager_a_medium_and_a_reason_l5(world: World) -> None:
    ask = exceptions.override
    assert world.refused(ask, RUN, "B-02", "p1", "phone", "service_first") == "manager_needed"
    assert world.refused(ask, RUN, "B-02", "", "phone", "service_first") == "manager_needed"
    assert world.refused(ask, RUN, "B-02", MANAGER, "telepathy", "service_first") == "medium_needed"
    assert world.refused(ask, RUN, "B-02", MANAGER, "phone", "") == "reason_needed"
    world.do(ask, RUN, "B-02", MANAGER, "phone", "service_first")
    line = world.line(RUN, "B-02")
    assert line.mark is Mark.OVERRIDDEN
    assert line.exempt is not None
    assert (line.exempt.manager, line.exempt.medium, line.exempt.by) == (MANAGER, "phone", "p1")
    assert line.blocking is None


def test_an_override_is_neither_done_nor_not_applicable_l5(world: World) -> None:
    world.do(exceptions.override, RUN, "B-02", MANAGER, "phone", "service_first")
    view = world.view(RUN)
    assert view.count(Mark.OVERRIDDEN) == 1
    assert view.count(Mark.NOT_APPLICABLE) == 0
    assert world.refused(exceptions.override, RUN, "F-02", MANAGER, "phone", "service_first") == "not_allowed"


def test_an_override_keeps_the_open_item_of_what_is_broken_n34(world: World) -> None:
    world.answer(RUN, "B-02", "net", "bad")
    world.do(exceptions.override, RUN, "B-02", MANAGER, "on_site", "repair_ordered")
    (item,) = open_items.of(world.shift).open()
    assert item.item == "B-02"


def test_an_answer_comes_back_after_an_override_l5(world: World) -> None:
    world.do(exceptions.override, RUN, "B-02", MANAGER, "phone", "service_first")
    world.answer(RUN, "B-02", "net", "good")
    assert world.line(RUN, "B-02").mark is Mark.DONE


def test_take_back_makes_a_line_to_do_again_and_keeps_the_records(world: World) -> None:
    records = world.answer(RUN, "B-02", "net", "bad")
    world.do(exceptions.take_back, RUN, "B-02", "slip")
    assert world.line(RUN, "B-02").mark is Mark.TODO
    assert open_items.of(world.shift).open() == ()
    assert world.records[records[0].id].raw["body"]["value"] == "bad"
    assert world.refused(exceptions.take_back, RUN, "B-02", "slip") == "not_allowed"


def test_the_foot_tells_how_a_list_ended_l6() -> None:
    world = World(small_manual())
    run = world.start("patrol")
    world.do(exceptions.defer, run, "P-01", "closing", "no_time")
    world.do(exceptions.override, run, "P-02", MANAGER, "phone", "not_possible")
    assert world.view(run).foot is Foot.EXCEPT_DEFERRED
    assert world.run(run).completed is not None
    world.answer(run, "P-01", "seen", "yes")
    assert world.view(run).foot is Foot.OVERRIDDEN
    completed = world.run(run).completed
    assert completed is not None
    assert (completed.outcome, completed.overridden, completed.deferred) == ("overridden", 1, 0)


def test_a_later_change_opens_a_complete_list_again(world: World) -> None:
    world.finish(RUN)
    world.do(doors.open_doors, doors.Opening(RUN, "F-02", world.now))
    assert world.run(RUN).completed is not None
    world.answer(RUN, "C-01", "leak", "no", reason="changed")
    assert world.run(RUN).completed is None
    assert [v.line.id for v in world.view(RUN).left] == ["C-02"]
    assert world.refused(rules.start, "opening") == "already_started"
    world.answer(RUN, "C-02", "where", "the cellar")
    assert world.run(RUN).completed is not None


def test_taking_back_what_need_not_be_answered_leaves_a_list_complete(world: World) -> None:
    world.finish(RUN)
    world.answer(RUN, "E-02", "remark", "nothing")
    world.do(doors.open_doors, doors.Opening(RUN, "F-02", world.now))
    records = world.do(exceptions.take_back, RUN, "E-02", "slip")
    assert [record.kind for record in records] == ["item.taken_back"], "what holds is not said again"
    assert complete(world.scene, world.run(RUN))
    assert [r.kind for r in world.do(exceptions.take_back, RUN, "C-01", "slip")] == ["item.taken_back"]
    assert not complete(world.scene, world.run(RUN))


def test_every_refused_exception_says_why_in_both_languages(world: World) -> None:
    for line in world.view(RUN).lines:
        at = rules.locate(world.scene, RUN, line.line.id)
        assert isinstance(at, rules.At)
        for why in (
            exceptions.why_not_defer(at),
            exceptions.why_not_na(at),
            exceptions.why_not_override(at),
            exceptions.why_not_take_back(at),
        ):
            assert why is None or (why.zh and why.en)


def test_words_instead_of_a_numbered_reason_are_kept_masked_n30(world: World) -> None:
    world.do(exceptions.defer, RUN, "B-04", "closing", "等张师傅 13812345678")
    exempt = world.line(RUN, "B-04").exempt
    assert exempt is not None
    assert exempt.reason == "等张师傅 138****5678"


def test_a_wish_about_an_unknown_run_or_line_is_refused(world: World) -> None:
    assert world.refused(exceptions.defer, "nothing-1", "B-04", "closing", "no_time") == "no_run"
    assert world.refused(exceptions.override, RUN, "Z-01", MANAGER, "phone", "service_first") == "no_line"
    wish = Answer("nothing-1", Slot("B-04", "", "working"), 2)
    assert world.refused(rules.answer, wish) == "no_run"
