"""Rules of money under way: one side gives, the other confirms, or it is left open by name (M6, M8); pure."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import facts, follow
from dutyterm.shift.cash.common import (
    MANAGERS,
    Signed,
    amount,
    fresh,
    one_signs,
    ready,
    same_person,
    span_of,
)
from dutyterm.shift.cash.reasons import reason_text
from dutyterm.shift.cash.state import Span, Transfer, of, state_of, till_of
from dutyterm.shift.cash.tills import ENVELOPE, enough, moves
from dutyterm.shift.cash.told import name_of, person_of, till_name, transfer_name
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored


def send_drop(scene: Scene, till: str, envelope: str, fen: int, signed: Signed) -> list[Event] | Refusal:
    """The holder gives an envelope away; it has left the drawer and waits for who takes it into the safe."""
    span = _open_span(scene, till, fen)
    if isinstance(span, Refusal):
        return span
    refused = one_signs(scene, signed)
    if refused is not None:
        return refused
    if signed[0].person != span.person:
        words = Text("缴款由{name}交出。", "A drop is given by {name}.").fill(
            name=name_of(scene, span.person)
        )
        return Refusal("holder_gives", words)
    taken = fresh(scene, envelope, ENVELOPE)
    if isinstance(taken, Refusal):
        return taken
    fact = facts.TransferSent(sort="drop", till=till, fen=fen, envelope=taken, signed=signed)
    return [Event(fact, scene.by)]


def send_top_up(scene: Scene, till: str, fen: int, signed: Signed) -> list[Event] | Refusal:
    """Money leaves the reserve for a till; its holder confirms it."""
    span = _open_span(scene, till, fen)
    if isinstance(span, Refusal):
        return span
    refused = one_signs(scene, signed, but=(span.person,)) or enough(scene, fen)
    if refused is not None:
        return refused
    return [Event(facts.TransferSent(sort="top_up", till=till, fen=fen, signed=signed), scene.by)]


def confirm(scene: Scene, ref: str, fen: int, signed: Signed, words: str = "") -> list[Event] | Refusal:
    """The other side types what it counted. Another sum goes back, unless the till has been counted since."""
    one = _transfer(scene, ref)
    if isinstance(one, Refusal):
        return one
    refused = amount(fen, least=0) or one_signs(scene, signed, but=(one.by,))
    if refused is not None:
        return refused
    text = stored(words, NAME_LIMIT, empty_ok=True)
    if isinstance(text, Refusal):
        return text
    drawer_open = _may_return(scene, one)
    if one.sort == "top_up":
        span = till_of(of(scene.shift), one.till).at(one.number)
        if span is None or not drawer_open:
            told = Text(
                "{till}已开始清点,追加进不去了: 退回备用金库。",
                "{till} is being counted and takes nothing more: send it back to the reserve.",
            )
            return Refusal("send_back", told.fill(till=till_name(scene, one.till)))
        if signed[0].person != span.person:
            told = Text("由{name}确认收到。", "{name} confirms it.").fill(name=name_of(scene, span.person))
            return Refusal("holder_confirms", told)
    if fen != one.fen and (one.sort == "top_up" or drawer_open):
        told = Text(
            "交出的是 {sent},点到 {fen}: 当面退回重点,两边一致才收。",
            "{sent} was given and {fen} counted: send it back; it is taken when both agree.",
        )
        return Refusal("differs", told.fill(sent=format_fen(one.fen), fen=format_fen(fen)))
    if fen != one.fen and not text:
        return Refusal("words_needed", Text("要写明情况。", "It must be explained in writing."))
    fact = facts.TransferConfirmed(transfer=ref, fen=fen, words=text, signed=signed)
    return [Event(fact, scene.by), *follow.received(scene, ref, format_fen(fen))]


def send_back(scene: Scene, ref: str, reason: str, signed: Signed) -> list[Event] | Refusal:
    """It is not taken: a top-up goes back to the reserve, a drop into its drawer while nobody has counted."""
    one = _transfer(scene, ref)
    if isinstance(one, Refusal):
        return one
    refused = one_signs(scene, signed, but=(one.by,))
    if refused is not None:
        return refused
    why = stored(reason, NAME_LIMIT)
    if isinstance(why, Refusal):
        return why
    if one.sort == "drop" and not _may_return(scene, one):
        words = Text(
            "{till}已清点,缴款算在里面: 点清楚再确认收到。",
            "{till} was counted with this drop: count it and confirm what is there.",
        )
        return Refusal("counted_already", words.fill(till=till_name(scene, one.till)))
    fact = facts.TransferReturned(transfer=ref, reason=why, signed=signed)
    return [Event(fact, scene.by), *follow.received(scene, ref, reason_text(why).zh)]


def leave_open(scene: Scene, till: str, reason: str, signed: Signed) -> list[Event] | Refusal:
    """The named way out: a till is counted although transfers wait. Who, why, and an open item for each."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    waiting = unconfirmed(scene, till)
    if not waiting:
        return Refusal("nothing_waits", Text("没有未确认的转移。", "No transfer waits to be confirmed."))
    refused = one_signs(scene, signed)
    if refused is not None:
        return refused
    person = person_of(scene, signed[0].person)
    if person is None or person.role not in MANAGERS:
        return Refusal("manager_signs", Text("由值班经理或厅经理决定。", "A duty manager decides that."))
    giver = next((one.by for one in waiting if one.by == person.id), None)
    if giver is not None:
        return same_person(scene, giver)
    why = stored(reason, NAME_LIMIT)
    if isinstance(why, Refusal):
        return Refusal("reason_needed", Text("要写明原因。", "It takes a reason in words."))
    fact = facts.TransfersLeft(
        till=till, transfers=tuple(one.ref for one in waiting), reason=why, signed=signed
    )
    events = [Event(fact, scene.by)]
    for one in waiting:
        events += follow.transfer(scene, one)
    return events


def unconfirmed(scene: Scene, till: str) -> tuple[Transfer, ...]:
    """What waits for the other side and was not left open by name."""
    return tuple(one for one in of(scene.shift).transfers.values() if one.till == till and one.left is None)


def hinders(scene: Scene, till: str) -> Refusal | None:
    """None when nothing of this till is under way; else what must be confirmed before it is counted."""
    waiting = unconfirmed(scene, till)
    if not waiting:
        return None
    words = Text(
        "{what} 还没有人确认: 先确认或退回,不行就由值班经理写明原因放行。",
        "{what} is not confirmed. Confirm it or send it back; or a manager lets it pass with a reason.",
    ).fill(what=transfer_name(scene, waiting[0]))
    return Refusal("unconfirmed", words, {"transfers": tuple(one.ref for one in waiting)})


def _transfer(scene: Scene, ref: str) -> Transfer | Refusal:
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    known = of(scene.shift).transfers.get(ref)
    return known or Refusal("unknown_transfer", Text("没有这笔转移。", "No such transfer waits."))


def _open_span(scene: Scene, till: str, fen: int) -> Span | Refusal:
    rules = ready(scene)
    refused = rules if isinstance(rules, Refusal) else amount(fen) or moves(scene, till)
    return refused if refused is not None else span_of(scene, till)


def _may_return(scene: Scene, one: Transfer) -> bool:
    """Does the drawer that it belongs to still take and give money?"""
    till = till_of(of(scene.shift), one.till)
    span = till.span
    if span is None or span.number != one.number or span.turns or span.locked is not None:
        return False
    return state_of(of(scene.shift), one.till) in ("in_use", "closing")
