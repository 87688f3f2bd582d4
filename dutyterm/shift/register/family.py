"""The family of the register: its fold, what it hinders, what it carries on, its figures (3f.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dutyterm.manual.schema import Block
from dutyterm.model.record import Fact, Record
from dutyterm.shift import life
from dutyterm.shift.register import facts, state
from dutyterm.shift.register.carried import from_carry, to_carry
from dutyterm.shift.register.fold import folded
from dutyterm.shift.register.handing import handed as handed
from dutyterm.shift.register.state import Register
from dutyterm.shift.register.sums import sums
from dutyterm.shift.register.waiting import hinders, late, open_entries, real
from dutyterm.shift.shift import Blocker, Scene, Shift

KEY = state.KEY
EMPTY = state.EMPTY
of = state.of

FACTS: tuple[type[Fact], ...] = facts.FACTS


def apply(part: Register, record: Record) -> Register:
    """The part after this record."""
    fact = record.fact
    if isinstance(fact, life.ShiftOpened):
        if part is not EMPTY:
            return part  # a shift is opened once; a second such record changes nothing
        return replace(from_carry(fact.carried.get(KEY)), journal=fact.journal)
    return folded(part, record) if isinstance(fact, FACTS) else part


def blocks(scene: Scene, what: Block) -> tuple[Blocker, ...]:
    """Nobody leaves while a number has no state, an entry waits unexplained or money lies open (CLS-14, N11).

    A handover in the middle of the day goes on with open pages and entries; only missing numbers hinder it.
    """
    if what not in ("leave", "handover"):
        return ()
    found = hinders(scene)
    return tuple(
        Blocker(what, h.text, f"register:{h.sort}") for h in found if what == "leave" or h.sort == "gap"
    )


def carry(shift: Shift) -> Mapping[str, object] | None:
    """Pages that are out, entries that wait, envelopes, used numbers; practice stays behind."""
    return to_carry(of(shift))


def summary(scene: Scene) -> Mapping[str, object]:
    """Figures of this shift for overviews; practice apart, so that it changes none of them (N13)."""
    register = of(scene.shift)
    found: dict[str, object] = {}
    own = [e for e in real(register) if not e.carried]
    turned_away = [r for r in register.refused if not r.drill]
    if own or turned_away or register.voids or open_entries(register) or register.used:
        money = sums(register)
        found = {
            "entries": len(own),
            "fen": sum(e.written.due for e in own if e.void is None),
            "voids": len(register.voids) + sum(e.void is not None for e in own),
            "refused": len(turned_away),
            "explained": register.explained,
            "open": sum(e.waits for e in real(register)),
            "unchecked": sum(e.unchecked for e in real(register)),
            "late": len(late(scene)),
            "in_envelopes": money.envelope,
            "numbers": list(register.used),
        }
        if register.reconciled:
            last = register.reconciled[-1]
            found["difference"] = last.envelope_off + last.keyed_off
    if practice := sum(e.written.drill for e in register.entries.values()):
        found["drills"] = practice
    return found
