"""Differences of money over many shifts (N25): sums that are never netted, and when the run test fires."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dutyterm.review.cash_runs import Run, repeated_small_shorts, sums
from dutyterm.shift.past import PastDifference

MONDAY = date(2026, 11, 16)


def days(person: str, *fens: int) -> list[PastDifference]:
    return [
        PastDifference(MONDAY - timedelta(days=n), person, "01", "cash", fen, "unknown")
        for n, fen in enumerate(fens)
    ]


def test_five_small_shorts_in_a_row_are_told() -> None:
    (found,) = repeated_small_shorts(days("p3", -500, -200, -1_000, -50, -300))
    assert found == Run("p3", 5, 5, (1, 32))


def test_shorts_and_overs_in_turn_are_chance() -> None:
    assert repeated_small_shorts(days("p3", -500, 200, -1_000, 50, -300, 100, -200)) == ()


def test_four_shorts_are_too_few_to_say_anything() -> None:
    assert repeated_small_shorts(days("p3", -500, -200, -1_000, -50)) == ()


def test_large_shorts_are_for_the_ladder_and_not_for_the_run_test() -> None:
    assert repeated_small_shorts(days("p3", *[-5_000] * 9)) == ()


def test_each_person_is_looked_at_alone() -> None:
    mixed = days("p3", *[-100] * 6) + days("p4", 100, -100, 100, -100, 100)
    assert [run.person for run in repeated_small_shorts(mixed)] == ["p3"]


@given(st.lists(st.integers(-2_000, 2_000).filter(bool), max_size=40))
def test_overs_alone_are_never_told_and_chance_is_a_chance(fens: list[int]) -> None:
    assert repeated_small_shorts(days("p3", *map(abs, fens))) == ()
    for run in repeated_small_shorts(days("p3", *fens)):
        assert 0 < run.chance[0] * 20 < run.chance[1]


def test_sums_are_kept_apart_for_over_and_short() -> None:
    found = sums(days("p3", -500, 200) + days("p4", -100), "person")
    assert [(row.key, row.short_fen, row.over_fen) for row in found] == [("p3", -500, 200), ("p4", -100, 0)]
    assert [(row.key, row.shorts) for row in sums(days("p3", -5, -5), "weekday")] == [("0", 1), ("6", 1)]
    assert [row.key for row in sums(days("p3", -5), "till")] == ["01"]
