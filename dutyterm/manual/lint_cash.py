"""Checks cash.toml: every difference finds its step, no face stands twice, names fit their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dutyterm.i18n import Text
from dutyterm.manual.cash import CashRules
from dutyterm.manual.known import ROLES
from dutyterm.manual.lint_texts import LABEL, TITLE, check_text, check_width
from dutyterm.manual.problem import Finding

ROW = (10, 10)
"""Widest name of a row of the count sheet: six tills must stand beside it in 80 cells."""


def check_cash(cash: CashRules) -> Iterator[Finding]:
    """All of it."""
    yield from check_width(cash.title, TITLE, None, "title")
    yield from check_width(cash.withdrawn.name, ROW, None, "withdrawn")
    yield from check_text(cash.withdrawn.what, None, "withdrawn")
    for words in (*cash.suspect, *cash.damaged):
        yield from check_text(words, None, "suspect")
    yield from _check_rows(cash)
    yield from _check_ladder(cash)
    names = {t.id: t.name for t in cash.tenders} | {c.id: c.name for c in cash.causes}
    for id, name in (names | {v.id: v.name for v in cash.valuables}).items():
        yield from check_width(name, LABEL, id, "name")
    for repeat in cash.repeats:
        yield from check_text(repeat.text, repeat.id, "text")
    for valuable in cash.valuables:
        yield from check_text(valuable.help, valuable.id, "help")
    for ids in (
        [d.id for d in cash.denominations],
        [t.id for t in cash.tenders],
        [c.id for c in cash.causes],
        [r.id for r in cash.ladder],
        [r.id for r in cash.repeats],
        [v.id for v in cash.valuables],
    ):
        for id, count in Counter(ids).items():
            if count > 1:
                yield Finding(Text("编号 {id} 重复", "the id {id} is there twice").fill(id=id), id, nth=1)
    if not any(cause.unexplained for cause in cash.causes):
        text = Text("要有一个 unexplained 的原因(未查明)", "one cause must be unexplained (not found)")
        yield Finding(text, None, key="causes")
    if cash.figures.footage_warn_day >= cash.figures.footage_days:
        text = Text("提醒要早于录像被覆盖", "the reminder must come before the footage is overwritten")
        yield Finding(text, None, key="footage_warn_day")


def _check_rows(cash: CashRules) -> Iterator[Finding]:
    if not cash.denominations:
        yield Finding(Text("没有券别", "there are no denominations"), None, key="denominations")
    seen: set[tuple[int, str]] = set()
    for row in cash.denominations:
        yield from check_width(row.name, ROW, row.id, "name")
        if row.id in {"other", "withdrawn"}:
            text = Text("编号 {id} 另有用处", "the id {id} means something else").fill(id=row.id)
            yield Finding(text, row.id, key="id")
        forms = ("note", "coin") if row.form == "both" else (row.form,)
        for form in forms:
            if (row.fen, form) in seen:
                text = Text("这个面额和形式已有一行", "this face in this form has a row already")
                yield Finding(text, row.id, key="fen")
            seen.add((row.fen, form))
    faces = [row.fen for row in cash.denominations]
    if faces != sorted(faces, reverse=True):
        text = Text("面额要从大到小排", "faces go from large to small")
        yield Finding(text, None, key="denominations")


def _check_ladder(cash: CashRules) -> Iterator[Finding]:
    ends = [rung.up_to for rung in cash.ladder]
    sizes = [end for end in ends if end is not None]
    if not ends or ends[-1] is not None or None in ends[:-1] or sizes != sorted(set(sizes)):
        text = Text(
            "分级要从小到大,最后一级不写 up_to",
            "steps go from small to large, and the last one has no up_to",
        )
        yield Finding(text, None, key="ladder")
    elif ends[0] != 0:
        yield Finding(Text("第一级是 0(平)", "the first step is 0 (even)"), cash.ladder[0].id, key="up_to")
    for rung in cash.ladder:
        yield from check_text(rung.text, rung.id, "text")
        for role in rung.inform:
            if role not in ROLES:
                text = Text("不认识的角色 {name}", "unknown role {name}").fill(name=role)
                yield Finding(text, rung.id, key="inform")
        if bool(rung.inform) != (rung.inform_by is not None):
            text = Text("inform 和 inform_by 要同用", "inform and inform_by go together")
            yield Finding(text, rung.id, key="inform")
