"""Figures of the day that the records of this shift tell: nobody types what is written down (CLS-30)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dutyterm.manual.schema import Metric
from dutyterm.shift.metrics.figures import Figure
from dutyterm.shift.shift import Scene


def recorded(scene: Scene, metric: Metric) -> Figure | None:
    """What the records say; None while they do not know: a hall that keeps this on paper types it."""
    tell = TOLD.get(metric.records or "")
    value = tell(scene) if tell is not None else None
    return None if value is None else Figure(value)


def _not_keyed(scene: Scene) -> int | None:
    """Entries of the manual register that wait to be keyed in, once the register was used."""
    if not scene.shift.has("register"):
        return None
    from dutyterm.shift.register import lines as register_lines
    from dutyterm.shift.register.state import of as register_of
    from dutyterm.shift.register.waiting import real

    if not register_lines.by_records(register_lines.NAME, scene):
        return None
    return sum(entry.waits for entry in real(register_of(scene.shift)))


def _over(scene: Scene) -> int | None:
    return _differences(scene, 1)


def _short(scene: Scene) -> int | None:
    return _differences(scene, -1)


def _differences(scene: Scene, sign: int) -> int | None:
    """Fen over, or short, of all tills together, never netted; None while one of them has no result."""
    if not scene.shift.has("cash"):
        return None
    from dutyterm.shift.cash.state import CASH, of

    spans = [span for till in of(scene.shift).tills.values() for span in till.spans]
    if not spans or any(CASH not in span.decided for span in spans):
        return None
    return sum(max(0, sign * span.decided[CASH].fen) for span in spans)


def _reversals(scene: Scene) -> int | None:
    """Reversals, refunds and voids that a manager went through (CLS-09)."""
    if not scene.shift.has("cash"):
        return None
    from dutyterm.shift.cash.state import of

    done = of(scene.shift).reversals
    return None if done is None else done.made


TOLD: Final[dict[str, Callable[[Scene], int | None]]] = {
    "not_keyed": _not_keyed,
    "cash_over": _over,
    "cash_short": _short,
    "reversals": _reversals,
}
"""What a figure may name as `records`; `manual.known.TOLD_FIGURES` holds these names."""
