"""Rules of the blind count: two enter alone, both are revealed, a third count for what differs, lock (N2)."""

from __future__ import annotations

from collections.abc import Mapping

from dutyterm.i18n import Text
from dutyterm.manual.cash import CashRules
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import facts, follow, settling, transfers
from dutyterm.shift.cash.common import NEVER_CASH, Signed, ready, same_person, span_of, two
from dutyterm.shift.cash.ladder import recount_to_make, unexplained
from dutyterm.shift.cash.sheet import Sheet, differing, parse_sheet
from dutyterm.shift.cash.state import CASH, Span, counting, of, state_of, till_of
from dutyterm.shift.cash.told import hall_of, person_of, till_name
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored


def may_count(scene: Scene, till: str, person: str) -> Refusal | None:
    """None when this person may enter the next count of the till."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    span = span_of(scene, till)
    if isinstance(span, Refusal):
        return span
    if span.locked is not None:
        return _locked_already(scene, till)
    known = person_of(scene, person)
    if known is None or not known.active:
        return Refusal("not_on_roster", Text("清点人不在名册上。", "Who counts must be on the roster."))
    if known.role in NEVER_CASH:
        words = Text("{name}的岗位不经手现金,请换一位。", "{name} does not handle cash; ask another.")
        return Refusal("never_cash", words.fill(name=known.name))
    stage = counting(span)
    if stage == "agreed":
        return Refusal("counted_already", Text("两人都点过了,去签名锁定。", "Both have counted: lock it."))
    if stage == "none" and state_of(of(scene.shift), till) != "closing":
        words = Text("{till}还在收款,先停收再清点。", "{till} still takes money: stop it first.")
        return Refusal("still_open", words.fill(till=till_name(scene, till)))
    if stage == "none":
        waiting = transfers.hinders(scene, till)
        if waiting is not None:
            return waiting
    if stage == "first" and person == span.turns[0].person:
        return same_person(scene, person)
    if stage == "differ" and person not in {turn.person for turn in span.turns}:
        words = Text("第三次由原来两人一起点。", "The third count is made by the two who counted.")
        return Refusal("both_together", words)
    return None


def count(scene: Scene, till: str, person: str, typed: Mapping[str, str]) -> list[Event] | Refusal:
    """One count as it was typed, row by row; the third one needs only the rows that differ."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    refused = may_count(scene, till, person)
    if refused is not None:
        return refused
    span = span_of(scene, till)
    if isinstance(span, Refusal):
        return span
    if counting(span) == "differ":
        return _third(scene, till, span, person, typed)
    sheet = parse_sheet(rules, hall_of(scene), typed)
    if isinstance(sheet, Refusal):
        return sheet
    turn = 1 if not span.turns else 2
    return [_counted(scene, till, turn, person, sheet)]


def _third(
    scene: Scene, till: str, span: Span, person: str, typed: Mapping[str, str]
) -> list[Event] | Refusal:
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    rows = differing(span.turns[0].sheet, span.turns[1].sheet)
    agreed = as_typed(span.turns[0].sheet)
    sheet = parse_sheet(rules, hall_of(scene), {**agreed, **{row: typed.get(row, "") for row in rows}})
    if isinstance(sheet, Refusal):
        return sheet
    return [_counted(scene, till, 3, person, sheet, rows)]


def as_typed(sheet: Sheet) -> dict[str, str]:
    """A sheet as somebody would type it."""
    yuan, part = divmod(sheet.withdrawn, 100)
    others = "+".join(f"{face // 100}*{pieces}" for face, pieces in sheet.other)
    typed = {id: str(pieces) for id, pieces in sheet.pieces.items()}
    return {**typed, "other": others or "0", "withdrawn": f"{yuan}.{part:02d}"}


def _counted(
    scene: Scene, till: str, turn: int, person: str, sheet: Sheet, rows: tuple[str, ...] = ()
) -> Event:
    body = {"till": till, "turn": turn, "person": person, "sheet": sheet, "rows": rows}
    return Event(facts.Counted.model_validate(body), scene.by)


