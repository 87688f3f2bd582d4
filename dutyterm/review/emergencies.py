"""Emergencies of many shifts from their seals: each case once, and figures for each card (P8, N13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from dutyterm.review.shelf import Shelved
from dutyterm.review.summaries import lifted
from dutyterm.values import dataclass

_NUMBERS = (
    "level", "down_s", "ended_s", "first_said_s", "said_target_s", "back_target_s", "people", "complaints",
    "insisted", "calls", "most_waiting", "done", "late", "skipped", "open", "manual_entries", "manual_fen",
    "manual_waiting",
)  # fmt: skip


@dataclass(frozen=True)
class CaseFigures:
    """One case as the seals tell it; None = nobody recorded it, which is not nought."""

    run: str
    card: str
    drill: bool
    t0: datetime
    level: int | None = None
    down_s: int | None = None
    """Seconds until what had failed was back."""
    ended_s: int | None = None
    """Seconds until it was stood down; None = it goes on."""
    first_said_s: int | None = None
    said_target_s: int | None = None
    back_target_s: int | None = None
    """Seconds after which it becomes graver by itself."""
    people: int | None = None
    complaints: int | None = None
    insisted: int | None = None
    calls: int | None = None
    most_waiting: int | None = None
    manual_entries: int = 0
    """Taken by hand during it, voids not among them."""
    manual_fen: int = 0
    manual_waiting: int = 0
    """Of these, still to be keyed in or checked when the shift was sealed."""
    done: int = 0
    """Steps that were done, in time or late."""
    late: int = 0
    skipped: int = 0
    open: int = 0
    review_due: datetime | None = None
    """Until when the after-action form is asked for; None = nobody asks."""
    reviewed: bool = False
    review_late_min: int | None = None
    cause: str | None = None

    @property
    def id(self) -> str:
        """The run with its year, which alone it does not have."""
        return f"{self.run}@{self.t0.year}"


@dataclass(frozen=True)
class Spread:
    """A figure over several cases: only those in which it is known are counted."""

    known: int = 0
    total: int = 0
    most: int = 0
    in_time: int = 0
    """Within its target."""
    targets: int = 0
    """Of how many the target is known."""

    @property
    def mean(self) -> int | None:
        """Rounded to a whole one; None when nothing is known."""
        return None if not self.known else (2 * self.total + self.known) // (2 * self.known)


@dataclass(frozen=True)
class CardStatistics:
    """All cases of one card: real ones, or drills, never both (N13)."""

    card: str
    drill: bool
    events: int
    going: int
    """Not stood down yet."""
    down: Spread
    """Seconds until it was back, against the time after which it becomes graver."""
    said: Spread
    """Seconds until the first announcement, against the card's target."""
    people: Spread
    complaints: Spread
    done: int
    late: int
    skipped: int
    open: int
    reviews_asked: int
    reviews_signed: int
    reviews_late: int
    """Signed after their due time."""


def parts_of(shelf: Iterable[Shelved]) -> list[Mapping[str, Any]]:
    """What the seals say of emergencies, oldest shift first."""
    found = []
    for shelved in sorted(shelf, key=lambda s: (s.head.at, s.path.name)):
        figures = lifted(shelved.summary).get("figures")
        part = figures.get("procedures") if isinstance(figures, Mapping) else None
        if isinstance(part, Mapping):
            found.append(part)
    return found


def cases(parts: Iterable[Mapping[str, Any]]) -> tuple[CaseFigures, ...]:
    """Every case once, by its start; what a later shift says of it holds. Unreadable rows are passed over."""
    found: dict[str, CaseFigures] = {}
    reviews: dict[str, Mapping[str, Any]] = {}
    for part in parts:
        for name, drill in (("real", False), ("drills", True)):
            for row in _rows(part.get(name)):
                case = _case(row, drill)
                if case is not None:
                    found[case.id] = case
        for row in _rows(part.get("reviews")):
            case = _case(row, drill=False)
            if case is not None:
                reviews[case.id] = row
    told = (_reviewed(case, reviews.get(case.id)) for case in found.values())
    return tuple(sorted(told, key=lambda case: (case.t0, case.run)))


def statistics(found: Sequence[CaseFigures], *, drills: bool = False) -> tuple[CardStatistics, ...]:
    """Card by card, those with the most cases first; real cases, or drills alone."""
    wanted = [case for case in found if case.drill == drills]
    cards = {case.card for case in wanted}
    told = (_of_card(card, [case for case in wanted if case.card == card], drills) for card in cards)
    return tuple(sorted(told, key=lambda one: (-one.events, one.card)))


def _of_card(card: str, found: Sequence[CaseFigures], drill: bool) -> CardStatistics:
    asked = [case for case in found if case.review_due is not None]
    return CardStatistics(
        card=card,
        drill=drill,
        events=len(found),
        going=sum(case.ended_s is None for case in found),
        down=_spread((case.down_s, case.back_target_s) for case in found),
        said=_spread((case.first_said_s, case.said_target_s) for case in found),
        people=_spread((case.people, None) for case in found),
        complaints=_spread((case.complaints, None) for case in found),
        done=sum(case.done for case in found),
        late=sum(case.late for case in found),
        skipped=sum(case.skipped for case in found),
        open=sum(case.open for case in found),
        reviews_asked=len(asked),
        reviews_signed=sum(case.reviewed for case in asked),
        reviews_late=sum(case.reviewed and case.review_late_min is not None for case in asked),
    )


def _spread(pairs: Iterable[tuple[int | None, int | None]]) -> Spread:
    known = [(value, target) for value, target in pairs if value is not None]
    values = [value for value, _ in known]
    held = [(value, target) for value, target in known if target is not None]
    return Spread(
        known=len(values),
        total=sum(values),
        most=max(values, default=0),
        in_time=sum(value <= target for value, target in held),
        targets=len(held),
    )


def _rows(told: object) -> list[Mapping[str, Any]]:
    return [row for row in told if isinstance(row, Mapping)] if isinstance(told, list | tuple) else []


def _case(row: Mapping[str, Any], drill: bool) -> CaseFigures | None:
    run, card, t0 = row.get("run"), row.get("card"), _moment(row.get("t0"))
    if not isinstance(run, str) or not isinstance(card, str) or t0 is None:
        return None
    numbers: dict[str, Any] = {name: n for name in _NUMBERS if type(n := row.get(name)) is int and n >= 0}
    reviewed = drill and row.get("reviewed") is True
    return CaseFigures(
        run, card, drill, t0, review_due=_moment(row.get("review_due")), reviewed=reviewed, **numbers
    )


def _reviewed(case: CaseFigures, row: Mapping[str, Any] | None) -> CaseFigures:
    """With what its form says: figures as they turned out take the place of those of the first hour."""
    if row is None or case.drill:
        return case
    later: dict[str, Any] = {
        name: n for name in ("people", "complaints") if type(n := row.get(name)) is int and n >= 0
    }
    late, cause = row.get("late_min"), row.get("cause")
    return replace(
        case,
        reviewed=True,
        review_late_min=late if type(late) is int else None,
        cause=cause if isinstance(cause, str) else None,
        **later,
    )


def _moment(told: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
