"""The dialogues of the walk: exceptions, reasons, partner's signature, doors; each ends in one wish."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from datetime import datetime

from dutyterm.desk import lists
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.i18n import Text, same
from dutyterm.model.people import Role
from dutyterm.shift.lists import doors, exceptions, reasons, rules
from dutyterm.shift.lists.place import At
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import premises_of
from dutyterm.tui.flow import Finish, Flow
from dutyterm.tui.views.ask_person import somebody
from dutyterm.tui.views.asks import Dialogue, Option, Question, numbered
from dutyterm.values import dataclass


@dataclass(frozen=True)
class WalkFlow(Flow):
    """A dialogue about one line."""

    clears: Slot | None = None
    """Half-typed text that is used up when it succeeds."""
    wish: Callable[[Mapping[str, str]], rules.Answer] | None = None
    """For a changed answer: the wish, to be marked when it brings something with it."""


SIGN = "sign"
"""Id of the flow that asks for the second signature."""

WRITE = Text("写几个字", "write it")


def _title(at: At, what: Text) -> Text:
    line = at.line.line
    return Text(f"{line.id} {line.title.zh}: {what.zh}", f"{line.id} {line.title.en}: {what.en}")


def defer(session: Session, at: At) -> Flow:
    """`*` 1: until when, why."""
    questions = (
        Question("until", Text("缓到什么时候?", "Until when?"), options=numbered(reasons.UNTIL)),
        Question("reason", Text("为什么?", "Why?"), options=numbered(reasons.DEFER), write=WRITE),
    )
    run, item = at.run.id, at.line.line.id
    return Flow(
        f"defer/{item}",
        Dialogue(_title(at, Text("缓办", "defer")), questions),
        lambda a: lists.defer(session, run, item, a["until"], a["reason"]),
    )


def not_applicable(session: Session, at: At) -> Flow:
    """`*` 2: one of the manual's reasons."""
    options = numbered(tuple((choice.id, choice.label) for choice in at.line.line.na))
    run, item = at.run.id, at.line.line.id
    return Flow(
        f"na/{item}",
        Dialogue(
            _title(at, Text("不适用", "not applicable")),
            (Question("reason", Text("为什么?", "Why?"), options=options),),
        ),
        lambda a: lists.not_applicable(session, run, item, a["reason"]),
    )


def _managers(session: Session) -> tuple[Question, ...]:
    """Which hall manager, how, why; own PIN, and the manager's own when on site."""
    roster = premises_of(session.scene()).roster
    managers = tuple((p.id, same(p.name)) for p in roster if p.role is Role.HALL_MANAGER)
    own = session.who.id if session.who is not None else ""
    name = session.who.name if session.who is not None else ""
    return (
        Question("manager", Text("哪位厅经理?", "Which hall manager?"), options=numbered(managers)),
        Question("medium", Text("怎样授权的?", "How was it decided?"), options=numbered(reasons.MEDIA)),
        Question("reason", Text("为什么?", "Why?"), options=numbered(reasons.OVERRIDE), write=WRITE),
        Question("pin", Text(f"{name} 的 PIN", f"PIN of {name}"), "pin"),
        Question(
            "manager_pin",
            Text("厅经理本人的 PIN", "the manager's own PIN"),
            "pin",
            when=lambda a: a.get("medium") == "on_site" and a.get("manager") != own,
        ),
    )


def override(session: Session, at: At) -> Flow:
    """`*` 3: manager, medium, reason, PINs."""
    run, item = at.run.id, at.line.line.id
    return Flow(
        f"override/{item}",
        Dialogue(_title(at, Text("越权放行", "override")), _managers(session)),
        lambda a: lists.override(
            session, run, item, a["manager"], a["medium"], a["reason"], a["pin"], a.get("manager_pin", "")
        ),
    )


def take_back(session: Session, at: At) -> Flow:
    """`*` 5: why."""
    run, item = at.run.id, at.line.line.id
    why = Question(
        "reason", Text("为什么收回?", "Why is it taken back?"), options=numbered(reasons.CHANGE), write=WRITE
    )
    return Flow(
        f"back/{item}",
        Dialogue(_title(at, Text("收回这一行", "take the line back")), (why,)),
        lambda a: lists.take_back(session, run, item, a["reason"]),
    )


