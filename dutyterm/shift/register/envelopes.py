"""Rules of the envelope: the money of the register lies apart until it is keyed in (e.2). Pure."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.register import facts
from dutyterm.shift.register.common import (
    ENVELOPE,
    SEAL,
    Signed,
    amount,
    fresh,
    number,
    open_envelope_of,
    ready,
    taker,
    two,
)
from dutyterm.shift.register.state import of
from dutyterm.shift.shift import Scene


def open_one(scene: Scene, envelope: str, person: str) -> list[Event] | Refusal:
    """An envelope with a number of its own, kept by one person."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    name = fresh(scene, envelope, ENVELOPE)
    if isinstance(name, Refusal):
        return name
    who = taker(scene, person)
    if isinstance(who, Refusal):
        return who
    return [Event(facts.EnvelopeOpened(envelope=name, person=who.id), scene.by)]


def count(scene: Scene, envelope: str, fen: int, signed: Signed) -> list[Event] | Refusal:
    """Two people count what is in it; what differs from the register shows, and is never adjusted away."""
    refused = _countable(scene, envelope, fen, signed)
    if refused is not None:
        return refused
    expected = of(scene.shift).held(envelope)
    fact = facts.EnvelopeCounted(envelope=envelope, fen=fen, expected=expected, signed=signed)
    return [Event(fact, scene.by)]


def seal(scene: Scene, envelope: str, seal_number: str, fen: int, signed: Signed) -> list[Event] | Refusal:
    """It is counted and closed; it goes into the safe and on to the next shift by name (CLS-14)."""
    refused = _countable(scene, envelope, fen, signed)
    if refused is not None:
        return refused
    name = fresh(scene, seal_number, SEAL)
    if isinstance(name, Refusal):
        return name
    expected = of(scene.shift).held(envelope)
    fact = facts.EnvelopeSealed(envelope=envelope, seal=name, fen=fen, expected=expected, signed=signed)
    return [Event(fact, scene.by)]


def unseal(scene: Scene, envelope: str, seal_number: str, signed: Signed) -> list[Event] | Refusal:
    """Two people compare the seal and open it; a seal that does not match is recorded as it is."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    known = of(scene.shift).envelopes.get(envelope)
    if known is None or known.seal is None:
        return Refusal("not_sealed", Text("这个信封没有封。", "This envelope is not sealed."))
    typed = number(seal_number, SEAL)
    if isinstance(typed, Refusal):
        return typed
    refused = two(scene, signed)
    if refused is not None:
        return refused
    fact = facts.EnvelopeUnsealed(envelope=envelope, seal=typed, matches=typed == known.seal, signed=signed)
    return [Event(fact, scene.by)]


def _countable(scene: Scene, envelope: str, fen: int, signed: Signed) -> Refusal | None:
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    return open_envelope_of(scene, envelope) or amount(fen, least=0) or two(scene, signed)
