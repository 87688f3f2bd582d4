"""One thing that `dutyterm doctor` looked at."""

from __future__ import annotations

from typing import Literal

from dutyterm.i18n import Text
from dutyterm.values import dataclass

State = Literal["ok", "note", "bad"]
"""ok: as it should be. note: worth knowing. bad: something has to be done."""


@dataclass(frozen=True)
class Check:
    """What was found, in one line."""

    id: str
    """A stable word, e.g. `terminal.size`."""
    state: State
    text: Text
