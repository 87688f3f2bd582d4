"""Figures of the day that the records tell: taken over with one key, typed where a hall keeps paper."""

from __future__ import annotations

import pytest

from dutyterm.manual.known import TOLD_FIGURES
from dutyterm.shift.cash import results, reviews, tills
from dutyterm.shift.metrics import rules
from dutyterm.shift.metrics.recorded import TOLD
from tests.shift.cash_world import MANAGER, OTHER, CashWorld
from tests.shift.register_world import RegisterWorld
from tests.shift.test_cash_differences import decision, short_by


def told(world: CashWorld, id: str) -> int | None:
    found = next(row for row in rules.sheet(world.scene) if row.metric.id == id)
    return None if found.sampled is None else found.sampled.value


def test_every_name_that_a_manual_may_use_is_known_here() -> None:
    assert set(TOLD) == TOLD_FIGURES


def test_entries_that_wait_to_be_keyed_in_are_counted_by_the_register() -> None:
    world = RegisterWorld()
    assert told(world, "manual_open") is None  # nobody knows what lies on paper
    world.open_register()
    assert told(world, "manual_open") == 0
    slip, _ = world.pay(), world.pay()
    assert told(world, "manual_open") == 2
    world.rekey(slip)
    assert told(world, "manual_open") == 1
    world.do(rules.take_samples, "manual_open")
    known = rules.of(world.shift).by_id["manual_open"]
    assert (known.figure.value, known.figure.samples) == (1, None)


@pytest.mark.parametrize(("fen", "over", "short"), [(1_000, 1_000, 0), (-1_000, 0, 1_000)])
def test_over_and_short_are_told_apart_once_every_till_has_its_result(
    fen: int, over: int, short: int
) -> None:
    world = short_by(fen)
    assert (told(world, "cash_over"), told(world, "cash_short")) == (None, None)
    world.do(results.decide, "01", 1, "cash", decision(world, cause="change"))
    assert (told(world, "cash_over"), told(world, "cash_short")) == (over, short)
    world.issue("02", OTHER)
    assert told(world, "cash_over") is None  # another till is still open
    world.do(tills.begin_closing, "02")
    assert told(world, "cash_over") is None


def test_reversals_are_those_that_a_manager_went_through() -> None:
    world = CashWorld()
    assert told(world, "reversals") is None
    world.do(reviews.review_reversals, 3, (), world.by(MANAGER))
    assert told(world, "reversals") == 3


def test_what_somebody_types_stands_and_the_records_are_offered_beside_it() -> None:
    world = CashWorld()
    world.do(rules.record, rules.Wish("manual_open", 4))
    assert told(world, "manual_open") is None
    world.do(reviews.review_reversals, 3, (), world.by(MANAGER))
    world.do(rules.record, rules.Wish("reversals", 5))
    row = next(row for row in rules.sheet(world.scene) if row.metric.id == "reversals")
    assert row.recorded is not None
    assert row.sampled is not None
    assert (row.recorded.figure.value, row.sampled.value) == (5, 3)
