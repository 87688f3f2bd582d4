"""The board as rows: what to do now, the timetable on the left, what is open and recent on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from dutyterm.i18n import Lang, Text
from dutyterm.shift import board
from dutyterm.tui.views.cells import cut, pad, width, wrap
from dutyterm.tui.views.marks import MARKS
from dutyterm.tui.views.spans import EMPTY, Row, Span, fit, row, row_width, rule

LEFT: Final = 46
"""Cells of the timetable at 80 columns."""


@dataclass(frozen=True)
class Target:
    """Something on the board that Enter opens."""

    kind: Literal["now", "row", "item"]
    id: str = ""
    line: str | None = None
    unfinished: bool = False


@dataclass(frozen=True)
class Recent:
    """Something that was written down lately."""

    at: datetime
    text: Text


@dataclass(frozen=True)
class BoardView:
    """All that the board shows."""

    now: datetime
    stage: board.Now
    rows: tuple[board.Row, ...]
    waiting: tuple[board.Waiting, ...]
    recent: tuple[Recent, ...] = ()
    opening: Text | None = None
    """Without a shift: what would be opened."""
    before: tuple[Text, ...] = ()
    """Without a shift: what the one before was, and what it left."""
    outside: bool = False
    """The open shift is one outside the plan: the next step is to open a regular one (N31)."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """Everything the cursor can stand on, in order."""
        rows = [
            Target("row", r.id, r.line, unfinished=r.done < r.total or r.mark.value in ("todo", "progress"))
            for r in self.rows
        ]
        items = [Target("item", w.item.ref, unfinished=True) for w in self.waiting]
        now = Target("now", unfinished=self.stage.stage is not board.Stage.NOTHING or self.outside)
        return (now, *rows, *items)


def board_rows(view: BoardView, lang: Lang, cells: int, height: int, cursor: int) -> list[Row]:
    """The whole board in exactly this room; what does not fit is counted, never dropped silently."""
    head = [*_now_rows(view, lang, cells, here=cursor == 0), rule(cells)]
    room = max(3, height - len(head))
    here = view.targets[cursor] if cursor < len(view.targets) else None
    if cells < 72:  # one column: the timetable, then the items
        both = [*_timetable(view, lang, cells, here), rule(cells), *_items(view, lang, cells, here)]
        return [*head, *_window(both, room, lang, _marked(both))]
    left_cells = LEFT if cells < 100 else cells // 2
    left = _timetable(view, lang, left_cells, here)
    right = _items(view, lang, cells - left_cells - 3, here)
    left = _window(left, room, lang, _marked(left))
    right = _window(right, room, lang, _marked(right))
    return [*head, *_side_by_side(left, right, left_cells, room)]


def _marked(rows: Sequence[Row]) -> int | None:
    return next((n for n, r in enumerate(rows) if r and r[0].text.startswith(">")), None)


def _window(rows: list[Row], room: int, lang: Lang, keep: int | None) -> list[Row]:
    """As many rows as there is room for, around the one that is kept in sight; the title row stays."""
    if len(rows) <= room:
        return rows
    title, body = rows[0], rows[1:]
    space = room - 2
    start = 0 if keep is None or keep - 1 < space else min(keep - space, len(body) - space)
    left = len(body) - start - space
    foot = _MORE.fill(n=left) if left else _ABOVE.fill(n=start)
    return [title, *body[start : start + space], row("  " + foot.to(lang), "dim")]


def _side_by_side(left: Sequence[Row], right: Sequence[Row], cells: int, room: int) -> list[Row]:
    rows: list[Row] = []
    for n in range(min(room, max(len(left), len(right)))):
        first = fit(left[n], cells) if n < len(left) else EMPTY
        second = right[n] if n < len(right) else EMPTY
        rows.append((*first, Span(" " * (cells - row_width(first))), Span("| ", "dim"), *second))
    return rows


def _now_rows(view: BoardView, lang: Lang, cells: int, *, here: bool) -> list[Row]:
    stage = view.stage
    where: list[Span] = [Span(" " + _NOW.to(lang) + "  ", "title")]
    if stage.stage is board.Stage.NO_SHIFT:
        where.append(Span(_NO_SHIFT.to(lang), "strong"))
        action = view.opening or _OPEN
    elif view.outside:
        where.append(Span(_OUTSIDE.to(lang), "strong"))
        action = view.opening or _OPEN
    elif stage.stage is board.Stage.NOTHING:
        where.append(Span(_NOTHING.to(lang), "strong"))
        action = _SEAL
    elif stage.stage is board.Stage.OTHER_MANUAL:
        where.append(Span(_OTHER_MANUAL.to(lang), "warning"))
        action = _SEAL
    else:
        title = stage.title or Text("", "")
        where.append(Span(f"{title.to(lang)} {stage.done}/{stage.total}", "strong"))
        if stage.blocking:
            where.append(Span("  " + _BLOCKING.fill(n=stage.blocking).to(lang), "block"))
        action = _action(stage)
    tail = _to_doors(stage.to_doors)
    if tail is not None:
        late = stage.to_doors is not None and stage.to_doors < 0
        gap = cells - row_width(where) - width(tail.to(lang)) - 1
        where += [Span(" " * max(2, gap)), Span(tail.to(lang), "warning" if late else "plain")]
    first = fit(tuple(where), cells)
    text = cut(action.to(lang), cells - 9)
    return [
        first,
        (Span(">" if here else " ", "strong"), Span("      "), Span(text, "input" if here else "plain")),
    ]


def _action(stage: board.Now) -> Text:
    words = {board.Stage.START: _START, board.Stage.OPEN_DOORS: _DOORS}.get(stage.stage, _CONTINUE)
    return words.fill(id=stage.line or "", title=stage.line_title or "", list=stage.title or "")


def _to_doors(minutes: int | None) -> Text | None:
    if minutes is None:
        return None
    return _LEFT.fill(n=minutes) if minutes >= 0 else _LATE_DOORS.fill(n=-minutes)


def _timetable(view: BoardView, lang: Lang, cells: int, here: Target | None) -> list[Row]:
    rows: list[Row] = [row(" " + _TIMETABLE.to(lang), "strong")]
    for entry in view.rows:
        look = MARKS[entry.mark]
        due = entry.due.astimezone(view.now.tzinfo).strftime("%H:%M") if entry.due else "     "
        tail, tone = _row_tail(entry, view.now, lang)
        on = here is not None and here.kind == "row" and here.id == entry.id
        name = pad(entry.title.to(lang), max(4, cells - 12 - width(tail) - 1))
        rows.append(
            (
                Span(">" if on else " ", "strong"),
                Span(due + " "),
                Span(look.sign, look.tone),
                Span(" "),
                Span(name, "input" if on else "plain"),
                Span(" " + tail, tone),
            )
        )
    if not view.rows:
        rows.append(row("  " + _EMPTY_TABLE.to(lang), "dim"))
        for text in view.before:
            rows += [EMPTY, *(row("  " + line) for line in wrap(text.to(lang), cells - 3))]
    return rows


def _row_tail(entry: board.Row, now: datetime, lang: Lang) -> tuple[str, Literal["warning", "dim"]]:
    if entry.done_at is not None:
        at = entry.done_at.astimezone(now.tzinfo).strftime("%H:%M")
        return (at if not entry.late else f"{at} {_LATE.fill(n=entry.late).to(lang)}"), "dim"
    count = f"{entry.done}/{entry.total}" if entry.total > 1 else ""
    if entry.late:
        return f"{count} {_LATE.fill(n=entry.late).to(lang)}".strip(), "warning"
    return count, "dim"


def _items(view: BoardView, lang: Lang, cells: int, here: Target | None) -> list[Row]:
    overdue = sum(w.overdue is not None for w in view.waiting)
    title = _OPEN_ITEMS.fill(n=len(view.waiting)).to(lang)
    rows: list[Row] = [
        (
            Span(" " + title, "strong"),
            Span("  " + _OVERDUE.fill(n=overdue).to(lang) if overdue else "", "warning"),
        )
    ]
    for waiting in view.waiting:
        on = here is not None and here.kind == "item" and here.id == waiting.item.ref
        rows.append(item_row(waiting, view.now, lang, cells, here=on))
    if view.recent:
        rows += [EMPTY, row(" " + _RECENT.to(lang), "strong")]
        for recent in view.recent:
            at = recent.at.astimezone(view.now.tzinfo).strftime("%H:%M")
            rows.append(row(" " + cut(f"{at} {recent.text.to(lang)}", max(8, cells - 1))))
    return rows


def item_row(waiting: board.Waiting, now: datetime, lang: Lang, cells: int, *, here: bool) -> Row:
    """One open item: number, due time, what; overdue ones first have a `!`."""
    item = waiting.item
    due = "" if item.due is None else item.due.astimezone(now.tzinfo).strftime("%H:%M ")
    if item.due is not None and item.due.astimezone(now.tzinfo).date() != now.date():
        due = item.due.astimezone(now.tzinfo).strftime("%m-%d ")
    sign = "!" if waiting.overdue is not None or waiting.back else " "
    text = f"#{item.number} {due}{item.title.to(lang)}"
    return (
        Span(">" if here else " ", "strong"),
        Span(sign + " ", "block"),
        Span(pad(text, max(4, cells - 3)), "input" if here else "plain"),
    )


_NOW: Final = Text("现在", "Now")
_NO_SHIFT: Final = Text("还没有开班", "No shift is open")
_OPEN: Final = Text("Enter 开班", "Enter: open a shift")
_OUTSIDE: Final = Text("班外应急班开着,开班时自动封存", "outside hours; sealed by itself when a shift opens")
_NOTHING: Final = Text("清单都走完了", "All lists are walked")
_OTHER_MANUAL: Final = Text(
    "清单是另一版手册的,请重开程序", "The list belongs to another manual: start again"
)
_SEAL: Final = Text("Enter 交接、封存", "Enter: look over and seal the shift")
_BLOCKING: Final = Text("{n} 项阻断开门", "{n} hinder the doors")
_START: Final = Text("Enter 开始: {list}", "Enter: begin {list}")
_CONTINUE: Final = Text("Enter 继续: {id} {title}", "Enter: go on at {id} {title}")
_DOORS: Final = Text("Enter 开门: {id} {title}", "Enter: {id} {title}")
_LEFT: Final = Text("距开门 {n} 分", "{n} min to opening")
_LATE_DOORS: Final = Text("开门已迟 {n} 分", "opening late by {n} min")
_TIMETABLE: Final = Text("时间表", "Timetable")
_EMPTY_TABLE: Final = Text("开班后出现", "appears when a shift is open")
_LATE: Final = Text("迟 {n} 分", "late {n} min")
_OPEN_ITEMS: Final = Text("未结 {n}", "Open {n}")
_OVERDUE: Final = Text("超时 {n}", "overdue {n}")
_RECENT: Final = Text("最近", "Recent")
_MORE: Final = Text("还有 {n} 项,下移可见", "{n} more below")
_ABOVE: Final = Text("上面还有 {n} 项", "{n} more above")
