"""Days and moments as they are typed on a command line."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal


def moment_of(typed: str | None, zone: ZoneInfo, *, end: bool) -> datetime | None | Refusal:
    """A day or a moment; the end of a day is the beginning of the next one."""
    if typed is None:
        return None
    try:
        if len(typed) == 10:
            day = date.fromisoformat(typed) + timedelta(days=end)
            return datetime.combine(day, time(), zone)
        moment = datetime.fromisoformat(typed)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        words = Text(
            "「{typed}」 不是日期。写作 2026-11-22 或 2026-11-22T08:30。",
            '"{typed}" is no date. Write 2026-11-22 or 2026-11-22T08:30.',
        )
        return Refusal("not_a_date", words.fill(typed=typed))
