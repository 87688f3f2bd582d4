"""Rules of refusing a customer on the record, and of making a number void (3f.2). Pure."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash.common import known_till
from dutyterm.shift.register import facts
from dutyterm.shift.register.common import open_envelope_of, ready, reason_of, same_person, taker
from dutyterm.shift.register.pages import drill_or_real, not_out, taken
from dutyterm.shift.register.state import Entry, of, slip_id
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored


def refuse(
    scene: Scene,
    business: str,
    clerk: str,
    *,
    offer: int | None = None,
    note: str = "",
    run: str | None = None,
    till: str | None = None,
    drill: bool = False,
) -> list[Event] | Refusal:
    """A customer wanted what is never done by hand, and was told so; with what was offered instead."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    never = rules.refused(business)
    if never is None:
        words = Text("这不是绝不手工办的业务。", "That is not among what is never done by hand.")
        return Refusal("unknown_business", words)
    who = taker(scene, clerk)
    if isinstance(who, Refusal):
        return who
    refused = drill_or_real(scene, run, drill) or (known_till(scene, till) if till is not None else None)
    if refused is not None:
        return refused
    if offer is not None and not 1 <= offer <= len(rules.offers.words):
        return Refusal("no_offer", Text("按数字选给客户的办法。", "Choose by digit what was offered."))
    text = stored(note, NAME_LIMIT, empty_ok=True)
    if isinstance(text, Refusal):
        return text
    fact = facts.BusinessRefused(
        business=never.id, clerk=who.id, at=scene.now, run=run, till=till, offer=offer, note=text, drill=drill
    )
    return [Event(fact, scene.by)]


def void(
    scene: Scene,
    book: str,
    number: int,
    reason: str,
    *,
    words: str = "",
    witness: str | None = None,
    instead: int | None = None,
) -> list[Event] | Refusal:
    """A number is void, with a reason: it stays visible, and its money went back before a witness."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    chosen = reason_of(rules.voids, reason)
    if isinstance(chosen, Refusal):
        return chosen
    text = stored(words, NAME_LIMIT, empty_ok=True)
    if isinstance(text, Refusal):
        return text
    register = of(scene.shift)
    entry, page = register.entry(book, number), register.page(book, number)
    if entry is None and page is None:
        return not_out(book, number)
    if entry is None and page is not None and str(number) in page.used:
        return taken(book, number)
    if entry is not None:
        refused = _voidable(scene, entry, witness)
        if refused is not None:
            return refused
    if instead is not None and (instead == number or register.entry(book, instead) is None):
        missing = Text("重写的那一号还没有登记。", "The number that takes its place is not written yet.")
        return Refusal("no_instead", missing)
    fact = facts.EntryVoided(
        slip=slip_id(book, number),
        reason=chosen.id,
        words=text,
        witness=witness,
        instead=slip_id(book, instead) if instead is not None else None,
    )
    return [Event(fact, scene.by)]


def _voidable(scene: Scene, entry: Entry, witness: str | None) -> Refusal | None:
    if entry.void is not None:
        return taken(entry.written.book, entry.written.number)
    if entry.rekeyed is not None or entry.returned is not None or entry.moved:
        words = Text(
            "{slip} 已补录或已退,不能作废。", "{slip} was keyed in or given back: it cannot be void."
        )
        return Refusal("too_late", words.fill(slip=entry.slip))
    if not entry.in_envelope:
        return None
    seen = taker(scene, witness) if witness is not None else None
    if seen is None:
        words = Text("收过款的作废要有人在场见证。", "Money was taken: somebody must see it go back.")
        return Refusal("witness_needed", words)
    if isinstance(seen, Refusal):
        return seen
    if seen.id == entry.written.clerk:
        return same_person(scene, seen.id)
    return open_envelope_of(scene, entry.written.envelope or "")
