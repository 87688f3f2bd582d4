"""What is recorded of an emergency: started, steps, decisions, calls, announcements, figures, ended."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dutyterm.model.moment import Moment
from dutyterm.model.record import Fact
from dutyterm.shift.procedures.after_facts import AFTER_FACTS, AfterFact

Level = int
"""1 the gravest, 4 the lightest."""

Role = Literal["lead", "recorder", "comms"]
"""指挥, 登记, 安抚 (3f.0)."""

Until = Literal["recovered", "closing", "next_opening"]
"""What brings a deferred step back."""

TimerKind = Literal["wait", "news", "phone", "flash", "again", "escalate", "follow_up", "final"]
"""wait: of a step. news: the customers hear something. phone, flash: the hall manager does. again: the
level is looked at anew. escalate: the case has become graver by itself. follow_up, final: the reports after
the flash report."""

ReportKind = Literal["phone", "flash", "follow_up", "final"]
"""电话, 速报, 续报, 终报."""

DRILL_MARK = ".drill-"
"""Stands in the run id of a drill: every record of one says by itself that it is no real case (N13)."""


def is_drill(run: str) -> bool:
    """Is it the run of a drill, by its id?"""
    return DRILL_MARK in run


class ProcedureStarted(Fact):
    """A card is being worked by, in earnest or as a drill."""

    KIND = "procedure.started"

    run: str
    """Id of this run, e.g. `PWR.1122-084029` or `PWR.drill-1122-084029`; stable across shifts."""
    card: str
    drill: bool = False
    level: Level | None = Field(default=None, ge=1, le=4)
    t0: Moment
    """When it began; may be earlier than this record."""


class ProcedureMoved(Fact):
    """It began earlier, or later, than was thought."""

    KIND = "procedure.moved"

    run: str
    t0: Moment


class LevelSet(Fact):
    """How grave it is now; setting the same level again says that somebody looked."""

    KIND = "procedure.level"

    run: str
    level: Level = Field(ge=1, le=4)
    step: str | None = None
    """The decision that it follows from; None = by hand."""


class RolesGiven(Fact):
    """Who leads, who records, who speaks to the customers."""

    KIND = "procedure.roles"

    run: str
    lead: str | None = None
    recorder: str | None = None
    comms: str | None = None


class StepDone(Fact):
    """A step, or one of its parts, was done."""

    KIND = "step.done"

    run: str
    step: str
    at: Moment
    """When it was done."""
    part: str | None = None
    complete: bool = True
    """False while parts are left."""
    who: str | None = None
    """Person id of who did it, when known."""
    deadline: Moment | None = None
    """When the wait that it began is over."""
    recovered: bool = False
    """It says that what had failed is back."""


class StepDecided(Fact):
    """A decision was taken, or changed: exactly one branch holds."""

    KIND = "step.decided"

    run: str
    step: str
    choice: str
    at: Moment


class StepSkipped(Fact):
    """A step was not done, with the reason."""

    KIND = "step.skipped"

    run: str
    step: str
    reason: str


class StepDeferred(Fact):
    """A step comes back later."""

    KIND = "step.deferred"

    run: str
    step: str
    until: Until


class StepReopened(Fact):
    """What was said of a step does not hold."""

    KIND = "step.reopened"

    run: str
    step: str
    reason: str


class TimerSeen(Fact):
    """Somebody has seen that a wait is over, or puts a timer off."""

    KIND = "procedure.timer"

    run: str
    timer: TimerKind
    step: str | None = None
    until: Moment | None = None
    """Put off until then (P7); None = seen."""


class Claimed(Fact):
    """Whoever writes this did what was recorded of the case so far with nobody signed in."""

    KIND = "procedure.claimed"

    run: str


class Announced(Fact):
    """An announcement was made to the customers."""

    KIND = "procedure.announced"

    run: str
    number: int
    at: Moment


class Called(Fact):
    """Somebody was called."""

    KIND = "procedure.called"

    run: str
    contact: str
    result: str
    note: str | None = None
    """Masked (N30)."""
    at: Moment


class Reported(Fact):
    """The hall manager was phoned, or has a written report; a report may be handed in after the end."""

    KIND = "procedure.reported"

    run: str
    what: ReportKind
    at: Moment


class Counted(Fact):
    """A figure of the case: people affected, complaints, who insisted on the counter, abandoned tickets."""

    KIND = "procedure.counted"

    run: str
    what: str
    count: int = Field(ge=0, le=9999)


class QueueCounted(Fact):
    """Who waits, and how many tills serve."""

    KIND = "procedure.queue"

    run: str
    waiting: int = Field(ge=0, le=9999)
    tills: int = Field(ge=0, le=99)
    service_s: int = Field(ge=1, le=7200)
    """Average seconds of one transaction."""
    at: Moment


class StoodDown(Fact):
    """The emergency is over; what is left goes on as open items."""

    KIND = "procedure.stood_down"

    run: str
    at: Moment
    left: tuple[str, ...] = ()
    """Steps that lie beyond the card."""


class ProcedureWithdrawn(Fact):
    """The card was started by mistake."""

    KIND = "procedure.withdrawn"

    run: str
    reason: str


RunFact = (
    ProcedureStarted
    | ProcedureMoved
    | LevelSet
    | RolesGiven
    | StepDone
    | StepDecided
    | StepSkipped
    | StepDeferred
    | StepReopened
    | TimerSeen
    | Claimed
    | Announced
    | Called
    | Reported
    | Counted
    | QueueCounted
    | StoodDown
    | ProcedureWithdrawn
    | AfterFact
)

FACTS: tuple[type[Fact], ...] = (
    ProcedureStarted,
    ProcedureMoved,
    LevelSet,
    RolesGiven,
    StepDone,
    StepDecided,
    StepSkipped,
    StepDeferred,
    StepReopened,
    TimerSeen,
    Claimed,
    Announced,
    Called,
    Reported,
    Counted,
    QueueCounted,
    StoodDown,
    ProcedureWithdrawn,
    *AFTER_FACTS,
)
