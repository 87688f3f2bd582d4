"""The demo hall: invented people live through past shifts, with everything that goes wrong, up to today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from dutyterm.desk import handover, items, people, shifts
from dutyterm.desk.clock import SystemClock
from dutyterm.desk.demo_clock import SimulatedClock
from dutyterm.desk.demo_day import Day
from dutyterm.desk.demo_handover import take_over
from dutyterm.desk.demo_past import profile_of_demo
from dutyterm.desk.demo_stories import RESULTS, story_of
from dutyterm.desk.demo_walk import Crew, DemoStuck, done
from dutyterm.desk.house import open_house
from dutyterm.desk.outcome import NotSaved
from dutyterm.desk.session import Session
from dutyterm.desk.setup import NewHall, found_hall
from dutyterm.hall.credentials import CHEAP
from dutyterm.hall.demo import DEMO_PEOPLE, DemoPerson, demo_profile
from dutyterm.hall.founding import Founding, NewPerson
from dutyterm.i18n import Text
from dutyterm.journal.disk import NoSyncDisk
from dutyterm.model.refusal import Refusal
from dutyterm.options import Options
from dutyterm.shift import open_items
from dutyterm.values import dataclass

MOST_SHIFTS = 20_000
"""Past shifts that are made at most: more than 27 years."""

_NOT_OPENED = Text("演示厅打不开。", "The demo hall cannot be opened.")

Progress = Callable[[int, int], None]
"""Called after every shift with the number made and the number wanted."""


@dataclass(frozen=True)
class Demo:
    """A demo hall on disk, ready to open today's shift."""

    root: Path
    hall: str
    people: tuple[DemoPerson, ...]
    """In roster order: the n-th has the digit n."""
    shifts: int
    """Past shifts, all sealed."""
    seal_code: str | None
    """Of the last one, asked for when today's shift is opened; None when there is none."""
    open_items: int
    """What the next shift takes over."""
    recovery_code: str


