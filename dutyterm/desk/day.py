"""The day as the board shows it: timetable, reminder, countdowns, prediction, tasks that come back."""

from __future__ import annotations

from datetime import datetime

from dutyterm.desk.session import Session
from dutyterm.shift import life, periodic, prediction
from dutyterm.shift.day import agenda as plans
from dutyterm.shift.day import rows
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Today:
    """Everything of the timetable at one moment."""

    entries: tuple[rows.Entry, ...]
    agenda: plans.Agenda
    reminder: plans.Reminder | None
    countdowns: tuple[plans.Countdown, ...]
    tasks: tuple[periodic.Task, ...]
    """Lines that come back every week, month ...: what is due first."""


def today(session: Session) -> Today:
    """The day of the open shift now."""
    scene, after = session.scene(), handover(session)
    entries = rows.timetable(scene, after)
    return Today(
        entries=entries,
        agenda=plans.agenda(entries),
        reminder=plans.reminder(scene, after),
        countdowns=plans.countdowns(scene, after),
        tasks=periodic.tasks(scene),
    )


def handover(session: Session) -> datetime | None:
    """When the next planned shift of this day takes over; None in the last one, or outside the plan.

    Where two shifts overlap, that is the end of the first: they hand over while both are there (WF-14).
    A shift that would begin after the hall has closed is none of this day: on a half day nobody takes over.
    """
    opened, profile = life.of(session.shift).opened, session.hall.profile
    if opened is None or profile is None:
        return None
    # a second shift of one code is called A2
    own = next((p for p in profile.shifts if opened.code in (p.code, *_again(p.code))), None)
    if own is None:
        return None
    this = own.span.on(opened.day, profile.zone)
    spans = (plan.span.on(opened.day, profile.zone) for plan in profile.shifts)
    later = (s for s in spans if s.opens > this.opens and not (opened.closes and s.opens >= opened.closes))
    after = min(later, key=lambda s: s.opens, default=None)
    if after is None:
        return None
    return this.closes if after.opens < this.closes < after.closes else after.opens


def _again(code: str) -> tuple[str, ...]:
    return tuple(f"{code}{n}" for n in range(2, 10))


def will_be_done(session: Session, list_id: str) -> prediction.Prediction | None:
    """When a list will be done, from this hall's own past (N27)."""
    return prediction.predict(session.scene(), list_id)
