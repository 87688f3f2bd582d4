"""A checklist as a sheet to be filled in by hand: box, line, what is asked, room for the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dutyterm.i18n import Text, joined, same
from dutyterm.manual.due import parse_due
from dutyterm.manual.schema import Block as Blocked
from dutyterm.manual.schema import Checklist, FieldSpec, Line
from dutyterm.manual.who import who_text
from dutyterm.model.cells import width
from dutyterm.model.money import format_fen
from dutyterm.model.premises import Premises
from dutyterm.paper.document import Block, Column, Document, Heading, Paragraph, Signature, Signatures, Table
from dutyterm.paper.pieces import BLANK


def list_sheet(checklist: Checklist, premises: Premises) -> Document:
    """The sheet, in groups as on the screen."""
    columns = (
        Column(same(""), 3),
        Column(_LINE, 7),
        Column(_WHAT, 45),
        Column(_WHO, 10),
        Column(_DUE, 6),
        Column(_ANSWER, 11),
    )
    blocks: list[Block] = [Paragraph(_DAY)]
    dues = [due for line in checklist.lines if (due := parse_due(line.due)) is not None]
    legend = [words for anchor, words in _ANCHORS.items() if any(due.anchor == anchor for due in dues)]
    if legend:
        blocks.append(Paragraph(joined(Text(";", "; "), legend)))
    for group in checklist.groups:
        rows = tuple(_row(line, premises) for line in checklist.lines if line.group == group.id)
        if rows:
            blocks += [Heading(Text(*group.title)), Table(columns, rows, written=True)]
    blocks += [Heading(_SIGN), Signatures((Signature(_DONE_BY), Signature(_SECOND)))]
    return Document(Text(*checklist.title), same(premises.name), _ABOUT, tuple(blocks), same(""))


def _row(line: Line, premises: Premises) -> tuple[Text, ...]:
    title = Text(*line.title)
    if line.block is not None:
        blocks = _BLOCKS[line.block]
        title = Text(f"{title.zh} ({blocks.zh})", f"{title.en} ({blocks.en})")
    asked = [title, *_beside(_asked(line, premises))]
    if len(asked) == 2 and _short(asked[1]) and BLANK in asked[1].zh:
        asked = [joined(_GAP, asked)]
    who = joined(Text("、", ", "), [who_text(one) for one in line.who])
    return same("[ ]"), same(line.id), joined(same("\n"), asked), who, same(line.due), same("")


def _asked(line: Line, premises: Premises) -> Iterator[Text]:
    """What is to be answered: a line for each field, and for each till, exit or part with all of its own."""
    parts = _parts(line, premises)
    of_parts = [told for spec in line.fields if spec.each and (told := _blank(spec, premises, parts))]
    for spec in line.fields:
        told = _blank(spec, premises, parts)
        if told is None:
            continue  # the box is the answer
        if not (parts and spec.each):
            yield told
        elif told == of_parts[0]:
            rows = [joined(_GAP, [part, *of_parts]) for part in parts]
            if len(of_parts) == 1 and _short(told):
                yield joined(_GAP, [joined(same("\u00a0"), [part, told]) for part in parts])
            else:
                yield joined(same("\n"), rows)


def _blank(spec: FieldSpec, premises: Premises, parts: Sequence[Text]) -> Text | None:
    """One field with its label and the room for its answer; None when the box of the line is the answer."""
    said = _field(spec, premises)
    label = Text(*spec.label) if spec.label is not None else None
    if said is None and label is None and not parts:
        return None
    told = said if said is not None else same("[ ]")
    return told if label is None else Text(f"{label.zh}: {told.zh}", f"{label.en}: {told.en}")


def _short(told: Text) -> bool:
    """Do several of these stand side by side? Not where digits are to be chosen."""
    return all("  " not in one and width(one) <= _SIDE_BY_SIDE for one in (told.zh, told.en))


def _beside(asked: Iterable[Text]) -> Iterator[Text]:
    """Short blanks that follow each other share a line."""
    row: list[Text] = []
    for one in asked:
        short = _short(one) and any(BLANK in words for words in (one.zh, one.en))
        if row and not short:
            yield joined(_GAP, row)
            row = []
        if short:
            row.append(one)
        else:
            yield one
    if row:
        yield joined(_GAP, row)


def _parts(line: Line, premises: Premises) -> list[Text]:
    each = line.each
    if each is None:
        return []
    if not isinstance(each, str):
        return [Text(*choice.label) for choice in each]
    if each == "tills":
        return [same(till.name) for till in premises.tills] or [_EACH[each]]
    if each == "exits":
        return [same(way.name) for way in premises.exits] or [_EACH[each]]
    return [_EACH.get(each, same(each))]


def _field(spec: FieldSpec, premises: Premises) -> Text | None:
    """Room for an answer in words; None when a tick is all."""
    if spec.kind == "choice":
        return joined(
            same("  "),
            [
                Text(f"{n} {choice.label.zh}", f"{n} {choice.label.en}")
                for n, choice in enumerate(spec.choices, 1)
            ],
        )
    if spec.kind == "count":
        total = _figure(spec.total, premises)
        return same(f"____ / {total if total is not None else '____'}")
    if spec.kind in ("number", "money"):
        unit = Text(*spec.unit) if spec.unit is not None else _YUAN if spec.kind == "money" else same("")
        limits = _limits(spec, premises)
        return Text(f"____ {unit.zh} {limits}".rstrip(), f"____ {unit.en} {limits}".rstrip())
    return _ROOM.get(spec.kind)


def _limits(spec: FieldSpec, premises: Premises) -> str:
    """The norm of a figure: `(80..100)`, `(500.00)` where there is but one; amounts in yuan."""
    limits = spec.warn or spec.block
    if limits is None:
        return ""
    low, high = _figure(limits.min, premises), _figure(limits.max, premises)
    if low is None and high is None:
        return ""
    shown = ["" if n is None else format_fen(n) if spec.kind == "money" else str(n) for n in (low, high)]
    return f"({shown[0]})" if low == high else f"({shown[0]}..{shown[1]})"


def _figure(figure: object, premises: Premises) -> int | None:
    if type(figure) is int:
        return figure
    return premises.figure(figure) if isinstance(figure, str) else None


_BLOCKS: Final[dict[Blocked, Text]] = {
    "doors": Text("阻断开门", "blocks opening"),
    "cash": Text("阻断资金", "blocks cash"),
    "manual": Text("阻断手工受理", "blocks manual acceptance"),
    "handover": Text("阻断交班", "blocks handover"),
    "leave": Text("阻断离厅", "blocks leaving"),
}
_EACH: Final = {
    "tills": Text("每个台席", "each till"),
    "exits": Text("每个出口", "each exit"),
    "staff": Text("每个人", "each person"),
    "present": Text("在场每个人", "each person present"),
    "open_items": Text("每件未结事项", "each open item"),
}
_ROOM: Final = {
    "text": same("________________"),
    "time": same("____ : ____"),
    "dual": same("________  ________"),
    "assign": same("________"),
    "people": same("________________"),
    "machine": same("________"),
}
_YUAN: Final = Text("元", "yuan")
_ABOUT: Final = Text("检查清单,程序用不了时手写,恢复后补录", "Checklist for use by hand; entered later")
_DAY: Final = Text(
    "日期 ____-____-____   班次 ____   值班经理 ____________ 工号 ________",
    "Date ____-____-____   shift ____   duty manager ____________ staff no. ________",
)
_ANCHORS: Final = {
    "T": Text("T = 开门,T-40 早 40 分", "T = doors open, T-40 is 40 min before"),
    "C": Text("C = 停业,C+20 晚 20 分", "C = close of business, C+20 is 20 min after"),
}
_GAP: Final = same("    ")
_SIDE_BY_SIDE: Final = 36
"""Cells of a blank with its label up to which several stand in one line."""
_LINE: Final = Text("行", "Line")
_WHAT: Final = Text("查什么", "What is checked")
_WHO: Final = Text("谁", "Who")
_DUE: Final = Text("时限", "Due")
_ANSWER: Final = Text("结果、时间", "Result, time")
_SIGN: Final = Text("签字", "Signatures")
_DONE_BY: Final = Text("值班经理", "Duty manager")
_SECOND: Final = Text("第二人", "Second person")
