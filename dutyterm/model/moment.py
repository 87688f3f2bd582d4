"""Points in time as they are written down: aware, milliseconds, in the hall's zone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer


def moment_text(at: datetime) -> str:
    """`2026-11-22T08:03:11.482+08:00`; raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("a recorded time needs a time zone")
    return at.isoformat(timespec="milliseconds")


def _moment(value: object) -> datetime:
    if isinstance(value, datetime):
        at = value
    elif isinstance(value, str):
        at = datetime.fromisoformat(value)
    else:
        raise ValueError("not a time")
    if at.tzinfo is None:
        raise ValueError("a recorded time needs a time zone")
    return at


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        return date.fromisoformat(value)
    raise ValueError("not a date")


Moment = Annotated[datetime, BeforeValidator(_moment), PlainSerializer(moment_text, return_type=str)]
"""An aware datetime in a record."""

Day = Annotated[date, BeforeValidator(_day), PlainSerializer(date.isoformat, return_type=str)]
"""A calendar or business day in a record."""
