"""The dialogues of open items: settle, promise or note a new one, put off, another owner, told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import cast

from dutyterm.desk import items as wishes
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.i18n import Lang, Text, same
from dutyterm.model.moment import moment_text
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed_time import parse_due, parse_time
from dutyterm.shift.lists import reasons
from dutyterm.shift.lists.view import premises_of
from dutyterm.shift.open_items import BY_HAND, Item, Sort
from dutyterm.shift.open_items import Outcome as Ending
from dutyterm.shift.words import NAME_LIMIT, stored
from dutyterm.tui.flow import Finish, Flow
from dutyterm.tui.screens.handover.flows import WRITE, phrases
from dutyterm.tui.views.asks import NOW, Dialogue, Option, Question, numbered
from dutyterm.tui.views.item_words import ITEM_SORTS

PREFIX = "items"
"""Begins the keys of all drafts of open items."""

When = Callable[[Mapping[str, str]], bool]
"""Is a question asked after these answers?"""


def _always(_answers: Mapping[str, str]) -> bool:
    return True


def _words(title: Text, name: str, options: reasons.Options) -> Question:
    return Question(name, title, options=numbered(options), write=WRITE)


def _due(session: Session, name: str = "due", *, optional: bool = False, when: When = _always) -> Question:
    def take(typed: str) -> str | Text:
        if optional and typed in ("0", "-"):
            return "-"
        found = parse_due(typed, session.clock.now())
        return found.text if isinstance(found, Refusal) else moment_text(found)

    how = Text("期限: +3 三天后、1203、1203 1000、今天 1700", "Due: +3 days, 1203, 1203 1000, today 1700")
    none = Text("{how};没有就 0", "{how}; none is 0").fill(how=how)
    return Question(name, none if optional else how, "text", take=take, when=when)


def settle(session: Session, item: Item, lang: Lang) -> Flow:
    """Enter: the result; of a promise, whether it was kept."""
    questions: list[Question] = []
    if item.sort == "promise":
        questions.append(Question("ending", Text("兑现了没有?", "Was it kept?"), options=numbered(_ENDINGS)))
    results = phrases(lang, *(KEPT if item.sort == "promise" else RESULTS))
    questions.append(_words(Text("结果?", "The result?"), "result", results))
    if item.sort == "away":
        questions.append(
            Question("when", Text("什么时候办的?", "When was it done?"), "time", take=_past(session))
        )

    async def done(a: Mapping[str, str]) -> Outcome:
        at = datetime.fromisoformat(a["when"]) if "when" in a else None
        ending = cast(Ending, a.get("ending", "done"))
        return await wishes.close(session, item.ref, a["result"], at, ending)

    title = Text(f"办结: {item.title.zh}", f"Settle: {item.title.en}")
    return Flow(f"settle/{item.ref}", Dialogue(title, tuple(questions)), done)


def _past(session: Session) -> Callable[[str], str | Text]:
    def moment(typed: str) -> str | Text:
        now = session.clock.now()
        found = now if typed == NOW else parse_time(typed, now)
        return found.text if isinstance(found, Refusal) else moment_text(found)

    return moment


def new(session: Session, lang: Lang, *, promise: bool = False) -> Flow:
    """`+`: which kind, then its words; a promise also asks to whom and by when (N33)."""
    kinds: tuple[Sort, ...] = ("promise", *BY_HAND)
    which = Question(
        "sort", Text("哪一类?", "Which kind?"), options=numbered(tuple((s, ITEM_SORTS[s]) for s in kinds))
    )
    questions = (
        which,
        Question("customer", Text("对谁(称呼、尾号)", "To whom"), "text", take=_fits, when=_is_promise),
        Question(
            "what",
            Text("答应了什么?", "What was promised?"),
            options=numbered(phrases(lang, *_PROMISES)),
            write=WRITE,
            take=_fits,
            when=_is_promise,
        ),
        Question(
            "title", Text("要跟进什么?", "What must be followed up?"), "text", take=_fits, when=_no_promise
        ),
        _due(session, when=_is_promise),
        _due(session, "by", optional=True, when=_no_promise),
    )
    title = Text("新记一件未结", "A new open item")
    dialogue = Dialogue(title, questions, {"sort": "promise"} if promise else {})

    async def done(a: Mapping[str, str]) -> Outcome:
        if a["sort"] == "promise":
            return await wishes.promise(session, a["customer"], a["what"], datetime.fromisoformat(a["due"]))
        due = None if a["by"] == "-" else datetime.fromisoformat(a["by"])
        return await wishes.note(session, a["title"], due, sort=cast(Sort, a["sort"]))

    return Flow("new", dialogue, done, keeps=True)


def _fits(typed: str) -> str | Text:
    """Words as they will be stored, masked, or what is wrong with them: said before the next question."""
    found = stored(typed, NAME_LIMIT)
    return found.text if isinstance(found, Refusal) else found


def _is_promise(answers: Mapping[str, str]) -> bool:
    return answers.get("sort") == "promise"


def _no_promise(answers: Mapping[str, str]) -> bool:
    return answers.get("sort") != "promise"


def put_off(session: Session, item: Item, _lang: Lang) -> Flow:
    """`*` 1: another due time, with a reason."""
    questions = (_due(session), _words(Text("为什么改期?", "Why?"), "reason", reasons.DEFER))
    title = Text(f"改期: {item.title.zh}", f"Another due time: {item.title.en}")
    return Flow(
        f"due/{item.ref}",
        Dialogue(title, questions),
        lambda a: wishes.change(session, item.ref, a["reason"], due=datetime.fromisoformat(a["due"])),
    )


def hand_on(session: Session, item: Item, lang: Lang) -> Flow:
    """`*` 4: somebody else owns it from now on."""
    questions = (
        Question("owner", Text("谁负责?", "Who owns it?"), options=numbered(_people(session))),
        _words(Text("为什么?", "Why?"), "reason", phrases(lang, *_OWNERS)),
    )
    title = Text(f"换负责人: {item.title.zh}", f"Another owner: {item.title.en}")
    return Flow(
        f"owner/{item.ref}",
        Dialogue(title, questions),
        lambda a: wishes.change(session, item.ref, a["reason"], owner=a["owner"]),
    )


def told(session: Session, item: Item, _lang: Lang) -> Flow:
    """`*` 6: the duty manager of that day was told (R2-05)."""
    question = Question("person", Text("告知了谁?", "Who was told?"), options=numbered(_people(session)))
    title = Text(f"已告知当日值班经理: {item.title.zh}", f"Told the duty manager of the day: {item.title.en}")
    return Flow(
        f"told/{item.ref}",
        Dialogue(title, (question,)),
        lambda a: wishes.told(session, item.ref, a["person"]),
    )


def _people(session: Session) -> reasons.Options:
    return tuple((p.id, same(p.name)) for p in premises_of(session.scene()).roster)


def exceptions(item: Item | None, finish: Finish) -> Flow:
    """`*` at an item, with the numbers that exceptions have everywhere."""
    none = None if item is not None else Text("没有未结", "nothing is open")
    promise = none or (None if item is not None and item.sort == "promise" else _PROMISES_ONLY)
    options = (
        Option("1", "due", Text("改期", "another due time"), none),
        Option("2", "na", Text("不适用", "not applicable"), _NOT_HERE),
        Option("3", "override", Text("越权", "override"), _NOT_HERE),
        Option("4", "owner", Text("换负责人", "another owner"), none),
        Option("5", "back", Text("收回", "take back"), Text("用 Enter 办结", "settle it with Enter")),
        Option("6", "told", Text("已告知当日值班经理", "duty manager told"), promise),
        Option("7", "return", Text("退回", "return"), _NOT_HERE),
        Option("8", "mistake", Text("误启动", "by mistake"), _NOT_HERE),
        Option("9", "drill", Text("演练", "drill"), _NOT_HERE),
    )
    title = Text("哪一种?", "Which?")
    return Flow("menu", Dialogue(title, (Question("what", title, options=options),)), finish)


_NOT_HERE = Text("未结里没有", "not for open items")
_PROMISES_ONLY = Text("只有承诺", "promises only")
_ENDINGS: reasons.Options = (
    ("kept", Text("兑现了", "kept")),
    ("broken", Text("没有兑现", "not kept")),
)
KEPT: tuple[Text, ...] = (
    Text("已回复客户", "the customer was answered"),
    Text("已办好并告知客户", "done, and the customer was told"),
    Text("联系不上客户", "the customer cannot be reached"),
    Text("客户不再需要", "the customer needs it no longer"),
)
RESULTS: tuple[Text, ...] = (
    Text("已修好,试过正常", "repaired and tried"),
    Text("已换新", "replaced"),
    Text("已联系,对方已处理", "reported and dealt with"),
    Text("已补办", "done meanwhile"),
    Text("不再需要", "no longer needed"),
)
_PROMISES: tuple[Text, ...] = (
    Text("回电答复", "call back with an answer"),
    Text("退费结果告知", "tell what became of the refund"),
    Text("到货通知", "tell when it has arrived"),
    Text("上门处理", "a visit at home"),
)
_OWNERS: tuple[Text, ...] = (
    Text("换班", "another shift"),
    Text("由专人跟进", "somebody in charge of it"),
    Text("原负责人不在", "the owner is not here"),
)
