"""Times and dates as people type them, read against the time it is now."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed, shown

OLDEST: Final = timedelta(hours=36)
"""Something that happened longer ago does not belong into this shift's records."""

SAME_NIGHT: Final = timedelta(hours=12)
"""A bare clock time later than now means last night when that was less than this ago."""

DUE_HOUR: Final = time(18, 0)
"""Clock time of a due date that was given as a day only."""

LONGEST_DUE_DAYS: Final = 366
"""A due date further away is a slip of the finger."""

_CLOCK = r"(?:(?P<h>[0-9]{1,2}):(?P<m>[0-9]{2})|(?P<hm>[0-9]{3,4}))"
_DATE = (
    r"(?:(?P<y>[0-9]{4})[-/.](?P<mo>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})|(?P<ymd>[0-9]{8})"
    r"|(?P<mo2>[0-9]{1,2})[-/.](?P<d2>[0-9]{1,2})|(?P<md>[0-9]{4}))"
)
_MOMENT: Final = re.compile(rf"(?:{_DATE}[ T]+)?{_CLOCK}")
_DAY: Final = re.compile(_DATE)
_AGO: Final = re.compile(r"-([0-9]{1,4})")
_AHEAD: Final = re.compile(r"\+([0-9]{1,3})")

_HOW_TIME = Text(
    "请输 0805 或 8:05,或 -10 表示 10 分钟前。",
    "Type 0805 or 8:05, or -10 for ten minutes ago.",
)
_HOW_DATE = Text("请输 1203、12-03 或 +3(三天后)。", "Type 1203, 12-03, or +3 for in three days.")
_HOW_DUE = Text(
    "请输 +3(三天后)、12-03、12-03 1000,或今天的 1700。",
    "Type +3 for in three days, 12-03, 12-03 1000, or 1700 for today.",
)


def parse_time(typed: str, now: datetime) -> datetime | Refusal:
    """When something happened: `0805`, `805`, `8:05`, `-10` (minutes ago), `1121 2350`, `2026-11-21 23:50`.

    `now` is aware; the answer is in its zone. The future and more than 36 hours ago are refused.
    A bare clock time later than now is taken as last night when that is less than 12 hours ago.
    """
    if now.tzinfo is None:
        raise ValueError("now needs a time zone")
    text = keyed(typed)
    if not text:
        return Refusal("empty", _join(Text("还没有时间。", "No time yet."), _HOW_TIME))
    ago = _AGO.fullmatch(text)
    if ago:
        return _past(now - timedelta(minutes=int(ago[1])), now)
    found = _MOMENT.fullmatch(text)
    clock = _clock(found) if found else None
    if not found or clock is None:
        return _unreadable(text, Text("时间", "time"), _HOW_TIME)
    if _has_date(found):
        day = _date(found, now.date(), past=True)
        if day is None:
            return _unreadable(text, Text("日期", "date"), _HOW_TIME)
        return _past(datetime.combine(day, clock, now.tzinfo), now)
    at = datetime.combine(now.date(), clock, now.tzinfo)
    last_night = datetime.combine(now.date() - timedelta(days=1), clock, now.tzinfo)
    return _past(last_night if at > now and now - last_night < SAME_NIGHT else at, now)


def parse_date(typed: str, today: date, *, past: bool = False) -> date | Refusal:
    """A day: `1203`, `12-03`, `20261203`, `2026-12-03`, `+3`.

    Without a year it is the next such day, or the last one when `past` is asked for.
    """
    text = keyed(typed)
    if not text:
        return Refusal("empty", _join(Text("还没有日期。", "No date yet."), _HOW_DATE))
    ahead = _AHEAD.fullmatch(text)
    if ahead:
        return _near(today + timedelta(days=int(ahead[1])), today)
    found = _DAY.fullmatch(text)
    day = _date(found, today, past=past) if found else None
    if day is None:
        return _unreadable(text, Text("日期", "date"), _HOW_DATE)
    return day


