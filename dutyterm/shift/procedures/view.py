"""A card as it stands now: which steps count, when they should be done, what rings next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from dutyterm.manual.procedure import Card, CardStep
from dutyterm.manual.schema import Manual
from dutyterm.manual.target import NONE, Target, parse_target
from dutyterm.shift.procedures.facts import TimerKind
from dutyterm.shift.procedures.peak import Suggested, suggest
from dutyterm.shift.procedures.state import Run, StepState
from dutyterm.values import dataclass

Mark = Literal["todo", "progress", "done", "late", "skipped", "deferred", "inactive", "know"]
"""late: done, but after its target."""

AT_ONCE = timedelta(seconds=30)
"""What is to be done at t0 is not late before that (D): it takes a moment to press the key."""

_NOW = Target("start", 0)

PHONED = "hall_manager"
"""The contact whose call is the report by telephone."""


@dataclass(frozen=True)
class StepView:
    """One step of a run."""

    step: CardStep
    state: StepState
    target: Target
    mark: Mark
    planned: datetime | None
    """When it should be, or should have been, done."""
    over: timedelta | None
    """How long after that it was done, or is open now; negative while there is time left."""

    @property
    def open(self) -> bool:
        """Still to do, on the branch that holds?"""
        return self.mark in ("todo", "progress")

    @property
    def resting(self) -> bool:
        """Comes again and again, and not now?"""
        return self.target.anchor == "every" and (self.over is None or self.over < timedelta())

    @property
    def needed(self) -> bool:
        """Open, and the card is not complete without it?"""
        return self.open and self.step.required and not self.target.later


@dataclass(frozen=True)
class Timer:
    """Something that rings at a time, computed from what is recorded (N9)."""

    kind: TimerKind
    at: datetime
    step: str | None = None
    level: int | None = None

    def due(self, now: datetime) -> bool:
        """Has it rung?"""
        return now >= self.at


@dataclass(frozen=True)
class RunView:
    """A run held against its card."""

    run: Run
    card: Card
    steps: tuple[StepView, ...]
    timers: tuple[Timer, ...]
    """The next of each kind, soonest first."""
    held: Timer | None
    peak: Suggested | None = None
    """What the figures of the queue suggest."""
    """A wait that must be over before anything behind it is ticked."""

    @property
    def current(self) -> StepView | None:
        """The first step that is open; what comes again and again only when it is due again."""
        return next((step for step in self.steps if step.open and not step.resting), None)

    @property
    def needed(self) -> tuple[StepView, ...]:
        """What must be done, skipped or put off before it can be stood down."""
        return tuple(step for step in self.steps if step.needed)

    @property
    def later(self) -> tuple[StepView, ...]:
        """What goes on as an open item when it is stood down."""
        return tuple(
            s
            for s in self.steps
            if s.step.required
            and ((s.open and s.target.later) or (s.mark == "deferred" and s.state.until == "recovered"))
        )

    def of(self, no: str) -> StepView | None:
        """The step with this number."""
        return next((step for step in self.steps if step.step.no == no), None)


def run_view(run: Run, manual: Manual, now: datetime, seats: int | None = None) -> RunView | None:
    """The run as it stands; None when this manual does not know the card. `seats`: of the hall, if known."""
    card = manual.card(run.card)
    if card is None:
        return None
    steps = tuple(_step_view(run, card, step, manual, now) for step in card.steps)
    timers = tuple(sorted(_timers(run, steps, manual), key=lambda t: t.at)) if run.running else ()
    held = next((t for t in timers if t.kind == "wait" and t.step and _holds(card, t.step)), None)
    if held is not None and held.due(now):
        held = None
    peak = None if card.ladder is None else suggest(card.ladder, run.queue, now, seats)
    return RunView(run, card, steps, timers, held, peak)


def target_of(step: CardStep) -> Target:
    """The step's target; none when it cannot be read."""
    return parse_target(step.due) or NONE


def active(run: Run, step: CardStep) -> bool:
    """Is the step on the branch that was decided?"""
    if step.only is None:
        return True
    choice = run.step(step.only.step).choice
    return step.only.undecided if choice is None else choice in step.only.is_


def _holds(card: Card, no: str) -> bool:
    step = card.step(no)
    return step is not None and step.hold


