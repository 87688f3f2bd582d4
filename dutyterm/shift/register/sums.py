"""Register, envelopes and system held against each other: no difference hides behind another (3f.2). Pure."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.register import facts
from dutyterm.shift.register.common import Signed, ready, reason_of, two
from dutyterm.shift.register.state import Register, of, slip_id
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Difference:
    """One place where two sums are not the same."""

    what: str
    """An envelope or a slip."""
    fen: int


@dataclass(frozen=True)
class Sums:
    """All in fen."""

    entries: int
    """Entries with money, voids and practice left out."""
    register: int
    """Taken by the register."""
    envelope: int
    """In the envelopes, as counted last."""
    keyed: int
    """Keyed into the system."""
    refunded: int
    envelopes_off: tuple[Difference, ...]
    """Counted less what should be there, where that is not zero."""
    keyed_off: tuple[Difference, ...]
    """Keyed in less what was moved for it, where that is not zero."""
    uncounted: tuple[str, ...]
    """Envelopes that nobody counted since money last went in."""

    @property
    def difference(self) -> int:
        """Envelope, system and refunds less register; zero when all is right."""
        return self.envelope + self.keyed + self.refunded - self.register

    @property
    def even(self) -> bool:
        """No difference anywhere, not even two that cancel out."""
        return not self.envelopes_off and not self.keyed_off


def sums(register: Register) -> Sums:
    """The sums as they stand."""
    money = [e for e in register.entries.values() if e.counts and e.written.due]
    envelopes = register.envelopes.values()
    keyed = [(e, e.rekeyed.fen if e.rekeyed is not None else 0) for e in money]
    return Sums(
        entries=len(money),
        register=sum(e.written.due for e in money),
        envelope=sum(e.in_envelope for e in money) + sum(e.off for e in envelopes),
        keyed=sum(fen for _, fen in keyed),
        refunded=sum(e.returned.fen for e in money if e.returned is not None),
        envelopes_off=tuple(Difference(e.envelope, e.off) for e in envelopes if e.off),
        keyed_off=tuple(Difference(e.slip, fen - e.moved) for e, fen in keyed if fen != e.moved),
        uncounted=tuple(e.envelope for e in envelopes if not e.counted),
    )


def reconcile(
    scene: Scene, *, cause: str | None = None, words: str = "", signed: Signed = ()
) -> list[Event] | Refusal:
    """Compares the three; a difference takes a cause, words and two names, and another never covers it."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    register = of(scene.shift)
    gaps = tuple(slip_id(p.book, n) for p in register.pages if not p.drill for n in p.gaps())
    if gaps:
        told = Text("先交代这些号: {slips}。", "First account for: {slips}.").fill(slips=", ".join(gaps[:5]))
        return Refusal("gaps", told, {"slips": gaps})
    found = sums(register)
    if found.uncounted:
        told = Text("信封 {e} 放进款后没有清点,先由两人点。", "Two people count envelope {e} first.")
        return Refusal("count_envelope", told.fill(e=found.uncounted[0]), {"envelopes": found.uncounted})
    text = stored(words, NAME_LIMIT, empty_ok=True)
    if isinstance(text, Refusal):
        return text
    if not found.even:
        refused = _unexplained(scene, found, cause, text, signed)
        if refused is not None:
            return refused
    fact = facts.Reconciled(
        entries=found.entries,
        register_fen=found.register,
        envelope_fen=found.envelope,
        keyed_fen=found.keyed,
        refunded_fen=found.refunded,
        envelope_off=sum(one.fen for one in found.envelopes_off),
        keyed_off=sum(one.fen for one in found.keyed_off),
        cause=None if found.even else cause,
        words=text,
        signed=signed,
    )
    return [Event(fact, scene.by)]


def _unexplained(scene: Scene, found: Sums, cause: str | None, text: str, signed: Signed) -> Refusal | None:
    rules = scene.manual.by_hand
    reason = reason_of(rules.causes if rules is not None else (), cause, "cause_needed")
    if isinstance(reason, Refusal):
        rows = [f"{one.what} {format_fen(one.fen)}" for one in (*found.envelopes_off, *found.keyed_off)]
        told = Text("有差异 {rows}: {why}", "Differences: {rows}. {why}")
        return Refusal("cause_needed", told.fill(rows=", ".join(rows), why=reason.text))
    if not text:
        return Refusal("words_needed", Text("差异要写明情况。", "A difference is explained in writing."))
    return two(scene, signed)
