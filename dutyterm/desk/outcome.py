"""What becomes of a wish: done and on disk, refused by a rule, or not saved by the disk."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.model.record import Record
from dutyterm.model.refusal import Refusal
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Done:
    """The records are on disk; only now may a tick be drawn."""

    records: tuple[Record, ...] = ()


@dataclass(frozen=True)
class NotSaved:
    """Nothing was written; what was typed must stay on screen."""

    text: Text
    """What failed and what to do."""


Outcome = Done | Refusal | NotSaved
"""Every wish ends as one of these; a wish never raises."""


@dataclass(frozen=True)
class Notice:
    """Something the person must be told at the start."""

    kind: str
    """`cut`, `forgotten`, `seam`, `damaged`, `manual`, `clock`, `credentials`, `space`: stable words."""
    text: Text
    """One line."""
    detail: Text
    """More, for the detail view; may be empty."""
