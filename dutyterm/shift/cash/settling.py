"""Rules beside the count: other tenders, blind; a report that comes later; the auditor's step (e.3); pure."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.model.people import Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import facts, follow
from dutyterm.shift.cash.common import (
    Signed,
    amount,
    closure_of,
    fresh,
    one_signs,
    ready,
    same_person,
    span_of,
    two,
)
from dutyterm.shift.cash.facts import TenderFigures
from dutyterm.shift.cash.state import of, state_of
from dutyterm.shift.cash.told import name_of, person_of, till_name
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, TEXT_LIMIT, stored

POUCH = Text("封包号", "pouch number")


def count_tenders(
    scene: Scene,
    till: str,
    closure: int,
    tenders: tuple[TenderFigures, ...],
    signed: Signed,
    reason: str = "",
) -> list[Event] | Refusal:
    """What came in by other tenders, by slips and backend lists, before anybody saw the report (N2, M10).

    Only what is not nil is named; an empty tuple says that there was nothing. Papers change hands one by one,
    so two sign.
    """
    span = closure_of(scene, till, closure)
    if isinstance(span, Refusal):
        return span
    if not span.closing and span.locked is None:
        words = Text("{till}还在收款,先停收再清点。", "{till} still takes money: stop it first.")
        return Refusal("still_open", words.fill(till=till_name(scene, till)))
    if span.expected is not None:
        words = Text(
            "应有金额已录,实有不能再改。", "The report is in: what was counted by then stays as it is."
        )
        return Refusal("expected_in", words)
    refused = two(scene, signed) or _bad_tenders(scene, tenders)
    if refused is not None:
        return refused
    why: str | None = None
    if span.actuals is not None:
        text = stored(reason, TEXT_LIMIT)
        if isinstance(text, Refusal):
            return Refusal("reason_needed", Text("更正要写原因。", "A correction needs a reason."))
        why = text
    noted = _noted(tenders)
    if isinstance(noted, Refusal):
        return noted
    fact = facts.TendersCounted(till=till, number=closure, tenders=noted, reason=why, signed=signed)
    return [Event(fact, scene.by)]


def _bad_tenders(scene: Scene, tenders: tuple[TenderFigures, ...]) -> Refusal | None:
    rules = scene.manual.cash
    known = {tender.id for tender in rules.tenders} if rules is not None else set()
    ids = [one.tender for one in tenders]
    if len(set(ids)) != len(ids) or not set(ids) <= known:
        return Refusal(
            "unknown_tender", Text("付款方式不对。", "There is no such tender, or it is there twice.")
        )
    figures = [figure for one in tenders for figure in (one.actual, one.papers, one.missing)]
    refused = next((r for figure in figures if (r := amount(figure, least=0)) is not None), None)
    if refused is None and any(one.expected for one in tenders):
        return Refusal("blind", Text("先点实有,应有稍后再录。", "Count first; the expected sum comes later."))
    return refused


def _noted(tenders: tuple[TenderFigures, ...]) -> tuple[TenderFigures, ...] | Refusal:
    """The notes of the tenders as they may be written down (N30)."""
    found = []
    for one in tenders:
        note = stored(one.note, NAME_LIMIT, empty_ok=True)
        if isinstance(note, Refusal):
            return note
        found.append(one.model_copy(update={"note": note}))
    return tuple(found)


def mark_pending(
    scene: Scene, till: str, closure: int, pouch: str, reason: str, signed: Signed
) -> list[Event] | Refusal:
    """待扎账: the system is down; the money is sealed apart and the report comes when it can (CLS-05)."""
    span = closure_of(scene, till, closure)
    if isinstance(span, Refusal):
        return span
    if span.locked is None or span.locked.purpose != "closing":
        return Refusal("not_locked", Text("先清点锁定。", "Count and lock it first."))
    if span.expected is not None:
        return Refusal("expected_in", Text("扎账单已录。", "The report is in already."))
    if span.pending is not None:
        return Refusal("pending", Text("已经标明待扎账。", "It is marked already."))
    refused = two(scene, signed)
    if refused is not None:
        return refused
    taken = fresh(scene, pouch, POUCH)
    if isinstance(taken, Refusal):
        return taken
    why = stored(reason, NAME_LIMIT)
    if isinstance(why, Refusal):
        return Refusal("reason_needed", Text("要写明原因。", "It takes a reason in words."))
    fact = facts.ReportPending(till=till, number=closure, pouch=taken, reason=why, signed=signed)
    return [Event(fact, scene.by), *follow.report(scene, till, span.ref, taken)]


def tell_drawer(scene: Scene, till: str, fen: int) -> list[Event] | Refusal:
    """About how much lies in a drawer, by a look at it (PAT-14); asked for a drop, never shown, no count."""
    rules = ready(scene)
    refused = rules if isinstance(rules, Refusal) else amount(fen, least=0)
    if refused is not None:
        return refused
    span = span_of(scene, till)
    if isinstance(span, Refusal):
        return span
    if state_of(of(scene.shift), till) != "in_use":
        words = Text("{till}不在用。", "{till} is not in use.").fill(till=till_name(scene, till))
        return Refusal("not_in_use", words)
    return [Event(facts.DrawerTold(till=till, fen=fen), scene.by)]


def audit(
    scene: Scene, till: str, closure: int, finding: str, words: str, signed: Signed
) -> list[Event] | Refusal:
    """已稽核: an auditor who had no part in the closure checked it after it was paid in (step 14)."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    one = of(scene.shift).to_audit.get(f"{till}#{closure}")
    if one is None:
        return Refusal(
            "unknown_closure", Text("没有待稽核的这一次结账。", "No such closure waits for the auditor.")
        )
    if f"till:{till}#{closure}" in of(scene.shift).packets:
        return Refusal("not_paid", Text("款还没有封包,缴款后再稽核。", "Its money is in no bag yet."))
    refused = one_signs(scene, signed)
    if refused is not None:
        return refused
    person = person_of(scene, signed[0].person)
    if person is None or person.role is not Role.AUDITOR:
        return Refusal("auditor_signs", Text("由稽核员签。", "An auditor signs that."))
    if person.id in one.signers:
        return same_person(scene, person.id)
    if finding not in ("agrees", "finding"):
        return Refusal("unknown_finding", Text("相符,或有发现。", "It agrees, or there is a finding."))
    text = stored(words, TEXT_LIMIT, empty_ok=finding == "agrees")
    if isinstance(text, Refusal):
        return Refusal("words_needed", Text("要写明发现。", "The finding must be written down."))
    body = {
        "till": till, "number": closure, "closure": one.ref, "finding": finding, "words": text,
        "signed": signed,
    }  # fmt: skip
    event = Event(facts.Audited.model_validate(body), scene.by)
    named = Text("{till} #{n} {name}", "{till} #{n}, {name}").fill(
        till=till_name(scene, till), n=closure, name=name_of(scene, one.person)
    )
    return [event, *(follow.finding(scene, named, text) if finding == "finding" else [])]
