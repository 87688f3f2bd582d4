"""What a shift must know of its hall: copied into the opening record, readable by itself for ever."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from dutyterm.model.people import Person


class Place(BaseModel):
    """A numbered thing of the hall that a line may be repeated for: a till, an exit."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    id: str
    """ASCII, e.g. `01` or `front`."""
    name: str
    """As shown."""


class Premises(BaseModel):
    """The hall as it was when the shift was opened."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    hall: str
    """The hall's id, ASCII, never changes."""
    name: str
    hall_class: str
    zone: str = "Asia/Shanghai"
    tills: tuple[Place, ...] = ()
    exits: tuple[Place, ...] = ()
    roster: tuple[Person, ...] = ()
    """Active people in roster order: the n-th has the digit n."""
    numbers: Mapping[str, int] = Field(default_factory=dict)
    """Figures that limits and totals may name, e.g. `planned_tills`, `min_staff`, `float_fen`."""
    flags: Mapping[str, bool] = Field(default_factory=dict)
    """Facts that conditions may name, e.g. `paper_invoices`."""

    def figure(self, name: str) -> int | None:
        """A figure by name; `tills`, `exits`, `staff` are counted. None when there is none of that name."""
        if name == "tills":
            return len(self.tills)
        if name == "exits":
            return len(self.exits)
        if name == "staff":
            return len(self.roster)
        return self.numbers.get(name)
