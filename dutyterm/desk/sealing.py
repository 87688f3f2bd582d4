"""Sealing a shift: the earlier half of the seam between two files (design 6)."""

from __future__ import annotations

from datetime import date, datetime

from dutyterm.desk import people
from dutyterm.desk.ledger import Ledger
from dutyterm.desk.outcome import Done, NotSaved
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.i18n import Text
from dutyterm.journal.errors import JournalError, JournalSealed
from dutyterm.journal.seal import Seal, SealBody, seal_code
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.review.past import past_of
from dutyterm.review.shelf import newest
from dutyterm.review.summaries import SUMMARY_VERSION
from dutyterm.shift import life, periodic
from dutyterm.shift.families import FAMILIES
from dutyterm.shift.lists import state as lists_state
from dutyterm.shift.seal import before_seal
from dutyterm.shift.shift import carry, empty
from dutyterm.shift.shift import summary as figures_of
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Sealed:
    """A shift that nobody can change any more."""

    code: str
    """Seal code for the slip, 5-5-5 digits."""
    records: int
    file: str
    seal: str
    """Hash of the seal line."""
    signed: bool


async def seal(session: Session, pin: str) -> Sealed | Refusal | NotSaved:
    """Closes the open shift for ever; the PIN is the confirmation (law 5 of screens).

    Nothing is opened then: the next shift begins with the code from paper. `handover.submit` is the way on
    which a later shift of the day follows at once.
    """

    async def work() -> Sealed | Refusal | NotSaved:
        refused = session.may(Act.SEAL)
        if refused is not None or session.who is None:
            return refused or Refusal("sign_in", Text("请先登录。", "Sign in first."))
        if session.read_only is not None:
            return Refusal("read_only", session.read_only)
        if not session.has_open_shift:
            return Refusal("no_shift", Text("没有开着的班。", "No shift is open."))
        wrong = await people.signs(session, session.who.id, pin)
        if wrong is not None:
            return wrong
        return await close_shift(session, closed_by=session.who.id, flags=())

    return await session.queued(work)


async def close_shift(
    session: Session,
    *,
    closed_by: str | None,
    flags: tuple[str, ...],
    submitted: tuple[Event, ...] = (),
    successor: tuple[str, date] | None = None,
) -> Sealed | Refusal | NotSaved:
    """Writes what the next shift must take over, then the seal. Call it while holding the queue.

    `successor`, code and day, stands in the seal: a kill behind the seal does not lose that this shift is to
    be opened at once.
    """
    if life.of(session.shift).opened is not None:
        left = [*before_seal(session.scene(), by_program=closed_by is None), *submitted]
        if left:
            written = await session.do(lambda _: left)
            if not isinstance(written, Done):
                return written
    else:
        flags = (*flags, "empty")
    ledger, now = session.shift_ledger, session.clock.now()
    if ledger is None:
        return Refusal("no_shift", Text("没有开着的班。", "No shift is open."))
    summary = _summary(session, now, successor)
    body = SealBody(closed_at=now, closed_by=closed_by, summary=summary, flags=flags)
    sign = session.device.sign if session.device is not None else None
    try:
        made = await session.in_writer(lambda: ledger.journal.seal(body, sign))
    except JournalError as error:
        text = await session.text_of_failure(error)
        found = await session.in_writer(lambda: _sealed_after_all(ledger))
        if found is None:
            return session.failed(text)
        made = found
    name = ledger.path.name
    if session.disk.exists(session.layout.vault):
        from dutyterm.desk.vault import tidy_now

        await tidy_now(session)
    await after_seal(session)
    return Sealed(made.code, made.count, name, made.hash, made.signed)


async def after_seal(session: Session) -> None:
    """No shift is open any more; the sealed one becomes the past."""
    session.shift = empty(FAMILIES)
    session.records = ()
    session.shift_ledger = None
    session.not_saved = None
    session.manual = session.active_manual or session.manual
    session.past = await session.in_writer(lambda: past_of(newest(session.disk, session.layout.shifts)))
    session.drafts.drop_all("")
    session.publish()


def _sealed_after_all(ledger: Ledger) -> Seal | None:
    """After a failed seal: the file may hold it all the same."""
    ledger.usable = False
    ledger.close()
    try:
        ledger.reopen(None)
    except JournalSealed as error:
        reading = error.reading
        if reading.seal_hash is not None:
            return Seal(
                reading.seal_hash,
                seal_code(reading.seal_hash),
                len(reading.documents),
                reading.signature is not None,
            )
    except JournalError:
        return None
    return None


def _summary(session: Session, now: datetime, successor: tuple[str, date] | None) -> dict[str, object]:
    opened = life.of(session.shift).opened
    scene = session.scene(now)
    walked = {
        g.by: run.manual_hash
        for run in lists_state.of(session.shift).runs.values()
        for g in run.given.values()
        if g.by is not None
    }
    return {
        "v": SUMMARY_VERSION,
        "day": opened.day.isoformat() if opened is not None else "",
        "code": opened.code if opened is not None else "",
        "sort": opened.sort if opened is not None else "",
        "figures": figures_of(scene),
        "carry": carry(session.shift),
        "walked": walked,
        "periodic": {item: day.isoformat() for item, day in periodic.last_done(scene).items()},
        "not_understood": len(session.shift.not_understood),
        **({"successor": {"code": successor[0], "day": successor[1].isoformat()}} if successor else {}),
    }
