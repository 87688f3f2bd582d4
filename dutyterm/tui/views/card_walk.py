"""A card that is worked by, as rows: what was done, the step now, the next ones, announcement, contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Final

from dutyterm.i18n import Lang, Text, joined, same
from dutyterm.manual.card_names import spelled
from dutyterm.manual.procedure import Card
from dutyterm.shift.procedures.view import RunView, StepView
from dutyterm.shift.procedures.words import LEVELS, ROLES, SKIPPED, UNTIL
from dutyterm.tui.views.card_words import LOOKS, is_over, span_text, target_text, timer_text
from dutyterm.tui.views.cells import cut, flow, pad, pad_left, width, wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, Tone, row, row_width, rule, spread
from dutyterm.values import dataclass

LEAST_NEXT: Final = 2
"""Steps behind the present one that are always seen (issue 6)."""
MARGIN: Final = 2


@dataclass(frozen=True)
class Extras:
    """What is drawn besides the card itself."""

    begun: bool = True
    """False: it is only looked at; the first key that does something starts it."""
    unsaved: int = 0
    """Events that are not on disk."""
    gone: tuple[datetime, datetime] | None = None
    """When the program stood still meanwhile."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Person id -> name; empty on a locked screen."""
    roles_wanted: bool = False
    """Nobody was given a role, and it is time."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Contact id -> number."""
    typed: str = ""
    """A half-typed time."""
    as_of: datetime | None = None
    """The next answer is recorded for this time."""
    unnamed: int = 0
    """Records of the case without a name, when somebody is signed in who may put an own one to them."""
    tall: bool = False
    """There is room for everything."""
    posts: tuple[Text, ...] = ()
    """Who holds the posts today, on a card that counts a queue."""
    cards: tuple[Card, ...] = ()
    """All cards: another one that a step names is told with its digit."""
    dialogue: tuple[Row, ...] = ()
    """An open dialogue stands where the next steps are."""


def shown_steps(view: RunView) -> tuple[StepView, ...]:
    """The steps that can be walked to: all but those of branches that do not hold."""
    return tuple(step for step in view.steps if step.mark != "inactive")


def walk_rows(
    view: RunView, at: str, lang: Lang, cells: int, height: int, now: datetime, extras: Extras
) -> list[Row]:
    """The whole page in about `height` rows; `at` is the step with the cursor."""
    cells = max(20, cells - MARGIN)
    steps = shown_steps(view)
    here = next((n for n, s in enumerate(steps) if s.step.no == at), 0)
    banners = _banners(view, lang, cells, now, extras)
    lead = [rule(cells)] if here and not extras.dialogue else []
    head = [*_head(view, lang, cells, extras, whole=True), *banners, rule(cells)]
    now_rows = [*lead, *_current(steps[here], lang, cells, extras), rule(cells)]
    foot = list(extras.dialogue) or _foot(view, steps[here], lang, cells, extras)
    least = len(now_rows) + len(foot) + 1 + min(LEAST_NEXT, len(steps) - here - 1)
    if extras.begun and not extras.tall and len(head) + least > height:
        head = [*_head(view, lang, cells, extras, whole=False), *banners, rule(cells)]
    room = height - len(head) - len(now_rows) - len(foot) - 1
    before, after = list(steps[:here]), list(steps[here + 1 :])
    if extras.dialogue:
        return [*head, *now_rows, *foot]
    below = max(LEAST_NEXT, min(len(after), room - min(2, len(before))))
    above = max(0, min(len(before), room - below))
    near = [*after[:below], *reversed(before[len(before) - above :])]
    spare = room - len(near)
    full = _foot(view, steps[here], lang, cells, extras, whole=True)
    if len(full) - len(foot) <= spare:
        foot, spare = full, spare - (len(full) - len(foot))
    listed: dict[str, list[Row]] = {}
    for step in near:  # rows that would stand empty hold what a row has cut, next to the present step first
        one, whole = [_listed(step, lang, cells)], _listed_whole(step, lang, cells)
        listed[step.step.no] = whole if len(whole) - 1 <= spare else one
        spare -= len(listed[step.step.no]) - 1
    return [
        *head,
        *(line for step in before[len(before) - above :] for line in listed[step.step.no]),
        *now_rows,
        *(line for step in after[:below] for line in listed[step.step.no]),
        *([rule(cells)] if after else []),
        *foot,
    ]


