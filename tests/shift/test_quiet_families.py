"""A family without a record is not asked: nobody can tell from what a shift says (N9, CLS-14, CLS-30)."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from dutyterm.manual.known import RECORDS, TOLD_FIGURES
from dutyterm.model.record import Event
from dutyterm.shift import seal, shift
from dutyterm.shift.cash import state as cash
from dutyterm.shift.cash.facts import OpeningDifference
from dutyterm.shift.families import FAMILIES, _Quiet, fold_all, is_idle
from dutyterm.shift.handed import handed
from dutyterm.shift.lists.machines import by_records
from dutyterm.shift.lists.rules import run_view
from dutyterm.shift.lists.state import of as lists_of
from dutyterm.shift.metrics.recorded import TOLD
from dutyterm.shift.past import Past, Previous
from dutyterm.shift.procedures import rules as procedures
from dutyterm.shift.register import state as register
from dutyterm.shift.register.amounts import amounts, stays
from dutyterm.shift.register.carried import Carried
from dutyterm.shift.register.facts import EnvelopeOpened
from dutyterm.shift.shift import Parts, Scene, Shift, carry, fold, summary
from tests.shift.test_fold import day
from tests.shift.world import DAY, World, premises

QUIET = {family.KEY: family for family in FAMILIES if isinstance(family, _Quiet)}


def told(world: World, of: Shift) -> dict[str, Any]:
    """Whatever a family without records could have a say in."""
    scene = replace(world.scene, shift=of)
    return {
        "blocks": [shift.blocks(scene, what) for what in ("doors", "cash", "handover", "leave")],
        "carry": carry(of),
        "summary": summary(scene),
        "handed": handed(scene),
        "views": [run_view(scene, run) for run in lists_of(of).runs],
        "alone": [name for name in RECORDS if by_records(name, scene)],
        "figures": {name: TOLD[name](scene) for name in TOLD_FIGURES},
        "ready": seal.ready_to_seal(scene),
        "sealing": seal.before_seal(scene, by_program=True),
    }


def morning() -> World:
    """The real lists in a hall that lets the records of money answer; nobody has any yet."""
    world = World(hall=premises(flags={"paper_invoices": False, "cash_records": True}))
    for name in ("opening", "closing"):
        world.start(name)
    return world


def without(key: str) -> World:
    """A day with a record of every kind, but for those of one family."""
    world, kept = day(), []
    for record in day().records:
        if record.kind.partition(".")[0] not in QUIET[key].words:
            kept.append(record)
    left = World(world.manual, world.hall, opened=False)
    left.now, left.mono, left.who, left.past = world.now, world.mono, world.who, world.past
    for record in kept:
        left.take(record)
    assert not left.shift.has(key)
    return left


USED = {
    "v": 1,
    "books": [{"book": "R1", "next": 4, "stock": [], "drill": False}],
    "pages": [],
    "entries": [],
    "envelopes": [],
    "settled": True,
    "numbers": ["E1"],
    "receipts": ["L0001", "L0002"],
}
"""What a register carries on for ever when all of it is done."""


def after(carried: dict[str, object]) -> World:
    """A morning into which a register came."""
    world = World(hall=premises(), opened=False)
    world.past = Past(previous=Previous("earlier", "f" * 64, "1-2-3", 3, DAY, "A", {"register": carried}))
    world.open()
    world.start("closing")
    world.do(procedures.start, "NET")
    return world


@pytest.mark.parametrize("of", ["morning", "used", *QUIET])
def test_nobody_can_tell_that_a_family_without_a_record_was_not_asked(
    of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = morning() if of == "morning" else after(USED) if of == "used" else without(of)
    unasked = told(world, fold_all(world.records))
    monkeypatch.setattr(Parts, "has", lambda *_: True)
    assert told(world, fold_all(world.records)) == unasked


@pytest.mark.parametrize("key", QUIET)
def test_a_family_without_a_record_is_not_even_folded(key: str) -> None:
    world = without(key)
    told(world, world.shift)
    assert key not in world.shift.parts._known


def test_a_register_that_is_done_is_carried_on_and_asked_nothing() -> None:
    world = after(USED)
    assert not world.shift.has("register")
    shift.blocks(world.scene, "leave")
    summary(world.scene)
    assert "register" not in world.shift.parts._known
    assert json.loads(json.dumps(carry(world.shift)))["register"] == USED
    world.write(Event(EnvelopeOpened(envelope="E2", person="p2"), "p2"))
    assert world.shift.has("register")


@pytest.mark.parametrize("of", ["used", "register"])
def test_the_books_of_cash_find_no_money_in_a_register_without_a_record(
    of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = after(USED) if of == "used" else without(of)
    unasked = stays(world.shift), [amounts(world.shift, person) for person in ("p1", "p2", "p3")]
    assert "register" not in world.shift.parts._known
    monkeypatch.setattr(Parts, "has", lambda *_: True)
    assert (stays(world.shift), [amounts(world.shift, person) for person in ("p1", "p2", "p3")]) == unasked


@pytest.mark.parametrize(
    "change", [{"settled": False}, {"pages": [1]}, {"entries": [1]}, {"envelopes": [1]}, {"v": 2}]
)
def test_a_register_with_anything_to_do_is_asked(change: dict[str, object]) -> None:
    assert is_idle("register", USED)
    assert is_idle("register", MappingProxyType({**USED, "pages": (), "numbers": ("E1",)}))
    assert not is_idle("register", {**USED, **change})
    assert after({**USED, **change}).shift.has("register")


def test_of_all_that_a_register_carries_only_used_numbers_ask_for_nothing() -> None:
    idle = QUIET["register"].idle
    assert idle is not None
    assert set(Carried.model_fields) - set(idle) == {"books", "numbers", "receipts"}
    empty = Carried().model_dump(mode="json")
    assert {name: empty[name] for name in idle} == idle


@pytest.mark.parametrize("carried", [None, 5, [], {}])
def test_what_cannot_be_understood_is_never_idle(carried: object) -> None:
    assert not is_idle("register", carried)
    assert not is_idle("cash", {"v": 1})
    assert not is_idle("of_tomorrow", {"v": 1})


def test_these_families_are_quiet() -> None:
    assert set(QUIET) == {"cash", "register", "procedures"}
    assert [key for key in QUIET if World().shift.has(key)] == []
    assert all(day().shift.has(key) for key in QUIET)


def test_a_family_has_something_from_its_first_record_on() -> None:
    world = World()
    before = world.shift
    world.write(Event(EnvelopeOpened(envelope="E1", person="p2"), "p2"))
    world.write(Event(OpeningDifference(till="01", fen=5, rows={}), "p2"))
    world.do(procedures.start, "NET")
    assert [key for key in QUIET if before.has(key)] == []
    assert all(world.shift.has(key) for key in QUIET)


def test_a_wish_that_might_come_is_no_record_yet() -> None:
    world = World()
    ahead: Scene = world.scene.after([Event(EnvelopeOpened(envelope="E1", person="p2"), "p2")])
    assert ahead.shift.has("register")
    assert not world.shift.has("register")


def test_what_was_carried_in_is_something() -> None:
    later = day().next_shift()
    assert later.shift.words == {"shift"}
    carried = later.past.previous.carried if later.past.previous is not None else {}
    assert {key for key in QUIET if later.shift.has(key)} == {key for key in QUIET if key in carried}
    assert later.shift.has("cash")


def test_what_somebody_puts_there_is_something_also_after_the_next_record() -> None:
    world = World()
    parts = world.shift.parts.having("register", register.EMPTY).having("cash", cash.EMPTY)
    there = fold(replace(world.shift, parts=parts), world.records[0])
    assert there.has("register")
    assert there.has("cash")
    assert not there.has("procedures")
