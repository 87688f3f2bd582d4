"""Figures over many shifts: a shift that says nothing has no point, and unknown is not nought (3g, N27)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dutyterm.review.shelf import Shelved
from dutyterm.review.trends import Foresight, Point, foresight, series
from dutyterm.shift.metrics.figures import Figure
from tests.review.test_past import VERSION_1, shelved


def sealed(day: str, metrics: Any = None, lists: Any = None, **more: Any) -> Shelved:
    figures = {"metrics": metrics, "lists": lists}
    return shelved(0, {"v": 2, "day": day, "code": "A", "figures": figures, **more})


def test_points_come_oldest_first_with_what_was_recorded_before_what_was_sampled() -> None:
    shelf = [
        sealed("2026-11-21", {"recorded": {"wait": {"value": 30, "samples": 3}}, "sampled": {}}),
        sealed("2026-11-20", {"recorded": {}, "sampled": {"wait": {"value": 8, "samples": 1}}}),
        sealed("2026-11-19", {"recorded": {"wait": {"value": None, "unknown": "system_down"}}}),
    ]
    assert series(shelf, "wait") == (
        Point(date(2026, 11, 19), "A", Figure(None, None, "system_down"), "recorded"),
        Point(date(2026, 11, 20), "A", Figure(8, 1), "sampled"),
        Point(date(2026, 11, 21), "A", Figure(30, 3), "recorded"),
    )


def test_a_shift_that_says_nothing_has_no_point() -> None:
    shelf = [sealed("2026-11-20", {"recorded": {"visitors": {"value": 0}}}), shelved(1, VERSION_1)]
    assert series(shelf, "wait") == ()
    assert [p.figure.value for p in series(shelf, "visitors")] == [0]
    assert series([Shelved(Path("x"), shelf[0].head, None, None, 1)], "wait") == ()


def test_the_error_of_predictions_is_read_back() -> None:
    told = {"predicted_ms": 1_200_000, "actual_ms": 1_500_000, "runs": 6}
    shelf = [sealed("2026-11-20", None, {"opening-1": {"list": "opening", "predicted": told}, "x": 3})]
    (found,) = foresight(shelf, "opening")
    assert found == Foresight(date(2026, 11, 20), "A", 1_200_000, 1_500_000, 6)
    assert found.error_ms == 300_000
    assert foresight(shelf, "closing") == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["wait", "recorded", "sampled", "value", "samples", "list", "predicted", "runs"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=10,
)


@given(JSON, JSON, JSON)
def test_no_seal_whatever_it_holds_makes_a_nought(metrics: Any, lists: Any, day: Any) -> None:
    shelf = [sealed("2026-11-20", metrics, lists), sealed(day, metrics, lists)]
    for point in series(shelf, "wait"):
        if point.figure.value == 0:
            told = [part["wait"] for part in (metrics.get("recorded"), metrics.get("sampled")) if part]
            assert any(type(t.get("value")) is int and t["value"] == 0 for t in told if isinstance(t, dict))
    assert all(f.predicted_ms >= 0 and f.actual_ms >= 0 for f in foresight(shelf, "opening"))
