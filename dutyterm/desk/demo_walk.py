"""Somebody of the demo hall walks the opening list: the same wishes that the keyboard would make."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from random import Random

from dutyterm.desk import lists
from dutyterm.desk.demo_clock import SimulatedClock
from dutyterm.desk.demo_stories import Story
from dutyterm.desk.outcome import Done, NotSaved, Outcome
from dutyterm.desk.session import Session
from dutyterm.i18n import Text
from dutyterm.manual.schema import FieldSpec
from dutyterm.model.moment import moment_text
from dutyterm.model.people import Post
from dutyterm.model.premises import Premises
from dutyterm.model.refusal import Refusal
from dutyterm.shift.lists import doors, norms, rules
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.values import YES
from dutyterm.shift.lists.view import LineView, RunView, SlotView, premises_of
from dutyterm.values import dataclass

LIST = "opening"


class DemoStuck(Exception):
    """A wish of the demo hall did not go through; `outcome` says why."""

    def __init__(self, outcome: Refusal | NotSaved) -> None:
        super().__init__(outcome.text.en)
        self.outcome = outcome


def done(outcome: Outcome) -> Done:
    """The outcome of a wish that has to go through. Raises DemoStuck."""
    if isinstance(outcome, Done):
        return outcome
    raise DemoStuck(outcome)


@dataclass(frozen=True)
class Crew:
    """Who does what this morning, by person id, with PINs."""

    lead: str
    second: str
    manager: str
    pins: dict[str, str]


class Walker:
    """Walks one run of the opening list."""

    def __init__(
        self, session: Session, clock: SimulatedClock, rng: Random, crew: Crew, story: Story
    ) -> None:
        self.session = session
        self.clock = clock
        self.rng = rng
        self.crew = crew
        self.story = story
        self.run = f"{LIST}-1"

    async def start(self) -> tuple[LineView, ...]:
        """Begins the list; returns its lines in the order in which they fall due."""
        done(await lists.start(self.session, LIST))
        lines = [line for line in self.view().lines if not line.line.opens_doors and not line.finished]
        return tuple(sorted(lines, key=_when))

    async def walk(self, wanted: Iterable[LineView]) -> None:
        """Takes these lines, as they stood at the start, one after the other."""
        for line in wanted:
            id = line.line.id
            if line.due is not None:
                self.clock.until(line.due - timedelta(seconds=self.rng.randint(240, 540)))
            if id in self.story.deferred:
                until, reason = self.story.deferred[id]
                self.pause(4, 9)
                done(await lists.defer(self.session, self.run, id, until, reason))
                continue
            await self.take(line)
            if id in self.story.overridden:
                await self.override(id)

    async def take(self, line: LineView) -> None:
        """Answers and signs one line."""
        await self._answer_open(line)
        if any(slot.spec.when is not None for slot in line.slots):
            await self._answer_open(self.line(line.line.id))
        if any(slot.spec.kind == "dual" for slot in line.slots):
            await self.sign(line.line.id)

    async def _answer_open(self, line: LineView) -> None:
        for slot in line.slots:
            if slot.open and slot.active and slot.spec.kind not in ("dual", "machine"):
                await self.answer(slot, line.line.away)

    async def answer(self, slot: SlotView, away: bool) -> None:
        """One answer: the story's, or the normal one."""
        took = self.pause(2, 11)
        session, where = self.session, slot.slot
        normal = normal_answer(slot, premises_of(session.scene()), self.clock, self.rng, self.crew.lead)
        value = self.story.answers.get((where.item, where.part, where.field), normal)
        earlier = self.clock.now() - timedelta(minutes=self.rng.randint(2, 6)) if away else None
        wish = rules.Answer(
            self.run, where, value, confirmed=True, occurred_at=earlier, took_ms=took
        )  # fmt: skip
        done(await lists.answer(session, wish))

    async def sign(self, item: str) -> None:
        """Two people sign the line, some seconds apart."""
        slots = tuple(s.slot for s in self.line(item).slots if s.open and s.spec.kind == "dual")
        if not slots:
            return
        self.pause(2, 5)
        done(await lists.sign_first(self.session, self.run, slots))
        self.pause(3, 8)
        second = self.crew.second
        done(await lists.sign_second(self.session, self.run, slots, second, self.crew.pins[second]))

    async def override(self, item: str) -> None:
        """Goes on without a line on the hall manager's word."""
        medium, reason = self.story.overridden[item]
        self.pause(40, 90)
        done(
            await lists.override(
                self.session, self.run, item, self.crew.manager, medium, reason, self.pin, self.manager_pin
            )
        )

    async def open_doors(self) -> None:
        """Opens the doors when it is time, with the defects of this morning."""
        scene = self.session.scene()
        item = doors.door_line(scene, self.run)
        line = self.line(item) if item is not None else None
        if item is None or line is None or line.due is None:
            return
        late, why = self.story.late
        opened = line.due + timedelta(minutes=late, seconds=self.rng.randint(-70, 20))
        self.clock.until(opened)
        self.pause(5, 20)
        wish = doors.Opening(self.run, item, min(opened, self.clock.now()), late_reason=why)
        if self.view().blocking("doors"):
            wish = doors.Opening(
                self.run, item, wish.opened_at, why, self.crew.manager, "phone", self.story.defects
            )
        done(await lists.open_doors(self.session, wish, self.pin, self.manager_pin))

    async def change(self, place: tuple[str, str, str], value: Value, reason: str) -> None:
        """Answers a field anew."""
        self.pause(20, 60)
        wish = rules.Answer(self.run, Slot(*place), value, confirmed=True, reason=reason)
        done(await lists.answer(self.session, wish))

    def view(self) -> RunView:
        """The run as it stands. Raises DemoStuck."""
        view = rules.run_view(self.session.scene(), self.run)
        if isinstance(view, Refusal):
            raise DemoStuck(view)
        return view

    def line(self, item: str) -> LineView:
        """One line as it stands. Raises DemoStuck."""
        found = self.view().line(item)
        if found is None:
            raise DemoStuck(Refusal("no_line", Text("清单里没有 {i}。", "No line {i}.").fill(i=item)))
        return found

    def pause(self, least: int, most: int) -> int:
        """Lets some seconds pass; returns how many milliseconds it were."""
        milliseconds = self.rng.randint(least * 1000, most * 1000)
        self.clock.wait(milliseconds)
        return milliseconds

    @property
    def pin(self) -> str:
        """PIN of the person signed in."""
        return self.crew.pins[self.crew.lead]

    @property
    def manager_pin(self) -> str:
        """PIN of the hall manager."""
        return self.crew.pins[self.crew.manager]


