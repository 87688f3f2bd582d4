"""Checks fields: each kind has what it needs and nothing else, and its limits leave something."""

from __future__ import annotations

from collections.abc import Iterator

from dutyterm.i18n import Text
from dutyterm.manual.known import FIGURES, MACHINES, POSTS
from dutyterm.manual.problem import Finding
from dutyterm.manual.schema import FieldSpec, Figure, Limits, Line

NUMERIC = frozenset({"number", "count", "money"})
"""Kinds whose answer is an integer, and may have limits."""
MOST_CHOICES = 9
"""One digit each; 0 means more."""

_NEEDS = {"choice": "choices", "count": "total", "assign": "posts", "machine": "machine", "number": "unit"}
_ONLY = {
    "choices": {"choice", "text"},
    "total": {"count"},
    "posts": {"assign"},
    "machine": {"machine"},
    "unit": {"number", "count", "money"},
    "warn": NUMERIC,
    "block": NUMERIC,
    "late_reason_after": {"time"},
}


def check_fields(line: Line) -> Iterator[Finding]:
    """All fields of a line."""
    if not line.fields:
        yield Finding(Text("没有栏目: 至少要一个 fields", "no field: at least one is needed"), line.id)
    seen: set[str] = set()
    for field in line.fields:
        if field.id in seen:
            text = Text("栏目编号 {id} 重复", "the field id {id} is there twice").fill(id=field.id)
            yield Finding(text, line.id, field.id)
        seen.add(field.id)
        if field.label is None and len(line.fields) > 1:
            text = Text("有几个栏目时每个都要 label", "with several fields each needs a label")
            yield Finding(text, line.id, field.id)
        if not field.each and line.each is None:
            text = Text("each = false 只用于有 each 的项", "each = false is only for a line that repeats")
            yield Finding(text, line.id, field.id, "each")
        yield from _check_kind(line, field)
        yield from _check_choices(line, field)
        yield from _check_limits(line, field)


def _check_kind(line: Line, field: FieldSpec) -> Iterator[Finding]:
    needed = _NEEDS.get(field.kind)
    if needed is not None and not getattr(field, needed) and getattr(field, needed) != 0:
        text = Text("{kind} 要有 {key}", "{kind} needs {key}").fill(kind=field.kind, key=needed)
        yield Finding(text, line.id, field.id)
    if field.kind == "money" and field.warn is None and field.block is None:
        text = Text("money 要有 warn 或 block", "money needs warn or block")
        yield Finding(text, line.id, field.id)
    for key, kinds in _ONLY.items():
        if getattr(field, key) not in (None, ()) and field.kind not in kinds:
            text = Text("{kind} 不用 {key}", "{kind} does not use {key}").fill(kind=field.kind, key=key)
            yield Finding(text, line.id, field.id, key)
    for post in field.posts:
        if post not in POSTS:
            text = Text("不认识的岗位 {post}", "unknown post {post}").fill(post=post)
            yield Finding(text, line.id, field.id, "posts")
    if field.machine is not None and field.machine not in MACHINES:
        text = Text("不认识的 machine {name}", "unknown machine {name}").fill(name=field.machine)
        yield Finding(text, line.id, field.id, "machine")


def _check_choices(line: Line, field: FieldSpec) -> Iterator[Finding]:
    if not field.choices:
        return
    if len(field.choices) > MOST_CHOICES:
        text = Text("选项多于 9 个: 数字键不够", "more than 9 choices: there are not enough digits")
        yield Finding(text, line.id, field.id, "choices")
    first = field.choices[0]
    if first.off or first.block:
        text = Text("第 1 个选项必须是正常的回答", "the first choice must be the normal answer")
        yield Finding(text, line.id, field.id, "choices")
    ids = [choice.id for choice in field.choices]
    for id in {id for id in ids if ids.count(id) > 1}:
        text = Text("选项编号 {id} 重复", "the choice id {id} is there twice").fill(id=id)
        yield Finding(text, line.id, field.id, "choices")


def _check_limits(line: Line, field: FieldSpec) -> Iterator[Finding]:
    if field.total is not None:
        yield from _check_figure(line, field, "total", field.total)
    for key in ("warn", "block"):
        limits: Limits | None = getattr(field, key)
        if limits is None:
            continue
        if limits.min is None and limits.max is None:
            text = Text("{key} 要有 min 或 max", "{key} needs min or max").fill(key=key)
            yield Finding(text, line.id, field.id, key)
        for end in (limits.min, limits.max):
            if end is not None:
                yield from _check_figure(line, field, key, end)
        if _empty(limits.min, limits.max):
            text = Text("{key} 排除了所有数值: 最小大于最大", "{key} excludes every number: min is above max")
            yield Finding(text.fill(key=key), line.id, field.id, key)
    warn, block = field.warn, field.block
    if (
        warn is not None
        and block is not None
        and (_empty(warn.min, block.max) or _empty(block.min, warn.max))
    ):
        text = Text("warn 与 block 合起来排除了所有数值", "warn and block together exclude every number")
        yield Finding(text, line.id, field.id, "warn")
    if isinstance(field.total, int) and block is not None and _empty(block.min, field.total):
        text = Text("block 的最小大于 total", "the minimum of block is above total")
        yield Finding(text, line.id, field.id, "block")


def _check_figure(line: Line, field: FieldSpec, key: str, figure: Figure) -> Iterator[Finding]:
    if isinstance(figure, str) and figure not in FIGURES:
        text = Text("不认识的厅数 {name}", "unknown figure of the hall {name}").fill(name=figure)
        yield Finding(text, line.id, field.id, key)


def _empty(low: Figure | None, high: Figure | None) -> bool:
    return isinstance(low, int) and isinstance(high, int) and low > high
