"""The dialogues of the after-action form: a field, an action, one taken off, the signature."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dutyterm.desk import after_action as wishes
from dutyterm.desk.cases import Case
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.i18n import Text, same
from dutyterm.model.moment import moment_text
from dutyterm.model.money import parse_amount
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed
from dutyterm.model.typed_time import parse_due
from dutyterm.shift.procedures.after_facts import AnswerField
from dutyterm.shift.procedures.after_words import FIELDS, KINDS, YES_NO
from dutyterm.shift.words import NAME_LIMIT, stored
from dutyterm.tui.flow import Flow
from dutyterm.tui.screens.handover.flows import pin_of, signed_in
from dutyterm.tui.views.asks import Dialogue, Option, Question, numbered

PREFIX = "cases"
"""Begins the keys of the drafts of these dialogues; PINs are never among them."""

SIGN = "sign"
"""Id of the dialogue that asks for the PIN."""


def field(session: Session, case: Case, name: AnswerField) -> Flow:
    """Enter on a field: a choice, a figure, an amount, or words."""
    run, title = case.run.id, FIELDS[name]

    async def done(answers: Mapping[str, str]) -> Outcome:
        return await wishes.answer(session, run, name, answers["value"])

    return Flow(f"{run}/{name}", Dialogue(title, (_question(case, name),)), done)


def _question(case: Case, name: AnswerField) -> Question:
    title = FIELDS[name]
    match KINDS[name]:
        case "cause":
            causes = tuple((c.id, Text(c.label.zh, c.label.en)) for c in case.manual.causes(case.run.card))
            return Question("value", title, options=numbered(causes))
        case "yes_no":
            return Question("value", title, options=numbered(YES_NO))
        case "figure":
            return Question("value", title, "text", take=_figure)
        case "amount":
            asked = Text("涉及金额(元)", "money involved (yuan)")
            return Question("value", asked, "text", take=_amount)
        case _:
            return Question("value", title, "text", take=_fits)


def action(session: Session, case: Case) -> Flow:
    """`+`: what is to be improved, by whom, until when."""
    roster = case_roster(session)

    def due(typed: str) -> str | Text:
        found = parse_due(typed, session.clock.now())
        return found.text if isinstance(found, Refusal) else moment_text(found)

    how = Text("哪天前? +14 十四天后、1203", "Until when? +14 days, 1203")
    questions = (
        Question("what", Text("改进什么?", "What is to be improved?"), "text", take=_fits),
        Question(
            "owner",
            Text("谁负责?", "Who?"),
            options=roster,
            write=Text("输入工号", "type the number"),
            words={p.number: p.id for p in session.hall.roster},
        ),
        Question("due", how, "text", take=due),
    )

    async def done(answers: Mapping[str, str]) -> Outcome:
        at = datetime.fromisoformat(answers["due"])
        return await wishes.agree(session, case.run.id, answers["what"], answers["owner"], at)

    title = Text("一项改进", "An action")
    return Flow(f"{case.run.id}/action", Dialogue(title, questions), done, keeps=True)


def case_roster(session: Session) -> tuple[Option, ...]:
    """Everybody of the hall, by roster digit."""
    return numbered(tuple((p.id, same(f"{p.name} {p.number}")) for p in session.hall.roster))


def exceptions(session: Session, case: Case, number: int | None) -> Flow:
    """`*`: 5 takes the action at the cursor off; the other numbers keep their place."""
    no = Text("复盘表没有", "not on this form")
    none = None if number is not None else Text("先移到一项改进上", "go to an action first")
    options = (
        Option("1", "defer", Text("缓办", "put off"), no),
        Option("2", "na", Text("不适用", "not applicable"), no),
        Option("3", "override", Text("越权", "override"), no),
        Option("4", "change", Text("改答案: 对那一行按 Enter", "change: Enter on the row"), no),
        Option("5", "back", Text("撤下这一项改进", "take this action off"), none),
        Option("6", "note", Text("附注", "remark"), no),
        Option("7", "return", Text("退回", "return"), no),
        Option("8", "mistake", Text("误开", "by mistake"), no),
        Option("9", "drill", Text("演练", "drill"), no),
    )

    async def done(answers: Mapping[str, str]) -> Outcome:
        del answers
        return await wishes.drop(session, case.run.id, number or 0)

    title = Text("例外", "Exception")
    return Flow(f"{case.run.id}/except", Dialogue(title, (Question("what", title, options=options),)), done)


def sign(session: Session, case: Case) -> Flow:
    """The PIN signs; what it signs stands on the page."""
    title = Text(
        "签事后总结 {id}: 签了不再改,改进转为未结事项",
        "Sign the review of {id}: nothing changes then, actions become open items",
    ).fill(id=case.run.id)

    async def done(answers: Mapping[str, str]) -> Outcome:
        return await wishes.sign(session, case.run.id, answers["pin"])

    return Flow(SIGN, Dialogue(title, (pin_of(session, signed_in(session)),)), done)


def _fits(typed: str) -> str | Text:
    found = stored(typed, NAME_LIMIT)
    return found.text if isinstance(found, Refusal) else found


def _figure(typed: str) -> str | Text:
    digits = keyed(typed)
    if digits.isdecimal() and len(digits) <= 6:
        return str(int(digits))
    return Text("键入整数;没有就 0。", "Type a whole number; none is 0.")


def _amount(typed: str) -> str | Text:
    found = parse_amount(typed)
    return found.text if isinstance(found, Refusal) else str(int(found))
