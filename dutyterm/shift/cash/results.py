"""Rules after the lock: the closing report, the result of each tender, what stays as float (e.3 7-10)."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import datetime

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.model.people import Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import facts, follow
from dutyterm.shift.cash.common import Signed, amount, closure_of, number, ready, two
from dutyterm.shift.cash.keeping import float_goal as float_goal
from dutyterm.shift.cash.keeping import keep as keep
from dutyterm.shift.cash.ladder import Asked, asked, recount_to_make
from dutyterm.shift.cash.state import Span, of
from dutyterm.shift.cash.told import hall_of, name_of, person_of
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, TEXT_LIMIT, stored
from dutyterm.values import dataclass

REPORT = Text("扎账单号", "report number")

_APPROVERS = frozenset({Role.DUTY_MANAGER, Role.HALL_MANAGER})


@dataclass(frozen=True)
class Report:
    """The closing report as it is typed in from paper."""

    report: str
    printed_at: datetime
    receipts: int
    refunds: int
    tenders: tuple[facts.TenderFigures, ...] = ()
    reason: str = ""
    """Why an earlier one is corrected."""


def enter_expected(scene: Scene, till: str, closure: int, wish: Report) -> list[Event] | Refusal:
    """The report's figures, after the lock and never before (blind count).

    Of other tenders it names what is expected; what was there has been counted blind before.
    """
    span = closure_of(scene, till, closure)
    if isinstance(span, Refusal):
        return span
    if span.locked is None:
        return Refusal(
            "not_locked",
            Text("先清点锁定,再录应有金额。", "Count and lock first; the expected figures come after."),
        )
    if span.decided:
        return Refusal("decided", Text("已有结论,不能再改。", "There is a result already."))
    paper = report_number(scene, till, closure, wish.report)
    if isinstance(paper, Refusal):
        return paper
    refused = _bad_report(scene, span, wish)
    if refused is not None:
        return refused
    tenders = _with_actuals(span, wish.tenders)
    if isinstance(tenders, Refusal):
        return tenders
    why: str | None = None
    if span.expected is not None:
        words = stored(wish.reason, TEXT_LIMIT)
        if isinstance(words, Refusal):
            return Refusal("reason_needed", Text("更正要写原因。", "A correction needs a reason."))
        why = words
    fact = facts.ExpectedEntered(
        till=till,
        number=closure,
        report=paper,
        printed_at=wish.printed_at,
        receipts=wish.receipts,
        refunds=wish.refunds,
        tenders=tenders,
        reason=why,
    )
    missing = sum(t.missing for t in tenders) if span.expected is None else 0
    settled = follow.received(scene, span.ref, paper) if span.pending is not None else []
    return [Event(fact, scene.by), *follow.papers(scene, till, missing), *settled]


def _with_actuals(
    span: Span, tenders: tuple[facts.TenderFigures, ...]
) -> tuple[facts.TenderFigures, ...] | Refusal:
    """The report's figures beside what was counted blind. Nobody types an actual with the report in hand."""
    blind = {one.tender: one for one in span.actuals.tenders} if span.actuals is not None else {}
    named = {one.tender: one for one in tenders}
    if span.actuals is None and tenders:
        return Refusal(
            "tenders_first",
            Text(
                "先盲点非现金(单据、后台清单),再录应有金额。",
                "Count the other tenders first, by papers and lists; the expected figures come after.",
            ),
        )
    found = []
    for tender in dict.fromkeys([*named, *blind]):
        wish, there = named.get(tender), blind.get(tender)
        actual = there.actual if there is not None else 0
        if wish is not None and wish.actual not in (0, actual):
            words = Text(
                "实有已盲点为 {fen},不能随扎账单改。",
                "{fen} was counted blind; the report does not change that.",
            )
            return Refusal("actual_locked", words.fill(fen=format_fen(actual)), {"tender": tender})
        found.append(
            facts.TenderFigures(
                tender=tender,
                expected=wish.expected if wish is not None else 0,
                actual=actual,
                papers=there.papers if there is not None else 0,
                missing=there.missing if there is not None else 0,
                note=there.note if there is not None else "",
            )
        )
    return tuple(found)


