"""From exec to a page that can be used, and the memory then, beside the smallest Textual program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from benchmarks.figures import Figure, median
from benchmarks.halls import SHIFTS_A_YEAR, kept_hall, make_hall, with_open_shift
from benchmarks.minimal_app import READY
from benchmarks.pty_run import Seen, start_until

EVERY_DISK = False
"""A start reads from memory what was written before; the disk makes no difference."""
OURS_SHOWS = "F9"
"""The emergency key stands in the header of every page: when it is drawn, it works."""
ANCHOR = "minimal app"
OPEN = "a shift open"
ROUNDS = 15


def measure(directory: Path) -> list[Figure]:
    """Start-up and memory on a demo hall with one year behind it.

    With DUTYTERM_BENCH_YEARS=10 a hall of ten years is started in the same turns; making that one takes its
    time. DUTYTERM_BENCH_OLD=DIR names one that is there already.
    """
    if not runnable():
        return []
    year = kept_hall(directory, SHIFTS_A_YEAR)
    years = int(os.environ.get("DUTYTERM_BENCH_YEARS", "1"))
    old: Path | None = None
    if years > 1:
        made = os.environ.get("DUTYTERM_BENCH_OLD")
        old = Path(made) if made else make_hall(directory / f"hall-{years}", years * SHIFTS_A_YEAR)
    begun = with_open_shift(directory / "begun")
    figures = starts(year, old, begun, ROUNDS, f"{years} years")
    return [*figures, *at_the_board(begun, ROUNDS)]


def runnable() -> bool:
    """Whether this system has pseudo-terminals."""
    return sys.platform != "win32"


def at_the_board(hall: Path, rounds: int) -> list[Figure]:
    """Memory when somebody has signed in and the board stands; everything that it needs is loaded then."""
    from benchmarks.keys import signed_in  # which asks this module whether there are terminals

    mine, theirs = [], []
    for _ in range(rounds // 3 + 1):
        with signed_in(hall) as program:
            program.press("")  # until it has drawn everything
            mine.append(program.resident_mib)
        theirs.append(start_until(["-m", "benchmarks.minimal_app"], READY).resident_mib)
    known, anchor = ([one for one in seen if one] for seen in (mine, theirs))
    if not known or not anchor:  # not every system tells
        return []
    return [Figure("resident memory, signed in", median(known), median(anchor), ANCHOR, 1.5, unit="MiB")]


def starts(year: Path, old: Path | None, begun: Path, rounds: int, age: str) -> list[Figure]:
    """The figures of so many starts in turn; the first of each only warms up."""
    commands = {
        "one year": (["-m", "dutyterm", "--data", str(year)], OURS_SHOWS),
        ANCHOR: (["-m", "benchmarks.minimal_app"], READY),
        OPEN: (["-m", "dutyterm", "--data", str(begun)], OURS_SHOWS),
    }
    if old is not None:
        commands[age] = (["-m", "dutyterm", "--data", str(old)], OURS_SHOWS)
    seen: dict[str, list[Seen]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, (command, shows) in commands.items():
            one = start_until(command, shows)
            if number:
                seen[name].append(one)
    ms = {name: median(one.ms for one in all_seen) for name, all_seen in seen.items()}
    figures = [Figure("exec to usable page, one year", ms["one year"], ms[ANCHOR], ANCHOR, 1.6)]
    if old is not None:
        figures.append(Figure(f"the same, {age}", ms[age], ms["one year"], "one year", 1.1))
    figures.append(Figure("the same, a shift open", ms[OPEN], ms[ANCHOR], ANCHOR, 1.6))
    for name in [name for name in commands if name != ANCHOR]:
        mine, theirs = ([one.resident_mib for one in seen[n] if one.resident_mib] for n in (name, ANCHOR))
        if mine and theirs:  # not every system tells
            figures.append(
                Figure(f"resident memory, {name}", median(mine), median(theirs), ANCHOR, 1.5, unit="MiB")
            )
    return figures
