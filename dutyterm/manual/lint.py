"""Checks a whole manual beyond its shape: what would be wrong on the screen or could never be answered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from dutyterm.i18n import Text
from dutyterm.manual.due import parse_due
from dutyterm.manual.known import EACH, RECORDS, ROLES, WHO
from dutyterm.manual.lint_bulk import check_bulk, check_closing
from dutyterm.manual.lint_cards import check_cards, check_contacts
from dutyterm.manual.lint_cash import check_cash
from dutyterm.manual.lint_conditions import check_conditions
from dutyterm.manual.lint_day import check_day, check_metrics
from dutyterm.manual.lint_fields import check_fields
from dutyterm.manual.lint_register import check_register
from dutyterm.manual.lint_texts import LABEL, TITLE, check_line_texts, check_text, check_width
from dutyterm.manual.problem import Finding
from dutyterm.manual.schema import Checklist, Cover, Line, Log, Manual
from dutyterm.manual.tree import CASH, CONTACTS, COVER, DAY, REGISTER


class Linted(NamedTuple):
    """A finding and where it belongs."""

    part: str
    """A list's id, `card`, `log` or `cover`."""
    file: str
    """The file when nobody else claims the item."""
    finding: Finding


def lint(manual: Manual) -> list[Linted]:
    """Everything wrong with a manual, part by part."""
    tags = frozenset(source.id for source in manual.cover.sources)
    cards = frozenset(card.id for card in manual.cards)
    found = [Linted("cover", COVER, f) for f in _check_cover(manual.cover)]
    for checklist in manual.lists:
        found.extend(Linted(checklist.id, COVER, f) for f in check_list(checklist, tags, cards))
    for card in manual.cards:
        found.extend(Linted("card", COVER, f) for f in _check_source(card.id, card.source, tags))
    found.extend(Linted("card", COVER, f) for f in check_cards(manual.cards, manual.contacts))
    found.extend(Linted("contact", CONTACTS, f) for f in check_contacts(manual.contacts))
    found.extend(Linted("log", "log.toml", f) for f in _check_log(manual.log, tags))
    found.extend(Linted("log", "log.toml", f) for f in check_metrics(manual.log.metrics, manual.lists))
    for metric in manual.log.metrics:
        found.extend(Linted("log", "log.toml", f) for f in _check_source(metric.id, metric.source, tags))
    if manual.cash is not None:
        found.extend(Linted("cash", CASH, f) for f in check_cash(manual.cash))
        found.extend(Linted("cash", CASH, f) for f in _check_source("cash", manual.cash.source, tags))
    if manual.by_hand is not None:
        rules = manual.by_hand
        found.extend(Linted("register", REGISTER, f) for f in check_register(rules))
        found.extend(Linted("register", REGISTER, f) for f in _check_source("register", rules.source, tags))
        sources = {one.id: one.source for one in rules.business} | {one.id: one.source for one in rules.never}
        for id, source in sources.items():
            found.extend(Linted("register", REGISTER, f) for f in _check_source(id, source, tags))
    if manual.day is not None:
        found.extend(Linted("day", DAY, f) for f in check_day(manual.day, manual))
        for row in manual.day.rows:
            found.extend(Linted("day", DAY, f) for f in _check_source(row.id, row.source, tags))
    return found


def check_list(checklist: Checklist, tags: frozenset[str], cards: frozenset[str]) -> Iterator[Finding]:
    """One list with its lines; `tags` are the source tags known, `cards` the ids of the cards there are."""
    yield from check_width(checklist.title, TITLE, None, "title")
    for group in checklist.groups:
        yield from check_width(group.title, LABEL, group.id, "title")
    for service in checklist.services:
        yield from check_width(service.name, LABEL, service.id, "name")
    yield from _twice(line.id for line in checklist.lines)
    yield from _twice(group.id for group in checklist.groups)
    yield from _twice(service.id for service in checklist.services)
    yield from _check_sets(checklist)
    for line in checklist.lines:
        yield from _check_names(checklist, line, tags, cards)
        yield from _check_effect(line)
        yield from check_line_texts(line)
        yield from check_fields(line)
    yield from check_conditions(checklist)
    yield from check_bulk(checklist)
    yield from check_closing(checklist)


