"""What the seal line of a shift says for overviews: its versions, and reading old ones as the newest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from dutyterm.shift.past import PastDifference

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


def predicted(summary: Mapping[str, Any]) -> Iterator[tuple[str, int, int, int]]:
    """List id, milliseconds predicted and taken, and measured runs behind it, of every run that has them."""
    figures = lifted(summary).get("figures")
    runs = figures.get("lists") if isinstance(figures, Mapping) else None
    for run in runs.values() if isinstance(runs, Mapping) else ():
        told = run.get("predicted") if isinstance(run, Mapping) else None
        of_list = run.get("list") if isinstance(run, Mapping) else None
        if not isinstance(told, Mapping) or not isinstance(of_list, str):
            continue
        found = [told.get(name) for name in ("predicted_ms", "actual_ms", "runs")]
        sane = [n for n in found if type(n) is int and n >= 0]
        if len(sane) == len(found):
            yield of_list, sane[0], sane[1], sane[2]


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


def waited(summary: Mapping[str, Any]) -> Iterator[tuple[datetime, int, int, int | None]]:
    """When, people waiting, tills open, computed minutes (None = unknown) of each round that counted them."""
    figures = lifted(summary).get("figures")
    part = figures.get("metrics") if isinstance(figures, Mapping) else None
    told = part.get("waited") if isinstance(part, Mapping) else None
    for one in told if isinstance(told, list | tuple) else ():
        try:
            text, waiting, tills, minutes = one
            at = datetime.fromisoformat(text)
        except (TypeError, ValueError):
            continue
        known = (waiting, tills) if minutes is None else (waiting, tills, minutes)
        if at.tzinfo is not None and all(type(n) is int and n >= 0 for n in known):
            yield at, waiting, tills, minutes


def day_and_code(journal: str) -> tuple[date, str] | None:
    """Business day and code in a journal's id `<hall>.<day>-<code>.<device>`."""
    parts = journal.split(".")
    if len(parts) < 2:
        return None
    try:
        return date.fromisoformat(parts[1][:10]), parts[1][11:].upper()
    except ValueError:
        return None


def cash_differences(summary: Mapping[str, Any], day: date) -> Iterator[PastDifference]:
    """Every difference of money that this shift decided; what is not one is passed over (e.4, N25)."""
    rows = _cash(summary).get("differences")
    for row in rows if isinstance(rows, list | tuple) else ():
        if not isinstance(row, Mapping):
            continue
        words = [row.get(key) for key in ("person", "till", "tender", "cause")]
        fen = row.get("fen")
        if type(fen) is int and fen and all(isinstance(word, str) for word in words):
            person, till, tender, cause = (str(word) for word in words)
            number = row.get("number")
            yield PastDifference(
                day, person, till, tender, fen, cause, number if type(number) is int and number > 0 else 0
            )


def cash_returned(summary: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Overs that this shift gave back to their customers: which, and how much of it (e.4)."""
    rows = _cash(summary).get("returned")
    for row in rows if isinstance(rows, list | tuple) else ():
        over, fen = (row.get("over"), row.get("fen")) if isinstance(row, Mapping) else (None, None)
        if isinstance(over, str) and type(fen) is int and fen > 0:
            yield over, fen


def cash_numbers(summary: Mapping[str, Any]) -> frozenset[str]:
    """Numbers of bags, seals and envelopes that this shift used, those of the register among them."""
    found: set[str] = set()
    for numbers in (_cash(summary).get("numbers"), _part(summary, "register").get("numbers")):
        if isinstance(numbers, list | tuple):
            found |= {n for n in numbers if isinstance(n, str)}
    return frozenset(found)


def _cash(summary: Mapping[str, Any]) -> Mapping[str, Any]:
    return _part(summary, "cash")


def _part(summary: Mapping[str, Any], family: str) -> Mapping[str, Any]:
    figures = summary.get("figures")
    part = figures.get(family) if isinstance(figures, Mapping) else None
    return part if isinstance(part, Mapping) else {}
