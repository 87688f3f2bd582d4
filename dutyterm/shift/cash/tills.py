"""Rules of floats and movements: reserve, issue, top-up, exchange, drop (OPN-20, PAT-14); pure."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import facts
from dutyterm.shift.cash.common import (
    NEVER_CASH,
    Signed,
    amount,
    fresh,
    known_till,
    number,
    ready,
    same_person,
    span_of,
    two,
)
from dutyterm.shift.cash.facts import RESERVE, Purpose
from dutyterm.shift.cash.sheet import Sheet
from dutyterm.shift.cash.state import Span, of, state_of, till_of
from dutyterm.shift.cash.told import figure, person_of, till_name
from dutyterm.shift.shift import Scene

ENVELOPE = Text("信封号", "envelope number")
PAPER = Text("单号", "slip number")


def count_reserve(scene: Scene, sheet: Sheet, signed: Signed) -> list[Event] | Refusal:
    """Two people count the reserve; what differs from the books is its own record (M1)."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    refused = two(scene, signed)
    if refused is not None:
        return refused
    cash = of(scene.shift)
    events = [Event(facts.ReserveCounted(sheet=sheet, expected=cash.reserve, signed=signed), scene.by)]
    if cash.reserve is not None and sheet.total != cash.reserve:
        events.append(_opening(scene, RESERVE, sheet.total - cash.reserve, cash.reserve_sheet, sheet))
    return events


def move_reserve(
    scene: Scene, fen: int, other: str, paper: str, signed: Signed, *, out: bool = False
) -> list[Event] | Refusal:
    """Money comes into the reserve from the bank or the company, or goes back; never into takings (坐支)."""
    refused = _first(scene, fen) or two(scene, signed)
    if refused is not None:
        return refused
    if other not in ("bank", "company"):
        return Refusal(
            "other_side",
            Text("对方要写明: 银行或公司。", "Name the other side: the bank or the company."),
        )
    slip = number(paper, PAPER)
    if isinstance(slip, Refusal):
        return slip
    if of(scene.shift).reserve is None:
        return _reserve_first()
    if out and fen > (of(scene.shift).reserve or 0):
        return _not_enough(of(scene.shift).reserve or 0)
    side = "bank" if other == "bank" else "company"
    fact = facts.ReserveMoved.model_validate(
        {"fen": -fen if out else fen, "other": side, "paper": slip, "signed": signed}
    )
    return [Event(fact, scene.by)]


def issue(
    scene: Scene, till: str, person: str, added: int, sheet: Sheet, signed: Signed
) -> list[Event] | Refusal:
    """A till is given to a person: both count the float, the person is one of them (OPN-20).

    `added` is taken from the reserve; the rest was left in the till by its last closing.
    """
    refused = _first(scene, added, 0) or known_till(scene, till) or two(scene, signed)
    if refused is not None:
        return refused
    cash = of(scene.shift)
    if state_of(cash, till) not in ("idle", "paid", "settled", "pending"):
        words = Text("{till}还在用,先结账。", "{till} is still in use: close it first.")
        return Refusal("in_use", words.fill(till=till_name(scene, till)))
    held = next((t.id for t in cash.tills.values() if _holds(t.id, person, scene)), None)
    if held is not None:
        words = Text("此人还在用{till},一人一台。", "This person still has {till}: one till a person.")
        return Refusal("has_a_till", words.fill(till=till_name(scene, held)))
    if person not in {s.person for s in signed}:
        return Refusal("holder_signs", Text("领用人要签名。", "Who takes the till must sign."))
    if added and cash.reserve is None:
        return _reserve_first()
    if added > (cash.reserve or 0):
        return _not_enough(cash.reserve or 0)
    known = till_of(cash, till)
    kept = known.kept.total if known.kept is not None else 0
    fact = facts.FloatIssued(
        till=till,
        person=person,
        number=known.closures + 1,
        kept=kept,
        added=added,
        sheet=sheet,
        signed=signed,
    )
    events = [Event(fact, scene.by)]
    if sheet.total != kept + added:
        left = known.kept if not added else None
        events.append(_opening(scene, till, sheet.total - kept - added, left, sheet))
    return events


def _holds(till: str, person: str, scene: Scene) -> bool:
    cash = of(scene.shift)
    span = till_of(cash, till).span
    return span is not None and span.person == person and state_of(cash, till) in ("in_use", "closing")


def top_up(scene: Scene, till: str, fen: int, signed: Signed) -> list[Event] | Refusal:
    """Value goes from the reserve into a till in use."""
    refused = _first(scene, fen) or two(scene, signed) or moves(scene, till)
    if refused is not None:
        return refused
    short = enough(scene, fen)
    if short is not None:
        return short
    return [Event(facts.ToppedUp(till=till, fen=fen, signed=signed), scene.by)]


