"""Which numbers in the vault belong to the register, and when their entries came to an end (N22)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from dutyterm.shift.register.state import Entry, of
from dutyterm.shift.shift import Shift


def ended(shift: Shift) -> Mapping[str, datetime]:
    """Ids of the numbers whose entries are at their end, and since when; the days of the rule begin there."""
    return {
        id: entry.ended_at
        for entry in of(shift).entries.values()
        if entry.ended_at is not None
        for id in _ids(entry)
    }


def open_refs(shift: Shift) -> frozenset[str]:
    """Ids of the numbers that somebody still needs."""
    return frozenset(id for e in of(shift).entries.values() if e.ended_at is None for id in _ids(e))


def refs(shift: Shift) -> Mapping[str, str]:
    """Every id that this shift knows, with its commitment."""
    return {
        p.id: p.hash
        for e in of(shift).entries.values()
        for p in (e.written.phone, e.written.account)
        if p and p.id
    }


def _ids(entry: Entry) -> Iterator[str]:
    for personal in (entry.written.phone, entry.written.account):
        if personal is not None and personal.id:
            yield personal.id
