"""One figure, exact: a number, a sum with its samples, or unknown with a reason; and how it stands (3g)."""

from __future__ import annotations

from typing import Literal

from dutyterm.manual.schema import Metric
from dutyterm.values import dataclass

Standing = Literal["unknown", "plain", "stretch", "ok", "fail"]
"""unknown: no value. plain: no limits. stretch: reaches the higher aim. fail: beyond the last good value."""


@dataclass(frozen=True)
class Figure:
    """A figure as it was recorded, in whole units of its metric."""

    value: int | None
    """None = unknown, which is not 0. With samples the sum over all of them; for a percentage the hits."""
    samples: int | None = None
    """Number of samples behind an average; of how many, for a percentage."""
    unknown_reason: str | None = None

    def tenths(self, metric: Metric) -> int | None:
        """What is shown, in tenths of the unit, rounded half away from 0; None when unknown.

        What is not 0 never becomes 0 by rounding: it is then one tenth.
        """
        scaled = self._over(metric)
        if scaled is None:
            return None
        value, samples = scaled
        size = (abs(value) * 20 + samples) // (2 * samples)
        if value and not size:
            size = 1
        return -size if value < 0 else size

    def _over(self, metric: Metric) -> tuple[int, int] | None:
        """Numerator and denominator of the value in the metric's unit."""
        if self.value is None:
            return None
        if not metric.averaged:
            return self.value, 1
        if self.samples is None or self.samples < 1:
            return None  # an average without samples is no figure; only a forged record has one
        return self.value * (100 if metric.kind == "percent" else 1), self.samples

    def standing(self, metric: Metric) -> Standing:
        """Against the limits of the metric, exactly: nothing is rounded before it is compared."""
        scaled = self._over(metric)
        if scaled is None:
            return "unknown"
        if metric.better is None or (metric.fail is None and metric.stretch is None):
            return "plain"
        value, samples = scaled
        sign = 1 if metric.better == "low" else -1
        if metric.fail is not None and sign * value > sign * metric.fail * samples:
            return "fail"
        if metric.stretch is not None and sign * value <= sign * metric.stretch * samples:
            return "stretch"
        return "ok"


def joined(figures: tuple[Figure, ...]) -> Figure | None:
    """Several samplings as one: sums and samples are added, so each sample weighs the same; None of none."""
    known = [(f.value, f.samples) for f in figures if f.value is not None and f.samples]
    if not known:
        return None
    return Figure(sum(value for value, _ in known), sum(samples for _, samples in known))
