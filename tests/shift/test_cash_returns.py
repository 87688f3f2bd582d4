"""An over goes back to its customer by a record of its own, linked to its result and never more (e.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dutyterm.shift.cash import returns
from dutyterm.shift.cash.books import balanced, places
from dutyterm.shift.cash.facts import Signature
from dutyterm.shift.past import PastDifference
from dutyterm.shift.shift import summary
from tests.shift.cash_world import BOSS, CLERK, MANAGER, OTHER, CashWorld
from tests.shift.test_cash_differences import decision, short_by
from tests.shift.world import DAY


def over_of_ten() -> CashWorld:
    """A till that was 10.00 over, decided."""
    from dutyterm.shift.cash import results

    world = short_by(1_000)
    world.do(results.decide, "01", 1, "cash", decision(world, cause="change"))
    return world


def back(
    world: CashWorld, fen: int, *, key: str | None = None, way: str = "system", paper: str = "T-1",
    words: str = "监控核实,少找给张女士", by: tuple[Signature, ...] | None = None,
) -> Any:  # fmt: skip
    (over, *_) = returns.overs(world.scene) or (None,)
    named = key if key is not None else over.key if over is not None else ""
    signed = by if by is not None else world.by(CLERK, MANAGER)
    return (returns.give_back, named, fen, way, paper, words, signed)


def test_an_over_goes_back_in_parts_and_never_more_than_it_was() -> None:
    world = over_of_ten()
    before = dict(places(world.cash))
    world.do(*back(world, 600))
    (left,) = returns.overs(world.scene)
    assert (left.day, left.till, left.number, left.fen, left.left) == (DAY, "01", 1, 1_000, 400)
    assert world.refused(*back(world, 401)) == "too_much"
    world.do(*back(world, 400, paper="T-2", way="company"))
    assert returns.overs(world.scene) == ()
    assert world.refused(*back(world, 1, key=left.key)) == "unknown_over"
    assert dict(places(world.cash)) == before  # no drawer was touched
    assert balanced(world.cash)
    decided = world.span().decided["cash"]
    assert decided.fen == 1_000  # the result stays what it was


def test_it_takes_a_manager_a_number_and_words() -> None:
    world = over_of_ten()
    assert world.refused(*back(world, 100, by=world.by(CLERK))) == "two_needed"
    assert world.refused(*back(world, 100, by=world.by(CLERK, CLERK))) == "same_person"
    assert world.refused(*back(world, 100, by=world.by(CLERK, OTHER))) == "manager_signs"
    assert world.refused(*back(world, 100, paper=" ")) == "empty"
    assert world.refused(*back(world, 100, words="")) == "words_needed"
    assert world.refused(*back(world, 100, way="drawer")) == "unknown_way"
    assert world.refused(*back(world, 0)) == "not_an_amount"
    assert world.refused(*back(world, 100, key="2026-11-22/01#9/cash")) == "unknown_over"
    world.do(*back(world, 100, by=world.by(OTHER, BOSS)))


def test_a_short_is_nothing_that_could_go_back() -> None:
    from dutyterm.shift.cash import results

    world = short_by(-1_000)
    world.do(results.decide, "01", 1, "cash", decision(world, cause="change"))
    assert returns.overs(world.scene) == ()


def test_an_over_of_an_earlier_shift_goes_back_less_what_went_before() -> None:
    world = CashWorld()
    day = DAY - timedelta(days=2)
    key = f"{day.isoformat()}/02#7/cash"
    one = PastDifference(day, OTHER, "02", "cash", 5_000, "unknown", 7)
    world.past = replace(world.past, differences=(one,), returned={key: 2_000})
    assert world.refused(*back(world, 3_001)) == "too_much"
    world.do(*back(world, 3_000))
    told: Any = summary(world.scene)["cash"]
    assert told["returned"] == [{"over": key, "fen": 3_000}]


@pytest.mark.parametrize("typed", ["13800138000 张三", "身份证 110101199003078515"])
def test_numbers_of_the_customer_are_masked(typed: str) -> None:
    world = over_of_ten()
    world.do(*back(world, 100, words=typed))
    last = next(r for r in world.records if r.kind == "cash.over_returned")
    assert typed not in str(last.raw["body"])
    assert "*" in str(last.raw["body"]["words"])
