"""One record more: what it changes in the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from dutyterm.model.record import Fact, Record
from dutyterm.shift.frozen import put
from dutyterm.shift.register import facts
from dutyterm.shift.register.state import Book, Entry, Envelope, Page, Register, Used

WIDEST: Final = 1_000
"""More numbers than any page has; a record that speaks of more is forged."""


def folded(part: Register, record: Record) -> Register:
    """The part after this record; one that does not fit what is known changes nothing."""
    match record.fact:
        case facts.PagesIssued() as fact:
            return _issued(part, record, fact)
        case facts.PagesReturned() as fact:
            return _returned(part, fact)
        case facts.GapExplained() as fact:
            if fact.last - fact.first >= WIDEST:
                return part
            for number in range(fact.first, fact.last + 1):
                part = _use(part, fact.book, number, "explained")
            return replace(part, explained=part.explained + fact.last - fact.first + 1)
        case facts.BusinessRefused() as fact:
            return replace(part, refused=(*part.refused, fact))
        case facts.RegisterLeft() as fact:
            known = {
                s: part.entries[s].model_copy(update={"left": True}) for s in fact.slips if s in part.entries
            }
            return replace(part, entries=MappingProxyType({**part.entries, **known}))
        case facts.Reconciled() as fact:
            covered = {
                slip: entry
                if entry.waits or entry.unchecked
                else entry.model_copy(update={"reconciled": True})
                for slip, entry in part.entries.items()
            }
            settled = replace(part, reconciled=(*part.reconciled, fact), settled=True)
            return replace(settled, entries=MappingProxyType(covered))
        case facts.EntryWritten() as fact:
            return _written(part, record, fact)
        case facts.EntryVoided() as fact:
            return _voided(part, record, fact)
        case None:
            return part
        case fact:
            fold = _FOLDS.get(type(fact))
            return part if fold is None else fold(part, record, fact)


def _issued(part: Register, record: Record, fact: facts.PagesIssued) -> Register:
    if not 0 <= fact.last - fact.first < WIDEST:
        return part
    book = part.books.get(fact.book) or Book(book=fact.book, next=fact.first, drill=fact.drill)
    stock = [
        row
        for first, last in book.stock
        for row in ((first, min(last, fact.first - 1)), (max(first, fact.last + 1), last))
        if row[0] <= row[1]
    ]
    book = book.model_copy(update={"next": max(book.next, fact.last + 1), "stock": tuple(stock)})
    page = Page(
        ref=_ref(part, record),
        book=fact.book,
        first=fact.first,
        last=fact.last,
        person=fact.person,
        run=fact.run,
        drill=fact.drill,
    )
    return replace(part, books=put(part.books, fact.book, book), pages=(*part.pages, page))


def _returned(part: Register, fact: facts.PagesReturned) -> Register:
    book, page = part.books.get(fact.book), part.page(fact.book, fact.first)
    if book is None or page is None or page.last != fact.last:
        return part
    cut = page.model_copy(update={"last": fact.first - 1})
    pages = tuple(
        cut if one is page else one for one in part.pages if one is not page or cut.last >= cut.first
    )
    stock, after = [*book.stock, (fact.first, fact.last)], book.next
    stock.sort()
    while stock and stock[-1][1] == after - 1:
        after = stock.pop()[0]  # nothing beyond it was ever given out: the book goes on from there
    kept = book.model_copy(update={"stock": tuple(stock), "next": after})
    return replace(part, books=put(part.books, fact.book, kept), pages=pages)


def _use(part: Register, book: str, number: int, what: Used) -> Register:
    pages = tuple(
        page.model_copy(update={"used": {**page.used, str(number): what}})
        if page.book == book and page.has(number)
        else page
        for page in part.pages
    )
    return replace(part, pages=pages)


def _written(part: Register, record: Record, fact: facts.EntryWritten) -> Register:
    slip, page = fact.slip, part.page(fact.book, fact.number)
    if page is None or str(fact.number) in page.used:
        return part
    entry = _ended(Entry(ref=_ref(part, record), by=record.by, written=fact), record.at)
    part = _use(part, fact.book, fact.number, "written")
    receipts = part.receipts | {fact.receipt} if fact.receipt else part.receipts
    part = replace(part, entries=put(part.entries, slip, entry), receipts=receipts)
    if fact.drill or not fact.due:
        return part
    if (envelope := part.envelopes.get(fact.envelope or "")) is not None:
        part = _put(part, envelope.model_copy(update={"counted": False}))
    return replace(part, settled=False)


def _voided(part: Register, record: Record, fact: facts.EntryVoided) -> Register:
    part = _use(part, fact.book, fact.number, "void")
    if fact.slip not in part.entries:
        return replace(part, voids=put(part.voids, fact.slip, fact))
    return _change(part, record, fact.slip, void=fact)


def _change(part: Register, record: Record, slip: str, **values: Any) -> Register:
    entry = part.entries.get(slip)
    if entry is None:
        return part
    changed = _ended(entry.model_copy(update={**values, "reconciled": False}), record.at)
    settled = part.settled and (entry.written.drill or not entry.written.due)
    return replace(part, entries=put(part.entries, entry.slip, changed), settled=settled)


def _ended(entry: Entry, at: datetime) -> Entry:
    if not entry.ended:
        return entry.model_copy(update={"ended_at": None})
    return entry if entry.ended_at is not None else entry.model_copy(update={"ended_at": at})


def _rekeyed(part: Register, record: Record, fact: facts.EntryRekeyed) -> Register:
    entry = part.entries.get(fact.slip)
    moved = fact.moved + (entry.moved if entry is not None else 0)
    return _change(part, record, fact.slip, rekeyed=fact, checked=None, moved=moved)


def _checked(part: Register, record: Record, fact: facts.EntryChecked) -> Register:
    if fact.right:
        return _change(part, record, fact.slip, checked=fact)
    return _change(part, record, fact.slip, rekeyed=None, checked=None)


def _given_back(part: Register, record: Record, fact: facts.EntryReturned) -> Register:
    return _change(part, record, fact.slip, returned=fact)


def _called(part: Register, record: Record, fact: facts.EntryCalled) -> Register:
    entry = part.entries.get(fact.slip)
    if entry is None:
        return part
    changed = _ended(entry.model_copy(update={"calls": (*entry.calls, fact)}), record.at)
    # no money and no number changes by a call
    return replace(part, entries=put(part.entries, entry.slip, changed))


def _opened(part: Register, record: Record, fact: facts.EnvelopeOpened) -> Register:
    made = Envelope(ref=_ref(part, record), envelope=fact.envelope, person=fact.person)
    return _number(_put(part, made), fact.envelope)


def _counted(part: Register, record: Record, fact: facts.EnvelopeCounted) -> Register:
    del record
    known = part.envelopes.get(fact.envelope)
    if known is None:
        return part
    off = fact.fen - fact.expected
    changed = known.model_copy(update={"off": off, "counted": True})
    return replace(_put(part, changed), settled=part.settled and off == known.off)


def _sealed(part: Register, record: Record, fact: facts.EnvelopeSealed) -> Register:
    del record
    known = part.envelopes.get(fact.envelope)
    if known is None:
        return part
    off = fact.fen - fact.expected
    changed = known.model_copy(update={"off": off, "counted": True, "seal": fact.seal})
    return replace(_number(_put(part, changed), fact.seal), settled=part.settled and off == known.off)


def _unsealed(part: Register, record: Record, fact: facts.EnvelopeUnsealed) -> Register:
    del record
    known = part.envelopes.get(fact.envelope)
    return part if known is None else _put(part, known.model_copy(update={"seal": None}))


def _put(part: Register, envelope: Envelope) -> Register:
    return replace(part, envelopes=put(part.envelopes, envelope.envelope, envelope))


def _number(part: Register, number: str) -> Register:
    return replace(part, numbers=part.numbers | {number}, used=(*part.used, number))


def _ref(part: Register, record: Record) -> str:
    return f"{part.journal}#{record.id}"


_FOLDS: Mapping[type[Fact], Callable[[Register, Record, Any], Register]] = {
    facts.EnvelopeOpened: _opened,
    facts.EnvelopeCounted: _counted,
    facts.EnvelopeSealed: _sealed,
    facts.EnvelopeUnsealed: _unsealed,
    facts.EntryRekeyed: _rekeyed,
    facts.EntryChecked: _checked,
    facts.EntryReturned: _given_back,
    facts.EntryCalled: _called,
}
