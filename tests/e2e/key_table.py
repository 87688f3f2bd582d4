"""What a day takes at the keyboard: keys, digits and minutes by kind of work, counted from its scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.e2e import script
from tests.e2e.script import Step, Typed

DAY = ("early-shift", "handover", "late-shift")
"""The scripts of a whole day, in their order. What happens between two shifts stands apart."""

KEYS_A_MINUTE = 150
"""Somebody who works a number pad without haste."""

MINUTES_A_DAY = 20
"""The goal for both shifts together."""

TILLS, CARRIED_IN, FAULTS = 6, 2, 1
"""Of the hall in which the day is played: tills, open items that the morning finds, and answers off the norm,
each of which shows its consequence and takes a second key (screens, law 3)."""

BUDGETS: Mapping[str, int] = {
    "opening": 55 + 3 * TILLS + max(0, CARRIED_IN - 3) + FAULTS,
    "patrol": 8,
    "patrol with samples": 18,
    "fire round": 7,
    "log entry": 10,
    "complaint": 26,
}
"""Keys each time, besides the digits of numbers and PINs and besides words (screens, key budgets)."""


@dataclass(frozen=True)
class Work:
    """One kind of work over the day."""

    kind: str
    times: tuple[Typed, ...]

    @property
    def keys(self) -> int:
        """Keys that count, of all times."""
        return sum(t.keys for t in self.times)

    @property
    def most(self) -> int:
        """Keys of the time that took most."""
        return max(t.keys for t in self.times)

    @property
    def digits(self) -> int:
        """Digits of numbers, PINs and codes."""
        return sum(t.digits for t in self.times)

    @property
    def characters(self) -> int:
        """Characters written freely."""
        return sum(t.characters for t in self.times)

    @property
    def minutes(self) -> float:
        """Estimated from every press of a key, those of the input method estimated."""
        return sum(t.presses for t in self.times) / KEYS_A_MINUTE


ONE_WALK = frozenset({"opening", "closing"})
"""Walked once, though told in several sections: something comes between."""


def day_work(scripts: Iterable[Sequence[Step]] | None = None) -> tuple[Work, ...]:
    """Every kind of work of the day, in the order in which it comes first."""
    found: dict[str, list[Typed]] = {}
    for steps in map(script.read, DAY) if scripts is None else scripts:
        for part in dict.fromkeys(step.part for step in steps if step.section):
            mine = [step for step in steps if step.part == part]
            kind, taken = mine[0].section, script.typed(mine)
            before = found.setdefault(kind, [])
            if before and kind in ONE_WALK:
                before[0] = before[0].and_then(taken)
            else:
                before.append(taken)
    return tuple(Work(kind, tuple(times)) for kind, times in found.items())


def minutes_of(day: Iterable[Work]) -> float:
    """Of the whole day."""
    return sum(work.minutes for work in day)


def table(day: Sequence[Work]) -> str:
    """As text, with a line for the whole day."""
    head = ("kind of work", "times", "keys", "most at once", "budget", "digits", "characters", "minutes")
    rows = [
        (
            work.kind,
            str(len(work.times)),
            str(work.keys),
            str(work.most),
            str(BUDGETS.get(work.kind, "")),
            str(work.digits),
            str(work.characters),
            f"{work.minutes:.1f}",
        )
        for work in day
    ]
    total = (
        "the whole day",
        "",
        str(sum(work.keys for work in day)),
        "",
        "",
        str(sum(work.digits for work in day)),
        str(sum(work.characters for work in day)),
        f"{minutes_of(day):.1f}",
    )
    lines = [head, *rows, total]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
