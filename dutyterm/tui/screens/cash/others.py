"""`*` on the overview: what is not the normal next step of a row."""

from __future__ import annotations

from collections.abc import Mapping

from dutyterm.desk.cash import counting, results, tills
from dutyterm.desk.cash.proofs import Proof
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.i18n import Text, same
from dutyterm.model.money import format_fen
from dutyterm.model.people import Role
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash.bags import BOX, SEAL
from dutyterm.shift.cash.returns import overs
from dutyterm.shift.cash.state import Span, of, state_of, till_of
from dutyterm.shift.cash.tills import PAPER
from dutyterm.shift.cash.told import figure, hall_of
from dutyterm.shift.register.amounts import stays
from dutyterm.tui.flow import Flow, FlowPage, restored
from dutyterm.tui.screens.cash import counting_flows, flows, review_flows, tender_flows, transfer_flows
from dutyterm.tui.screens.cash.asking import money, new_number, paper_number, some_money, yuan
from dutyterm.tui.screens.cash.signing import manager_and_other, signing
from dutyterm.tui.views.asks import Dialogue, Option, Question
from dutyterm.tui.views.cash import Place
from dutyterm.tui.widgets.status import Tone


def others(page: FlowPage, place: Place) -> Flow:
    """What may be done besides; what cannot be done now says why."""
    cash = of(page.session.shift)
    till = place.id if place.sort == "till" else ""
    closing = bool(till) and state_of(cash, till) == "closing"
    span = till_of(cash, till).at(place.number) if till else None
    unreported = span is not None and span.locked is not None and span.expected is None
    waits = any(one.till == till and one.left is None for one in cash.transfers.values())
    here = Text("不是这一行", "not this row")
    options = (
        Option("1", "reopen", _REOPEN, here if not closing else _not_before(span, counted=False)),
        Option("2", "anew", _ANEW, here if not closing else _not_before(span, counted=True)),
        Option("3", "in", _IN),
        Option("4", "out", _OUT),
        Option("5", "box", _BOX),
        Option("6", "void", _VOID),
        Option("7", "overnight", _OVERNIGHT),
        Option("8", "paper", _PAPER_SLIP, None if _has_paper(page, place) else _NO_PAPER),
        Option("9", "absent", _ABSENT, None if closing and _uncounted(page, place) else here),
        Option("1", "pending", _NO_REPORT, None if unreported else here),
        Option("2", "tenders", _TENDERS, None if unreported else here),
        Option("3", "leave", _LET_PASS, None if waits else here),
        Option("4", "keep", _OTHER_PIECES, None if place.step == "keep" and span is not None else here),
        Option("5", "correct", _CORRECT, _not_correctable(span)),
        Option("6", "over", _GIVE_BACK, None if overs(page.session.scene()) else _NO_OVER),
    )

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        what = a["what"]
        if what == "reopen":
            return await tills.begin_closing(page.session, place.id, closing=False)
        if what == "absent":
            page.open_flow(counting_flows.somebody_else(page, place.id))
            return None
        if what == "paper":
            page.flow = None
            page.say(*await _printed(page, place))
            return None
        if what == "over":
            page.open_flow(review_flows.give_over_back(page))
            return None
        makers = {"anew": _anew, "box": _box, "void": _void, "overnight": _overnight}
        rules = page.session.manual.cash
        if what == "keep" and span is not None:
            await counting_flows.keep_others(page, place.id, span)
        elif what == "leave":
            page.open_flow(transfer_flows.leave(page, place.id))
        elif what == "correct" and span is not None and rules is not None:
            page.open_flow(
                restored(page.session, page.draft_prefix, flows.report(page, place.id, span, rules))
            )
        elif what == "pending" and span is not None:
            page.open_flow(review_flows.pending(page, place.id, span))
        elif what == "tenders" and span is not None and rules is not None:
            page.open_flow(tender_flows.count_apart(page, place.id, span, rules))
        elif what in makers:
            page.open_flow(makers[what](page, place))
        else:
            page.open_flow(_reserve(page, out=what == "out"))
        return None

    return Flow("others", Dialogue(_TITLE, (Question("what", _WHICH, options=options),)), finish)


