"""What is recorded around the steps: roles, level, announcements, calls, figures, timers that were seen."""

from __future__ import annotations

from datetime import timedelta

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.procedures import after_action, facts
from dutyterm.shift.procedures.rules import going
from dutyterm.shift.procedures.state import of
from dutyterm.shift.procedures.words import COUNTS, LEVELS, QUEUE_COUNTS, REPORTS, RESULTS
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored

LONGEST_SNOOZE = 60
"""Minutes; nothing is put off longer than that."""

_OFF = ("news", "again", "flash", "escalate", "phone", "follow_up", "final")


def give_roles(
    scene: Scene, run: str, lead: str | None = None, recorder: str | None = None, comms: str | None = None
) -> list[Event] | Refusal:
    """Who leads, records, speaks to the customers; in a hall of two one person may have two roles."""
    view = going(scene, run)
    if isinstance(view, Refusal):
        return view
    if not any((lead, recorder, comms)):
        return Refusal("nobody", Text("先按名册数字选人。", "Choose somebody by the roster digit."))
    return [Event(facts.RolesGiven(run=run, lead=lead, recorder=recorder, comms=comms), scene.by)]


def set_level(scene: Scene, run: str, level: int) -> list[Event] | Refusal:
    """How grave it is; the same level again says that somebody looked (re-assessment)."""
    view = going(scene, run)
    if isinstance(view, Refusal):
        return view
    if level not in LEVELS:
        return Refusal("no_level", Text("级别是 1 到 4,1 最重。", "Levels are 1 to 4, 1 the gravest."))
    return [Event(facts.LevelSet(run=run, level=level), scene.by)]


def say(scene: Scene, run: str, number: int) -> list[Event] | Refusal:
    """An announcement was made to the customers."""
    view = going(scene, run)
    if isinstance(view, Refusal):
        return view
    if not 1 <= number <= len(view.card.announcements):
        return Refusal("no_announcement", Text("没有播报 {n}。", "No announcement {n} here.").fill(n=number))
    return [Event(facts.Announced(run=run, number=number, at=scene.now), scene.by)]


def call(scene: Scene, run: str, contact: str, result: str, note: str = "") -> list[Event] | Refusal:
    """Somebody was called, with what came of it; a report to the hall manager counts as phoned."""
    view = going(scene, run)
    if isinstance(view, Refusal):
        return view
    if scene.manual.contact(contact) is None:
        return Refusal("no_contact", Text("联系人表里没有。", "Not in the list of contacts."))
    if result not in dict(RESULTS):
        return Refusal("result_needed", Text("选一个结果。", "Choose what came of it."))
    words = stored(note, NAME_LIMIT, empty_ok=True)
    if isinstance(words, Refusal):
        return words
    made = facts.Called(run=run, contact=contact, result=result, note=words or None, at=scene.now)
    return [Event(made, scene.by)]


def report(scene: Scene, run: str, what: str) -> list[Event] | Refusal:
    """The hall manager was phoned, or has a written report; a written one also after the stand-down."""
    known = of(scene.shift).by_id.get(run)
    over = known is not None and known.ended == "stood_down" and what != "phone"
    view = None if over else going(scene, run)
    if isinstance(view, Refusal):
        return view
    kind = next((kind for kind in REPORTS if kind == what), None)
    if kind is None:
        return Refusal("no_report", Text("没有这种上报。", "There is no such report."))
    events = [Event(facts.Reported(run=run, what=kind, at=scene.now), scene.by)]
    return [*events, *after_action.reported(scene, known, kind)] if known is not None and over else events


def count(scene: Scene, run: str, what: str, number: int) -> list[Event] | Refusal:
    """A figure of the case; the last one holds."""
    view = going(scene, run)
    if isinstance(view, Refusal):
        return view
    known = COUNTS if view.card.ladder is None else (*COUNTS, *QUEUE_COUNTS)
    if what not in dict(known) or not 0 <= number <= 9999:
        return Refusal("no_figure", Text("键入 0 到 9999。", "Type 0 to 9999."))
    return [Event(facts.Counted(run=run, what=what, count=number), scene.by)]


def count_queue(scene: Scene, run: str, waiting: int, tills: int, service_s: int) -> list[Event] | Refusal:
    """Who waits, how many tills serve, how long one transaction takes; the level is only suggested."""
    view = going(scene, run)
    if isinstance(view, Refusal):
        return view
    if view.card.ladder is None:
        return Refusal("no_ladder", Text("这张卡不数排队。", "This card counts no queue."))
    if not (0 <= waiting <= 9999 and 0 <= tills <= 99 and 1 <= service_s <= 7200):
        return Refusal("no_figure", Text("数字不合理,请重输。", "These figures cannot be: type them again."))
    counted = facts.QueueCounted(
        run=run, waiting=waiting, tills=tills, service_s=service_s, at=max(scene.now, view.run.t0)
    )
    return [Event(counted, scene.by)]


def claim(scene: Scene, run: str) -> list[Event] | Refusal:
    """Who is signed in now did what was recorded with nobody signed in (N31)."""
    view = going(scene, run)
    if isinstance(view, Refusal):
        return view
    if scene.by is None:
        return Refusal("sign_in", Text("先登录,再认领。", "Sign in first, then claim."))
    if all(who is not None for _, who in view.run.named()):
        return Refusal("nothing_unnamed", Text("都有署名。", "Everything has a name."))
    return [Event(facts.Claimed(run=run), scene.by)]


def seen(scene: Scene, run: str, step: str) -> list[Event] | Refusal:
    """Somebody has seen that the wait of a step is over."""
    view = going(scene, run)
    if isinstance(view, Refusal):
        return view
    timer = next((t for t in view.timers if t.kind == "wait" and t.step == step), None)
    if timer is None or not timer.due(scene.now):
        return Refusal("no_timer", Text("没有到时的等待。", "No wait is over."))
    return [Event(facts.TimerSeen(run=run, timer="wait", step=step), scene.by)]


def put_off(scene: Scene, run: str, kind: str, minutes: int) -> list[Event] | Refusal:
    """A timer is put off, on the record (P7)."""
    view = going(scene, run)
    if isinstance(view, Refusal):
        return view
    timer = next((t for t in view.timers if t.kind == kind and t.kind in _OFF), None)
    if timer is None:
        return Refusal("no_timer", Text("没有这个计时。", "There is no such timer."))
    if not 1 <= minutes <= LONGEST_SNOOZE:
        return Refusal("too_long", Text("最多推迟 {n} 分。", "At most {n} minutes.").fill(n=LONGEST_SNOOZE))
    until = scene.now + timedelta(minutes=minutes)
    if until <= timer.at:
        return Refusal("not_due", Text("还没到时,不用推迟。", "It is not due yet: nothing to put off."))
    return [Event(facts.TimerSeen(run=run, timer=timer.kind, until=until), scene.by)]
