"""Opening a shift: the later half of the seam between two files, in its simplest form (design 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from dutyterm import __version__
from dutyterm.desk import sealing
from dutyterm.desk.ledger import Ledger
from dutyterm.desk.outcome import NotSaved, Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.hall.profile import ShiftPlan
from dutyterm.i18n import Text
from dutyterm.journal.errors import JournalError
from dutyterm.journal.head import Head, ManualRef
from dutyterm.journal.journal import Journal
from dutyterm.model.hours import OpeningTimes
from dutyterm.model.people import Person
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed
from dutyterm.review.past import STAND_DOWN
from dutyterm.review.shelf import is_damaged, look, newest
from dutyterm.shift import life, open_items
from dutyterm.shift.families import KINDS
from dutyterm.shift.past import Previous
from dutyterm.values import dataclass

DAY_TURNS = time(4, 0)
"""Before this hour a new shift still belongs to the business day before (D)."""


@dataclass(frozen=True)
class Proposal:
    """What would be opened now."""

    day: date
    """Business day."""
    times: OpeningTimes | None
    """T and C of that day; None = the hall is closed that day."""
    plans: tuple[ShiftPlan, ...]
    """The hall's shifts in their own order, so that a digit always means the same shift."""
    likely: str | None
    """Code of the one that is going on, or is nearest, and was not opened today."""
    used: frozenset[str]
    """Codes that were opened on this day already; another one becomes `A2`."""
    previous: Previous | None
    """The shift that it follows and takes over from."""
    before: Previous | None
    """The one that a person takes for the shift before, and has the slip of."""


def propose(session: Session) -> Proposal:
    """Business day, times and shift that fit the present moment best."""
    now = session.clock.now()
    day = now.date() - timedelta(days=1) if now.time() < DAY_TURNS else now.date()
    profile = session.hall.profile
    plans = profile.shifts if profile is not None else ()
    zone = profile.zone if profile is not None else "Asia/Shanghai"
    used = {code for known, code in session.past.codes if known == day}

    def far(plan: ShiftPlan) -> tuple[bool, bool, timedelta]:
        span = plan.span.on(day, zone)
        return plan.code in used, not span.opens <= now <= span.closes, abs(span.opens - now)

    return Proposal(
        day=day,
        times=profile.hours.for_day(day) if profile is not None else None,
        plans=plans,
        likely=min(plans, key=far).code if plans else None,
        used=frozenset(used),
        previous=session.past.previous,
        before=session.past.before,
    )


def needs_code(session: Session) -> Previous | None:
    """The shift before, when its seal code must be asked (N5); a shift sealed by the program has no slip."""
    before = session.past.before
    if before is None or before.forgotten or unfinished(session) is not None:
        return None
    return before


def unfinished(session: Session) -> Previous | None:
    """The sealed shift whose successor was to be opened at once and is not: a kill or the disk cut the seam.

    None, too, when that was so long ago that the successor would be a forgotten shift at once: then the next
    shift is opened with the code from paper, as in any morning.
    """
    previous, device = session.past.previous, session.device
    if previous is None or previous.successor is None or session.has_open_shift or device is None:
        return None
    if not previous.journal.endswith(f".{device.id}"):
        return None  # submitted on another PC: what came here must show its code
    profile, premises = session.hall.profile, session.hall.premises
    if profile is None or premises is None or previous.closed_at is None:
        return None
    times = profile.hours.for_day(previous.successor[0])
    ends = previous.closed_at if times is None else max(times.closes, previous.closed_at)
    return previous if session.clock.now() - ends <= life.forgotten_after(premises) else None


async def finish_seam(session: Session) -> Outcome:
    """Opens the successor of a submitted shift; does nothing twice. Call it while holding the queue."""
    previous = unfinished(session)
    if previous is None or previous.successor is None:
        return Refusal("nothing_unfinished", Text("没有待打开的班。", "No shift waits to be opened."))
    day, code = previous.successor
    profile = session.hall.profile
    proposal = replace(
        propose(session), day=day, times=profile.hours.for_day(day) if profile is not None else None
    )
    # opened by who submitted, also when the program finishes it later with nobody signed in
    who = session.hall.people.get(previous.closed_by or "")
    return await _begin(session, proposal, code, ("seam", None), who=who)


