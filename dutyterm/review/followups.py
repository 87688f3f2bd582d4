"""What later shifts said of an entry of a sealed one: additions and corrections, oldest first (3g)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dutyterm.journal.disk import Disk
from dutyterm.review.lines import checked_line, lines_with
from dutyterm.review.shelf import Shelved
from dutyterm.shift.entries import EntryFollowed
from dutyterm.shift.families import KINDS
from dutyterm.values import dataclass


@dataclass(frozen=True)
class FollowUp:
    """One thing said later."""

    file: str
    """The shift in which it was said."""
    at: datetime
    by: str | None
    text: str
    reason: str | None
    """Set for a correction."""


def followups(shelf: Sequence[Shelved], disk: Disk, ref: str) -> tuple[FollowUp, ...]:
    """Everything said of the entry `<journal>#<record id>` in the shifts after its own.

    `shelf` is sorted newest first and is looked through until the entry's own shift. Nothing is kept: the
    files are looked through each time. A file that cannot be read says nothing.
    """
    journal = ref.partition("#")[0]
    needle = f'"ref":"{ref}"'.encode()
    found: list[FollowUp] = []
    for shelved in shelf:
        if shelved.head.id == journal:
            break
        try:
            data = disk.read(shelved.path)
        except OSError:
            continue
        for raw in lines_with(data, needle):
            line = checked_line(raw)
            put = line[1].get("put") if line is not None else None
            records = put.get("records") if isinstance(put, dict) else None
            for id, document in sorted(records.items()) if isinstance(records, dict) else ():
                record = KINDS.read(int(id), document)
                if isinstance(record.fact, EntryFollowed) and record.fact.ref == ref:
                    fact = record.fact
                    found.append(FollowUp(shelved.path.name, record.at, record.by, fact.text, fact.reason))
    return tuple(reversed(found))
