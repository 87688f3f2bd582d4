"""Walking a list: the next line, conditions, sets, norms, changes, consequences (L1, L3, L4, L7-L16)."""

from __future__ import annotations

import pytest

from dutyterm.shift import open_items
from dutyterm.shift.lists import exceptions, rules, values
from dutyterm.shift.lists.rules import Answer, Consequence
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import Foot, Mark
from tests.shift.fixtures import small_manual
from tests.shift.world import PEOPLE, World, normal, premises, with_hash


@pytest.fixture
def world() -> World:
    return World(small_manual())


def test_nothing_is_answered_before_somebody_answers_it_l8(world: World) -> None:
    run = world.start()
    touched = [slot for line in world.view(run).lines for slot in line.slots if slot.touched]
    assert touched == []
    assert set(world.marks(run).values()) == {Mark.TODO, Mark.INACTIVE, Mark.DONE}
    # with nothing carried in, the machine line has nothing to wait for; no other line is done
    assert [item for item, mark in world.marks(run).items() if mark is Mark.DONE] == ["F-01"]


def test_the_next_line_is_the_next_unfinished_one_past_inactive_ones_l1(world: World) -> None:
    run = world.start()
    world.answer(run, "C-01", "leak", "yes")
    following = world.view(run).next_unfinished("C-01")
    assert following is not None
    assert following.line.id == "C-04"


def test_the_jump_comes_round_to_missing_lines_at_the_top_l15(world: World) -> None:
    run = world.start()
    world.finish(run, but=("B-02",))
    view = world.view(run)
    following = view.next_unfinished("E-01", skip=frozenset({"E-02", "F-02", "D-01", "D-02", "D-03"}))
    assert following is not None
    assert following.line.id == "B-02"
    assert [v.line.id for v in view.left] == ["B-02", "F-02"]


def test_steps_come_back_with_their_answers_when_the_condition_holds_again_l3(world: World) -> None:
    run = world.start()
    world.answer(run, "C-01", "leak", "no")
    world.answer(run, "C-02", "where", "roof")
    world.answer(run, "C-03", "left", "yes")
    world.answer(run, "C-01", "leak", "yes", reason="slip")
    assert world.line(run, "C-02").mark is Mark.INACTIVE
    assert world.line(run, "C-03").mark is Mark.INACTIVE, "a step under a step that is not asked"
    world.answer(run, "C-01", "leak", "no", reason="changed")
    assert world.line(run, "C-02").mark is Mark.DONE
    assert world.slot(run, "C-02", "where").value == "roof"
    assert world.line(run, "C-03").mark is Mark.DONE


def test_an_inactive_line_takes_no_answer_l3(world: World) -> None:
    run = world.start()
    assert world.refused(rules.answer, Answer(run, Slot("C-02", "", "where"), "roof")) == "inactive"
    assert world.refused(rules.answer, Answer(run, Slot("E-03", "", "paper"), "001")) == "inactive"


def test_a_field_whose_condition_no_longer_holds_counts_for_nothing_l3(world: World) -> None:
    run = world.start()
    world.answer(run, "C-04", "state", "no")
    world.answer(run, "C-04", "number", "R-2231")
    world.answer(run, "C-04", "state", "yes", reason="slip")
    assert world.line(run, "C-04").mark is Mark.DONE
    assert not world.slot(run, "C-04", "number").active
    assert world.slot(run, "C-04", "number").value == "R-2231"


def test_a_failure_under_a_condition_that_no_longer_holds_is_no_failure_l3() -> None:
    world = World()
    run = world.start()
    world.answer(run, "OPN-31", "state", "expired")
    world.answer(run, "OPN-31", "expired", 3)
    world.answer(run, "OPN-31", "state", "current", reason="rechecked")
    assert world.line(run, "OPN-31").mark is Mark.DONE
    assert world.slot(run, "OPN-31", "expired").value == 3


