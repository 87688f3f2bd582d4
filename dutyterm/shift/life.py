"""The family of the shift's own life: opened, doors opened, clock, program starts, recovery, seal code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import Field

from dutyterm.i18n import Text
from dutyterm.model.moment import Day, Moment
from dutyterm.model.premises import Premises
from dutyterm.model.record import Event, Fact, Record
from dutyterm.model.refusal import Refusal
from dutyterm.shift.shift import Blocker, Scene, Shift
from dutyterm.shift.words import NAME_LIMIT, stored
from dutyterm.values import dataclass

if TYPE_CHECKING:
    from dutyterm.manual.schema import Block

KEY = "life"

CARRY_VERSION = 1

CodeCheck = Literal["matched", "mismatch", "lost", "first", "forgotten", "skipped", "seam"]
"""How the seal code on paper compared with the shift before (N5). first: there is no shift before.
forgotten: the program sealed the shift before, so there is no slip. skipped: opened in an emergency.
seam: opened at once when the shift before was submitted, so nothing can have come between (design 6)."""


class ShiftOpened(Fact):
    """A shift began: whose hall, which business day (S11), with which manual, and what was carried in."""

    KIND = "shift.opened"

    journal: str
    """The journal's own id; references to its records are `<journal>#<record id>`."""
    sort: Literal["regular", "outside"] = "regular"
    """outside: opened for something real while no shift was open (N31)."""
    day: Day
    """Business day 营业日: set now, holds past midnight."""
    code: str
    """Shift code, e.g. `A`."""
    opens: Moment | None = None
    """T of this day, None on a closed day."""
    closes: Moment | None = None
    """C of this day."""
    premises: Premises
    manual_version: str
    manual_hash: str
    previous: str | None = None
    """Seal hash of the shift whose carry-over was taken."""
    giver: str | None = None
    """Person id of who handed over the shift before: who submitted it, or was responsible at its end."""
    code_check: CodeCheck = "first"
    code_reason: str | None = None
    """Why, when the code did not match or the slip was lost."""
    carried: dict[str, Any] = Field(default_factory=dict)
    """`carry` of the shift before; checked by verify."""


class DoorsOpened(Fact):
    """The doors were opened for customers (OPN-34)."""

    KIND = "shift.doors_opened"

    opened_at: Moment
    limited: tuple[str, ...] = ()
    """Services that were limited at that moment."""
    defects: tuple[str, ...] = ()
    """Blocking lines that were overridden: 带缺陷开门."""
    late_reason: str | None = None


class DoorsClosed(Fact):
    """The last customer has left and the doors are closed for today (CLS-02)."""

    KIND = "shift.doors_closed"

    closed_at: Moment


class ProgramStarted(Fact):
    """The program began to write to this shift (again)."""

    KIND = "program.started"

    version: str
    boot: str
    """Changes with every start of the computer."""
    dark_ms: int | None = None
    """Time since the last record before this start, ms."""


class JournalRecovered(Fact):
    """A torn end was found at start: what was interrupted was not saved (the user was told)."""

    KIND = "journal.recovered"

    length: int
    """Bytes of the interrupted write."""
    last_record: int | None = None
    last_at: Moment | None = None


class ClockMoved(Fact):
    """The PC's clock stepped back; order is the record number (N7)."""

    KIND = "clock.moved"

    back_ms: int


class ClockSet(Fact):
    """The time was asked because the PC's clock could not be right; recorded times carry the offset."""

    KIND = "clock.set"

    offset_ms: int
    """Added to the PC's clock."""
    confirmed: bool = False
    """True: the person said that the PC's clock is right."""


FACTS: tuple[type[Fact], ...] = (
    ShiftOpened,
    DoorsOpened,
    DoorsClosed,
    ProgramStarted,
    JournalRecovered,
    ClockMoved,
    ClockSet,
)


@dataclass(frozen=True)
class Life:
    """The state of the shift itself."""

    opened: ShiftOpened | None = None
    opened_at: datetime | None = None
    opened_by: str | None = None
    doors: DoorsOpened | None = None
    closed: DoorsClosed | None = None
    """Set once the doors were closed for the day."""
    doors_taken_over: bool = False
    """The doors were opened by an earlier shift of the same business day."""
    starts: tuple[tuple[int, datetime, int | None], ...] = ()
    """Record id, time and dark time (ms) of every program start."""
    clock_offset_ms: int = 0
    clock_moves: tuple[tuple[int, int], ...] = ()
    """Record id and ms of every step back."""


EMPTY = Life()


def of(shift: Shift) -> Life:
    """This family's part of the shift."""
    return cast(Life, shift.parts[KEY])


def apply(part: Life, record: Record) -> Life:
    """The part after this record."""
    match record.fact:
        case ShiftOpened() as fact:
            # a shift is opened once; a second such record (forged or doubled) changes nothing
            if part.opened is not None:
                return part
            doors = _doors_taken_over(fact)
            return replace(
                part,
                opened=fact,
                opened_at=record.at,
                opened_by=record.by,
                doors=doors,
                doors_taken_over=doors is not None,
            )
        case DoorsOpened() as fact:
            # opened for the first time after they were closed: that was the wrong list, and the day goes on;
            # said again, it is a corrected time, which opens nothing
            closed = None if part.doors is None else part.closed
            return replace(part, doors=fact, doors_taken_over=False, closed=closed)
        case DoorsClosed() as fact:
            return replace(part, closed=fact)
        case ProgramStarted() as fact:
            return replace(part, starts=(*part.starts, (record.id, record.at, fact.dark_ms)))
        case ClockMoved() as fact:
            return replace(part, clock_moves=(*part.clock_moves, (record.id, fact.back_ms)))
        case ClockSet() as fact:
            return replace(part, clock_offset_ms=fact.offset_ms)
        case _:
            return part


