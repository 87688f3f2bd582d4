"""What is looked through at closing, a report that comes later, the auditor's step (e.3, CLS-09, CLS-19)."""

from __future__ import annotations

from collections.abc import Mapping

from dutyterm.desk.cash import settling
from dutyterm.desk.cash.proofs import Proof
from dutyterm.desk.outcome import Outcome
from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.model.people import Role
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import parse_int
from dutyterm.shift.cash import reasons, returns
from dutyterm.shift.cash.facts import Lacking
from dutyterm.shift.cash.reviews import FORM
from dutyterm.shift.cash.settling import POUCH
from dutyterm.shift.cash.state import Span, of
from dutyterm.shift.cash.told import name_of, till_name
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.screens.cash.asking import money, new_number, paper_number, some_money, yuan
from dutyterm.tui.screens.cash.signing import manager_and_other, signing, with_second
from dutyterm.tui.views.asks import PAGE, Dialogue, Option, Question, numbered

MOST_LACKING = 5
"""So many papers that are not whole are named one by one in a dialogue."""


def reviews(page: FlowPage) -> Flow:
    """Which of the three."""
    cash = of(page.session.shift)
    done = Text("已做,再做一次", "done; once more")
    options = (
        Option("1", "reversals", _again(_REVERSALS, done, cash.reversals)),
        Option("2", "forms", _again(_FORMS, done, cash.forms)),
        Option("3", "stored", _again(_STORED, done, cash.stored)),
    )

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        makers = {"reversals": _reversals, "forms": _forms, "stored": _stored}
        page.open_flow(makers[a["what"]](page))
        return None

    return Flow("reviews", Dialogue(_TITLE, (Question("what", _WHICH, options=options),)), finish)


def _again(name: Text, done: Text, fact: object | None) -> Text:
    return name if fact is None else Text(f"{name.zh}({done.zh})", f"{name.en} ({done.en})")


def _reversals(page: FlowPage) -> Flow:
    """How many there were, and each whose papers are not whole."""
    questions = [
        Question("made", _MADE, "text", take=_whole),
        Question("lacking", _LACKING, "text", take=_few, when=lambda a: a.get("made") != "0"),
    ]
    for n in range(MOST_LACKING):
        questions += _lacking(n)

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        found = tuple(
            Lacking(paper=a[f"paper{n}"], words=a[f"words{n}"]) for n in range(int(a.get("lacking", "0")))
        )

        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await settling.review_reversals(page.session, int(a["made"]), found, proofs)

        who = page.session.who
        page.open_flow(signing(page, _REVERSALS, (who.id if who is not None else None,), wish))
        return None

    return Flow("reversals", Dialogue(_REVERSALS, tuple(questions)), finish)


def _lacking(n: int) -> tuple[Question, Question]:
    def wanted(a: Mapping[str, str]) -> bool:
        return int(a.get("lacking", "0")) > n

    return (
        Question(f"paper{n}", _PAPER.fill(n=n + 1), "text", take=paper_number(FORM), when=wanted),
        Question(f"words{n}", _WHAT_LACKS.fill(n=n + 1), "text", when=wanted),
    )


def _forms(page: FlowPage) -> Flow:
    """Order forms against the system's number; what differs is named."""
    questions = (
        Question("forms", _HOW_MANY_FORMS, "text", take=_whole),
        Question("system", _HOW_MANY_SYSTEM, "text", take=_whole),
        Question("words", _WHICH_DIFFER, "text", when=lambda a: a.get("forms") != a.get("system")),
    )

    async def finish(a: Mapping[str, str]) -> Outcome:
        return await settling.compare_forms(
            page.session, int(a["forms"]), int(a["system"]), a.get("words", "")
        )

    return Flow("forms", Dialogue(_FORMS, questions), finish)


