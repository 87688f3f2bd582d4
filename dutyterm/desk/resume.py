"""What was left at the end: the past of the hall, and whether a shift is open still (see `take_up.py`)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dutyterm.desk.outcome import Done, Notice
from dutyterm.desk.session import Session
from dutyterm.i18n import Text, same
from dutyterm.journal.errors import JournalError, JournalSealed
from dutyterm.journal.journal import Journal
from dutyterm.review.past import past_of
from dutyterm.review.shelf import Shelved, day_of, headless, look, newest

if TYPE_CHECKING:
    from dutyterm.shift.life import ClockDoubt


async def resume_shift(session: Session) -> None:
    """Opens the shift that is still open on this device, if there is one, and says what happened to it."""
    try:
        shelf = await session.in_writer(lambda: newest(session.disk, session.layout.shifts))
    except OSError as error:
        session.read_only = _cannot_read(error)
        return
    own = [s for s in shelf if s.head.device == _device(session)]
    try:
        candidate = await session.in_writer(lambda: _candidate(session, shelf, own))
    except OSError as error:
        session.read_only = _cannot_read(error)
        return
    session.past = past_of([s for s in shelf if candidate is None or s.path not in candidate])
    if candidate is None:
        if own:
            await session.in_writer(lambda: _after_a_seal(session, own[0]))
            await finish_seam(session)
        return
    from dutyterm.desk.take_up import begin_again, open_chain  # with all that is known of shifts

    try:
        await session.in_writer(lambda: open_chain(session, candidate))
    except JournalSealed as error:
        # sealed, and damaged or cut only behind the seal: it is no open shift
        tell(session, "damaged", error.text)
        return
    except JournalError as error:
        session.read_only = error.text
        tell(session, "damaged", error.text)
        return
    if session.shift_ledger is None:
        return
    await begin_again(session)


def _device(session: Session) -> str:
    """Whose shifts these are: this device's, or in a copy only looked at, those of the one that writes."""
    return session.device.id if session.device is not None else session.hall.device or ""


def _cannot_read(error: OSError) -> Text:
    return Text("班次文件读不了({why})。", "The shift files cannot be read ({why}).").fill(
        why=error.strerror or str(error)
    )


def _candidate(session: Session, shelf: list[Shelved], own: list[Shelved]) -> list[Path] | None:
    """The parts of the newest shift of this device when it is not sealed, first part first."""
    continued = {s.head.continues.file for s in own if s.head.continues is not None}
    newest_day = day_of(own[0].path.name) if own else ""
    # a file whose first line is damaged is a shift all the same; it is never passed over in silence
    for path in headless(session.disk, session.layout.shifts, _device(session), shelf):
        if path.name not in continued and day_of(path.name) >= newest_day:
            return [path]
    if not own or own[0].seal is not None:
        return None
    parts = [own[0].path]
    before = own[0].head.continues
    while before is not None and session.disk.exists(earlier := parts[0].with_name(before.file)):
        parts.insert(0, earlier)
        found = look(session.disk, earlier)
        before = found.head.continues if found is not None else None
    return parts


def _after_a_seal(session: Session, last: Shelved) -> None:
    """No shift is open. A seal that a cut left unsigned is signed; an impossible clock is told."""
    if last.trailing:
        tell(
            session,
            "damaged",
            Text(
                "文件 {name} 在封存之后还有不明内容,原件保留不动。",
                "{name} holds something unknown behind its seal. It stays as it is.",
            ).fill(name=last.path.name),
        )
    elif not last.signed and "unsigned" not in last.flags and session.read_only is None:
        with suppress(JournalError, OSError):  # unsigned it stays what it is: sealed
            if session.device is not None:
                Journal.sign(last.path, session.disk, session.device.sign)
    now, closed = session.clock.now(), _closed_at(last)
    if closed is not None and now < closed:
        tell_clock(session, "back", closed, now)


def _closed_at(shelved: Shelved) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(shelved.seal["closed_at"] if shelved.seal is not None else ""))
    except (KeyError, ValueError):
        return None
    return at if at.tzinfo is not None else None


async def finish_seam(session: Session) -> bool:
    """Opens the shift that a submitted one names as its successor, when a kill came between."""
    previous = session.past.previous
    if previous is None or previous.successor is None or session.read_only is not None:
        return False
    from dutyterm.desk.shifts import finish_seam as finish
    from dutyterm.desk.shifts import unfinished  # no start pays for what few of them need

    closed = previous.closed_at
    if unfinished(session) is None or (closed is not None and session.clock.now() < closed):
        return False
    opened = await session.queued(lambda: finish(session))
    if isinstance(opened, Done):
        tell(
            session,
            "seam",
            Text(
                "{day} {before} 班已提交,{code} 班已接着打开,等接班。",
                "Shift {before} of {day} was submitted; shift {code} is open now and waits to be taken over.",
            ).fill(day=previous.day.isoformat(), before=previous.shift_code, code=previous.successor[1]),
        )
    return isinstance(opened, Done)


# --- telling -------------------------------------------------------------------------------------


def tell(session: Session, kind: str, text: Text, detail: Text | None = None) -> None:
    """Adds a notice for the start page."""
    session.notices = (*session.notices, Notice(kind, text, detail or same("")))


def tell_clock(session: Session, doubt: ClockDoubt, last: datetime, now: datetime) -> None:
    """Adds the notice that asks for the time."""
    what = (
        Text("早于最后一条记录", "is before the last record")
        if doubt == "back"
        else Text("比最后一条记录晚了 36 小时以上", "is more than 36 h after the last record")
    )
    tell(
        session,
        "clock",
        Text(
            "电脑时间 {now} {what}({last})。请核对时间。",
            "The PC's clock {now} {what} ({last}). Please check the time.",
        ).fill(now=now.strftime("%m-%d %H:%M"), what=what, last=last.strftime("%m-%d %H:%M")),
    )
