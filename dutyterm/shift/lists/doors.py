"""Rules of opening the doors: blocked, with limited services, late, with defects (OPN-34, N34)."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyterm.i18n import Text, joined, same
from dutyterm.model.moment import moment_text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.lists import facts, reasons
from dutyterm.shift.lists.closing import to_close_again
from dutyterm.shift.lists.exceptions import override_all
from dutyterm.shift.lists.rules import At, completed, locate, run_view
from dutyterm.shift.lists.state import of
from dutyterm.shift.lists.view import LineView, Mark
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Opening:
    """A wish to open the doors."""

    run: str
    item: str
    """The line that opens the doors."""
    opened_at: datetime
    late_reason: str = ""
    """One of `reasons.LATE_DOORS`, or words; needed when late."""
    manager: str = ""
    """Hall manager who takes the defects; needed when blocking lines are not in order."""
    medium: str = ""
    reason: str = ""


def door_line(scene: Scene, run: str) -> str | None:
    """The id of the line of this run's list that opens the doors."""
    known = of(scene.shift).runs.get(run)
    checklist = scene.manual.list(known.list) if known is not None else None
    if checklist is None:
        return None
    return next((line.id for line in checklist.lines if line.opens_doors), None)


def late_by(at: At, opened_at: datetime) -> int | None:
    """Minutes by which the doors opened late, when that needs a reason; None otherwise."""
    spec = next((f for f in at.line.line.fields if f.late_reason_after is not None), None)
    if spec is None or spec.late_reason_after is None or at.line.due is None:
        return None
    late = opened_at - at.line.due
    return int(late.total_seconds() // 60) if late > timedelta(minutes=spec.late_reason_after) else None


def open_doors(scene: Scene, wish: Opening) -> list[Event] | Refusal:
    """Opens the doors. With blocking lines not in order this takes a hall manager: 带缺陷开门."""
    at = locate(scene, wish.run, wish.item)
    if isinstance(at, Refusal):
        return at
    if not at.line.line.opens_doors:
        return Refusal("not_the_doors", Text("这一行不是开门。", "This line does not open the doors."))
    if life.of(scene.shift).doors is not None:
        return Refusal(
            "already_open",
            Text(
                "门已经开了;时间不对可在这一行更正。",
                "The doors are open; a wrong time can be changed in the line.",
            ),
        )
    if wish.opened_at > scene.now:
        return Refusal(
            "future", Text("开门时间不能晚于现在。", "The doors cannot have opened later than now.")
        )
    blocking = at.view.blocking("doors")
    if blocking and not wish.manager:
        return blocked(blocking)
    late = late_by(at, wish.opened_at)
    late_reason = None
    if late is not None:
        words = _late_reason(wish.late_reason, late)
        if isinstance(words, Refusal):
            return words
        late_reason = words
    overrides: list[Event] = []
    if blocking:
        decided = override_all(
            scene, wish.run, [v.line.id for v in blocking], wish.manager, wish.medium, wish.reason
        )
        if isinstance(decided, Refusal):
            return decided
        overrides = decided
    time_field = next((s for s in at.line.slots if s.spec.kind == "time"), None)
    if time_field is None:
        return Refusal("not_the_doors", Text("这一行没有时间一栏。", "This line has no time field."))
    # lines overridden one by one earlier are defects too
    overridden = [v.line.id for v in at.view.lines if v.line.block == "doors" and v.mark is Mark.OVERRIDDEN]
    defects = [*overridden, *(v.line.id for v in blocking)]
    slot = time_field.slot
    # what an override frees is no longer limited either
    after = run_view(scene.after(overrides), wish.run)
    events = [
        *overrides,
        Event(
            facts.ItemAnswered(
                run=wish.run,
                item=slot.item,
                part=slot.part,
                field=slot.field,
                value=moment_text(wish.opened_at),
                norm="warn" if defects or late_reason is not None else "ok",
            ),
            scene.by,
        ),
        Event(
            life.DoorsOpened(
                opened_at=wish.opened_at,
                limited=at.view.limited if isinstance(after, Refusal) else after.limited,
                defects=tuple(defects),
                late_reason=late_reason,
            ),
            scene.by,
        ),
        *to_close_again(scene),
    ]
    return completed(scene, wish.run, events)


def blocked(blocking: tuple[LineView, ...]) -> Refusal:
    """The refusal that names every line that hinders opening."""
    names = joined(same(", "), [same(view.line.id) for view in blocking])
    return Refusal(
        "doors_blocked",
        Text(
            "还不能开门: {lines}。先办完;或由厅经理带缺陷开门(按 * 再按 3)。",
            "Not yet: {lines}. Finish them, or the hall manager opens with defects (* then 3).",
        ).fill(lines=names),
        {"lines": tuple(view.line.id for view in blocking)},
    )


def _late_reason(word: str, late: int) -> str | Refusal:
    if reasons.known(reasons.LATE_DOORS, word):
        return word
    if not word.strip():
        return Refusal(
            "late_reason",
            Text("开门迟了 {n} 分,选一个原因。", "The doors opened {n} min late: choose a reason.").fill(
                n=late
            ),
            {"minutes": late},
        )
    return stored(word, NAME_LIMIT)
