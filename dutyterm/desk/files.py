"""The hall journal on disk: a chain of segments, of which the last one of this device is written to."""

from __future__ import annotations

from dataclasses import replace

from dutyterm import __version__
from dutyterm.desk.clock import Clock
from dutyterm.desk.ledger import Ledger
from dutyterm.hall.device import Device
from dutyterm.hall.facts import HALL_KINDS
from dutyterm.hall.layout import Layout
from dutyterm.i18n import Text
from dutyterm.journal.continuation import continue_after_damage
from dutyterm.journal.disk import Disk
from dutyterm.journal.errors import JournalDamaged, JournalNewer, JournalSealed, JournalUnborn
from dutyterm.journal.head import Head
from dutyterm.journal.journal import Journal
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.seal import SealBody
from dutyterm.model.record import Record

SEGMENT_BYTES = 1 << 20
"""A segment of the hall journal is closed when it has grown beyond this (design 3)."""


def hall_ledgers(
    layout: Layout, disk: Disk, device: Device, clock: Clock, *, writing: bool
) -> tuple[list[Record], Ledger | None, Text | None]:
    """Every record of the hall journal in order, the open segment, and why it cannot be written to.

    Segments are read in the order in which they were begun. Raises JournalError or OSError when the folder
    or the last segment cannot be read at all.
    """
    names = [n for n in disk.list(layout.hall) if n.endswith(".duty") and not n.startswith(".")]
    readings = [(name, read_bytes(disk.read(layout.hall / name))) for name in names]
    readings = [(name, r) for name, r in readings if r.head is not None]
    readings.sort(key=lambda pair: (pair[1].head.at, pair[0]) if pair[1].head is not None else ())
    own = [name for name, r in readings if r.head is not None and r.head.device == device.id]
    records: list[Record] = []
    ledger: Ledger | None = None
    problem: Text | None = None
    last = own[-1] if own else None
    for name, reading in readings:
        if name == last and writing and reading.state != "sealed":
            try:
                journal = _open_last(layout, disk, name)
            except JournalNewer as error:
                problem = error.text
            except (JournalSealed, JournalUnborn):
                pass
            else:
                ledger = Ledger(journal, HALL_KINDS, disk)
                if journal.path.name == name:
                    records += ledger.records()
                    continue
        records += [HALL_KINDS.read(id, document) for id, document in reading.documents.items()]
    if writing and ledger is None and problem is None and last is not None:
        # a cut between the seal of one segment and the head of the next
        reading = dict(readings)[last]
        if reading.head is not None:
            ledger = next_segment(
                layout, disk, hall_head(reading.head.hall, device, clock, reading.seal_hash)
            )
    return records, ledger, problem


def _open_last(layout: Layout, disk: Disk, name: str) -> Journal:
    path = layout.hall / name
    try:
        return Journal.open(path, disk)
    except JournalDamaged as error:
        head = error.reading.head
        if head is None:
            raise
        return continue_after_damage(path, head, disk)


def next_segment(layout: Layout, disk: Disk, head: Head) -> Ledger:
    """Begins the next segment of the hall journal. Raises JournalError."""
    number = 1
    while disk.exists(layout.hall_file(head.hall, head.device, number)):
        number += 1
    path = layout.hall_file(head.hall, head.device, number)
    # each segment is a journal of its own: two files of one id would be taken for copies or a fork
    journal = Journal.create(path, replace(head, id=path.stem), disk)
    return Ledger(journal, HALL_KINDS, disk)


def hall_head(hall: str, device: Device, clock: Clock, prev: str | None) -> Head:
    """Head of a hall journal segment; `prev` is the seal of the segment before."""
    return Head(
        journal="hall",
        id=f"{hall}.hall.{device.id}",
        hall=hall,
        device=device.id,
        at=clock.now(),
        program=__version__,
        boot=clock.boot(),
        key=device.public_key,
        prev_device=prev,
    )


def turned(layout: Layout, disk: Disk, ledger: Ledger, hall: str, device: Device, clock: Clock) -> Ledger:
    """The ledger itself, or a new segment after a seal when it has grown too long. Raises JournalError."""
    if disk.size(ledger.path) < SEGMENT_BYTES:
        return ledger
    seal = ledger.journal.seal(SealBody(closed_at=clock.now(), closed_by=None), device.sign)
    return next_segment(layout, disk, hall_head(hall, device, clock, seal.hash))