def _stored(page: FlowPage) -> Flow:
    """Stamps, keys, blanks and cards are locked away; two PINs."""

    async def wish(proofs: tuple[Proof, ...]) -> Outcome:
        return await settling.store_valuables(page.session, proofs)

    return signing(page, _STORED, manager_and_other(page.session), wish)


def pending(page: FlowPage, till: str, span: Span) -> Flow:
    """待扎账: the system gives no report; the counted money is sealed apart."""
    title = _PENDING.fill(till=till_name(page.session.scene(), till))
    questions = (
        Question("pouch", _POUCH, "text", take=new_number(page, POUCH)),
        Question("reason", _WHY_NONE, options=numbered(reasons.NO_REPORT), write=_WRITE),
    )

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await settling.mark_pending(
                page.session, till, span.number, a["pouch"], a["reason"], proofs
            )

        first = span.person if span.locked is None else span.locked.first
        page.open_flow(signing(page, title, with_second(page.session, first), wish))
        return None

    return Flow(f"pending/{till}/{span.number}", Dialogue(title, questions), finish)


def tell_drawer(page: FlowPage, till: str) -> Flow:
    """About how much lies in the drawer: only whether a drop is due is told again."""
    title = _DRAWER.fill(till=till_name(page.session.scene(), till))

    async def finish(a: Mapping[str, str]) -> Outcome:
        return await settling.tell_drawer(page.session, till, int(a["fen"]))

    question = Question("fen", _ABOUT, "text", take=money)
    return Flow(f"drawer/{till}", Dialogue(title, (question,)), finish)


def audit(page: FlowPage) -> Flow:
    """已稽核: which closure, what was found, and the auditor's PIN."""
    scene = page.session.scene()
    waiting = tuple(of(scene.shift).to_audit.items())
    options = tuple(
        Option(
            str(n % PAGE + 1),
            key,
            _CLOSURE.fill(
                day=one.closed_at.date().isoformat()[5:],
                till=till_name(scene, one.till),
                n=one.number,
                name=name_of(scene, one.person),
                fen=format_fen(one.pay_in),
            ),
        )
        for n, (key, one) in enumerate(waiting)
    )
    questions = (
        Question("closure", _WHICH_CLOSURE, options=options),
        Question(
            "finding", _FOUND, options=(Option("1", "agrees", _AGREES), Option("2", "finding", _FINDING))
        ),
        Question("words", _EXPLAIN, "text", when=lambda a: a.get("finding") == "finding"),
    )

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        one = dict(waiting)[a["closure"]]

        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await settling.audit(
                page.session, one.till, one.number, a["finding"], a.get("words", ""), proofs
            )

        who = page.session.who
        signer = who.id if who is not None and who.role is Role.AUDITOR else None
        page.open_flow(signing(page, _AUDIT, (signer,), wish, role=Role.AUDITOR))
        return None

    return Flow("audit", Dialogue(_AUDIT, questions), finish)


def give_over_back(page: FlowPage) -> Flow:
    """长款退还: which over, how much, how, the refund's number, to whom; two PINs."""
    scene = page.session.scene()
    found = {one.key: one for one in returns.overs(scene)}
    tenders = {t.id: t.name for t in scene.manual.cash.tenders} if scene.manual.cash is not None else {}
    options = tuple(
        Option(
            str(n % PAGE + 1),
            key,
            _OVER.fill(
                day=f"{one.day:%m-%d}",
                till=till_name(scene, one.till),
                tender=tenders.get(one.tender, _CASH),
                name=name_of(scene, one.person),
                fen=format_fen(one.left),
            ),
        )
        for n, (key, one) in enumerate(found.items())
    )

    def much(typed: str, a: Mapping[str, str]) -> str | Text:
        fen = some_money(typed)
        wrong = returns.too_much(found[a["over"]], int(fen)) if isinstance(fen, str) else None
        return fen if wrong is None else wrong.text

    questions = (
        Question("over", _WHICH_OVER, options=options),
        Question("fen", _HOW_MUCH, "text", among=much, told=yuan),
        Question("way", _WHICH_WAY, options=numbered(_BACK_WAYS)),
        Question("paper", _REFUND, "text", take=paper_number(returns.REFUND)),
        Question("words", _TO_WHOM, "text"),
    )

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await settling.give_over_back(
                page.session, a["over"], int(a["fen"]), a["way"], a["paper"], a["words"], proofs
            )

        page.open_flow(signing(page, _GIVE_BACK, manager_and_other(page.session), wish))
        return None

    return Flow("over", Dialogue(_GIVE_BACK, questions), finish)


