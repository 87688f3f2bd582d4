"""A morning at the demo hall, made through the desk and then lived in a real terminal."""

from __future__ import annotations

import asyncio
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dutyterm.desk import lists, people, setup, shifts
from dutyterm.desk.house import open_house
from dutyterm.hall.credentials import CHEAP
from dutyterm.hall.demo import DEMO_PEOPLE, demo_profile
from dutyterm.hall.founding import Founding, NewPerson
from dutyterm.options import Options
from tests.desk.kit import START, FaultyDisk, StillClock, done
from tests.e2e.terminal import ROOT, Terminal
from tests.e2e.told_time import Watch

REAL_TERMINAL = [
    pytest.mark.process,
    pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is a thing of POSIX systems"),
]

PIN = DEMO_PEOPLE[1].pin
"""Of the duty manager, who has the digit 2."""


SPEED = 10
"""The program's clock runs so many times as fast as the PC's: nobody waits for what a finger needs."""

_ANCHOR = time.time_ns() // 1_000_000
"""Where both clocks meet; one for all starts, so that a hall's time never goes back between two of them."""


def moved_to(at: datetime) -> int:
    """Milliseconds from the clock of these tests to that moment."""
    fast = _ANCHOR + (time.time_ns() // 1_000_000 - _ANCHOR) * SPEED
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1) - fast


def open_at(data: Path, moved: int, *more: str, columns: int = 80, rows: int = 24, **env: str) -> Terminal:
    """The program on a data directory, with its clock moved."""
    arguments = [*launcher(moved), "--data", str(data), *more]
    terminal = Terminal(arguments, columns=columns, rows=rows, env={"PYTHONPATH": str(ROOT), **env})
    terminal.speed = SPEED
    return terminal


def open_told(data: Path, watch: Watch, *more: str, columns: int = 80, rows: int = 24) -> Terminal:
    """The program on a data directory, with a clock that goes only as the test says."""
    told = [str(ROOT / "tests" / "e2e" / "told_time.py"), str(watch.path)]
    arguments = [*told, "--data", str(data), *more]
    terminal = Terminal(arguments, columns=columns, rows=rows, env={"PYTHONPATH": str(ROOT)})
    terminal.repeat_s = 0.0
    return terminal


def launcher(moved: int) -> list[str]:
    """What Python is called with to start the program with its clock moved."""
    return [str(ROOT / "tests" / "e2e" / "at.py"), str(moved), str(_ANCHOR), str(SPEED)]


def make_hall(data: Path, *, walking: bool = True) -> None:
    """The demo hall on a Friday morning; `walking`: with an open shift whose opening list was begun."""
    asyncio.run(_make_hall(data, walking))


async def _make_hall(data: Path, walking: bool) -> None:
    cost, people.COST = people.COST, CHEAP
    try:
        house = await open_house(Options(data=data), clock=StillClock(), disk=FaultyDisk())
        staff = tuple(NewPerson(p.number, p.name, p.role, p.posts) for p in DEMO_PEOPLE)
        founding = Founding(demo_profile(), staff, tuple(p.pin for p in DEMO_PEOPLE))
        made = await setup.found_hall(house, founding)
        assert isinstance(made, setup.NewHall)
        session = made.session
        if walking:
            assert isinstance(await people.sign_in(session, "p2", PIN), people.Signed)
            done(await shifts.open_shift(session))
            done(await lists.start(session, "opening"))
        await session.close()
    finally:
        people.COST = cost


def morning() -> int:
    """Moves a clock to shortly after the hall was made."""
    return moved_to(START + timedelta(minutes=1))


def sign_in(terminal: Terminal) -> Terminal:
    """The duty manager signs in at the first page."""
    terminal.wait("王敏").settle()
    for key in ("2", *PIN, "Enter"):
        terminal.press_blindly(key)
    return terminal
