"""The questions that are asked on a card: what else to record of it, and the exceptions of a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from dutyterm.i18n import Text, same
from dutyterm.model.moment import moment_text
from dutyterm.model.people import Person
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed
from dutyterm.model.typed_time import parse_time
from dutyterm.shift.procedures.view import RunView, StepView
from dutyterm.shift.procedures.words import (
    COUNTS,
    LEVELS,
    QUEUE_COUNTS,
    REOPENED,
    REPORTS,
    RESULTS,
    ROLES,
    SKIPPED,
    TIMERS,
    UNTIL,
)
from dutyterm.tui.views.asks import NOW, Dialogue, Option, Question, numbered
from dutyterm.tui.views.cells import cut

WHAT: Final = "what"

ONE_MORE: Final = "one_more"
"""Of who insists on the counter: counted by one, without typing a figure."""

Answers = Mapping[str, str]


def _asked_for(word: str) -> Callable[[Answers], bool]:
    return lambda answers: answers.get(WHAT) == word


def more(view: RunView, people: Sequence[Person], now: Callable[[], datetime]) -> Dialogue:
    """Enter: what is recorded of the whole card, besides its steps."""
    card = view.card
    said = numbered(
        tuple((str(n), Text(cut(a.zh, 60), cut(a.en, 60))) for n, a in enumerate(card.announcements, 1))
    )
    called = numbered(tuple(zip(card.calls, card.contacts, strict=False)))
    ringing = tuple(t for t in view.timers if t.kind != "wait")
    none = Text("这张卡没有", "this card has none")
    options = (
        Option("1", "say", Text("播报", "announcement"), None if said else none),
        Option("2", "call", Text("打电话", "phone call"), None if called else none),
        Option("3", "roles", Text("分工", "roles"), None if people else _LOCKED),
        Option("4", "level", Text("级别", "level")),
        Option("5", "count", Text("人数、投诉", "people, complaints")),
        Option("6", "report", Text("上报", "report")),
        Option("7", "off", Text("推迟计时", "put a timer off"), None if ringing else _NO_TIMER),
        Option("8", "start", Text("改开始时间", "change the start")),
        Option("9", "end", Text("解除应急", "stand down")),
        Option("1", "claim", _CLAIM, _why_no_claim(view, people)),
    )
    seen = {t.kind: TIMERS[t.kind] for t in ringing}
    figures = COUNTS if card.ladder is None else (*COUNTS, (ONE_MORE, _ONE_MORE), *QUEUE_COUNTS)
    return Dialogue(
        Text("{title} {id}: 记什么?", "{title} {id}: record what?").fill(title=card.title, id=card.id),
        (
            Question(WHAT, Text("选一项", "Choose"), options=options),
            _pick("say", "number", Text("播报哪一条?", "Which one?"), said),
            _pick("call", "contact", Text("打给谁?", "Whom?"), called),
            _pick("call", "result", Text("结果?", "What came of it?"), numbered(RESULTS)),
            *_roles(people, _asked_for("roles")),
            _pick("level", "level", Text("几级?", "Which level?"), numbered(_LEVELS)),
            _pick("count", "of", Text("哪一个数?", "Which figure?"), numbered(figures)),
            Question("figure", Text("多少?", "How many?"), "text", take=_figure, when=_typed_figure),
            _pick("report", "report", Text("报了什么?", "What was it?"), numbered(_REPORTS)),
            _pick("off", "timer", Text("哪一个?", "Which one?"), numbered(tuple(seen.items()))),
            _pick("off", "minutes", Text("推迟多久?", "For how long?"), numbered(_MINUTES)),
            Question("t0", _BEGAN, "time", take=_moment(now), when=_asked_for("start")),
        ),
    )


def _why_no_claim(view: RunView, people: Sequence[Person]) -> Text | None:
    if not people:
        return _LOCKED
    return None if any(who is None for _, who in view.run.named()) else _ALL_NAMED


def queue(before: int | None) -> Dialogue:
    """Space at the decision of a queue: three figures; the last service time is offered, never filled in."""
    usual = tuple((str(m * 60), Text(f"每笔 {m} 分", f"{m} min each")) for m in (3, 4, 5, 6, 8, 10))
    last = () if before is None else ((str(before), Text(f"同上次 {before} 秒", f"as before, {before} s")),)
    return Dialogue(
        Text("数排队", "Count the queue"),
        (
            Question("waiting", Text("等候几人?", "How many wait?"), "text", take=_figure),
            Question("tills", Text("开着几个台席?", "How many tills serve?"), "text", take=_figure),
            Question(
                "service",
                Text("一笔办多久?", "How long is one transaction?"),
                options=numbered((*last, *usual)),
            ),
        ),
    )


def _roles(people: Sequence[Person], when: Callable[[Answers], bool]) -> tuple[Question, ...]:
    offered = numbered(tuple((p.id, same(f"{p.name} {p.number}")) for p in people))
    return tuple(Question(role, name, options=offered, when=when) for role, name in ROLES.items())


def exceptions(view: RunView, step: StepView, *, begun: bool) -> Dialogue:
    """`*`: the same numbers as everywhere; what is not possible here stays, with the reason."""
    waits = step.state.deadline is not None and not step.state.seen
    closed = None if step.open or waits else Text("这一步不是待办", "this step is not open")
    touched = None if step.state.at is not None else Text("还没有动过", "nothing was said of it")
    fresh = None if begun else Text("还没开始", "not begun")
    no = Text("卡上没有", "not on a card")
    real = Text("演练中止: 这是真的", "stop the drill: this is real")
    drill = None if not begun or view.run.drill else Text("已经开始;误开用 8", "under way; 8 when by mistake")
    asked = (
        Option("1", "skip", Text("跳过、缓办", "skip, put off"), fresh or closed),
        Option("2", "na", Text("不适用", "not applicable"), no),
        Option("3", "override", Text("越权", "override"), no),
        Option("4", "change", Text("改选: 到判断行按数字", "change: press a digit at the decision"), no),
        Option("5", "back", Text("收回", "take back"), fresh or touched),
        Option("6", "note", Text("记一笔", "note")),
        Option("7", "return", Text("退回", "return"), no),
        Option("8", "mistake", Text("误开,撤销这次应急", "started by mistake"), fresh),
        Option("9", "drill", real if begun and view.run.drill else Text("演练", "drill"), drill),
    )
    reasons = (*SKIPPED, *((name, Text(f"缓到{t.zh}", f"put off: {t.en}")) for name, t in UNTIL))
    words = Text("{title} {id} 第 {no} 步", "{title} {id}, step {no}")
    lead = words.fill(title=view.card.title, id=view.card.id, no=step.step.no)
    return Dialogue(
        lead,
        (
            Question(WHAT, Text("例外", "Exception"), options=asked),
            _pick("skip", "reason", _WHY, numbered(reasons)),
            _pick("back", "reason", _WHY, numbered(REOPENED)),
            Question(
                "reason", Text("为什么?", "Why?"), options=numbered(REOPENED), when=_asked_for("mistake")
            ),
        ),
    )


def leads_to(id: str, title: Text) -> Dialogue:
    """An answer leads to another card: it is offered, never opened by itself."""
    here = Text("留在这张卡", "stay on this card")
    there = Text("打开 {title} {id}", "open {title} {id}").fill(id=id, title=title)
    return Dialogue(
        Text("这个答案转到 {title} {id}", "This answer leads to {title} {id}").fill(title=title, id=id),
        (
            Question(
                WHAT, Text("现在?", "Now?"), options=(Option("1", "open", there), Option("2", "stay", here))
            ),
        ),
    )


def where_entries_belong(title: Text, other: RunView | None) -> Dialogue:
    """F4 before the card has begun: entries of the register belong to it only from its beginning on."""
    begin = Text("现在开始 {title},登记记在它名下(Enter)", "begin {title} now: entries belong to it (Enter)")
    if other is None:
        without = Text("只登记,不属于任何应急", "take down only: entries belong to no emergency")
    else:
        drill = Text("(演练)", " (drill)") if other.run.drill else same("")
        to = Text("只登记,记在 {title}{drill} 名下", "take down only: entries belong to {title}{drill}")
        without = to.fill(title=other.card.title, drill=drill)
    options = (Option("1", "begin", begin.fill(title=title)), Option("2", "only", without))
    return Dialogue(
        Text("这张卡还没有开始", "This card has not begun"),
        (Question(WHAT, Text("登记记在哪里?", "Where do entries belong?"), options=options, enter="1"),),
    )


def _typed_figure(answers: Answers) -> bool:
    return answers.get(WHAT) == "count" and answers.get("of") != ONE_MORE


def _pick(of: str, name: str, title: Text, options: tuple[Option, ...]) -> Question:
    """A choice that is asked only behind one answer to the first question."""
    return Question(name, title, options=options, when=_asked_for(of))


def _figure(typed: str) -> str | Text:
    digits = keyed(typed)
    if digits.isdecimal() and len(digits) <= 4:
        return str(int(digits))
    return Text("键入 0 到 9999。", "Type 0 to 9999.")


def _moment(now: Callable[[], datetime]) -> Callable[[str], str | Text]:
    def take(typed: str) -> str | Text:
        at = now()
        found = at if typed == NOW else parse_time(typed, at)
        return found.text if isinstance(found, Refusal) else moment_text(found)

    return take


_CLAIM: Final = Text("没署名的是我做的", "what has no name was me")
_ALL_NAMED: Final = Text("都有署名", "all has a name")
_LEVELS: Final = tuple((str(level), text) for level, text in LEVELS.items())
_ONE_MORE: Final = Text("坚持人工,又一人", "one more who insists")
_BEGAN: Final = Text("何时开始的?", "When did it begin?")
_WHY: Final = Text("为什么?", "Why?")
_LOCKED: Final = Text("登录并解锁后可选", "sign in and unlock first")
_NO_TIMER: Final = Text("没有计时", "no timer is running")
_REPORTS: Final = tuple((str(kind), text) for kind, text in REPORTS.items())
_MINUTES: Final = (
    ("5", Text("5 分", "5 min")),
    ("10", Text("10 分", "10 min")),
    ("15", Text("15 分", "15 min")),
    ("30", Text("30 分", "30 min")),
)