def parse_due(typed: str, now: datetime, at: time = DUE_HOUR) -> datetime | Refusal:
    """Until when something must be done: `+3` days, `12-03`, `12-03 1000`, or `1700` today; not the past."""
    if now.tzinfo is None:
        raise ValueError("now needs a time zone")
    text = keyed(typed)
    if not text:
        return Refusal("empty", _join(Text("还没有期限。", "No due time yet."), _HOW_DUE))
    day: date | None | Refusal = now.date()
    clock: time | None = at
    ahead = _AHEAD.fullmatch(text)
    moment = _MOMENT.fullmatch(text)
    if ahead:
        day = now.date() + timedelta(days=int(ahead[1]))
    elif moment:
        clock = _clock(moment)
        day = _date(moment, now.date(), past=False) if _has_date(moment) else now.date()
    else:
        alone = _DAY.fullmatch(text)
        day = _date(alone, now.date(), past=False) if alone else None
    if day is None or clock is None:
        return _unreadable(text, Text("期限", "due time"), _HOW_DUE)
    near = _near(day, now.date())
    if isinstance(near, Refusal):
        return near
    due = datetime.combine(near, clock, now.tzinfo)
    if due < now:
        words = Text(
            "{due:%m-%d %H:%M} 已经过去。期限要在现在之后。",
            "{due:%m-%d %H:%M} has passed. A due time is ahead.",
        )
        return Refusal("in_the_past", _join(words.fill(due=due), _HOW_DUE))
    return due


def _past(at: datetime, now: datetime) -> datetime | Refusal:
    if at > now:
        words = Text("{at:%m-%d %H:%M} 还没有到。", "{at:%m-%d %H:%M} is in the future.")
        return Refusal("in_the_future", _join(words.fill(at=at), _HOW_TIME))
    if now - at > OLDEST:
        words = Text(
            "{at:%m-%d %H:%M} 早于 36 小时,不属于本班。请核对;更早的事写在正文里。",
            "{at:%m-%d %H:%M} is more than 36 hours ago. Check it; write older things in words.",
        )
        return Refusal("too_long_ago", words.fill(at=at))
    return at


def _near(day: date, today: date) -> date | Refusal:
    if abs((day - today).days) > LONGEST_DUE_DAYS:
        words = Text("{day} 离今天超过一年,请核对。", "{day} is more than a year away; check it.")
        return Refusal("too_far", words.fill(day=day))
    return day


def _clock(found: re.Match[str]) -> time | None:
    hm = found["hm"]
    hour, minute = (hm[:-2], hm[-2:]) if hm else (found["h"], found["m"])
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None


def _has_date(found: re.Match[str]) -> bool:
    return any(found[name] for name in ("y", "ymd", "mo2", "md"))


def _date(found: re.Match[str], today: date, *, past: bool) -> date | None:
    if found["y"]:
        return _day(int(found["y"]), int(found["mo"]), int(found["d"]))
    if found["ymd"]:
        ymd = found["ymd"]
        return _day(int(ymd[:4]), int(ymd[4:6]), int(ymd[6:]))
    md = found["md"]
    month, day = (int(md[:2]), int(md[2:])) if md else (int(found["mo2"]), int(found["d2"]))
    years = (today.year, today.year - 1) if past else (today.year, today.year + 1)
    days = [d for d in (_day(y, month, day) for y in years) if d]
    right = [d for d in days if (d <= today if past else d >= today)]
    return right[0] if right else (days[0] if days else None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _unreadable(text: str, what: Text, how: Text) -> Refusal:
    words = Text("「{typed}」 不是{what}。{how}", '"{typed}" is not a {what}. {how}')
    return Refusal("unreadable", words.fill(typed=shown(text), what=what, how=how))


def _join(first: Text, then: Text) -> Text:
    return Text(first.zh + then.zh, f"{first.en} {then.en}")
