"""Figures over many shifts, from their seals: one point a shift, unknown ones kept apart from nought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from dutyterm.review.shelf import Shelved
from dutyterm.review.summaries import lifted, predicted
from dutyterm.shift.metrics.figures import Figure
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Point:
    """A figure of one sealed shift."""

    day: date
    code: str
    figure: Figure
    """Its value is None where it was recorded as unknown."""
    source: Literal["recorded", "sampled"]


@dataclass(frozen=True)
class Foresight:
    """How a prediction did in one sealed shift (N27)."""

    day: date
    code: str
    predicted_ms: int
    actual_ms: int
    runs: int

    @property
    def error_ms(self) -> int:
        """Positive: it took longer than predicted."""
        return self.actual_ms - self.predicted_ms


def series(shelf: Iterable[Shelved], metric: str) -> tuple[Point, ...]:
    """The points of a metric, oldest first. A shift that says nothing of it has no point, least of all 0."""
    found = []
    for shelved in shelf:
        summary = lifted(shelved.summary)
        day, part = _day(summary), _part(summary, "metrics")
        for source in ("recorded", "sampled"):
            told = part.get(source)
            figure = _figure(told.get(metric)) if isinstance(told, Mapping) else None
            if day is not None and figure is not None:
                found.append(Point(*day, figure, "recorded" if source == "recorded" else "sampled"))
                break
    return tuple(sorted(found, key=lambda p: (p.day, p.code)))


def foresight(shelf: Iterable[Shelved], list_id: str) -> tuple[Foresight, ...]:
    """How well this hall's predictions for a list came true, oldest first."""
    found = []
    for shelved in shelf:
        summary = lifted(shelved.summary)
        day = _day(summary)
        if day is not None:
            found += [Foresight(*day, *told) for of_list, *told in predicted(summary) if of_list == list_id]
    return tuple(sorted(found, key=lambda f: (f.day, f.code)))


def _day(summary: Mapping[str, Any]) -> tuple[date, str] | None:
    try:
        return date.fromisoformat(summary["day"]), str(summary.get("code", ""))
    except (KeyError, TypeError, ValueError):
        return None


def _part(summary: Mapping[str, Any], family: str) -> Mapping[str, Any]:
    figures = summary.get("figures")
    part = figures.get(family) if isinstance(figures, Mapping) else None
    return part if isinstance(part, Mapping) else {}


def _figure(told: object) -> Figure | None:
    """A figure as the seal holds it; None when there is none or it cannot be read."""
    if not isinstance(told, Mapping):
        return None
    value, samples, unknown = told.get("value"), told.get("samples"), told.get("unknown")
    if value is not None and type(value) is not int:
        return None
    if samples is not None and type(samples) is not int:
        return None
    return Figure(value, samples, unknown if isinstance(unknown, str) else None)
