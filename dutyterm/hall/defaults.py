"""Believable defaults for a hall that is set up: what is not asked, and what follows from the hours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dutyterm.hall.profile import HallClass, Profile, ShiftPlan
from dutyterm.model.hours import Hours, Span
from dutyterm.model.premises import Place

NUMBERS: Final = {
    "float_fen": 50_000,
    "reserve_fen": 300_000,
    "drawer_fen": 500_000,
    "small_change_fen": 20_000,
    "overnight_fen": 2_000_000,
    "terminals": 3,
    "extinguishers": 8,
    "kit_items": 20,
    "demo_devices": 12,
    "keys": 10,
}
"""Figures of the sample hall (domain 0, OPN-05, 17, 18, 20, 21, CLS-17); a hall sets its own."""

FLAGS: Final = {"paper_invoices": False, "value_cards": True, "designated": False, "rare_coins": False}
"""Facts of the sample hall; designated: a hall with stricter fire and camera duties."""

BEFORE_OPENING: Final = 40
"""Minutes from the start of the first shift to the opening (WF-01)."""

AFTER_CLOSING: Final = 50
"""Minutes from the closing to the end of the last shift (WF-22)."""

OVERLAP: Final = 20
"""Minutes in which two duty managers are there, to hand over (WF-14)."""

_NOON: Final = 14 * 60
_DAY: Final = 24 * 60


def till_places(count: int) -> tuple[Place, ...]:
    """Tills 台席 01 to `count`."""
    return tuple(Place(id=f"{n:02d}", name=f"{n:02d}台席") for n in range(1, count + 1))


def exit_places(count: int) -> tuple[Place, ...]:
    """Exits: the front door, the back door, then numbered ones."""
    names = [("front", "正门"), ("back", "后门"), ("side", "侧门")]
    more = [(f"exit{n}", f"{n}号出口") for n in range(len(names) + 1, count + 1)]
    return tuple(Place(id=id, name=name) for id, name in [*names, *more][:count])


def one_shift(hours: Span) -> tuple[ShiftPlan, ...]:
    """One shift 通班 for the whole day."""
    start, end = _minutes(hours)
    return (_plan("A", "通班", start - BEFORE_OPENING, end + AFTER_CLOSING),)


def two_shifts(hours: Span) -> tuple[ShiftPlan, ...]:
    """An early and a late shift that overlap; handed over at 14:00, or in the middle of unusual hours."""
    start, end = _minutes(hours)
    middle = _NOON if start + 180 <= _NOON <= end - 180 else (start + end) // 60 * 30
    return (
        _plan("A", "早班", start - BEFORE_OPENING, middle),
        _plan("B", "晚班", middle - OVERLAP, end + AFTER_CLOSING),
    )


def sample_profile(
    id: str = "hall01",
    name: str = "本营业厅",
    hall_class: HallClass = HallClass.STANDARD,
    hours: Span | None = None,
    closed_weekdays: Sequence[int] = (),
    tills: int = 6,
    exits: int = 3,
    shifts: int = 2,
    min_staff: int = 4,
) -> Profile:
    """The sample hall (domain 0), or one that differs in what was asked. Weekdays count from Monday = 0."""
    span = hours or Span(start="08:30", end="18:00")
    days = tuple(None if day in closed_weekdays else span for day in range(7))
    return Profile(
        id=id,
        name=name,
        hall_class=hall_class,
        hours=Hours(weekdays=days),
        tills=till_places(tills),
        exits=exit_places(exits),
        shifts=two_shifts(span) if shifts == 2 else one_shift(span),
        planned_tills=max(1, tills * 2 // 3),
        min_tills=max(1, tills // 3),
        min_staff=min_staff,
        numbers={**NUMBERS, "cash_tills": tills},
        flags=dict(FLAGS),
    )


def _minutes(hours: Span) -> tuple[int, int]:
    start, end = (int(t[:2]) * 60 + int(t[3:]) for t in (hours.start, hours.end))
    return start, end if end > start else end + _DAY


def _plan(code: str, name: str, start: int, end: int) -> ShiftPlan:
    return ShiftPlan(code=code, name=name, start=_clock(start), end=_clock(end))


def _clock(minutes: int) -> str:
    hours, rest = divmod(minutes % _DAY, 60)
    return f"{hours:02d}:{rest:02d}"