def _not_before(span: Span | None, *, counted: bool) -> Text | None:
    """Counted anew once somebody counted, open again while nobody has; neither after the lock."""
    if span is None or span.locked is not None:
        return Text("已锁定", "locked")
    if bool(span.turns) is counted:
        return None
    return Text("还没人点", "nobody counted") if counted else Text("已有人点", "somebody counted")


def _not_correctable(span: Span | None) -> Text | None:
    """A report that is in can be typed anew until the first result stands."""
    if span is None or span.expected is None:
        return Text("不是这一行", "not this row")
    return Text("已有结论", "decided") if span.decided else None


def _uncounted(page: FlowPage, place: Place) -> bool:
    span = till_of(of(page.session.shift), place.id).span
    return span is not None and not span.turns


def _has_paper(page: FlowPage, place: Place) -> bool:
    """A locked closure has a count sheet, a bag its deposit slip."""
    if place.sort == "bag":
        return True
    span = till_of(of(page.session.shift), place.id).at(place.number) if place.sort == "till" else None
    return span is not None and span.locked is not None


async def _printed(page: FlowPage, place: Place) -> tuple[Text, Tone]:
    from dutyterm.desk.cash import papers
    from dutyterm.desk.outcome import NotSaved
    from dutyterm.desk.printer import can_print
    from dutyterm.desk.printing import Made, Wanted
    from dutyterm.paper.formats import missing
    from dutyterm.tui.dialogs.paper import make_and_tell

    async def make(session: Session, wanted: Wanted) -> Made | Refusal | NotSaved:
        if place.sort == "bag":
            return await papers.make_deposit(session, wanted, place.id)
        return await papers.make_count(session, wanted, place.id, place.number)

    prints, pdf = can_print(page.session.layout), missing("pdf") is None
    return await make_and_tell(page.duty, page.session, make, prints=prints, pdf=pdf)


def _anew(page: FlowPage, place: Place) -> Flow:
    async def finish(a: Mapping[str, str]) -> Outcome:
        return await counting.count_anew(page.session, place.id, a["reason"])

    return Flow(f"anew/{place.id}", Dialogue(_ANEW, (Question("reason", _WHY, "text"),)), finish)


def _reserve(page: FlowPage, *, out: bool) -> Flow:
    sides = (
        Option("1", "bank", Text("银行", "the bank")),
        Option("2", "company", Text("公司", "the company")),
    )
    questions = (
        Question("other", _OTHER, options=sides),
        Question("fen", _AMOUNT, "text", take=some_money, told=yuan),
        Question("paper", _PAPER, "text", take=paper_number(PAPER)),
    )
    title = _OUT if out else _IN

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await tills.move_reserve(
                page.session, int(a["fen"]), a["other"], a["paper"], proofs, out=out
            )

        page.open_flow(signing(page, title, manager_and_other(page.session), wish))
        return None

    return Flow(f"reserve/{out}", Dialogue(title, questions), finish)


def _box(page: FlowPage, place: Place) -> Flow:
    del place
    questions = (
        Question("terminal", _TERMINAL, "text"),
        Question("box", _BOX_NUMBER, "text", take=paper_number(BOX)),
        Question("fen", _AMOUNT, "text", take=money, told=yuan),
        Question(
            "slip",
            _BOX_SLIP,
            options=(Option("1", "-", _NO_SLIP),),
            write=_WRITE_SLIP,
            take=money,
            told=lambda word: _NO_SLIP if word == "-" else yuan(word),
        ),
    )

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            slip = None if a["slip"] == "-" else int(a["slip"])
            return await results.count_box(page.session, a["terminal"], a["box"], int(a["fen"]), proofs, slip)

        page.open_flow(signing(page, _BOX, manager_and_other(page.session), wish))
        return None

    return Flow("box", Dialogue(_BOX, questions), finish)


def _void(page: FlowPage, place: Place) -> Flow:
    del place
    questions = (
        Question("seal", _SEAL, "text", take=new_number(page, SEAL)),
        Question("reason", _WHY, "text"),
    )

    async def finish(a: Mapping[str, str]) -> Outcome:
        return await results.void_seal(page.session, a["seal"], a["reason"])

    return Flow("void", Dialogue(_VOID, questions), finish)


