"""The past of a hall as rules want it, made from the seal lines of the newest shifts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dutyterm.journal.seal import seal_code
from dutyterm.review.shelf import Shelved
from dutyterm.review.summaries import (
    cash_differences,
    cash_numbers,
    cash_returned,
    day_and_code,
    durations,
    periodic,
    predicted,
    waited,
)
from dutyterm.shift.past import Past, PastDifference, PastWait, Previous, Walks

WALKS = 20
"""Of how many runs of a list the durations are kept: older ones tell of another hall."""


STAND_DOWN = "stand_down"
"""Flag of the seal of a shift outside the plan: a regular one was opened, or its case was over (N31)."""


def past_of(shelf: Sequence[Shelved]) -> Past:
    """The past from files sorted newest first."""
    codes: set[tuple[date, str]] = set()
    manual_of: dict[str, str] = {}
    done: dict[str, date] = {}
    walks: dict[str, list[Mapping[str, int]]] = {}
    errors: dict[str, list[int]] = {}
    previous: Previous | None = None
    slip: Previous | None = None
    differences: list[PastDifference] = []
    numbers: set[str] = set()
    returned: dict[str, int] = {}
    waits: list[PastWait] = []
    for shelved in shelf:
        named = day_and_code(shelved.head.id)
        if named is not None:
            codes.add(named)
        if shelved.seal is None or "empty" in shelved.flags:
            continue
        walked = shelved.summary.get("walked")
        if isinstance(walked, Mapping):
            for person, manual in walked.items():
                if isinstance(person, str) and isinstance(manual, str):
                    manual_of.setdefault(person, manual)
        for item, day in periodic(shelved.summary).items():
            done[item] = max(day, done.get(item, day))
        for list_id, ms in durations(shelved.summary):
            walks.setdefault(list_id, []).append(ms)
        for list_id, expected, taken, _ in predicted(shelved.summary):
            errors.setdefault(list_id, []).append(taken - expected)
        if named is not None:
            differences += cash_differences(shelved.summary, named[0])
        numbers |= cash_numbers(shelved.summary)
        for over, fen in cash_returned(shelved.summary):
            returned[over] = returned.get(over, 0) + fen
        if named is not None and (not waits or waits[0].day == named[0]):
            waits += [PastWait(named[0], *one) for one in waited(shelved.summary)]
        if previous is None and named is not None:
            previous = _previous(shelved, named)
        if slip is None and named is not None and STAND_DOWN not in shelved.flags:
            slip = _previous(shelved, named)
    return Past(
        previous=previous,
        slip=slip,
        codes=frozenset(codes),
        manual_of=manual_of,
        walks={id: _walks(runs[:WALKS], errors.get(id, [])[:WALKS]) for id, runs in walks.items()},
        done=done,
        differences=tuple(differences),
        numbers=frozenset(numbers),
        returned=returned,
        waits=tuple(sorted(waits, key=lambda wait: wait.at)),
    )


def _walks(runs: Sequence[Mapping[str, int]], errors: Sequence[int]) -> Walks:
    """The runs of one list, newest first, line by line; how the predictions for them came true."""
    items = dict.fromkeys(item for run in runs for item in run)
    lines = {item: tuple(run[item] for run in runs if item in run) for item in items}
    return Walks(len(runs), lines, tuple(errors))


def _previous(shelved: Shelved, named: tuple[date, str]) -> Previous | None:
    if shelved.seal is None or shelved.seal_hash is None:
        return None
    carry: Any = shelved.summary.get("carry")
    count: Any = shelved.seal.get("count")
    closed_by: Any = shelved.seal.get("closed_by")
    return Previous(
        journal=shelved.head.id,
        seal=shelved.seal_hash,
        code=seal_code(shelved.seal_hash),
        records=count if isinstance(count, int) else 0,
        day=named[0],
        shift_code=named[1],
        carried=dict(carry) if isinstance(carry, Mapping) else {},
        # neither has a slip with its code
        forgotten="forgotten" in shelved.flags or STAND_DOWN in shelved.flags,
        closed_by=closed_by if isinstance(closed_by, str) else None,
        closed_at=_moment(shelved.seal.get("closed_at")),
        giver=_giver(shelved),
        successor=_successor(shelved.summary.get("successor")),
    )


def _giver(shelved: Shelved) -> str | None:
    """Who handed over: not the program, nor who sealed a shift outside the plan to begin a regular one."""
    by = shelved.seal.get("closed_by") if shelved.seal is not None else None
    if isinstance(by, str) and STAND_DOWN not in shelved.flags:
        return by
    figures: Any = shelved.summary.get("figures")
    part = figures.get("handover") if isinstance(figures, Mapping) else None
    responsible = part.get("responsible") if isinstance(part, Mapping) else None
    return responsible if isinstance(responsible, str) else None


def _successor(told: object) -> tuple[date, str] | None:
    if not isinstance(told, Mapping):
        return None
    try:
        return date.fromisoformat(str(told["day"])), str(told["code"])
    except (KeyError, ValueError):
        return None


def _moment(told: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
