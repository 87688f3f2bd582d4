"""Checks conditions: they name what is there and comes earlier, and both of their branches can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from dutyterm.i18n import Text
from dutyterm.manual.known import FIGURES, FLAGS
from dutyterm.manual.lint_fields import NUMERIC
from dutyterm.manual.problem import Finding
from dutyterm.manual.schema import Checklist, Condition, FieldSpec, Line

_NEVER = Text("条件永远不成立: {why}", "the condition can never hold: {why}")
_ALWAYS = Text("条件总是成立,另一支走不到", "the condition always holds: the other branch is dead")


def check_conditions(checklist: Checklist) -> Iterator[Finding]:
    """All conditions of a list."""
    earlier: dict[str, Line] = {}
    for line in checklist.lines:
        if line.when is not None:
            yield from _check(checklist, line, None, line.when, "when", earlier, ())
        if line.block_when is not None:
            yield from _check(checklist, line, None, line.block_when, "block_when", earlier, line.fields)
        for n, field in enumerate(line.fields):
            if field.when is not None:
                yield from _check(checklist, line, field.id, field.when, "when", earlier, line.fields[:n])
        earlier.setdefault(line.id, line)


def _check(
    checklist: Checklist,
    line: Line,
    field: str | None,
    when: Condition,
    key: str,
    earlier: dict[str, Line],
    own: tuple[FieldSpec, ...],
) -> Iterator[Finding]:
    def found(text: Text, **values: object) -> Finding:
        return Finding(text.fill(**values), line.id, field, key)

    if when.flag is not None:
        if when.flag not in FLAGS:
            yield found(Text("不认识的标志 {name}", "unknown flag {name}"), name=when.flag)
        if when.item or when.field or when.is_ or when.below is not None or when.above is not None:
            yield found(Text("flag 不能与回答同用", "a flag cannot stand beside an answer"))
        return
    if when.item is None or when.item == line.id:
        fields = own
        if key == "when" and field is None:
            yield found(Text("条件要写明 item", "the condition must name an item"))
            return
    elif when.item in earlier:
        fields = earlier[when.item].fields
    else:
        there = checklist.line(when.item) is not None
        yield found(
            Text("条件所看的 {id} 排在后面", "the condition looks at {id}, which comes later")
            if there
            else Text("条件所看的 {id} 不在清单里", "the condition looks at {id}, which is not in the list"),
            id=when.item,
        )
        return
    target = next(
        (f for f in fields if f.id == when.field or (when.field is None and len(fields) == 1)), None
    )
    if target is None:
        yield found(
            Text(
                "条件所看的栏目 {id} 不在前面",
                "the condition looks at the field {id}, which is not before it",
            ),
            id=when.field or "-",
        )
        return
    yield from (found(text) for text in _answers(when, target))


def _answers(when: Condition, target: FieldSpec) -> Iterator[Text]:
    """What is wrong between a condition and the field that it looks at."""
    ids = {choice.id for choice in target.choices}
    for id in when.is_:
        if id not in ids:
            why = Text("{field} 没有选项 {id}", "{field} has no choice {id}").fill(field=target.id, id=id)
            yield _NEVER.fill(why=why)
    if ids and target.kind == "choice" and set(when.is_) >= ids:
        yield _ALWAYS
    for end in (when.below, when.above):
        if isinstance(end, str) and end not in FIGURES:
            yield Text("不认识的厅数 {name}", "unknown figure of the hall {name}").fill(name=end)
        if end is not None and target.kind not in NUMERIC:
            why = Text("{field} 不是数", "{field} is not a number").fill(field=target.id)
            yield _NEVER.fill(why=why)
            return
    if when.is_ and (when.below is not None or when.above is not None):
        yield Text("is 不能与 below、above 同用", "is cannot stand beside below or above")
        return
    if not when.is_ and when.below is None and when.above is None:
        yield _NEVER.fill(why=Text("没写 is、below 或 above", "neither is, below nor above is given"))
    elif not when.is_:
        yield from _range(when, target)


def _range(when: Condition, target: FieldSpec) -> Iterator[Text]:
    """`below` or `above` or both: then it holds outside, on either side."""
    below, above = when.below, when.above
    if isinstance(below, int) and isinstance(above, int) and below > above:
        yield _ALWAYS
    if target.kind != "count":
        return
    low = below is None or (isinstance(below, int) and below <= 0)
    high = above is None or (
        isinstance(above, int) and isinstance(target.total, int) and above >= target.total
    )
    if low and high:
        yield _NEVER.fill(why=Text("清点只在 0 到应有数之间", "a count lies between 0 and its total"))
