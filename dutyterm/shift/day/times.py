"""When the rows of a timetable are due on one day: offsets from opening, closing and handover, and clocks."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from dutyterm.manual.due import Moment, parse_moment
from dutyterm.manual.timetable import DayRow, DayTime
from dutyterm.model import hours
from dutyterm.shift import life
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

MOST_TIMES = 100
"""A row repeats at most so often a day, whatever a manual says."""


_parsed = lru_cache(maxsize=256)(parse_moment)  # the board asks for the same few times again and again


@dataclass(frozen=True)
class Anchors:
    """What the times of one business day are counted from; all aware."""

    day: date
    opens: datetime
    closes: datetime
    handover: datetime | None
    """When the next shift of this day takes over; None with one shift a day, and in the last one."""
    zone: tzinfo


@dataclass(frozen=True)
class Occurrence:
    """One time at which a row is due."""

    due: datetime
    until: datetime | None = None
    """End of a span; None for a moment."""

    @property
    def deadline(self) -> datetime:
        """Late after this."""
        return self.until or self.due


def anchors(scene: Scene, handover: datetime | None = None) -> Anchors | None:
    """The anchors of the open shift; None before it is opened and on a closed day."""
    opened = life.of(scene.shift).opened
    if opened is None or opened.opens is None or opened.closes is None:
        return None
    try:
        zone: tzinfo | None = ZoneInfo(opened.premises.zone)
    except (OSError, ValueError, LookupError):  # a forged or very old record
        zone = opened.opens.tzinfo
    return None if zone is None else Anchors(opened.day, opened.opens, opened.closes, handover, zone)


def occurrences(row: DayRow, on: Anchors) -> tuple[Occurrence, ...]:
    """Every time at which the row is due on this day, in order; what does not fit into the day falls away."""
    found: list[Occurrence] = []
    for when in row.times:
        try:
            found += _of(when, on)
        except OverflowError:  # a forged opening record at the end of all time
            continue
    return tuple(sorted(found, key=lambda o: o.due.timestamp()))


def _of(when: DayTime, on: Anchors) -> list[Occurrence]:
    span = _span(when, on)
    if span is None:
        return []
    start, until = span
    if when.every_minutes is None:
        return [Occurrence(start, until)]
    if until is None or when.every_minutes < 1:
        return []
    found: list[Occurrence] = []
    at = start
    while at <= until and len(found) < MOST_TIMES:
        found.append(Occurrence(at))
        at = _plus(at, when.every_minutes)
    return found


def _span(when: DayTime, on: Anchors) -> tuple[datetime, datetime | None] | None:
    """Start and end, clipped to opening hours where a clock says them; None when it falls away."""
    start = _parsed(when.at)
    end = _parsed(when.until) if when.until is not None else None
    if start is None or (when.until is not None and end is None):
        return None
    if start.anchor == "clock":
        return _clock_span(start, end, on)
    at = _offset(start, on)
    # half an hour after opening does not come on a day that is shorter
    if at is None or (start.anchor == "T" and at > on.closes):
        return None
    if end is None:
        return at, None
    until = _next_clock(end, at, on) if end.anchor == "clock" else _offset(end, on)
    return None if until is None or until < at else (at, until)


def _clock_span(start: Moment, end: Moment | None, on: Anchors) -> tuple[datetime, datetime | None] | None:
    """A clock time counts only within opening hours; after midnight it is the next calendar day's."""
    for days in (0, 1):
        at = _clock(start, on, days)
        if end is None:
            if on.opens <= at <= on.closes:
                return at, None
            continue
        until = _next_clock(end, at, on) if end.anchor == "clock" else _offset(end, on)
        if until is not None and at < on.closes and until > on.opens and at <= until:
            return max(at, on.opens), min(until, on.closes)
    return None


def _clock(moment: Moment, on: Anchors, days: int = 0) -> datetime:
    clock = time(moment.minutes // 60 % 24, moment.minutes % 60)
    return datetime.combine(on.day + timedelta(days=days), clock, on.zone)


def _next_clock(moment: Moment, after: datetime, on: Anchors) -> datetime:
    first = _clock(moment, on, (after.astimezone(on.zone).date() - on.day).days)
    return first if first >= after else _clock(moment, on, (first.date() - on.day).days + 1)


def _offset(moment: Moment, on: Anchors) -> datetime | None:
    if moment.anchor == "H":
        return None if on.handover is None else _plus(on.handover, moment.minutes)
    anchor = on.opens if moment.anchor == "T" else on.closes
    return _plus(anchor, moment.minutes)


def _plus(at: datetime, minutes: int) -> datetime:
    """By absolute time, also in a night when clocks are changed."""
    return hours.due(hours.Offset("T", minutes), at, at)
