"""A hall that has not set a figure: nothing crashes or passes silently, and it is said where to set it."""

from __future__ import annotations

from typing import Any

import pytest

from dutyterm.manual.figures import named_figures
from dutyterm.manual.known import FIGURES
from dutyterm.model.figures import FIGURE_NAMES, figure_name
from dutyterm.review.told import Teller
from dutyterm.shift.lists import norms
from dutyterm.shift.lists.facts import ItemAnswered
from tests.shift.world import World, premises, real_manual


def line_with(name: str) -> tuple[str, str]:
    """The first line of the default manual whose field is held against this figure, and its list."""
    id = named_figures(real_manual())[name][0]
    return id, next(c.id for c in real_manual().lists if c.line(id) is not None)


def test_every_figure_that_a_manual_may_name_has_a_name_where_the_hall_sets_it() -> None:
    own = {"tills", "exits", "staff", "planned_tills", "min_tills", "min_staff"}
    assert set(FIGURE_NAMES) == FIGURES - own
    assert figure_name("a_figure_of_later").zh == "a_figure_of_later"


def test_the_default_manual_names_its_figures_with_their_lines() -> None:
    named = named_figures(real_manual())
    assert set(named) <= FIGURES
    assert named["kit_items"] == ("OPN-18",), "its total and the condition of its second field"
    assert "overnight_fen" in named
    assert named["seats"] == ("PEAK",), "1.5 times the seats is a trigger of the queue (3f.5)"


def older(*without: str) -> World:
    """A hall whose profile is older than these figures."""
    full = premises()
    numbers = {key: n for key, n in full.numbers.items() if key not in without}
    numbers.setdefault("overnight_fen", 2_000_000)
    for name in without:
        numbers.pop(name, None)
    return World(real_manual(), full.model_copy(update={"numbers": numbers}))


def answered(world: World, name: str, value: int) -> ItemAnswered:
    """The record of an answer to the field that is held against a figure."""
    item, list_id = line_with(name)
    run = world.start(list_id)
    line = world.line(run, item)
    slot = next(s for s in line.slots if norms.missing(line.line, s.spec, premises(numbers={})))
    records = world.answer(run, item, slot.slot.field, value, slot.slot.part)
    found = next(r.fact for r in records if isinstance(r.fact, ItemAnswered))
    assert found.field == slot.slot.field
    return found


@pytest.mark.parametrize("name", sorted(set(FIGURE_NAMES) & set(named_figures(real_manual())) - {"seats"}))
def test_an_answer_that_was_compared_with_nothing_says_so_in_its_record(name: str) -> None:
    """overnight_fen, keys, demo_devices ... in a hall that is older than the line."""
    fact = answered(older(name), name, 3)
    assert fact.unchecked == (name,)
    assert fact.norm == "ok"
    told = Teller({}, real_manual()).told(fact.KIND, fact.body())
    assert "没有比对" in told.zh
    assert figure_name(name).zh in told.zh
    assert "not compared" in told.en


def test_with_the_figure_set_the_limit_is_compared_and_nothing_is_said() -> None:
    world = older()
    assert answered(world, "overnight_fen", 2_000_001).norm == "block"
    fact = answered(older(), "overnight_fen", 1_000_000)
    assert (fact.norm, fact.unchecked) == ("ok", None)
    assert "unchecked" not in fact.body(), "an ordinary record does not grow"


def test_a_count_without_its_total_takes_any_number() -> None:
    fact = answered(older("demo_devices"), "demo_devices", 7)
    assert fact.value == 7
    assert fact.unchecked == ("demo_devices",)


def test_the_whole_default_manual_can_be_walked_in_a_hall_that_set_no_figure() -> None:
    hall = premises(numbers={"planned_tills": 2, "min_tills": 1, "min_staff": 3})
    for list_id in ("opening", "patrol", "fire-round", "closing"):
        world = World(real_manual(), hall)
        run = world.start(list_id)
        skip: tuple[Any, ...] = tuple(v.line.id for v in world.view(run).lines if v.line.away)
        world.finish(run, but=skip)
        left = [v.line.id for v in world.view(run).left if v.line.id not in skip]
        assert left == [v.line.id for v in world.view(run).left if v.line.opens_doors], list_id