async def open_shift(
    session: Session,
    *,
    code: str | None = None,
    seal_code: str = "",
    lost_reason: str = "",
    mismatch_reason: str = "",
) -> Outcome:
    """Opens a shift of today, taking over what the shift before carries on.

    A seal code that is not the one of the files is refused once (`code_mismatch`); the same wish with a
    `mismatch_reason` goes through and is recorded. A slip that is lost needs a reason. A shift outside the
    plan that is still open is sealed first, and what it carries goes on (N31). A cut seam is finished.
    """

    async def work() -> Outcome:
        refused = session.may(Act.OPEN_SHIFT)
        if refused is not None:
            return refused
        if unfinished(session) is not None:
            return await finish_seam(session)
        checked = _check_code(session, seal_code, lost_reason, mismatch_reason)
        if isinstance(checked, Refusal):
            return checked
        proposal = propose(session)
        plan = next((p for p in proposal.plans if p.code == (code or proposal.likely)), None)
        if plan is None:
            return Refusal(
                "no_such_shift", Text("没有班次 {code}。", "There is no shift {code}.").fill(code=code or "?")
            )
        stood_down = await _stand_down(session)
        if stood_down is not None:
            return stood_down
        return await _begin(session, propose(session), plan.code, checked)

    return await session.queued(work)


async def open_outside(session: Session) -> Outcome:
    """Opens a shift outside the plan, because something real must be written down now (N31)."""

    async def work() -> Outcome:
        previous = session.past.previous
        check: life.CodeCheck = "first" if previous is None else "skipped"
        return await _begin(session, propose(session), "X", (check, None), outside=True)

    return await session.queued(work)


async def _stand_down(session: Session) -> Refusal | NotSaved | None:
    """Seals an open shift outside the plan, because the regular one begins; None when that is done.

    It has no slip: the code that is compared is that of the shift before it.
    """
    if not session.outside or session.who is None:
        return None
    if session.read_only is not None:
        return Refusal("read_only", session.read_only)
    sealed = await sealing.close_shift(session, closed_by=session.who.id, flags=(STAND_DOWN,))
    return None if isinstance(sealed, sealing.Sealed) else sealed


def _check_code(
    session: Session, typed: str, lost: str, mismatch: str
) -> tuple[life.CodeCheck, str | None] | Refusal:
    before = session.past.before
    if before is None:
        return "first", None
    if before.forgotten:
        return "forgotten", None
    digits = "".join(c for c in keyed(typed) if c.isdigit())
    if digits == before.code.replace("-", ""):
        return "matched", None
    if lost:
        return "lost", lost
    if not digits:
        return Refusal(
            "code_needed",
            Text(
                "键入交接单上的 15 位封存码;单子丢了按 0。",
                "Type the 15 digits of the seal code; 0 if the slip is lost.",
            ),
        )
    if len(digits) != 15:
        return Refusal(
            "code_length",
            Text("封存码是 15 位数字,键入了 {n} 位。", "A seal code has 15 digits; {n} were typed.").fill(
                n=len(digits)
            ),
        )
    if mismatch:
        return "mismatch", mismatch
    return Refusal(
        "code_mismatch",
        Text(
            "封存码与文件不符!再核对一遍;仍不符,选原因后可开班,会记录并报厅经理。",
            "The seal code is not the one of the files! Compare again; if it still differs choose a reason: "
            "it is recorded for the hall manager.",
        ),
    )


