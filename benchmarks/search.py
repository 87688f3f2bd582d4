"""Words in all shifts, beside grep over the same files; and what initials cost with and without a memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, interleaved, median
from benchmarks.halls import SHIFTS_A_YEAR, kept_hall, make_hall
from dutyterm.journal.disk import RealDisk
from dutyterm.review.letters import KnownLetters
from dutyterm.review.palette import find, targets
from dutyterm.review.search import Query, search

EVERY_DISK = False
"""Everything was read once before: the disk makes no difference."""
ROUNDS = 9
_STATUS = Path("/proc/self/status")
ABSENT = ("绝对没有这个词", "无此", "xyzzy")
"""In no shift: every byte of every file is looked through."""
RARE, SPREAD, COMMON = "总闸", "终端", "OPN"
"""In few shifts of the demo hall; in most of them, once or twice; and in most records of every morning."""


def measure(directory: Path) -> list[Figure]:
    """Search and palette on a demo hall made in `directory`, with one year behind it.

    With DUTYTERM_BENCH_YEARS=10 one of ten years is searched too; DUTYTERM_BENCH_OLD=DIR names one that is
    there already.
    """
    figures = _figures(kept_hall(directory, SHIFTS_A_YEAR), "one year")
    years = int(os.environ.get("DUTYTERM_BENCH_YEARS", "1"))
    if years > 1:
        made = os.environ.get("DUTYTERM_BENCH_OLD")
        old = Path(made) if made else make_hall(directory / f"hall-{years}", years * SHIFTS_A_YEAR)
        figures += _figures(old, f"{years} years")
    return [*figures, *_palette(directory)]


def _figures(hall: Path, age: str) -> list[Figure]:
    shifts = hall / "shifts"
    figures = []
    for what, word in (*((f"absent ({word})", word) for word in ABSENT), (f"rare ({RARE})", RARE)):
        jobs: dict[str, Callable[[], object]] = {"ours": partial(search, RealDisk(), shifts, Query(word))}
        if grep := shutil.which("grep"):
            jobs["grep"] = partial(_grep, grep, word, shifts)
        search(RealDisk(), shifts, Query(word))
        taken = interleaved(jobs, ROUNDS)
        anchor = median(taken["grep"]) if "grep" in taken else None
        goal = 2.5 if anchor is not None else None
        figures.append(Figure(f"{what}, {age}", median(taken["ours"]), anchor, "grep -rF", goal))
    for what, word, most in (("common", COMMON, 5), ("spread", SPREAD, None)):
        taken = interleaved({"ours": partial(search, RealDisk(), shifts, Query(word))}, ROUNDS)
        figures.append(Figure(f"newest 100, {what} ({word}), {age}", median(taken["ours"]), goal=most))
    return [*figures, *_memory(hall, age)]


def _grep(grep: str, word: str, shifts: Path) -> None:
    environ = {**os.environ, "LC_ALL": "C"}
    subprocess.run(
        [grep, "-rFc", "-e", word, str(shifts)], stdout=subprocess.DEVNULL, env=environ, check=False
    )


def _memory(hall: Path, age: str) -> list[Figure]:
    """The most that a process held that searched, beside one that only imported the same."""
    if not _STATUS.exists():
        return []
    # not getrusage: that one hands down the peak of the process that started this one
    code = (
        "import sys; from pathlib import Path; from dutyterm.journal.disk import RealDisk;"
        "from dutyterm.review.search import Query, search;"
        "len(sys.argv) > 1 and search(RealDisk(), Path(sys.argv[1]) / 'shifts', Query('xyzzy'));"
        "print(next(x.split()[1] for x in open('/proc/self/status') if x.startswith('VmHWM')))"
    )
    kib = [
        int(subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, check=True).stdout)
        for argv in ([str(hall)], [])
    ]
    return [Figure(f"memory of a search, {age}", kib[0] / 1024, kib[1] / 1024, "no search", 1.5, "MiB")]


def _palette(directory: Path) -> list[Figure]:
    from dutyterm.manual.load import load_manual
    from dutyterm.manual.schema import Manual
    from dutyterm.manual.shipped import shipped_manual_dir

    manual = load_manual(shipped_manual_dir())
    if not isinstance(manual, Manual):
        return []
    offered = list(targets((), manual))
    cache = directory / "cache"
    find("tdyj", offered, letters=KnownLetters(cache, RealDisk()).of)
    taken = interleaved(
        {
            "first key": lambda: find("tdyj", offered, letters=KnownLetters(cache, RealDisk()).of),
            "chinese": lambda: find("停电", offered),
        },
        ROUNDS,
    )
    return [
        Figure(f"palette, initials among {len(offered)} things", median(taken["first key"]), goal=50),
        Figure("palette, Chinese words", median(taken["chinese"]), goal=50),
    ]