def test_conditions_in_a_ring_do_not_hang() -> None:
    manual = small_manual()
    opening = manual.lists[0]
    ring = {"C-01": "C-03"}
    lines = tuple(
        line.model_copy(update={"when": opening.lines[9].when.model_copy(update={"item": ring[line.id]})})
        if line.id in ring and opening.lines[9].when is not None
        else line
        for line in opening.lines
    )
    world = World(manual.model_copy(update={"lists": (opening.model_copy(update={"lines": lines}),)}))
    run = world.start()
    assert world.line(run, "C-01").mark is Mark.INACTIVE
    assert world.line(run, "C-03").mark is Mark.INACTIVE


def test_one_yes_in_an_exclusive_set_says_no_to_the_others_l4(world: World) -> None:
    run = world.start()
    world.answer(run, "D-02", "ask", "yes")
    assert world.marks(run)["D-01"] is Mark.INACTIVE
    assert world.marks(run)["D-03"] is Mark.INACTIVE
    world.answer(run, "D-02", "ask", "no", reason="slip")
    assert world.marks(run)["D-01"] is Mark.TODO


def test_the_last_one_of_a_set_never_becomes_yes_by_itself_l4(world: World) -> None:
    run = world.start()
    world.answer(run, "D-01", "ask", "no")
    world.answer(run, "D-02", "ask", "no")
    assert world.marks(run)["D-03"] is Mark.TODO


def test_a_yes_that_no_longer_counts_gives_its_set_free_l4(world: World) -> None:
    run = world.start()
    world.answer(run, "C-01", "leak", "no")
    world.answer(run, "D-04", "ask", "yes")
    assert world.marks(run)["D-01"] is Mark.INACTIVE
    world.answer(run, "C-01", "leak", "yes", reason="slip")
    assert world.marks(run)["D-01"] is Mark.TODO, "the line that said yes is not asked any more"
    world.answer(run, "D-01", "ask", "yes")
    assert world.marks(run)["D-02"] is Mark.INACTIVE
    world.do(exceptions.not_applicable, run, "D-01", "none")
    assert world.marks(run)["D-02"] is Mark.TODO


def test_an_answer_off_the_norm_first_shows_what_it_brings_l10(world: World) -> None:
    run = world.start()
    wish = Answer(run, Slot("B-02", "", "net"), "bad")
    refusal = rules.answer(world.scene, wish)
    assert not isinstance(refusal, list)
    assert refusal.code == "needs_confirmation"
    shown = refusal.data["consequence"]
    assert isinstance(shown, Consequence)
    assert (shown.blocks, shown.card, shown.open_item) == ("doors", "NET", True)
    assert [service.en for service in shown.limits] == ["card"]
    records = world.answer(run, "B-02", "net", "bad")
    assert [r.kind for r in records] == ["item.answered", "open_item.opened"]
    assert world.line(run, "B-02").mark is Mark.OFF


def test_the_open_item_of_a_line_settles_when_the_line_is_in_order_l10(world: World) -> None:
    run = world.start()
    world.answer(run, "B-02", "net", "bad")
    world.answer(run, "B-02", "net", "slow", reason="changed")
    (item,) = open_items.of(world.shift).open()
    assert item.due == world.scene.now.replace(hour=12, minute=0, second=0)
    world.answer(run, "B-02", "net", "good", reason="changed")
    assert open_items.of(world.shift).open() == ()
    assert open_items.of(world.shift).by_ref[item.ref].result == "good"


def test_a_warning_goes_on_and_a_failure_blocks_l11(world: World) -> None:
    run = world.start()
    world.answer(run, "B-03", "usable", 1)
    assert world.line(run, "B-03").mark is Mark.OFF
    assert world.line(run, "B-03").blocking is None
    world.answer(run, "B-03", "usable", 0, reason="rechecked")
    assert world.line(run, "B-03").blocking == "doors"


def test_a_changed_answer_keeps_the_old_one_with_who_when_and_why_l14(world: World) -> None:
    run = world.start()
    world.answer(run, "B-03", "usable", 2)
    first = world.now
    world.wait(minutes=3)
    world.who = PEOPLE[1]
    assert world.refused(rules.answer, Answer(run, Slot("B-03", "", "usable"), 3)) == "reason_needed"
    world.answer(run, "B-03", "usable", 3, reason="slip")
    given = world.slot(run, "B-03", "usable").given
    assert given is not None
    (before,) = given.earlier
    assert (given.value, given.by) == (3, "p2")
    assert (before.value, before.at, before.by, before.reason) == (2, first, "p1", "slip")


