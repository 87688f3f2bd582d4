"""All normal in one act: what it covers, what it never touches, and how often a shift went round (R3, W2)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import seal
from dutyterm.shift.lists import bulk, doors, exceptions, facts, rules
from dutyterm.shift.lists.place import complete
from dutyterm.shift.lists.rules import Answer
from dutyterm.shift.lists.state import Slot, of
from dutyterm.shift.lists.view import Foot, Mark
from tests.shift.fixtures import small_manual
from tests.shift.world import World, normal, real_manual, with_hash


@pytest.fixture
def world() -> World:
    return World(small_manual())


def test_one_act_answers_every_normal_line_in_one_record_that_names_them(world: World) -> None:
    run = world.start("round")
    record, completed = world.do(bulk.bulk, run, 4_000)
    assert isinstance(record.fact, facts.RunBulk)
    assert record.fact.items == ("R-01", "R-02", "R-03", "R-04")
    assert record.fact.took_ms == 4_000
    assert isinstance(completed.fact, facts.RunCompleted)
    assert world.view(run).foot is Foot.COMPLETE
    assert [world.slot(run, "R-04", "clear", part).value for part in ("front", "back")] == ["yes", "yes"]
    assert all(given.bulk and given.by == "p1" for given in world.run(run).given.values())


def test_samples_are_never_part_of_the_one_act(world: World) -> None:
    run = world.start("round")
    world.do(bulk.bulk, run)
    assert {item: mark for item, mark in world.marks(run).items() if mark is Mark.TODO} == dict.fromkeys(
        ("R-05", "R-06", "R-07", "R-08"), Mark.TODO
    )
    world.answer(run, "R-05", "waiting", 12)
    assert not world.run(run).given[Slot("R-05", "", "waiting")].bulk


def test_a_round_says_once_that_it_is_complete_a_later_sample_is_a_record_of_its_own(world: World) -> None:
    """R3: samples may come after the round; a line that was open in between lets it end once more."""
    run = world.start("round")
    world.do(bulk.bulk, run)
    assert [r.kind for r in world.answer(run, "R-05", "waiting", 12)] == ["item.answered"]
    assert complete(world.scene, world.run(run))
    assert world.do(rules.start, "round"), "the next round can begin"
    assert [r.kind for r in world.do(exceptions.take_back, run, "R-01", "slip")] == ["item.taken_back"]
    assert not complete(world.scene, world.run(run))
    assert [r.kind for r in world.do(bulk.bulk, run)] == ["run.bulk", "run.completed"]


def test_an_old_shift_that_says_it_with_every_sample_reads_the_same(world: World) -> None:
    run = world.start("round")
    told = world.do(bulk.bulk, run)[-1].fact
    assert told is not None
    for count in (12, 13):
        world.answer(run, "R-05", "waiting", count, reason="" if count == 12 else "slip")
        world.write(Event(told, "p1"))
    assert world.run(run).completed == world.run(run).ended == told
    assert (bulk.rounds(world.scene, "round").done, bulk.rounds(world.scene, "round").started) == (1, 1)
    assert [r.kind for r in world.do(exceptions.take_back, run, "R-05", "slip")] == ["item.taken_back"]
    assert complete(world.scene, world.run(run))


def test_an_exception_answered_before_it_stays(world: World) -> None:
    run = world.start("round")
    world.answer(run, "R-02", "net", "bad")
    world.answer(run, "R-03", "state", "no")
    world.do(bulk.bulk, run)
    assert world.slot(run, "R-02", "net").value == "bad"
    assert world.line(run, "R-03").mark is Mark.PROGRESS, "a line begun by hand is finished by hand"
    assert world.view(run).foot is Foot.INCOMPLETE


def test_an_exception_after_it_is_a_change_that_keeps_what_was_said(world: World) -> None:
    run = world.start("round")
    world.do(bulk.bulk, run)
    world.answer(run, "R-02", "net", "bad", reason="rechecked")
    given = world.run(run).given[Slot("R-02", "", "net")]
    assert (given.value, given.bulk, [e.value for e in given.earlier]) == ("bad", False, ["good"])


def test_what_was_put_off_or_does_not_apply_is_left_alone(world: World) -> None:
    run = world.start("round")
    world.do(exceptions.defer, run, "R-01", "after_open", "no_time")
    world.do(bulk.bulk, run)
    assert world.line(run, "R-01").mark is Mark.DEFERRED


def test_a_second_act_has_nothing_left(world: World) -> None:
    run = world.start("round")
    world.do(bulk.bulk, run)
    assert world.refused(bulk.bulk, run) == "nothing_left"


@pytest.mark.parametrize("list_id", ["opening", "patrol", "closing"])
def test_a_list_without_the_right_is_answered_line_by_line(world: World, list_id: str) -> None:
    """The closing list of this manual asks for it, and is refused all the same."""
    run = world.start(list_id)
    assert world.refused(bulk.bulk, run) == "one_by_one"
    assert bulk.covered(world.view(run)) == ()


def test_without_a_shift_a_run_or_its_manual_it_is_refused(world: World) -> None:
    assert World(small_manual(), opened=False).refused(bulk.bulk, "round-1") == "no_shift"
    assert world.refused(bulk.bulk, "round-1") == "no_run"
    run = world.start("round")
    world.manual = with_hash(world.manual, "b" * 64)
    assert world.refused(bulk.bulk, run) == "other_manual"


def test_an_act_that_somebody_forged_replaces_no_answer(world: World) -> None:
    run = world.start()
    world.answer(run, "B-02", "net", "bad")
    forged = {"item": "B-02", "field": "net", "value": "good"}
    world.forge("run.bulk", {"run": run, "answers": [forged]})
    assert world.slot(run, "B-02", "net").value == "bad"


def test_rounds_are_counted_and_two_a_shift_are_compliant_w2(world: World) -> None:
    assert bulk.rounds(world.scene, "round") == bulk.Rounds("round", 0, 0, 2)
    first = world.start("round")
    assert world.refused(rules.start, "round") == "already_started"
    assert not bulk.rounds(world.scene, "round").compliant
    world.do(bulk.bulk, first)
    second = world.start("round")
    assert (first, second) == ("round-1", "round-2")
    assert bulk.rounds(world.scene, "round") == bulk.Rounds("round", 1, 2, 2)
    world.do(bulk.bulk, second)
    assert bulk.rounds(world.scene, "round").compliant
    world.manual = with_hash(world.manual, "b" * 64)
    assert bulk.rounds(world.scene, "round").done == 2, "finished is finished under a newer manual too"


def test_too_few_rounds_are_said_before_sealing_and_do_not_forbid_it(world: World) -> None:
    def missing() -> list[str]:
        return [b.text.en for b in seal.ready_to_seal(world.scene) if b.source == "round"]

    assert missing() == [], "the doors were never open"
    run = world.start()
    world.finish(run)
    world.do(doors.open_doors, doors.Opening(run, "F-02", world.now))
    assert missing() == ["round: 0 of 2 rounds finished"]
    for _ in range(2):
        world.do(bulk.bulk, world.start("round"))
    assert missing() == []


def test_the_seal_says_how_many_lines_were_answered_in_one_act(world: World) -> None:
    run = world.start("round")
    world.do(bulk.bulk, run)
    lists = seal.seal_summary(world.scene)["lists"]
    assert isinstance(lists, dict)
    assert lists[run]["bulk"] == 4
    assert "ms" not in lists[run]


LISTS = st.sampled_from(["opening", "patrol", "round", "closing"])


@settings(max_examples=40)
@given(
    st.lists(st.tuples(LISTS, st.integers(0, 19), st.booleans()), max_size=25), st.lists(LISTS, min_size=1)
)
def test_it_never_ticks_anything_but_lines_of_a_bulk_list(
    answers: list[tuple[str, int, bool]], acts: list[str]
) -> None:
    """Whatever was answered before: no signature, no sample, no line of opening or closing is touched."""
    world = World(small_manual())
    runs = {list_id: world.start(list_id) for list_id in ("opening", "patrol", "round", "closing")}
    for list_id, n, first in answers:
        lines = world.view(runs[list_id]).lines
        slots = lines[n % len(lines)].slots
        if slots:
            slot = slots[0 if first else -1]
            wish = Answer(runs[list_id], slot.slot, normal(world, slot), confirmed=True, reason="slip")
            world.wish(rules.answer, wish)
    for list_id in acts:
        before = of(world.shift).runs
        done = world.wish(bulk.bulk, runs[list_id])
        after = of(world.shift).runs
        if isinstance(done, Refusal):
            assert after == before
            continue
        assert list_id == "round"
        for name, run in after.items():
            assert run.signed == before[name].signed
            new = {slot: given for slot, given in run.given.items() if slot not in before[name].given}
            assert {slot: run.given[slot] for slot in before[name].given} == before[name].given
            assert all(name == "round-1" and given.bulk for given in new.values())
            assert {slot.item for slot in new} <= {"R-01", "R-02", "R-03", "R-04"}


@pytest.mark.parametrize("list_id", [checklist.id for checklist in real_manual().lists])
def test_of_the_shipped_lists_only_rounds_have_the_one_act_and_it_answers_only_their_plain_lines(
    list_id: str,
) -> None:
    """PAT, PAT-F: never opening, closing or periodic tasks; never a sample, a block or a signature."""
    world = World(real_manual())
    run = world.start(list_id)
    done = world.wish(bulk.bulk, run)
    if list_id not in ("patrol", "fire-round"):
        assert isinstance(done, Refusal)
        assert done.code == "one_by_one"
        assert world.run(run).given == {}
        return
    assert not isinstance(done, Refusal)
    checklist = real_manual().list(list_id)
    assert checklist is not None
    touched = {slot.item for slot in world.run(run).given}
    assert touched
    for line in checklist.lines:
        if line.id in touched:
            assert line.bulk
            assert line.block is None
            assert not line.away
    answered = {(slot.item, slot.field) for slot in world.run(run).given}
    kinds = {f.kind for line in checklist.lines for f in line.fields if (line.id, f.id) in answered}
    assert kinds <= {"confirm", "choice"}, "nothing that has to be looked up or counted"
    assert world.run(run).signed == {}
