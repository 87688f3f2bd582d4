"""After damage: the damaged file is kept as it is, and a continuation file takes what follows."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from dutyterm.journal.disk import Disk
from dutyterm.journal.errors import NotOpened
from dutyterm.journal.head import Continues, Head
from dutyterm.journal.journal import Journal
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.recovery import SHORTEST

_PART = re.compile(r"(.+)\.([2-9]|[1-9][0-9])")
_ROUND = 100  # a continuation begins at the next full hundred, so its numbers tell where they stand


def continue_after_damage(path: Path, head: Head, disk: Disk) -> Journal:
    """Begins `<stem>.2.duty` (then `.3` …) beside a damaged file and returns it open.

    `head` says what is true now (device, program, boot, time); what came before is taken from the damaged
    file's own head where it can be read. Raises NotOpened, NotSaved; ValueError when the file is not damaged.
    """
    try:
        data = disk.read(path)
        names = disk.list(path.parent)
    except OSError as error:
        raise NotOpened(path, error) from error
    reading = read_bytes(data)
    if reading.state != "damaged":
        raise ValueError(f"{path.name} is not damaged")
    unknown = sum(damage.length for damage in reading.damage)
    highest = reading.next_id - 1 + unknown // SHORTEST + max(reading.total - reading.verified, 0)
    before = Continues(path.name, len(data), sha256(data).hexdigest(), (highest // _ROUND + 1) * _ROUND + 1)
    stem, part = _part_of(path, reading.head)
    while f"{stem}.{part + 1}.duty" in names:
        part += 1
    new = path.with_name(f"{stem}.{part + 1}.duty")
    old = reading.head
    if old is not None:
        first = old.id.rsplit(".", 1)[0] if old.continues else old.id
        head = replace(
            head, id=first, journal=old.journal, prev_device=old.prev_device, prev_hall=old.prev_hall,
            manual=head.manual or old.manual,
        )  # fmt: skip
    return Journal.create(new, replace(head, id=f"{head.id}.{part + 1}", continues=before), disk)


def parts(path: Path, disk: Disk) -> list[Path]:
    """The file and its continuations, in order; the last one is the one to write to."""
    names = disk.list(path.parent)
    found = [path]
    while (name := f"{path.stem}.{len(found) + 1}.duty") in names:
        found.append(path.with_name(name))
    return found


def _part_of(path: Path, head: Head | None) -> tuple[str, int]:
    """Stem of the first part, and the number of this one."""
    match = _PART.fullmatch(path.stem)
    if match and (head is None or head.continues):
        return match[1], int(match[2])
    return path.stem, 1