def _whole(typed: str) -> str | Text:
    found = parse_int(typed, 0, 10**6)
    return found.text if isinstance(found, Refusal) else str(found)


def _few(typed: str) -> str | Text:
    found = parse_int(typed, 0, MOST_LACKING)
    return found.text if isinstance(found, Refusal) else str(found)


_GIVE_BACK = Text("长款退还给客户,挂在原结论上", "An over goes back to its customer, linked to its result")
_WHICH_OVER = Text("哪一笔长款?", "Which over?")
_OVER = Text("{day} {till} {name} {tender} {fen}", "{day} {till} {name} {tender} {fen}")
_CASH = Text("现金", "cash")
_HOW_MUCH = Text("退多少元?", "How many yuan?")
_WHICH_WAY = Text("怎么退?不从抽屉里直接拿", "How? Never straight out of a drawer")
_BACK_WAYS = (
    ("system", Text("系统退费", "refund in the system")),
    ("company", Text("公司退", "from the company")),
)
_REFUND = Text("退费单号?", "Number of the refund?")
_TO_WHOM = Text("退给谁?怎么查到的?", "To whom? How was it found?")
_TITLE = Text("收尾核对", "Checks at closing")
_WHICH = Text("做哪一项?", "Which?")
_REVERSALS = Text("冲正、退费、作废复核", "Reversals, refunds and voids")
_FORMS = Text("受理单与系统笔数核对", "Order forms against the system")
_STORED = Text("印章、钥匙、空白凭证、卡入柜", "Stamps, keys, blanks and cards locked away")
_MADE = Text("今天共几笔?没有键 0", "How many today? 0 for none")
_LACKING = Text("其中几笔单据不全?没有键 0", "How many lack a paper? 0 for none")
_PAPER = Text("第 {n} 笔的单号?", "Form number of {n}?")
_WHAT_LACKS = Text("第 {n} 笔缺什么?", "What lacks for {n}?")
_HOW_MANY_FORMS = Text("手上受理单几张?", "How many forms on paper?")
_HOW_MANY_SYSTEM = Text("系统里几笔?", "How many in the system?")
_WHICH_DIFFER = Text("差的是哪几笔?", "Which ones are missing or too many?")
_PENDING = Text(
    "{till} 待扎账: 系统出不了扎账单,款单独封存", "{till}: no report to be had, the money is sealed apart"
)
_POUCH = Text("封包号?", "Pouch number?")
_WHY_NONE = Text("为什么没有扎账单?", "Why is there no report?")
_WRITE = Text("写几个字", "write it")
_DRAWER = Text("{till} 看一眼抽屉", "{till}: a look at the drawer")
_ABOUT = Text(
    "大约多少元?只用来判断要不要缴款,不再显示", "About how many yuan? Only for the limit, never shown"
)
_AUDIT = Text("稽核", "Audit")
_WHICH_CLOSURE = Text("哪一次结账?", "Which closure?")
_CLOSURE = Text("{day} {till} #{n} {name} 缴 {fen}", "{day} {till} #{n} {name}, {fen}")
_FOUND = Text("稽核结果?", "What was found?")
_AGREES = Text("相符", "it agrees")
_FINDING = Text("有发现", "a finding")
_EXPLAIN = Text("写明发现", "Explain it")
