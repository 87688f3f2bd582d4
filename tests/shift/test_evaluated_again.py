"""After an answer only what it touches is worked out again; the view is the one that a fresh look gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import entries, open_items
from dutyterm.shift.lists import completion, exceptions, rules, signing
from dutyterm.shift.lists.facts import ItemAnswered, ItemChanged
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.unchanged import changed_items, same_world, untouched
from dutyterm.shift.lists.view import Mark, SlotView, _evaluated
from tests.shift.fixtures import small_manual
from tests.shift.world import MANAGER, World, normal

Step = tuple[int, int, int]


def some_value(world: World, slot: SlotView, pick: int) -> object:
    """The normal answer, or one of the others."""
    if slot.spec.choices:
        return slot.spec.choices[pick % len(slot.spec.choices)].id
    if slot.spec.kind in ("number", "count", "money"):
        return pick
    return normal(world, slot)


def stepped(world: World, run: str, step: Step) -> None:
    """One wish about some line; many are refused, which changes nothing."""
    where, act, pick = step
    lines = world.view(run).lines
    line = lines[where % len(lines)]
    item = line.line.id
    slots = [s for s in line.slots if s.spec.kind != "machine"]
    world.wait(seconds=2)
    if act == 0:
        world.wish(exceptions.take_back, run, item, "slip")
    elif act == 1 and line.line.na:
        world.wish(exceptions.not_applicable, run, item, line.line.na[0].id)
    elif act == 2:
        world.wish(exceptions.defer, run, item, "after_open", "no_time")
    elif act == 3:
        world.wish(exceptions.override, run, item, MANAGER, "phone", "service_first")
    elif act == 4:
        world.do(open_items.note, "回单", world.now)  # another family
    elif act == 5:
        world.do(entries.write, entries.Draft("complaint", "等候"))
    elif act == 6 and pick % 2:
        world.wish(rules.start, "closing")  # another list
    elif slots:
        slot = slots[pick % len(slots)]
        if slot.spec.kind == "dual":
            world.wish(signing.sign, run, ((slot.slot, "0" * 64),), f"p{1 + pick % 3}")
        else:
            value = some_value(world, slot, pick)
            wish = rules.Answer(run, slot.slot, value, confirmed=True, reason="slip")  # type: ignore[arg-type]
            world.wish(rules.answer, wish)


def without_a_glance(world: World, run: str, events: list[Event]) -> list[Event]:
    """What follows from these events when the whole list is worked out as it will be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(completion, "_goes_on", lambda *_: False)
        return completion.completed(world.scene, run, events)


def fresh(world: World, run: str) -> object:
    """The view as it is worked out with nothing known before."""
    view = world.view(run)
    return _evaluated(world.scene, view.run, view.checklist).view


STEPS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12), st.integers(0, 9)), max_size=25)


@given(STEPS)
@settings(max_examples=60, deadline=None)
def test_a_small_list_looks_the_same_worked_out_again_and_afresh(steps: list[Step]) -> None:
    world = World(small_manual())
    run = world.start()
    for step in steps:
        stepped(world, run, step)
        assert world.view(run) == fresh(world, run)


@pytest.mark.parametrize("list_id", ["opening", "closing"])
@given(steps=STEPS)
@settings(max_examples=8, deadline=None)
def test_the_real_lists_look_the_same_worked_out_again_and_afresh(list_id: str, steps: list[Step]) -> None:
    world = World()
    run = world.start(list_id)
    for step in steps:
        stepped(world, run, step)
        assert world.view(run) == fresh(world, run)


@pytest.mark.parametrize("list_id", ["", "opening", "closing", "patrol"])
@given(steps=STEPS, ends=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), min_size=1, max_size=12))
@settings(max_examples=12, deadline=None)
def test_where_nothing_follows_at_a_glance_nothing_follows(
    list_id: str, steps: list[Step], ends: list[tuple[int, int]]
) -> None:
    """L6: lists that are nearly or wholly done, too: only there a glance could miss the end."""
    world = World() if list_id else World(small_manual())
    run = world.start(list_id) if list_id else world.start()
    left = {line.line.id for line in world.view(run).lines[: len(steps) % 4]}
    for line in world.view(run).lines:
        for slot in line.slots if line.line.id not in left else ():
            if slot.open and slot.spec.kind not in ("dual", "machine"):
                wish = rules.Answer(run, slot.slot, normal(world, slot), confirmed=True)
                world.wish(rules.answer, wish)
    for step in steps[:5]:
        stepped(world, run, step)
    for where, pick in ends:
        lines = world.view(run).lines
        slots = [s for s in lines[where % len(lines)].slots if s.spec.kind not in ("dual", "machine")]
        if slots:
            slot = slots[pick % len(slots)]
            value = some_value(world, slot, pick)
            wish = rules.Answer(run, slot.slot, value, confirmed=True, reason="slip")  # type: ignore[arg-type]
            events = rules.answer(world.scene, wish)
            if not isinstance(events, Refusal):
                own = [event for event in events if isinstance(event.fact, ItemAnswered | ItemChanged)]
                at_once = completion.completed(world.scene, run, own)
                assert at_once == without_a_glance(world, run, own)
                world.wish(rules.answer, wish)


def test_a_step_under_a_question_is_worked_out_again_with_its_question() -> None:
    """L3."""
    world = World(small_manual())
    run = world.start()
    hanging = next(v.line for v in world.view(run).lines if v.line.when is not None and v.line.when.item)
    asked = hanging.when.item if hanging.when is not None else None
    assert asked is not None
    assert not untouched(hanging, frozenset({asked}))
    assert untouched(hanging, frozenset({"nothing-of-it"}))


def test_an_answer_changes_one_line_and_an_open_item_changes_the_world() -> None:
    world = World(small_manual())
    run = world.start()
    before, shift = world.run(run), world.shift
    world.answer(run, "B-02", "net", "good")
    assert changed_items(before, world.run(run)) == {"B-02"}
    assert same_world(shift, world.shift, run)
    kept = next(v for v in world.view(run).lines if v.line.id == "B-04")
    world.answer(run, "B-03", "usable", normal(world, world.slot(run, "B-03", "usable")))
    assert next(v for v in world.view(run).lines if v.line.id == "B-04") is kept
    shift = world.shift
    world.do(open_items.note, "回单", world.now)
    assert not same_world(shift, world.shift, run)


def test_a_line_taken_back_is_open_again() -> None:
    world = World(small_manual())
    run = world.start()
    world.answer(run, "B-02", "net", "good")
    assert world.line(run, "B-02").mark is Mark.DONE
    world.do(exceptions.take_back, run, "B-02", "slip")
    assert world.line(run, "B-02").mark is Mark.TODO
    assert not isinstance(
        world.wish(rules.answer, rules.Answer(run, Slot("B-02", "", "net"), "good")), Refusal
    )
