"""What of the money outlives a shift, and how the next one takes it over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from dutyterm.shift.cash.books import counted_gain, places
from dutyterm.shift.cash.facts import Part, ValuableCounted
from dutyterm.shift.cash.sheet import Sheet
from dutyterm.shift.cash.state import Bag, Cash, Envelope, Packet, Span, Till, ToAudit, Transfer

CARRY_VERSION = 1

KEEP_NUMBERS = 400
"""So many numbers of bags, seals and envelopes go along; older ones are known from sealed shifts."""

KEEP_AUDITS = 120
"""So many closures wait for an auditor; in a hall where none comes, older ones are found in their shifts."""


class Carried(Part):
    """The end state that the next shift begins with."""

    v: int = CARRY_VERSION
    reserve: int | None = None
    reserve_sheet: Sheet | None = None
    reserve_ref: str = ""
    tills: tuple[Till, ...] = ()
    packets: tuple[Packet, ...] = ()
    bags: tuple[Bag, ...] = ()
    envelopes: tuple[Envelope, ...] = ()
    numbers: tuple[str, ...] = ()
    safe_seal: str | None = None
    safe_ref: str = ""
    valuables: tuple[ValuableCounted, ...] = ()
    valuables_ref: str = ""
    transfers: tuple[Transfer, ...] = ()
    to_audit: tuple[ToAudit, ...] = ()


def to_carry(cash: Cash) -> Mapping[str, object] | None:
    """As JSON; None when nobody ever counted anything."""
    tills = (till.model_copy(update={"spans": _unfinished(till)}) for till in cash.tills.values())
    carried = Carried(
        reserve=cash.reserve,
        reserve_sheet=cash.reserve_sheet,
        reserve_ref=cash.reserve_ref,
        tills=tuple(tills),
        packets=tuple(cash.packets.values()),
        bags=tuple(bag for bag in cash.bags.values() if not bag.finished),
        envelopes=tuple(e for e in cash.envelopes.values() if e.handed is None),
        numbers=tuple(sorted(cash.numbers))[-KEEP_NUMBERS:],
        safe_ref=cash.safe_ref,
        valuables=tuple(cash.valuables.values()),
        valuables_ref=cash.valuables_ref,
        transfers=tuple(cash.transfers.values()),
        to_audit=tuple(cash.to_audit.values())[-KEEP_AUDITS:],
        safe_seal=cash.safe_sealed.seal if cash.safe_sealed is not None else cash.safe_seal,
    )
    if carried == Carried():
        return None
    return carried.model_dump(mode="json", exclude_none=True, exclude_defaults=False)


def _unfinished(till: Till) -> tuple[Span, ...]:
    return tuple(span for span in till.spans if not span.finished)


def from_carry(carried: object) -> Cash:
    """The state that a shift begins with; an empty one when the carry is none or cannot be read."""
    if not isinstance(carried, Mapping) or carried.get("v") != CARRY_VERSION:
        return Cash()
    try:
        # strict JSON rules, as for records: lists become tuples, but `true` is never a number
        known = Carried.model_validate_json(json.dumps(carried, default=dict))
    except (ValueError, TypeError, RecursionError):
        return Cash()
    bags = tuple(bag.model_copy(update={"carried": True}) for bag in known.bags)
    cash = Cash(
        reserve=known.reserve,
        reserve_sheet=known.reserve_sheet,
        reserve_ref=known.reserve_ref,
        tills=MappingProxyType({t.id: t for t in known.tills}),
        packets=MappingProxyType({p.id: p for p in known.packets}),
        bags=MappingProxyType({b.bag: b for b in bags}),
        envelopes=MappingProxyType({e.envelope: e for e in known.envelopes}),
        numbers=frozenset(known.numbers),
        safe_seal=known.safe_seal,
        safe_ref=known.safe_ref,
        valuables_ref=known.valuables_ref,
        valuables=MappingProxyType({f"{v.item}/{v.what}": v for v in known.valuables}),
        transfers=MappingProxyType({t.ref: t for t in known.transfers}),
        to_audit=MappingProxyType({f"{a.till}#{a.number}": a for a in known.to_audit}),
    )
    # what was counted or banked before is in its place already and no flow of this shift
    banked = sum(bag.fen for bag in bags if bag.credited is not None)
    taken_over = {**places(cash), "before": banked - counted_gain(cash)}
    return replace(cash, taken_over=MappingProxyType(taken_over))
