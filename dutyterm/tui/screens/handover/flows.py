"""The dialogues of who hands over and of the stand-in: each ends in one wish of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dutyterm.desk import handover
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.i18n import Lang, Text, same
from dutyterm.model.people import Person
from dutyterm.shift.handover import giving, relief, standing
from dutyterm.shift.handover.family import Stage, of
from dutyterm.shift.lists import reasons
from dutyterm.shift.lists.view import premises_of
from dutyterm.tui.flow import Finish, Flow
from dutyterm.tui.views.asks import Dialogue, Option, Question, numbered

PREFIX = "handover"
"""Begins the keys of the drafts of these dialogues; PINs are never among them."""

WRITE = Text("自己写", "write it")


def pin_of(session: Session, person: str | None, name: str = "pin") -> Question:
    """Asks the PIN of somebody, by name."""
    who = named(session, person)
    return Question(name, Text(f"{who} 的 PIN", f"PIN of {who}"), "pin")


def named(session: Session, person: str | None) -> str:
    """What a person is called; `--` when there is none."""
    known = person_of(session, person)
    return known.name if known is not None else person or "--"


def person_of(session: Session, person: str | None) -> Person | None:
    """The person, from the roster of the shift or of the hall."""
    roster = premises_of(session.scene()).roster
    return next((p for p in roster if p.id == person), None) or session.hall.people.get(person or "")


def signed_in(session: Session) -> str | None:
    """Person id of who is at the keyboard."""
    return session.who.id if session.who is not None else None


def choice(title: Text, name: str, options: reasons.Options, *, write: bool = True) -> Question:
    """One of the usual words, or words of one's own."""
    return Question(name, title, options=numbered(options), write=WRITE if write else None)


def phrases(lang: Lang, *texts: Text) -> reasons.Options:
    """Usual words, recorded in the language of the person who chose them."""
    return tuple((text.to(lang), text) for text in texts)


# --- the outgoing manager --------------------------------------------------------------------------


def submit(session: Session, done: Finish, *, then: str) -> Flow:
    """The PIN hands the shift over; before its time, the reason first (S8). `done` gets the answers."""
    end = handover.planned_end(session)
    questions = [pin_of(session, signed_in(session))]
    if end is not None and standing.too_early(session.scene(), end) is not None:
        asked = choice(giving.early_text(session.scene(), end), "early", giving.EARLY)
        questions.insert(0, replace(asked, label=_EARLY))
    follows = handover.successor(session) if then == handover.PLANNED else None
    title = _SUBMIT_LATER if follows is None else _SUBMIT.fill(code=follows[0])
    return Flow("submit", Dialogue(title, tuple(questions)), done)


def recall(session: Session, lang: Lang) -> Flow:
    """`*` 5: goes on after all; what is sealed stays sealed."""
    return Flow(
        "recall",
        Dialogue(_RECALL, (choice(Text("为什么收回?", "Why?"), "why", phrases(lang, *_RECALLS)),)),
        lambda a: handover.recall(session, a["why"]),
    )


def offer(session: Session) -> Flow:
    """The shift that was taken back, or came back by a ruling, is offered again."""
    return Flow(
        "offer",
        Dialogue(_OFFER, (pin_of(session, signed_in(session)),)),
        lambda a: handover.offer(session, a["pin"]),
    )


def after_recall(again: Finish) -> Flow:
    """Enter, when the shift was taken back: offer it again as it is, or seal it."""
    options = numbered((("offer", _OFFER), ("submit", _END)))
    return Flow("after_recall", Dialogue(_WHICH, (Question("what", _WHICH, options=options),)), again)


# --- within the shift ------------------------------------------------------------------------------


