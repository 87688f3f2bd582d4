"""What the seal line of a shift says for overviews: its versions, and reading old ones as the newest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

SUMMARY_VERSION = 2
"""1: day, code, sort, figures, carry, walked, not_understood.
2: `ms` and `predicted` in the figures of each run (N27); `periodic`, when each line that comes back was last
done (R2-16)."""


def lifted(summary: Mapping[str, Any]) -> Mapping[str, Any]:
    """The summary as version 2; never raises, and a newer or unreadable one is left as it is."""
    if summary.get("v") != 1:
        return summary
    return {**summary, "v": 2, "periodic": {}}


def durations(summary: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, int]]]:
    """List id and milliseconds by line, of every run that was measured."""
    figures = lifted(summary).get("figures")
    runs = figures.get("lists") if isinstance(figures, Mapping) else None
    for run in runs.values() if isinstance(runs, Mapping) else ():
        ms = run.get("ms") if isinstance(run, Mapping) else None
        of_list = run.get("list") if isinstance(run, Mapping) else None
        if not isinstance(ms, Mapping) or not isinstance(of_list, str):
            continue
        sane = {item: n for item, n in ms.items() if isinstance(item, str) and type(n) is int and n >= 0}
        if sane:
            yield of_list, sane


def periodic(summary: Mapping[str, Any]) -> Mapping[str, date]:
    """Line id -> business day on which a line that comes back was last done."""
    found: dict[str, date] = {}
    days = lifted(summary).get("periodic")
    for item, day in days.items() if isinstance(days, Mapping) else ():
        try:
            found[item] = date.fromisoformat(day)
        except (TypeError, ValueError):
            continue
    return found
