"""One log entry through the desk, and what it asks of the disk, beside a bare write and SQLite."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure, median
from benchmarks.halls import at_work, with_open_shift
from benchmarks.stores import SqliteStore, bare_file
from dutyterm.desk import log
from dutyterm.desk.outcome import Done
from dutyterm.desk.session import Session
from dutyterm.journal.disk import RealDisk
from dutyterm.shift.entries import Draft

EVERY_DISK = True
"""A wish is not granted before the disk has answered."""
ROUNDS = 120
WORDS = "客户反映宽带中断，已登记并转装维处理，约定下午三点前回复客户本人"


class CountingDisk(RealDisk):
    """The real disk, which counts what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.writes = self.fsyncs = self.bytes = 0

    def write(self, handle: int, data: bytes) -> int:
        """Counted."""
        self.writes += 1
        self.bytes += len(data)
        return super().write(handle, data)

    def fsync(self, handle: int) -> None:
        """Counted."""
        self.fsyncs += 1
        super().fsync(handle)

    def fsync_dir(self, path: Path) -> None:
        """Counted as what it is."""
        self.fsyncs += 1
        super().fsync_dir(path)


def measure(directory: Path) -> list[Figure]:
    """Times with their anchors, and the counts of one entry."""
    hall = with_open_shift(directory / "hall")
    taken, counts = asyncio.run(entries(hall, directory, ROUNDS))
    ours = {name: median(times) for name, times in taken.items()}
    slow = os.environ.get("SLOW_FSYNC_US")
    to_bare = {"1000": 1.4, "15000": 1.1}.get(slow or "")
    what = "log entry through the desk"
    return [
        Figure(what, ours["desk"], ours["bare"], "write+fsync", to_bare),
        Figure(what, ours["desk"], ours["WAL"], "SQLite WAL/FULL", 1.25 if slow else None),
        Figure(what, ours["desk"], ours["DELETE"], "SQLite DELETE/FULL", 0.35 if slow else None),
        *(Figure(f"{what}: {name}", *counts[name], unit=name) for name in counts),
    ]


async def entries(
    hall: Path, directory: Path, rounds: int
) -> tuple[dict[str, list[float]], dict[str, tuple[float, None, str, float]]]:
    """Milliseconds of each way in turn, and what an entry asked of the disk with its goal."""
    disk = CountingDisk()
    session = await at_work(hall, disk)
    write_bare, close_bare = bare_file(directory / "bare")
    stores = {mode: SqliteStore(directory / f"{mode}.db", mode) for mode in ("WAL", "DELETE")}
    jobs: dict[str, Callable[[], Awaitable[object]]] = {
        "desk": lambda: entry(session),
        "bare": _later(write_bare),
        "WAL": _later(stores["WAL"].insert),
        "DELETE": _later(stores["DELETE"].insert),
    }
    try:
        await entry(session)
        gc.freeze()  # as the program does when its first page stands
        disk.writes = disk.fsyncs = disk.bytes = 0
        taken: dict[str, list[float]] = {name: [] for name in jobs}
        for _ in range(rounds):
            for name, job in jobs.items():
                start = perf_counter()
                await job()
                taken[name].append((perf_counter() - start) * 1_000)
    finally:
        await session.close()
        close_bare()
        for store in stores.values():
            store.close()
    return taken, {
        "fsyncs": (disk.fsyncs / rounds, None, "", 1),
        "writes": (disk.writes / rounds, None, "", 1),
        "bytes": (disk.bytes / rounds, None, "", 600),
    }


async def entry(session: Session) -> None:
    """One entry. Raises RuntimeError when it was not written."""
    done = await log.write(session, Draft("complaint", WORDS))
    if not isinstance(done, Done):
        raise RuntimeError(f"not written: {done}")


def _later(job: Callable[[], None]) -> Callable[[], Awaitable[None]]:
    async def done() -> None:
        job()

    return done
