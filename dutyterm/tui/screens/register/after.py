"""What is asked afterwards: keying in, checking, giving back, calling, envelopes, gaps, adding up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from dutyterm.desk.cash.proofs import Proof
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.register import after
from dutyterm.hall.vault import Erased
from dutyterm.i18n import Text, same
from dutyterm.manual.register import RegisterRules
from dutyterm.model.moment import moment_text
from dutyterm.model.money import format_fen, parse_amount
from dutyterm.model.people import Person
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed_time import parse_due
from dutyterm.shift.cash.told import name_of
from dutyterm.shift.register.backentry import GiveBack, with_a_till
from dutyterm.shift.register.facts import CallResult
from dutyterm.shift.register.state import Entry, Envelope, Register
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.screens.cash.signing import signing
from dutyterm.tui.screens.register.flows import reasons, typed_or, who
from dutyterm.tui.views.asks import Dialogue, Option, Question, numbered
from dutyterm.tui.views.register import business_name, customer
from dutyterm.values import dataclass

Full = Mapping[str, str | Erased]
"""Full numbers by their id in the vault, for who may see them."""


@dataclass(frozen=True)
class Needs:
    """What a back-entry asks beyond the usual; a rule said so."""

    before: bool = False
    """Why it comes before an earlier one."""
    differs: bool = False
    """Why the amount is another one."""
    person: bool = False
    """Who keys it in: somebody with a till, where its money goes."""


def rekey(
    page: FlowPage, rules: RegisterRules, entry: Entry, full: Full, needs: Needs, person: str | None
) -> Flow:
    """补录: the reference of the system; the amount is what was taken unless another is typed."""
    w = entry.written
    questions = [Question("serial", _SERIAL, "text", take=typed_or(_NO_SERIAL))]
    if needs.person:  # first of all: without a till nothing can be keyed in
        able = with_a_till(page.session.scene())
        questions.insert(0, who(page.session.hall.roster, _KEYS_IN, only=able, why=_NO_TILL))
    if w.due:
        exact = Option("1", _AS_TAKEN, Text("{fen} 元", "{fen} yuan").fill(fen=format_fen(w.due)))
        questions.append(
            Question("fen", _KEYED, options=(exact,), write=_OTHER_AMOUNT, take=_amount, digits=True)
        )
    if needs.before:
        questions.append(reasons("before", _WHY_BEFORE, rules.order))
    if needs.differs:
        questions.append(reasons("cause", _CAUSE, rules.causes))

    async def done(a: Mapping[str, str]) -> Outcome:
        fen = None if a.get("fen") in (None, _AS_TAKEN) else _fen(a["fen"])
        return await after.rekey(
            page.session,
            w.book,
            w.number,
            a["serial"],
            person=a.get("person", person),
            fen=fen,
            before=a.get("before"),
            cause=a.get("cause"),
        )

    title = Text("补录 {what}", "Key in {what}").fill(what=told(page, entry, full))
    return Flow(f"rekey/{entry.slip}", Dialogue(title, tuple(questions)), done)


def told(page: FlowPage, entry: Entry, full: Full) -> Text:
    """The entry in a line or two, with its full numbers as far as they may be seen."""
    w = entry.written
    parts = [same(entry.slip), business_name(page.session.manual.by_hand, w.business), customer(entry)]
    for label, number in ((_ACCOUNT, w.account), (_PHONE, w.phone)):
        if number is not None:
            found = full.get(number.id)
            shown = found if isinstance(found, str) else number.masked
            parts.append(Text("{a} {b}", "{a} {b}").fill(a=label, b=shown))
    if w.due:
        parts.append(Text("{fen} 元", "{fen} yuan").fill(fen=format_fen(w.due)))
    if w.request:
        parts.append(same(w.request))
    said = parts[0]
    for part in parts[1:]:
        if part.zh:
            said = Text("{a}  {b}", "{a}  {b}").fill(a=said, b=part)
    return said


def check(page: FlowPage, entries: Sequence[Entry], people: Sequence[Person]) -> Flow:
    """复核: somebody else compares what was keyed in and signs for all of it at once."""
    rekeyers = {e.rekeyed.person for e in entries if e.rekeyed is not None}
    lines = "\n".join(_keyed_line(e) for e in entries)
    title = Text("复核 {n} 笔: 逐笔对系统\n{lines}", "Check {n}: compare each with the system\n{lines}")
    filled = title.fill(n=len(entries), lines=same(lines))
    others = [p.id for p in people if p.id not in rekeyers]
    person = who(people, _CHECKER, only=others, why=_KEYED_IT)

    async def chosen(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await after.check(page.session, [entry.slip for entry in entries], proofs)

        page.open_flow(signing(page, filled, (a["person"],), wish))
        return None

    return Flow("check", Dialogue(filled, (person,)), chosen)


def wrong(page: FlowPage, entry: Entry, people: Sequence[Person]) -> Flow:
    """The checker found that it is not right: it is keyed in again."""
    rekeyer = entry.rekeyed.person if entry.rekeyed is not None else ""
    questions = (
        Question("words", _WHAT_WRONG, "text"),
        who(people, _CHECKER, only=[p.id for p in people if p.id != rekeyer], why=_KEYED_IT),
    )
    title = Text("复核不符 {slip}", "{slip} is not right").fill(slip=entry.slip)

    async def chosen(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await after.check(page.session, [entry.slip], proofs, right=False, words=a["words"])

        page.open_flow(signing(page, title, (a["person"],), wish))
        return None

    return Flow(f"wrong/{entry.slip}", Dialogue(title, questions), chosen)


def _keyed_line(entry: Entry) -> str:
    keyed = entry.rekeyed
    return "" if keyed is None else f"{entry.slip}  {keyed.serial}  {format_fen(keyed.fen)}"


def call(page: FlowPage, entry: Entry, full: Full) -> Flow:
    """回访: the customer hears how it went."""
    questions = (
        Question("result", _CALLED, options=numbered(_RESULTS)),
        Question("words", _WHY_UP, "text", when=lambda a: a.get("result") == "given_up"),
    )

    async def done(a: Mapping[str, str]) -> Outcome:
        w = entry.written
        result = cast(CallResult, a["result"])
        return await after.call(page.session, w.book, w.number, result, words=a.get("words", ""))

    title = Text("回访 {what}", "Call {what}").fill(what=told(page, entry, full))
    return Flow(f"call/{entry.slip}", Dialogue(title, questions), done)


def give_back(page: FlowPage, rules: RegisterRules, entry: Entry) -> Flow:
    """无法补录: the money goes back against the receipt before two, or another time is made."""
    w = entry.written

    def due(typed: str) -> str | Text:
        if typed == "0":
            return "-"
        found = parse_due(typed, page.session.clock.now())
        return found.text if isinstance(found, Refusal) else moment_text(found)

    questions = [
        reasons("reason", _WHY_BACK, rules.unable),
        Question("promise", _NEW_TIME, "text", take=due, digits=True),
    ]
    if w.due:
        questions.insert(1, Question("receipt", _RECEIPT_BACK, options=numbered(_YES_NO)))
    title = Text("退还 {slip}", "Give back {slip}").fill(slip=entry.slip)

    async def done(a: Mapping[str, str]) -> Outcome | None:
        promise = None if a["promise"] == "-" else datetime.fromisoformat(a["promise"])

        kept = a.get("receipt") != "no"
        back = GiveBack(w.book, w.number, a["reason"], receipt_back=kept, promise=promise)

        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await after.give_back(page.session, back, proofs)

        if not w.due:
            return await wish(())
        page.open_flow(signing(page, title, two(page), wish))
        return None

    return Flow(f"back/{entry.slip}", Dialogue(title, tuple(questions)), done)


def explain(page: FlowPage, rules: RegisterRules, book: str, first: int, last: int, slip: str) -> Flow:
    """Why there is nothing under a number (N11); two sign."""
    title = Text("缺号 {slip}", "Missing: {slip}").fill(slip=slip)

    async def done(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await after.explain_gap(page.session, book, first, last, a["cause"], a["words"], proofs)

        page.open_flow(signing(page, title, two(page), wish))
        return None

    questions = (reasons("cause", _WHY_GAP, rules.gaps), Question("words", _EXPLAIN, "text"))
    return Flow(f"gap/{slip}", Dialogue(title, questions), done)


def count(page: FlowPage, one: Envelope) -> Flow:
    """What can be done with an envelope: counted, counted and sealed, opened again; two sign."""
    sealed = one.seal is not None
    options = (
        Option("1", "count", _COUNT, _SEALED if sealed else None),
        Option("2", "seal", _SEAL, _SEALED if sealed else None),
        Option("3", "unseal", _UNSEAL, None if sealed else _NOT_SEALED),
    )
    questions = (
        Question("what", _WHAT, options=options),
        Question(
            "fen",
            _HOW_MUCH,
            "text",
            take=_amount,
            when=lambda a: a.get("what") in ("count", "seal"),
            digits=True,
        ),
        Question(
            "seal",
            _SEAL_NO,
            "text",
            take=typed_or(_NO_SEAL),
            when=lambda a: a.get("what") in ("seal", "unseal"),
        ),
    )
    title = Text("信封 {id}", "Envelope {id}").fill(id=one.envelope)

    async def done(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            fen = _fen(a.get("fen", "")) or 0
            if a["what"] == "count":
                return await after.count_envelope(page.session, one.envelope, fen, proofs)
            if a["what"] == "seal":
                return await after.seal_envelope(page.session, one.envelope, a["seal"], fen, proofs)
            return await after.unseal_envelope(page.session, one.envelope, a["seal"], proofs)

        signed = _UNSEALED if a["what"] == "unseal" else _COUNTED
        told = signed.fill(title=title, fen=a.get("fen", ""))
        page.open_flow(signing(page, told, two(page), wish))
        return None

    return Flow(f"envelope/{one.envelope}", Dialogue(title, questions), done)


def leave_open(page: FlowPage, rules: RegisterRules, people: Sequence[Person]) -> Flow:
    """`*` 1: what cannot be keyed in today goes on as an open item with an owner."""
    questions = (reasons("reason", _WHY_LATER, rules.later), who(people, _OWNER))

    async def done(a: Mapping[str, str]) -> Outcome:
        return await after.leave_open(page.session, a["reason"], a["person"])

    return Flow("leave", Dialogue(_LEAVE, questions), done)


def reconcile(page: FlowPage, rules: RegisterRules, *, differs: bool) -> Flow:
    """Register, envelopes and system compared; a difference takes a cause, words and two names."""
    if not differs:
        confirm = Question("ok", _AGREES, options=(Option("1", "yes", _RECORD),))

        async def even(_: Mapping[str, str]) -> Outcome:
            return await after.reconcile(page.session)

        return Flow("reconcile", Dialogue(_RECONCILE, (confirm,)), even)
    questions = (reasons("cause", _CAUSE, rules.causes), Question("words", _EXPLAIN, "text"))

    async def off(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await after.reconcile(page.session, cause=a["cause"], words=a["words"], proofs=proofs)

        page.open_flow(signing(page, _RECONCILE, two(page), wish))
        return None

    return Flow("reconcile/off", Dialogue(_RECONCILE, questions), off)


def two(page: FlowPage) -> tuple[str | None, str | None]:
    """Who is signed in, and somebody else."""
    return (page.session.who.id if page.session.who is not None else None), None


def name(page: FlowPage, person: str) -> Text:
    """What somebody is called."""
    return name_of(page.session.scene(), person)


def unchecked(register: Register) -> tuple[Entry, ...]:
    """Everything that waits for the checker, in order."""
    return tuple(entry for entry in register.in_order() if entry.unchecked)


def _amount(typed: str) -> str | Text:
    found = parse_amount(typed)
    return found.text if isinstance(found, Refusal) else format_fen(found)


def _fen(typed: str) -> int | None:
    found = parse_amount(typed)
    return found if isinstance(found, int) else None


_AS_TAKEN = "taken"
_SERIAL = Text("系统流水号?", "Reference of the system?")
_NO_SERIAL = Text("还没有流水号: 系统里查到再输。", "No reference yet: type the one that the system shows.")
_KEYED = Text("补录金额?", "Keyed in?")
_OTHER_AMOUNT = Text("别的金额", "another amount")
_NO_TILL = Text("没有在用的台席", "no till in use")
_KEYS_IN = Text("谁补录(钱进谁的台席)?", "Who keys it in (whose till gets the money)?")
_WHY_BEFORE = Text("前面还有没补录的,为什么先录这笔?", "An earlier one waits: why is this one first?")
_CAUSE = Text("差在哪里?", "What is the cause?")
_ACCOUNT = Text("号码", "number")
_PHONE = Text("电话", "tel.")
_CHECKER = Text("谁复核(不是补录人)?", "Who checks (not who keyed it in)?")
_KEYED_IT = Text("补录人", "keyed it in")
_WHAT_WRONG = Text("哪里不符?", "What is wrong?")
_CALLED = Text("结果?", "How did it go?")
_RESULTS = (
    ("reached", Text("已接通,已告知", "reached and told")),
    ("message", Text("已发短信", "message sent")),
    ("no_answer", Text("无人接,再打", "no answer, again later")),
    ("given_up", Text("不再打", "given up")),
)
_WHY_UP = Text("为什么不再打?", "Why is nobody called any more?")
_WHY_BACK = Text("为什么不能补录?", "Why can it not be keyed in?")
_RECEIPT_BACK = Text("临时收据收回了?", "Was the receipt collected?")
_YES_NO = (("yes", Text("收回了", "yes")), ("no", Text("没有", "no")))
_NEW_TIME = Text("改约: +1 明天、今天 1700;不约就 0", "Another time: +1 tomorrow, 1700 today; none is 0")
_WHY_GAP = Text("为什么没有这个号?", "Why is there nothing?")
_EXPLAIN = Text("写明情况", "Explain it")
_WHAT = Text("做什么?", "What is done?")
_COUNT = Text("清点", "count")
_SEAL = Text("清点、封签", "count and seal")
_COUNTED = Text("{title}: 点得 {fen}", "{title}: counted {fen}")
_UNSEALED = Text("{title}: 拆封", "{title}: its seal is opened")
_UNSEAL = Text("拆封", "open the seal")
_SEALED = Text("已封", "sealed")
_NOT_SEALED = Text("没有封", "not sealed")
_HOW_MUCH = Text("点得多少元?", "How many yuan?")
_SEAL_NO = Text("封签号?", "Number of the seal?")
_NO_SEAL = Text("还没有封签号: 照封签上的输。", "No number yet: type the one on the seal.")
_LEAVE = Text("今天补录不完: 转未结,记下负责人", "Not all can be keyed in today: an open item with an owner")
_WHY_LATER = Text("为什么?", "Why?")
_OWNER = Text("谁负责?", "Who owns it?")
_RECONCILE = Text("对账: 登记 = 信封 = 补录 + 退款", "Reconcile: register = envelope = keyed in + refunds")
_AGREES = Text("三栏一致?", "Do the three agree?")
_RECORD = Text("一致,记下", "they agree: record it")
