"""Seal codes of earlier shifts, for managers; that of the last one only when the next is open (N5).

The opener compares the code on the slip with the file. On a screen that shows it before, nobody would look
at the paper; afterwards it does no harm, and a slip that was misfiled can be written again.
"""

from __future__ import annotations

from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.i18n import Text
from dutyterm.journal.seal import seal_code
from dutyterm.model.refusal import Refusal
from dutyterm.review.shelf import newest
from dutyterm.values import dataclass

MOST = 62
"""So many of the newest shifts."""


@dataclass(frozen=True)
class SealedShift:
    """A sealed shift and what stands on its slip."""

    day: str
    """Business day, as in the file."""
    shift: str
    """Code of the shift."""
    code: str | None
    """None while the next shift has not been opened: it is on the paper."""
    records: int
    by: str | None
    """Who sealed it; None = the program."""


async def seal_codes(session: Session) -> tuple[SealedShift, ...] | Refusal:
    """The newest sealed shifts first."""
    refused = session.may(Act.SEAL)
    if refused is not None:
        return refused
    try:
        shelved = await session.in_writer(lambda: newest(session.disk, session.layout.shifts, MOST))
    except OSError as error:
        words = Text("读不到: {why}。", "Cannot be read: {why}.").fill(why=error.strerror or str(error))
        return Refusal("unreadable", words)
    hidden = session.past.before.seal if session.past.before is not None else None
    if session.has_open_shift and not session.outside:
        hidden = None
    people = session.hall.people
    found = []
    for one in shelved:
        if one.seal is None or one.seal_hash is None:
            continue
        by, count = one.seal.get("closed_by"), one.seal.get("count")
        found.append(
            SealedShift(
                str(one.summary.get("day") or ""),
                str(one.summary.get("code") or ""),
                None if one.seal_hash == hidden else seal_code(one.seal_hash),
                count if isinstance(count, int) else 0,
                people[by].name if isinstance(by, str) and by in people else None,
            )
        )
    return tuple(found)
