"""The questions about a difference: as much as the ladder asks for, by the cause that is chosen (e.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from dutyterm.desk.cash import results
from dutyterm.desk.cash.proofs import Proof
from dutyterm.desk.outcome import Outcome
from dutyterm.i18n import Text
from dutyterm.manual.cash import CashRules
from dutyterm.model.money import format_fen
from dutyterm.model.people import Role
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash.facts import Told
from dutyterm.shift.cash.ladder import Asked
from dutyterm.shift.cash.results import Decision, on_roster, what_is_asked
from dutyterm.shift.cash.state import Span
from dutyterm.shift.cash.told import till_name
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.screens.cash.asking import moment
from dutyterm.tui.screens.cash.flows import counter
from dutyterm.tui.screens.cash.signing import person_question, signing, with_second
from dutyterm.tui.views.asks import Dialogue, Option, Question, numbered

When = Callable[[Mapping[str, str]], bool]


def decision(page: FlowPage, till: str, span: Span, tender: str, most: Asked, rules: CashRules) -> Flow:
    """Cause, words, who was told, the camera, two PINs.

    `most` is what an unexplained difference would ask for; a cause that is known may ask for less.
    """
    session = page.session
    scene = session.scene()

    def needs(holds: Callable[[Asked], bool]) -> When:
        def when(a: Mapping[str, str]) -> bool:
            found = what_is_asked(scene, till, span.number, tender, a.get("cause"))
            return not isinstance(found, Refusal) and holds(found[1])

        return when

    questions: list[Question] = [
        Question("cause", _CAUSE, options=numbered(tuple((c.id, c.name) for c in rules.causes))),
        Question("words", _WORDS, "text", when=needs(_explained)),
        Question(
            "note",
            _NOTE,
            options=(Option("1", "-", _NO_NOTE),),
            write=_WRITE,
            when=needs(lambda asked: not _explained(asked)),
        ),
    ]
    for n, role in enumerate(most.rung.inform):
        told = needs(lambda asked, role=role: role in asked.rung.inform)  # type: ignore[misc]
        questions.append(replace(_who(page, role, n), when=told))
        questions.append(Question(f"medium{n}", _MEDIUM, options=numbered(_MEDIA), when=told))
    camera = needs(lambda asked: asked.rung.footage)
    questions.append(Question("from", _FROM, "time", take=moment(page), when=camera))
    questions.append(Question("to", _TO, "time", take=moment(page), when=camera))

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        found = tuple(
            _told(page, role, a[f"told{n}"], a[f"medium{n}"])
            for n, role in enumerate(most.rung.inform)
            if f"told{n}" in a
        )
        note = a.get("note", "-")
        words = a.get("words", "" if note == "-" else note)
        wish = Decision(cause=a["cause"], words=words, told=found)
        if "from" in a:
            wish = replace(
                wish,
                footage_from=datetime.fromisoformat(a["from"]),
                footage_to=datetime.fromisoformat(a["to"]),
            )

        async def signed(proofs: tuple[Proof, ...]) -> Outcome:
            return await results.decide(session, till, span.number, tender, wish, proofs)

        page.open_flow(signing(page, title, with_second(session, counter(span)), signed))
        return None

    fen = span.variance(tender) or 0
    name = next((t.name for t in rules.tenders if t.id == tender), _CASH)
    title = _RESULT.fill(
        till=till_name(scene, till),
        tender=name,
        sign=_OVER if fen > 0 else _SHORT,
        fen=format_fen(abs(fen)),
        text=most.rung.text,
    )
    return Flow(f"decide/{till}/{span.number}/{tender}", Dialogue(title, tuple(questions)), finish)


def _explained(asked: Asked) -> bool:
    """Must it be explained in writing? Else a note may be left (M5)."""
    return asked.rung.words or bool(asked.repeats)


def _who(page: FlowPage, role: str, n: int) -> Question:
    """By roster digit; by name where the hall has nobody of this role."""
    if on_roster(page.session.scene(), role):
        return person_question(page.session, _TOLD[role], name=f"told{n}", role=Role(role))
    return Question(f"told{n}", _BY_NAME.fill(role=_TOLD[role]), "text")


def _told(page: FlowPage, role: str, who: str, medium: str) -> Told:
    known = on_roster(page.session.scene(), role)
    body = {"person": who} if known else {"role": role, "name": who}
    return Told.model_validate({**body, "medium": medium, "at": page.duty.now})


_CAUSE = Text("什么原因?", "What is the cause?")
_WORDS = Text("写明情况", "Explain it")
_NOTE = Text("再说几句?", "Anything to add?")
_NO_NOTE = Text("没有", "nothing")
_WRITE = Text("写几个字", "write it")
_TOLD = {
    "hall_manager": Text("告知了哪位厅经理?", "Which hall manager was told?"),
    "auditor": Text("告知了哪位稽核员?", "Which auditor was told?"),
    "duty_manager": Text("告知了哪位值班经理?", "Which duty manager was told?"),
}
_BY_NAME = Text("{role}(名册上没有,写姓名)", "{role} (not on the roster: write the name)")
_MEDIA = (
    ("phone", Text("电话", "by phone")),
    ("on_site", Text("当面", "in person")),
    ("message", Text("消息", "by message")),
    ("not_reached", Text("未联系上", "not reached")),
)
_MEDIUM = Text("怎么告知的?", "How?")
_FROM = Text("监控从几点?", "Camera from when?")
_TO = Text("监控到几点?", "Camera until when?")
_CASH = Text("现金", "cash")
_OVER = Text("长款", "over")
_SHORT = Text("短款", "short")
_RESULT = Text("{till} {tender}{sign} {fen}: {text}", "{till} {tender} {sign} {fen}: {text}")
