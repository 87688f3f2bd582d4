"""What was recorded with nobody signed in gets its name by a record of its own (N31)."""

from __future__ import annotations

import pytest

from dutyterm.shift.procedures import around, rules, state
from dutyterm.shift.procedures.rules import Tick
from tests.shift.test_procedures import begun
from tests.shift.world import PEOPLE, World


@pytest.fixture
def world() -> World:
    return World()


def test_what_was_done_with_nobody_signed_in_is_claimed_by_who_did_it_n31(world: World) -> None:
    world.who = None
    run = begun(world)
    world.do(rules.tick, Tick(run, "1"))
    assert world.refused(around.claim, run) == "sign_in"
    world.who = PEOPLE[0]
    world.do(rules.tick, Tick(run, "2"))
    world.do(around.claim, run)
    known = state.of(world.shift).by_id[run]
    assert [known.step(no).by for no in ("1", "2")] == ["p1", "p1"]
    assert [kept.by for kept in known.kept[:2]] == [None, None], "the records stay as they were written"
    assert {who for _, who in known.named()} == {"p1"}
    assert world.refused(around.claim, run) == "nothing_unnamed"
    world.who = PEOPLE[1]
    world.do(rules.tick, Tick(run, "4"))
    assert state.of(world.next_shift().shift).by_id[run].step("1").by == "p1"
