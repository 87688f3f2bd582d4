"""The state of the emergencies of a shift: a fold of their facts that needs no manual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal, cast

from dutyterm.shift.frozen import put
from dutyterm.shift.procedures import after_facts, facts, form
from dutyterm.shift.procedures.form import Form
from dutyterm.shift.procedures.peak import Queue
from dutyterm.shift.shift import Shift
from dutyterm.values import dataclass

KEY = "procedures"

Status = Literal["open", "done", "skipped", "deferred"]


@dataclass(frozen=True)
class StepState:
    """What is known of one step."""

    status: Status = "open"
    at: datetime | None = None
    """When it was done, decided, skipped or put off last."""
    by: str | None = None
    """Who said so; None = nobody was signed in."""
    who: str | None = None
    choice: str | None = None
    changed_from: tuple[str, ...] = ()
    """Earlier answers of this decision, oldest first."""
    parts: tuple[str, ...] = ()
    times: tuple[datetime, ...] = ()
    """Every time that it was done, for what comes again and again."""
    deadline: datetime | None = None
    """When its wait is over."""
    seen: bool = False
    """Somebody has seen that the wait is over."""
    reason: str | None = None
    until: str | None = None


UNTOUCHED = StepState()


@dataclass(frozen=True)
class Said:
    """An announcement that was made."""

    number: int
    at: datetime
    by: str | None


@dataclass(frozen=True)
class Call:
    """A call that was made, and what came of it."""

    contact: str
    result: str
    note: str | None
    at: datetime
    by: str | None


@dataclass(frozen=True)
class Kept:
    """One fact of a run with its envelope: what the next shift takes over."""

    at: datetime
    by: str | None
    fact: facts.RunFact


Ended = Literal["stood_down", "withdrawn"]


@dataclass(frozen=True)
class Run:
    """One card being worked by."""

    id: str
    card: str
    drill: bool
    t0: datetime
    level: int | None = None
    level_at: datetime | None = None
    """When somebody last looked at the level."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """Role -> person id."""
    steps: Mapping[str, StepState] = field(default_factory=dict)
    said: tuple[Said, ...] = ()
    calls: tuple[Call, ...] = ()
    reported: Mapping[str, datetime] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    queue: tuple[Queue, ...] = ()
    """Counts of the queue, oldest first."""
    put_off: Mapping[str, datetime] = field(default_factory=dict)
    """Timer -> until when it was put off."""
    snoozes: int = 0
    recovered_at: datetime | None = None
    ended: Ended | None = None
    ended_at: datetime | None = None
    left: tuple[str, ...] = ()
    carried: bool = False
    """It began in an earlier shift."""
    past: bool = False
    """It had ended in an earlier shift, and only its form goes on."""
    form: Form = form.EMPTY
    """The after-action form."""
    kept: tuple[Kept, ...] = ()

    def step(self, no: str) -> StepState:
        """What is known of a step."""
        return self.steps.get(no, UNTOUCHED)

    @property
    def running(self) -> bool:
        """Neither stood down nor withdrawn?"""
        return self.ended is None

    def named(self) -> tuple[tuple[Kept, str | None], ...]:
        """Every fact with who did it: who was signed in, else who claimed it later; None = nobody yet."""
        found: list[tuple[Kept, str | None]] = []
        claimed: str | None = None
        for kept in reversed(self.kept):
            if isinstance(kept.fact, facts.Claimed):
                claimed = kept.by
            found.append((kept, kept.by or claimed))
        return tuple(reversed(found))


@dataclass(frozen=True)
class Procedures:
    """Every run of this shift by id, in the order in which they began."""

    by_id: Mapping[str, Run] = field(default_factory=dict)

    def running(self) -> tuple[Run, ...]:
        """What goes on now; real cases before drills, the newest last."""
        found = [run for run in self.by_id.values() if run.running]
        return tuple(sorted(found, key=lambda run: run.drill))

    def of_card(self, card: str) -> Run | None:
        """The run of this card that goes on now."""
        return next((run for run in self.running() if run.card == card), None)


EMPTY = Procedures()


def of(shift: Shift) -> Procedures:
    """This family's part of the shift."""
    return cast(Procedures, shift.parts[KEY])


def with_fact(
    part: Procedures, at: datetime, by: str | None, fact: facts.RunFact, *, carried: bool = False
) -> Procedures:
    """The part after one more fact; one of a run that is not known, or has ended, changes nothing."""
    kept = Kept(at, by, fact)
    if isinstance(fact, facts.ProcedureStarted):
        if fact.run in part.by_id:
            return part
        run = Run(fact.run, fact.card, fact.drill, fact.t0, fact.level, at, carried=carried, kept=(kept,))
        return Procedures(put(part.by_id, fact.run, run))
    known = part.by_id.get(fact.run)
    if known is None or not (known.running or (known.ended == "stood_down" and _afterwards(fact))):
        return part
    changed = replace(_after(known, at, by, fact), kept=(*known.kept, kept))
    return Procedures(put(part.by_id, fact.run, changed))


