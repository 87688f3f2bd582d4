"""Halls to measure on: made by the program itself, once for every benchmark of a run that wants the same."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.pty_run import ROOT
from dutyterm.desk import handover, people, shifts
from dutyterm.desk.house import open_house
from dutyterm.desk.outcome import Done
from dutyterm.desk.session import Session
from dutyterm.hall.demo import DEMO_PEOPLE
from dutyterm.journal.disk import Disk, NoSyncDisk
from dutyterm.options import Options
from dutyterm.shift.handover.family import of

SHIFTS_A_YEAR = 730
SHARED = "DUTYTERM_BENCH_HALLS"
"""Environment variable with the folder in which a run keeps the halls that several benchmarks read."""
DUTY_DIGIT, DUTY_PIN = "2", DEMO_PEOPLE[1].pin
"""A duty manager of the demo hall, by roster digit."""


def make_hall(directory: Path, shifts: int) -> Path:
    """A demo hall with so many past shifts."""
    command = ["-m", "dutyterm", "demo", str(directory), "--shifts", str(shifts), "--no-open"]
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return directory


def kept_hall(directory: Path, shifts: int) -> Path:
    """The same for whoever only reads it: taken from the run's folder when it is there already."""
    hall = Path(os.environ.get(SHARED, directory)) / f"hall-{shifts}"
    return hall if hall.exists() else make_hall(hall, shifts)


async def at_work(hall: Path, disk: Disk | None = None) -> Session:
    """A session in a hall with the duty manager signed in and a shift open."""
    house = await open_house(Options(hall), disk=disk)
    session = house.session
    if session is None:
        raise RuntimeError(f"no hall to measure in {hall}")
    who = session.hall.roster[int(DUTY_DIGIT) - 1]
    signed = await people.sign_in(session, who.id, DUTY_PIN)
    if not isinstance(signed, people.Signed):
        raise RuntimeError(f"cannot sign in: {signed}")
    if not session.has_open_shift:
        reason = "measured" if shifts.needs_code(session) is not None else ""
        opened = await shifts.open_shift(session, seal_code="", lost_reason=reason)
        if not isinstance(opened, Done):
            raise RuntimeError(f"cannot open a shift: {opened}")
    await _take_over(session)
    return session


async def _take_over(session: Session) -> None:
    """Every other day it was somebody else who had the shift before: then it is read and taken over first."""
    part = of(session.shift)
    if not part.waits:
        return
    while (row := handover.reading(session).next) is not None:
        await handover.read(session, row.ref)
    giver_pin = next((known.pin for n, known in enumerate(DEMO_PEOPLE, 1) if f"p{n}" == part.giver), "")
    taken = await handover.accept(session, handover.reading(session).shown, DUTY_PIN, giver_pin)
    if not isinstance(taken, Done):
        raise RuntimeError(f"cannot take over: {taken}")


def with_open_shift(directory: Path, past: int = 2) -> Path:
    """A hall with a few past shifts and one that is open."""
    hall = make_hall(directory, past)

    async def opened() -> None:
        await (await at_work(hall, NoSyncDisk())).close()

    asyncio.run(opened())
    return hall
