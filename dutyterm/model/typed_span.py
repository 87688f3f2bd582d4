"""Spans of past days as people type them: one day, from one to another, from a day on, up to a day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, Literal

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed, shown
from dutyterm.values import dataclass

Preset = Literal["today", "week", "month", "last_month", "year"]
"""Spans that need no typing."""

HOW: Final = Text(
    "MMDD 或 YYYYMMDD。一天: 1101;起止: 1101 1115;从某天起: 1101-;到某天止: -1115",
    "MMDD or YYYYMMDD. One day: 1101; from and to: 1101 1115; from a day on: 1101-; up to a day: -1115",
)
"""How a span is typed."""

_DAY: Final = r"[0-9]{4}(?:[0-9]{4})?"
_SPAN: Final = re.compile(rf"(?P<first>{_DAY})?(?P<between>[ ]*-[ ]*|[ ]+)?(?P<last>{_DAY})?")


@dataclass(frozen=True)
class Days:
    """Calendar days, both ends included; None = no end on that side."""

    first: date | None = None
    last: date | None = None


def preset(which: Preset, today: date) -> Days:
    """Today, the last seven days, this month so far, the month before, the last 366 days."""
    month = today.replace(day=1)
    match which:
        case "today":
            return Days(today, today)
        case "week":
            return Days(today - timedelta(days=6), today)
        case "month":
            return Days(month, today)
        case "last_month":
            before = month - timedelta(days=1)
            return Days(before.replace(day=1), before)
        case "year":
            return Days(today - timedelta(days=365), today)


def parse_days(typed: str, today: date) -> Days | Refusal:
    """The span that was typed. A day without a year is the last such day that was not later than the end.

    So on 5 January `1220 0103` is from December to January, and `1220` was last month.
    """
    text = keyed(typed)
    found = _SPAN.fullmatch(text)
    if not found or not (found["first"] or found["last"]):
        return _unreadable(text)
    last = first = None
    if found["last"]:
        last = _day(found["last"], today)
        if last is None:
            return _unreadable(text)
    if found["first"]:
        first = _day(found["first"], last or today)
        if first is None:
            return _unreadable(text)
    if found["first"] and not found["last"] and not found["between"]:
        last = first
    if first is not None and last is not None and first > last:
        words = Text("从 {first} 到 {last}: 起在止之后。", "From {first} to {last}: the end is before it.")
        return Refusal("turned_round", words.fill(first=first, last=last))
    return Days(first, last)


def _day(digits: str, latest: date) -> date | None:
    """A day with its year, or the last such day that is not after `latest`."""
    try:
        if len(digits) == 8:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    for year in range(latest.year, max(0, latest.year - 8), -1):  # the 29th of February comes every fourth
        try:
            found = date(year, int(digits[:2]), int(digits[2:]))
        except ValueError:
            continue
        if found <= latest:
            return found
    return None


def _unreadable(text: str) -> Refusal:
    words = Text("「{typed}」 不是日期。{how}", '"{typed}" is no date. {how}')
    return Refusal("unreadable", words.fill(typed=shown(text), how=HOW))
