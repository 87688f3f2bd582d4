"""What subcommands know of the hall in the data directory, read without writing or locking anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dutyterm.hall.facts import HALL_KINDS
from dutyterm.hall.layout import Layout
from dutyterm.hall.state import HallState, fold_all
from dutyterm.journal.disk import Disk
from dutyterm.journal.reading import read_bytes
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.manual.versions import Chosen, choose


def hall_of(layout: Layout, disk: Disk) -> HallState:
    """The hall as its journal tells it; an empty one where there is none or it cannot be read."""
    if not layout.hall.is_dir():
        return HallState()
    try:
        names = [name for name in disk.list(layout.hall) if name.endswith(".duty")]
        readings = [(name, read_bytes(disk.read(layout.hall / name))) for name in names]
    except OSError:
        return HallState()
    begun = sorted((r.head.at, name, r) for name, r in readings if r.head is not None)
    records = [HALL_KINDS.read(id, one) for _, _, r in begun for id, one in r.documents.items()]
    return fold_all(records)


def manual_of(layout: Layout, hall: HallState) -> Chosen:
    """The manual that this hall works with, or the shipped one; raises FileNotFoundError without any."""
    active = hall.manual.content if hall.manual is not None else None
    return choose(active, shipped_manual_dir(), layout.additions, layout.root, write=False)


def shift_files(layout: Layout) -> Iterator[Path]:
    """Every shift file, oldest business day first."""
    if layout.shifts.is_dir():
        # <hall>.<day>-<code>.<device>.duty: the day sorts, whatever the hall is called
        yield from sorted(layout.shifts.rglob("*.duty"), key=lambda path: path.name.partition(".")[2])
