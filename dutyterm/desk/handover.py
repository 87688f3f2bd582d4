"""Wishes about handing a shift over: submit, read, accept, refuse, recall, decide, stand in (e.7)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from dutyterm.desk import people, sealing, shifts
from dutyterm.desk.outcome import NotSaved, Outcome
from dutyterm.desk.sealing import Sealed
from dutyterm.desk.session import Rule, Session
from dutyterm.hall.permissions import Act
from dutyterm.hall.profile import ShiftPlan
from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.review.away import LOOK_BACK, Away
from dutyterm.review.away import while_away as since_last_shift
from dutyterm.review.shelf import newest
from dutyterm.shift import life
from dutyterm.shift.handover import giving, relief, taking
from dutyterm.shift.handover import reading as readings
from dutyterm.shift.handover.brief import Line, three_lines
from dutyterm.shift.handover.facts import Ruling
from dutyterm.shift.handover.family import of
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

PLANNED: Final = "planned"
"""Successor: the next planned shift of the day, opened at once; none after the last one."""

LATER: Final = "later"
"""Successor: none is opened now; the next opening asks for the code from paper."""


@dataclass(frozen=True)
class Submitted:
    """A shift that was handed over; nobody can change it any more."""

    sealed: Sealed
    """With the seal code for the slip."""
    opened: str | None
    """Code of the shift that was opened at once and waits to be taken over; None = opened later."""
    problem: Refusal | NotSaved | None = None
    """Why the successor is not open although it should be: the next try or the next start opens it."""


# --- looking ---------------------------------------------------------------------------------------


def reading(session: Session) -> readings.Reading:
    """What is handed over into the open shift, as the person signed in sees it."""
    return readings.reading(session.scene())


def lines(session: Session) -> tuple[Line, Line, Line]:
    """The three-line summary of the open shift; each number names its records (N26)."""
    return three_lines(session.scene())


async def while_away(session: Session) -> Away | None:
    """What the person signed in missed since her last shift (N18); None when nobody is signed in.

    Reads the newest shift files, in the writer's thread: some milliseconds, at sign-in and when asked.
    """
    who = session.who
    if who is None:
        return None
    shelf = await session.in_writer(lambda: newest(session.disk, session.layout.shifts, LOOK_BACK + 1))
    return since_last_shift(shelf, session.scene(), who.id)


def successor(session: Session) -> tuple[str, date] | None:
    """Code and day of the shift that follows on this business day; None when this is the last one.

    None follows once the doors are closed for today, or when it would begin after that: on a half day, or on
    a day on which the hall is closed.
    """
    opened, profile = life.of(session.shift).opened, session.hall.profile
    own = _plan(session)
    if opened is None or profile is None or own is None or life.of(session.shift).closed is not None:
        return None
    begins = own.span.on(opened.day, profile.zone).opens
    used = {code for day, code in session.past.codes if day == opened.day}
    later = [
        (start, plan.code)
        for plan in profile.shifts
        if (start := plan.span.on(opened.day, profile.zone).opens) > begins
        and opened.closes is not None
        and start < opened.closes
        and plan.code not in used
    ]
    return (min(later)[1], opened.day) if later else None


def planned_end(session: Session) -> datetime | None:
    """When the open shift ends by plan; None outside the plan, and once the doors are closed for today."""
    opened, profile, own = life.of(session.shift).opened, session.hall.profile, _plan(session)
    if opened is None or profile is None or own is None or life.of(session.shift).closed is not None:
        return None
    return own.span.on(opened.day, profile.zone).closes


def _plan(session: Session) -> ShiftPlan | None:
    """The plan of the open shift; a second shift of one code is called A2."""
    opened, profile = life.of(session.shift).opened, session.hall.profile
    if opened is None or profile is None or opened.sort == "outside":
        return None
    plans = sorted(profile.shifts, key=lambda plan: -len(plan.code))
    return next(
        (
            plan
            for plan in plans
            if opened.code == plan.code
            or (opened.code.startswith(plan.code) and opened.code[len(plan.code) :].isdigit())
        ),
        None,
    )


# --- the outgoing manager --------------------------------------------------------------------------


async def submit(
    session: Session, pin: str, *, then: str = PLANNED, early_reason: str = ""
) -> Submitted | Refusal | NotSaved:
    """Seals the open shift and, when a later one follows on this day, opens that at once.

    `then`: `PLANNED`, `LATER`, or the code of another planned shift. Before the window of the handover it is
    refused once (`early`); with `early_reason` it goes through.
    """

    async def work() -> Submitted | Refusal | NotSaved:
        refused = session.may(Act.SEAL)
        if refused is not None or session.who is None:
            return refused or _sign_in()
        if session.read_only is not None:
            return Refusal("read_only", session.read_only)
        if not session.has_open_shift:
            return Refusal("no_shift", Text("没有开着的班。", "No shift is open."))
        target = _target(session, then)
        if isinstance(target, Refusal):
            return target
        events = giving.submit(session.scene(), target, planned_end(session), early_reason)
        if isinstance(events, Refusal):
            return events
        wrong = await people.signs(session, session.who.id, pin)
        if wrong is not None:
            return wrong
        sealed = await sealing.close_shift(
            session, closed_by=session.who.id, flags=(), submitted=tuple(events), successor=target
        )
        if not isinstance(sealed, Sealed):
            return sealed
        if target is None:
            return Submitted(sealed, None)
        opened = await shifts.finish_seam(session)
        if isinstance(opened, Refusal | NotSaved):
            return Submitted(sealed, None, opened)
        begun = life.of(session.shift).opened
        return Submitted(sealed, begun.code if begun is not None else None)

    return await session.queued(work)


def _target(session: Session, then: str) -> tuple[str, date] | Refusal | None:
    opened, profile = life.of(session.shift).opened, session.hall.profile
    if session.outside or then == LATER:
        return None
    if then == PLANNED:
        return successor(session)
    if opened is None or profile is None or profile.shift(then) is None:
        return Refusal(
            "no_such_shift", Text("没有班次 {code}。", "There is no shift {code}.").fill(code=then)
        )
    return then, opened.day


async def recall(session: Session, reason: str = "") -> Outcome:
    """Before anybody accepted: who handed over goes on in the open shift."""
    return await session.wish(lambda scene: giving.recall(scene, reason), Act.TAKE_OVER)


async def offer(session: Session, pin: str) -> Outcome:
    """After a recall or a ruling: the shift is offered again, in the same file."""
    return await _signed(session, giving.offer, Act.TAKE_OVER, pin)


# --- the taker -------------------------------------------------------------------------------------


async def read(session: Session, ref: str, remark: str = "") -> Outcome:
    """The person signed in has read one row."""
    return await session.wish(lambda scene: taking.read(scene, ref, remark), Act.TAKE_OVER)


async def reserve(session: Session, ref: str, words: str) -> Outcome:
    """A reservation on one row; empty words take it back."""
    return await session.wish(lambda scene: taking.reserve(scene, ref, words), Act.TAKE_OVER)


async def accept(
    session: Session,
    shown: str,
    pin: str,
    giver_pin: str = "",
    *,
    with_reservations: bool = False,
    no_witness: str = "",
) -> Outcome:
    """The person signed in takes over; `shown` is `Reading.shown` of what was on screen (N16).

    It takes the PIN of the taker and that of who hands over; the latter not overnight, nor when nobody is
    there to sign: then `no_witness` says why (N15).
    """

    def rule(scene: Scene) -> list[Event] | Refusal:
        return taking.accept(scene, shown, with_reservations=with_reservations, no_witness=no_witness)

    part = of(session.shift)
    alone = bool(no_witness) or part.overnight or part.giver is None
    return await _signed(session, rule, Act.TAKE_OVER, pin, None if alone else part.giver, giver_pin)


async def refuse(session: Session, pin: str, words: str) -> Outcome:
    """The person signed in does not take over; the hall manager decides."""
    return await _signed(session, lambda scene: taking.refuse(scene, words), Act.TAKE_OVER, pin)


async def decide(
    session: Session,
    ruling: Ruling,
    words: str,
    manager: str,
    medium: str,
    pin: str,
    manager_pin: str = "",
) -> Outcome:
    """The hall manager's ruling; signed by who is at the keyboard, and by the manager when on site."""
    on_site = medium == "on_site" and (session.who is None or session.who.id != manager)
    return await _signed(
        session,
        lambda scene: taking.decide(scene, ruling, words, manager, medium),
        Act.DECIDE_HANDOVER,
        pin,
        manager if on_site else None,
        manager_pin,
    )


