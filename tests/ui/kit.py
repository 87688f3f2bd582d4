"""A hall on disk, a clock that stands, and the program on it: what every test of a screen begins with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from dutyterm.desk.demo_clock import SimulatedClock
from dutyterm.desk.house import open_house
from dutyterm.desk.outcome import Done
from dutyterm.desk.session import Session
from dutyterm.desk.setup import NewHall, found_hall
from dutyterm.desk.shifts import open_shift
from dutyterm.hall.credentials import CHEAP
from dutyterm.hall.demo import DEMO_PEOPLE, demo_profile
from dutyterm.hall.founding import Founding, NewPerson
from dutyterm.i18n import Lang
from dutyterm.journal.disk import Disk, NoSyncDisk
from dutyterm.options import Options
from dutyterm.shift.procedures.suggestions import Sensed
from dutyterm.tui.app import DutyApp
from tests.ui.quiet import Beside, drawn, hurry, quiet
from tests.ui.snapshot import frame, steady

hurry()

ZONE = ZoneInfo("Asia/Shanghai")
FOUNDED = datetime(2026, 11, 21, 16, 0, tzinfo=ZONE)
MORNING = datetime(2026, 11, 22, 7, 46, tzinfo=ZONE)

MANAGER, DUTY, SECOND = "1", "2", "3"
"""Roster digits of the hall manager and the two duty managers."""
PINS = {str(n): person.pin for n, person in enumerate(DEMO_PEOPLE, 1)}
"""PIN by roster digit."""
PATIENCE_S = 120.0
"""How long anything may take on a busy machine before a test gives up on it."""


def found(root: Path, **flags: bool) -> str:
    """Makes the demo hall without a past, with these facts of it otherwise; returns the recovery code."""
    profile = demo_profile()
    profile = profile.model_copy(update={"flags": {**profile.flags, **flags}})

    async def made() -> str:
        disk = NoSyncDisk()
        house = await open_house(Options(root), clock=SimulatedClock(FOUNDED), disk=disk)
        crew = tuple(NewPerson(p.number, p.name, p.role, p.posts) for p in DEMO_PEOPLE)
        founding = Founding(profile, crew, tuple(p.pin for p in DEMO_PEOPLE))
        new = await found_hall(house, founding, CHEAP)
        assert isinstance(new, NewHall)
        await new.session.close()
        return new.recovery_code

    return asyncio.run(made())


@dataclass
class Ui:
    """The program as a person meets it: keys in, text out."""

    app: DutyApp
    pilot: Pilot[Any]
    clock: SimulatedClock
    data: Path
    beside: Beside

    @property
    def session(self) -> Session:
        """The session of the program."""
        assert self.app.session is not None
        return self.app.session

    @property
    def page(self) -> str:
        """Name of the class that is on top."""
        return type(self.app.screen).__name__

    @property
    def text(self) -> str:
        """What is on the screen."""
        return frame(self.app)

    @property
    def steady(self) -> str:
        """What is on the screen, without what differs from run to run."""
        return steady(self.text, self.data)

    async def press(self, *keys: str) -> None:
        """Press keys, each worked off before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text key by key."""
        names = {" ": "space", "-": "minus", "/": "slash", "*": "asterisk", "+": "plus", ".": "full_stop"}
        await self.press(*(names.get(char, char) for char in text))

    def later(self, milliseconds: int) -> None:
        """Time goes by, with a key now and then, so that nothing is locked meanwhile."""
        self.clock.wait(milliseconds)
        self.app.last_key_ms = self.app.clock.mono_ms()

    async def settle(self) -> None:
        """Wait until every wish is done, every page is opened or closed, and everything is drawn.

        Raises AssertionError when that never comes about; who holds something back on purpose presses with
        `pilot.press` and waits with `until`.
        """
        seen: object = None
        end = monotonic() + PATIENCE_S
        while monotonic() < end:
            await self.pilot.pause()
            await quiet()  # what the pause has called back
            now = (self.app.current_mode, len(self.app.screen_stack), self.app.screen)
            busy = self.app.session is not None and bool(self.app.session._running)
            busy = busy or self.app.saving or self.beside.busy
            if busy or not drawn(self.app):
                await asyncio.sleep(0.001)  # a wish goes on, or a timer of Textual's has to come
            elif now == seen:
                return
            seen = now
        raise AssertionError("the program never comes to rest\n" + self.text)

    async def until(self, said: Callable[[], object]) -> None:
        """Wait until it is so; raises AssertionError with the screen when that never comes about."""
        end = monotonic() + PATIENCE_S
        while not said():
            if monotonic() > end:
                raise AssertionError("it never was so\n" + self.text)
            await asyncio.sleep(0.001)

    async def sign_in(self, digit: str = DUTY) -> None:
        """Sign in with roster digit and PIN."""
        await self.press(digit)
        await self.type(PINS[digit])
        await self.press("enter")
        await self.until(lambda: self.session.who is not None)
        await self.settle()

    async def open_shift(self) -> None:
        """Open the shift that is offered first, through the desk."""
        assert isinstance(await open_shift(self.session), Done)
        await self.settle()

    async def tick(self, milliseconds: int) -> None:
        """Let time pass, as the one timer sees it."""
        self.clock.wait(milliseconds)
        await self.app.tick()
        await self.settle()


@asynccontextmanager
async def running(
    data: Path,
    *,
    lang: Lang = "zh",
    size: tuple[int, int] = (80, 24),
    at: datetime = MORNING,
    disk: Disk | None = None,
    read_only: bool = False,
) -> AsyncIterator[Ui]:
    """The program on a data directory, closed properly at the end."""
    clock = SimulatedClock(at)
    options = Options(data, lang=lang, read_only=read_only)
    house = await open_house(options, clock=clock, disk=disk or NoSyncDisk())
    app = DutyApp(options, house)
    app.senses = lambda: Sensed()  # type: ignore[method-assign]  # not those of the machine that tests
    beside = Beside(asyncio.get_running_loop())
    app.guard.window_ms = 0  # the clock stands: every second press would be a repeat
    app.pressed_ms = lambda key: clock.mono_ms()  # type: ignore[method-assign]  # nor does a key wait
    try:
        async with app.run_test(size=size) as pilot:
            ui = Ui(app, pilot, clock, data, beside)
            await ui.settle()
            yield ui
    finally:
        if app.session is not None and house.state != "unusable":
            await app.session.close()