def blocks(scene: Scene, what: Block) -> tuple[Blocker, ...]:
    """The shift's own life hinders nothing."""
    del scene, what
    return ()


def carry(shift: Shift) -> Mapping[str, object] | None:
    """Open doors stay open for the next shift of the same business day (WF-14)."""
    life = of(shift)
    if life.opened is None or life.doors is None or life.closed is not None:
        return None
    return {"v": CARRY_VERSION, "day": life.opened.day.isoformat(), "doors": life.doors.body()}


def _doors_taken_over(opened: ShiftOpened) -> DoorsOpened | None:
    """The doors as an earlier shift of this day left them open; None on another day."""
    carried = opened.carried.get(KEY)
    if not isinstance(carried, Mapping) or carried.get("v") != CARRY_VERSION:
        return None
    if carried.get("day") != opened.day.isoformat() or not isinstance(carried.get("doors"), Mapping):
        return None
    try:
        return DoorsOpened.model_validate(dict(carried["doors"]), strict=False)
    except ValueError:
        return None


def summary(scene: Scene) -> Mapping[str, object]:
    """Day, code, sort, when the doors opened and with what, when they closed."""
    life = of(scene.shift)
    if life.opened is None:
        return {}
    found: dict[str, object] = {
        "day": life.opened.day.isoformat(),
        "code": life.opened.code,
        "sort": life.opened.sort,
    }
    if life.opened.opens is not None:
        found["opens"] = life.opened.model_dump(mode="json")["opens"]
    if life.doors is not None and not life.doors_taken_over:
        found["doors"] = life.doors.body()
    if life.closed is not None:
        found["closed"] = life.closed.body()
    found["starts"] = len(life.starts)
    found["clock_moves"] = len(life.clock_moves)
    return found


# --- rules ---------------------------------------------------------------------------------------

FORGOTTEN_AFTER = timedelta(hours=6)
"""A shift still open so long after closing time (or, on a closed day, 12 h more) was forgotten (S8; D)."""

FORGOTTEN_FIGURE = "forgotten_after_min"
"""Figure of the hall, in minutes, that takes the place of `FORGOTTEN_AFTER`."""

CLOCK_GAP = timedelta(hours=36)
"""Further after the last record than this, or before it, the time is asked once (design 4)."""


def opened(scene: Scene) -> ShiftOpened | Refusal:
    """The opening record, or the refusal that no shift is open."""
    life = of(scene.shift)
    if life.opened is None:
        return Refusal(
            "no_shift",
            Text(
                "现在没有打开的班。先在今日页按 Enter 开班。",
                "No shift is open. Open one on the Today page with Enter.",
            ),
        )
    return life.opened


def open_shift(scene: Scene, wish: ShiftOpened) -> list[Event] | Refusal:
    """Opens a shift; the carried part must be that of the shift before."""
    if of(scene.shift).opened is not None:
        return Refusal(
            "already_open",
            Text(
                "已有一个班开着。先封存它,再开新班。",
                "A shift is already open. Seal it before opening another.",
            ),
        )
    previous = scene.past.previous
    if previous is not None and wish.previous != previous.seal:
        return Refusal(
            "wrong_previous",
            Text(
                "接续的不是最近一班,请重新打开程序。",
                "This does not follow the latest shift; start the program again.",
            ),
        )
    if _plain(wish.carried) != _plain(previous.carried if previous is not None else {}):
        return Refusal(
            "wrong_carry",
            Text(
                "接过来的未结事项和上一班留下的不一样,请重新打开程序。",
                "What is carried in is not what the shift before left; start the program again.",
            ),
        )
    if wish.code_check in ("mismatch", "lost") and not (wish.code_reason or "").strip():
        return Refusal(
            "reason_needed",
            Text(
                "封存码不符或交接单遗失,要选一个原因。",
                "The seal code does not match or the slip is lost: choose a reason.",
            ),
        )
    if wish.sort == "regular" and scene.who is None:
        return Refusal(
            "sign_in", Text("先登录再开班。应急用 F9。", "Sign in before opening a shift. F9 works without.")
        )
    if wish.code_reason is not None:
        words = stored(wish.code_reason, NAME_LIMIT, empty_ok=True)
        if isinstance(words, Refusal):
            return words
        wish = wish.model_copy(update={"code_reason": words or None})
    return [Event(wish, scene.by)]


def _plain(carried: Mapping[str, object]) -> object:
    """A carry as JSON has it: frozen mappings and tuples of the journal compare as what was written."""
    return json.loads(json.dumps(carried, default=dict))


def forgotten_after(premises: Premises) -> timedelta:
    """How long after closing time a shift of this hall counts as forgotten (S8)."""
    minutes = premises.figure(FORGOTTEN_FIGURE)
    return FORGOTTEN_AFTER if minutes is None else timedelta(minutes=minutes)


def is_forgotten(shift: Shift, now: datetime) -> bool:
    """Was this open shift left over from an earlier business day (S8)?"""
    life = of(shift)
    if life.opened is None or life.opened_at is None:
        return False
    after = forgotten_after(life.opened.premises)
    if life.opened.sort == "outside" or life.opened.closes is None:
        return now - life.opened_at > after + timedelta(hours=12)
    # a shift that was opened after closing time has its hours too
    return now - max(life.opened.closes, life.opened_at) > after


ClockDoubt = Literal["back", "far"]


def clock_doubt(last: datetime | None, now: datetime) -> ClockDoubt | None:
    """Can the clock be right after this last record? back: before it; far: more than 36 h after it."""
    if last is None:
        return None
    if now < last:
        return "back"
    if now - last > CLOCK_GAP:
        return "far"
    return None
