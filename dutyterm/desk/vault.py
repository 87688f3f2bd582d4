"""Full numbers of customers: kept before they are recorded, shown on record, erased by rule (N22)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import partial

from dutyterm.desk.outcome import Done, Notice, NotSaved, Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.facts import PersonalErased, PersonalShown
from dutyterm.hall.permissions import Act
from dutyterm.hall.vault import DAYS_FIGURE, DEFAULT_DAYS, Commitment, Erased, Sort, Vault
from dutyterm.i18n import Text
from dutyterm.journal.atomic import StoreDamaged
from dutyterm.journal.errors import why as reason_of
from dutyterm.model.record import Event, Fact
from dutyterm.model.refusal import Refusal


async def keep(session: Session, sort: Sort, text: str) -> Commitment | Refusal | NotSaved:
    """Puts a number into the vault; on return it is on the disk, and its commitment may be recorded.

    Asks nobody's name: in an emergency numbers are taken with nobody signed in. A damaged vault is set aside
    as it is and a new one begun, so that it never stops the work; a notice says so. Call it while holding
    the queue.
    """
    if session.read_only is not None:
        return Refusal("read_only", session.read_only)
    vault = session.the_vault()
    now, by = session.clock.now(), session.who.id if session.who is not None else None
    try:
        try:
            return await session.in_writer(lambda: vault.put(sort, text, by, now))
        except StoreDamaged as error:
            await _set_aside(session, vault, error)
            return await session.in_writer(lambda: vault.put(sort, text, by, now))
    except (OSError, StoreDamaged) as error:
        reason = error.text if isinstance(error, StoreDamaged) else reason_of(error)
        return session.failed(
            Text("未写盘: 号码存不进保密文件: {why}。", "NOT SAVED: the file of numbers: {why}.").fill(
                why=reason
            )
        )


async def reveal(
    session: Session, wanted: Mapping[str, str]
) -> Mapping[str, str | Erased] | Refusal | NotSaved:
    """Full numbers by id, for who may see them; that they were shown is recorded first.

    `wanted` has the commitment of each id. What this vault does not hold is missing in the answer.
    """
    vault = session.the_vault()
    refused = session.may(Act.READ_PERSONAL)
    if refused is not None:
        return refused
    if not vault.exists:
        return Refusal("no_vault", NO_VAULT)
    try:
        found = await session.in_writer(lambda: {id: vault.get(id, wanted[id]) for id in wanted})
    except StoreDamaged as error:
        return Refusal("vault_damaged", error.text)
    except OSError as error:
        words = Text("号码读不出: {why}。", "The numbers cannot be read: {why}.")
        return Refusal("vault_unreadable", words.fill(why=reason_of(error)))
    held = tuple(id for id, text in found.items() if isinstance(text, str))
    if held and session.read_only is None:
        by = session.who.id if session.who is not None else None
        written = await session.queued(lambda: _record(session, PersonalShown(refs=held), by))
        if not isinstance(written, Done):
            return written
    return {id: text for id, text in found.items() if text is not None}


async def erase(session: Session, ids: Collection[str], why: str) -> Outcome:
    """Erases these numbers because somebody who may asks for it; Done when the hall's journal tells of it.

    Who may is the caller's question. What a kill leaves untold is told at the next start.
    """
    if session.read_only is not None:
        return Refusal("read_only", session.read_only)
    vault, now = session.the_vault(), session.clock.now()
    by = session.who.id if session.who is not None else None
    if not vault.exists:
        return Refusal("no_vault", NO_VAULT)

    def gone_from_disk() -> tuple[str, ...]:
        # what was typed and saved just now may still lie there as half-typed, until the next flush
        session.drafts.flush()
        return vault.erase(ids, by, now, why)

    async def work() -> Outcome:
        gone = await session.in_writer(gone_from_disk)
        return await _tell_erased(session, vault) if gone else Refusal("nothing_held", NOTHING_HELD)

    try:
        return await session.queued(work)
    except StoreDamaged as error:
        return Refusal("vault_damaged", error.text)
    except OSError as error:
        words = Text("号码没有删掉: {why}。", "The numbers are not erased: {why}.")
        return Refusal("vault_unreadable", words.fill(why=reason_of(error)))


async def held(session: Session, text: str) -> tuple[str, ...] | Refusal:
    """Ids under which this PC keeps this very number, of whatever shift; none is no refusal."""
    vault = session.the_vault()
    try:
        return await session.in_writer(lambda: vault.held(text) if vault.exists else ())
    except StoreDamaged as error:
        return Refusal("vault_damaged", error.text)
    except OSError as error:
        words = Text("号码读不出: {why}。", "The numbers cannot be read: {why}.")
        return Refusal("vault_unreadable", words.fill(why=reason_of(error)))


async def tidy_now(session: Session) -> None:
    """The rule of this hall applied: at every start, and whenever a shift is sealed."""
    shift = session.shift
    if shift.last is None or not await session.in_writer(lambda: _waits(session.the_vault())):
        await tidy(session, {}, None)
        return
    from dutyterm.shift.register import refs  # 2 MiB, 45 ms: only for who has a number that still waits

    known = session.has_open_shift and not shift.not_understood
    await tidy(session, refs.ended(shift), refs.open_refs(shift) if known else None)


def _waits(vault: Vault) -> bool:
    """Is a number kept whose entry is not known to be at its end? A damaged vault speaks up by itself."""
    try:
        return vault.exists and bool(vault.unsettled())
    except (OSError, StoreDamaged):
        return False


async def tidy(session: Session, ended: Mapping[str, datetime], open_refs: Collection[str] | None) -> None:
    """Erases what the rule says, and tells the hall journal. Never raises, never stops a start.

    `ended`: entries that came to their end, and when. `open_refs`: numbers of entries that are still open;
    what belongs to none was taken just before a kill, and its days begin now. None = not known, because no
    shift is open or one is damaged: then nothing is judged by it. Call it while holding the queue.
    """
    if session.read_only is not None or session.hall_ledger is None:
        return
    vault = session.the_vault()
    days, now = days_of(session), session.clock.now()

    def work() -> None:
        vault.sweep()
        if vault.exists:
            vault.settle(ended)
            if open_refs is not None:
                vault.settle({id: now for id in vault.unsettled() if id not in open_refs})
            due = vault.due(now, days)
            if due:
                vault.erase(due, None, now, "rule")

    try:
        await session.in_writer(work)
        await _tell_erased(session, vault)
        await _drop_asides(session, vault, now - timedelta(days=days))
    except StoreDamaged as error:
        tell_damage(session, error)
    except OSError:
        return  # the next start tries again


def days_of(session: Session) -> int:
    """Days after which this hall erases numbers."""
    profile = session.hall.profile
    return DEFAULT_DAYS if profile is None else profile.numbers.get(DAYS_FIGURE, DEFAULT_DAYS)


def tell_damage(session: Session, error: StoreDamaged) -> None:
    """A notice that the vault cannot be understood; everything else goes on."""
    notice = Notice("vault", DAMAGED, error.text)
    if notice not in session.notices:
        session.notices = (*session.notices, notice)


async def _set_aside(session: Session, vault: Vault, error: StoreDamaged) -> None:
    day = session.clock.now().date()
    await session.in_writer(lambda: vault.set_aside(day))
    tell_damage(session, error)
    session.publish()


async def _tell_erased(session: Session, vault: Vault) -> Outcome:
    """Records what the vault erased; a kill between the two is made good here at the next start."""
    untold = await session.in_writer(lambda: vault.untold() if vault.exists else {})
    groups: dict[tuple[datetime, str | None, str], list[str]] = {}
    outcome: Outcome = Done()
    for id, erased in untold.items():
        groups.setdefault((erased.at, erased.by, erased.why), []).append(id)
    for (at, by, reason), ids in groups.items():
        fact = PersonalErased(refs=tuple(sorted(ids)), why=reason, erased_at=at)
        outcome = await _record(session, fact, by)
        if not isinstance(outcome, Done):
            break
        await session.in_writer(partial(vault.told, ids))
    return outcome


async def _drop_asides(session: Session, vault: Vault, limit: datetime) -> None:
    for path, day in await session.in_writer(lambda: tuple(vault.asides())):
        if day < limit.date():
            fact = PersonalErased(refs=(), why="damaged", erased_at=session.clock.now())
            if isinstance(await _record(session, fact, None), Done):
                await session.in_writer(partial(vault.drop_aside, path))


async def _record(session: Session, fact: Fact, by: str | None) -> Outcome:
    return await session.do_hall(lambda _: [Event(fact, by)])


NO_VAULT = Text(
    "这里没有客户完整号码(只在记录的电脑上)。",
    "Full numbers are not here: only the PC that writes for the hall has them.",
)
NOTHING_HELD = Text("这些号码已经不在本机。", "These numbers are not on this PC any more.")
DAMAGED = Text(
    "保密文件(客户号码)读不懂,已原样留存;以前的完整号码暂不能看,登记照常。",
    "The private file of numbers is damaged and kept as it is: earlier numbers cannot be seen; work goes on.",
)
