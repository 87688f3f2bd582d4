"""Checks the timetable and the figures of the day: readable times, links that lead somewhere, sane limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dutyterm.i18n import Text
from dutyterm.manual.due import parse_moment
from dutyterm.manual.known import PAGES, TOLD_FIGURES
from dutyterm.manual.lint_texts import LABEL, TITLE, UNIT, check_text, check_width
from dutyterm.manual.problem import Finding
from dutyterm.manual.schema import Checklist, Day, DayRow, DayTime, Manual, Metric

_LEAST_EVERY = 5
"""Minutes; a row that comes back more often could not be done."""


def check_day(day: Day, manual: Manual) -> Iterator[Finding]:
    """The whole timetable, held against the lists and cards of its manual."""
    yield from check_width(day.title, TITLE, None, "title")
    for id, count in Counter(row.id for row in day.rows).items():
        if count > 1:
            yield Finding(Text("编号 {id} 重复", "the id {id} is there twice").fill(id=id), id, nth=1)
    for row in day.rows:
        yield from check_width(row.title, TITLE, row.id, "title")
        yield from check_text(row.help, row.id, "help")
        if not row.times:
            yield Finding(Text("没写时间", "no time is given"), row.id, key="times")
        for time in row.times:
            yield from _check_time(row, time)
        yield from _check_links(row, manual)


def _check_time(row: DayRow, time: DayTime) -> Iterator[Finding]:
    for key, written in (("at", time.at), ("until", time.until)):
        if written is not None and parse_moment(written) is None:
            text = Text(
                "时间 {at} 应写成 T-40、C+5、H-20 或 12:30", "time {at}: write T-40, C+5, H-20 or 12:30"
            )
            yield Finding(text.fill(at=written), row.id, key=key)
    start = parse_moment(time.at)
    end = parse_moment(time.until) if time.until is not None else None
    if start and end and start.anchor == end.anchor and end.minutes <= start.minutes:
        yield Finding(Text("until 不在 at 之后", "until is not after at"), row.id, key="until")
    if time.every_minutes is not None and (time.until is None or time.every_minutes < _LEAST_EVERY):
        text = Text(
            "every_minutes 要有 until,且不少于 {n} 分钟",
            "every_minutes needs until, and is at least {n} minutes",
        )
        yield Finding(text.fill(n=_LEAST_EVERY), row.id, key="every_minutes")


def _check_links(row: DayRow, manual: Manual) -> Iterator[Finding]:
    def unknown(key: str, name: str) -> Finding:
        text = Text("{key} 指的 {name} 不存在", "{key} names {name}, which does not exist")
        return Finding(text.fill(key=key, name=name), row.id, key=key)

    checklist = manual.list(row.list) if row.list is not None else None
    if row.list is not None and checklist is None:
        yield unknown("list", row.list)
    if row.list is None and (row.group is not None or row.lines):
        text = Text("group、lines 要与 list 同用", "group and lines need list")
        yield Finding(text, row.id, key="list")
    if checklist is not None:
        if row.group is not None and all(row.group != group.id for group in checklist.groups):
            yield unknown("group", row.group)
        yield from (unknown("lines", id) for id in row.lines if checklist.line(id) is None)
    if row.card is not None and all(row.card != card.id for card in manual.cards):
        yield unknown("card", row.card)
    if row.page is not None and row.page not in PAGES:
        yield unknown("page", row.page)


def check_metrics(metrics: tuple[Metric, ...], lists: tuple[Checklist, ...]) -> Iterator[Finding]:
    """The figures of the day, held against the lists that they are sampled in."""
    for id, count in Counter(metric.id for metric in metrics).items():
        if count > 1:
            yield Finding(Text("编号 {id} 重复", "the id {id} is there twice").fill(id=id), id, nth=1)
    for metric in metrics:
        yield from check_width(metric.name, LABEL, metric.id, "name")
        yield from check_width(metric.unit, UNIT, metric.id, "unit")
        yield from _check_aims(metric)
        if metric.line is not None:
            yield from _check_samples(metric, lists)
        if metric.records is not None:
            yield from _check_told(metric)
        if metric.line is None and metric.field is not None:
            yield Finding(Text("field 要与 line 同用", "field needs line"), metric.id, key="field")


def _check_told(metric: Metric) -> Iterator[Finding]:
    if metric.records not in TOLD_FIGURES:
        text = Text("没有这种记录 {id}", "there are no such records: {id}").fill(id=metric.records or "")
        yield Finding(text, metric.id, key="records")
    if metric.line is not None or metric.averaged:
        text = Text("records 不与 line、averaged 同用", "records goes with neither line nor averaged")
        yield Finding(text, metric.id, key="records")


def _check_aims(metric: Metric) -> Iterator[Finding]:
    if metric.better is None:
        if metric.fail is not None or metric.stretch is not None:
            text = Text("有界限就要写 better", "with a limit better must be given")
            yield Finding(text, metric.id, key="better")
        return
    if metric.fail is None:
        yield Finding(Text("有 better 就要写 fail", "with better fail must be given"), metric.id, key="fail")
    elif metric.stretch is not None and (
        metric.stretch > metric.fail if metric.better == "low" else metric.stretch < metric.fail
    ):
        text = Text("stretch 比 fail 还松", "stretch is easier than fail")
        yield Finding(text, metric.id, key="stretch")
    if metric.kind == "percent" and any(
        end is not None and not 0 <= end <= 100 for end in (metric.fail, metric.stretch)
    ):
        text = Text("百分比在 0 到 100 之间", "a percentage lies between 0 and 100")
        yield Finding(text, metric.id, key="fail")


def _check_samples(metric: Metric, lists: tuple[Checklist, ...]) -> Iterator[Finding]:
    line = next((line for one in lists if (line := one.line(metric.line or "")) is not None), None)
    if line is None:
        text = Text("没有检查项 {id}", "there is no line {id}").fill(id=metric.line)
        yield Finding(text, metric.id, key="line")
        return
    if metric.field is not None:
        good = any(field.id == metric.field and field.kind == "number" for field in line.fields)
    else:
        good = sum(field.kind == "time" for field in line.fields) == 2
    if not good:
        text = Text(
            "{id} 没有可取样的数字栏或两个时间栏",
            "{id} has no such number, or not two times, to take samples from",
        )
        yield Finding(text.fill(id=line.id), metric.id, key="line")
    if not metric.averaged:
        text = Text("取样的指标要写 averaged = true", "a sampled figure needs averaged = true")
        yield Finding(text, metric.id, key="averaged")
