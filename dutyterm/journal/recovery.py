"""Recovery after a cut: the remains of an interrupted write are marked, never removed."""

from __future__ import annotations

from hashlib import sha256
from typing import Literal

from dutyterm.journal.frozen import FrozenDict
from dutyterm.journal.reading import Reading
from dutyterm.journal.writer import Writer
from dutyterm.values import dataclass

SHORTEST = 100
"""Bytes; no record of the program is shorter on disk. Bounds how many ids lost bytes can have held."""

Kind = Literal["completed", "marked"]


@dataclass(frozen=True)
class Recovery:
    """What was found at the end of a journal and how it was closed off; for telling the crew."""

    kind: Kind
    """`completed`: a whole line lacked only its LF and counts now; `marked`: remains that are no record."""
    offset: int
    length: int
    text: str
    """The readable part of the remains."""
    last: tuple[int, FrozenDict] | None
    """The last record that stands, with its id."""


def repair(writer: Writer, reading: Reading, data: bytes) -> tuple[Kind, int, int]:
    """Appends what makes a torn file whole: an LF, or a recovery mark that owns the remains.

    The remains get an LF of their own first when they lack one, in the same write, and the mark owns that
    too. The ids that the remains may have held are not given out again.
    Returns kind, offset and length for a Recovery. Raises NotSaved.
    """
    if reading.torn is None:
        raise ValueError("nothing is torn")
    offset, length = reading.torn
    if reading.completes:
        writer.raw(b"\n")
        return "completed", offset, length
    before = b"" if length == 0 or data.endswith(b"\n") else b"\n"
    remains = data[offset:] + before
    skipped = max(1, len(remains) // SHORTEST)
    mark = {
        "at": offset,
        "len": len(remains),
        "sha256": sha256(remains).hexdigest(),
        "next": writer.next_id + skipped,
    }
    writer.verb("torn", mark, before)
    return "marked", offset, length