def report_number(scene: Scene, till: str, closure: int, typed: str) -> str | Refusal:
    """The number of a closing report as it is kept; refused when it is none or belongs to another."""
    paper = number(typed, REPORT)
    if isinstance(paper, Refusal):
        return paper
    twice = any(
        other.expected is not None
        and other.expected.report == paper
        and (t.id, other.number) != (till, closure)
        for t in of(scene.shift).tills.values()
        for other in t.spans
    )
    if not twice:
        return paper
    words = Text(
        "扎账单 {paper} 已用在另一次结账: 对一下单号,拿本台席的单。",
        "Report {paper} belongs to another closure: check the number and take the paper of this till.",
    )
    return Refusal("number_used", words.fill(paper=paper))


def wrong_print_time(scene: Scene, span: Span, at: datetime) -> Refusal | None:
    """None when a report of this closure can have been printed then."""
    if span.opened_at <= at <= scene.now:
        return None
    words = Text(
        "打印时间要在领用({since})之后、现在之前: 照单上的时间重键。",
        "It was printed after the till was issued ({since}) and not after now: type the time on the paper.",
    )
    return Refusal("wrong_time", words.fill(since=f"{span.opened_at:%m-%d %H:%M}"))


def _bad_report(scene: Scene, span: Span, wish: Report) -> Refusal | None:
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    known = {tender.id for tender in rules.tenders}
    ids = [t.tender for t in wish.tenders]
    if len(set(ids)) != len(ids) or not set(ids) <= known:
        return Refusal(
            "unknown_tender", Text("付款方式不对。", "There is no such tender, or it is there twice.")
        )
    figures = [wish.receipts, wish.refunds]
    for t in wish.tenders:
        figures += [t.expected, t.actual, t.papers, t.missing]
    refused = next((r for f in figures if (r := amount(f, least=0)) is not None), None)
    if refused is not None:
        return refused
    return wrong_print_time(scene, span, wish.printed_at)


@dataclass(frozen=True)
class Decision:
    """The result of one tender as somebody wants it."""

    cause: str | None = None
    words: str = ""
    told: tuple[facts.Told, ...] = ()
    footage_from: datetime | None = None
    footage_to: datetime | None = None
    signed: Signed = field(default=())


