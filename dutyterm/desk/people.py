"""Signing in, switching, locking, PINs: who is at the keyboard (design 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from dutyterm.desk.outcome import Done, NotSaved, Outcome
from dutyterm.desk.session import Session
from dutyterm.hall import signing
from dutyterm.hall.credentials import STANDARD, Cost, issue_pin
from dutyterm.hall.founding import OneUse
from dutyterm.hall.permissions import Act, refusal
from dutyterm.hall.state import apply
from dutyterm.i18n import Text
from dutyterm.model.people import Person
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.values import dataclass

COST: Cost = STANDARD
"""What a new PIN costs to try; tests and made-up halls set it lower."""


MUST_CHANGE: Final = "must_change_pin"
"""Code of the refusal of a PIN for one use where a name is signed; its data has the `person`."""


@dataclass(frozen=True)
class Signed:
    """Somebody is signed in."""

    person: Person
    must_change_pin: bool


@dataclass(frozen=True)
class Recovered:
    """The recovery code was taken; the new one is shown once."""

    person: Person
    recovery_code: str


async def sign_in(session: Session, person: str, pin: str) -> Signed | Refusal | NotSaved:
    """Signs a person in with the PIN; nobody else is signed in any more. Failures are recorded."""

    async def work() -> Signed | Refusal | NotSaved:
        known = session.hall.people.get(person)
        may = refusal(known.role, Act.SIGN_IN) if known is not None else None
        if may is not None:
            return may
        verdict = await verified(session, person, pin)
        if not isinstance(verdict, signing.Verdict):
            return verdict
        if known is None:
            return Refusal("not_on_roster", Text("名册上没有这个人。", "Nobody like that on the roster."))
        session.who = known
        session.locked = False
        session.publish()
        return Signed(known, verdict.must_change)

    return await session.queued(work)


async def verified(session: Session, person: str, pin: str) -> signing.Verdict | Refusal | NotSaved:
    """Checks a PIN and writes down what follows from it. Call it while holding the queue."""
    credentials = session.credentials
    if credentials is None:
        return Refusal("no_hall", Text("还没有建营业厅。", "The hall has not been set up."))
    state, now = session.hall, session.clock.now()
    # Argon2 is slow on purpose: never in the thread that draws
    verdict = await session.in_writer(lambda: signing.check_pin(state, credentials, person, pin, now))
    if session.read_only is not None:
        _remember(session, verdict.events, now)
    elif verdict.events:
        written = await session.do_hall(lambda _: verdict.events)
        if isinstance(written, NotSaved) and verdict.refusal is not None:
            return written
    return verdict.refusal if verdict.refusal is not None else verdict


def _remember(session: Session, events: Sequence[Event], now: datetime) -> None:
    """A program that only looks cannot write failures down, yet they make it wait like any other."""
    for event in events:
        session.hall = apply(session.hall, event.fact, now)


async def signs(session: Session, person: str, pin: str) -> Refusal | NotSaved | None:
    """None when this PIN signs for this person. Call it while holding the queue.

    A PIN given by somebody else opens the door once, to choose one's own; it signs nothing.
    """
    verdict = await verified(session, person, pin)
    if not isinstance(verdict, signing.Verdict):
        return verdict
    if verdict.must_change:
        return Refusal(
            MUST_CHANGE,
            Text(
                "这是一次性 PIN,不能签名。先换成自己的 PIN。",
                "This PIN is for one use and signs nothing: choose your own first.",
            ),
            {"person": person},
        )
    return None


def sign_out(session: Session) -> None:
    """Nobody is signed in; the emergency cards work on."""
    session.who = None
    session.locked = False
    session.publish()


def lock(session: Session) -> None:
    """Hides the content until the PIN of the person signed in is given; F9 works locked."""
    if session.who is not None and not session.locked:
        session.locked = True
        session.publish()


async def unlock(session: Session, pin: str) -> Signed | Refusal | NotSaved:
    """Shows the content again."""
    if session.who is None:
        return Refusal("sign_in", Text("请先登录。", "Sign in first."))
    return await sign_in(session, session.who.id, pin)


async def change_pin(session: Session, old: str, new: str, person: str | None = None) -> Outcome:
    """The person signed in chooses a new PIN, or a `person` who stands by and gives the old one.

    Whoever signs second need not be one who may sign in (a guard at the door, OPN-02): a PIN for one use
    becomes the person's own where it is needed first.
    """

    async def work() -> Outcome:
        credentials = session.credentials
        id = person if person is not None else session.who.id if session.who is not None else None
        if id is None or credentials is None:
            return Refusal("sign_in", Text("请先登录。", "Sign in first."))
        verdict = await verified(session, id, old)
        if not isinstance(verdict, signing.Verdict):
            return verdict
        state = session.hall
        return await _with_entry(session, lambda: signing.choose_pin(state, credentials, id, new, COST))

    return await session.queued(work)


async def reset_pin(session: Session, person: str, new: str) -> Outcome:
    """The manager signed in gives somebody else a PIN for one use."""

    async def work() -> Outcome:
        credentials, who = session.credentials, session.who
        if who is None or credentials is None:
            return Refusal("sign_in", Text("请先登录。", "Sign in first."))
        state = session.hall
        return await _with_entry(
            session, lambda: signing.reset_pin(state, credentials, who.id, person, new, COST)
        )

    return await session.queued(work)


def without_own_pin(session: Session) -> tuple[Person, ...]:
    """Everybody here who has no PIN, or only one for one use; never who is signed in."""
    who, known = session.who, session.hall.credentials
    return tuple(
        person
        for person in session.hall.roster
        if (who is None or person.id != who.id) and (person.id not in known or known[person.id].must_change)
    )


async def hand_out(session: Session) -> tuple[OneUse, ...] | Refusal | NotSaved:
    """The manager signed in gives everybody without a PIN of their own one for one use, shown once."""

    async def work() -> tuple[OneUse, ...] | Refusal | NotSaved:
        credentials, who = session.credentials, session.who
        if who is None or credentials is None:
            return Refusal("sign_in", Text("请先登录。", "Sign in first."))
        state = session.hall
        given: list[OneUse] = []

        def make() -> list[Event] | Refusal:
            events: list[Event] = []
            for person in without_own_pin(session):
                pin = issue_pin(person.number)
                made = signing.reset_pin(state, credentials, who.id, person.id, pin, COST)
                if isinstance(made, Refusal):
                    return made
                events += made
                given.append(OneUse(person, pin))
            return events or Refusal("nobody", Text("每个人都有自己的 PIN。", "Everybody has a PIN already."))

        written = await _with_entry(session, make)
        return tuple(given) if isinstance(written, Done) else written

    return await session.queued(work)


async def use_recovery_code(
    session: Session, person: str, code: str, new: str
) -> Recovered | Refusal | NotSaved:
    """The recovery code gives a hall manager a new PIN; a new code takes its place.

    On another PC than the one that writes it moves the hall here too: PINs are not carried along with the
    data, and only the hall manager has the code.
    """

    async def work() -> Recovered | Refusal | NotSaved:
        credentials = session.credentials
        if credentials is None:
            return Refusal("no_hall", Text("还没有建营业厅。", "The hall has not been set up."))
        if session.read_only is not None and not session.elsewhere:
            return Refusal("read_only", session.read_only)
        state, now = session.hall, session.clock.now()
        try:
            verdict = await session.in_writer(
                lambda: signing.recover(state, credentials, code, person, new, now, COST)
            )
            fresh, made = await session.in_writer(lambda: signing.make_recovery(person, COST))
        except OSError as error:
            return _file_failed(session, error)
        events = verdict.events if verdict.refusal is not None else [*verdict.events, *made]
        written: Outcome = Done()
        if session.elsewhere and verdict.refusal is None:
            from dutyterm.desk.moving import take_over

            written = await take_over(session, person, events)
        elif session.elsewhere:
            _remember(session, events, now)
        elif events:
            written = await session.do_hall(lambda _: events)
        if verdict.refusal is not None:
            return verdict.refusal
        if not isinstance(written, Done):
            return written
        await _settle(session)
        return Recovered(session.hall.people[person], fresh)

    return await session.queued(work)


async def _with_entry(session: Session, make: Callable[[], list[Event] | Refusal]) -> Outcome:
    """Adds an entry to the PIN file, then records it; at any cut the recorded entry is in the file."""
    if session.read_only is not None:
        return Refusal("read_only", session.read_only)
    try:
        made = await session.in_writer(make)
    except OSError as error:
        return _file_failed(session, error)
    if isinstance(made, Refusal):
        return made
    events: list[Event] = made
    written = await session.do_hall(lambda _: events)
    if isinstance(written, Done):
        await _settle(session)
    return written


async def _settle(session: Session) -> None:
    credentials, state = session.credentials, session.hall
    if credentials is None:
        return
    try:
        await session.in_writer(lambda: signing.settle(state, credentials))
    except OSError:
        return  # an old entry that stays is not recorded and opens nothing


def _file_failed(session: Session, error: OSError) -> NotSaved:
    session.not_saved = Text(
        "未写盘: PIN 文件写不进去({why})。", "NOT SAVED: the PIN file cannot be written ({why})."
    ).fill(why=error.strerror or str(error))
    session.publish()
    return NotSaved(session.not_saved)
