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
from dutyterm.journal.reading import Reading, read_bytes
from dutyterm.journal.seal import SealBody
from dutyterm.model.record import Record
from dutyterm.values import dataclass

SEGMENT_BYTES = 1 << 20
"""A segment of the hall journal is closed when it has grown beyond this (design 3)."""


@dataclass(frozen=True)
class HallJournal:
    """The hall journal as found."""

    records: list[Record]
    """Of all segments, in order."""
    ledger: Ledger | None
    """The segment that is written to."""
    problem: Text | None
    """Why it cannot be written to."""
    damaged: tuple[Text, ...]
    """What cannot be verified, a line for each segment concerned; what can be read of it still counts."""


def read_hall_journal(
    layout: Layout, disk: Disk, device: Device | None, clock: Clock, *, writing: bool
) -> HallJournal:
    """Reads the hall journal and opens its last segment.

    Segments are read in the order in which they were begun. Raises JournalError or OSError when the folder
    or the last segment cannot be read at all.
    """
    names = [n for n in disk.list(layout.hall) if n.endswith(".duty") and not n.startswith(".")]
    readings = [(name, read_bytes(disk.read(layout.hall / name))) for name in names]
    damaged = tuple(_damage(name, r) for name, r in readings if r.state == "damaged")
    readings = [(name, r) for name, r in readings if r.head is not None]
    readings.sort(key=lambda pair: (pair[1].head.at, pair[0]) if pair[1].head is not None else ())
    mine = device.id if device is not None else ""
    own = [name for name, r in readings if r.head is not None and r.head.device == mine]
    records: list[Record] = []
    ledger: Ledger | None = None
    problem: Text | None = None
    last = own[-1] if own else None
    for name, reading in readings:
        if name == last and device is not None and writing and reading.state != "sealed":
            try:
                journal = _open_last(layout, disk, name, device, clock)
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
    if writing and device is not None and ledger is None and problem is None and last is not None:
        # a cut between the seal of one segment and the head of the next
        reading = dict(readings)[last]
        if reading.head is not None:
            ledger = next_segment(
                layout, disk, hall_head(reading.head.hall, device, clock, reading.seal_hash)
            )
    return HallJournal(records, ledger, problem, damaged)


def _damage(name: str, reading: Reading) -> Text:
    return Text(
        "文件 {name} 有损坏: {ok}/{all} 行可验证。原件保留不动。",
        "{name} is damaged: {ok} of {all} lines hold. It stays as it is.",
    ).fill(name=name, ok=reading.verified, all=reading.total)


def _open_last(layout: Layout, disk: Disk, name: str, device: Device, clock: Clock) -> Journal:
    path = layout.hall / name
    try:
        return Journal.open(path, disk)
    except JournalDamaged as error:
        head = error.reading.head
        if head is None:
            raise
        # begun now, so that it is read after the file that it continues
        return continue_after_damage(
            path, replace(hall_head(head.hall, device, clock, None), id=head.id), disk
        )


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
