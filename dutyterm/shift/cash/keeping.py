"""What stays in a till as float, and what goes to the bank (e.3 step 10, M14); pure."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import facts
from dutyterm.shift.cash.common import Signed, closure_of, ready, two
from dutyterm.shift.cash.sheet import Sheet, made
from dutyterm.shift.cash.state import CASH, Span, of, till_of
from dutyterm.shift.cash.told import figure, till_name
from dutyterm.shift.shift import Scene


def keep(
    scene: Scene, till: str, closure: int, pieces: dict[str, int], signed: Signed
) -> list[Event] | Refusal:
    """What stays in the till as float; the rest becomes a packet for the bank (step 10, M14)."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    span = closure_of(scene, till, closure)
    if isinstance(span, Refusal):
        return span
    counted = span.counted
    if counted is None or span.closure is None or not span.is_decided:
        words = Text("{till}还没有结论。", "{till} has no result yet.").fill(till=till_name(scene, till))
        return Refusal("not_decided", words)
    if span.kept is not None:
        return Refusal("kept", Text("留存已定。", "What stays is settled already."))
    refused = two(scene, signed)
    if refused is not None:
        return refused
    kept = made(rules, pieces)
    if isinstance(kept, Refusal):
        return kept
    over_row = next((id for id, n in kept.pieces.items() if n > counted.pieces.get(id, 0)), None)
    if over_row is not None:
        return Refusal(
            "not_there",
            Text("留的比点到的多。", "More is kept than was counted."),
            {"row": over_row},
        )
    if kept.total and not _is_newest(scene, till, closure):
        words = Text(
            "{till}后来又领用过,这一次全部缴款。", "{till} was issued again since: all of this is paid in."
        )
        return Refusal("issued_again", words.fill(till=till_name(scene, till)))
    closed = span.model_copy(update={"kept": kept}).closure
    fact = facts.FloatKept(
        till=till,
        number=closure,
        kept=kept,
        pay_in=closed.pay_in if closed is not None else 0,
        over=_over(span, counted, kept),
        signed=signed,
    )
    return [Event(fact, scene.by)]


def float_goal(scene: Scene, till: str, closure: int) -> int:
    """How much should stay in the till; nothing when it was issued again before this was settled (待扎账)."""
    rules = scene.manual.cash
    if rules is None or not _is_newest(scene, till, closure):
        return 0
    return figure(scene, rules, "float_fen")


def _is_newest(scene: Scene, till: str, closure: int) -> bool:
    newest = till_of(of(scene.shift), till).span
    return newest is not None and newest.number == closure


def _over(span: Span, counted: Sheet, kept: Sheet) -> int:
    """The part of the packet that is an over; never more than what leaves the drawer."""
    return min(max(0, span.variance(CASH) or 0), counted.total - kept.total)
