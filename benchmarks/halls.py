"""Halls to measure on: made by the program itself, once for every benchmark of a run that wants the same."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.pty_run import ROOT
from dutyterm.desk import people, shifts
from dutyterm.desk.house import open_house
from dutyterm.desk.outcome import Done
from dutyterm.desk.session import Session
from dutyterm.hall.demo import DEMO_PEOPLE
from dutyterm.journal.disk import Disk, NoSyncDisk
from dutyterm.journal.reading import read_bytes
from dutyterm.options import Options

SHIFTS_A_YEAR = 730
SHARED = "DUTYTERM_BENCH_HALLS"
"""Environment variable with the folder in which a run keeps the halls that several benchmarks read."""


def make_hall(directory: Path, shifts: int) -> Path:
    """A demo hall with so many past shifts."""
    command = ["-m", "dutyterm", "demo", str(directory), "--shifts", str(shifts), "--no-open"]
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return directory


def kept_hall(directory: Path, shifts: int) -> Path:
    """The same for whoever only reads it: taken from the run's folder when it is there already."""
    hall = Path(os.environ.get(SHARED, directory)) / f"hall-{shifts}"
    return hall if hall.exists() else make_hall(hall, shifts)


def newest_shift(hall: Path) -> Path:
    """The file of the shift that was begun last."""
    return max((hall / "shifts").rglob("*.duty"), key=lambda path: path.name)


def duty(hall: Path) -> tuple[str, str]:
    """Roster digit and PIN of the duty manager who worked last, and so has nothing to take over.

    The demo's managers take turns by the day: with a fixed one a handover would wait every other day.
    """
    authors = [document["by"] for document in read_bytes(newest_shift(hall).read_bytes()).documents.values()]
    number = int(next(id for id in reversed(authors) if id is not None).removeprefix("p"))
    return str(number), DEMO_PEOPLE[number - 1].pin


async def at_work(hall: Path, disk: Disk | None = None) -> Session:
    """A session in a hall with the duty manager signed in and a shift open."""
    house = await open_house(Options(hall), disk=disk)
    session = house.session
    if session is None:
        raise RuntimeError(f"no hall to measure in {hall}")
    digit, pin = duty(hall)
    signed = await people.sign_in(session, session.hall.roster[int(digit) - 1].id, pin)
    if not isinstance(signed, people.Signed):
        raise RuntimeError(f"cannot sign in: {signed}")
    if not session.has_open_shift:
        reason = "measured" if shifts.needs_code(session) is not None else ""
        opened = await shifts.open_shift(session, seal_code="", lost_reason=reason)
        if not isinstance(opened, Done):
            raise RuntimeError(f"cannot open a shift: {opened}")
    return session


def with_open_shift(directory: Path, past: int = 2) -> Path:
    """A hall with a few past shifts and one that is open."""
    hall = make_hall(directory, past)

    async def opened() -> None:
        await (await at_work(hall, NoSyncDisk())).close()

    asyncio.run(opened())
    return hall
