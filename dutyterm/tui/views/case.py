"""One emergency as rows: its reports, its course, its after-action form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal

from dutyterm.i18n import Lang, Text
from dutyterm.review.cases import StepRow, Told, span
from dutyterm.review.reports import Report
from dutyterm.tui.views.cells import cut, pad, pad_left, width, wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, Tone, row
from dutyterm.values import dataclass

Tab = Literal["flash", "follow_up", "final", "course", "form"]

TABS: Final[tuple[tuple[Tab, Text], ...]] = (
    ("flash", Text("速报", "Flash")),
    ("follow_up", Text("续报", "Follow-up")),
    ("final", Text("终报", "Final")),
    ("course", Text("经过", "Course")),
    ("form", Text("复盘", "Review")),
)
"""What can be looked at, by digit; the next digit makes the paper of it."""

PAPER: Final = str(len(TABS) + 1)
"""The digit that puts what is shown on paper."""


@dataclass(frozen=True)
class FormRow:
    """One row of the form on which the cursor can stand."""

    kind: Literal["fact", "field", "action", "new", "sign"]
    id: str
    label: Text
    value: Text
    needed: bool = False
    answered: bool = False


def head_rows(case: Text, state: Text, tab: Tab, lang: Lang, cells: int, *, drill: bool) -> tuple[Row, ...]:
    """What case it is, and which sides of it there are; a drill is never to be overlooked (N13)."""
    title = Span(" " + case.to(lang), "warning" if drill else "title")
    spans: list[Span] = []
    for n, (name, label) in enumerate(TABS, 1):
        here = name == tab
        words = f"{n} {label.to(lang)}"
        spans.append(Span(f"[{words}]" if here else f" {words} ", "input" if here else "plain"))
    spans.append(Span(f" {PAPER} {_PAPER.to(lang)}", "dim"))
    return (
        (title, Span("  " + cut(state.to(lang), max(4, cells - width(title.text) - 3)))),
        tuple(spans),
    )


def report_rows(report: Report, lang: Lang, cells: int, now: datetime, *, here: bool) -> list[Row]:
    """As it is read into the telephone: a line each, with what is blank; here: is it the open shift's?"""
    rows: list[Row] = [row(" " + report.title.to(lang), "warning" if report.drill else "strong")]
    rows.append(_state(report, lang, now))
    label_cells = max(width(line.label.to(lang)) for line in report.lines) + 2
    for line in report.lines:
        lines = wrap(line.value.to(lang), max(10, cells - label_cells - 3))
        first = lines[0] if lines else ""
        rows.append((Span("   " + pad(line.label.to(lang), label_cells), "dim"), Span(first)))
        rows += [row(" " * (label_cells + 3) + more) for more in lines[1:]]
    return [*rows, EMPTY, row(" " + (_READ_OUT if here else LONG_AGO).to(lang), "dim")]


def _state(report: Report, lang: Lang, now: datetime) -> Row:
    if report.given is not None:
        given = report.given.astimezone(now.tzinfo)
        at = f"{given:%H:%M}" if given.date() == now.date() else f"{given:%m-%d %H:%M}"
        return row(" " + _GIVEN.fill(at=at).to(lang), "done")
    if report.due is None:
        return row(" " + _NO_TARGET.to(lang), "dim")
    at = f"{report.due.astimezone(now.tzinfo):%m-%d %H:%M}"
    if report.due < now:
        late = _OVERDUE.fill(at=at, t=span(now - report.due))
        return row(" " + late.to(lang), "block")
    return row(" " + _DUE.fill(at=at, t=span(report.due - now)).to(lang), "warning")


def course_rows(
    course: Sequence[Told], steps: Sequence[StepRow], lang: Lang, cells: int, *, names: bool
) -> list[Row]:
    """Everything in its order, then every step against its target."""
    rows: list[Row] = []
    for one in course:
        mark = _LATER.to(lang) if one.late else ""
        who = f"{one.who} " if names and one.who != "-" else ""
        lines = wrap(f"{who}{one.what.to(lang)} {mark}".rstrip(), cells - 11)
        rows.append((Span(f" {one.at:%H:%M:%S} ", "strong"), Span(lines[0] if lines else "")))
        rows += [row(" " * 10 + line) for line in lines[1:]]
    rows += [EMPTY, row(" " + _PLANNED.to(lang), "title")]
    return [*rows, *(_step(step, lang, cells) for step in steps)]


