"""What a search found, as rows: one hit a row, and one hit in whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import Final

from dutyterm.desk.find import Answer, Asked, Line
from dutyterm.i18n import Lang, Text, joined, same
from dutyterm.model.people import Person
from dutyterm.model.typed_span import Days, Preset
from dutyterm.review.kind_names import kind_name
from dutyterm.review.own_words import fold, spans, split
from dutyterm.tui.views.cells import cut, pad, wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, Tone, fit, row, rule

KINDS: Final[tuple[tuple[str, Text], ...]] = (
    ("entry", Text("日志: 记事、补记、更正", "the log: notes, additions, corrections")),
    ("open_item", Text("未结事项", "open items")),
    ("item.answered", Text("清单里填的", "answers of lists")),
    ("item.changed", Text("改过的答案", "changed answers")),
    ("item.deferred", Text("缓办", "put off")),
    ("item.overridden", Text("越权", "overridden")),
    ("item.not_applicable", Text("不适用", "not applicable")),
    ("metric.recorded", Text("指标", "figures")),
    ("shift", Text("开班、开门、关门", "shift and doors")),
)
"""Kinds and families of records that are asked for, by digit."""

_WIDE: Final = 100
"""From so many cells on an English kind of record stands in its full length; Chinese ones always do."""
CASH: Final = ("cash", Text("资金记录", "records of cash"))
"""A family that pages ask for, not one of the digits."""

DAYS: Final[tuple[tuple[Preset, Text], ...]] = (
    ("today", Text("今天", "today")),
    ("week", Text("近 7 天", "the last 7 days")),
    ("month", Text("本月", "this month")),
    ("last_month", Text("上月", "last month")),
    ("year", Text("近一年", "the last year")),
)
"""Spans of time that are asked for, by digit."""

STATES: Final[tuple[tuple[str, Text], ...]] = (
    ("open", Text("还没办结的未结事项", "open items still open")),
    ("closed", Text("已办结的未结事项", "open items settled since")),
    ("late", Text("补记的日志", "entries recorded late")),
    ("corrected", Text("后来更正过的", "what was corrected later")),
)
"""States that are asked for, by digit."""


def filters_text(asked: Asked, person: Person | None, today: date) -> Text:
    """The filters that are set, with their digits; each keeps its place."""
    days = days_text(asked.days, today)
    kind = next((text for kind, text in (*KINDS, CASH) if kind == asked.kind), None)
    if kind is None:
        kind = _ALL if asked.kind is None else kind_name(asked.kind)
    state = dict(STATES).get(
        asked.state or ("late" if asked.late else "corrected" if asked.corrected else ""), _ALL
    )
    who = _ALL if person is None else same(person.name)
    parts = [
        _FILTER.fill(digit=digit, name=name, value=value)
        for digit, name, value in ((1, _DAYS, days), (2, _KIND, kind), (3, _WHO, who), (4, _STATE, state))
    ]
    return joined(same("  "), parts)


def days_text(days: Days, today: date) -> Text:
    """A span of days in digits; the year only where it is another one."""
    first, last = (None if day is None else _day(day, today) for day in (days.first, days.last))
    if first is None and last is None:
        return _ALL
    if first is None:
        return _UP_TO.fill(day=last)
    if last is None:
        return _FROM.fill(day=first)
    return same(first if first == last else f"{first}..{last}")


def _day(day: date, today: date) -> str:
    return day.isoformat()[5:] if day.year == today.year else day.isoformat()


def hit_rows(
    lines: Sequence[Line], text: str, lang: Lang, cells: int, zone: tzinfo | None, here: int | None
) -> list[Row]:
    """One row a hit: when, who, what kind, the words in their context."""
    return [_hit(line, text, lang, cells, zone, here=n == here) for n, line in enumerate(lines)]


def _hit(line: Line, text: str, lang: Lang, cells: int, zone: tzinfo | None, *, here: bool) -> Row:
    at = "" if line.at is None else line.at.astimezone(zone).strftime("%y-%m-%d %H:%M")
    kind, who = line.kind.to(lang), line.who
    of_kind = 22 if cells >= _WIDE and lang == "en" else 10
    head = f"{at:<14} {pad(who, 7)} {pad(kind, of_kind)} "
    room = max(4, cells - of_kind - 26)
    words = _marked(cut(_plain(line.context.to(lang)), room), text, "input" if here else "plain")
    return fit((Span(">" if here else " ", "strong"), Span(head, "dim"), *words), cells)


def _marked(shown: str, text: str, tone: Tone) -> tuple[Span, ...]:
    """The words that were looked for stand out where they are."""
    found: list[Span] = []
    at = 0
    for start, end in spans(shown, tuple(fold(word) for word in split(text))):
        found += [Span(shown[at:start], tone), Span(shown[start:end], "marked")]
        at = end
    return tuple(one for one in (*found, Span(shown[at:], tone)) if one.text)


def detail_rows(
    line: Line, text: str, lang: Lang, cells: int, zone: tzinfo | None, later: Sequence[Text] = ()
) -> list[Row]:
    """One record in whole, with its shift and what was said of it later."""
    at = "" if line.at is None else line.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    rows: list[Row] = [
        row(" " + _SHIFT.fill(shift=line.shift, id=line.id).to(lang), "title"),
        row(f" {at}  {line.who}  {line.kind.to(lang)}", "strong"),
        rule(cells),
    ]
    for told in dict.fromkeys((line.whole.to(lang), line.context.to(lang))):
        for one in wrap(_plain(told), cells - 2):
            rows.append((Span(" "), *_marked(one, text, "plain")))
    for said in later:
        rows += [EMPTY, *(row(" " + one, "strong") for one in wrap(_plain(said.to(lang)), cells - 2))]
    rows += [EMPTY, row(" " + cut(_FILE.fill(file=line.file).to(lang), cells - 2), "dim")]
    return rows


def count_text(answer: Answer) -> Text:
    """How much was found, and what is doubtful about it."""
    count = len(answer.lines)
    found = (_MORE if answer.more else _FOUND if count else _NONE).fill(n=count)
    if not answer.doubtful:
        return found
    return joined(same("  "), [found, _DOUBTFUL.fill(n=len(answer.doubtful), file=answer.doubtful[0])])


def _plain(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


_ALL: Final = Text("全部", "all")
_DAYS: Final = Text("日期", "dates")
_FROM: Final = Text("{day} 起", "from {day}")
_UP_TO: Final = Text("到 {day}", "to {day}")
_KIND: Final = Text("种类", "kind")
_WHO: Final = Text("人", "who")
_STATE: Final = Text("状态", "state")
_FILTER: Final = Text("{digit} {name}: {value}", "{digit} {name}: {value}")
_SHIFT: Final = Text("班次 {shift}  第 {id} 条", "shift {shift}  record {id}")
_FILE: Final = Text("文件 {file}", "file {file}")
_FOUND: Final = Text("{n} 条,新的在前", "{n} found, newest first")
_MORE: Final = Text("最新 {n} 条,还有更多: 加字或加条件", "the newest {n}; more exist: narrow it")
_NONE: Final = Text("没有找到", "nothing found")
_DOUBTFUL: Final = Text(
    "{n} 个文件读不了或有改动({file}),用 verify 查看", "{n} files unreadable or altered ({file}): see verify"
)
