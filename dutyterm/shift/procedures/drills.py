"""Drills of this shift that were walked to their end, and what they answer in a list (N13, R5)."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.manual.schema import Manual
from dutyterm.shift.line_answer import LineAnswer
from dutyterm.shift.procedures.state import Run, of
from dutyterm.shift.procedures.view import run_view
from dutyterm.shift.shift import Scene, Shift


def drilled(shift: Shift, card: str | None) -> Run | None:
    """The newest drill of this card that was stood down in this shift; one broken off is none."""
    ended = (
        run
        for run in of(shift).by_id.values()
        if run.drill and run.card == card and run.ended == "stood_down" and not run.past
    )
    return next(reversed(tuple(ended)), None)


def drill_answer(scene: Scene, card: str) -> LineAnswer | None:
    """What such a drill says for a line that asks for it, timed against the targets of the card."""
    run = drilled(scene.shift, card)
    if run is None or run.ended_at is None:
        return None
    late = late_steps(run, scene.manual)
    minutes = max(0, int((run.ended_at - run.t0).total_seconds()) // 60)
    words = Text("{card} {t0},{n} 分,迟 {late} 步", "{card} at {t0}, {n} min, {late} steps late")
    told = words.fill(card=card, t0=f"{run.t0:%H:%M}", n=minutes, late=late)
    return LineAnswer(told, lead=Text("演练", "drill"))


def late_steps(run: Run, manual: Manual) -> int:
    """Steps that were done after their target."""
    view = run_view(run, manual, run.ended_at or run.t0)
    return 0 if view is None else sum(step.mark == "late" for step in view.steps)