def _step(step: StepRow, lang: Lang, cells: int) -> Row:
    late = step.over is not None and step.over.total_seconds() > 0
    done = "" if step.done is None else f"{step.done:%H:%M:%S}"
    over = span(step.over).to(lang) if late and step.over is not None else ""
    tail = f" {pad_left(step.target.to(lang), 14)} {pad(done, 8)} {pad(over or step.result.to(lang), 14)}"
    room = max(8, cells - width(tail) - 6)
    tone: Tone = "warning" if late else "plain" if step.done is not None else "dim"
    return (Span(f" {pad(step.no, 4)} "), Span(pad(step.text.to(lang), room), tone), Span(tail, tone))


def form_row(one: FormRow, lang: Lang, cells: int, *, here: bool) -> Row:
    """One row of the form: what must be there has a box."""
    if one.kind == "fact":
        mark, tone = "   ", "dim"
    elif one.kind in ("new", "sign"):
        mark, tone = (" + " if one.kind == "new" else "[x]" if one.answered else "[ ]"), "strong"
    else:
        mark = "[x]" if one.answered else "[ ]" if one.needed else " . "
        tone = "plain"
    label = pad(one.label.to(lang), _LABEL[lang])
    value = cut(one.value.to(lang), max(4, cells - _LABEL[lang] - 7))
    return (
        Span(">" if here else " ", "strong"),
        Span(mark, "done" if mark == "[x]" else "todo"),
        Span(" " + label, "dim" if one.kind == "fact" else "plain"),
        Span(" " + value, "input" if here and one.kind != "fact" else _tone(tone)),
    )


def form_pane(one: FormRow, lang: Lang, cells: int, *, here: bool) -> tuple[Row, ...]:
    """The row at the cursor in full, and what its key does; here: is it the open shift's?"""
    lines = wrap(f"{one.label.to(lang)}: {one.value.to(lang)}", cells - 2)[:4]
    return (
        *(row(" " + line) for line in lines),
        row(" " + (_HOW[one.kind] if here else LONG_AGO).to(lang), "dim"),
    )


def _tone(name: str) -> Tone:
    return "strong" if name == "strong" else "dim" if name == "dim" else "plain"


_LABEL: Final[dict[Lang, int]] = {"zh": 15, "en": 22}
_PAPER: Final = Text("出纸", "paper")
_GIVEN: Final = Text("已上报 {at}", "handed in at {at}")
_NO_TARGET: Final = Text("没有时限", "no target")
_DUE: Final = Text("限 {at},余 {t}", "due {at}, {t} left")
_OVERDUE: Final = Text("限 {at},已超 {t}", "due {at}, {t} over")
_READ_OUT: Final = Text(
    "照念或照抄,____ 由人补;报出去了按 Space。", "Read it out, fill in ____; Space: it is handed in."
)
LONG_AGO: Final = Text(
    "这是早先班次的,只能看、出纸。", "It belongs to an earlier shift: to read and print only."
)
_LATER: Final = Text("(补记)", "(recorded later)")
_PLANNED: Final = Text("各步: 时限、实际", "Steps: target, done")
_HOW: Final[dict[str, Text]] = {
    "fact": Text("取自记录,改不了。", "From the records: it is not changed here."),
    "field": Text("Enter 填写、改写", "Enter: answer, or answer anew"),
    "action": Text("* 5 撤下这一项", "* 5 takes this action off"),
    "new": Text("Enter 或 + 加一项改进: 什么事、谁、哪天前", "Enter or +: what, who, until when"),
    "sign": Text("Enter 用 PIN 签名,签了不再改", "Enter: sign with the PIN; nothing changes then"),
}
