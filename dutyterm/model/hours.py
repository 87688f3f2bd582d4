"""Opening hours of a hall: by weekday, with special and closed dates, and times given as offsets (`T-40`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from dutyterm.i18n import Text
from dutyterm.model.moment import Day
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed, shown

_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_OFFSET: Final = re.compile(r"(?P<anchor>[TC])(?:(?P<sign>[+-])(?P<minutes>[0-9]{1,4}))?")


def _clock_text(text: str) -> str:
    if not _CLOCK.fullmatch(text):
        raise ValueError("a clock time looks like 08:30")
    return text


def _zone_name(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        raise ValueError(f"unknown time zone {name!r}") from error
    return name


ClockTime = Annotated[str, AfterValidator(_clock_text)]
"""`HH:MM`, 00:00 to 23:59."""

ZoneName = Annotated[str, AfterValidator(_zone_name)]
"""A name of the time zone database."""


class OpeningTimes(NamedTuple):
    """When the doors open and close on one day; aware."""

    opens: datetime
    """T 营业开始."""
    closes: datetime
    """C 营业结束; after midnight on the next calendar day."""


class Span(BaseModel):
    """From when until when a hall or a shift goes; an end not after the start is on the next calendar day."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    start: ClockTime
    end: ClockTime

    def on(self, day: date, zone: str) -> OpeningTimes:
        """The span on a business day."""
        tz = ZoneInfo(zone)
        last = day if self.end > self.start else day + timedelta(days=1)
        return OpeningTimes(
            datetime.combine(day, time.fromisoformat(self.start), tz),
            datetime.combine(last, time.fromisoformat(self.end), tz),
        )


class Hours(BaseModel):
    """Opening hours: a closed date wins over a special date, a special date over its weekday."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    zone: ZoneName = "Asia/Shanghai"
    weekdays: Annotated[tuple[Span | None, ...], Field(min_length=7, max_length=7)]
    """Monday first; None = closed on that weekday."""
    special: Mapping[str, Span] = Field(default_factory=dict)
    """Half days and longer days, by ISO date."""
    closed: tuple[Day, ...] = ()
    """Dates on which the hall stays closed."""

    @model_validator(mode="after")
    def _dates_are_dates(self) -> Hours:
        for day in self.special:
            if date.fromisoformat(day).isoformat() != day:
                raise ValueError("a special date looks like 2026-11-22")
        return self

    @classmethod
    def every_day(cls, start: str, end: str, zone: str = "Asia/Shanghai") -> Hours:
        """The same hours on all seven days; raises ValueError for what is not a clock time or zone."""
        return cls(zone=zone, weekdays=(Span(start=start, end=end),) * 7)

    def for_day(self, day: date) -> OpeningTimes | None:
        """When the doors open and close on that business day; None when the hall is closed."""
        if day in self.closed:
            return None
        span = self.special.get(day.isoformat()) or self.weekdays[day.weekday()]
        return span.on(day, self.zone) if span else None

    def next_open(self, day: date) -> date | None:
        """The first day from `day` on at which the hall opens; None when there is none within a year."""
        days = (day + timedelta(days=n) for n in range(366))
        return next((d for d in days if self.for_day(d)), None)


class Offset(NamedTuple):
    """A time given from opening or closing (domain 0): `T-40` is forty minutes before the doors open."""

    anchor: Literal["T", "C"]
    minutes: int

    def __str__(self) -> str:
        return self.anchor + (f"{self.minutes:+d}" if self.minutes else "")


@lru_cache(maxsize=512)  # every look at a list asks for the same few offsets
def parse_offset(typed: str) -> Offset | Refusal:
    """`T`, `C`, `T-40`, `C+25`; minutes up to 9999, so that an offset may lie across midnight."""
    text = keyed(typed).upper().replace(" ", "").replace("−", "-")
    found = _OFFSET.fullmatch(text)
    if not found:
        words = Text(
            "「{typed}」 不是时间偏移。写作 T-40(开门前 40 分钟)或 C+25(关门后 25 分钟)。",
            '"{typed}" is not an offset. Write T-40 (minutes before opening) or C+25 (after closing).',
        )
        return Refusal("not_an_offset", words.fill(typed=shown(typed)))
    minutes = int(found["minutes"] or 0)
    return Offset("T" if found["anchor"] == "T" else "C", -minutes if found["sign"] == "-" else minutes)


def due(offset: Offset, opens: datetime, closes: datetime) -> datetime:
    """The moment that an offset means on a day with these opening times; aware in, aware out."""
    anchor = opens if offset.anchor == "T" else closes
    # By absolute time: forty minutes are forty minutes also in a night when clocks are changed.
    return (anchor.astimezone(ZoneInfo("UTC")) + timedelta(minutes=offset.minutes)).astimezone(anchor.tzinfo)
