"""One shift of the demo hall: what the people on duty do from opening it until shortly before the seal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from random import Random

from dutyterm.desk import items, log, messages
from dutyterm.desk.demo_clock import SimulatedClock
from dutyterm.desk.demo_past import Floor, When, live_through
from dutyterm.desk.demo_stories import SECOND_THOUGHTS, Story
from dutyterm.desk.demo_walk import Crew, Walker, done
from dutyterm.desk.session import Session
from dutyterm.shift import entries, open_items
from dutyterm.shift.entries import Severity

Restart = Callable[[Crew, Random], Awaitable[Session]]
"""Switches the PC off and on again; gives the session of the new start."""

_SEVERE: dict[str, Severity] = {"incident": "important", "fault": "important"}
_WORDS_BEFORE_CORRECTION = "（时间待核）"


class Day:
    """A shift that is open, and the people in it."""

    def __init__(
        self,
        session: Session,
        clock: SimulatedClock,
        rng: Random,
        crew: Crew,
        story: Story,
        back: int,
        *,
        evening: bool,
    ) -> None:
        """`back`: how many days ago the day is, counted from the last one."""
        self.back, self.evening_shift = back, evening
        self.session = session
        self.clock = clock
        self.rng = rng
        self.crew = crew
        self.story = story
        self._written: set[str] = set()
        self.day = clock.now().date()
        self.end = clock.now()
        """When the shift is sealed."""

    async def morning(self, restart: Restart) -> None:
        """Walks the opening list, opens the doors, writes the log of the morning. Raises DemoStuck."""
        self.end = self._at(13, 50)
        walker = Walker(self.session, self.clock, self.rng, self.crew, self.story)
        ids = await walker.start()
        half = len(ids) // 2
        await walker.walk(ids[:half])
        if self.story.cut:
            self.session = walker.session = await restart(self.crew, self.rng)
        await walker.walk(ids[half:])
        await walker.open_doors()
        await self._past("early")
        for item in self.story.done_later:
            self.clock.wait(self.rng.randint(600, 1200) * 1000)
            await walker.take(walker.line(item))
        for place, (value, reason) in self.story.changes.items():
            self.clock.until(self.clock.now() + timedelta(minutes=self.rng.randint(20, 60)))
            await walker.change(place, value, reason)
        await self._notes(self.rng.randint(2, 4), self._at(12, 40))
        await self._by_hand()
        await self._past("late")

    async def evening(self) -> None:
        """Reads what came in and writes the log of the afternoon. Raises DemoStuck."""
        self.end = self._at(18, 40)
        for item in open_items.of(self.session.shift).carried():
            if item.open and self.crew.lead not in item.read_by:
                self.clock.wait(self.rng.randint(4, 20) * 1000)
                done(await items.read(self.session, item.ref))
        await self._past("early")
        await self._notes(self.rng.randint(2, 5), self._at(17, 50))
        await self._by_hand()
        await self._past("late")

    async def _past(self, when: When) -> None:
        await live_through(self.back, self.evening_shift, when, Floor(self.session, self.clock, self.crew))

    async def _notes(self, count: int, until: datetime) -> None:
        log_of = self.session.manual.log
        categories = [c for c in log_of.categories if not c.only and c.phrases]
        begin, room = self.clock.now(), max(until - self.clock.now(), timedelta())
        moments = sorted(self.rng.random() for _ in range(count))
        for number, moment in enumerate(moments):
            self.clock.until(begin + room * moment)
            self.clock.wait(self.rng.randint(20_000, 240_000))
            category = self.rng.choice(categories)
            words = self._anew(self.rng.choice(category.phrases).zh, [p.zh for p in category.phrases])
            late = self.rng.random() < 0.15
            draft = entries.Draft(
                category=category.id,
                text=words + (_WORDS_BEFORE_CORRECTION if self.story.corrected and number == 0 else ""),
                occurred_at=self.clock.now() - timedelta(minutes=self.rng.randint(15, 40)) if late else None,
                severity=_SEVERE.get(category.id, "normal"),
            )
            entry = done(await log.write(self.session, draft)).records[-1].id
            if self.story.corrected and number == 0:
                await self._correct(entry, words)

    def _anew(self, words: str, others: list[str]) -> str:
        """These words, or the next ones of their category: nobody writes the same twice in one shift."""
        begin = others.index(words)
        found = next((one for one in (*others[begin:], *others) if one not in self._written), words)
        self._written.add(found)
        return found

    async def _correct(self, entry: int, words: str) -> None:
        self.clock.wait(self.rng.randint(60, 300) * 1000)
        done(await log.correct(self.session, entry, words, "rechecked"))
        self.clock.wait(self.rng.randint(60, 600) * 1000)
        done(await log.add(self.session, entry, self.rng.choice(SECOND_THOUGHTS).lstrip("，")))

    async def _by_hand(self) -> None:
        if self.story.note:
            self.clock.wait(self.rng.randint(60, 300) * 1000)
            done(await items.note(self.session, self.story.note, self._on(1, 9)))
        if self.story.promise is not None:
            customer, what, days = self.story.promise
            self.clock.wait(self.rng.randint(60, 300) * 1000)
            done(await items.promise(self.session, customer, what, self._on(days, 15)))
        if self.story.message:
            self.clock.wait(self.rng.randint(60, 300) * 1000)
            done(await messages.write(self.session, self.story.message, priority="important"))

    def _on(self, days: int, hour: int) -> datetime:
        return datetime.combine(self.day + timedelta(days=days), time(hour), self.clock.now().tzinfo)

    def _at(self, hour: int, minute: int) -> datetime:
        end = datetime.combine(self.day, time(hour, minute), self.clock.now().tzinfo)
        return end + timedelta(seconds=self.rng.randint(0, 300))