async def make_demo(
    root: Path,
    count: int = 14,
    seed: int = 1,
    *,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> Demo | Refusal | NotSaved:
    """Makes a demo hall in a new or empty folder; two shifts a day, the last one sealed last evening.

    The same seed and day give the same records, but for the keys of the device and what follows from them.
    `now` is for tests. Nothing is synced to the disk one by one: a demo hall can be made again.
    """
    refused = _usable(root, count)
    if refused is not None:
        return refused
    profile = demo_profile()
    zone = ZoneInfo(profile.zone)
    if now is None:
        system = SystemClock()
        system.set_zone(profile.zone)
        now = system.now()
    now = now.astimezone(zone)
    last = now.date() - timedelta(days=2 if now.time() < shifts.DAY_TURNS else 1)
    first = last - timedelta(days=max(0, (count - 1) // 2))
    clock = SimulatedClock(datetime.combine(first - timedelta(days=1), time(16, 0), zone))
    maker = _Maker(root, clock, seed)
    try:
        recovery = await maker.found()
        for number in range(count):
            back = count - 1 - number
            await maker.live(last - timedelta(days=back // 2), back)
            if progress is not None:
                progress(number + 1, count)
        return maker.result(count, recovery)
    except DemoStuck as stuck:
        return stuck.outcome
    finally:
        await maker.close()


def _usable(root: Path, count: int) -> Refusal | None:
    if not 0 <= count <= MOST_SHIFTS:
        words = Text("班次数要在 0 到 {n} 之间。", "The number of shifts must be 0 to {n}.")
        return Refusal("shifts", words.fill(n=MOST_SHIFTS))
    try:
        taken = root.exists() and (not root.is_dir() or any(root.iterdir()))
    except OSError as error:
        why = error.strerror or str(error)
        words = Text("{dir} 打不开({why})。", "{dir} cannot be opened ({why}).")
        return Refusal("unusable", words.fill(dir=root, why=why))
    if not taken:
        return None
    words = Text(
        "{dir} 里已有内容。演示厅要一个空的或还没有的文件夹。",
        "There is something in {dir}. A demo hall wants a folder that is empty or not there yet.",
    )
    return Refusal("not_empty", words.fill(dir=root))


class _Maker:
    def __init__(self, root: Path, clock: SimulatedClock, seed: int) -> None:
        self._options = Options(root)
        self._clock = clock
        self._seed = seed
        self._disk = NoSyncDisk()
        self._session: Session | None = None
        self._code: str | None = None
        self._pins: dict[str, str] = {}

    @property
    def session(self) -> Session:
        """The open session. Raises DemoStuck when there is none."""
        if self._session is None:
            raise DemoStuck(Refusal("no_hall", _NOT_OPENED))
        return self._session

    async def close(self) -> None:
        """Closes what is open."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def reopen(self) -> None:
        """The program is started anew. Raises DemoStuck."""
        await self.close()
        house = await open_house(self._options, clock=self._clock, disk=self._disk)
        self._session = house.session
        if house.state != "ready" or house.session is None:
            raise DemoStuck(Refusal("no_hall", house.message or _NOT_OPENED))

    async def found(self) -> str:
        """Sets the hall up; returns the recovery code. Raises DemoStuck."""
        house = await open_house(self._options, clock=self._clock, disk=self._disk)
        self._session = house.session
        if house.state != "new":
            raise DemoStuck(Refusal("no_hall", house.message or _NOT_OPENED))
        crew = tuple(NewPerson(p.number, p.name, p.role, p.posts) for p in DEMO_PEOPLE)
        founding = Founding(profile_of_demo(demo_profile()), crew, tuple(p.pin for p in DEMO_PEOPLE))
        made = await found_hall(house, founding, CHEAP)
        if not isinstance(made, NewHall):
            raise DemoStuck(made)
        self._session = made.session
        by_number = {p.number: p.pin for p in DEMO_PEOPLE}
        self._pins = {p.id: by_number[p.number] for p in made.session.hall.roster}
        return made.recovery_code

    async def live(self, day: date, back: int) -> None:
        """One shift, from opening to seal; `back` = how many shifts come after it. Raises DemoStuck."""
        evening = back % 2 == 0
        # every shift has dice of its own, so that one more shift does not change the others
        rng = Random(f"{self._seed}/{day.isoformat()}/{evening}")
        story = story_of(back // 2, opening=not evening, rng=rng)
        if story.forgotten and back < 2:
            story = replace(story, forgotten=False)
        await self._switch_on(day, evening, rng)
        crew = self._crew(day, evening, rng)
        if self.session.has_open_shift:  # handed over by the early shift
            await self._sign_in(crew)
        else:
            await self._open(crew, story.lost_slip)
        await take_over(self.session, self._clock, rng, crew)
        shift = Day(self.session, self._clock, rng, crew, story, back // 2, evening=evening)
        if evening:
            await shift.evening()
        else:
            await shift.morning(self._interrupted)
        await self._settle_items(shift, rng, last=back == 0)
        if story.forgotten:
            self._code = None
            return
        self._clock.until(shift.end)
        told = await handover.submit(self.session, crew.pins[crew.lead])
        if not isinstance(told, handover.Submitted):
            raise DemoStuck(told)
        if told.problem is not None:
            raise DemoStuck(told.problem)
        self._code = told.sealed.code

    async def _switch_on(self, day: date, evening: bool, rng: Random) -> None:
        zone = ZoneInfo(demo_profile().zone)
        start = datetime.combine(day, time(14, 0) if evening else time(7, 44), zone)
        start += timedelta(seconds=rng.randint(20, 200))
        if evening:
            self._clock.until(start)
            return
        self._clock.switch_on(start)
        if self.session.has_open_shift:  # forgotten: the program seals it when it starts next morning
            await self.reopen()

    def _crew(self, day: date, evening: bool, rng: Random) -> Crew:
        roster = self.session.hall.roster
        managers = [p.id for p in roster if p.role.value == "duty_manager"]
        clerks = [p.id for p in roster if p.role.value == "clerk"]
        lead = managers[(day.toordinal() + evening) % len(managers)]
        return Crew(lead, rng.choice(clerks), roster[0].id, self._pins)

    async def _open(self, crew: Crew, lost: bool) -> None:
        await self._sign_in(crew)
        self._clock.wait(25_000)
        asked = shifts.needs_code(self.session) is not None
        reason = "交接单丢失，已报厅经理" if lost and asked else ""
        done(
            await shifts.open_shift(
                self.session, seal_code="" if reason else self._code or "", lost_reason=reason
            )
        )

    async def _sign_in(self, crew: Crew) -> None:
        signed = await people.sign_in(self.session, crew.lead, crew.pins[crew.lead])
        if not isinstance(signed, people.Signed):
            raise DemoStuck(signed)

    async def _interrupted(self, crew: Crew, rng: Random) -> Session:
        """The PC goes off and comes back some minutes later."""
        await self.close()
        self._clock.wait(rng.randint(180, 420) * 1000)
        self._clock.switch_on(self._clock.now())
        await self.reopen()
        await self._sign_in(crew)
        return self.session

    async def _settle_items(self, shift: Day, rng: Random, last: bool) -> None:
        """Some of what came in is settled; the longer it lies, the likelier. Raises DemoStuck."""
        for item in open_items.of(self.session.shift).carried():
            age = self._clock.now() - item.opened_at
            if not item.open or last or rng.random() > age / timedelta(days=4):
                continue
            self._clock.wait(rng.randint(60, 1500) * 1000)
            if item.sort == "promise":
                done(await items.close(self.session, item.ref, "已回电，客户认可", ending="kept"))
            else:
                done(await items.close(self.session, item.ref, rng.choice(RESULTS)))
        shift.session = self.session

    def result(self, count: int, recovery: str) -> Demo:
        """What was made."""
        previous = self.session.past.previous
        carried = previous.carried.get(open_items.KEY) if previous is not None else None
        left = carried.get("items") if isinstance(carried, dict) else None
        return Demo(
            root=self._options.data,
            hall=demo_profile().name,
            people=DEMO_PEOPLE,
            shifts=count,
            seal_code=self._code,
            open_items=len(left) if isinstance(left, list | tuple) else 0,
            recovery_code=recovery,
        )
