"""What a rule answers when a wish cannot be granted: what, where and what to do, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from dutyterm.i18n import Text
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Refusal:
    """A wish that changes nothing, and why."""

    code: str
    """Stable word for scripts and tests, e.g. `doors_blocked`, `needs_confirmation`, `not_permitted`."""
    text: Text
    """What is wrong, where, and what to do, for the person at the keyboard."""
    data: Mapping[str, object] = field(default_factory=dict)
    """What a screen may need to show it well, e.g. the lines that block."""