# --- within one shift ------------------------------------------------------------------------------


async def relieve(session: Session, taker: str, reason: str, pin: str, other_pin: str) -> Outcome:
    """Somebody stands in for the responsible manager; `pin` of who is signed in, `other_pin` of the other."""
    other = relief.other(session.scene(), taker)
    return await _signed(
        session, lambda scene: relief.begin(scene, taker, reason), Act.RELIEVE, pin, other, other_pin
    )


async def come_back(session: Session, pin: str, other_pin: str) -> Outcome:
    """The relieved manager is back; both sign again."""
    now = of(session.shift).relief
    who = session.who.id if session.who is not None else None
    other = None if now is None else now.giver if who == now.taker else now.taker
    return await _signed(session, relief.end, Act.RELIEVE, pin, other, other_pin)


# --- signing ---------------------------------------------------------------------------------------


async def _signed(
    session: Session, rule: Rule, act: Act, pin: str, other: str | None = None, other_pin: str = ""
) -> Outcome:
    """The rule is asked first, then the PIN of who is signed in, then that of the other person."""

    async def work() -> Outcome:
        refused = session.may(act)
        if refused is not None or session.who is None:
            return refused or _sign_in()
        if session.read_only is not None:
            return Refusal("read_only", session.read_only)
        would = rule(session.scene())
        if isinstance(would, Refusal):
            return would
        wrong = await people.signs(session, session.who.id, pin)
        if wrong is None and other is not None:
            wrong = _named(session, other, await people.signs(session, other, other_pin))
        return wrong if wrong is not None else await session.do(rule, act)

    return await session.queued(work)


def _named(session: Session, person: str, found: Refusal | NotSaved | None) -> Refusal | NotSaved | None:
    """A refused PIN of the other person says whose it was."""
    name = session.hall.people[person].name if person in session.hall.people else person
    if not isinstance(found, Refusal) or found.text.zh.startswith(name):
        return found
    words = Text("{name}: {why}", "{name}: {why}").fill(name=name, why=found.text)
    return Refusal(found.code, words, found.data)


def _sign_in() -> Refusal:
    return Refusal("sign_in", Text("请先登录。", "Sign in first."))