def _check_names(
    checklist: Checklist, line: Line, tags: frozenset[str], cards: frozenset[str]
) -> Iterator[Finding]:
    def unknown(text: Text, key: str, name: str) -> Finding:
        return Finding(text.fill(name=name), line.id, key=key)

    if all(line.group != group.id for group in checklist.groups):
        yield unknown(Text("不认识的分组 {name}", "unknown group {name}"), "group", line.group)
    for name in line.limits:
        if all(name != service.id for service in checklist.services):
            yield unknown(Text("不认识的服务 {name}", "unknown service {name}"), "limits", name)
    for name in line.who:
        if name not in WHO:
            yield unknown(Text("不认识的岗位或角色 {name}", "unknown post or role {name}"), "who", name)
    if line.records is not None and line.records not in RECORDS:
        yield unknown(Text("不认识的 records {name}", "unknown records {name}"), "records", line.records)
    if not line.who:
        yield Finding(Text("没写谁做", "nobody is named who does it"), line.id, key="who")
    if isinstance(line.each, str) and line.each not in EACH:
        yield unknown(Text("不能按 {name} 重复", "a line cannot repeat for {name}"), "each", line.each)
    if parse_due(line.due) is None:
        yield unknown(Text("时限 {name} 应写成 T-40、C+15", "due {name}: write T-40, C+15"), "due", line.due)
    if line.on_fail.due is not None and parse_due(line.on_fail.due) is None:
        text = Text("时限 {name} 应写成 T-40、C+15", "due {name}: write T-40, C+15")
        yield unknown(text, "due", line.on_fail.due)
    yield from _check_source(line.id, line.source, tags)
    named = {line.on_fail.procedure} | {c.procedure for field in line.fields for c in field.choices}
    for card in sorted(name for name in named if name is not None and name not in cards):
        yield unknown(Text("没有应急卡 {name}", "there is no card {name}"), "procedure", card)
    if line.drill is not None and line.drill not in cards:
        yield unknown(Text("没有应急卡 {name}", "there is no card {name}"), "drill", line.drill)
    if line.drill is not None and line.every is None:
        text = Text("有 drill 要写 every,多久练一次", "drill needs every: how often it is practised")
        yield Finding(text, line.id, key="drill")


def _check_source(item: str, source: tuple[str, ...], tags: frozenset[str]) -> Iterator[Finding]:
    if not source:
        yield Finding(Text("没写来源", "no source is named"), item, key="source")
    for tag in source:
        if tag not in tags:
            text = Text(
                "来源 {tag} 不在 manual.toml 的 sources 里", "source {tag} is not in sources of manual.toml"
            )
            yield Finding(text.fill(tag=tag), item, key="source")


def _check_effect(line: Line) -> Iterator[Finding]:
    """A failure that would have no effect, or an effect that nothing has."""
    fails = line.block_when is not None or any(
        field.block is not None or any(choice.block for choice in field.choices) for field in line.fields
    )
    if fails and line.block is None and not line.limits:
        text = Text(
            "有阻断的回答,但这项既没有 block 也没有 limits",
            "an answer blocks, but the line has no block or limits",
        )
        yield Finding(text, line.id)
    if line.limits_part and (line.each is None or not line.limits):
        text = Text("limits_part 要有 each 和 limits", "limits_part needs each and limits")
        yield Finding(text, line.id, key="limits_part")
    if line.opens_doors and all(field.kind != "time" for field in line.fields):
        text = Text("opens_doors 的项要有时间栏", "a line that opens the doors needs a time")
        yield Finding(text, line.id, key="opens_doors")


def _check_sets(checklist: Checklist) -> Iterator[Finding]:
    sets = Counter(line.exclusive for line in checklist.lines if line.exclusive is not None)
    for line in checklist.lines:
        if line.exclusive is not None and sets[line.exclusive] < 2:
            text = Text("互斥组 {name} 只有一项", "the exclusive set {name} has one line only")
            yield Finding(text.fill(name=line.exclusive), line.id, key="exclusive")
    openers = [line.id for line in checklist.lines if line.opens_doors]
    for id in openers[1:]:
        text = Text("只能有一项开门", "only one line can open the doors")
        yield Finding(text, id, key="opens_doors")


def _twice(ids: Iterable[str]) -> Iterator[Finding]:
    for id, count in Counter(ids).items():
        if count > 1:
            yield Finding(Text("编号 {id} 重复", "the id {id} is there twice").fill(id=id), id, nth=1)


def _check_cover(cover: Cover) -> Iterator[Finding]:
    yield from check_width(cover.title, TITLE, None, "title")
    yield from check_text(cover.note, None, "note")
    yield from _twice(source.id for source in cover.sources)
    for source in cover.sources:
        yield from check_text(source.name, source.id, "name")
    for change in cover.changes:
        yield from check_text(change.what, None, "what")
        if re.fullmatch(r"\d{4}-\d\d-\d\d", change.date) is None or not _is_date(change.date):
            text = Text("日期 {date} 应写成 2026-11-22", "date {date}: write 2026-11-22").fill(
                date=change.date
            )
            yield Finding(text, None, key="date")
    if all(change.version != cover.version for change in cover.changes):
        text = Text("更新记录里没有版本 {version}", "the change list lacks version {version}")
        yield Finding(text.fill(version=cover.version), None, key="version")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _check_log(log: Log, tags: frozenset[str]) -> Iterator[Finding]:
    yield from _twice(category.id for category in log.categories)
    for category in log.categories:
        yield from check_width(category.name, LABEL, category.id, "name")
        for phrase in category.phrases:
            yield from check_text(phrase, category.id, "phrases")
        for role in category.only:
            if role not in ROLES:
                text = Text("不认识的角色 {name}", "unknown role {name}").fill(name=role)
                yield Finding(text, category.id, key="only")
        yield from _check_source(category.id, category.source, tags)