def _head(view: RunView, lang: Lang, cells: int, extras: Extras, *, whole: bool) -> list[Row]:
    """`whole`: all that must not be forgotten, also where it takes two rows."""
    run, card = view.run, view.card
    parts = [f"{card.digit or ''} {card.title.to(lang)} {card.id}".strip()]
    if run.level is not None:
        parts.append(LEVELS[run.level].to(lang))
    parts.append((_DRILL if run.drill else _REAL).to(lang))
    parts.append(f"t0 {run.t0:%H:%M:%S}" if extras.begun else _NOT_BEGUN.to(lang))
    tone: Tone = "warning" if run.drill else "title"
    rows = [row(" " + line, tone) for line in wrap(" | ".join(parts), cells - 1)]
    named = [
        f"{name.to(lang)} {extras.names[run.roles[role]]}"
        for role, name in ROLES.items()
        if run.roles.get(role) in extras.names
    ]
    if named:
        rows.append(row(" " + cut("   ".join(named), cells - 1)))
    elif extras.roles_wanted:
        rows.append(row(" " + cut(_ROLES_WANTED.to(lang), cells - 1), "off"))
    first = wrap("! " + card.first.to(lang), cells - 1)
    if not whole:
        first = (cut("! " + card.first.to(lang), cells - 1),)  # whole on the printed card, PgDn
    return rows + [row(" " + line, "block") for line in first]


def _banners(view: RunView, lang: Lang, cells: int, now: datetime, extras: Extras) -> list[Row]:
    said: list[tuple[Text, Tone]] = []
    if extras.unsaved:
        said.append((_UNSAVED.fill(n=extras.unsaved), "block"))
    if extras.gone is not None:
        start, end = extras.gone
        words = _GONE.fill(start=f"{start:%H:%M:%S}", end=f"{end:%H:%M:%S}", n=span_text(end - start))
        said.append((words, "warning"))
    for timer in view.timers:
        if timer.due(now) and extras.begun:
            said.append((Text("! {what}", "! {what}").fill(what=timer_text(timer, now)), "off"))
    if view.held is not None:
        said.append((timer_text(view.held, now), "waiting"))
    if extras.unnamed:
        said.append((_UNNAMED.fill(n=extras.unnamed), "dim"))
    said += _queue(view, extras)
    rows = [row(" " + line, tone) for text, tone in said for line in wrap(text.to(lang), cells - 1)]
    if view.run.recovered_at is not None:
        rows.append(row(" " + _BACK.fill(at=f"{view.run.recovered_at:%H:%M:%S}").to(lang), "done"))
    return rows


def _queue(view: RunView, extras: Extras) -> list[tuple[Text, Tone]]:
    """Expected wait, the level that it suggests, who holds the posts, who insisted."""
    if view.card.ladder is None:
        return []
    told: list[tuple[Text, Tone]] = []
    peak, step = view.peak, view.card.step(view.card.ladder.step)
    if peak is None or step is None:
        told.append((_COUNT_FIRST, "dim"))
    else:
        n, label = next((n, c.label) for n, c in enumerate(step.choices, 1) if c.id == peak.choice)
        wait = _NO_TILL if peak.minutes is None else Text("{n} 分", "{n} min").fill(n=peak.minutes)
        words = _WAIT.fill(wait=wait, label=label, n=n)
        if peak.lower_at is not None:
            words = Text("{a} {b}", "{a} {b}").fill(a=words, b=_CALM.fill(at=f"{peak.lower_at:%H:%M}"))
        known = view.run.step(step.no).choice == peak.choice
        told.append((words, "done" if known else "off"))
    insisted = view.run.counts.get("insisted", 0)
    told.append((_INSIST.fill(n=insisted), "strong"))
    if extras.posts:
        told.append((joined(same("  "), list(extras.posts)), "plain"))
    return told


def _listed(step: StepView, lang: Lang, cells: int) -> Row:
    """A step in one row: number, mark, time, words, how it stands."""
    lead, words, right = _listed_parts(step, lang)
    return spread((*lead, words), right, cells)


def _listed_whole(step: StepView, lang: Lang, cells: int) -> list[Row]:
    """The same with all its words, in as many rows as they take."""
    lead, words, right = _listed_parts(step, lang)
    indent = row_width(lead)
    first, *rest = wrap(words.text, max(20, cells - indent - row_width(right) - 2)) or ("",)
    rows = [spread((*lead, words._replace(text=first)), right, cells)]
    return rows + [row(" " * indent + line, words.tone) for line in rest]


