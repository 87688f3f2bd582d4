"""What of the money the next duty manager accepts by name: tills, reserve, packets, bags, envelopes (e.7)."""

from __future__ import annotations

from collections.abc import Iterator

from dutyterm.i18n import Text, joined, same
from dutyterm.model.money import format_fen
from dutyterm.shift.cash.state import Cash, Span, of, state_of
from dutyterm.shift.cash.stock import lost
from dutyterm.shift.cash.told import name_of, packet_name, till_name, transfer_name
from dutyterm.shift.handed import Handed
from dutyterm.shift.shift import Scene


def handed(scene: Scene) -> tuple[Handed, ...]:
    """Everything that holds money now, each by its own record."""
    return tuple(_handed(scene, of(scene.shift)))


def _handed(scene: Scene, cash: Cash) -> Iterator[Handed]:
    if cash.reserve is not None:
        words = Text("备用金库 {fen}", "reserve {fen}").fill(fen=format_fen(cash.reserve))
        off = any(one.till == "reserve" for one in cash.openings)
        yield _one(cash, cash.reserve_ref, words, flagged=off)
    for till in cash.tills.values():
        for span in till.spans:
            if not span.finished and (span is not till.span or state_of(cash, till.id) != "paid"):
                yield _one(cash, span.ref, _till_words(scene, till.id, span), flagged=_is_off(span))
    for transfer in cash.transfers.values():
        words = (_UNCONFIRMED if transfer.left is None else _LEFT).fill(
            what=transfer_name(scene, transfer), why=transfer.left or ""
        )
        yield _one(cash, transfer.ref, words, flagged=True)
    for packet in cash.packets.values():
        words = Text("待封款 {what} {fen}", "to be bagged: {what}, {fen}")
        named = words.fill(what=packet_name(scene, packet), fen=format_fen(packet.fen))
        yield _one(cash, packet.ref, named)
    for bag in cash.bags.values():
        if not bag.finished:
            words = _BAG.fill(bag=bag.bag, seal=bag.seal, fen=format_fen(bag.fen))
            yield _one(cash, bag.ref, words, flagged=bool(bag.difference))
    for envelope in cash.envelopes.values():
        if envelope.handed is None:
            words = _ENVELOPE.fill(envelope=envelope.envelope, face=format_fen(envelope.face))
            yield _one(cash, envelope.ref, words, flagged=True)

    yield from _beside(scene, cash)


def _beside(scene: Scene, cash: Cash) -> Iterator[Handed]:
    """What goes with the money: valuables by what was counted last, and the seal of the safe (e.6, e.7)."""
    if cash.valuables and cash.valuables_ref:
        known = {one.id: one.name for one in scene.manual.cash.valuables} if scene.manual.cash else {}
        named = [
            _COUNTED.fill(what=_called(known.get(one.item, same(one.item)), one.what), n=one.quantity)
            for one in cash.valuables.values()
        ]
        words = _VALUABLES.fill(what=joined(Text("、", ", "), named))
        off = any(lost(one) for one in cash.valuables.values())
        yield _one(cash, cash.valuables_ref, words, flagged=off)
    sealed, checked = cash.safe_sealed, cash.safe_checked
    seal = sealed.seal if sealed is not None else checked.seal if checked is not None else cash.safe_seal
    if seal is not None and cash.safe_ref:
        off = sealed is None and checked is not None and not checked.matches
        yield _one(cash, cash.safe_ref, _SAFE.fill(seal=seal), flagged=off)


def _called(name: Text, what: str) -> Text:
    return Text("{name} {what}", "{name} {what}").fill(name=name, what=what) if what else name


def _one(cash: Cash, ref: str, title: Text, *, flagged: bool = False) -> Handed:
    carried = not ref.startswith(f"{cash.journal}#")
    return Handed(ref=ref, sort="cash", title=title, flagged=flagged, carried=carried)


def _till_words(scene: Scene, till: str, span: Span) -> Text:
    """What a till is worth is told only once its count is locked, so that no count is given away."""
    name, holder = till_name(scene, till), name_of(scene, span.person)
    if span.locked is None:
        return _OPEN.fill(till=name, name=holder, fen=format_fen(span.base))
    if span.waits_for_report and span.pending is not None:
        return _PENDING.fill(
            till=name, name=holder, fen=format_fen(span.locked.sheet.total), pouch=span.pending.pouch
        )
    return _LOCKED.fill(till=name, name=holder, fen=format_fen(span.locked.sheet.total))


def _is_off(span: Span) -> bool:
    return (
        bool(span.opening_difference)
        or span.waits_for_report
        or any(span.variance(tender) for tender in span.tenders)
    )


_OPEN = Text("{till} {name} 备用金 {fen}", "{till}, {name}: float {fen}")
_LOCKED = Text("{till} {name} 已锁定 {fen},未结", "{till}, {name}: locked at {fen}, not settled")
_PENDING = Text(
    "{till} {name} 待扎账,封包 {pouch} {fen}", "{till}, {name}: report to come, pouch {pouch}, {fen}"
)
_COUNTED = Text("{what} {n}", "{what} {n}")
_VALUABLES = Text("有价物、凭证: {what}", "valuables: {what}")
_SAFE = Text("保险柜封签 {seal}", "seal of the safe {seal}")
_UNCONFIRMED = Text("未确认: {what}", "not confirmed: {what}")
_LEFT = Text("未确认放行: {what},{why}", "left unconfirmed: {what}, {why}")
_BAG = Text("款包 {bag} 封签 {seal} {fen}", "bag {bag}, seal {seal}, {fen}")
_ENVELOPE = Text("信封 {envelope} 疑似或残损 {face}", "envelope {envelope}, suspected or damaged {face}")
