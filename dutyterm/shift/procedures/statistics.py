"""The figures of one emergency against its targets: minutes, people, steps late, first announcement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dutyterm.manual.schema import Manual
from dutyterm.model.moment import moment_text
from dutyterm.shift.procedures.state import Run
from dutyterm.shift.procedures.view import RunView, run_view

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
    if run.form.due is not None:
        found["review_due"] = moment_text(run.form.due)
    if run.drill and run.form.signed:
        # nobody asks for it, so it is signed in this shift or never; of real cases `review_figures` tells
        found["reviewed"] = True
    seen = run_view(run, manual, now)
    if seen is not None:
        found.update(targets(seen))
        marks = [step.mark for step in seen.steps]
        tally = {name: sum(m in of for m in marks) for name, of in _TALLY.items()}
        found.update({name: count for name, count in tally.items() if count})
    return found


def targets(seen: RunView) -> Mapping[str, int]:
    """What the card asks for, in seconds from the start: the first announcement, and being back.

    Being back has no target of its own; a case that is not back in time becomes graver by itself.
    """
    found: dict[str, int] = {}
    spoken = [
        s
        for s in seen.steps
        if s.step.say and s.mark != "inactive" and s.target.anchor == "start" and not s.target.later
    ]
    if spoken:
        found["said_target_s"] = min(s.target.seconds for s in spoken)
    if seen.card.escalate is not None:
        found["back_target_s"] = seen.card.escalate.after * 60
    return found


def review_figures(run: Run) -> Mapping[str, object]:
    """A form that was signed, for the seal line of the shift in which it was."""
    found: dict[str, object] = {"run": run.id, "t0": moment_text(run.t0), "card": run.card}
    if run.form.due is not None:
        found["asked"] = True
    if run.form.late_min is not None:
        found["late_min"] = run.form.late_min
    for name in ("people", "complaints"):
        value = run.form.answers.get(name)
        if isinstance(value, int):
            found[name] = value
    cause = run.form.answers.get("cause")
    if isinstance(cause, str):
        found["cause"] = cause
    return found


_TALLY: Mapping[str, tuple[str, ...]] = {
    "done": ("done", "late", "progress"),
    "late": ("late",),
    "skipped": ("skipped",),
    "open": ("todo", "deferred"),
}


def _seconds(start: datetime, end: datetime) -> int:
    return max(0, int((end - start).total_seconds()))
