"""The day report 日报: every shift of a business day on paper, made from the shift files (3g)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from dutyterm.i18n import Text, joined, same
from dutyterm.paper.document import (
    Block,
    Column,
    Document,
    Heading,
    Pairs,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from dutyterm.paper.marks import copy_mark, day_of, moment_of
from dutyterm.values import dataclass


@dataclass(frozen=True)
class ListFacts:
    """One run of a list."""

    title: Text
    done: int
    """Lines that are finished, whichever way."""
    asked: int
    """Lines that were asked."""
    foot: Text
    """Complete, complete except deferred, overridden, incomplete."""


@dataclass(frozen=True)
class RoundFacts:
    """How often a list that comes back was walked: patrol, fire round."""

    title: Text
    done: int
    wanted: int | None
    """None: nobody counts."""


@dataclass(frozen=True)
class ExceptionFacts:
    """A line that did not end as usual."""

    line: Text
    what: Text
    """Off the norm, overridden by whom, put off, not applicable."""
    by: str
    at: datetime | None


@dataclass(frozen=True)
class OpenFacts:
    """An item as it stood at the end of the shift."""

    number: str
    title: Text
    since: datetime
    due: datetime | None
    owner: str
    overdue: bool


@dataclass(frozen=True)
class EntryFacts:
    """A log entry that a reader of the day must see: complaints, incidents, what was marked as important."""

    category: Text
    severity: Text
    """Empty for a normal one."""
    at: datetime
    text: str
    """Masked."""


@dataclass(frozen=True)
class FigureFacts:
    """One figure of the day."""

    name: Text
    value: Text | None
    """With its samples, or why it is unknown; None = nobody recorded it and no round sampled it."""
    standing: Text
    """Good, beyond the limit; empty when it has no limits."""


@dataclass(frozen=True)
class ShiftFacts:
    """One shift of the day."""

    code: str
    outside: bool
    """Opened outside the plan, for an emergency (N31)."""
    state: Text
    """Sealed with its code, still open, sealed by the program."""
    managers: str
    """Who opened it and who sealed it."""
    taken_over: Text
    """Who took over the shift before, when and how; a dash when there was nothing to take over."""
    records: int
    opened_at: datetime | None
    doors_opened: datetime | None
    late: int | None
    """Whole minutes after the time of opening; None when not late."""
    late_reason: Text | None
    doors_closed: datetime | None
    lists: tuple[ListFacts, ...] = ()
    rounds: tuple[RoundFacts, ...] = ()
    exceptions: tuple[ExceptionFacts, ...] = ()
    items_opened: int = 0
    items_closed: int = 0
    kept: int = 0
    """Promises to customers that were kept."""
    broken: int = 0
    by_hand: Text | None = None
    """Manual acceptance in one line (3f.2)."""
    items_left: tuple[OpenFacts, ...] = ()
    entries: tuple[tuple[Text, int], ...] = ()
    """Log entries by category."""
    told: tuple[EntryFacts, ...] = ()
    figures: tuple[FigureFacts, ...] = ()
    doubts: tuple[Text, ...] = ()
    """What may be missing: a damaged file, records of a newer program, another version of the manual."""


@dataclass(frozen=True)
class DayFacts:
    """Everything that a day report says."""

    hall: str
    day: date
    opens: datetime | None
    """Planned; None on a closed day."""
    closes: datetime | None
    shifts: tuple[ShiftFacts, ...]
    printed_at: datetime
    copy: int | None
    """1 = the first of this state of the day; None = nobody counts this one."""
    final: bool
    """Every shift of the day is sealed."""
    version: Text
    """Program and manual, for the foot."""


def day_report(facts: DayFacts) -> Document:
    """The paper."""
    about = _ABOUT.fill(day=day_of(facts.day), at=moment_of(facts.printed_at, None))
    blocks: list[Block] = [_head(facts)]
    for shift in facts.shifts:
        blocks += _shift(shift, facts.day)
    blocks += [Heading(_SIGN), Signatures((Signature(_MADE_BY), Signature(_READ_BY)))]
    marks = [copy_mark(facts.copy)] if facts.copy != 1 else []
    if not facts.final:
        marks.append(_INTERIM)
    return Document(_TITLE, same(facts.hall), about, tuple(blocks), facts.version, tuple(marks))


def _head(facts: DayFacts) -> Pairs:
    plan = (
        _CLOSED_DAY
        if facts.opens is None or facts.closes is None
        else same(f"{facts.opens:%H:%M} - {facts.closes:%H:%M}")
    )
    opened = min((s.doors_opened for s in facts.shifts if s.doors_opened is not None), default=None)
    closed = max((s.doors_closed for s in facts.shifts if s.doors_closed is not None), default=None)
    last = facts.shifts[-1] if facts.shifts else None
    left = len(last.items_left) if last is not None else 0
    rows = (
        (_PLAN, plan),
        (_SHIFTS, same(" ".join(s.code for s in facts.shifts) or "-")),
        (_DOORS, _clock(opened, facts.day)),
        (_DOORS_CLOSED, _clock(closed, facts.day)),
        (_EXCEPTIONS_ALL, same(str(sum(len(s.exceptions) for s in facts.shifts)))),
        (_LEFT, same(str(left))),
    )
    return Pairs(rows)


def _shift(shift: ShiftFacts, day: date) -> list[Block]:
    title = _OUTSIDE if shift.outside else _SHIFT
    rows = [
        (_STATE, shift.state),
        (_MANAGER, same(shift.managers)),
        (_OPENED, _clock(shift.opened_at, day)),
        (_TAKEN, shift.taken_over),
        (_RECORDS, same(str(shift.records))),
        (_DOORS, _doors(shift, day)),
        (_DOORS_CLOSED, _clock(shift.doors_closed, day)),
        (_ITEMS, _COUNTS.fill(new=shift.items_opened, done=shift.items_closed, left=len(shift.items_left))),
    ]
    if shift.kept or shift.broken:
        rows.append((_PROMISES, _KEPT.fill(kept=shift.kept, broken=shift.broken)))
    if shift.by_hand is not None:
        rows.append((_BY_HAND, shift.by_hand))
    rows += [(r.title, _round(r)) for r in shift.rounds]
    blocks: list[Block] = [Heading(title.fill(code=shift.code), great=True), Pairs(tuple(rows))]
    blocks += [Paragraph(doubt, strong=True, lead=same("!")) for doubt in shift.doubts]
    if shift.lists:
        columns = (Column(_LIST, 40), Column(_DONE, 14, "right"), Column(_FOOT, 30))
        told = tuple((one.title, same(f"{one.done}/{one.asked}"), one.foot) for one in shift.lists)
        blocks += [Heading(_LISTS), Table(columns, told)]
    blocks += _exceptions(shift, day)
    blocks += _log(shift, day)
    blocks += _left(shift, day)
    blocks += _figures(shift)
    return blocks


def _doors(shift: ShiftFacts, day: date) -> Text:
    told = _clock(shift.doors_opened, day)
    if shift.late is None:
        return told
    late = _LATE.fill(at=told, n=shift.late)
    return late if shift.late_reason is None else joined(Text(",", ", "), [late, shift.late_reason])


def _round(one: RoundFacts) -> Text:
    if one.wanted is None:
        return Text(f"{one.done} 次", str(one.done))
    return Text(f"{one.done} 次,应有 {one.wanted}", f"{one.done}, planned {one.wanted}")


def _exceptions(shift: ShiftFacts, day: date) -> list[Block]:
    columns = (Column(_LINE, 34), Column(_WHAT, 32), Column(_BY, 10), Column(_AT, 8))
    rows = tuple((e.line, e.what, same(e.by), _clock(e.at, day)) for e in shift.exceptions)
    return [Heading(_EXCEPTIONS.fill(n=len(rows))), Table(columns, rows, _NONE)]


def _log(shift: ShiftFacts, day: date) -> list[Block]:
    counts = [Text(f"{name.zh} {n}", f"{name.en} {n}") for name, n in shift.entries]
    blocks: list[Block] = [Heading(_LOG), Paragraph(joined(Text("、", ", "), counts) if counts else _NONE)]
    if shift.told:
        columns = (Column(_AT, 8), Column(_CATEGORY, 18), Column(_WORDS, 58))
        rows = tuple(
            (
                _clock(e.at, day),
                e.category
                if not e.severity.zh
                else Text(f"{e.category.zh} {e.severity.zh}", f"{e.category.en}, {e.severity.en}"),
                same(e.text),
            )
            for e in shift.told
        )
        blocks.append(Table(columns, rows))
    return blocks


def _left(shift: ShiftFacts, day: date) -> list[Block]:
    columns = (
        Column(same("#"), 3, "right"),
        Column(_ITEM, 43),
        Column(_SINCE, 11),
        Column(_DUE, 16),
        Column(_OWNER, 7),
    )
    rows = tuple(
        (
            same(item.number),
            item.title,
            _clock(item.since, day),
            same("-") if item.due is None else _overdue(_clock(item.due, day), item.overdue),
            same(item.owner or "-"),
        )
        for item in shift.items_left
    )
    return [Heading(_STILL_OPEN.fill(n=len(rows))), Table(columns, rows, _NONE)]


def _overdue(due: Text, overdue: bool) -> Text:
    return Text(f"{due.zh} 逾期", f"{due.en} late") if overdue else due


def _figures(shift: ShiftFacts) -> list[Block]:
    if not shift.figures:
        return []
    known = [one for one in shift.figures if one.value is not None]
    columns = (Column(_FIGURE, 34), Column(_VALUE, 38), Column(_STANDING, 12))
    rows = tuple((one.name, one.value or same(""), one.standing) for one in known)
    blocks: list[Block] = [Heading(_FIGURES.fill(n=len(known), all=len(shift.figures)))]
    if rows:
        blocks.append(Table(columns, rows))
    silent = [one.name for one in shift.figures if one.value is None]
    if silent:
        blocks.append(Paragraph(_NO_DATA.fill(names=joined(Text("、", ", "), silent))))
    return blocks


def _clock(at: datetime | None, day: date) -> Text:
    """`08:30`, with the date on another day than the business day; a dash when it never came about."""
    if at is None:
        return same("-")
    return same(at.strftime("%H:%M") if at.date() == day else at.strftime("%m-%d %H:%M"))


_TITLE: Final = Text("营业日报", "Day report")
_ABOUT: Final = Text("营业日 {day}   打印 {at}", "Business day {day}   printed {at}")
_INTERIM: Final = Text("当日未完", "DAY NOT OVER")
_PLAN: Final = Text("营业时间", "Opening hours")
_CLOSED_DAY: Final = Text("休息日", "closed today")
_SHIFTS: Final = Text("班次", "Shifts")
_DOORS: Final = Text("开门", "Doors opened")
_DOORS_CLOSED: Final = Text("关门", "Doors closed")
_EXCEPTIONS_ALL: Final = Text("异常", "Exceptions")
_LEFT: Final = Text("末班未结", "Left open")
_SHIFT: Final = Text("{code} 班", "Shift {code}")
_OUTSIDE: Final = Text("班外应急 {code}", "Outside hours {code}")
_STATE: Final = Text("状态", "State")
_MANAGER: Final = Text("值班经理", "Duty manager")
_OPENED: Final = Text("开班", "Shift opened")
_TAKEN: Final = Text("接班", "Taken over")
_RECORDS: Final = Text("记录", "Records")
_ITEMS: Final = Text("未结事项", "Open items")
_COUNTS: Final = Text("新开 {new}  办结 {done}  留下 {left}", "new {new}, settled {done}, left {left}")
_PROMISES: Final = Text("承诺", "Promises")
_KEPT: Final = Text("兑现 {kept}  未兑现 {broken}", "kept {kept}, not kept {broken}")
_BY_HAND: Final = Text("手工受理", "By hand")
_LATE: Final = Text("{at},晚 {n} 分", "{at}, {n} min late")
_LISTS: Final = Text("清单", "Lists")
_LIST: Final = Text("清单", "List")
_DONE: Final = Text("完成", "Done")
_FOOT: Final = Text("状态", "State")
_EXCEPTIONS: Final = Text("异常 {n}", "Exceptions: {n}")
_LINE: Final = Text("检查行", "Line")
_WHAT: Final = Text("情况", "What")
_ITEM: Final = Text("事项", "Item")
_BY: Final = Text("谁", "Who")
_AT: Final = Text("时间", "Time")
_LOG: Final = Text("日志", "Log")
_CATEGORY: Final = Text("类别", "Category")
_WORDS: Final = Text("内容", "Words")
_STILL_OPEN: Final = Text("班末未结 {n}", "Open at the end: {n}")
_SINCE: Final = Text("自", "Since")
_DUE: Final = Text("期限", "Due")
_OWNER: Final = Text("负责", "Owner")
_FIGURES: Final = Text("当日指标 {n}/{all}", "Figures: {n} of {all}")
_FIGURE: Final = Text("指标", "Figure")
_VALUE: Final = Text("数值", "Value")
_STANDING: Final = Text("达标", "Standing")
_NO_DATA: Final = Text("无数据(不是 0): {names}", "No data (which is not 0): {names}")
_NONE: Final = Text("没有。", "None.")
_SIGN: Final = Text("签字", "Signatures")
_MADE_BY: Final = Text("值班经理", "Duty manager")
_READ_BY: Final = Text("厅经理已阅", "Read by the hall manager")
