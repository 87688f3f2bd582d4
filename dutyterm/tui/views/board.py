"""The board as rows: what to do now, the timetable on the left, what is open and recent on the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal

from dutyterm.i18n import Lang, Text, joined
from dutyterm.shift import board
from dutyterm.shift.item_told import PUT_OFF
from dutyterm.shift.metrics.samples import Wait
from dutyterm.shift.open_items import Item
from dutyterm.tui.views.cells import cut, pad, width, wrap
from dutyterm.tui.views.plan import PlanRow
from dutyterm.tui.views.spans import EMPTY, Row, Span, Tone, fit, row, row_width, rule
from dutyterm.tui.views.step import Step
from dutyterm.tui.views.trend import newest, trend_rows
from dutyterm.values import dataclass

LEFT: Final = 46
"""Cells of the timetable at 80 columns."""

SMALL: Final = 20
"""Up to so many rows there is room for a few of the things that were written last."""
FEW_RECENT: Final = 2

MOST_WAITS: Final = 9
"""Rows of the trend of the day at most, its title among them."""


@dataclass(frozen=True)
class Target:
    """Something on the board that Enter opens."""

    kind: Literal["card", "now", "row", "item", "cash", "message", "task", "drill", "reading"]
    id: str = ""
    list: str | None = None
    run: str | None = None
    line: str | None = None
    unfinished: bool = False


@dataclass(frozen=True)
class CardNow:
    """An emergency card that is worked by."""

    card: str
    text: Text
    drill: bool


@dataclass(frozen=True)
class Recent:
    """Something that was written down lately."""

    at: datetime
    text: Text


@dataclass(frozen=True)
class Tasks:
    """What comes back every week, month ... and is due now (R2-16)."""

    count: int
    late: int
    """Whole days by which the longest one is overdue."""
    list: str
    line: str


@dataclass(frozen=True)
class BoardView:
    """All that the board shows."""

    now: datetime
    step: Step
    rows: tuple[PlanRow, ...]
    waiting: tuple[board.Waiting, ...]
    recent: tuple[Recent, ...] = ()
    before: tuple[Text, ...] = ()
    """Without a shift: what the one before was, and what it left."""
    countdown: tuple[Text, ...] = ()
    """What is counted down to, the soonest first; what there is no room for is left out whole."""
    late: bool = False
    """The countdown has run out."""
    prediction: Text | None = None
    """When the list will be done (N27)."""
    tight: bool = False
    """It will not be done in time."""
    next: Text | None = None
    reminder: Text | None = None
    """The one thing that is worth a line now, unless it is the step itself."""
    rounds: tuple[Text, ...] = ()
    """How many rounds are done of those that are the least (R3)."""
    waits: tuple[Wait, ...] = ()
    tasks: Tasks | None = None
    drills: tuple[tuple[str, Text], ...] = ()
    """Cards whose last drill is too old, or that were never drilled: id and title (R5, N13)."""
    unread: str | None = None
    """The version of the manual whose changes were not confirmed yet by who is signed in (R2-14)."""
    messages: int = 0
    """Notes of the message book that who is signed in has not read."""
    cards: tuple[CardNow, ...] = ()
    """Emergencies that go on: nothing comes before them."""
    money: tuple[Text, ...] = ()
    """What the money asks for now, the most urgent first (M7)."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """Everything the cursor can stand on, in order."""
        rows = [Target("row", r.id, r.list, r.run, r.line, r.unfinished) for r in self.rows]
        items = [Target("item", w.item.ref, unfinished=True) for w in self.waiting]
        due = self.tasks
        tasks = [] if due is None else [Target("task", "", due.list, line=due.line, unfinished=True)]
        reading = [] if self.unread is None else [Target("reading", unfinished=True)]
        notes = [Target("message", unfinished=True)] if self.messages else []
        now = Target("now", unfinished=self.step.kind != "seal")
        drills = [Target("drill", self.drills[0][0], unfinished=True)] if self.drills else []
        money = [Target("cash", unfinished=True)] if self.money else []
        cards = [Target("card", one.card, unfinished=True) for one in self.cards]
        return (*cards, now, *rows, *items, *money, *notes, *tasks, *drills, *reading)


def board_rows(view: BoardView, lang: Lang, cells: int, height: int, cursor: int) -> list[Row]:
    """The whole board in exactly this room; what does not fit is counted, never dropped silently."""
    here = view.targets[cursor] if cursor < len(view.targets) else None
    now = _now_rows(view, lang, cells, here=here is not None and here.kind == "now")
    head = [*_card_rows(view, lang, cells, here), *now, rule(cells)]
    room = max(3, height - len(head))
    if cells < 72:  # one column: the timetable, then the items
        plan, items = _timetable(view, lang, cells, here), _items(view, lang, cells, here, 0)
        both = [*plan, rule(cells), *items]
        marked = _marked(both)
        return [*head, *_window(both, room, lang, _current(view) if marked is None else marked)]
    left_cells = LEFT if cells < 100 else cells // 2
    left = _timetable(view, lang, left_cells, here)
    right = _items(view, lang, cells - left_cells - 3, here, room)
    marked = _marked(left)
    left = _window(left, room, lang, _current(view) if marked is None else marked)
    right = _window(right, room, lang, _marked(right))
    return [*head, *_side_by_side(left, right, left_cells, room)]


def _marked(rows: Sequence[Row]) -> int | None:
    return next((n for n, r in enumerate(rows) if r and r[0].text.startswith(">")), None)


def _current(view: BoardView) -> int | None:
    """Where the day stands: that row is in sight while the cursor is elsewhere."""
    found = next((n for n, r in enumerate(view.rows, 1) if r.current), None)
    return found or next((n for n, r in enumerate(view.rows, 1) if r.unfinished), None)


def _window(rows: list[Row], room: int, lang: Lang, keep: int | None) -> list[Row]:
    """As many rows as there is room for, around the one that is kept in sight; the title row stays."""
    if len(rows) <= room:
        return rows
    title, body = rows[0], rows[1:]
    space = max(1, room - 2)
    # a few rows before it stay in sight, too: what was just done, what is late
    start = 0 if keep is None else min(max(0, keep - 1 - space // 3), len(body) - space)
    left = len(body) - start - space
    foot = (
        _BOTH.fill(n=start, m=left) if start and left else (_MORE if left else _ABOVE).fill(n=left or start)
    )
    return [title, *body[start : start + space], row("  " + foot.to(lang), "dim")]


def _side_by_side(left: Sequence[Row], right: Sequence[Row], cells: int, room: int) -> list[Row]:
    rows: list[Row] = []
    for n in range(min(room, max(len(left), len(right)))):
        first = fit(left[n], cells) if n < len(left) else EMPTY
        second = right[n] if n < len(right) else EMPTY
        rows.append((*first, Span(" " * (cells - row_width(first))), Span("| ", "dim"), *second))
    return rows


def _card_rows(view: BoardView, lang: Lang, cells: int, here: Target | None) -> list[Row]:
    rows: list[Row] = []
    for one in view.cards:
        on = here is not None and here.kind == "card" and here.id == one.card
        lead = (Span(">" if on else " ", "strong"), Span(_CARD.to(lang) + "  ", "title"))
        tone: Tone = "warning" if one.drill else "block"
        rows.append((*lead, Span(cut(one.text.to(lang), cells - row_width(lead)), "input" if on else tone)))
    return rows


def _now_rows(view: BoardView, lang: Lang, cells: int, *, here: bool) -> list[Row]:
    step = view.step
    where: list[Span] = [
        Span(" " + _NOW.to(lang) + "  ", "title"),
        Span(step.head.to(lang), "warning" if step.warning else "strong"),
    ]
    if step.blocking:
        where.append(Span("  " + _BLOCKING.fill(n=step.blocking).to(lang), "block"))
    told = [one.to(lang) for one in view.countdown]
    while len(told) > 1 and row_width(where) + 2 + width("  ".join(told)) > cells:
        told.pop()
    if told:
        gap = cells - row_width(where) - width(tail := "  ".join(told)) - 1
        where += [Span(" " * max(2, gap)), Span(tail, "warning" if view.late else "plain")]
    text = cut(step.action.to(lang), cells - 9)
    rows: list[Row] = [
        fit(tuple(where), cells),
        (Span(">" if here else " ", "strong"), Span("      "), Span(text, "input" if here else "plain")),
    ]
    more: list[Span] = []
    if view.prediction is not None:
        more.append(Span(view.prediction.to(lang), "warning" if view.tight else "plain"))
    if view.next is not None:
        more.append(Span(("   " if more else "") + _THEN.fill(row=view.next).to(lang), "dim"))
    if more:
        rows.append(fit((Span(" " * 7), *more), cells))
    if view.reminder is not None:
        rows.append(
            fit((Span(" " + _REMINDER.to(lang) + "  ", "title"), Span(view.reminder.to(lang))), cells)
        )
    return rows


def _timetable(view: BoardView, lang: Lang, cells: int, here: Target | None) -> list[Row]:
    title = [Span(" " + _TIMETABLE.to(lang), "strong")]
    title += [Span("  " + one.to(lang), "dim") for one in view.rounds]
    rows: list[Row] = [fit(tuple(title), cells)]
    for entry in view.rows:
        due = entry.due.astimezone(view.now.tzinfo).strftime("%H:%M") if entry.due else "     "
        word = entry.word.to(lang)
        tail = f"{entry.tail} {word}".strip()
        on = here is not None and here.kind == "row" and here.id == entry.id
        name = pad(entry.title.to(lang), max(4, cells - 12 - width(tail) - 1))
        tone: Tone = "input" if on else "strong" if entry.current else "plain" if entry.unfinished else "dim"
        rows.append(
            (
                Span(">" if on else " ", "strong"),
                Span(due + " "),
                Span(entry.sign, entry.tone),
                Span(" "),
                Span(name, tone),
                Span(" " + tail, entry.word_tone if word else "dim"),
            )
        )
    if not view.rows:
        rows.append(row("  " + _EMPTY_TABLE.to(lang), "dim"))
        for text in view.before:
            rows += [EMPTY, *(row("  " + line) for line in wrap(text.to(lang), cells - 3))]
    return rows


def _items(view: BoardView, lang: Lang, cells: int, here: Target | None, room: int) -> list[Row]:
    overdue = sum(w.overdue is not None for w in view.waiting)
    title = _OPEN_ITEMS.fill(n=len(view.waiting)).to(lang)
    for sort, name in _COUNTED.items():
        count = sum(w.item.sort in sort for w in view.waiting)
        title += f"  {name.fill(n=count).to(lang)}" if count else ""
    rows: list[Row] = [
        (
            Span(" " + title, "strong"),
            Span("  " + _OVERDUE.fill(n=overdue).to(lang) if overdue else "", "warning"),
        )
    ]
    if view.before:  # without a shift nothing is open here; what waits for it is told on the left
        rows = [EMPTY]
    for waiting in view.waiting:
        on = here is not None and here.kind == "item" and here.id == waiting.item.ref
        rows.append(item_row(waiting, view.now, lang, cells, here=on))
    if view.money:
        on = here is not None and here.kind == "cash"
        more = _MORE_MONEY.fill(n=len(view.money) - 1).to(lang) if len(view.money) > 1 else ""
        text = pad(view.money[0].to(lang), max(4, cells - 3 - width(more))) + more
        rows.append(
            (Span(">" if on else " ", "strong"), Span("! ", "block"), Span(text, "input" if on else "plain"))
        )
    if view.messages:
        on = here is not None and here.kind == "message"
        text = pad(_MESSAGES.fill(n=view.messages).to(lang), max(4, cells - 3))
        rows.append(
            (Span(">" if on else " ", "strong"), Span("! ", "block"), Span(text, "input" if on else "plain"))
        )
    if view.tasks is not None:
        on = here is not None and here.kind == "task"
        due = (_TASKS_LATE if view.tasks.late else _TASKS).fill(n=view.tasks.count, days=view.tasks.late)
        text = pad(due.to(lang), max(4, cells - 3))
        rows.append((Span(">" if on else " ", "strong"), Span("  "), Span(text, "input" if on else "plain")))
    if view.drills:
        on = here is not None and here.kind == "drill"
        due = _DRILLS.fill(cards=joined(Text("、", ", "), [title for _, title in view.drills]))
        text = pad(due.to(lang), max(4, cells - 3))
        rows.append((Span(">" if on else " ", "strong"), Span("  "), Span(text, "input" if on else "plain")))
    if view.unread is not None:
        on = here is not None and here.kind == "reading"
        text = pad(_UNREAD.fill(v=view.unread).to(lang), max(4, cells - 3))
        rows.append(
            (
                Span(">" if on else " ", "strong"),
                Span("! ", "warning"),
                Span(text, "input" if on else "plain"),
            )
        )
    zone, latest = view.now.tzinfo, view.recent
    if view.waits:
        if room <= SMALL:  # the trend of the day is worth more than what was written before the last things
            latest = latest[:FEW_RECENT]
        left = room - len(rows) - len(latest) - 3
        bars = trend_rows(view.waits, lang, cells, min(left, MOST_WAITS), zone) if left >= 3 else None
        rows += [EMPTY, *(bars or newest(view.waits, lang, cells, zone))]
    if latest:
        rows += [EMPTY, row(" " + _RECENT.to(lang), "strong")]
        for recent in latest:
            at = recent.at.astimezone(zone).strftime("%H:%M")
            rows.append(row(" " + cut(f"{at} {recent.text.to(lang)}", max(8, cells - 1))))
    return rows


def item_row(waiting: board.Waiting, now: datetime, lang: Lang, cells: int, *, here: bool) -> Row:
    """One open item: number, due time, what; overdue ones first have a `!`."""
    item = waiting.item
    due = "" if item.due is None else item.due.astimezone(now.tzinfo).strftime("%H:%M ")
    if item.due is not None and item.due.astimezone(now.tzinfo).date() != now.date():
        due = item.due.astimezone(now.tzinfo).strftime("%m-%d ")
    sign = "!" if waiting.overdue is not None or waiting.back else " "
    text = f"#{item.number} {due}{_dated(item, now, lang)}"
    return (
        Span(">" if here else " ", "strong"),
        Span(sign + " ", "block"),
        Span(pad(text, max(4, cells - 3)), "input" if here else "plain"),
    )


def _dated(item: Item, now: datetime, lang: Lang) -> str:
    """The title; a line put off on another day tells which: of several evenings each is its own."""
    title, put_off = item.title.to(lang), PUT_OFF.to(lang)
    at = item.opened_at.astimezone(now.tzinfo)
    if item.sort not in ("deferred", "away") or at.date() == now.date():
        return title
    return f"{put_off}{at.strftime('%m-%d')} {title.removeprefix(put_off)}"


_NOW: Final = Text("现在", "Now")
_CARD: Final = Text("应急", "F9 ")
_BLOCKING: Final = Text("{n} 项阻断开门", "{n} hinder the doors")
_THEN: Final = Text("接着 {row}", "then {row}")
_REMINDER: Final = Text("提醒", "Due")
_TIMETABLE: Final = Text("时间表", "Timetable")
_EMPTY_TABLE: Final = Text("开班后出现", "appears when a shift is open")
_OPEN_ITEMS: Final = Text("未结 {n}", "Open {n}")
_COUNTED: Final = {
    ("promise",): Text("承诺 {n}", "promises {n}"),
    ("deferred", "away"): Text("缓办 {n}", "deferred {n}"),
}
"""Kinds that are counted beside all of them."""
_MORE_MONEY: Final = Text(" +{n}", " +{n}")
_MESSAGES: Final = Text("留言 {n} 条未读", "{n} unread notes")
_OVERDUE: Final = Text("超时 {n}", "overdue {n}")
_TASKS: Final = Text("定期检查 {n} 项到期", "{n} periodic tasks due")
_TASKS_LATE: Final = Text("定期检查 {n} 项到期,最久 {days} 天", "{n} periodic tasks due, {days} days late")
_DRILLS: Final = Text("该演练: {cards}", "drills due: {cards}")
_UNREAD: Final = Text("手册 {v} 有更新待确认", "manual {v}: changes to read")
_RECENT: Final = Text("最近", "Recent")
_MORE: Final = Text("还有 {n} 项,下移可见", "{n} more below")
_ABOVE: Final = Text("上面还有 {n} 项", "{n} more above")
_BOTH: Final = Text("上面 {n} 项,下面 {m} 项", "{n} above, {m} below")
