"""A desk to test at: a clock that stands still, a disk that fails when told, people of the demo."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dutyterm.desk import lists, people, sealing, setup, shifts
from dutyterm.desk.house import House, open_house
from dutyterm.desk.outcome import Done, NotSaved
from dutyterm.desk.session import Session
from dutyterm.hall.demo import DEMO_PEOPLE, demo_profile
from dutyterm.hall.founding import Founding, NewPerson
from dutyterm.i18n import Text
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.verify import VerifyReport, verify_paths
from dutyterm.model.refusal import Refusal
from dutyterm.options import Options
from dutyterm.review.carried import check_carry
from dutyterm.shift import life
from dutyterm.shift.lists import doors, norms, rules, signing, view
from dutyterm.shift.lists.facts import Value

START = datetime(2026, 11, 20, 7, 50, tzinfo=ZoneInfo("Asia/Shanghai"))
"""A Friday, ten minutes before the first line of the opening is due."""

PINS = {f"p{n}": person.pin for n, person in enumerate(DEMO_PEOPLE, 1)}
MANAGER, DUTY, CLERK = "p1", "p2", "p4"
LONG_S = 120.0
"""How long anything may take on a busy machine before a test gives up on it."""


class StillClock:
    """Time passes only when a test says so, except one millisecond for each look."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at
        self.offset = timedelta()
        self.boots = 1

    def now(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at + self.offset

    def mono_ms(self) -> int:
        return int((self.at - START).total_seconds() * 1000)

    def boot(self) -> str:
        return f"boot{self.boots}"

    def set_zone(self, zone: str) -> None:
        self.at = self.at.astimezone(ZoneInfo(zone))

    def set_offset(self, offset_ms: int) -> None:
        self.offset = timedelta(milliseconds=offset_ms)

    def wait(self, **time: int) -> None:
        self.at += timedelta(**time)


class FaultyDisk(RealDisk):
    """The real disk, without waiting for fsync, until a test breaks a step of it."""

    def __init__(self) -> None:
        super().__init__()
        self.fail_write: Callable[[Path], OSError | None] = lambda _: None
        self.fail_fsync: Callable[[Path], OSError | None] = lambda _: None
        self.room: int | None = None
        """Bytes that still fit on the disk; None = as many as one likes."""
        self.dropped = False
        """A failed fsync loses the bytes that were written (otherwise they stay)."""
        self.read_only = False
        self.fsyncs: dict[str, int] = {}
        self.writes: dict[str, int] = {}
        self._before: dict[int, int] = {}

    def write(self, handle: int, data: bytes) -> int:
        path = self._names[handle]
        self._before[handle] = os.fstat(handle).st_size
        self.writes[path.name] = self.writes.get(path.name, 0) + 1
        error = self.fail_write(path)
        if error is not None:
            raise error
        if self.room is not None:
            if self.room < len(data):
                os.write(handle, data[: self.room])
                self.room = 0
                raise OSError(errno.ENOSPC, "No space left on device")
            self.room -= len(data)
        return super().write(handle, data)

    def fsync(self, handle: int) -> None:
        path = self._names[handle]
        self.fsyncs[path.name] = self.fsyncs.get(path.name, 0) + 1
        error = self.fail_fsync(path)
        if error is not None:
            if self.dropped:
                os.truncate(path, self._before[handle])
            raise error

    def create(self, path: Path) -> int:
        self._may_change()
        return super().create(path)

    def open_append(self, path: Path) -> int:
        self._may_change()
        return super().open_append(path)

    def mkdir(self, path: Path) -> None:
        self._may_change()
        super().mkdir(path)

    def remove(self, path: Path) -> None:
        self._may_change()
        if self.room is not None and path.exists():
            self.room += path.stat().st_size
        super().remove(path)

    def fsync_dir(self, path: Path) -> None:
        """Not waited for."""

    def _may_change(self) -> None:
        if self.read_only:
            raise OSError(errno.EROFS, "Read-only file system")


class Hall:
    """One data directory, and the programs that open it one after another."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.clock = StillClock()
        self.disk = FaultyDisk()
        self.open: list[Session] = []

    def options(self, *, read_only: bool = False) -> Options:
        return Options(data=self.root, read_only=read_only)

    async def house(self, *, read_only: bool = False) -> House:
        self.clock.offset = timedelta()
        house = await open_house(self.options(read_only=read_only), clock=self.clock, disk=self.disk)
        if house.session is not None:
            self.open.append(house.session)
        return house

    async def found(self) -> tuple[Session, str]:
        """A demo hall with its first manager signed in, and the recovery code."""
        staff = tuple(NewPerson(p.number, p.name, p.role, p.posts) for p in DEMO_PEOPLE)
        founding = Founding(demo_profile(), staff, tuple(p.pin for p in DEMO_PEOPLE))
        made = await setup.found_hall(await self.house(), founding)
        assert isinstance(made, setup.NewHall)
        return made.session, made.recovery_code

    async def start(self, person: str | None = DUTY) -> Session:
        """The next start of the program, with somebody signed in."""
        house = await self.house()
        session = house.session
        assert session is not None, house.message
        if person is not None:
            assert isinstance(await people.sign_in(session, person, PINS[person]), people.Signed)
        return session

    async def shift(self) -> Session:
        """A hall with an open shift whose opening list was begun."""
        session, _ = await self.found()
        await people.sign_in(session, DUTY, PINS[DUTY])
        done(await shifts.open_shift(session))
        done(await lists.start(session, "opening"))
        return session

    async def kill(self, session: Session) -> None:
        """Ends a program as SIGKILL does: nothing is flushed, the system frees the lock."""
        for ledger in (session.shift_ledger, session.hall_ledger):
            if ledger is not None:
                ledger.journal._writer.close()
        if session.lock is not None:
            session.lock.release()
            session.lock = None
        session._writer.shutdown(wait=True)
        with session.drafts._writing:  # a dead program writes no half-typed words a moment later
            session.drafts._dirty = False
        self.open.remove(session)

    async def close(self) -> None:
        for session in self.open:
            await session.close()
        self.open.clear()

    def shift_files(self) -> list[Path]:
        return sorted(self.root.joinpath("shifts").rglob("*.duty"))

    def verify(self) -> VerifyReport:
        return verify_paths([self.root])

    def assert_sound(self) -> None:
        report = self.verify()
        assert report.sound, [(f.file, f.text.en) for f in report.findings]
        assert check_carry(self.shift_files(), RealDisk()) == ()


def done(outcome: object) -> Done:
    """The wish was granted and is on disk."""
    assert isinstance(outcome, Done), outcome
    return outcome


def refused(outcome: object) -> str:
    """The code of a refusal."""
    assert isinstance(outcome, Refusal), outcome
    assert outcome.text.zh
    assert outcome.text.en
    return outcome.code


def not_saved(outcome: object) -> Text:
    """What is said of a wish that the disk did not take."""
    assert isinstance(outcome, NotSaved), outcome
    return outcome.text


def kinds(session: Session) -> list[str]:
    return [record.kind for record in session.records]


def notice(session: Session, kind: str) -> Text:
    found = next((n for n in session.notices if n.kind == kind), None)
    assert found is not None, [n.kind for n in session.notices]
    return found.text


RUN = "opening-1"


def run_of(session: Session) -> view.RunView:
    found = rules.run_view(session.scene(), RUN)
    assert isinstance(found, view.RunView), found
    return found


def line_of(session: Session, item: str) -> view.LineView:
    found = run_of(session).line(item)
    assert found is not None
    return found


def normal(session: Session, slot: view.SlotView) -> Value:
    """The answer on a normal day."""
    spec, scene = slot.spec, session.scene()
    premises = view.premises_of(scene)
    match spec.kind:
        case "confirm":
            return "yes"
        case "choice":
            return spec.choices[0].id
        case "text":
            return spec.choices[0].id if spec.choices else "无"
        case "time":
            return (scene.now - timedelta(seconds=1)).isoformat(timespec="milliseconds")
        case "people":
            return ()
        case "assign":
            return tuple(f"{post}:p{n}" for n, post in enumerate(spec.posts, 1))
        case "count":
            assert slot.total is not None
            return slot.total
    for limits in (spec.warn, spec.block):
        if limits is not None:
            low, high = norms.figure(limits.min, premises), norms.figure(limits.max, premises)
            return low if low is not None else high or 0
    return 0


async def answer(session: Session, item: str, value: Value | None = None, **more: object) -> object:
    """Answers the next open field of a line, normally unless told otherwise."""
    slot = line_of(session, item).next_slot
    assert slot is not None, item
    wish = rules.Answer(
        RUN,
        slot.slot,
        normal(session, slot) if value is None else value,
        confirmed=bool(more.get("confirmed")),
    )
    return await lists.answer(session, wish)


async def finish(hall: Hall, session: Session, item: str, partner: str = CLERK) -> None:
    """Answers and signs everything of a line."""
    while (slot := line_of(session, item).next_slot) is not None:
        if slot.spec.kind != "dual":
            done(await answer(session, item))
            continue
        slots = tuple(s.slot for _, s in signing.sheet(run_of(session), item))
        done(await lists.sign_first(session, RUN, slots))
        hall.clock.wait(seconds=2)
        done(await lists.sign_second(session, RUN, slots, partner, PINS[partner]))


async def walk(hall: Hall, session: Session) -> None:
    """Everything before the doors, as on a normal day; items that came in are read."""
    for line in run_of(session).lines:
        if not line.line.opens_doors and line.line.required:
            await finish(hall, session, line.line.id)


async def open_doors(session: Session) -> None:
    if life.of(session.shift).doors_taken_over:
        return  # an earlier shift of the day opened them
    now = session.clock.now()
    at = rules.locate(session.scene(), RUN, "OPN-34")
    assert isinstance(at, rules.At)
    reason = "" if doors.late_by(at, now) is None else "staff"
    done(await lists.open_doors(session, doors.Opening(RUN, "OPN-34", now, late_reason=reason)))


async def whole_shift(hall: Hall, session: Session, code: str = "") -> sealing.Sealed:
    """Opens a shift, walks the list, opens the doors, seals."""
    done(await shifts.open_shift(session, seal_code=code))
    done(await lists.start(session, "opening"))
    await walk(hall, session)
    await open_doors(session)
    hall.clock.wait(hours=5)
    who = session.who
    assert who is not None
    sealed = await sealing.seal(session, PINS[who.id])
    assert isinstance(sealed, sealing.Sealed), sealed
    return sealed


async def until(condition: Callable[[], bool]) -> None:
    """Lets other tasks run until something holds."""
    for _ in range(10_000):
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came about")