def _overnight(page: FlowPage, place: Place) -> Flow:
    """Within the limit nothing is asked; above it the hall manager's word and a measure (CLS-17)."""
    del place
    scene = page.session.scene()
    there = stays(scene.shift)
    rules = scene.manual.cash
    most = figure(scene, rules, "overnight_fen") if rules is not None else 0
    managers = [p for p in hall_of(scene).roster if p.role is Role.HALL_MANAGER][:9]
    people = tuple(Option(str(n), p.id, same(p.name)) for n, p in enumerate(managers, 1))
    media = (
        Option("1", "phone", Text("电话", "by phone")),
        Option("2", "on_site", Text("当面", "in person")),
    )
    questions: tuple[Question, ...] = ()
    if there > most:
        questions = (
            Question("manager", _APPROVED, options=people),
            Question("medium", _HOW, options=media),
            Question("measure", _MEASURE, "text"),
        )
    else:
        questions = (Question("ok", _WITHIN, options=(Option("1", "yes", _RECORD),)),)
    title = _STAYS.fill(fen=format_fen(there), limit=format_fen(most))

    async def finish(a: Mapping[str, str]) -> Outcome:
        return await results.check_overnight(
            page.session, a.get("manager"), a.get("medium", ""), a.get("measure", "")
        )

    return Flow("overnight", Dialogue(title, questions), finish)


_TITLE = Text("其他资金事项", "other matters of money")
_WHICH = Text("哪一种?", "Which?")
_REOPEN = Text("继续收款(还没人点)", "go on taking money, nobody counted")
_ANEW = Text("重新清点(已点的留档)", "count anew; the counts stay on record")
_IN = Text("备用金库 收入", "into the reserve")
_OUT = Text("备用金库 支出", "out of the reserve")
_BOX = Text("自助终端钞箱", "cash box of a terminal")
_VOID = Text("封签作废", "a seal is void")
_OVERNIGHT = Text("隔夜现金核对", "overnight cash against its limit")
_PAPER_SLIP = Text("出清点单、缴款单", "count sheet, deposit slip")
_NO_PAPER = Text("还没锁定", "not locked yet")
_ABSENT = Text("领用人不在,别人先点", "the holder is away: somebody else counts first")
_NO_REPORT = Text("系统出不了扎账单: 待扎账", "no report to be had: later")
_TENDERS = Text("非现金重新点", "count the other tenders again")
_LET_PASS = Text("未确认的转移,经理放行", "let an unconfirmed transfer pass")
_CORRECT = Text("扎账单键错了,更正", "correct the closing report")
_GIVE_BACK = Text("长款退还给客户", "an over goes back to its customer")
_NO_OVER = Text("没有可退的长款", "no over to give back")
_OTHER_PIECES = Text("自己定哪些券留存", "choose which pieces stay")
_OTHER = Text("对方是谁?", "The other side?")
_AMOUNT = Text("多少元?", "How many yuan?")
_PAPER = Text("单号?", "Slip number?")
_TERMINAL = Text("哪台终端?", "Which terminal?")
_BOX_NUMBER = Text("钞箱号?", "Box number?")
_BOX_SLIP = Text("终端打印的金额?点完再看", "What did the terminal print? Look only now")
_NO_SLIP = Text("没有打印", "nothing printed")
_WRITE_SLIP = Text("键入金额(元)", "type it, in yuan")
_SEAL = Text("作废的封签号?", "Number of the void seal?")
_WHY = Text("为什么?", "Why?")
_APPROVED = Text("哪位厅经理批准?", "Which hall manager approves?")
_HOW = Text("怎么批准的?", "How?")
_MEASURE = Text("加强什么措施?", "What more is done for its safety?")
_WITHIN = Text("在限额内", "within the limit")
_RECORD = Text("记下", "record it")
_STAYS = Text("隔夜现金 {fen},限额 {limit}", "overnight cash {fen}, limit {limit}")
