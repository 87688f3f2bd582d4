"""What a difference asks for: its step of the ladder, and repetition within a month (domain e.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from dutyterm.manual.cash import CashRules, Repeat, Rung
from dutyterm.shift import life
from dutyterm.shift.cash.state import CASH, Span, of
from dutyterm.shift.past import PastDifference
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Asked:
    """What this difference asks for."""

    rung: Rung
    """Its step; the highest one when it repeats."""
    repeats: tuple[Repeat, ...]
    """The rules of repetition that it meets."""
    footage_until: date | None
    """Before this day the camera's record must be exported."""
    footage_warn: date | None
    """From this day on it is reminded of."""


def asked(scene: Scene, rules: CashRules, span: Span, fen: int, cause: str | None) -> Asked:
    """For a difference of this size with this cause."""
    repeats = tuple(r for r in rules.repeats if fen and _meets(scene, rules, r, span, fen, cause))
    rung = rules.ladder[-1] if repeats else rules.rung(fen)
    day = _today(scene)
    if not rung.footage:
        return Asked(rung, repeats, None, None)
    figures = rules.figures
    return Asked(
        rung,
        repeats,
        day + timedelta(days=figures.footage_days),
        day + timedelta(days=figures.footage_warn_day),
    )


def recount_to_make(
    scene: Scene, rules: CashRules, span: Span, tender: str, cause: str | None
) -> Literal["no", "own", "other"]:
    """Which recount the difference, as it stands now, still asks for (e.3 step 8).

    One recount is made. When it finds so much more that the next step of the ladder wants somebody else, and
    the holder of the till has made it, somebody else counts after all.
    """
    fen, locked = span.variance(tender), span.locked
    if tender != CASH or not fen or locked is None or locked.purpose != "closing":
        return "no"
    again = asked(scene, rules, span, fen, cause).rung.recount
    if span.recount is None:
        return again
    return "other" if again == "other" and span.recount.person == span.person else "no"


def unexplained(rules: CashRules) -> str | None:
    """The cause for which the ladder asks most: none was found."""
    return next((cause.id for cause in rules.causes if cause.unexplained), None)


def _meets(scene: Scene, rules: CashRules, repeat: Repeat, span: Span, fen: int, cause: str | None) -> bool:
    if (fen > 0) != (repeat.sort == "over"):
        return False
    not_found = {c.id for c in rules.causes if c.unexplained}
    if repeat.unexplained and cause not in not_found:
        return False
    today = _today(scene)
    since = today - timedelta(days=repeat.within_days - 1)
    fitting = [
        one
        for one in (*_earlier_today(scene, today), *scene.past.differences)
        if since <= one.day <= today
        and (one.fen > 0) == (repeat.sort == "over")
        and (not repeat.unexplained or one.cause in not_found)
    ]
    if repeat.per == "person":
        return sum(one.person == span.person for one in fitting) + 1 >= repeat.count
    return len({one.day for one in fitting} | {today}) >= repeat.count


def _earlier_today(scene: Scene, today: date) -> Iterator[PastDifference]:
    """Differences decided in this shift."""
    for till in of(scene.shift).tills.values():
        for span in till.spans:
            for done in span.decided.values():
                if done.fen:
                    yield PastDifference(today, span.person, till.id, done.tender, done.fen, done.cause or "")


def _today(scene: Scene) -> date:
    opened = life.of(scene.shift).opened
    return opened.day if opened is not None else scene.now.date()
