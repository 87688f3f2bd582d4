"""Suggested cards: from the PC, from a dark time, from a failed line; never started by themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyterm.model.suggests import SUGGESTS, Source, flag_of, silent
from dutyterm.shift.procedures import rules, state
from dutyterm.shift.procedures.suggestions import Sensed, suggestions
from tests.shift.world import World


def cards(world: World, sensed: Sensed | None = None) -> list[str]:
    return [one.card for one in suggestions(world.scene, sensed or Sensed())]


def test_a_pc_on_battery_suggests_the_power_cut_and_changes_nothing() -> None:
    world = World()
    assert cards(world) == []
    assert cards(world, Sensed(on_battery=True)) == ["PWR"]
    assert cards(world, Sensed(on_battery=False, link=True)) == []
    assert state.of(world.shift).by_id == {}


def test_what_only_follows_from_what_goes_on_is_not_suggested() -> None:
    world = World()
    assert cards(world, Sensed(on_battery=True, link=False)) == ["PWR", "NET"]
    world.do(rules.start, "PWR")
    assert cards(world, Sensed(on_battery=True, link=False)) == []


def test_a_failed_line_suggests_its_card_until_that_was_walked() -> None:
    world = World()
    run = world.start()
    world.answer(run, "OPN-09", "link", "down", confirmed=True)
    assert cards(world) == ["NET"]
    world.now += timedelta(minutes=1)
    world.do(rules.start, "NET")
    assert cards(world) == []
    later = World()
    later.answer(later.start(), "OPN-09", "link", "down", confirmed=True)
    later.now += timedelta(hours=3)
    assert cards(later) == []


def test_a_dark_time_with_open_doors_asks_for_the_power_cut() -> None:
    world = World()
    world.forge("shift.doors_opened", {"opened_at": world.now.isoformat()})
    world.now += timedelta(hours=1)
    world.forge("program.started", {"version": "1", "boot": "b", "dark_ms": 30_000}, by=None)
    assert cards(world) == [], "somebody has only closed the program"
    world.forge("program.started", {"version": "1", "boot": "b", "dark_ms": 300_000}, by=None)
    assert cards(world) == ["PWR"]
    world.now += timedelta(hours=3)
    assert cards(world) == []


def test_before_the_doors_are_open_a_late_start_suggests_nothing() -> None:
    world = World()
    world.forge("program.started", {"version": "1", "boot": "b", "dark_ms": 300_000}, by=None)
    assert cards(world) == []


def test_a_gateway_that_is_gone_suggests_the_network_card_and_an_unknown_one_nothing() -> None:
    world = World()
    assert cards(world, Sensed(gateway=False)) == ["NET"]
    assert cards(world, Sensed(gateway=True)) == []
    assert not Sensed(on_battery=False, link=True, gateway=True).bad


@pytest.mark.parametrize("source", SUGGESTS)
def test_each_source_is_silenced_by_its_own_switch_and_by_no_other(source: Source) -> None:
    world = World()
    world.forge("shift.doors_opened", {"opened_at": world.now.isoformat()})
    world.answer(world.start(), "OPN-09", "link", "down", confirmed=True)
    world.now += timedelta(hours=1)
    world.forge("program.started", {"version": "1", "boot": "b", "dark_ms": 300_000}, by=None)
    senses = {
        "battery": Sensed(on_battery=True),
        "link": Sensed(link=False),
        "gateway": Sensed(gateway=False),
        "gap": Sensed(),
        "lines": Sensed(),
    }
    others = [s for s in SUGGESTS if s != source]
    told = {one.source for one in suggestions(world.scene, senses[source], others)}
    assert told == {source}
    assert suggestions(world.scene, senses[source], tuple(SUGGESTS)) == ()


def test_a_profile_without_switches_silences_nothing() -> None:
    assert silent({}) == frozenset()
    assert silent({flag_of("gap"): False, flag_of("link"): True}) == {"gap"}
