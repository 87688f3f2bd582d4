"""What the rounds sampled: queue waits, transaction times, and the wait that follows (PAT-01..03)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dutyterm.manual.schema import Metric
from dutyterm.model.refusal import Refusal
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.state import of
from dutyterm.shift.lists.view import LineView, RunView, SlotView
from dutyterm.shift.metrics.figures import Figure, joined
from dutyterm.shift.metrics.recorded import recorded
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

WAITING, OPEN_TILLS = "waiting", "open_tills"
"""Ids of the two fields that a line must have for the wait to be computed (PAT-01)."""


@dataclass(frozen=True)
class Wait:
    """How long somebody who came now would wait, as one round found it."""

    run: str
    """Empty for a round of an earlier shift of the day."""
    at: datetime
    """When it was counted."""
    waiting: int
    open_tills: int
    minutes: int | None
    """None = cannot be computed: no till open, or nobody timed a transaction."""


def sampled(scene: Scene, metric: Metric) -> Figure | None:
    """The sum and number of all samples of this shift, or what its records tell; None while there is none."""
    if metric.records is not None:
        return recorded(scene, metric)
    return joined(tuple(_of_run(view, metric) for view in _views(scene)))


def waits(scene: Scene) -> tuple[Wait, ...]:
    """The computed wait of every round that counted people and tills, in the order of the rounds.

    The service time is that of the round's own samples, or of the whole shift when it took none.
    """
    views = list(_views(scene))
    service = [m for m in scene.manual.log.metrics if m.line and m.field and m.kind == "minutes"]
    overall = joined(tuple(_of_run(view, metric) for view in views for metric in service))
    found: list[Wait] = []
    for view in views:
        own = joined(tuple(_of_run(view, metric) for metric in service)) or overall
        for line in view.lines:
            counted = _counted(line)
            if counted is not None:
                at, waiting, tills = counted
                found.append(Wait(view.run.id, at, waiting, tills, computed_wait(waiting, tills, own)))
    return tuple(found)


def computed_wait(waiting: int, open_tills: int, service: Figure | None) -> int | None:
    """Waiting people x average service time / open tills, in whole minutes rounded up; None = unknown.

    Rounded up, so that a wait is never told shorter than it is, and is 0 only when nobody waits.
    """
    if waiting < 0:
        return None
    if waiting == 0:
        return 0
    if open_tills < 1 or service is None or not service.value or service.value < 0 or not service.samples:
        return None
    return -(-waiting * service.value // (open_tills * service.samples))


def _views(scene: Scene) -> Iterator[RunView]:
    for run in of(scene.shift).runs:
        view = run_view(scene, run)
        if not isinstance(view, Refusal):
            yield view


def _counted(line: LineView) -> tuple[datetime, int, int] | None:
    values = {s.slot.field: s for s in line.slots if s.active and s.given is not None}
    waiting, tills = values.get(WAITING), values.get(OPEN_TILLS)
    if waiting is None or tills is None or waiting.given is None:
        return None
    if not isinstance(waiting.value, int) or not isinstance(tills.value, int):
        return None
    return waiting.given.at, waiting.value, tills.value


def _of_run(view: RunView, metric: Metric) -> Figure:
    """The samples of one round, as a sum; unknown when it took none."""
    line = view.line(metric.line) if metric.line is not None else None
    if line is None:
        return Figure(None)
    slots = [s for s in line.slots if s.active and s.given is not None]
    if metric.field is None:
        seconds = [n for n in _spans(slots) if n >= 0]
        # rounded once for all of them, and up: a short wait never becomes none
        whole = -(-sum(seconds) // _SECONDS.get(metric.kind, 60))
        return Figure(whole, len(seconds)) if seconds else Figure(None)
    numbers = [s.value for s in slots if s.slot.field == metric.field and isinstance(s.value, int)]
    numbers = [n for n in numbers if n >= 0]
    return Figure(sum(numbers), len(numbers)) if numbers else Figure(None)


_SECONDS = {"seconds": 1, "minutes": 60}


def _spans(slots: list[SlotView]) -> Iterator[int]:
    """Whole seconds between the two times of each part; what was called before it was printed is negative."""
    parts = dict.fromkeys(s.slot.part for s in slots)
    for part in parts:
        times = [
            at
            for s in slots
            if s.slot.part == part and s.spec.kind == "time" and (at := _time(s.value)) is not None
        ]
        if len(times) == 2:
            yield int((times[1] - times[0]).total_seconds())


def _time(value: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None
