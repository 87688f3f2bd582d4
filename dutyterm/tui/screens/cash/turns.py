"""From turn to turn of a blind count: the second person, the signatures under it, and counting anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dutyterm.desk.cash import counting, tills
from dutyterm.desk.cash.proofs import Proof, prove
from dutyterm.desk.outcome import Done, Outcome
from dutyterm.i18n import Text
from dutyterm.manual.cash import CashRules
from dutyterm.model.money import format_fen
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import reasons
from dutyterm.shift.cash.facts import TenderFigures
from dutyterm.shift.cash.sheet import Sheet
from dutyterm.shift.cash.state import Span
from dutyterm.shift.cash.told import till_name
from dutyterm.tui.flow import Finish, Flow, restored
from dutyterm.tui.screens.cash.jobs import count_job
from dutyterm.tui.screens.cash.signing import person_question, signing
from dutyterm.tui.screens.cash.tender_flows import blind_figures, blind_questions, blind_told
from dutyterm.tui.views.asks import Dialogue, Question, numbered
from dutyterm.tui.views.cash_pieces import pieces_text

if TYPE_CHECKING:
    from dutyterm.tui.screens.cash.grid import GridPage

ANEW = "anew"
"""Id of the dialogue that begins a count anew."""
SECOND = "second"
"""Id of the dialogue that asks for the second counter."""


def second(page: GridPage) -> Flow:
    """Who counts second, with the own PIN; then that person's grid."""
    span = page.span
    first = span.turns[0].person if span is not None and span.turns else ""
    questions = (
        person_question(page.session, _WHO_SECOND, (first,), why=_COUNTED),
        Question("pin", _PIN, "pin"),
    )

    async def finish(answers: Mapping[str, str]) -> Outcome | None:
        proof = await prove(page.session, answers["person"], answers["pin"])
        if not isinstance(proof, Proof):
            return proof
        grid = counting.begin(page.session, page.till, answers["person"], proof)
        if isinstance(grid, Refusal):
            return grid
        page.flow = None
        page.job = count_job(page.session, grid)
        page.to_empty()
        return None

    return Flow(SECOND, Dialogue(_SECOND_TITLE, questions), finish)


def agreeing(page: GridPage, grid: counting.Grid, agreed: Mapping[str, str]) -> Flow | None:
    """After the third count: what came in beside the cash; the answer hands the count in.

    None when nothing is to be asked any more.
    """
    span, rules = page.span, page.session.manual.cash
    sheet = tills.read_sheet(page.session, {**agreed, **grid.typed})
    if span is None or rules is None or span.actuals is not None or isinstance(sheet, Refusal):
        return None
    known = rules

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        done = await counting.submit(page.session, grid)
        now = page.span
        if not isinstance(done, Done) or now is None:
            return done
        page.open_flow(_signing(page, now, blind_figures(known, a), a))
        return None

    return _asking(page, _title(page, sheet, rules), rules, finish)


def locking(page: GridPage, span: Span) -> Flow:
    """What came in beside the cash, then the PINs of those who counted: one lock for both."""
    rules = page.session.manual.cash
    if rules is None or span.actuals is not None:
        return _signing(page, span, None)
    known = rules

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        page.open_flow(_signing(page, span, blind_figures(known, a), a))
        return None

    return _asking(page, _title(page, span.turns[-1].sheet, rules), rules, finish)


def _asking(page: GridPage, title: Text, rules: CashRules, finish: Finish) -> Flow:
    number = page.span.number if page.span is not None else 0
    flow = Flow(f"lock/{page.till}/{number}", Dialogue(title, blind_questions(rules)), finish, keeps=True)
    return restored(page.session, page.draft_prefix, flow)


def _title(page: GridPage, sheet: Sheet, rules: CashRules) -> Text:
    return _LOCK.fill(
        till=till_name(page.session.scene(), page.till),
        fen=format_fen(sheet.total),
        pieces=pieces_text(rules, sheet),
    )


def _signing(
    page: GridPage,
    span: Span,
    tenders: tuple[TenderFigures, ...] | None,
    answers: Mapping[str, str] | None = None,
) -> Flow:
    """They sign what they agreed on, piece by piece; at a handover a witness signs with them."""
    sheet, rules = span.turns[-1].sheet, page.session.manual.cash
    title = _title(page, sheet, rules) if rules is not None else till_name(page.session.scene(), page.till)
    if rules is not None and answers is not None:
        title = blind_told(title, rules, answers)
    three = span.purpose == "handover"

    async def wish(proofs: tuple[Proof, ...]) -> Outcome:
        witness = proofs[2].person if three else None
        return await tills.lock(page.session, page.till, proofs, witness, tenders)

    signers: tuple[str | None, ...] = (span.turns[0].person, span.turns[1].person)
    signers = (*signers, None) if three else signers
    return signing(page, title, signers, wish)


def anew(page: GridPage) -> Flow:
    """Counting begins anew; what was counted stays in the journal."""
    why = Question("reason", _WHY_ANEW, options=numbered(reasons.ANEW), write=_WRITE)

    async def finish(a: Mapping[str, str]) -> Outcome:
        return await counting.count_anew(page.session, page.till, a["reason"])

    return Flow(ANEW, Dialogue(_ANEW_TITLE, (why,)), finish)


_WHO_SECOND = Text("第二人是谁?", "Who is the second?")
_COUNTED = Text("点过了", "has counted")
_PIN = Text("第二人的 PIN", "the second person's PIN")
_SECOND_TITLE = Text("第二人独立清点", "The second counts alone")
_LOCK = Text(
    "{till}: 两人点数一致,{fen}: {pieces}\n签名后锁定,不能再改",
    "{till}: the counts agree on {fen}: {pieces}\nsigned, they are locked",
)
_ANEW_TITLE = Text("重新清点: 已点的留在记录里", "Count anew: what was counted stays in the record")
_WHY_ANEW = Text("为什么重新清点?", "Why?")
_WRITE = Text("写几个字", "write it")