def _step_view(run: Run, card: Card, step: CardStep, manual: Manual, now: datetime) -> StepView:
    del card
    known, target = run.step(step.no), target_of(step)
    planned = _planned(run, step, target, manual)
    mark = _mark(run, step, known, target)
    over = None
    if mark == "done" and known.at is not None and planned is not None and target.anchor != "every":
        over = known.at - planned
        mark = "late" if over > timedelta() else mark
    elif mark in ("todo", "progress") and planned is not None and run.running:
        over = now - planned
    return StepView(step, known, target, mark, planned, over)


def _mark(run: Run, step: CardStep, known: StepState, target: Target) -> Mark:
    if step.kind == "know":
        return "know"
    if not active(run, step):
        return "inactive"
    if known.status == "deferred" and known.until == "recovered" and run.recovered_at is not None:
        return "todo"
    if known.status == "done" and target.anchor == "every" and run.recovered_at is None and run.running:
        return "progress"
    match known.status:
        case "done":
            return "done"
        case "skipped":
            return "skipped"
        case "deferred":
            return "deferred"
    return "progress" if known.parts else "todo"


def _planned(run: Run, step: CardStep, target: Target, manual: Manual) -> datetime | None:
    span = AT_ONCE if target == _NOW else timedelta(seconds=target.seconds)
    match target.anchor:
        case "start":
            return _plus(run.t0, span)
        case "back":
            return None if run.recovered_at is None or step.recovered else _plus(run.recovered_at, span)
        case "step":
            before = run.step(target.step or "")
            return _plus(before.at, span) if before.status == "done" and before.at is not None else None
        case "every":
            if run.recovered_at is not None:
                return None
            done = run.step(step.no).times
            return _plus(max((run.t0, *done)), span)
        case "review":
            rule = manual.level(run.level)
            hours = rule.review if rule is not None else None
            return None if hours is None else _plus(run.t0, timedelta(hours=hours))
    return None


def _timers(run: Run, steps: tuple[StepView, ...], manual: Manual) -> list[Timer]:
    found = [
        Timer("wait", s.state.deadline, s.step.no)
        for s in steps
        if s.state.deadline is not None and not s.state.seen and s.state.status == "done"
    ]
    rule = manual.level(run.level)
    if run.recovered_at is not None:
        if rule is not None and rule.final is not None and "final" not in run.reported:
            ends = _plus(run.recovered_at, timedelta(minutes=rule.final))
            found.append(_put_off(run, Timer("final", ends)))
        return found
    every = next((s for s in steps if s.target.anchor == "every" and s.mark != "inactive"), None)
    if every is not None and every.planned is not None:
        found.append(_put_off(run, Timer("news", every.planned, every.step.no)))
    elif rule is not None and rule.news is not None:
        last = max((said.at for said in run.said), default=run.t0)
        found.append(_put_off(run, Timer("news", _plus(max(last, run.t0), timedelta(minutes=rule.news)))))
    if rule is not None:
        if rule.phone is not None and not _phoned(run, steps):
            found.append(Timer("phone", _plus(run.t0, timedelta(minutes=rule.phone))))
        if rule.flash is not None and "flash" not in run.reported:
            found.append(Timer("flash", _plus(run.t0, timedelta(minutes=rule.flash))))
        written = [at for kind in ("flash", "follow_up") if (at := run.reported.get(kind)) is not None]
        if rule.follow is not None and written:
            found.append(
                _put_off(run, Timer("follow_up", _plus(max(written), timedelta(minutes=rule.follow))))
            )
        if rule.again is not None:
            looked = run.level_at or run.t0
            found.append(_put_off(run, Timer("again", _plus(looked, timedelta(minutes=rule.again)))))
    card = manual.card(run.card)
    escalation = card.escalate if card is not None else None
    if escalation is not None and (run.level is None or run.level > escalation.level):
        at = _plus(run.t0, timedelta(minutes=escalation.after))
        found.append(Timer("escalate", at, level=escalation.level))
    return found


def _plus(at: datetime, span: timedelta) -> datetime:
    try:
        return at + span
    except OverflowError:  # a forged time at the end of all time
        return datetime.max.replace(tzinfo=at.tzinfo)


def _put_off(run: Run, timer: Timer) -> Timer:
    until = run.put_off.get(timer.kind)
    return timer if until is None or until <= timer.at else Timer(timer.kind, until, timer.step)


def _phoned(run: Run, steps: tuple[StepView, ...]) -> bool:
    return (
        "phone" in run.reported
        or any(call.contact == PHONED for call in run.calls)
        or any(PHONED in s.step.calls and s.state.status == "done" for s in steps)
    )
