"""Rules of back-entry 补录: in the order of registration, checked by somebody else, given back (3f.2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import get_args

from dutyterm.i18n import Text
from dutyterm.manual.register import RegisterRules
from dutyterm.model.money import format_fen
from dutyterm.model.people import Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import state as cash_state
from dutyterm.shift.cash.common import known_till
from dutyterm.shift.register import facts
from dutyterm.shift.register.common import (
    SERIAL,
    Signed,
    amount,
    find,
    name_of,
    number,
    open_envelope_of,
    person_of,
    ready,
    reason_of,
    same_person,
    taker,
    two,
)
from dutyterm.shift.register.state import Entry, of
from dutyterm.shift.register.waiting import due_of, forget, open_entries, remember
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Rekey:
    """One entry was keyed into the system."""

    book: str
    number: int
    serial: str
    person: str
    """工号 that keyed it in."""
    fen: int | None = None
    """None = what was taken."""
    till: str | None = None
    """None = the till that this person has."""
    at: datetime | None = None
    before: str | None = None
    """Why an earlier entry waits longer."""
    cause: str | None = None
    """Why `fen` is not what was taken."""


def rekey(scene: Scene, wish: Rekey) -> list[Event] | Refusal:
    """It has its number in the system, and its money goes into the till of the same person in one step."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    entry = find(scene, wish.book, wish.number)
    if isinstance(entry, Refusal):
        return entry
    refused = _may_rekey(scene, rules, entry, wish)
    if refused is not None:
        return refused
    serial = number(wish.serial, SERIAL)
    if isinstance(serial, Refusal):
        return serial
    if any(e.rekeyed is not None and e.rekeyed.serial == serial for e in of(scene.shift).entries.values()):
        words = Text("流水号 {n} 已经记过。", "{n} stands at another entry already.").fill(n=serial)
        return Refusal("serial_used", words)
    fen = entry.written.due if wish.fen is None else wish.fen
    cause = _amount(rules, entry, fen, wish.cause)
    if isinstance(cause, Refusal):
        return cause
    moved = entry.in_envelope
    till: str | None = None
    if moved:
        found = _till(scene, entry, wish)
        if isinstance(found, Refusal):
            return found
        till = found or None
    fact = facts.EntryRekeyed(
        slip=entry.slip,
        person=wish.person,
        at=wish.at or scene.now,
        serial=serial,
        fen=fen,
        till=till,
        moved=moved,
        before=wish.before if _earlier(scene, entry) is not None else None,
        cause=cause or None,
    )
    return [Event(fact, scene.by)]


def _may_rekey(scene: Scene, rules: RegisterRules, entry: Entry, wish: Rekey) -> Refusal | None:
    if not entry.waits:
        return _not_waiting(entry)
    who = taker(scene, wish.person)
    if isinstance(who, Refusal):
        return who
    at = wish.at or scene.now
    if not entry.written.at <= at <= scene.now:
        words = Text("补录时间在登记之后、现在之前。", "It was keyed in after it was written and before now.")
        return Refusal("wrong_time", words)
    earlier = _earlier(scene, entry)
    if earlier is not None:
        reason = reason_of(rules.order, wish.before)
        if isinstance(reason, Refusal):
            words = Text(
                "{slip} 登记在先,先补它;要先补这一笔,{why}", "{slip} came first. To go before it: {why}"
            )
            return Refusal("order", words.fill(slip=earlier.slip, why=reason.text), {"slip": earlier.slip})
    return None


def _earlier(scene: Scene, entry: Entry) -> Entry | None:
    """The first entry that was taken down before this one and still waits."""
    for other in of(scene.shift).in_order():
        if other.slip == entry.slip:
            return None
        if other.waits and other.written.drill == entry.written.drill:
            return other
    return None


def _amount(rules: RegisterRules, entry: Entry, fen: int, cause: str | None) -> str | Refusal:
    """The cause, empty when what was keyed in is what was taken."""
    if not entry.written.due:
        if fen:
            return Refusal("no_money", Text("这一笔没有收款。", "No money was taken for this entry."))
        return ""
    wrong = amount(fen)
    if wrong is not None:
        return wrong
    if fen == entry.written.due:
        return ""
    reason = reason_of(rules.causes, cause, "cause_needed")
    if isinstance(reason, Refusal):
        words = Text("登记 {due},补录 {fen},不一样: {why}", "Taken {due}, keyed in {fen}: {why}")
        filled = words.fill(due=format_fen(entry.written.due), fen=format_fen(fen), why=reason.text)
        return Refusal("cause_needed", filled)
    return reason.id


def nowhere_to_go(scene: Scene, entry: Entry, person: str) -> Refusal | None:
    """None when its money has where to go if this person keys it in; said before anything is typed."""
    if not entry.in_envelope:
        return None
    found = _till(scene, entry, Rekey(entry.written.book, entry.written.number, "", person))
    return found if isinstance(found, Refusal) else None


def with_a_till(scene: Scene) -> tuple[str, ...]:
    """People whose till takes money now."""
    tills = cash_state.of(scene.shift).tills.values()
    return tuple(s.person for till in tills if (s := till.span) and not s.turns and s.locked is None)


def _till(scene: Scene, entry: Entry, wish: Rekey) -> str | Refusal:
    """The till of who keys in; empty when this hall keeps no tills in the program."""
    sealed = open_envelope_of(scene, entry.written.envelope or "")
    if sealed is not None:
        return sealed
    tills = cash_state.of(scene.shift).tills.values()
    spans = [(till.id, span) for till in tills if (span := till.span) is not None]
    own = [id for id, s in spans if s.person == wish.person and not s.turns and s.locked is None]
    if wish.till is not None and wish.till in own:
        return wish.till
    if wish.till is None and own:
        return own[0]
    if not spans:
        wrong = known_till(scene, wish.till) if wish.till is not None else None
        return wrong if wrong is not None else wish.till or ""
    words = Text(
        "{name}没有在用的台席,登记款没处放: 由有台席的人补录,或留在信封里明天补。",
        "{name} has no till in use for this money: somebody with a till keys it in, or it waits.",
    )
    return Refusal("no_till", words.fill(name=name_of(scene, wish.person)))