def what_is_asked(
    scene: Scene, till: str, closure: int, tender: str, cause: str | None
) -> tuple[int, Asked] | Refusal:
    """The difference and what the ladder asks for it."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    span = closure_of(scene, till, closure)
    if isinstance(span, Refusal):
        return span
    fen = span.variance(tender)
    if fen is None:
        return Refusal("not_expected", Text("先录应有金额。", "Enter the expected figures first."))
    return fen, asked(scene, rules, span, fen, cause)


def decide(scene: Scene, till: str, closure: int, tender: str, wish: Decision) -> list[Event] | Refusal:
    """Even, over or short, with everything that the ladder asks for. Never netted with anything (5.6)."""
    found = what_is_asked(scene, till, closure, tender, wish.cause)
    span = closure_of(scene, till, closure)
    if isinstance(found, Refusal):
        return found
    if isinstance(span, Refusal):
        return span
    fen, asks = found
    if tender in span.decided:
        return Refusal("decided", Text("已有结论,不能再改。", "There is a result already; it stays."))
    words = stored(wish.words, TEXT_LIMIT, empty_ok=True)
    if isinstance(words, Refusal):
        return words
    told = _told(scene, wish.told)
    if isinstance(told, Refusal):
        return told
    wish = replace(wish, told=told)
    refused = _lacks(scene, span, tender, fen, asks, wish, words) or _approved(scene, span, wish.signed)
    if refused is not None:
        return refused
    fact = facts.DifferenceDecided(
        till=till,
        number=closure,
        tender=tender,
        fen=fen,
        rung=asks.rung.id,
        repeats=tuple(r.id for r in asks.repeats),
        cause=wish.cause if fen else None,
        words=words,
        told=wish.told,
        footage_from=wish.footage_from,
        footage_to=wish.footage_to,
        signed=wish.signed,
    )
    return [Event(fact, scene.by), *follow.camera(scene, till, asks)]


def _told(scene: Scene, told: tuple[facts.Told, ...]) -> tuple[facts.Told, ...] | Refusal:
    """Who was told, by person; by role and name where the roster of the hall has nobody of that role."""
    found = []
    for one in told:
        if one.person is not None:
            found.append(one.model_copy(update={"role": "", "name": ""}))
            continue
        name = stored(one.name, NAME_LIMIT)
        if isinstance(name, Refusal):
            return Refusal("name_needed", Text("告知了谁要写姓名。", "Write the name of who was told."))
        if on_roster(scene, one.role):
            words = Text(
                "名册上有这个岗位的人,从名册选。", "The roster has somebody of that role: choose there."
            )
            return Refusal("on_roster", words)
        found.append(one.model_copy(update={"name": name}))
    return tuple(found)


def on_roster(scene: Scene, role: str) -> bool:
    """Has the hall anybody of this role? Many have no auditor of their own."""
    return any(person.active and person.role.value == role for person in hall_of(scene).roster)


def decide_even(scene: Scene, till: str, closure: int, signed: Signed) -> list[Event] | Refusal:
    """Every tender that is even gets its result under one pair of signatures."""
    span = closure_of(scene, till, closure)
    if isinstance(span, Refusal):
        return span
    even = [t for t in span.tenders if t not in span.decided and span.variance(t) == 0]
    if not even:
        return Refusal(
            "nothing_even", Text("没有待签的平账。", "Nothing that is even waits for a signature.")
        )
    events: list[Event] = []
    for tender in even:
        one = decide(scene, till, closure, tender, Decision(signed=signed))
        if isinstance(one, Refusal):
            return one
        events += one
    return events


def _lacks(
    scene: Scene, span: Span, tender: str, fen: int, asks: Asked, wish: Decision, words: str
) -> Refusal | None:
    if fen == 0:
        return None
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    again = recount_to_make(scene, rules, span, tender, wish.cause)
    if again != "no" and span.recount is None:
        text = Text("差 {fen} 元: 先复点一次。", "The difference is {fen} yuan: recount it once first.")
        return Refusal("recount_first", text.fill(fen=format_fen(fen)))
    if again == "other":
        text = Text(
            "差 {fen} 元,这样的差额要由{name}以外的人复点: 退出去,先换人复点。",
            "{fen} yuan off: a difference of this size is recounted by somebody else than {name}, first.",
        )
        words_of = text.fill(fen=format_fen(fen), name=name_of(scene, span.person))
        return Refusal("recount_by_other", words_of)
    if all(wish.cause != cause.id for cause in rules.causes):
        return Refusal("cause_needed", Text("选一个原因。", "Choose a cause."))
    if (asks.rung.words or asks.repeats) and not words:
        return Refusal("words_needed", Text("要写明情况。", "It must be explained in writing."))
    roles = {
        person.role.value if (person := person_of(scene, t.person or "")) is not None else t.role
        for t in wish.told
    }
    missing = [role for role in asks.rung.inform if role not in roles]
    if missing:
        named = Text("{text}", "{text}").fill(text=asks.rung.text)
        return Refusal("tell_first", named, {"roles": tuple(missing)})
    if asks.rung.footage and (wish.footage_from is None or wish.footage_to is None):
        return Refusal("footage_needed", Text("记下监控的起止时间。", "Note the camera's time range."))
    if wish.footage_from and wish.footage_to and wish.footage_to < wish.footage_from:
        return Refusal("wrong_time", Text("监控止于起之前。", "The camera range ends before it begins."))
    return None


def _approved(scene: Scene, span: Span, signed: Signed) -> Refusal | None:
    """Two sign; one of them is a manager who is not the holder of the till, whoever is signed in (M9)."""
    refused = two(scene, signed)
    if refused is not None:
        return refused
    managers = [
        s.person
        for s in signed
        if (person := person_of(scene, s.person)) is not None and person.role in _APPROVERS
    ]
    if any(id != span.person for id in managers):
        return None
    words = Text(
        "结论要值班经理签,且不能是{name}本人。",
        "A duty manager other than {name} signs the result.",
    )
    return Refusal("manager_signs", words.fill(name=name_of(scene, span.person)))
