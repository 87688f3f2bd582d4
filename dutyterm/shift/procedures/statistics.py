"""The figures of one emergency against its targets: minutes, people, steps late, first announcement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dutyterm.manual.schema import Manual
from dutyterm.model.moment import moment_text
from dutyterm.shift.procedures.state import Run
from dutyterm.shift.procedures.view import run_view

COUNTS = ("people", "complaints", "insisted")
"""Figures that are typed: people affected, complaints, who insisted on the counter."""


def figures(run: Run, manual: Manual, now: datetime) -> Mapping[str, object]:
    """JSON values of one run, for the seal line and for overviews; times in seconds."""
    found: dict[str, object] = {"card": run.card, "run": run.id, "t0": moment_text(run.t0)}
    if run.level is not None:
        found["level"] = run.level
    if run.recovered_at is not None:
        found["down_s"] = _seconds(run.t0, run.recovered_at)
    if run.ended_at is not None:
        found["ended_s"] = _seconds(run.t0, run.ended_at)
    if run.said:
        found["first_said_s"] = _seconds(run.t0, min(said.at for said in run.said))
    found.update({name: run.counts[name] for name in sorted(run.counts)})
    if run.calls:
        found["calls"] = len(run.calls)
    if run.queue:
        found["most_waiting"] = max(count.waiting for count in run.queue)
    if run.snoozes:
        found["snoozes"] = run.snoozes
    seen = run_view(run, manual, now)
    if seen is not None:
        marks = [step.mark for step in seen.steps]
        tally = {name: sum(m in of for m in marks) for name, of in _TALLY.items()}
        found.update({name: count for name, count in tally.items() if count})
    return found


_TALLY: Mapping[str, tuple[str, ...]] = {
    "done": ("done", "late", "progress"),
    "late": ("late",),
    "skipped": ("skipped",),
    "open": ("todo", "deferred"),
}


def _seconds(start: datetime, end: datetime) -> int:
    return max(0, int((end - start).total_seconds()))
