"""What a durable record costs beside a bare write and beside SQLite; opening, and verifying a year."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, interleaved, median
from benchmarks.stores import SqliteStore, bare_file
from dutyterm.journal.disk import NoSyncDisk, RealDisk
from dutyterm.journal.head import Head
from dutyterm.journal.journal import Journal
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.seal import SealBody
from dutyterm.journal.verify import verify_paths

EVERY_DISK = True
"""An append waits for the disk; that is most of what it costs."""
ROUNDS = 120
SHIFTS_A_YEAR = 730
RECORDS_A_SHIFT = 200
NOW = datetime.fromisoformat("2026-11-22T08:03:11.482+08:00")


def measure(directory: Path) -> list[Figure]:
    """All figures of the journal; the ones that need no disk only where the disk is the real one."""
    slow = os.environ.get("SLOW_FSYNC_US")
    figures = appends(directory, slow)
    figures += growth(directory)
    if slow is None:
        figures += opening(directory)
        figures += verifying(directory)
    return figures


def a_record(number: int) -> dict[str, Any]:
    """A log entry as it is on an ordinary day: 262 bytes of JSON."""
    text = "客户反映宽带中断，已登记并转装维处理，约定下午三点前回复客户本人；编号"
    body = {"category": "complaint", "text": f"{text}{number:05}", "occurred": "08:03", "open": True}
    at = "2026-11-22T08:03:11.482+08:00"
    return {"at": at, "mono": 48213520 + number, "by": "p3", "kind": "entry.added", "v": 1, "body": body}


def a_journal(path: Path, records: int, name: str = "s1", seal_before: str | None = None) -> Journal:
    """A journal with so many records, written without waiting for the disk."""
    head = Head("shift", name, "bench", "pc1", NOW, "0", prev_device=seal_before)
    journal = Journal.create(path, head, NoSyncDisk())
    for number in range(records):
        journal.append([a_record(number)])
    return journal


def appends(directory: Path, slow: str | None) -> list[Figure]:
    """One durable record: the journal, a bare write with fsync, and SQLite, each in turn."""
    made = a_journal(directory / "append.duty", RECORDS_A_SHIFT)
    made.close()
    journal = Journal.open(made.path, RealDisk())
    before = journal.path.stat().st_size
    write_and_sync, close_bare = bare_file(directory / "bare")
    stores = {mode: SqliteStore(directory / f"{mode}.db", mode) for mode in ("WAL", "DELETE")}
    try:
        taken = interleaved(
            {
                "journal": lambda: journal.append([a_record(1)]),
                "bare": write_and_sync,
                "WAL": stores["WAL"].insert,
                "DELETE": stores["DELETE"].insert,
            },
            ROUNDS,
        )
        size = (journal.path.stat().st_size - before) / ROUNDS
    finally:
        journal.close()
        close_bare()
        for store in stores.values():
            store.close()
    ours = {name: median(times) for name, times in taken.items()}
    to_bare = {"1000": 1.2, "15000": 1.05}.get(slow or "")
    return [
        Figure("durable append", ours["journal"], ours["bare"], "write+fsync", to_bare),
        Figure("durable append", ours["journal"], ours["WAL"], "SQLite WAL/FULL", 1.1 if slow else None),
        Figure(
            "durable append", ours["journal"], ours["DELETE"], "SQLite DELETE/FULL", 0.35 if slow else None
        ),
        Figure("size of a 262-byte entry on disk", size, goal=600, unit="bytes"),
    ]


def growth(directory: Path) -> list[Figure]:
    """Appending around record 500 beside appending around record 10."""
    journals = {}
    for name, records in (("few", 9), ("many", 499)):
        a_journal(directory / f"{name}.duty", records).close()
        journals[name] = Journal.open(directory / f"{name}.duty", RealDisk())

    def job(journal: Journal) -> Callable[[], object]:
        return lambda: journal.append([a_record(1)])

    taken = interleaved({name: job(journal) for name, journal in journals.items()}, 60)
    for journal in journals.values():
        journal.close()
    return [Figure("append as record 500", median(taken["many"]), median(taken["few"]), "as record 10", 1.1)]


def opening(directory: Path) -> list[Figure]:
    """Opening and verifying the running shift, up to its documents from TinyDB."""
    figures = []
    for records, goal in ((200, 5.0), (500, 10.0)):
        path = directory / f"open-{records}.duty"
        a_journal(path, records).close()

        def read(path: Path = path) -> object:
            return Journal.open(path, RealDisk(), read_only=True).documents()

        taken = interleaved({"open": read}, 25)["open"]
        figures.append(Figure(f"open and verify {records} records", median(taken), goal=goal))
    return figures


def verifying(directory: Path) -> list[Figure]:
    """A hall-year of sealed shifts: the chain of hashes, and every payload, beside sha256sum."""
    year = directory / "year"
    body = SealBody(NOW, "p3")
    last = None
    for shift in range(SHIFTS_A_YEAR):
        journal = a_journal(year / f"shift-{shift:03}.duty", RECORDS_A_SHIFT, f"s{shift}", last)
        last = journal.seal(body).hash
    files = sorted(year.glob("*.duty"))
    assert read_bytes(files[-1].read_bytes()).state == "sealed"
    taken = interleaved(
        {
            "hashes": lambda: verify_paths([year], quick=True),
            "payloads": lambda: verify_paths([year]),
            "anchor": lambda: _sha256sum(files),
        },
        3,
    )
    anchor = median(taken["anchor"])
    return [
        Figure("verify a hall-year, chain of hashes", median(taken["hashes"]), anchor, "sha256sum", 4),
        Figure("verify a hall-year, every payload", median(taken["payloads"]), anchor, "sha256sum", 20),
    ]


def _sha256sum(files: list[Path]) -> None:
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", *map(str, files)], check=True, stdout=subprocess.DEVNULL)
    else:
        for file in files:
            sha256(file.read_bytes()).hexdigest()