def test_the_same_answer_again_writes_nothing_l14(world: World) -> None:
    run = world.start()
    world.answer(run, "B-02", "net", "bad")
    assert world.refused(rules.answer, Answer(run, Slot("B-02", "", "net"), "bad")) == "unchanged"


def test_a_run_keeps_its_manual_to_its_end_l16(world: World) -> None:
    run = world.start()
    world.answer(run, "C-01", "leak", "yes")
    world.manual = with_hash(world.manual, "b" * 64)
    assert world.refused(rules.answer, Answer(run, Slot("C-04", "", "state"), "yes")) == "other_manual"
    world.manual = with_hash(world.manual, "a" * 64)
    world.answer(run, "C-04", "state", "yes")


def test_a_list_is_in_progress_once_at_a_time(world: World) -> None:
    world.start("patrol")
    assert world.refused(rules.start, "patrol") == "already_started"
    run = "patrol-1"
    world.answer(run, "P-01", "seen", "yes")
    world.sign(run, "P-02", "signed", "p1")
    world.sign(run, "P-02", "signed", "p3")
    assert world.view(run).foot is Foot.COMPLETE
    assert world.start("patrol") == "patrol-2"


def test_nothing_is_walked_before_a_shift_is_open() -> None:
    world = World(small_manual(), opened=False)
    assert world.refused(rules.start, "opening") == "no_shift"


@pytest.mark.parametrize(
    ("item", "field", "part", "value"),
    [
        ("B-02", "net", "", "unheard-of"),
        ("B-02", "net", "", 1),
        ("B-01", "clear", "front", "no"),
        ("B-03", "usable", "", "2"),
        ("A-02", "when", "", "soon"),
        ("A-02", "when", "", "2026-11-22T07:00:00"),
        ("E-01", "absent", "", ("p1", "p1")),
        ("E-01", "absent", "", ("nobody",)),
        ("E-01", "posts", "", ("guide:p1", "greeter:p1")),
        ("E-01", "posts", "", ("greeter:p1", "guide:nobody")),
    ],
)
def test_an_answer_fits_its_field_or_is_refused_l7(
    world: World, item: str, field: str, part: str, value: str | int | tuple[str, ...]
) -> None:
    run = world.start()
    wish = Answer(run, Slot(item, part, field), value, confirmed=True)
    assert world.refused(rules.answer, wish) == "does_not_fit"


def test_nothing_has_happened_later_than_now(world: World) -> None:
    run = world.start()
    later = world.now.replace(hour=23).isoformat(timespec="milliseconds")
    assert world.refused(rules.answer, Answer(run, Slot("A-02", "", "when"), later)) == "future"
    wish = Answer(run, Slot("A-01", "", "outside"), "good", occurred_at=world.now.replace(hour=9))
    assert world.refused(rules.answer, wish) == "future"


def test_there_are_never_more_than_all_of_them_l7(world: World) -> None:
    run = world.start()
    assert world.refused(rules.answer, Answer(run, Slot("B-04", "", "working"), 3)) == "more_than_all"


def test_signatures_and_machine_fields_are_not_typed(world: World) -> None:
    run = world.start()
    assert world.refused(rules.answer, Answer(run, Slot("A-02", "", "signed"), "p1")) == "sign_it"
    assert world.refused(rules.answer, Answer(run, Slot("F-01", "", "read"), "yes")) == "by_itself"
    assert world.refused(rules.answer, Answer(run, Slot("B-02", "", "none"), "yes")) == "no_field"
    assert world.refused(rules.answer, Answer(run, Slot("Z-99", "", "none"), "yes")) == "no_line"


