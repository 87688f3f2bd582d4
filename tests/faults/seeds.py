"""How much the fault suite tries: little at every change, as much as time allows in the long form."""

from __future__ import annotations

import os
from random import Random

LONG = os.environ.get("DUTYTERM_FAULTS") == "long"
SEED = int(os.environ.get("DUTYTERM_SEED") or 1)


def rounds(usual: int, longer: int | None = None) -> int:
    """How many tries: `usual`, or in the long form `longer` (20 times as many when not given)."""
    return (longer or usual * 20) if LONG else usual


def random(name: str, number: int = 0) -> Random:
    """A generator that another run with the same DUTYTERM_SEED makes again."""
    return Random(f"{SEED}/{name}/{number}")
