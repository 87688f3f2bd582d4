"""Differences of money of many shifts, as their seals tell them, each with the code of its shift (N25)."""

from __future__ import annotations

from collections.abc import Iterable

from dutyterm.review.shelf import Shelved
from dutyterm.review.summaries import cash_differences, day_and_code
from dutyterm.shift.past import PastDifference
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Placed(PastDifference):
    """A difference and where it stands."""

    shift: str = ""
    """Code of the shift on that day."""
    sealed: bool = True
    """False: of the shift that is still open."""


def placed(shelf: Iterable[Shelved]) -> tuple[Placed, ...]:
    """All of them, newest shift first."""
    found: list[Placed] = []
    for shelved in shelf:
        named = day_and_code(shelved.head.id)
        if shelved.seal is None or named is None:
            continue
        day, code = named
        found += [
            Placed(d.day, d.person, d.till, d.tender, d.fen, d.cause, d.number, code)
            for d in cash_differences(shelved.summary, day)
        ]
    return tuple(found)
