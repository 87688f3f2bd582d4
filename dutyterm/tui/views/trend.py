"""The waits of the day as small bars with their numbers: one round a row, a sign a minute (PAT-01..03)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from dutyterm.i18n import Lang, Text
from dutyterm.shift.metrics.samples import Wait
from dutyterm.tui.views.cells import cut
from dutyterm.tui.views.spans import Row, Span, fit, row

LONGEST: Final = 20
"""Signs of the longest bar; a longer wait ends in `+`, and its number says how long."""


def trend_rows(waits: Sequence[Wait], lang: Lang, cells: int, most: int, zone: tzinfo | None) -> list[Row]:
    """A title and the newest rounds, oldest of them first; nothing before a round has counted."""
    if not waits or most < 2:
        return []
    rows = [row(" " + _TITLE.to(lang), "strong")]
    for wait in waits[-(most - 1) :]:
        at = wait.at.astimezone(zone).strftime("%H:%M")
        rows.append((Span(f" {at} "), Span(bar(wait.minutes), "progress"), Span(" " + _told(wait, lang))))
    return [fit(one, cells) for one in rows]


def newest(waits: Sequence[Wait], lang: Lang, cells: int, zone: tzinfo | None) -> list[Row]:
    """The newest wait in one row, where there is no room for bars."""
    if not waits:
        return []
    wait = waits[-1]
    at = wait.at.astimezone(zone).strftime("%H:%M")
    return [row(" " + cut(f"{_TITLE.to(lang)} {at} {_told(wait, lang)}", max(1, cells - 1)))]


def bar(minutes: int | None) -> str:
    """A sign a minute; `?` for what cannot be computed, which is not nought."""
    if minutes is None:
        return "?"
    return "#" * minutes if minutes <= LONGEST else "#" * (LONGEST - 1) + "+"


def _told(wait: Wait, lang: Lang) -> str:
    shown = _UNKNOWN if wait.minutes is None else _MINUTES.fill(n=wait.minutes)
    return _FROM.fill(shown=shown, waiting=wait.waiting, tills=wait.open_tills).to(lang)


_TITLE: Final = Text("等候", "Waits")
_MINUTES: Final = Text("{n} 分", "{n} min")
_UNKNOWN: Final = Text("算不出", "unknown")
_FROM: Final = Text("{shown} ({waiting} 人 {tills} 台)", "{shown} ({waiting} waiting, {tills} tills)")
