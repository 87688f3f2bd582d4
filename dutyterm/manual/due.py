"""Times of a manual: minutes from the opening T, the closing C or the handover H of the day, or a clock."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_FORM = re.compile(r"([TC])(?:([+-])(\d{1,3}))?")


_HANDOVER = re.compile(r"H(?:([+-])(\d{1,3}))?")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


class Due(NamedTuple):
    """`T-40` = forty minutes before the doors open."""

    anchor: Literal["T", "C"]
    """T = opening, C = closing."""
    minutes: int
    """Before is negative."""


def parse_due(text: str) -> Due | None:
    """The offset written in a manual, or None when it is not written as `T`, `T-40`, `C+15`."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    minutes = int(found.group(3) or 0)
    return Due("T" if found.group(1) == "T" else "C", -minutes if found.group(2) == "-" else minutes)


class Moment(NamedTuple):
    """A time of the timetable: an offset, or a clock time of the business day."""

    anchor: Literal["T", "C", "H", "clock"]
    """H = the next shift takes over."""
    minutes: int
    """From the anchor, before is negative; for a clock the minutes since midnight."""


def parse_moment(text: str) -> Moment | None:
    """The time written in a timetable: `T-40`, `C+5`, `H-20` or `12:30`; None for anything else."""
    offset = parse_due(text)
    if offset is not None:
        return Moment(offset.anchor, offset.minutes)
    found = _HANDOVER.fullmatch(text)
    if found is not None:
        minutes = int(found.group(2) or 0)
        return Moment("H", -minutes if found.group(1) == "-" else minutes)
    clock = _CLOCK.fullmatch(text)
    return None if clock is None else Moment("clock", int(clock.group(1)) * 60 + int(clock.group(2)))
