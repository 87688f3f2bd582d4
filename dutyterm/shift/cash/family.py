"""The family of cash: what happened to the money, what hinders, what goes on into the next shift (3e)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dutyterm.i18n import Text
from dutyterm.manual.schema import Block
from dutyterm.model.record import Fact, Record
from dutyterm.shift import life
from dutyterm.shift.cash import facts, state
from dutyterm.shift.cash.carried import from_carry, to_carry
from dutyterm.shift.cash.fold_tills import fold_till
from dutyterm.shift.cash.handing import handed as handed
from dutyterm.shift.cash.state import Bag, Cash, Envelope, Packet, ref_of
from dutyterm.shift.cash.told import differences_of, till_name, transfer_name, waiting_bags
from dutyterm.shift.frozen import drop, put
from dutyterm.shift.shift import Blocker, Scene, Shift

KEY = state.KEY
EMPTY = state.EMPTY
of = state.of

FACTS: tuple[type[Fact], ...] = (
    facts.ReserveCounted,
    facts.ReserveMoved,
    facts.FloatIssued,
    facts.OpeningDifference,
    facts.ToppedUp,
    facts.Exchanged,
    facts.Dropped,
    facts.TillClosing,
    facts.Counted,
    facts.CountDropped,
    facts.CountLocked,
    facts.ExpectedEntered,
    facts.Recounted,
    facts.DifferenceDecided,
    facts.FloatKept,
    facts.BoxCounted,
    facts.BagSealed,
    facts.SealVoided,
    facts.BagMoved,
    facts.BagCredited,
    facts.CreditDecided,
    facts.SuspectHeld,
    facts.SuspectHanded,
    facts.SafeSealed,
    facts.SafeChecked,
    facts.OvernightChecked,
    facts.ValuableCounted,
    facts.TendersCounted,
    facts.ReportPending,
    facts.DrawerTold,
    facts.TransferSent,
    facts.TransferConfirmed,
    facts.TransferReturned,
    facts.TransfersLeft,
    facts.Audited,
    facts.ReversalsReviewed,
    facts.FormsCompared,
    facts.ValuablesStored,
    facts.OverReturned,
)


def apply(part: Cash, record: Record) -> Cash:
    """The part after this record."""
    match record.fact:
        case life.ShiftOpened() as fact:
            if part is not EMPTY:
                return part  # a shift is opened once; a second such record changes nothing
            return replace(from_carry(fact.carried.get(KEY)), journal=fact.journal)
        case facts.ReserveCounted() | facts.ReserveMoved():
            return _reserve(part, record)
        case facts.OpeningDifference() as fact:
            return replace(part, openings=(*part.openings, fact))
        case facts.BoxCounted() as fact:
            packet = Packet(id=f"box:{fact.box}", fen=fact.fen, ref=ref_of(part, record.id))
            return replace(
                part,
                boxes=(*part.boxes, fact.box),
                boxes_fen=part.boxes_fen + fact.fen,
                boxes_off=part.boxes_off or fact.slip not in (None, fact.fen),
                packets=put(part.packets, packet.id, packet) if fact.fen else part.packets,
            )
        case facts.Dropped() as fact:
            return _number(fold_till(part, record), fact.envelope)
        case facts.BagSealed() | facts.SealVoided() | facts.BagMoved() | facts.BagCredited():
            return _bag(part, record)
        case facts.CreditDecided() as fact if fact.bag in part.bags:
            return _put_bag(part, part.bags[fact.bag].model_copy(update={"decided": fact}))
        case facts.SuspectHeld() | facts.SuspectHanded():
            return _envelope(part, record)
        case facts.SafeSealed() as fact:
            return _number(replace(part, safe_sealed=fact, safe_ref=ref_of(part, record.id)), fact.seal)
        case facts.SafeChecked() as fact:
            return replace(part, safe_checked=fact, safe_ref=ref_of(part, record.id))
        case facts.ValuableCounted() as fact:
            name = f"{fact.item}/{fact.what}"
            return replace(
                part,
                valuables=put(part.valuables, name, fact),
                valuables_ref=ref_of(part, record.id),
                counts_now=put(part.counts_now, f"{fact.occasion}/{name}", fact),
            )
        case facts.ValuablesStored() as fact:
            return replace(part, stored=fact)
        case facts.ReversalsReviewed() as fact:
            return replace(part, reversals=fact)
        case facts.FormsCompared() as fact:
            return replace(part, forms=fact)
        case facts.Audited() as fact:
            name = f"{fact.till}#{fact.number}"
            left = drop(part.to_audit, name) if name in part.to_audit else part.to_audit
            return replace(part, to_audit=left, audits=put(part.audits, name, fact))
        case facts.TransferSent() as fact if fact.envelope:
            return _number(fold_till(part, record), fact.envelope)
        case facts.ReportPending() as fact:
            return _number(fold_till(part, record), fact.pouch)
        case facts.OverReturned() as fact:
            key = state.over_key(fact.day, fact.till, fact.number, fact.tender)
            return replace(part, returned=put(part.returned, key, part.returned.get(key, 0) + fact.fen))
        case facts.OvernightChecked() as fact:
            return replace(part, overnight=fact)
        case _:
            return fold_till(part, record)


def _reserve(part: Cash, record: Record) -> Cash:
    match record.fact:
        case facts.ReserveCounted() as fact:
            found = replace(
                part,
                reserve=fact.sheet.total,
                reserve_sheet=fact.sheet,
                reserve_counted_at=record.at,
                reserve_ref=ref_of(part, record.id),
            )
            if part.reserve is None:
                return replace(found, brought_in=part.brought_in + fact.sheet.total)
            return replace(found, adjusted=part.adjusted + fact.sheet.total - part.reserve)
        case facts.ReserveMoved() as fact:
            moved = (part.reserve or 0) + fact.fen
            return replace(part, reserve=moved, reserve_sheet=None, moved=part.moved + fact.fen)
        case _:
            return part


def _bag(part: Cash, record: Record) -> Cash:
    match record.fact:
        case facts.BagSealed() as fact:
            bag = Bag(
                ref=ref_of(part, record.id),
                bag=fact.bag,
                seal=fact.seal,
                fen=fact.fen,
                over=fact.over,
                words=fact.words,
                packets=fact.packets,
                sealed_at=record.at,
                signers=tuple(s.person for s in fact.signed),
            )
            packets = part.packets
            for id in fact.packets:
                packets = drop(packets, id)
            return _number(_put_bag(replace(part, packets=packets), bag), fact.bag, fact.seal)
        case facts.SealVoided() as fact:
            return _number(part, fact.seal)
        case facts.BagMoved() as fact if fact.bag in part.bags:
            bag = part.bags[fact.bag]
            return _put_bag(part, bag.model_copy(update={"moves": (*bag.moves, fact)}))
        case facts.BagCredited() as fact if fact.bag in part.bags:
            return _put_bag(part, part.bags[fact.bag].model_copy(update={"credited": fact}))
        case _:
            return part


def _envelope(part: Cash, record: Record) -> Cash:
    match record.fact:
        case facts.SuspectHeld() as fact:
            one = Envelope(
                ref=ref_of(part, record.id),
                envelope=fact.envelope,
                face=fact.face,
                sort=fact.sort,
                till=fact.till,
            )
            return _number(replace(part, envelopes=put(part.envelopes, one.envelope, one)), one.envelope)
        case facts.SuspectHanded() as fact if fact.envelope in part.envelopes:
            one = part.envelopes[fact.envelope].model_copy(update={"handed": fact.receipt})
            return replace(part, envelopes=put(part.envelopes, one.envelope, one))
        case _:
            return part


def _put_bag(part: Cash, bag: Bag) -> Cash:
    return replace(part, bags=put(part.bags, bag.bag, bag))


def _number(part: Cash, *numbers: str) -> Cash:
    return replace(part, numbers=part.numbers | set(numbers), used=(*part.used, *numbers))


def blocks(scene: Scene, what: Block) -> tuple[Blocker, ...]:
    """A count under way hinders handing over; a till that nobody settled hinders leaving (CLS-06, CLS-08)."""
    cash = of(scene.shift)
    found: list[Blocker] = []
    for till in cash.tills.values():
        name = till_name(scene, till.id)
        for span in till.spans:
            if what in ("handover", "leave") and span.turns and span.locked is None:
                words = Text("{till}正在清点,先点完锁定", "{till} is being counted: lock the count first")
                found.append(Blocker(what, words.fill(till=name), f"till:{till.id}"))
            elif what == "leave" and not span.finished and not span.waits_for_report:
                words = Text("{till}还没有结清", "{till} is not settled")
                found.append(Blocker(what, words.fill(till=name), f"till:{till.id}"))
    if what in ("handover", "leave"):
        for one in cash.transfers.values():
            if one.left is None:
                words = transfer_name(scene, one)
                found.append(Blocker(what, _UNCONFIRMED.fill(what=words), f"transfer:{one.ref}"))
    if what == "leave":
        found.extend(waiting_bags(cash))
    return tuple(found)


_UNCONFIRMED = Text("{what} 还没有人确认", "{what}: nobody confirmed it")


def carry(shift: Shift) -> Mapping[str, object] | None:
    """Reserve, floats, unfinished closures, packets, bags not credited, envelopes, numbers."""
    return to_carry(of(shift))


def summary(scene: Scene) -> Mapping[str, object]:
    """Differences, numbers used and what was banked; the reviewer and `Past` read it."""
    cash = of(scene.shift)
    if not (cash.tills or cash.used or cash.returned) and cash.reserve is None:
        return {}
    return {
        "differences": differences_of(cash),
        "numbers": list(cash.used),
        "openings": [{"till": o.till, "fen": o.fen} for o in cash.openings],
        "pending": [
            {"till": till.id, "number": span.number}
            for till in cash.tills.values()
            for span in till.spans
            if span.waits_for_report
        ],
        "returned": [{"over": key, "fen": fen} for key, fen in cash.returned.items()],
        "under_way": sum(one.fen for one in cash.transfers.values()),
        "audited": [{"till": a.till, "number": a.number, "finding": a.finding} for a in cash.audits.values()],
        "banked": [
            {"bag": bag.bag, "fen": bag.fen, "difference": bag.difference}
            for bag in cash.bags.values()
            if bag.credited is not None
        ],
    }
