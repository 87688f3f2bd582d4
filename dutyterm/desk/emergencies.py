"""Working by emergency cards: without sign-in, without a shift, in memory while nothing can be written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from dutyterm.desk.card_notes import writer
from dutyterm.desk.kept_steps import kept, put
from dutyterm.desk.outcome import Done, NotSaved, Outcome
from dutyterm.desk.session import Rule, Session
from dutyterm.i18n import Text
from dutyterm.manual.schema import Card, Contact, Manual
from dutyterm.model.people import Person
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.model.suggests import silent
from dutyterm.shift import life
from dutyterm.shift.families import FAMILIES
from dutyterm.shift.lists.presence import assigned
from dutyterm.shift.procedures import around, exceptions, family, rules, state
from dutyterm.shift.procedures.facts import ProcedureStarted
from dutyterm.shift.procedures.suggestions import Sensed, Suggestion, suggestions
from dutyterm.shift.procedures.view import RunView, run_view
from dutyterm.shift.shift import Scene, Shift, empty, fold, provisional
from dutyterm.values import dataclass

_NO_DATA: Final = Text(
    "未写盘: 数据目录打不开。步骤和时间先留在内存里。",
    "NOT SAVED: the data directory cannot be opened. Steps and times are kept in memory.",
)

_SLOW: Final = Text("未写盘: 磁盘没有回应,等它。", "NOT SAVED: the disk does not answer yet.")

_REGISTER: Final = "register"
"""Key of the register of manual acceptance in what a shift carries on."""

PATIENCE_S: Final = 1.0
"""Seconds that a step waits for the disk before the next one may be taken (D)."""


@dataclass(frozen=True)
class Waiting:
    """An event that is not on disk yet, and when it was wished."""

    event: Event
    at: datetime


class Emergencies:
    """The one way in which screens work by cards. What cannot be written waits here and is never dropped."""

    def __init__(
        self,
        shipped: Callable[[], Manual],
        now: Callable[[], datetime],
        senses: Callable[[], Sensed] = Sensed,
    ) -> None:
        """`shipped`: the manual that came with the program, for when there is no other; `now`: the clock."""
        self._shipped = shipped
        self._now = now
        self._senses = senses
        self.waiting: tuple[Waiting, ...] = ()
        self.patience_s = PATIENCE_S
        self._one_at_a_time = asyncio.Lock()
        self._out: asyncio.Task[Outcome] | None = None
        """A write that the disk has not answered yet; nothing else is written meanwhile."""
        self._keeping: asyncio.Task[None] | None = None

    # --- looking ---------------------------------------------------------------------------------

    def scene(self, session: Session | None, who: Person | None = None) -> Scene:
        """What is on disk with what waits on top of it."""
        shift = _shift_of(session)
        for one in self.waiting:
            shift = fold(shift, provisional(shift, one.event, one.at))
        return Scene(shift, self._manual(session), self._now(), who)

    def running(self, session: Session | None) -> tuple[RunView, ...]:
        """Every card that is worked by, held against its card; the newest last, drills behind real ones."""
        scene = self.scene(session)
        opened = life.of(scene.shift).opened
        seats = None if opened is None else opened.premises.figure("seats")
        seen = (run_view(run, scene.manual, scene.now, seats) for run in state.of(scene.shift).running())
        return tuple(view for view in seen if view is not None)

    def of_card(self, session: Session | None, card: str) -> RunView | None:
        """The run of this card that goes on."""
        return next((view for view in self.running(session) if view.card.id == card), None)

    def before(self, session: Session | None, card: Card, t0: datetime, *, drill: bool) -> RunView | None:
        """The card as it would stand, had it been started then."""
        manual = self._manual(session)
        run = state.Run("", card.id, drill, t0, card.grade)
        return run_view(run, manual, self._now())

    def ended(self, session: Session | None) -> tuple[RunView, ...]:
        """Cases of this shift that were stood down, the newest last."""
        scene = self.scene(session)
        runs = (run for run in state.of(scene.shift).by_id.values() if run.ended == "stood_down")
        return tuple(v for run in runs if (v := run_view(run, scene.manual, scene.now)) is not None)

    def suggested(self, session: Session | None) -> tuple[Suggestion, ...]:
        """Cards that the records and this PC suggest, but for what the hall has switched off."""
        profile = None if session is None else session.hall.profile
        off = silent(profile.flags) if profile is not None else frozenset()
        return suggestions(self.scene(session), self._senses(), off)

    def contact(self, session: Session | None, id: str) -> Contact | None:
        """Somebody who may be called."""
        return self._manual(session).contact(id)

    def _manual(self, session: Session | None) -> Manual:
        if session is not None and session.manual.cards:
            return session.manual
        return self._shipped()

    # --- doing -----------------------------------------------------------------------------------

    async def begin(
        self,
        session: Session | None,
        card: str,
        t0: datetime,
        step: str | None,
        *,
        drill: bool = False,
        choice: str | None = None,
        at: datetime | None = None,
        queue: tuple[int, int, int] | None = None,
    ) -> Outcome:
        """Starts a card together with the first thing that is done on it: a step, a decision, a count.

        `step` None: business is taken down by hand first, and no step is done yet.
        """

        def rule(scene: Scene) -> list[Event] | Refusal:
            began = min(t0, at or scene.now, scene.now)
            started = rules.start(scene, card, t0=began, drill=drill)
            if isinstance(started, Refusal):
                return started
            if step is None:
                return started
            fact = started[0].fact
            run = fact.run if isinstance(fact, ProcedureStarted) else ""
            begun = scene.after(started)
            if queue is not None:
                more = around.count_queue(begun, run, *queue)
            elif choice is not None:
                more = rules.decide(begun, run, step, choice, at)
            else:
                more = rules.tick(begun, rules.Tick(run, step, at))
            return more if isinstance(more, Refusal) else [*started, *more]

        return await self._wish(session, rule)

    async def tick(self, session: Session | None, run: str, step: str, at: datetime | None = None) -> Outcome:
        """A step, or its next part, was done."""
        return await self._wish(session, lambda scene: rules.tick(scene, rules.Tick(run, step, at)))

    async def decide(
        self, session: Session | None, run: str, step: str, choice: str, at: datetime | None = None
    ) -> Outcome:
        """A decision was taken or changed."""
        return await self._wish(session, lambda scene: rules.decide(scene, run, step, choice, at))

    async def skip(self, session: Session | None, run: str, step: str, reason: str) -> Outcome:
        """A step is not done."""
        return await self._wish(session, lambda scene: exceptions.skip(scene, run, step, reason))

    async def defer(self, session: Session | None, run: str, step: str, until: str) -> Outcome:
        """A step comes back later."""
        return await self._wish(session, lambda scene: exceptions.defer(scene, run, step, until))

    async def take_back(self, session: Session | None, run: str, step: str, reason: str) -> Outcome:
        """What was said of a step does not hold."""
        return await self._wish(session, lambda scene: exceptions.take_back(scene, run, step, reason))

    async def withdraw(self, session: Session | None, run: str, reason: str) -> Outcome:
        """The card was started by mistake."""
        return await self._wish(session, lambda scene: exceptions.withdraw(scene, run, reason))

    async def stand_down(self, session: Session | None, run: str) -> Outcome:
        """It is over."""
        return await self._wish(session, lambda scene: exceptions.stand_down(scene, run))

    async def move_start(self, session: Session | None, run: str, t0: datetime) -> Outcome:
        """It began at another time."""
        return await self._wish(session, lambda scene: rules.move_start(scene, run, t0))

    async def give_roles(
        self, session: Session | None, run: str, lead: str, recorder: str, comms: str
    ) -> Outcome:
        """Who leads, records, speaks to the customers."""
        return await self._wish(session, lambda s: around.give_roles(s, run, lead, recorder, comms))

    async def set_level(self, session: Session | None, run: str, level: int) -> Outcome:
        """How grave it is; the same level again: somebody looked."""
        return await self._wish(session, lambda scene: around.set_level(scene, run, level))

    async def say(self, session: Session | None, run: str, number: int) -> Outcome:
        """An announcement was made."""
        return await self._wish(session, lambda scene: around.say(scene, run, number))

    async def call(
        self, session: Session | None, run: str, contact: str, result: str, note: str = ""
    ) -> Outcome:
        """Somebody was called."""
        return await self._wish(session, lambda scene: around.call(scene, run, contact, result, note))

    async def report(self, session: Session | None, run: str, what: str) -> Outcome:
        """The hall manager was phoned, or has the flash report."""
        return await self._wish(session, lambda scene: around.report(scene, run, what))

    async def count(self, session: Session | None, run: str, what: str, number: int) -> Outcome:
        """A figure of the case."""
        return await self._wish(session, lambda scene: around.count(scene, run, what, number))

    async def count_one_more(self, session: Session | None, run: str, what: str) -> Outcome:
        """A figure of the case goes up by one."""

        def rule(scene: Scene) -> list[Event] | Refusal:
            known = state.of(scene.shift).by_id.get(run)
            return around.count(scene, run, what, 1 + (known.counts.get(what, 0) if known else 0))

        return await self._wish(session, rule)

    async def count_queue(
        self, session: Session | None, run: str, waiting: int, tills: int, service_s: int
    ) -> Outcome:
        """The queue was counted."""
        return await self._wish(session, lambda s: around.count_queue(s, run, waiting, tills, service_s))

    def posts(self, session: Session | None) -> dict[str, str]:
        """Who holds the posts of diversion today: post -> person id, from the opening list (OPN-29)."""
        return {} if session is None else assigned(session.scene())

    async def claim(self, session: Session | None, run: str) -> Outcome:
        """Who is signed in says: what was recorded without a name was done by me."""
        return await self._wish(session, lambda scene: around.claim(scene, run))

    async def seen(self, session: Session | None, run: str, step: str) -> Outcome:
        """A wait is over, and somebody has seen it."""
        return await self._wish(session, lambda scene: around.seen(scene, run, step))

    async def put_off(self, session: Session | None, run: str, timer: str, minutes: int) -> Outcome:
        """A timer is put off."""
        return await self._wish(session, lambda scene: around.put_off(scene, run, timer, minutes))

    async def write_waiting(self, session: Session | None) -> int:
        """Writes what waits, when that is possible now; returns how many events were written."""
        async with self._one_at_a_time:
            count = len(self.waiting)
            await self._write_waiting(session)
            return count - len(self.waiting)

    def take_up(self, session: Session) -> None:
        """What waited when the program ended, waits again, but for what had reached the disk all the same."""
        there = [kept.fact for run in state.of(session.shift).by_id.values() for kept in run.kept]
        self.waiting = (*(one for one in kept(session) if one.event.fact not in there), *self.waiting)

    async def _wish(self, session: Session | None, rule: Rule) -> Outcome:
        """NotSaved means: it holds, and it is shown, but in memory only."""
        async with self._one_at_a_time:
            before = await self._write_waiting(session)
            found = rule(self.scene(session, writer(session)))
            if isinstance(found, Refusal):
                return found
            now = self._now()
            outcome = before if before is not None else await self._patiently(session, found)
            if isinstance(outcome, Done):
                return outcome
            self.waiting = (*self.waiting, *(Waiting(event, now) for event in found))
            await self._keep(session)
            return NotSaved(outcome.text)

    async def _write_waiting(self, session: Session | None) -> NotSaved | Refusal | None:
        if not self.waiting:
            return None
        outcome = await self._patiently(session, [one.event for one in self.waiting])
        if not isinstance(outcome, Done):
            return outcome
        self.waiting = ()
        await self._keep(session)
        return None

    async def _patiently(self, session: Session | None, events: list[Event]) -> Outcome:
        """Writes them. A disk that does not answer is not waited for: they count as waiting until it does."""
        if self._out is not None:
            return NotSaved(_SLOW)
        task = self._out = asyncio.create_task(_written(session, events))
        late = False

        def answered(task: asyncio.Task[Outcome]) -> None:
            self._out = None
            good = not task.cancelled() and task.exception() is None and isinstance(task.result(), Done)
            if late and good and session is not None:
                # they stand before everything that was wished since then
                self.waiting = self.waiting[len(events) :]
                put(session, self.waiting)
                session.publish()

        task.add_done_callback(answered)
        await asyncio.wait({task}, timeout=self.patience_s)
        if task.done():
            self._out = None
            return task.result()
        late = True
        return NotSaved(_SLOW)

    async def _keep(self, session: Session | None) -> None:
        """As drafts. A disk that hangs takes none of these either: one try at a time, and nobody waits."""
        if session is None:
            return
        put(session, self.waiting)
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(asyncio.to_thread(session.drafts.flush))
            await asyncio.wait({self._keeping}, timeout=self.patience_s)


def dark(session: Session, run: state.Run) -> tuple[datetime, datetime] | None:
    """When the program last stood still while this went on, until something is recorded after it.

    From the last record before the start to that start.
    """
    starts = [start for start in life.of(session.shift).starts if start[2] is not None and start[1] > run.t0]
    if not starts:
        return None
    _, at, ms = starts[-1]
    if any(kept.at > at for kept in run.kept):
        return None
    return at - timedelta(milliseconds=ms or 0), at


def _shift_of(session: Session | None) -> Shift:
    """The open shift; between two shifts one in which what still goes on is known."""
    if session is None:
        return empty(FAMILIES)
    if session.has_open_shift or session.past.previous is None:
        return session.shift
    carried = session.past.previous.carried
    going = family.taken_over(carried.get(family.KEY))
    if not going.by_id:
        return session.shift
    parts = session.shift.parts.having(family.KEY, going)
    if _REGISTER in carried:  # it goes with it: a card is not stood down over entries that wait
        from dutyterm.shift.register.carried import from_carry

        parts = parts.having(_REGISTER, from_carry(carried[_REGISTER]))
    return replace(session.shift, parts=parts)


async def _written(session: Session | None, events: list[Event]) -> Outcome:
    if session is None:
        return NotSaved(_NO_DATA)
    if session.read_only is not None:
        return Refusal("read_only", session.read_only)
    if not session.has_open_shift:
        from dutyterm.desk.shifts import open_outside  # no start pays for it

        opened = await open_outside(session)
        if isinstance(opened, NotSaved) or (isinstance(opened, Refusal) and opened.code != "already_open"):
            return opened
    return await session.wish(lambda _: events)
