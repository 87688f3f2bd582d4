"""Time targets of emergency steps: `t+5m`, `back+10m`, `3+1m`, `every 15m`, `day`, `review`, `none`."""

from __future__ import annotations

import re
from typing import Final, Literal

from dutyterm.values import dataclass

Anchor = Literal["start", "back", "step", "every", "day", "workday", "review", "none"]
"""start: t0. back: when what had failed came back. step: when another step was done. every: again and
again until it is back. day: the same business day. workday: the next working day. review: as the level
asks (24 or 72 h). none: no target."""

LATER: Final[frozenset[Anchor]] = frozenset({"day", "workday", "review"})
"""Targets beyond the card: such steps go on as open items when it is closed."""

LONG: Final = 12 * 3600
"""Seconds; a target further away than this outlives the card, too."""

_UNITS: Final = {"s": 1, "m": 60, "h": 3600}
_FORM: Final = re.compile(
    r"(?P<word>none|day|workday|review)"
    r"|every (?P<every>[0-9]{1,3})m"
    r"|(?P<anchor>t|back|[0-9A-Z]{1,3})(?:\+(?P<count>[0-9]{1,4})(?P<unit>[smh]))?"
)


@dataclass(frozen=True)
class Target:
    """When a step should be done."""

    anchor: Anchor
    seconds: int = 0
    """After the anchor; for `every` the span between two."""
    step: str | None = None
    """For `step`: its number."""

    @property
    def later(self) -> bool:
        """Does it lie beyond the card, so that the step goes on as an open item?"""
        return self.anchor in LATER or (self.anchor == "start" and self.seconds > LONG)


NONE: Final = Target("none")


def parse_target(written: str) -> Target | None:
    """The target as written; None when it cannot be read. A bare `back` is due as soon as it is back."""
    found = _FORM.fullmatch(written)
    if found is None:
        return None
    match found["word"]:
        case "none" | "day" | "workday" | "review" as word:
            return Target(word)
    if found["every"] is not None:
        minutes = int(found["every"])
        return Target("every", minutes * 60) if minutes else None
    anchor = found["anchor"]
    seconds = int(found["count"]) * _UNITS[found["unit"]] if found["count"] is not None else 0
    if anchor == "back":
        return Target("back", seconds)
    if found["count"] is None:
        return None
    return Target("start", seconds) if anchor == "t" else Target("step", seconds, anchor)
