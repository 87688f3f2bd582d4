"""Folding records of tills: floats, movements, counts, results. What does not fit changes nothing."""

from __future__ import annotations

from dataclasses import replace

from dutyterm.model.record import Record
from dutyterm.shift.cash import facts
from dutyterm.shift.cash.state import Cash, Drop, Locked, Packet, Span, Till, Turn, ref_of, till_of
from dutyterm.shift.frozen import put


def fold_till(part: Cash, record: Record) -> Cash:
    """The part after a record about a till."""
    match record.fact:
        case facts.FloatIssued() as fact:
            return _issued(part, fact, record)
        case facts.ToppedUp() as fact:
            return _reserve(_changed(part, fact.till, topups=(fact.fen,)), part, -fact.fen)
        case facts.Exchanged() as fact:
            after = _changed(part, fact.till, exchanged=(fact.fen,))
            return after if after is part else replace(after, reserve_sheet=None)
        case facts.Dropped() as fact:
            after = _changed(part, fact.till, drops=(Drop(envelope=fact.envelope, fen=fact.fen),))
            ref = ref_of(part, record.id)
            packet = Packet(id=f"drop:{fact.envelope}", fen=fact.fen, till=fact.till, ref=ref)
            return part if after is part else replace(after, packets=put(part.packets, packet.id, packet))
        case facts.TillClosing() as fact:
            return _with(part, fact.till, closing=fact.closing, purpose=fact.purpose, to=fact.to)
        case facts.Counted() as fact:
            turn = Turn(turn=fact.turn, person=fact.person, sheet=fact.sheet, at=record.at)
            return _changed(part, fact.till, turns=(turn,))
        case facts.CountDropped() as fact:
            return _with(part, fact.till, turns=())
        case facts.CountLocked() as fact:
            return _locked(part, fact, record)
        case facts.ExpectedEntered() as fact:
            return _at(part, fact.till, fact.number, expected=fact)
        case facts.Recounted() as fact:
            turn = Turn(turn=1, person=fact.person, sheet=fact.sheet, at=record.at)
            return _at(part, fact.till, fact.number, recount=turn)
        case facts.DifferenceDecided() as fact:
            span = till_of(part, fact.till).at(fact.number)
            if span is None:
                return part
            return _at(part, fact.till, fact.number, decided={**span.decided, fact.tender: fact})
        case facts.FloatKept() as fact:
            return _kept(part, fact, ref_of(part, record.id))
        case _:
            return part


def _issued(part: Cash, fact: facts.FloatIssued, record: Record) -> Cash:
    till = till_of(part, fact.till)
    span = Span(
        ref=ref_of(part, record.id),
        number=fact.number,
        person=fact.person,
        opened_at=record.at,
        base=fact.sheet.total,
        sheet=fact.sheet,
        opening_difference=fact.sheet.total - fact.kept - fact.added,
    )
    after = _put(part, till.model_copy(
        update={"closures": max(till.closures, fact.number), "kept": None, "spans": (*till.spans, span)}
    ))  # fmt: skip
    after = replace(after, adjusted=part.adjusted + span.opening_difference)
    return _reserve(after, part, -fact.added)


def _locked(part: Cash, fact: facts.CountLocked, record: Record) -> Cash:
    till = till_of(part, fact.till)
    span = till.span
    if span is None or len(fact.signed) < 2:
        return part
    locked = Locked(
        purpose=fact.purpose,
        sheet=fact.sheet,
        first=fact.signed[0].person,
        second=fact.signed[1].person,
        at=record.at,
    )
    if fact.purpose == "closing":
        return _with(part, fact.till, locked=locked, closing=True)
    # the whole drawer stays: nothing but the drops goes to the bank from this closure
    ended = span.model_copy(update={"locked": locked, "kept": fact.sheet})
    new = Span(
        ref=ref_of(part, record.id),
        number=till.closures + 1,
        person=fact.to or span.person,
        opened_at=record.at,
        base=fact.sheet.total,
        sheet=fact.sheet,
    )
    spans = (*till.spans[:-1], ended, new)
    return _put(part, till.model_copy(update={"closures": new.number, "spans": spans}))


def _kept(part: Cash, fact: facts.FloatKept, ref: str) -> Cash:
    span = till_of(part, fact.till).at(fact.number)
    counted = span.counted if span is not None else None
    if counted is None:
        return part
    after = _at(part, fact.till, fact.number, kept=fact.kept)
    till = till_of(after, fact.till)
    after = _put(after, till.model_copy(update={"kept": fact.kept}))
    fen = counted.total - fact.kept.total
    if not fen:
        return after
    packet = Packet(id=f"till:{fact.till}#{fact.number}", fen=fen, over=fact.over, till=fact.till, ref=ref)
    return replace(after, packets=put(part.packets, packet.id, packet))


def _reserve(after: Cash, before: Cash, fen: int) -> Cash:
    """Money left the reserve for a till, or came back from one."""
    if after is before or not fen:
        return after
    return replace(after, reserve=(before.reserve or 0) + fen, reserve_sheet=None)


def _changed(part: Cash, id: str, **more: tuple[object, ...]) -> Cash:
    """The newest closure with something added to its lists."""
    till = till_of(part, id)
    span = till.span
    if span is None:
        return part
    update = {name: (*getattr(span, name), *new) for name, new in more.items()}
    return _put(part, _span_put(till, span.model_copy(update=update)))


def _with(part: Cash, id: str, **update: object) -> Cash:
    """The newest closure with something set."""
    till = till_of(part, id)
    if till.span is None:
        return part
    return _put(part, _span_put(till, till.span.model_copy(update=update)))


def _at(part: Cash, id: str, number: int, **update: object) -> Cash:
    """The closure with this number with something set."""
    till = till_of(part, id)
    span = till.at(number)
    return part if span is None else _put(part, _span_put(till, span.model_copy(update=update)))


def _span_put(till: Till, span: Span) -> Till:
    spans = tuple(span if s.number == span.number else s for s in till.spans)
    return till.model_copy(update={"spans": spans})


def _put(part: Cash, till: Till) -> Cash:
    return replace(part, tills=put(part.tills, till.id, till))
