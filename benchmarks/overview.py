"""Looking over a year: the head and the seal of every shift file of a hall."""

from __future__ import annotations

from pathlib import Path

from benchmarks.figures import Figure, interleaved, median
from benchmarks.halls import SHIFTS_A_YEAR, kept_hall
from dutyterm.hall.layout import Layout
from dutyterm.journal.disk import RealDisk
from dutyterm.review.shelf import Shelved, newest

EVERY_DISK = False
"""The files were written before; they are read from memory."""


def measure(directory: Path) -> list[Figure]:
    """All shifts of a year."""
    hall = kept_hall(directory, SHIFTS_A_YEAR)
    times = interleaved({"year": lambda: shelf(hall)}, 9)["year"]
    return [Figure(f"seal lines of {SHIFTS_A_YEAR} shifts", median(times), goal=50.0)]


def shelf(hall: Path) -> list[Shelved]:
    """Every shift of the hall, the newest first."""
    return newest(RealDisk(), Layout(hall).shifts, limit=10**6)