def as_past(part: Procedures) -> Procedures:
    """What was taken over: a case that has ended is past, and only its form goes on."""
    runs = {id: run if run.running else replace(run, past=True) for id, run in part.by_id.items()}
    return Procedures(MappingProxyType(runs))


def _afterwards(fact: facts.RunFact) -> bool:
    """May it still be said of a case that is over?"""
    return isinstance(fact, after_facts.AfterFact | facts.Reported)


def _after(run: Run, at: datetime, by: str | None, fact: facts.RunFact) -> Run:
    if isinstance(fact, after_facts.AfterFact):
        return replace(run, form=form.with_fact(run.form, fact))
    match fact:
        case facts.ProcedureMoved():
            return replace(run, t0=fact.t0)
        case facts.LevelSet():
            return replace(run, level=fact.level, level_at=at)
        case facts.RolesGiven():
            given = {"lead": fact.lead, "recorder": fact.recorder, "comms": fact.comms}
            named = {role: person for role, person in given.items() if person is not None}
            return replace(run, roles=MappingProxyType({**run.roles, **named}))
        case facts.Announced():
            return replace(run, said=(*run.said, Said(fact.number, fact.at, by)))
        case facts.Called():
            call = Call(fact.contact, fact.result, fact.note, fact.at, by)
            return replace(run, calls=(*run.calls, call))
        case facts.Reported():
            return replace(run, reported=put(run.reported, fact.what, fact.at))
        case facts.Counted():
            return replace(run, counts=put(run.counts, fact.what, fact.count))
        case facts.QueueCounted():
            counted = Queue(fact.at, fact.waiting, fact.tills, fact.service_s)
            return replace(run, queue=(*run.queue, counted))
        case facts.TimerSeen():
            return _timer(run, fact)
        case facts.Claimed():
            return _claimed(run, by)
        case facts.StoodDown():
            return replace(run, ended="stood_down", ended_at=fact.at, left=fact.left)
        case facts.ProcedureWithdrawn():
            return replace(run, ended="withdrawn", ended_at=at)
        case _:
            return _step(run, at, by, fact)


def _claimed(run: Run, by: str | None) -> Run:
    """What has no name yet has this one."""
    steps = {
        no: replace(step, by=by) if step.at is not None and step.by is None else step
        for no, step in run.steps.items()
    }
    return replace(
        run,
        steps=MappingProxyType(steps),
        said=tuple(replace(one, by=one.by or by) for one in run.said),
        calls=tuple(replace(one, by=one.by or by) for one in run.calls),
    )


def _timer(run: Run, fact: facts.TimerSeen) -> Run:
    if fact.until is not None:
        return replace(run, put_off=put(run.put_off, fact.timer, fact.until), snoozes=run.snoozes + 1)
    if fact.step is None:
        return run
    return replace(run, steps=put(run.steps, fact.step, replace(run.step(fact.step), seen=True)))


def _step(run: Run, at: datetime, by: str | None, fact: facts.RunFact) -> Run:
    match fact:
        case facts.StepDone():
            old = run.step(fact.step)
            parts = old.parts if fact.part is None else (*old.parts, fact.part)
            new = replace(
                old,
                status="done" if fact.complete else "open",
                at=fact.at,
                by=by,
                who=fact.who,
                parts=parts,
                times=(*old.times, fact.at),
                deadline=fact.deadline or old.deadline,
                seen=fact.deadline is None and old.seen,
            )
            back = fact.at if fact.recovered else run.recovered_at
            return replace(run, steps=put(run.steps, fact.step, new), recovered_at=back)
        case facts.StepDecided():
            old = run.step(fact.step)
            before = old.changed_from if old.choice is None else (*old.changed_from, old.choice)
            new = replace(old, status="done", at=fact.at, by=by, choice=fact.choice, changed_from=before)
        case facts.StepSkipped():
            new = replace(run.step(fact.step), status="skipped", at=at, by=by, reason=fact.reason)
        case facts.StepDeferred():
            new = replace(run.step(fact.step), status="deferred", at=at, by=by, until=fact.until)
        case facts.StepReopened():
            return _reopened(run, fact.step)
        case _:
            return run
    return replace(run, steps=put(run.steps, fact.step, new))


def _reopened(run: Run, step: str) -> Run:
    """The step is to do again; when it had said that all is back, it is not."""
    said_back = any(
        isinstance(kept.fact, facts.StepDone) and kept.fact.step == step and kept.fact.recovered
        for kept in run.kept
    )
    steps = put(run.steps, step, UNTOUCHED)
    return replace(run, steps=steps, recovered_at=None if said_back else run.recovered_at)