def _listed_parts(step: StepView, lang: Lang) -> tuple[Row, Span, Row]:
    """What stands before the words of a listed step, its words, and what stands at the right."""
    look = LOOKS[step.mark]
    at = f" {step.state.at:%H:%M}" if step.state.at is not None and not step.open else ""
    answer = _answer(step, lang)
    lead = (
        Span(f"  {pad_left(step.step.no, 3)} ", "strong"),
        Span(look.sign, look.tone),
        Span(f"{at} "),
        Span(f"{answer} " if answer else "", "input" if step.state.choice is not None else "dim"),
    )
    words = Span(step.step.text.to(lang), "dim" if step.mark in ("know", "skipped") else "plain")
    right = target_text(step).to(lang)
    if not right:
        right = step.step.who.to(lang) if step.step.who is not None else ""
    tone: Tone = "off" if is_over(step) or step.mark == "late" else "dim"
    return lead, words, row(right, tone)


def _answer(step: StepView, lang: Lang) -> str:
    """What was decided, or why it was not done."""
    state = step.state
    if state.choice is not None:
        label = next((c.label for c in step.step.choices if c.id == state.choice), same(state.choice))
        return "= " + label.to(lang)
    if step.mark == "skipped" and state.reason is not None:
        return f"({dict(SKIPPED).get(state.reason, same(state.reason)).to(lang)})"
    if step.mark == "deferred":
        until = next((text for name, text in UNTIL if name == state.until), same(""))
        return f"({until.to(lang)})"
    return ""


def _current(step: StepView, lang: Lang, cells: int, extras: Extras) -> list[Row]:
    look = LOOKS[step.mark]
    who = f"{step.step.who.to(lang)}  " if step.step.who is not None else ""
    right = f"{who}{target_text(step).to(lang)}".rstrip()
    lead = f">{pad_left(step.step.no, 3)} "
    tone: Tone = "off" if is_over(step) else "plain"
    at = f" {step.state.at:%H:%M:%S}" if step.state.at is not None and not step.open else ""
    first = spread(
        (
            Span(lead, "strong"),
            Span(look.sign, look.tone),
            Span(at),
            Span(" "),
            Span(_answer(step, lang), "input"),
        ),
        row(right, tone),
        cells,
    )
    rows: list[Row] = [first]
    rows += [
        row("        " + line, "strong")
        for line in wrap(spelled(step.step.text, extras.cards).to(lang), cells - 9)
    ]
    rows += _choices(step, lang, cells)
    rows += _parts(step, lang)
    if extras.typed:
        rows.append(
            (Span("      > ", "strong"), Span(extras.typed + "_", "input"), Span(_TIME.to(lang), "dim"))
        )
    elif extras.as_of is not None:
        rows.append(row("      " + _AS_OF.fill(at=f"{extras.as_of:%H:%M:%S}").to(lang), "waiting"))
    return rows


def _choices(step: StepView, lang: Lang, cells: int) -> list[Row]:
    """Decisions side by side while they fit."""
    if not step.step.choices:
        return []
    told = [
        (f"{n} {c.label.to(lang)}", c.id == step.state.choice) for n, c in enumerate(step.step.choices, 1)
    ]
    spans: list[list[Span]] = [[Span("        ")]]
    used = 8
    for text, chosen in told:
        if used + width(text) + 4 > cells and used > 8:
            spans.append([Span("        ")])
            used = 8
        spans[-1] += [Span(text, "input" if chosen else "strong"), Span("    ")]
        used += width(text) + 4
    return [EMPTY, *(tuple(one) for one in spans)]


def _parts(step: StepView, lang: Lang) -> list[Row]:
    """The things to tick one by one; the next one has the sign of the cursor."""
    done = step.state.parts
    following = next((p.id for p in step.step.parts if p.id not in done), None)
    rows: list[Row] = []
    cellwise = max((width(p.label.to(lang)) for p in step.step.parts), default=0) + 2
    line: list[Span] = []
    for n, part in enumerate(step.step.parts):
        sign = "[x]" if part.id in done else "[ ]"
        lead = " >" if part.id == following and step.open else "  "
        tone: Tone = "done" if part.id in done else "strong" if part.id == following else "plain"
        line.append(Span(f"{lead}{sign} {pad(part.label.to(lang), cellwise)}", tone))
        if n % 2 == 1 or n == len(step.step.parts) - 1:
            rows.append((Span("      "), *line))
            line = []
    return rows


