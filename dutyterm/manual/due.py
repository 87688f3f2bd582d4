"""Due times of a manual: minutes from the opening T or the closing C of the day."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_FORM = re.compile(r"([TC])(?:([+-])(\d{1,3}))?")


class Due(NamedTuple):
    """`T-40` = forty minutes before the doors open."""

    anchor: Literal["T", "C"]
    """T = opening, C = closing."""
    minutes: int
    """Before is negative."""


def parse_due(text: str) -> Due | None:
    """The offset written in a manual, or None when it is not written as `T`, `T-40`, `C+15`."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    minutes = int(found.group(3) or 0)
    return Due("T" if found.group(1) == "T" else "C", -minutes if found.group(2) == "-" else minutes)
