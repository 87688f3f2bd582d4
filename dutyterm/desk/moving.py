"""Moving the hall to this PC: the hall manager says so, and from now on this device writes for the hall."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from dutyterm.desk import people
from dutyterm.desk.files import hall_head, next_segment
from dutyterm.desk.ledger import Ledger
from dutyterm.desk.outcome import Done, NotSaved, Outcome
from dutyterm.desk.session import Session
from dutyterm.hall import rules, signing
from dutyterm.hall.permissions import Act
from dutyterm.hall.state import HallState
from dutyterm.i18n import Text
from dutyterm.journal.errors import JournalError
from dutyterm.journal.head import Head
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.reserve import Reserve
from dutyterm.journal.seal import SealBody
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.review.shelf import Shelved, newest


class LeftOpen(NamedTuple):
    """A shift that the other PC has not sealed."""

    name: str
    """File name."""
    device: str


async def left_open(session: Session) -> LeftOpen | None:
    """The newest shift of the PC that writes now, when it is not sealed: what it carries stays there."""
    try:
        shelf = await session.in_writer(lambda: newest(session.disk, session.layout.shifts))
    except OSError:
        return None
    last: Shelved | None = next((s for s in shelf if s.head.device == session.hall.device), None)
    return LeftOpen(last.path.name, last.head.device) if last is not None and last.seal is None else None


async def move_here(session: Session, pin: str) -> Outcome:
    """This PC writes for the hall from now on; the PIN of the hall manager who is signed in confirms it.

    The hall journal goes on in a new segment of this device, which every PC that sees it takes for the word
    that it must not write any more.
    """

    async def work() -> Outcome:
        refused = session.may(Act.MOVE_DEVICE)
        if refused is not None or session.who is None:
            return refused or Refusal("sign_in", Text("请先登录。", "Sign in first."))
        if not session.elsewhere or session.device is None:
            return Refusal("no_change", Text("本机已在为本厅记录。", "This PC writes for the hall already."))
        verdict = await people.verified(session, session.who.id, pin)
        if not isinstance(verdict, signing.Verdict):
            return verdict
        return await take_over(session, session.who.id)

    return await session.queued(work)


async def take_over(session: Session, by: str, first: Sequence[Event] = ()) -> Outcome:
    """This device writes from now on; `first` is recorded with it. Call it while holding the queue."""
    device, profile = session.device, session.hall.profile
    if device is None or profile is None:
        return Refusal("no_hall", Text("还没有建营业厅。", "The hall has not been set up."))
    head = hall_head(profile.id, device, session.clock, None)
    try:
        last = await session.in_writer(lambda: _last_begun(session))
        if last is not None and head.at <= last:
            return _behind(last)
        before, ledger = await session.in_writer(lambda: _begun(session, head))
    except (JournalError, OSError) as error:
        return NotSaved(error.text if isinstance(error, JournalError) else _os_text(error))
    why, session.read_only, session.hall_ledger = session.read_only, None, ledger

    def rule(state: HallState) -> list[Event] | Refusal:
        moved = rules.move_here(state, by, device.id, device.public_key)
        return moved if isinstance(moved, Refusal) else [*first, *moved]

    written = await session.do_hall(rule)
    if not isinstance(written, Done):
        session.read_only, session.hall_ledger = why, before
        ledger.close()
        session.publish()
        return written
    if before is not None:
        before.close()
    session.elsewhere = False
    session.find_drafts()
    session.reserve = Reserve(session.layout.root, session.disk)
    await session.in_writer(session.reserve.restore)
    session.publish()
    return written


def _begun(session: Session, head: Head) -> tuple[Ledger | None, Ledger]:
    """The segment of this device that was open, and a new one, which is read after all the others."""
    before = session.hall_ledger
    seal = None
    if before is not None and session.device is not None:
        body = SealBody(closed_at=head.at, closed_by=None)
        with suppress(JournalError):  # unsealed it is read all the same
            seal = before.journal.seal(body, session.device.sign).hash
    return before, next_segment(session.layout, session.disk, replace(head, prev_device=seal))


def _last_begun(session: Session) -> datetime | None:
    """When the newest segment of the hall journal was begun, on whatever PC."""
    layout, disk = session.layout, session.disk
    names = [n for n in disk.list(layout.hall) if n.endswith(".duty") and not n.startswith(".")]
    heads = [read_bytes(disk.read(layout.hall / n)).head for n in names]
    return max((h.at for h in heads if h is not None), default=None)


def _behind(last: datetime) -> Refusal:
    words = Text(
        "本机时间早于另一台电脑写下的时间({at})。先把时间校准。",
        "The clock of this PC is before what the other PC wrote ({at}). Set the clock first.",
    )
    return Refusal("clock_behind", words.fill(at=last.strftime("%Y-%m-%d %H:%M")))


def _os_text(error: OSError) -> Text:
    return Text("未写盘: {why}。", "NOT SAVED: {why}.").fill(why=error.strerror or str(error))
