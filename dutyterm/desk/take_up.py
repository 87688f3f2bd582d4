"""The shift that was open at the end, taken up: recovery, continuation, forgotten shift, clock."""

from __future__ import annotations

from pathlib import Path

from dutyterm import __version__
from dutyterm.desk.drafts import slot_key
from dutyterm.desk.forgotten import seal_if_forgotten
from dutyterm.desk.ledger import Ledger
from dutyterm.desk.outcome import Done
from dutyterm.desk.resume import finish_seam, tell, tell_clock
from dutyterm.desk.session import Session
from dutyterm.i18n import Text, joined, same
from dutyterm.journal.continuation import continue_after_damage
from dutyterm.journal.errors import JournalDamaged, JournalNewer, JournalSealed, JournalUnborn
from dutyterm.journal.head import Head
from dutyterm.journal.journal import Journal
from dutyterm.journal.reading import Reading
from dutyterm.journal.recovery import Recovery
from dutyterm.model.record import Event, Record
from dutyterm.shift import life
from dutyterm.shift.families import KINDS, fold_all


def open_chain(session: Session, chain: list[Path]) -> None:
    """Opens the last part and folds all of them. Raises JournalError."""
    earlier: list[Record] = []
    for path in chain[:-1]:
        earlier += _records(Journal.open(path, session.disk, read_only=True).reading)
    last = chain[-1]
    if session.read_only is not None:
        reading = Journal.open(last, session.disk, read_only=True).reading
        _fold(session, [*earlier, *_records(reading)])
        _use_its_manual(session)
        return
    try:
        journal = Journal.open(last, session.disk)
    except JournalDamaged as error:
        if error.reading.seal is not None:
            raise JournalSealed(last, error.reading) from error
        earlier += _records(error.reading)
        journal = continue_after_damage(last, _head_now(session, error.reading, last), session.disk)
        _tell_damage(session, error.reading, last, journal.path)
    except JournalUnborn:
        return
    except JournalNewer as error:
        session.read_only = error.text
        _fold(session, [*earlier, *_records(error.reading)])
        return
    ledger = Ledger(journal, KINDS, session.disk)
    session.shift_ledger = ledger
    _fold(session, [*earlier, *ledger.records()])
    if session.shift.not_understood and _newer(session):
        session.read_only = Text(
            "本班含有新版程序写的记录,请用新版程序继续;现在只读。",
            "This shift holds records of a newer program; continue with that one. Looking only.",
        )
    if journal.recovered is not None:
        _tell_cut(session, journal.recovered)
    _use_its_manual(session)


def _newer(session: Session) -> bool:
    """Is anything not understood because it is of a newer kind or version, rather than unreadable?"""
    unknown = set(session.shift.not_understood)
    return any(r.id in unknown and (r.kind not in KINDS or r.v > 1) for r in session.records)


def _records(reading: Reading) -> list[Record]:
    return [KINDS.read(id, document) for id, document in reading.documents.items()]


def _fold(session: Session, records: list[Record]) -> None:
    session.records = tuple(records)
    session.shift = fold_all(records)
    if not session.drafts.keys():
        return
    from dutyterm.shift.lists.state import of

    for run in of(session.shift).runs.values():
        for slot, given in run.given.items():
            session.drafts.saved(slot_key(run.id, slot), given.record)


def _use_its_manual(session: Session) -> None:
    """An open shift keeps the manual that it was opened with (L16)."""
    opened = life.of(session.shift).opened
    if opened is None or opened.manual_hash == session.manual_hash:
        return
    kept = session.manual_version(opened.manual_hash)
    if kept is not None:
        session.manual = kept
        return
    session.read_only = Text(
        "本班所用的手册版本 {hash} 不在,无法继续;现在只读。",
        "The manual of this shift ({hash}) is not here; looking only.",
    ).fill(hash=opened.manual_hash[:12])


def _head_now(session: Session, reading: Reading, path: Path) -> Head:
    device = session.device
    old = reading.head
    return Head(
        journal="shift",
        id=old.id if old is not None else path.stem,
        hall=old.hall
        if old is not None
        else (session.hall.profile.id if session.hall.profile else "unknown"),
        device=device.id if device is not None else "",
        at=session.clock.now(),
        program=__version__,
        boot=session.clock.boot(),
        key=device.public_key if device is not None else None,
    )


async def begin_again(session: Session) -> None:
    """Writes down that the program goes on here; seals a forgotten shift; doubts an impossible clock."""
    if session.read_only is not None:
        return
    last = session.shift.last
    now = session.clock.now()
    offset = life.of(session.shift).clock_offset_ms
    session.left_at = last.at if last is not None else None
    if offset:
        session.clock.set_offset(offset)
        session.clock_said = life.ClockSet(offset_ms=offset)
        now = session.clock.now()
    doubt = life.clock_doubt(last.at if last is not None else None, now)
    if doubt is not None:
        tell_clock(session, doubt, last.at if last is not None else now, now)
    elif last is None and await finish_seam(session):
        return
    elif await seal_if_forgotten(session):
        # one whose opening record is lost was no shift: its predecessor still wants a successor
        await finish_seam(session)
        return
    dark = int((now - last.at).total_seconds() * 1000) if last is not None and now > last.at else None
    events = [
        *_recovered(session),
        Event(life.ProgramStarted(version=__version__, boot=session.clock.boot(), dark_ms=dark), None),
    ]
    written = await session.put(events)
    if last is not None and isinstance(written, Done):
        _tell_last(session, last)


def _recovered(session: Session) -> list[Event]:
    ledger = session.shift_ledger
    recovery = ledger.journal.recovered if ledger is not None else None
    if recovery is None or recovery.kind == "completed":
        return []
    last = session.shift.last
    fact = life.JournalRecovered(
        length=recovery.length,
        last_record=last.id if last is not None else None,
        last_at=last.at if last is not None else None,
    )
    return [Event(fact, None)]


# --- telling -------------------------------------------------------------------------------------


def _tell_last(session: Session, last: Record) -> None:
    tell(
        session,
        "resumed",
        Text("接着上次: 已写盘到第 {n} 条({at})。", "Going on: record {n} ({at}) is the last on disk.").fill(
            n=last.id, at=last.at.strftime("%m-%d %H:%M:%S")
        ),
    )


def _tell_cut(session: Session, recovery: Recovery) -> None:
    last = session.shift.last
    detail = Text("中断处可读的文字: {text}", "Readable part of what was interrupted: {text}").fill(
        text=recovery.text or "-"
    )
    if recovery.kind == "completed":
        return
    tell(
        session,
        "cut",
        Text(
            "上次写盘中断: 第 {n} 条({at})之后的一笔没有记下,请核对后重记。",
            "A write was cut off: what followed record {n} ({at}) was not saved; check and record it again.",
        ).fill(n=last.id if last else 0, at=last.at.strftime("%m-%d %H:%M:%S") if last else "-"),
        detail,
    )


def _tell_damage(session: Session, reading: Reading, old: Path, new: Path) -> None:
    tell(
        session,
        "damaged",
        Text(
            "文件 {old} 有损坏: {ok}/{all} 行可验证。原件保留不动,本班接着记在 {new}。",
            "{old} is damaged: {ok} of {all} lines hold. It stays as it is; the shift goes on in {new}.",
        ).fill(old=old.name, new=new.name, ok=reading.verified, all=reading.total),
        joined(same("\n"), reading.damage_texts()),
    )
