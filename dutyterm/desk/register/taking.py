"""Wishes while the systems are down: with no shift and nobody signed in, where there is none (3f.2, N31)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from dutyterm.desk.card_notes import writer
from dutyterm.desk.outcome import Done, NotSaved, Outcome
from dutyterm.desk.session import Rule, Session
from dutyterm.hall.permissions import Act, refusal
from dutyterm.hall.vault import Commitment, Sort
from dutyterm.i18n import Text
from dutyterm.model.personal import masked_number, personal_number
from dutyterm.model.privacy import Kind, mask
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.lists.completion import completed
from dutyterm.shift.lists.state import of as lists_of
from dutyterm.shift.register import envelopes, pages, refusing
from dutyterm.shift.register import taking as rules
from dutyterm.shift.register.facts import Personal, Title
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

_NO_DATA: Final = Text(
    "未写盘: 数据目录打不开。先写在纸质登记簿上,恢复后补记。",
    "NOT SAVED: the data directory cannot be opened. Write it on paper now and type it in later.",
)


@dataclass(frozen=True)
class Wish:
    """One entry as it was typed, with the full numbers; they go into the vault and nowhere else (N22)."""

    business: str
    clerk: str
    """Person id."""
    number: int | None = None
    book: str | None = None
    run: str | None = None
    at: datetime | None = None
    till: str | None = None
    surname: str = ""
    title: Title = "none"
    phone: str = ""
    account: str = ""
    tender: str = "cash"
    due: int | None = None
    received: int | None = None
    receipt: str = ""
    request: str = ""
    promise: datetime | None = None
    told: bool = False
    checker: str | None = None
    envelope: str | None = None
    drill: bool = False


async def issue_pages(
    session: Session | None,
    book: str,
    first: int | None,
    count: int | None,
    person: str,
    *,
    run: str | None = None,
    drill: bool = False,
) -> Outcome:
    """Gives numbered slips to a person; `first` None = the number that follows, `count` None = a page."""
    return await _wish(session, lambda s: pages.issue(s, book, person, first, count, run, drill=drill))


async def open_envelope(session: Session | None, envelope: str, person: str) -> Outcome:
    """An envelope for the money of the register."""
    return await _wish(session, lambda scene: envelopes.open_one(scene, envelope, person))


async def refuse_business(
    session: Session | None,
    business: str,
    clerk: str,
    *,
    offer: int | None = None,
    note: str = "",
    run: str | None = None,
    till: str | None = None,
    drill: bool = False,
) -> Outcome:
    """A customer wanted what is never done by hand."""
    return await _wish(
        session,
        lambda s: refusing.refuse(
            s, business, clerk, offer=offer, note=note, run=run, till=till, drill=drill
        ),
    )


async def void(
    session: Session | None,
    book: str,
    number: int,
    reason: str,
    *,
    words: str = "",
    witness: str | None = None,
    instead: int | None = None,
) -> Outcome:
    """A number is void."""
    return await _wish(
        session,
        lambda s: refusing.void(s, book, number, reason, words=words, witness=witness, instead=instead),
    )


async def write_entry(session: Session | None, wish: Wish) -> Outcome:
    """Takes one thing down: its numbers are in the vault before the record that commits to them is written.

    What the rule refuses leaves nothing in the vault; a drill never does.
    """
    typed: dict[Sort, str] = {}
    for sort, text in (("phone", wish.phone), ("number", wish.account)):
        if text.strip():
            number = _personal(text, "phone" if sort == "phone" else "account")
            if isinstance(number, Refusal):
                return number
            typed["phone" if sort == "phone" else "number"] = number
    refused = await _ready(session)
    if refused is not None or session is None:
        return refused or NotSaved(_NO_DATA)

    async def work() -> Outcome:
        shown = {sort: Personal(masked=masked_number(text)) for sort, text in typed.items()}
        tried = rules.write(_scene(session, session.scene()), _bound(wish, shown))
        if isinstance(tried, Refusal):
            return tried
        kept = {} if wish.drill else await _kept(session, typed)
        if isinstance(kept, Refusal | NotSaved):
            return kept
        shown.update({sort: Personal(masked=c.masked, id=c.id, hash=c.hash) for sort, c in kept.items()})
        return await session.do(_whole(session, lambda s: rules.write(s, _bound(wish, shown))))

    return await session.queued(work)


async def _kept(session: Session, typed: dict[Sort, str]) -> dict[Sort, Commitment] | Refusal | NotSaved:
    from dutyterm.desk.vault import keep  # no start pays for it

    found: dict[Sort, Commitment] = {}
    for sort, text in typed.items():
        made = await keep(session, sort, text)
        if not isinstance(made, Commitment):
            return made
        found[sort] = made
    return found


def _personal(text: str, field: str) -> str | Refusal:
    """The number as it is kept; a number of an identity or of a bank card is never written down."""
    number = personal_number(text)
    if isinstance(number, Refusal):
        return Refusal(number.code, number.text, {"field": field})
    if {Kind.ID_CARD, Kind.BANK_CARD} & set(mask(number).found):
        words = Text(
            "这像证件号或银行卡号: 登记簿不写。", "That looks like an identity or card number: not here."
        )
        return Refusal("id_number", words, {"field": field})
    return number


def _bound(wish: Wish, shown: dict[Sort, Personal]) -> rules.Wish:
    return rules.Wish(
        business=wish.business,
        clerk=wish.clerk,
        book=wish.book,
        number=wish.number,
        run=wish.run,
        at=wish.at,
        till=wish.till,
        surname=wish.surname,
        title=wish.title,
        phone=shown.get("phone"),
        account=shown.get("number"),
        tender=wish.tender,
        due=wish.due,
        received=wish.received,
        receipt=wish.receipt,
        request=wish.request,
        promise=wish.promise,
        told=wish.told,
        checker=wish.checker,
        envelope=wish.envelope,
        drill=wish.drill,
    )


async def _wish(session: Session | None, rule: Rule) -> Outcome:
    refused = await _ready(session)
    if refused is not None or session is None:
        return refused or NotSaved(_NO_DATA)
    return await session.wish(_whole(session, rule))


async def _ready(session: Session | None) -> Refusal | NotSaved | None:
    """None when it can be written now. In a shift somebody is signed in; without one the digit says who."""
    if session is None:
        return NotSaved(_NO_DATA)
    if session.read_only is not None:
        return Refusal("read_only", session.read_only)
    if not session.has_open_shift:
        from dutyterm.desk.shifts import open_outside  # no start pays for it

        opened = await open_outside(session)
        if not isinstance(opened, Done) and getattr(opened, "code", "") != "already_open":
            return opened
    if session.outside:
        return None
    who = writer(session)
    if who is None:
        return Refusal("sign_in", Text("先登录再登记。", "Sign in, then write it down."))
    return refusal(who.role, Act.REGISTER)


def _whole(session: Session, rule: Rule) -> Rule:
    """The rule by who is at the keyboard, with what follows for the lists that the register answers."""

    def bound(scene: Scene) -> list[Event] | Refusal:
        known = _scene(session, scene)
        return with_lists(known, rule(known))

    return bound


def _scene(session: Session, scene: Scene) -> Scene:
    return replace(scene, who=writer(session))


def with_lists(scene: Scene, found: list[Event] | Refusal) -> list[Event] | Refusal:
    """The events, and that a list is complete when they answer the last of its lines."""
    if isinstance(found, Refusal):
        return found
    for run in lists_of(scene.shift).runs:
        found = completed(scene, run, found)
    return found
