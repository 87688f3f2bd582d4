"""The questions of every step of a till: take it, move money, type the report, decide, keep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dutyterm.desk.cash import results, tills
from dutyterm.desk.cash.proofs import Proof
from dutyterm.desk.outcome import Outcome
from dutyterm.i18n import Text
from dutyterm.manual.cash import CashRules
from dutyterm.model.money import format_fen
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import reasons, target
from dutyterm.shift.cash import results as rules_of_results
from dutyterm.shift.cash import tills as tills_rules
from dutyterm.shift.cash.results import Report, float_goal
from dutyterm.shift.cash.sheet import Sheet
from dutyterm.shift.cash.state import Span
from dutyterm.shift.cash.told import till_name
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.screens.cash import tender_flows
from dutyterm.tui.screens.cash.asking import moment, money, new_number, some_money, yuan
from dutyterm.tui.screens.cash.signing import signing, with_second
from dutyterm.tui.views.asks import Dialogue, Question, numbered
from dutyterm.tui.views.cash_pieces import named, without

PREFIX = "cash"
"""Begins the keys of the drafts of this page."""


def movement(page: FlowPage, till: str, span: Span, what: str) -> Flow:
    """A drop, a top-up or an exchange: number, amount, two PINs."""
    title = _MOVES[what].fill(till=till_name(page.session.scene(), till))
    questions: tuple[Question, ...] = (Question("fen", _AMOUNT, "text", take=some_money, told=yuan),)
    if what == "drop":
        envelope = Question("envelope", _ENVELOPE, "text", take=new_number(page, tills_rules.ENVELOPE))
        questions = (envelope, *questions)

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        fen = int(a["fen"])

        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            if what == "drop":
                return await tills.drop(page.session, till, a["envelope"], fen, proofs)
            if what == "top_up":
                return await tills.top_up(page.session, till, fen, proofs)
            return await tills.exchange(page.session, till, fen, proofs)

        told = Text(f"{title.zh}  {format_fen(fen)}", f"{title.en}  {format_fen(fen)}")
        page.open_flow(signing(page, told, with_second(page.session, span.person), wish))
        return None

    return Flow(f"{what}/{till}", Dialogue(title, questions), finish)


def report(page: FlowPage, till: str, span: Span, rules: CashRules) -> Flow:
    """The closing report from paper: number, print time, cash, then the other tenders, if any.

    What cannot be is said where it is typed. Once a report is in, this corrects it, with a reason.
    """

    def report_number(typed: str) -> str | Text:
        found = rules_of_results.report_number(page.session.scene(), till, span.number, typed)
        return found.text if isinstance(found, Refusal) else found

    def printed(at: datetime) -> Refusal | None:
        return rules_of_results.wrong_print_time(page.session.scene(), span, at)

    questions = (
        Question("report", _REPORT, "text", take=report_number),
        Question("printed", _PRINTED, "time", take=moment(page, printed)),
        Question("receipts", _RECEIPTS, "text", take=money, told=yuan),
        Question("refunds", _REFUNDS, "text", take=money, told=yuan),
        *tender_flows.expected_questions(rules),
    )
    if span.expected is not None:
        questions = (*questions, Question("reason", _WHY, options=numbered(reasons.CORRECTED), write=_WRITE))

    async def finish(a: Mapping[str, str]) -> Outcome:
        wish = Report(
            a["report"],
            datetime.fromisoformat(a["printed"]),
            int(a["receipts"]),
            int(a["refunds"]),
            tender_flows.expected_figures(rules, a),
            a.get("reason", ""),
        )
        return await results.enter_expected(page.session, till, span.number, wish)

    title = _REPORT_OF.fill(till=till_name(page.session.scene(), till))
    if span.expected is not None:
        title = _CORRECTED.fill(
            till=till_name(page.session.scene(), till),
            report=span.expected.report,
            receipts=format_fen(span.expected.receipts),
            refunds=format_fen(span.expected.refunds),
        )
    return Flow(f"report/{till}/{span.number}", Dialogue(title, questions), finish, keeps=True)


def even(page: FlowPage, till: str, span: Span) -> Flow:
    """Everything is even: two PINs."""

    async def wish(proofs: tuple[Proof, ...]) -> Outcome:
        return await results.decide_even(page.session, till, span.number, proofs)

    title = _EVEN.fill(till=till_name(page.session.scene(), till))
    return signing(page, title, with_second(page.session, counter(span)), wish)


def keep(page: FlowPage, till: str, span: Span, counted: Sheet, rules: CashRules) -> Flow:
    """Which pieces stay as float and what goes to the bank; two PINs (M14)."""
    scene = page.session.scene()
    goal = float_goal(scene, till, span.number)
    pieces = target.to_keep(counted, rules, goal)
    fen = sum(d.fen * pieces.get(d.id, 0) for d in rules.denominations)
    title = _KEEP.fill(
        till=till_name(scene, till),
        kept=format_fen(fen),
        stays=named(rules, pieces),
        paid=format_fen(counted.total - fen),
        goes=named(rules, without(counted, pieces), counted.other),
    )

    async def wish(proofs: tuple[Proof, ...]) -> Outcome:
        return await results.keep(page.session, till, span.number, pieces, proofs)

    return signing(page, title, with_second(page.session, counter(span)), wish)


def counter(span: Span) -> str:
    """Who signs first what follows the count: who counted it; the holder may be away (M16)."""
    return span.person if span.locked is None else span.locked.first


_AMOUNT = Text("多少元?", "How many yuan?")
_ENVELOPE = Text("信封号?", "Envelope number?")
_MOVES = {
    "drop": Text("{till} 中途缴款入库", "{till}: drop into the safe"),
    "top_up": Text("{till} 从备用金库追加", "{till}: top-up from the reserve"),
    "exchange": Text("{till} 与备用金库兑换零钱", "{till}: change notes with the reserve"),
}
_REPORT_OF = Text("{till} 扎账单(点数已锁定)", "{till}: closing report (the count is locked)")
_REPORT = Text("扎账单号?", "Report number?")
_PRINTED = Text("打印时间?", "Printed when?")
_RECEIPTS = Text("现金收入(元)?", "Cash receipts (yuan)?")
_REFUNDS = Text("现金退费(元)?", "Cash refunds (yuan)?")
_WHY = Text("为什么更正?", "Why is it corrected?")
_WRITE = Text("写几个字", "write it")
_CORRECTED = Text(
    "{till} 更正扎账单 {report} (收入 {receipts},退费 {refunds}): 全部重键,原来的留档",
    "{till}: report {report} (receipts {receipts}, refunds {refunds}) typed anew; the first stays on record",
)
_EVEN = Text("{till} 平: 两人签名", "{till} is even: both sign")
_KEEP = Text(
    "{till} 留存 {kept}: {stays}\n缴款 {paid}: {goes}",
    "{till} keeps {kept}: {stays}\npaid in {paid}: {goes}",
)
