"""Believable defaults for a hall that is set up: what is not asked, and what follows from the hours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dutyterm.hall import idle
from dutyterm.hall.profile import HallClass, Profile, ShiftPlan
from dutyterm.i18n import Lang, Text
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
    "seats": 20,
    "handover_window_min": 60,
    "handover_timeout_min": 30,
    "forgotten_after_min": 360,
    "personal_days": 30,
    idle.FIGURE: idle.DEFAULT_MIN,
}
"""Figures of the sample hall (domain 0, OPN-05, 17, 18, 20, 21, CLS-17, S8, 3f.5); a hall sets its own."""

FLAGS: Final = {
    "paper_invoices": False,
    "value_cards": True,
    "designated": False,
    "rare_coins": False,
    "cash_records": True,
    "amount_words": False,
}
"""Facts of the sample hall; designated: stricter fire and camera duties. cash_records: once money is kept
here, its records alone answer their lines. amount_words: who signs a bag may write its sum in words (N4)."""

BEFORE_OPENING: Final = 40
"""Minutes from the start of the first shift to the opening (WF-01)."""

AFTER_CLOSING: Final = 50
"""Minutes from the closing to the end of the last shift (WF-22)."""

OVERLAP: Final = 20
"""Minutes in which two duty managers are there, to hand over (WF-14)."""

_NOON: Final = 14 * 60
_DAY: Final = 24 * 60


def till_places(count: int, lang: Lang = "zh") -> tuple[Place, ...]:
    """Tills 台席 01 to `count`."""
    name = Text("{n}台席", "Till {n}")
    return tuple(Place(id=f"{n:02d}", name=name.fill(n=f"{n:02d}").to(lang)) for n in range(1, count + 1))


def exit_places(count: int, lang: Lang = "zh") -> tuple[Place, ...]:
    """Exits: the front door, the back door, then numbered ones."""
    names = [
        ("front", Text("正门", "Front door")),
        ("back", Text("后门", "Back door")),
        ("side", Text("侧门", "Side door")),
    ]
    numbered = Text("{n}号出口", "Exit {n}")
    more = [(f"exit{n}", numbered.fill(n=n)) for n in range(len(names) + 1, count + 1)]
    return tuple(Place(id=id, name=name.to(lang)) for id, name in [*names, *more][:count])


def one_shift(hours: Span, lang: Lang = "zh") -> tuple[ShiftPlan, ...]:
    """One shift 通班 for the whole day."""
    start, end = _minutes(hours)
    return (_plan("A", Text("通班", "Day").to(lang), start - BEFORE_OPENING, end + AFTER_CLOSING),)


def two_shifts(hours: Span, lang: Lang = "zh") -> tuple[ShiftPlan, ...]:
    """An early and a late shift that overlap; handed over at 14:00, or in the middle of unusual hours."""
    start, end = _minutes(hours)
    middle = _NOON if start + 180 <= _NOON <= end - 180 else (start + end) // 60 * 30
    return (
        _plan("A", Text("早班", "Early").to(lang), start - BEFORE_OPENING, middle),
        _plan("B", Text("晚班", "Late").to(lang), middle - OVERLAP, end + AFTER_CLOSING),
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
    lang: Lang = "zh",
) -> Profile:
    """The sample hall (domain 0), or one that differs in what was asked. Weekdays count from Monday = 0.

    `lang` is that of the names of tills, exits and shifts, which the hall may change.
    """
    span = hours or Span(start="08:30", end="18:00")
    days = tuple(None if day in closed_weekdays else span for day in range(7))
    return Profile(
        id=id,
        name=name,
        hall_class=hall_class,
        hours=Hours(weekdays=days),
        tills=till_places(tills, lang),
        exits=exit_places(exits, lang),
        shifts=two_shifts(span, lang) if shifts == 2 else one_shift(span, lang),
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
