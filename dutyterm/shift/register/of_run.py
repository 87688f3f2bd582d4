"""What one emergency left in the register, for its report and its figures (3f.0)."""

from __future__ import annotations

from collections.abc import Mapping

from dutyterm.shift.register.state import of
from dutyterm.shift.shift import Shift
from dutyterm.values import dataclass


@dataclass(frozen=True)
class OfRun:
    """Entries of one emergency; of a drill those of its practice slips."""

    entries: int = 0
    """Written and not void."""
    fen: int = 0
    voids: int = 0
    refused: int = 0
    """Customers who wanted what is never done by hand."""
    waiting: int = 0
    """Still to be keyed in."""
    unchecked: int = 0
    refunded: int = 0
    """Fen that went back to customers."""

    def figures(self) -> Mapping[str, int]:
        """JSON values for the seal line; what is zero is left out."""
        named = {
            "manual_entries": self.entries,
            "manual_fen": self.fen,
            "manual_voids": self.voids,
            "manual_refused": self.refused,
            "manual_waiting": self.waiting + self.unchecked,
        }
        return {name: n for name, n in named.items() if n}


def of_run(shift: Shift, run: str) -> OfRun:
    """Of the entries that this shift knows; what ended in earlier shifts is in their seals."""
    register = of(shift)
    own = [e for e in register.entries.values() if e.written.run == run]
    held = [e for e in own if e.void is None]
    return OfRun(
        entries=len(held),
        fen=sum(e.written.due for e in held),
        voids=len(own) - len(held),
        refused=sum(r.run == run for r in register.refused),
        waiting=sum(e.waits for e in held),
        unchecked=sum(e.unchecked for e in held),
        refunded=sum(e.returned.fen for e in held if e.returned is not None),
    )
