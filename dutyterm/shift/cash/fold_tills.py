"""Folding records of tills: floats, movements, counts, results. What does not fit changes nothing."""

from __future__ import annotations

from dataclasses import replace

from dutyterm.model.record import Record
from dutyterm.shift.cash import facts
from dutyterm.shift.cash.state import (
    Cash,
    Drop,
    Locked,
    Packet,
    Span,
    Till,
    ToAudit,
    Transfer,
    Turn,
    ref_of,
    till_of,
)
from dutyterm.shift.frozen import drop, put


def fold_till(part: Cash, record: Record) -> Cash:
    """The part after a record about a till."""
    match record.fact:
        case facts.FloatIssued() as fact:
            return _issued(part, fact, record)
        case facts.ToppedUp() as fact:
            after = _seen(_changed(part, fact.till, topups=(fact.fen,)), fact.till, fact.fen)
            return _reserve(after, part, -fact.fen)
        case facts.Exchanged() as fact:
            after = _changed(part, fact.till, exchanged=(fact.fen,))
            return after if after is part else replace(after, reserve_sheet=None)
        case facts.Dropped() as fact:
            after = _changed(part, fact.till, drops=(Drop(envelope=fact.envelope, fen=fact.fen),))
            after = replace(_seen(after, fact.till, -fact.fen), drawer_at=record.id)
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
            after = _at(part, fact.till, fact.number, decided={**span.decided, fact.tender: fact})
            return _to_audit(after, fact.till, fact.number, record)
        case facts.FloatKept() as fact:
            after = _kept(part, fact, ref_of(part, record.id))
            return _to_audit(after, fact.till, fact.number, record)
        case facts.TendersCounted() as fact:
            return _at(part, fact.till, fact.number, actuals=fact)
        case facts.ReportPending() as fact:
            return _at(part, fact.till, fact.number, pending=fact)
        case facts.DrawerTold() as fact:
            return replace(_with(part, fact.till, told=fact.fen), drawer_at=record.id)
        case facts.TransferSent() | facts.TransferConfirmed() | facts.TransferReturned():
            return _transfer(part, record)
        case facts.TransfersLeft() as fact:
            left = {ref: part.transfers[ref] for ref in fact.transfers if ref in part.transfers}
            known = part.transfers
            for ref, one in left.items():
                known = put(known, ref, one.model_copy(update={"left": fact.reason}))
            return replace(part, transfers=known)
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
    if till.span is not None and till.span.number == fact.number:
        after = _put(after, till.model_copy(update={"kept": fact.kept}))
    fen = counted.total - fact.kept.total
    if not fen:
        return after
    packet = Packet(id=f"till:{fact.till}#{fact.number}", fen=fen, over=fact.over, till=fact.till, ref=ref)
    return replace(after, packets=put(part.packets, packet.id, packet))


def _transfer(part: Cash, record: Record) -> Cash:
    """Money that left one side: under way, then taken by the other, or back where it came from."""
    match record.fact:
        case facts.TransferSent() as fact:
            span = till_of(part, fact.till).span
            if span is None:
                return part
            one = Transfer(
                ref=ref_of(part, record.id), sort=fact.sort, till=fact.till, number=span.number,
                fen=fact.fen, envelope=fact.envelope, at=record.at,
                by=fact.signed[0].person if fact.signed else "",
            )  # fmt: skip
            after = part
            if fact.sort == "drop":
                after = _changed(part, fact.till, drops=(Drop(envelope=fact.envelope, fen=fact.fen),))
                after = replace(_seen(after, fact.till, -fact.fen), drawer_at=record.id)
            else:
                after = replace(part, reserve=(part.reserve or 0) - fact.fen, reserve_sheet=None)
            return replace(after, transfers=put(part.transfers, one.ref, one))
        case facts.TransferConfirmed() as fact if fact.transfer in part.transfers:
            return _confirmed(part, part.transfers[fact.transfer], fact)
        case facts.TransferReturned() as fact if fact.transfer in part.transfers:
            return _returned(part, part.transfers[fact.transfer])
        case _:
            return part


def _confirmed(part: Cash, one: Transfer, fact: facts.TransferConfirmed) -> Cash:
    """What was counted lies where it was sent; another sum than was sent is a difference of its own."""
    span = till_of(part, one.till).at(one.number)
    after = replace(
        part,
        transfers=drop(part.transfers, one.ref),
        adjusted=part.adjusted + fact.fen - one.fen,
    )
    if one.sort == "drop":
        packet = Packet(id=f"drop:{one.envelope}", fen=fact.fen, till=one.till, ref=one.ref)
        return replace(after, packets=put(part.packets, packet.id, packet)) if fact.fen else after
    if span is None or span.locked is not None:
        return part  # a drawer that is counted takes nothing more: no rule writes this
    after = _at(after, one.till, one.number, topups=(*span.topups, fact.fen))
    return _seen(after, one.till, fact.fen)


def _returned(part: Cash, one: Transfer) -> Cash:
    after = replace(part, transfers=drop(part.transfers, one.ref))
    if one.sort == "top_up":
        return replace(after, reserve=(part.reserve or 0) + one.fen, reserve_sheet=None)
    span = till_of(part, one.till).at(one.number)
    if span is None or span.locked is not None:
        return part  # its closing has it as a drop already: no rule writes this
    drops = tuple(done for done in span.drops if done.envelope != one.envelope)
    return _seen(_at(after, one.till, one.number, drops=drops), one.till, one.fen)


def _seen(part: Cash, id: str, fen: int) -> Cash:
    """What somebody said of the drawer goes on with what moves in and out."""
    span = till_of(part, id).span
    if span is None or span.told is None:
        return part
    return _with(part, id, told=max(0, span.told + fen))


def _to_audit(part: Cash, id: str, number: int, record: Record) -> Cash:
    """A closure that is settled waits for the auditor."""
    span = till_of(part, id).at(number)
    name = f"{id}#{number}"
    if span is None or not span.finished or span.closure is None or name in part.to_audit:
        return part
    signed = [s.person for done in span.decided.values() for s in done.signed]
    counters = [span.locked.first, span.locked.second] if span.locked is not None else []
    one = ToAudit(
        ref=span.ref, till=id, number=number, person=span.person, closed_at=record.at,
        pay_in=span.closure.pay_in, variance=span.closure.variance,
        signers=tuple(dict.fromkeys([span.person, *counters, *signed])),
    )  # fmt: skip
    return replace(part, to_audit=put(part.to_audit, name, one))


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