def check(
    scene: Scene, slips: tuple[str, ...], signed: Signed, *, right: bool = True, words: str = ""
) -> list[Event] | Refusal:
    """Somebody else than who keyed them in compared these entries with the system, whoever is signed in."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    text = stored(words, NAME_LIMIT, empty_ok=right)
    if isinstance(text, Refusal):
        return text
    if len(signed) != 1:
        return Refusal("one_needed", Text("复核由一个人签。", "One person signs the check."))
    person = person_of(scene, signed[0].person)
    if person is None or not person.active or person.role in (Role.GUARD, Role.CLEANER):
        return Refusal("not_on_roster", Text("按名册上的数字选人。", "Choose somebody by the roster digit."))
    if not slips:
        return Refusal("nothing_to_check", Text("没有待复核的。", "Nothing waits to be checked."))
    events: list[Event] = []
    for slip in slips:
        entry = of(scene.shift).entries.get(slip)
        if entry is None or entry.rekeyed is None or not entry.unchecked:
            missing = Text("{slip} 不在待复核里。", "{slip} does not wait to be checked.").fill(slip=slip)
            return Refusal("not_rekeyed", missing)
        if entry.rekeyed.person == person.id:
            return same_person(scene, person.id)
        fact = facts.EntryChecked(
            slip=slip,
            person=person.id,
            right=right,
            words=text,
            signed=signed,
        )
        events.append(Event(fact, scene.by))
    return forget(scene, events)


@dataclass(frozen=True)
class GiveBack:
    """One entry cannot be keyed in."""

    book: str
    number: int
    reason: str
    receipt_back: bool = True
    words: str = ""
    promise: datetime | None = None
    """改约."""


def give_back(scene: Scene, wish: GiveBack, signed: Signed = ()) -> list[Event] | Refusal:
    """Its money goes back against the temporary receipt, two people sign; or another time is made."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    entry = find(scene, wish.book, wish.number)
    if isinstance(entry, Refusal):
        return entry
    if not entry.waits:
        return _not_waiting(entry)
    reason = reason_of(rules.unable, wish.reason)
    if isinstance(reason, Refusal):
        return reason
    if wish.promise is not None and wish.promise <= scene.now:
        return Refusal("promise_past", Text("改约的时间要在以后。", "The other time must lie ahead."))
    fen = entry.in_envelope
    text = stored(wish.words, NAME_LIMIT, empty_ok=not fen or wish.receipt_back)
    if isinstance(text, Refusal):
        words = Text("没收回临时收据,要写明原因。", "The receipt did not come back: say why.")
        return Refusal("words_needed", words)
    if fen:
        refused = two(scene, signed) or open_envelope_of(scene, entry.written.envelope or "")
        if refused is not None:
            return refused
    fact = facts.EntryReturned(
        slip=entry.slip,
        reason=reason.id,
        fen=fen,
        receipt_back=wish.receipt_back and bool(entry.written.due),
        words=text,
        promise=wish.promise,
        signed=signed,
    )
    return forget(scene, [Event(fact, scene.by)])


def call(
    scene: Scene, book: str, number: int, person: str, result: facts.CallResult, words: str = ""
) -> list[Event] | Refusal:
    """The customer was told how it went; who is not reached is called again, or given up with a reason."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    entry = find(scene, book, number)
    if isinstance(entry, Refusal):
        return entry
    if not entry.to_call:
        return Refusal("no_call", Text("{slip} 不用回访。", "{slip} needs no call.").fill(slip=entry.slip))
    if result not in get_args(facts.CallResult):
        return Refusal("result_needed", Text("选一个结果。", "Choose what came of it."))
    who = person_of(scene, person)
    if who is None:
        return Refusal("not_on_roster", Text("按名册上的数字选人。", "Choose somebody by the roster digit."))
    text = stored(words, NAME_LIMIT, empty_ok=result != "given_up")
    if isinstance(text, Refusal):
        return text
    fact = facts.EntryCalled(slip=entry.slip, person=who.id, at=scene.now, result=result, words=text)
    return [Event(fact, scene.by)]


def leave(scene: Scene, reason: str, owner: str, due: datetime | None = None) -> list[Event] | Refusal:
    """Says why all open entries wait, and who keys them in: an item that comes back at every opening."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    chosen = reason_of(rules.later, reason)
    if isinstance(chosen, Refusal):
        return chosen
    who = taker(scene, owner)
    if isinstance(who, Refusal):
        return who
    entries = open_entries(of(scene.shift))
    if not entries:
        return Refusal("nothing_open", Text("没有待补录的。", "Nothing waits to be keyed in."))
    if due is not None and due <= scene.now:
        return Refusal("due_past", Text("时限要在以后。", "The time must lie ahead."))
    hour = scene.now + timedelta(hours=1)
    until = due or max(hour, min(due_of(scene, entry) for entry in entries))
    left = facts.RegisterLeft(
        slips=tuple(entry.slip for entry in entries), reason=chosen.id, owner=who.id, due=until
    )
    return [Event(left, scene.by), *remember(scene, who.id, until, by=scene.by)]


def _not_waiting(entry: Entry) -> Refusal:
    words = Text("{slip} 不在待补录里。", "{slip} does not wait to be keyed in.").fill(slip=entry.slip)
    return Refusal("not_open", words)