def test_an_away_line_is_answered_with_the_time_it_happened_and_is_never_late(world: World) -> None:
    run = world.start()
    happened = world.now
    world.wait(hours=1)
    world.answer(run, "A-01", "outside", "good", occurred_at=happened)
    line = world.line(run, "A-01")
    assert line.late_by(world.now) is None
    assert not line.answered_late
    given = world.slot(run, "A-01", "outside").given
    assert given is not None
    assert given.occurred_at == happened


def test_how_long_a_line_was_in_front_of_somebody_is_kept_with_the_answer_l18(world: World) -> None:
    run = world.start()
    (first,) = world.answer(run, "B-03", "usable", 2, took_ms=4_200)
    (second,) = world.answer(run, "B-03", "usable", 3, took_ms=900, reason="slip")
    assert [record.raw["body"]["took_ms"] for record in (first, second)] == [4_200, 900]


def test_a_late_line_says_by_how_many_minutes_l12(world: World) -> None:
    run = world.start()
    world.now = world.now.replace(hour=8, minute=7)
    assert world.line(run, "B-02").late_by(world.now) == 7
    world.answer(run, "B-02", "net", "good")
    assert world.line(run, "B-02").late_by(world.now) is None
    assert world.line(run, "B-02").answered_late


def test_a_correction_makes_no_line_late_that_was_done_in_time(world: World) -> None:
    run = world.start()
    world.answer(run, "B-03", "usable", 4)
    world.now = world.now.replace(hour=15)
    world.answer(run, "B-03", "usable", 5, reason="slip")
    line = world.line(run, "B-03")
    assert line.done_at == world.now, "what holds was written now"
    assert not line.answered_late


def test_a_line_repeats_for_every_exit_and_is_done_when_all_are_opn_04(world: World) -> None:
    run = world.start()
    assert [slot.part_name.zh for slot in world.line(run, "B-01").slots] == ["正门", "后门"]
    world.answer(run, "B-01", "clear", "yes", part="front")
    assert world.line(run, "B-01").mark is Mark.PROGRESS
    world.answer(run, "B-01", "clear", "yes", part="back")
    assert world.line(run, "B-01").mark is Mark.DONE


def test_a_line_that_repeats_for_nothing_is_not_asked() -> None:
    world = World(small_manual(), hall=premises(exits=()))
    assert world.line(world.start(), "B-01").mark is Mark.INACTIVE


def test_a_limit_of_a_part_names_the_till_opn_20(world: World) -> None:
    run = world.start()
    world.answer(run, "B-05", "count", 50_000, part="01")
    world.answer(run, "B-05", "count", 49_500, part="02")
    for person in ("p1", "p3"):
        world.sign(run, "B-05", "signed", person)
    assert world.line(run, "B-05").limited == ("till",)
    assert world.line(run, "B-05").limited_parts == ("02",)


def test_every_line_has_exactly_one_mark_and_the_foot_counts_them_l2_l6(world: World) -> None:
    run = world.start()
    view = world.view(run)
    assert sum(view.count(mark) for mark in Mark) == len(view.lines)
    assert view.foot is Foot.INCOMPLETE


def test_the_sample_opening_walks_to_its_end_with_normal_answers() -> None:
    world = World()
    run = world.start()
    world.finish(run)
    assert [v.line.id for v in world.view(run).left] == ["OPN-34"]
    assert world.view(run).blocking("doors") == ()
    assert open_items.of(world.shift).open() == ()
    assert world.folded_again() == world.shift


def test_nothing_typed_is_no_answer_in_any_field_l8(world: World) -> None:
    run = world.start()
    for line in world.view(run).lines:
        for slot in line.slots:
            typed = values.parse(slot.spec, "", premises(), world.now, slot.total)
            assert not isinstance(typed, str | int | tuple), slot.slot


def test_normal_answers_have_no_consequence_law_3(world: World) -> None:
    run = world.start()
    for line in world.view(run).lines:
        for slot in line.slots:
            if slot.active and line.mark is not Mark.INACTIVE and slot.spec.kind not in ("dual", "machine"):
                at = rules.locate(world.scene, run, line.line.id)
                assert isinstance(at, rules.At)
                assert rules.consequence_of(world.scene, at, slot, normal(world, slot)) is None
