"""After how long without a key the content is hidden: a figure of the hall, never switched off."""

from __future__ import annotations

from typing import Final

from dutyterm.hall.profile import Profile

FIGURE: Final = "idle_lock_min"
"""Figure of the hall, in minutes."""

DEFAULT_MIN: Final = 10
"""Where a hall has set nothing."""

LEAST_MIN, MOST_MIN = 2, 60
"""Sooner nobody can read a page to its end; later a stranger at the counter reads it as well."""


def idle_ms(profile: Profile | None) -> int:
    """Milliseconds without a key until the content is hidden; a figure beyond the bounds is the bound."""
    minutes = DEFAULT_MIN if profile is None else profile.numbers.get(FIGURE, DEFAULT_MIN)
    return min(max(minutes, LEAST_MIN), MOST_MIN) * 60_000
