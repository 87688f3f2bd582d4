"""What of the register outlives a shift: pages that are out, entries that wait, envelopes, numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from dutyterm.shift.cash.parts import Part
from dutyterm.shift.register.state import Book, Entry, Envelope, Page, Register

CARRY_VERSION = 1

KEEP_NUMBERS = 400
"""So many numbers of envelopes, seals and receipts go along."""


class Carried(Part):
    """The end state that the next shift begins with. Practice is left behind (N13)."""

    v: int = CARRY_VERSION
    books: tuple[Book, ...] = ()
    pages: tuple[Page, ...] = ()
    entries: tuple[Entry, ...] = ()
    envelopes: tuple[Envelope, ...] = ()
    settled: bool = True
    numbers: tuple[str, ...] = ()
    receipts: tuple[str, ...] = ()


def to_carry(part: Register) -> Mapping[str, object] | None:
    """As JSON; None when the hall never had a register."""
    envelopes = (
        e for e in part.envelopes.values() if e.seal or e.off or part.held(e.envelope) or not part.settled
    )
    carried = Carried(
        books=tuple(book for book in part.books.values() if not book.drill),
        pages=tuple(page for page in part.pages if not page.drill and page.free()),
        entries=tuple(entry for entry in part.entries.values() if _goes_on(entry)),
        envelopes=tuple(envelopes),
        settled=part.settled,
        numbers=tuple(sorted(part.numbers))[-KEEP_NUMBERS:],
        receipts=tuple(sorted(part.receipts))[-KEEP_NUMBERS:],
    )
    if carried == Carried():
        return None
    return carried.model_dump(mode="json", exclude_none=True, exclude_defaults=False)


def _goes_on(entry: Entry) -> bool:
    """Something is still to be done, or its money was in no reconciliation yet."""
    if entry.written.drill or entry.void is not None:
        return False
    return not entry.ended or (bool(entry.written.due) and not entry.reconciled)


def from_carry(carried: object) -> Register:
    """The state that a shift begins with; an empty one when the carry is none or cannot be read."""
    if not isinstance(carried, Mapping) or carried.get("v") != CARRY_VERSION:
        return Register()
    try:
        # strict JSON rules, as for records: lists become tuples, but `true` is never a number
        known = Carried.model_validate_json(json.dumps(carried, default=dict))
    except (ValueError, TypeError, RecursionError):
        return Register()
    entries = (e.model_copy(update={"carried": True, "left": False}) for e in known.entries)
    return Register(
        books=MappingProxyType({book.book: book for book in known.books}),
        pages=tuple(page.model_copy(update={"carried": True}) for page in known.pages),
        entries=MappingProxyType({entry.slip: entry for entry in entries}),
        envelopes=MappingProxyType(
            {e.envelope: e.model_copy(update={"carried": True}) for e in known.envelopes}
        ),
        settled=known.settled,
        numbers=frozenset(known.numbers),
        receipts=frozenset(known.receipts),
    )
