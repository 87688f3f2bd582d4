"""Words that several papers share: copy marks, days, moments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from dutyterm.i18n import Text, same

_DAYS_ZH: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_DAYS_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def copy_mark(copy: int | None) -> Text:
    """The mark of a reprint (M15); None = not counted."""
    if copy is None:
        return Text("副本 未登记", "COPY, NOT REGISTERED")
    return Text(f"副本 {copy}", f"COPY {copy}")


def day_of(day: date) -> Text:
    """`2026-11-22 周日`."""
    iso, n = day.isoformat(), day.weekday()
    return Text(f"{iso} {_DAYS_ZH[n]}", f"{iso} {_DAYS_EN[n]}")


def moment_of(at: datetime, near: datetime | None) -> Text:
    """`11-22 08:30`; with the year where `near` is None or of another year, the time alone on its own day."""
    if near is not None and at.date() == near.date():
        return same(at.strftime("%H:%M"))
    if near is not None and at.year == near.year:
        return same(at.strftime("%m-%d %H:%M"))
    return same(at.strftime("%Y-%m-%d %H:%M"))
