"""From exec to a page that can be used, and the memory then, beside the smallest Textual program."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figure, median
from benchmarks.minimal_app import READY
from benchmarks.pty_run import ROOT, Seen, start_until

EVERY_DISK = False
"""A start reads from memory what was written before; the disk makes no difference."""
SHIFTS_A_YEAR = 730
OURS_SHOWS = "F9"
"""The emergency key stands in the header of every page: when it is drawn, it works."""
ANCHOR = "minimal app"
ROUNDS = 9


def measure(directory: Path) -> list[Figure]:
    """Start-up and memory on a demo hall made in `directory`, with one year behind it.

    With DUTYTERM_BENCH_YEARS=10 a hall of ten years is held against it; making that one takes its time.
    """
    if not runnable():
        return []
    ours, anchor = runs(make_hall(directory / "hall-1", SHIFTS_A_YEAR), ROUNDS)
    figures = [Figure("exec to usable page, one year", _ms(ours), _ms(anchor), ANCHOR, goal=1.6)]
    figures += _memory("one year", ours, anchor)
    years = int(os.environ.get("DUTYTERM_BENCH_YEARS", "1"))
    if years > 1:
        older, anchor = runs(make_hall(directory / f"hall-{years}", years * SHIFTS_A_YEAR), ROUNDS)
        figures.append(Figure(f"the same, {years} years", _ms(older), _ms(ours), "one year", goal=1.1))
        figures += _memory(f"{years} years", older, anchor)
    return figures


def runnable() -> bool:
    """Whether this system has pseudo-terminals and the program has its command line and its screens."""
    return sys.platform != "win32" and all(
        importlib.util.find_spec(f"dutyterm.{room}") is not None for room in ("cli", "tui")
    )


def make_hall(directory: Path, shifts: int) -> Path:
    """A demo hall with so many past shifts, made by the program itself."""
    command = ["-m", "dutyterm", "demo", str(directory), "--shifts", str(shifts), "--no-open"]
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return directory


def runs(hall: Path, rounds: int) -> tuple[list[Seen], list[Seen]]:
    """Starts of the program in `hall` and of the anchor, in turn; the first of each only warms up."""
    ours, anchor = [], []
    for _ in range(rounds + 1):
        ours.append(start_until(["-m", "dutyterm", "--data", str(hall)], OURS_SHOWS))
        anchor.append(start_until(["-m", "benchmarks.minimal_app"], READY))
    return ours[1:], anchor[1:]


def _ms(seen: list[Seen]) -> float:
    return median(one.ms for one in seen)


def _memory(age: str, ours: list[Seen], anchor: list[Seen]) -> list[Figure]:
    """The figure of the memory, where the system tells it."""
    mine, theirs = ([one.resident_mib for one in runs if one.resident_mib] for runs in (ours, anchor))
    if not mine or not theirs:
        return []
    return [Figure(f"resident memory, {age}", median(mine), median(theirs), ANCHOR, goal=1.5, unit="MiB")]