def exchange(scene: Scene, till: str, fen: int, signed: Signed) -> list[Event] | Refusal:
    """Notes are changed with the reserve: neutral, but written down."""
    refused = _first(scene, fen) or two(scene, signed) or moves(scene, till)
    if refused is not None:
        return refused
    return [Event(facts.Exchanged(till=till, fen=fen, signed=signed), scene.by)]


def drop(scene: Scene, till: str, envelope: str, fen: int, signed: Signed) -> list[Event] | Refusal:
    """Cash beyond the drawer limit goes into the safe, in a numbered envelope (WF-12)."""
    refused = _first(scene, fen) or two(scene, signed) or moves(scene, till)
    if refused is not None:
        return refused
    taken = fresh(scene, envelope, ENVELOPE)
    if isinstance(taken, Refusal):
        return taken
    return [Event(facts.Dropped(till=till, envelope=taken, fen=fen, signed=signed), scene.by)]


def begin_closing(
    scene: Scene, till: str, *, closing: bool = True, purpose: Purpose = "closing", to: str | None = None
) -> list[Event] | Refusal:
    """The till takes no more customers; or it is opened again while nobody has counted.

    `purpose` says what will be counted for: the closing, the handover to somebody, or an interim count.
    """
    span = _checked_span(scene, till)
    if isinstance(span, Refusal):
        return span
    state = state_of(of(scene.shift), till)
    if closing and state != "in_use":
        words = Text("{till}不在用。", "{till} is not in use.").fill(till=till_name(scene, till))
        return Refusal("not_in_use", words)
    if not closing and (state != "closing" or span.turns or span.locked is not None):
        return Refusal(
            "counted_already",
            Text("已经开始清点,不能再开台。", "Counting has begun: the till cannot be opened again."),
        )
    if closing and purpose == "handover":
        taker = person_of(scene, to or "")
        if taker is None or taker.role in NEVER_CASH:
            return Refusal(
                "three_roles", Text("接手的人要在名册上、经手现金。", "Who takes it must handle cash.")
            )
        if taker.id == span.person:
            return same_person(scene, taker.id)
    fact = facts.TillClosing(
        till=till, closing=closing, purpose=purpose, to=to if purpose == "handover" else None
    )
    return [Event(fact, scene.by)]


def over_limit(scene: Scene, till: str, in_drawer: int) -> int:
    """Fen above the drawer limit by what somebody says lies in it; 0 when it is within (M7)."""
    rules = scene.manual.cash
    if rules is None or till not in of(scene.shift).tills:
        return 0
    return max(0, in_drawer - figure(scene, rules, "drawer_fen"))


def _checked_span(scene: Scene, till: str) -> Span | Refusal:
    rules = ready(scene)
    return rules if isinstance(rules, Refusal) else span_of(scene, till)


def _first(scene: Scene, fen: int, least: int = 1) -> Refusal | None:
    rules = ready(scene)
    return rules if isinstance(rules, Refusal) else amount(fen, least=least)


def moves(scene: Scene, till: str) -> Refusal | None:
    """None while money may still move in and out of this drawer: before anybody has counted."""
    span = span_of(scene, till)
    if isinstance(span, Refusal):
        return span
    if state_of(of(scene.shift), till) in ("in_use", "closing") and not span.turns and span.locked is None:
        return None
    words = Text(
        "{till}已开始清点或已结,款项不能再进出。", "{till} is being counted or closed: nothing moves now."
    )
    return Refusal("counted_already", words.fill(till=till_name(scene, till)))


def enough(scene: Scene, fen: int) -> Refusal | None:
    """None when the reserve holds this much."""
    reserve = of(scene.shift).reserve
    if reserve is None:
        return _reserve_first()
    return _not_enough(reserve) if fen > reserve else None


def _opening(scene: Scene, till: str, fen: int, left: Sheet | None, found: Sheet) -> Event:
    rows: dict[str, int] = {}
    if left is not None:
        ids = dict.fromkeys([*left.pieces, *found.pieces])
        deltas = {id: found.pieces.get(id, 0) - left.pieces.get(id, 0) for id in ids}
        rows = {id: n for id, n in deltas.items() if n}
    return Event(facts.OpeningDifference(till=till, fen=fen, rows=rows), scene.by)


def _reserve_first() -> Refusal:
    return Refusal(
        "reserve_first",
        Text("先由两人清点备用金库,再发放。", "Two people count the reserve first; then it is given out."),
    )


def _not_enough(reserve: int) -> Refusal:
    words = Text("备用金库只有 {fen} 元。", "The reserve holds {fen} yuan only.")
    return Refusal("reserve_short", words.fill(fen=format_fen(reserve)))


def holder(scene: Scene, till: str) -> str | None:
    """Person id of who has this till now."""
    span = till_of(of(scene.shift), till).span
    if span is None or state_of(of(scene.shift), till) not in ("in_use", "closing"):
        return None
    return span.person if person_of(scene, span.person) is not None else None
