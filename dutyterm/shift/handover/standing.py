"""Where a handover stands: who may work, what is early, what is overdue (S6, S8)."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyterm.i18n import Text
from dutyterm.model.people import Person, Role
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.handover.family import Handover, Stage, of
from dutyterm.shift.lists import reasons
from dutyterm.shift.shift import Scene, Shift
from dutyterm.shift.words import NAME_LIMIT, stored

MANAGERS = frozenset({Role.DUTY_MANAGER, Role.HALL_MANAGER})
"""Who may be responsible for a shift; a hall manager stands in."""

WINDOW = timedelta(minutes=60)
"""A shift is submitted without a reason so long before its planned end, and any time after it (S8; D)."""

WINDOW_FIGURE = "handover_window_min"
"""Figure of the hall, in minutes, that takes the place of `WINDOW`."""

TIMEOUT = timedelta(minutes=30)
"""A handover that nobody accepted so long after it was submitted is overdue (S8; D)."""

TIMEOUT_FIGURE = "handover_timeout_min"
"""Figure of the hall, in minutes, that takes the place of `TIMEOUT`."""


def gate(shift: Shift, who: Person | None) -> Refusal | None:
    """Why a manager who did not take over does no work yet; None for everybody else (S6).

    Who hands over stays responsible and may write; clerks write as before; the cards need no acceptance.
    """
    part = of(shift)
    if not part.waits or who is None or who.role not in MANAGERS or who.id == part.giver:
        return None
    if part.stage is Stage.REFUSED:
        words = Text(
            "接班有异议,等厅经理裁定(F7)。裁定前由交班人负责,您还不能办这一项。应急 F9 可用。",
            "The handover was refused and waits for the hall manager (F7). Until then the outgoing manager "
            "is responsible, and this is not for you yet. F9 works.",
        )
        return Refusal("not_accepted", words, {"stage": part.stage.value})
    words = Text(
        "还没有接班: 到 F7 交接逐条读完,再接班。接班前不能办这一项。应急 F9 可用。",
        "Not taken over yet: read everything on F7 Handover, then take over. Until then this is not for "
        "you. F9 works.",
    )
    return Refusal("not_accepted", words, {"stage": part.stage.value})


def overdue(scene: Scene) -> int | None:
    """Whole minutes for which a handover has waited longer than it should; None when none has (S8)."""
    part, opened_at = of(scene.shift), life.of(scene.shift).opened_at
    if not part.waits or opened_at is None:
        return None
    late = scene.now - opened_at - _figure(scene, TIMEOUT_FIGURE, TIMEOUT)
    return int(late.total_seconds() // 60) if late > timedelta() else None


def window_opens(scene: Scene, planned_end: datetime) -> datetime:
    """From when on a shift that ends then by plan is handed over without a reason (S8)."""
    return planned_end - _figure(scene, WINDOW_FIGURE, WINDOW)


def too_early(scene: Scene, planned_end: datetime | None) -> int | None:
    """Whole minutes until the window of the handover opens; None when it is open or nothing is planned."""
    if planned_end is None:
        return None
    wait = window_opens(scene, planned_end) - scene.now
    return int(wait.total_seconds() // 60) + 1 if wait > timedelta() else None


def _figure(scene: Scene, name: str, default: timedelta) -> timedelta:
    opened = life.of(scene.shift).opened
    minutes = opened.premises.figure(name) if opened is not None else None
    return default if minutes is None else timedelta(minutes=minutes)


def waiting(scene: Scene) -> Handover | Refusal:
    """The handover that waits for a taker or for a ruling, or that there is none."""
    part = of(scene.shift)
    if part.waits:
        return part
    return Refusal("nothing_waits", Text("现在没有待接的班。", "No handover waits to be taken over."))


def chosen(options: reasons.Options, word: str) -> str | Refusal:
    """A reason by its word, or in words of one's own."""
    return word if reasons.known(options, word) else stored(word, NAME_LIMIT)
