"""What rules may know of earlier shifts; folded by review, handed in, never read by a rule itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from dutyterm.values import dataclass


@dataclass(frozen=True)
class Previous:
    """The sealed shift before this one, on this device or taken over from another."""

    journal: str
    """Its journal id."""
    seal: str
    """Hash of its seal line, 64 hex digits."""
    code: str
    """Seal code as printed, 5-5-5 decimal digits (N5)."""
    records: int
    """Number of records it was sealed with."""
    day: date
    shift_code: str
    carried: Mapping[str, object]
    """What it carries on: `carry` of its end state."""
    forgotten: bool = False
    """Sealed by the program, not by a person."""
    closed_by: str | None = None
    """Person id of who sealed it; None when the program did."""
    closed_at: datetime | None = None
    giver: str | None = None
    """Person id of who hands it over: who submitted it, or was responsible when the program sealed it."""
    successor: tuple[date, str] | None = None
    """Business day and code of the shift that was to be opened at once; None when the opening waits."""


@dataclass(frozen=True)
class Walks:
    """How long the lines of one list took in this hall's newest runs."""

    runs: int = 0
    """How many of those runs were measured."""
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Line id -> milliseconds, newest run first."""
    errors: tuple[int, ...] = ()
    """By how many milliseconds these runs took longer than predicted at their start, newest first."""


@dataclass(frozen=True)
class PastDifference:
    """A difference of an earlier shift, as its seal line tells it (e.4, N25)."""

    day: date
    person: str
    """Whose till it was."""
    till: str
    tender: str
    fen: int
    """Over above 0, short below."""
    cause: str
    """Cause id of the manual."""
    number: int = 0
    """Closure of the till; 0 = the seal does not tell it."""


@dataclass(frozen=True)
class PastWait:
    """How long somebody would have waited, as a round of an earlier shift found it (PAT-01)."""

    day: date
    """Business day."""
    at: datetime
    waiting: int
    open_tills: int
    minutes: int | None
    """None = could not be computed."""


@dataclass(frozen=True)
class Past:
    """Everything that came before, as far as rules look back."""

    previous: Previous | None = None
    slip: Previous | None = None
    """The newest shift of the plan: its slip is compared even when one outside the plan follows (N5)."""
    codes: frozenset[tuple[date, str]] = frozenset()
    """Business day and shift code of every shift there is, so that a second one becomes `-a2`."""
    manual_of: Mapping[str, str] = field(default_factory=dict)
    """Person id -> hash of the manual with which that person last walked a list (N17)."""
    walks: Mapping[str, Walks] = field(default_factory=dict)
    """List id -> durations of its lines (N27)."""
    done: Mapping[str, date] = field(default_factory=dict)
    """Line id -> business day on which a line that comes back (`every`) was last done."""
    differences: tuple[PastDifference, ...] = ()
    """Cash differences of earlier shifts, newest first."""
    numbers: frozenset[str] = frozenset()
    """Numbers of bags, seals and envelopes that earlier shifts used."""
    returned: Mapping[str, int] = field(default_factory=dict)
    """Fen of overs that earlier shifts gave back, by day, closure and tender (长款退还)."""
    waits: tuple[PastWait, ...] = ()
    """Of the newest business day on which a sealed shift counted any, in the order of time."""

    @property
    def before(self) -> Previous | None:
        """What a person takes for the shift before: one of the plan, where there is any."""
        return self.slip or self.previous