def _when(line: LineView) -> float:
    """Lines without a due time come first."""
    return line.due.timestamp() if line.due is not None else 0.0


def normal_answer(slot: SlotView, premises: Premises, clock: SimulatedClock, rng: Random, lead: str) -> Value:
    """What somebody answers on a quiet morning."""
    spec = slot.spec
    match spec.kind:
        case "confirm":
            return YES
        case "choice":
            return spec.choices[0].id
        case "text":
            return rng.choice([c.id for c in spec.choices if not c.off and not c.block] or ["已核对"])
        case "time":
            return moment_text(
                (clock.now() - timedelta(minutes=rng.randint(1, 4))).replace(second=0, microsecond=0)
            )
        case "people":
            return ()
        case "assign":
            return _posts(spec, premises, rng, lead)
        case "count":
            return slot.total or 0
        case _:
            return _number(spec, premises, rng)


def _number(spec: FieldSpec, premises: Premises, rng: Random) -> int:
    low = max(_ends(spec, premises, "min"), default=None)
    high = min(_ends(spec, premises, "max"), default=None)
    if low is not None and high is not None:
        step = (high - low) // 4
        return rng.randint(low + step, high - step) if step else high
    if high is not None:
        return rng.randint(0, high // 4)
    if low is None:
        return 0
    return low + (rng.randrange(0, 300) * 100 if spec.kind == "money" else rng.randint(3, 8))


def _ends(spec: FieldSpec, premises: Premises, end: str) -> list[int]:
    found = [norms.figure(getattr(limits, end), premises) for limits in (spec.warn, spec.block) if limits]
    return [one for one in found if one is not None]


def _posts(spec: FieldSpec, premises: Premises, rng: Random, lead: str) -> Value:
    chosen = []
    for post in spec.posts:
        holders = [p.id for p in premises.roster if Post(post) in p.posts] if post in set(Post) else []
        who = lead if lead in holders else rng.choice(holders or [lead])
        chosen.append(f"{post}:{who}")
    return tuple(chosen)
