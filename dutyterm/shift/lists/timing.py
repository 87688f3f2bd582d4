"""How long each line of a run took, by the clock that never jumps; pauses are left out (L18, N27)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from dutyterm.shift.frozen import put
from dutyterm.values import dataclass

PAUSE_MS = 10 * 60 * 1000
"""A longer gap between two records of a run is an interruption and the time of no line (D)."""


@dataclass(frozen=True)
class Pace:
    """Time spent in a run so far, line by line."""

    spent: Mapping[str, int] = field(default_factory=dict)
    """Line id -> milliseconds, never negative."""
    unknown: frozenset[str] = frozenset()
    """Lines with a part that could not be measured: a pause, or a new start of the program."""
    last: int | None = None
    """Reading of the clock at the last record of the run, ms; None = it may have started anew since."""

    def after(self, item: str, mono: int) -> Pace:
        """After one more record of this line; the time since the record before is the line's."""
        gap = None if self.last is None else mono - self.last
        if gap is None or not 0 <= gap <= PAUSE_MS:
            return replace(self, unknown=self.unknown | {item}, last=mono)
        return replace(self, spent=put(self.spent, item, self.spent.get(item, 0) + gap), last=mono)

    def at(self, mono: int) -> Pace:
        """After a record that is no single line's: the time before it belongs to none."""
        return replace(self, last=mono)

    def interrupted(self) -> Pace:
        """After the program was started again: its clock may count from anywhere."""
        return self if self.last is None else replace(self, last=None)

    @property
    def measured(self) -> Mapping[str, int]:
        """Line id -> milliseconds, of the lines that were measured whole."""
        return {item: ms for item, ms in self.spent.items() if item not in self.unknown}
