"""A measured figure beside its anchor and goal, and the table of them."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One line of the table. With an anchor the goal is a ratio; without one it is in `unit`."""

    what: str
    ours: float
    """In `unit`."""
    anchor: float | None = None
    """The same of what we compare ourselves with, in `unit`."""
    anchor_name: str = ""
    goal: float | None = None
    """At most this; None when the figure is only told."""
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        """Ours as a multiple of the anchor."""
        return self.ours / self.anchor if self.anchor else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without a goal."""
        measure = self.ratio if self.anchor else self.ours
        return None if self.goal is None or measure is None else measure <= self.goal

    def as_json(self) -> dict[str, Any]:
        """The figure as plain data, so that a child process can hand it over."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Figure:
        """The figure in what `as_json` gave."""
        return cls(**data)


def interleaved(jobs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each job, run in turn so that a busy moment of the machine touches all of them."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            start = perf_counter()
            job()
            taken[name].append((perf_counter() - start) * 1_000)
    return taken


def median(values: Iterable[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def percentile(values: Iterable[float], percent: int) -> float:
    """The value that `percent` of a hundred do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def table(figures: Iterable[Figure]) -> str:
    """The figures as text: what, ours, anchor, ratio, goal, met?"""
    rows = [("what", "ours", "anchor", "ratio", "goal", "met?")]
    rows += [_row(figure) for figure in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "-|-".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def _row(figure: Figure) -> tuple[str, str, str, str, str, str]:
    goal = "" if figure.goal is None else f"<= {figure.goal:g}{' x' if figure.anchor else f' {figure.unit}'}"
    return (
        figure.what,
        f"{figure.ours:.3g} {figure.unit}",
        "" if figure.anchor is None else f"{figure.anchor:.3g} {figure.unit} {figure.anchor_name}".rstrip(),
        "" if figure.ratio is None else f"{figure.ratio:.2f} x",
        goal,
        {True: "yes", False: "NO", None: ""}[figure.met],
    )