def stand_in(session: Session) -> Flow:
    """Somebody stands in for a while, or the relieved manager comes back: both sign."""
    now = of(session.shift).relief
    if now is not None:
        return _come_back(session, now.giver, now.taker)
    responsible = of(session.shift).responsible
    roster = premises_of(session.scene()).roster
    able = [p for p in roster if p.role in standing.MANAGERS and p.id != responsible]
    people = tuple((p.id, same(p.name)) for p in able)
    pins = [
        Question(
            f"pin/{p.id}",
            Text(f"{named(session, _other(session, p.id))} 的 PIN", f"PIN of {_en(session, p.id)}"),
            "pin",
            when=lambda a, id=p.id: a.get("taker") == id,  # type: ignore[misc]
        )
        for p in able
    ]
    questions = (
        Question("taker", Text("谁顶班?", "Who stands in?"), options=numbered(people)),
        choice(Text("为什么?", "Why?"), "reason", relief.REASONS),
        pin_of(session, signed_in(session)),
        *pins,
    )
    title = Text("{name} 暂离,由别人顶班: 双方 PIN", "{name} leaves for a while: both sign")

    async def done(a: Mapping[str, str]) -> Outcome:
        return await handover.relieve(session, a["taker"], a["reason"], a["pin"], a[f"pin/{a['taker']}"])

    return Flow("relief", Dialogue(title.fill(name=named(session, responsible)), questions), done)


def _other(session: Session, taker: str) -> str | None:
    return relief.other(session.scene(), taker)


def _en(session: Session, taker: str) -> str:
    return named(session, _other(session, taker))


def _come_back(session: Session, giver: str, taker: str) -> Flow:
    who = signed_in(session)
    other = giver if who == taker else taker
    title = Text("{name} 回岗: 双方 PIN", "{name} is back: both sign").fill(name=named(session, giver))
    questions = (pin_of(session, who), pin_of(session, other, "other"))
    return Flow(
        "back", Dialogue(title, questions), lambda a: handover.come_back(session, a["pin"], a["other"])
    )


# --- `*` -------------------------------------------------------------------------------------------


def exceptions(session: Session, finish: Finish) -> Flow:
    """`*` on F7, with the numbers that exceptions have everywhere."""
    part, who = of(session.shift), signed_in(session)
    gives = None if not part.waits else _WAITS
    mine = None if part.waits and who == part.giver else _NOT_GIVEN
    takes = None if part.waits and part.stage is Stage.PENDING and who != part.giver else _NOT_TAKING
    options = (
        Option("1", "later", Text("交班,下一班以后凭码再开", "seal; next opens later"), gives),
        Option("2", "na", Text("不适用", "not applicable"), _NOT_HERE),
        Option("3", "alone", Text("交班人不在: 无证人接班", "no witness to sign"), takes),
        Option("4", "relief", Text("换人负责: 顶班、回岗", "stand-in, or back"), gives),
        Option("5", "recall", Text("收回交班", "take it back"), mine),
        Option("6", "reserve", Text("这一条带保留", "reserve this row"), takes),
        Option("7", "return", Text("退回", "return"), _NOT_HERE),
        Option("8", "mistake", Text("误启动", "by mistake"), _NOT_HERE),
        Option("9", "drill", Text("演练", "drill"), _NOT_HERE),
    )
    question = Question("what", Text("哪一种?", "Which?"), options=options)
    return Flow("menu", Dialogue(Text("交接: 例外", "Handover: exceptions"), (question,)), finish)


_NOT_HERE = Text("交接里没有", "not here")
_WAITS = Text("先接班", "take over first")
_NOT_GIVEN = Text("限交班人", "who handed over")
_NOT_TAKING = Text("限接班人", "who takes over")
_EARLY = Text("提前交班", "Handed over early")
_SUBMIT = Text(
    "交班: 本班封存,{code} 班随即打开,等人接收", "Hand over: sealed, and {code} opens to be taken over"
)
_SUBMIT_LATER = Text(
    "交班: 本班封存,下次开班凭封存码", "Hand over: sealed; the next opening asks for the code"
)
_RECALL = Text("收回交班: 继续当班,已封存的不变", "Take it back: you go on; what is sealed stays sealed")
_OFFER = Text("把本班再交给接班人", "offer this shift again as it is")
_END = Text("封存本班", "seal this shift")
_WHICH = Text("怎么交?", "How?")
_RECALLS: tuple[Text, ...] = (
    Text("还有事没办完", "something is left to do"),
    Text("接班人没有来", "nobody came to take over"),
    Text("交早了", "it was handed over too early"),
)
