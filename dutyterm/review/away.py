"""While you were away: what happened since a person's last shift, by kind, open ones first (N18)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dutyterm.i18n import Text
from dutyterm.review.shelf import Shelved
from dutyterm.shift import open_items, promises
from dutyterm.shift.open_items import Item
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

LOOK_BACK = 30
"""How many sealed shifts are looked at: about two weeks. Who was away longer is told so."""


@dataclass(frozen=True)
class ShiftMissed:
    """One sealed shift in which the person was not responsible."""

    file: str
    day: date | None
    code: str
    responsible: str | None
    """Person id."""
    by_program: bool
    """The program sealed it (S8)."""


@dataclass(frozen=True)
class Count:
    """How often something happened."""

    kind: str
    """Stable word: an entry category id, or `late_doors`, `defects`, `overridden`, `refused`, ..."""
    n: int
    files: tuple[str, ...]
    """The shifts in which it happened, newest first."""


@dataclass(frozen=True)
class Away:
    """What somebody missed."""

    since: datetime | None
    """When the person's last shift was sealed; None when none of the shifts looked at was hers."""
    shifts: tuple[ShiftMissed, ...]
    """Newest first."""
    more: bool
    """There are older ones that were not looked at."""
    open: tuple[Item, ...]
    """Open items that were opened since then, promises due today and overdue ones first."""
    counts: tuple[Count, ...]
    """By kind, most frequent first."""

    @property
    def anything(self) -> bool:
        """Is there something to tell?"""
        return bool(self.shifts or self.open)


NAMES: Mapping[str, Text] = {
    "urgent": Text("紧急记事", "urgent notes"),
    "late_doors": Text("迟开门", "late openings"),
    "defects": Text("带缺陷开门", "openings with defects"),
    "overridden": Text("越权", "overrides"),
    "corrected": Text("更正", "corrections"),
    "kept": Text("兑现承诺", "promises kept"),
    "broken": Text("未兑现承诺", "promises not kept"),
    "closed": Text("办结", "items settled"),
    "refused": Text("交接异议", "refused handovers"),
    "reserved": Text("带保留接班", "handovers with reservations"),
    "no_witness": Text("无证人接班", "handovers without a witness"),
    "forgotten": Text("无人封存", "shifts nobody sealed"),
}
"""What the kinds are called that are no category of the log."""


def while_away(shelf: Sequence[Shelved], scene: Scene, person: str) -> Away:
    """What that person missed; `shelf` is the newest sealed shifts, newest first (`shelf.newest`).

    It ends at the newest shift for which the person was responsible. Only seal lines are read.
    """
    sealed = [s for s in shelf if s.seal is not None and "empty" not in s.flags]
    missed: list[Shelved] = []
    since: datetime | None = None
    for shelved in sealed[:LOOK_BACK]:
        if _part(shelved, "handover").get("responsible") == person:
            since = _closed_at(shelved)
            break
        missed.append(shelved)
    found = [
        item
        for item in open_items.of(scene.shift).open()
        if item.opened_by != person and (since is None or item.opened_at > since)
    ]
    due = {item.ref for item in promises.due_today(scene)}
    late = {item.ref for item in found if item.due is not None and item.due < scene.now}
    return Away(
        since=since,
        shifts=tuple(_missed(shelved) for shelved in missed),
        more=since is None and len(sealed) > LOOK_BACK,
        # sorted is stable, and open() is by due time already
        open=tuple(sorted(found, key=lambda item: (item.ref not in due, item.ref not in late))),
        counts=_counts(missed),
    )


def _missed(shelved: Shelved) -> ShiftMissed:
    responsible = _part(shelved, "handover").get("responsible")
    return ShiftMissed(
        file=shelved.path.name,
        day=_day(shelved.summary.get("day")),
        code=str(shelved.summary.get("code", "")),
        responsible=responsible if isinstance(responsible, str) else None,
        by_program="forgotten" in shelved.flags,
    )


def _counts(missed: Iterable[Shelved]) -> tuple[Count, ...]:
    found: dict[str, dict[str, int]] = {}
    for shelved in missed:
        for kind, n in _happened(shelved):
            if n > 0:
                found.setdefault(kind, {})[shelved.path.name] = n
    counts = [Count(kind, sum(files.values()), tuple(files)) for kind, files in found.items()]
    return tuple(sorted(counts, key=lambda count: (-count.n, count.kind)))


def _happened(shelved: Shelved) -> Iterable[tuple[str, int]]:
    log, items, part = (_part(shelved, key) for key in ("entries", "open_items", "handover"))
    categories = log.get("categories")
    for category, n in categories.items() if isinstance(categories, Mapping) else ():
        yield str(category), _number(n)
    yield "urgent", _number(log.get("urgent"))
    yield "corrected", _number(log.get("corrected"))
    for key in ("closed", "kept", "broken"):
        yield key, _number(items.get(key))
    yield "refused", _number(part.get("refused"))
    accepted = part.get("accepted")
    if isinstance(accepted, Mapping):
        yield "reserved", int(_number(accepted.get("reserved")) > 0)
        yield "no_witness", int(accepted.get("how") == "no_witness")
    doors = _part(shelved, "life").get("doors")
    if isinstance(doors, Mapping):
        yield "late_doors", int(bool(doors.get("late_reason")))
        yield "defects", int(bool(doors.get("defects")))
    for run in _part(shelved, "lists").values():
        marks = run.get("marks") if isinstance(run, Mapping) else None
        yield "overridden", _number(marks.get("overridden")) if isinstance(marks, Mapping) else 0
    yield "forgotten", int("forgotten" in shelved.flags)


def _part(shelved: Shelved, key: str) -> Mapping[str, Any]:
    figures = shelved.summary.get("figures")
    part = figures.get(key) if isinstance(figures, Mapping) else None
    return part if isinstance(part, Mapping) else {}


def _number(told: object) -> int:
    return told if type(told) is int and told > 0 else 0


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(str(told))
    except ValueError:
        return None


def _closed_at(shelved: Shelved) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(shelved.seal["closed_at"] if shelved.seal is not None else ""))
    except (KeyError, ValueError):
        return None
    return at if at.tzinfo is not None else None