def _foot(
    view: RunView, step: StepView, lang: Lang, cells: int, extras: Extras, *, whole: bool = False
) -> list[Row]:
    """`whole`: there is room for everybody whom the card calls."""
    card = view.card
    rows: list[Row] = []
    number = _announcement(view, step)
    if number is not None:
        lead = _SAY.fill(n=number).to(lang)
        lines = wrap(card.announcements[number - 1].to(lang), cells - width(lead) - 3)
        rows += [
            (Span(f" {lead if n == 0 else ' ' * width(lead)} ", "strong"), Span(line))
            for n, line in enumerate(lines[:3])
        ]
    called = _contacts(card, step.step.calls, lang, extras)
    if called:
        lead = _CALL.to(lang)
        # whom this step calls is told whole; all whom the card calls, as far as a row holds
        listed = (
            flow(called, cells - width(lead) - 3)
            if step.step.calls or whole
            else (cut("  ".join(called), cells - width(lead) - 2),)
        )
        rows += [
            (Span(f" {lead if n == 0 else ' ' * width(lead)} ", "strong"), Span(line))
            for n, line in enumerate(listed)
        ]
    return rows


def _announcement(view: RunView, step: StepView) -> int | None:
    """The one that belongs to this step, else a later step's, else the first that was not made."""
    if step.step.say:
        return step.step.say[0]
    numbers = [s.step.no for s in view.steps]
    below = view.steps[numbers.index(step.step.no) :]
    later = next((s.step.say[0] for s in below if s.step.say and s.open), None)
    if later is not None or any(s.step.say for s in view.steps if s.mark != "inactive"):
        return later
    made = {said.number for said in view.run.said}
    return next((n for n in range(1, len(view.card.announcements) + 1) if n not in made), None)


def _contacts(card: Card, wanted: Sequence[str], lang: Lang, extras: Extras) -> list[str]:
    """Whom this step calls, else whom the card calls, in order, with their numbers."""
    by_id = dict(zip(card.calls, card.contacts, strict=False))
    ids = [id for id in wanted if id in by_id] or list(by_id)
    told = []
    for id in ids:
        number = extras.numbers.get(id)
        name = by_id[id].to(lang)
        if number is None:
            told.append(f"{name} {_NO_NUMBER.to(lang)}")
        else:
            told.append(name if number.replace(" ", "") in name else f"{name} {number}")
    return told


_COUNT_FIRST: Final = Text("在第 0 步按 Space 数一次排队。", "At step 0 press Space to count the queue.")
_WAIT: Final = Text(
    "预计等候 {wait},建议「{label}」: 第 0 步按 {n}", "Expected wait {wait}: {label}; step 0, key {n}"
)
_NO_TILL: Final = Text("算不出(没有台席)", "unknown (no till)")
_CALM: Final = Text("(平稳到 {at} 可降级)", "(lower at {at} if it stays calm)")
_INSIST: Final = Text(
    "坚持人工的照办并记数: 现 {n} 人(Enter 5 4 加一)",
    "Who insists on the counter is served, counted: {n} (Enter 5 4: +1)",
)
_ROLES_WANTED: Final = Text(
    "分工未定: Enter 3,再按指挥、登记、安抚的名册数字(两人厅可一人两职)",
    "No roles yet: Enter 3, then a roster digit for lead, recorder, comms",
)
_REAL: Final = Text("真实(非演练)", "REAL, no drill")
_DRILL: Final = Text("演练 DRILL", "DRILL 演练")
_NOT_BEGUN: Final = Text("还没开始: 第一次 Space 起算", "not begun: the first Space starts it")
_UNSAVED: Final = Text(
    "!未写盘 NOT SAVED! 应急 {n} 条还没进日志,能写时自动写;请同时抄在纸上。",
    "!NOT SAVED! {n} records of this emergency are not in the log yet; use paper as well.",
)
_GONE: Final = Text(
    "程序停过 {start}-{end}({n})。其间做了的步骤: 键时刻(0843 或 -3)再 Enter 补记。",
    "The program stood still {start}-{end} ({n}). Done meanwhile? Type the time (0843 or -3), Enter.",
)
_UNNAMED: Final = Text(
    "{n} 条没署名(当时没登录): 是您做的按 Enter 0 1",
    "{n} without a name (nobody was signed in): yours? Enter 0 1",
)
_BACK: Final = Text("{at} 恢复", "back at {at}")
_SAY: Final = Text("播报 {n}", "Say {n}")
_CALL: Final = Text("联系", "Call")
_NO_NUMBER: Final = Text("(无号码)", "(no number)")
_TIME: Final = Text("   HHMM 或 -10,再 Enter", "   HHMM or -10, then Enter")
_AS_OF: Final = Text("按 {at} 记: 现在按数字", "recorded for {at}: now press the digit")