async def _begin(
    session: Session,
    proposal: Proposal,
    plan_code: str,
    check: tuple[life.CodeCheck, str | None],
    *,
    outside: bool = False,
    who: Person | None = None,
) -> Outcome:
    if session.read_only is not None:
        return Refusal("read_only", session.read_only)
    premises = session.hall.premises
    if premises is None or session.device is None:
        return Refusal("no_hall", Text("还没有建营业厅。", "The hall has not been set up."))
    if life.of(session.shift).opened is not None:
        return Refusal("already_open", Text("已有一个班开着。", "A shift is open already."))
    manual = session.active_manual or session.manual
    code = await session.in_writer(lambda: _free_code(session, proposal.day, plan_code))
    path = session.layout.shift_file(premises.hall, proposal.day, code, session.device.id)
    previous = proposal.previous
    now = session.clock.now()
    fact = life.ShiftOpened(
        journal=path.name.removesuffix(".duty"),
        sort="outside" if outside else "regular",
        day=proposal.day,
        code=code,
        opens=proposal.times.opens if proposal.times is not None else None,
        closes=proposal.times.closes if proposal.times is not None else None,
        premises=premises,
        manual_version=manual.cover.version,
        manual_hash=manual.hash,
        previous=previous.seal if previous is not None else None,
        giver=previous.giver if previous is not None else None,
        code_check=check[0],
        code_reason=check[1],
        carried=dict(previous.carried) if previous is not None else {},
    )
    session.manual = manual
    scene = session.scene(now)
    if who is not None:
        scene = replace(scene, who=who)
    elif session.locked:
        scene = replace(scene, who=None)  # whose hand it is, nobody knows
    allowed = life.open_shift(scene, fact)
    if isinstance(allowed, Refusal):
        return allowed
    head = Head(
        journal="shift",
        id=fact.journal,
        hall=premises.hall,
        device=session.device.id,
        at=now,
        program=__version__,
        boot=session.clock.boot(),
        key=session.device.public_key,
        manual=ManualRef(manual.cover.id, manual.cover.version, manual.hash),
        prev_device=await session.in_writer(lambda: _last_seal(session)),
        prev_hall=fact.previous,
    )
    try:
        journal = await session.in_writer(lambda: _journal(session, path, head))
    except JournalError as error:
        return session.failed(await session.text_of_failure(error))
    if session.shift_ledger is not None:
        session.shift_ledger.close()  # of an earlier try whose first record was not saved
    session.shift_ledger = Ledger(journal, KINDS, session.disk)
    started = life.ProgramStarted(version=__version__, boot=session.clock.boot())
    events = [*allowed, Event(started, None), *_code_item(fact)]
    if session.clock_said is not None:
        events.append(Event(session.clock_said, None))
    return await session.do(lambda _: events)


def _code_item(opened: life.ShiftOpened) -> list[Event]:
    """A seal code that did not match, or a lost slip, stays open until somebody has looked into it (N5)."""
    words = {
        "mismatch": Text("封存码不符,厅经理查明", "seal code differs: hall manager to look into it"),
        "lost": Text("上一班交接单遗失,厅经理查明", "slip of the shift before is lost: hall manager to look"),
    }.get(opened.code_check)
    if words is None:
        return []
    reason = opened.code_reason or ""
    title = Text(f"{words.zh}: {reason}", f"{words.en}: {reason}")
    return [Event(open_items.OpenItemOpened(sort="note", title=title), None)]


def _journal(session: Session, path: Path, head: Head) -> Journal:
    # a file that a cut left with its head alone is this very shift's: it is taken up
    if session.disk.exists(path) and look(session.disk, path) is not None:
        return Journal.open(path, session.disk)
    return Journal.create(path, head, session.disk)


def _free_code(session: Session, day: date, code: str) -> str:
    """The code, or `A2` when there is a shift of that code on this day (sealed by mistake, design 6)."""
    used = {known for d, known in session.past.codes if d == day}
    premises, device = session.hall.premises, session.device
    number = 2
    free = code
    while free in used or (
        premises is not None
        and device is not None
        and is_damaged(session.disk, session.layout.shift_file(premises.hall, day, free, device.id))
    ):
        free = f"{code}{number}"
        number += 1
    return free


def _last_seal(session: Session) -> str | None:
    """Seal of this device's newest sealed shift file, empty ones included."""
    device = session.device.id if session.device is not None else ""
    for shelved in newest(session.disk, session.layout.shifts):
        if shelved.head.device == device and shelved.seal_hash is not None:
            return shelved.seal_hash
    return None
