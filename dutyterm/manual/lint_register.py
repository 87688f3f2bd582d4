"""Checks register.toml: nothing is both allowed and never done, money asks for its columns, names fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dutyterm.i18n import Text
from dutyterm.manual.lint_texts import LABEL, TITLE, check_text, check_width
from dutyterm.manual.problem import Finding
from dutyterm.manual.register import MONEY, Business, RegisterRules

NAME = (16, 24)
"""Widest name: two columns of them stand side by side in 80 cells."""


def check_register(rules: RegisterRules) -> Iterator[Finding]:
    """All of it."""
    yield from check_width(rules.title, TITLE, None, "title")
    yield from check_text(rules.told, None, "told")
    yield from check_text(rules.no_id, None, "no_id")
    for words in rules.offers.words:
        yield from check_text(words, None, "offers")
    for business in rules.business:
        yield from _check_business(business)
    for never in rules.never:
        yield from check_width(never.name, NAME, never.id, "name")
        yield from check_text(never.why, never.id, "why")
    yield from _twice([*(b.id for b in rules.business), *(n.id for n in rules.never)])
    reasons = (rules.voids, rules.gaps, rules.unable, rules.later, rules.order, rules.causes)
    for key, listed in zip(("voids", "gaps", "unable", "later", "order", "causes"), reasons, strict=True):
        if not 1 <= len(listed) <= 9:
            text = Text("原因要有 1 到 9 个: 每个一个数字", "1 to 9 reasons: each has its digit")
            yield Finding(text, None, key=key)
        yield from _twice([reason.id for reason in listed])
        for reason in listed:
            yield from check_width(reason.name, LABEL, reason.id, "name")
    if not 1 <= len(rules.business) <= 9:
        text = Text("可办业务要有 1 到 9 种: 每种一个数字", "1 to 9 kinds of business: each has its digit")
        yield Finding(text, None, key="business")
    if not rules.never:
        text = Text("要写明哪些业务绝不手工办", "say which business is never done by hand")
        yield Finding(text, None, key="never")
    if rules.figures.entry_fen > rules.figures.page_fen:
        text = Text("每笔限额不能大于每页限额", "the limit of an entry cannot exceed that of a page")
        yield Finding(text, None, key="entry_fen")


def _check_business(business: Business) -> Iterator[Finding]:
    yield from check_width(business.name, NAME, business.id, "name")
    yield from check_text(business.help, business.id, "help")
    for phrase in business.phrases:
        yield from check_text(phrase, business.id, "phrases")
    columns = [*business.asks, *business.may]
    for name, count in Counter(columns).items():
        if count > 1:
            text = Text("{name} 写了两次", "{name} is there twice").fill(name=name)
            yield Finding(text, business.id, key="asks")
    for name in MONEY:
        if business.money and name not in business.asks:
            text = Text("收款要有 {name}", "money needs {name}").fill(name=name)
            yield Finding(text, business.id, key="asks")
        elif not business.money and name in columns and name != "told":
            text = Text("不收款的业务不能有 {name}", "business without money has no {name}").fill(name=name)
            yield Finding(text, business.id, key="asks")
    if business.money and not business.rekey:
        text = Text("收了款就要补录", "money that was taken must be keyed in")
        yield Finding(text, business.id, key="rekey")
    if business.call and "phone" not in columns:
        text = Text("要回访就要有电话", "a call needs a telephone")
        yield Finding(text, business.id, key="call")


def _twice(ids: list[str]) -> Iterator[Finding]:
    for id, count in Counter(ids).items():
        if count > 1:
            yield Finding(Text("编号 {id} 重复", "the id {id} is there twice").fill(id=id), id, nth=1)