def count_anew(scene: Scene, till: str, reason: str) -> list[Event] | Refusal:
    """The counts so far are put aside, with a reason; they stay in the journal."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    span = span_of(scene, till)
    if isinstance(span, Refusal):
        return span
    if span.locked is not None:
        return _locked_already(scene, till)
    if not span.turns:
        return Refusal("not_counted", Text("还没有人点过。", "Nobody has counted yet."))
    why = stored(reason, NAME_LIMIT)
    if isinstance(why, Refusal):
        return why
    return [Event(facts.CountDropped(till=till, reason=why), scene.by)]


def lock(
    scene: Scene,
    till: str,
    signed: Signed,
    witness: str | None = None,
    tenders: tuple[facts.TenderFigures, ...] | None = None,
) -> list[Event] | Refusal:
    """The two who counted sign; from here on only new records (5.7).

    At a handover who gives and who takes over count, and a witness who is neither signs, too (监交人).
    `tenders`: what came in by other tenders, under the same signatures; None when that is counted apart.
    """
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    span = span_of(scene, till)
    if isinstance(span, Refusal):
        return span
    if span.locked is not None:
        return _locked_already(scene, till)
    if counting(span) != "agreed":
        return Refusal(
            "not_agreed", Text("两人点数还不一致,不能锁定。", "The two counts do not agree yet: no lock.")
        )
    purpose, to = span.purpose, span.to
    refused = two(scene, signed)
    if refused is not None:
        return refused
    counters = {turn.person for turn in span.turns}
    signers = {s.person for s in signed}
    if not counters <= signers:
        return Refusal("counters_sign", Text("由清点的两人签名。", "The two who counted sign."))
    if purpose == "handover":
        unfit = _unfit_handover(scene, span, counters, signers, to, witness)
        if unfit is not None:
            return unfit
    in_order = sorted(signed, key=lambda s: s.person != span.turns[0].person)
    fact = facts.CountLocked(
        till=till,
        purpose=purpose,
        sheet=span.turns[-1].sheet if len(span.turns) == 3 else span.turns[0].sheet,
        to=to if purpose == "handover" else None,
        witness=witness if purpose == "handover" else None,
        signed=tuple(in_order),
    )
    events = [Event(fact, scene.by)]
    if span.person not in counters:
        events += follow.settled_for(scene, till, span.person)
    if tenders is None:
        return events
    counted = settling.count_tenders(scene, till, span.number, tenders, tuple(in_order))
    return counted if isinstance(counted, Refusal) else [*counted, *events]


def _unfit_handover(
    scene: Scene, span: Span, counters: set[str], signers: set[str], to: str | None, witness: str | None
) -> Refusal | None:
    if to is None or witness is None:
        return Refusal(
            "three_roles",
            Text(
                "台席交接要三个人: 交接人、接收人、监交人。",
                "A till changes hands before three: who gives, who takes, and a witness.",
            ),
        )
    if to == span.person or witness in (to, span.person):
        return same_person(scene, to if to == span.person else witness)
    if counters != {span.person, to}:
        words = Text("由交接人和接收人各点一次。", "Who gives and who takes count, once each.")
        return Refusal("giver_and_taker", words)
    if witness not in signers:
        return Refusal("witness_signs", Text("监交人也要签名。", "The witness signs, too."))
    cash = of(scene.shift)
    busy = any(
        (other := till_of(cash, id).span) is not None
        and other.person == to
        and state_of(cash, id) in ("in_use", "closing")
        for id in cash.tills
    )
    if busy:
        words = Text("接收人还有一个台席没结,一人一台。", "Who takes it still has another till.")
        return Refusal("has_a_till", words)
    return None


def recount(
    scene: Scene,
    till: str,
    person: str,
    typed: Mapping[str, str],
    signed: Signed,
    closure: int | None = None,
) -> list[Event] | Refusal:
    """The one recount after a difference: a new record beside the locked count (e.3 step 8).

    `closure`: None = the newest; one that waited for its report may be older (待扎账).
    """
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    newest = span_of(scene, till)
    if isinstance(newest, Refusal):
        return newest
    span = newest if closure is None else till_of(of(scene.shift), till).at(closure)
    if span is None:
        return Refusal("unknown_closure", Text("没有这一次结账。", "There is no such closure."))
    if span.locked is None or span.expected is None or span.locked.purpose != "closing":
        return Refusal(
            "nothing_to_recount",
            Text("锁定并录入应有金额之后才复点。", "Recounted after the lock, with the expected figures in."),
        )
    made = span.recount is not None or span.kept is not None
    if made and not _somebody_else_after_all(scene, rules, span, person):
        return Refusal("recounted", Text("只复点一次,已经点过。", "There is one recount, and it is made."))
    if CASH in span.decided:
        return Refusal("decided", Text("现金已有结论。", "The cash has its result already."))
    refused = two(scene, signed)
    if refused is not None:
        return refused
    if person not in {s.person for s in signed}:
        return Refusal("counter_signs", Text("复点的人要签名。", "Who recounts must sign."))
    sheet = parse_sheet(rules, hall_of(scene), typed)
    if isinstance(sheet, Refusal):
        return sheet
    fact = facts.Recounted(till=till, number=span.number, person=person, sheet=sheet, signed=signed)
    return [Event(fact, scene.by)]


def _somebody_else_after_all(scene: Scene, rules: CashRules, span: Span, person: str) -> bool:
    """The holder recounted, and found so much more that the ladder now wants somebody else (e.4)."""
    if span.kept is not None or person == span.person:
        return False
    return recount_to_make(scene, rules, span, CASH, unexplained(rules)) == "other"


def _locked_already(scene: Scene, till: str) -> Refusal:
    words = Text(
        "{till}的点数已锁定,不能改。有出入另记复点。",
        "The count of {till} is locked and never changes. A recount is a new record.",
    )
    return Refusal("locked", words.fill(till=till_name(scene, till)))
