"""The waits of the day as small bars with their numbers: one round a row, a sign a minute (PAT-01..03)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from dutyterm.i18n import Lang, Text
from dutyterm.shift.metrics.samples import Wait
from dutyterm.tui.views.cells import cut, width
from dutyterm.tui.views.spans import Row, Span, fit, row

LONGEST: Final = 20
"""Signs of the longest bar; a longer wait ends in `+`, and its number says how long."""


def trend_rows(waits: Sequence[Wait], lang: Lang, cells: int, most: int, zone: tzinfo | None) -> list[Row]:
    """A title and the newest rounds, oldest of them first; nothing before a round has counted."""
    if not waits or most < 2:
        return []
    rows = [row(" " + _TITLE.to(lang), "strong")]
    shown = waits[-(most - 1) :]
    longest = max(4, min(LONGEST, cells - _BESIDE))
    bars = [bar(wait.minutes, longest) for wait in shown]
    whole = [_told(wait, lang) for wait in shown]
    if any(_BEFORE + len(one) + 1 + width(told) > cells for one, told in zip(bars, whole, strict=True)):
        whole = [_minutes(wait, lang) for wait in shown]  # how many waited stands in the round itself
    for wait, one, told in zip(shown, bars, whole, strict=True):
        at = wait.at.astimezone(zone).strftime("%H:%M")
        rows.append((Span(f" {at} "), Span(one, "progress"), Span(" " + told)))
    return [fit(one, cells) for one in rows]


def newest(waits: Sequence[Wait], lang: Lang, cells: int, zone: tzinfo | None) -> list[Row]:
    """The newest wait in one row, where there is no room for bars."""
    if not waits:
        return []
    wait = waits[-1]
    at = wait.at.astimezone(zone).strftime("%H:%M")
    return [row(" " + cut(f"{_TITLE.to(lang)} {at} {_told(wait, lang)}", max(1, cells - 1)))]


def bar(minutes: int | None, longest: int = LONGEST) -> str:
    """A sign a minute; `?` for what cannot be computed, which is not nought."""
    if minutes is None:
        return "?"
    return "#" * minutes if minutes <= longest else "#" * (longest - 1) + "+"


def _minutes(wait: Wait, lang: Lang) -> str:
    return (_UNKNOWN if wait.minutes is None else _MINUTES.fill(n=wait.minutes)).to(lang)


def _told(wait: Wait, lang: Lang) -> str:
    words = _FROM.fill(shown=_minutes(wait, lang), waiting=wait.waiting, tills=wait.open_tills)
    return words.to(lang)


_BEFORE: Final = 7
"""Cells of the time before a bar."""
_BESIDE: Final = 15
"""Cells that time and minutes take beside it."""


_TITLE: Final = Text("等候", "Waits")
_MINUTES: Final = Text("{n} 分", "{n} min")
_UNKNOWN: Final = Text("算不出", "unknown")
_FROM: Final = Text("{shown} ({waiting} 人 {tills} 台)", "{shown} ({waiting} waiting, {tills} tills)")
