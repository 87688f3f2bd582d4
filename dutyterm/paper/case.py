"""An emergency on paper: a report 速报 续报 终报, its course, the after-action form (P8, W15)."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Final

from dutyterm.i18n import Text, same
from dutyterm.paper.document import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from dutyterm.paper.marks import copy_mark, moment_of
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Head:
    """What every sheet about a case says on top and in the foot."""

    hall: str
    title: Text
    case: Text
    """Card, real or drill, level."""
    t0: datetime
    drill: bool
    printed_at: datetime
    copy: int | None
    """1 = the first; None = nobody counts this one."""
    version: Text
    """Program and manual."""


@dataclass(frozen=True)
class CourseRow:
    """One thing that happened."""

    at: datetime
    late: bool
    """Recorded later."""
    who: str
    what: Text


@dataclass(frozen=True)
class PlannedRow:
    """A step, planned and actual."""

    no: str
    text: Text
    target: Text
    done: str
    """Clock; empty while it is not done."""
    over: Text
    """By how much it was late; empty when it was not."""
    who: str
    result: Text


@dataclass(frozen=True)
class ActionRow:
    """An improvement that was agreed."""

    number: str
    what: str
    owner: str
    due: datetime


@dataclass(frozen=True)
class FormFacts:
    """The after-action form as it stands."""

    facts: tuple[tuple[Text, Text], ...]
    answers: tuple[tuple[Text, Text], ...]
    """Every field; what nobody answered is a line to write on."""
    actions: tuple[ActionRow, ...]
    steps: tuple[PlannedRow, ...]
    due: datetime | None
    signed: Text | None
    """Who, when, how late; None = not signed."""
    signer: str = ""
    course: tuple[CourseRow, ...] = field(default=())


def report_sheet(
    head: Head, lines: tuple[tuple[Text, Text], ...], due: datetime | None, given: datetime | None
) -> Document:
    """One of the three reports."""
    blocks: list[Block] = [_lines(lines)]
    if due is not None and given is None:
        blocks.append(Paragraph(_DUE.fill(at=moment_of(due, head.printed_at)), strong=True))
    if given is not None:
        blocks.append(Paragraph(_GIVEN.fill(at=moment_of(given, head.printed_at))))
    blocks += [Paragraph(_BLANKS), Signatures((Signature(_FROM), Signature(_TO)))]
    return _document(head, blocks)


def course_sheet(head: Head, rows: tuple[CourseRow, ...], steps: tuple[PlannedRow, ...]) -> Document:
    """What happened in its order, and every step against its target."""
    return _document(head, [Heading(_COURSE), _course(rows), Heading(_PLANNED), _steps(steps)])


def form_sheet(head: Head, form: FormFacts) -> Document:
    """The after-action form; unsigned it says so on every page."""
    blocks: list[Block] = [Heading(_FACTS), _lines(form.facts), Heading(_REVIEW), _lines(form.answers)]
    columns = (Column(_NO, 6), Column(_WHAT, 50), Column(_OWNER, 14), Column(_UNTIL, 20))
    rows = tuple(
        (same(a.number), same(a.what), same(a.owner), moment_of(a.due, head.printed_at)) for a in form.actions
    )
    blocks += [Heading(_ACTIONS), Table(columns, rows), Heading(_PLANNED), _steps(form.steps)]
    if form.course:
        blocks += [Heading(_COURSE), _course(form.course)]
    blocks.append(Heading(_SIGN))
    if form.signed is not None:
        blocks.append(Paragraph(form.signed, strong=True))
    elif form.due is not None:
        blocks.append(Paragraph(_DUE.fill(at=moment_of(form.due, head.printed_at)), strong=True))
    blocks.append(Signatures((Signature(_MANAGER, form.signer), Signature(_LEAD))))
    marks = () if form.signed is not None else (_UNSIGNED,)
    return _document(head, blocks, marks)


def _document(head: Head, blocks: list[Block], marks: tuple[Text, ...] = ()) -> Document:
    about = _ABOUT.fill(
        case=head.case, at=moment_of(head.t0, None), now=moment_of(head.printed_at, head.t0)
    )  # fmt: skip
    found = [*((_DRILL,) if head.drill else ()), *marks]
    if head.copy != 1:
        found.append(copy_mark(head.copy))
    return Document(head.title, same(head.hall), about, tuple(blocks), head.version, tuple(found))


def _lines(lines: tuple[tuple[Text, Text], ...]) -> Table:
    return Table((Column(_ITEM, 20), Column(_VALUE, 70)), lines)


def _course(rows: tuple[CourseRow, ...]) -> Table:
    columns = (Column(_AT, 16), Column(_WHO, 12), Column(_WHAT, 62))
    told = []
    for one in rows:
        late = _RECORDED_LATER if one.late else same("")
        what = Text(f"{one.what.zh}{late.zh}", f"{one.what.en}{late.en}")
        told.append((same(f"{one.at:%m-%d %H:%M:%S}"), same(one.who), what))
    return Table(columns, tuple(told))


def _steps(steps: tuple[PlannedRow, ...]) -> Table:
    columns = (
        Column(_NO, 4), Column(_STEP, 36), Column(_TARGET, 10), Column(_DONE, 8), Column(_LATE, 10),
        Column(_WHO, 8), Column(_RESULT, 11),
    )  # fmt: skip
    rows = ((same(s.no), s.text, s.target, same(s.done), s.over, same(s.who), s.result) for s in steps)
    return Table(columns, tuple(rows))


_ABOUT: Final = Text("{case}   {at} 起   {now} 出纸", "{case}   began {at}   printed {now}")
_DRILL: Final = Text("演练", "DRILL")
_UNSIGNED: Final = Text("未签", "NOT SIGNED")
_DUE: Final = Text("应在 {at} 前交。", "Due by {at}.")
_GIVEN: Final = Text("已于 {at} 上报。", "Handed in at {at}.")
_BLANKS: Final = Text(
    "数字和时间取自记录;____ 由人填写。", "Times and figures are from the records; people fill in ____."
)
_FROM: Final = Text("报告人", "Reported by")
_TO: Final = Text("接收人", "Received by")
_COURSE: Final = Text("经过", "Course")
_PLANNED: Final = Text("各步: 时限与实际", "Steps: target and actual")
_FACTS: Final = Text("事实(取自记录)", "Facts (from the records)")
_REVIEW: Final = Text("原因与改进", "Causes and conclusions")
_ACTIONS: Final = Text("改进事项", "Actions")
_SIGN: Final = Text("签名", "Signatures")
_MANAGER: Final = Text("厅经理", "Hall manager")
_LEAD: Final = Text("指挥", "Lead")
_ITEM: Final = Text("项目", "Item")
_VALUE: Final = Text("内容", "Content")
_AT: Final = Text("时间", "Time")
_WHO: Final = Text("谁", "Who")
_WHAT: Final = Text("什么", "What")
_OWNER: Final = Text("负责", "Owner")
_UNTIL: Final = Text("期限", "Due")
_NO: Final = Text("号", "No.")
_STEP: Final = Text("步骤", "Step")
_TARGET: Final = Text("时限", "Target")
_DONE: Final = Text("实际", "Done")
_LATE: Final = Text("迟", "Late")
_RESULT: Final = Text("结果", "Result")
_RECORDED_LATER: Final = Text("(补记)", " (recorded later)")