def change(session: Session, at: At, wish: rules.Answer, was: Text, new: Text) -> Flow:
    """A new answer where one stands: why; the old one is kept (L14)."""
    question = Question("reason", Text("为什么改?", "Why?"), options=numbered(reasons.CHANGE), write=WRITE)
    what = Text(f"{was.zh} 改为 {new.zh}", f"{was.en} becomes {new.en}")

    def with_reason(answers: Mapping[str, str]) -> rules.Answer:
        return replace(wish, reason=answers["reason"])

    return WalkFlow(
        f"change/{wish.slot.item}",
        Dialogue(_title(at, what), (question,)),
        lambda a: lists.answer(session, with_reason(a)),
        clears=wish.slot,
        wish=with_reason,
    )


def second_signature(session: Session, run: str, slots: tuple[Slot, ...], signed: Set[str]) -> Flow:
    """The partner's digit and PIN; covers the whole sheet."""
    roster = premises_of(session.scene()).roster
    first = Text("已作为第一人签过", "has signed first")
    asked = Text("第二人是谁?", "Who is the second person?")
    who = somebody("person", asked, roster, lambda p: first if p.id in signed else None)
    pin = Question("pin", Text("第二人的 PIN", "the second person's PIN"), "pin")
    title = Text(f"双人签名: 第二人签 {len(slots)} 项", f"Two signatures: the second signs {len(slots)}")
    return Flow(
        SIGN,
        Dialogue(title, (who, pin)),
        lambda a: lists.sign_second(session, run, slots, a["person"], a["pin"]),
    )


def late_doors(wish: doors.Opening, minutes: object, finish: Finish) -> Flow:
    """The doors opened late: why (OPN-34)."""
    title = Text(f"开门迟了 {minutes} 分", f"The doors opened {minutes} min late")
    question = Question(
        "late_reason", Text("为什么?", "Why?"), options=numbered(reasons.LATE_DOORS), write=WRITE
    )
    return Flow(f"late/{wish.item}", Dialogue(title, (question,)), finish)


def defects(session: Session, wish: doors.Opening, lines: tuple[str, ...]) -> Flow:
    """带缺陷开门: a hall manager takes the defects (N34)."""
    names = ", ".join(lines)
    title = Text(f"带缺陷开门: {names}", f"Open with defects: {names}")

    async def finish(a: Mapping[str, str]) -> Outcome:
        full = replace(wish, manager=a["manager"], medium=a["medium"], reason=a["reason"])
        return await lists.open_doors(session, full, a["pin"], a.get("manager_pin", ""))

    return Flow(f"defects/{wish.item}", Dialogue(title, _managers(session)), finish)


def opening(run: str, item: str, opened_at: datetime) -> doors.Opening:
    """The wish to open the doors."""
    return doors.Opening(run=run, item=item, opened_at=opened_at)


NOT_IN_LISTS = Text("清单里没有", "not in lists")


def menu(at: At, *, answered: bool) -> Dialogue:
    """`*`: every exception under the number that it has everywhere; what is not allowed says why."""
    # at the doors 3 is 带缺陷开门 (N34), until they are open
    doors_closed = at.line.line.opens_doors and not at.line.finished
    no_override = None if doors_closed else exceptions.why_not_override(at)
    no_change = None if answered else Text("还没有答", "not answered")
    if at.line.by_records:
        no_change = exceptions.BY_RECORDS
    over = Text("带缺陷开门", "open with defects") if at.line.line.opens_doors else Text("越权", "override")
    options = (
        Option("1", "defer", Text("缓办", "defer"), exceptions.why_not_defer(at)),
        Option("2", "na", Text("不适用", "not applicable"), exceptions.why_not_na(at)),
        Option("3", "override", over, no_override),
        Option("4", "change", Text("改答案", "change"), no_change),
        Option("5", "back", Text("收回", "take back"), exceptions.why_not_take_back(at)),
        Option("6", "remark", Text("记一笔", "remark")),
        Option("7", "return", Text("退回", "return"), NOT_IN_LISTS),
        Option("8", "mistake", Text("误启动", "by mistake"), NOT_IN_LISTS),
        Option("9", "drill", Text("演练", "drill"), NOT_IN_LISTS),
    )
    return Dialogue(
        _title(at, Text("例外", "exceptions")),
        (Question("what", Text("哪一种?", "Which?"), options=options),),
    )
