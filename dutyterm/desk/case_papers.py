"""An emergency on paper: its reports, its course, its after-action form, each copy counted (P8)."""

from __future__ import annotations

from dutyterm import __version__
from dutyterm.desk.cases import Case
from dutyterm.desk.outcome import NotSaved
from dutyterm.desk.printing import Made, Paper, Sort, Wanted, make
from dutyterm.desk.session import Session
from dutyterm.i18n import Text, joined, same
from dutyterm.model.money import format_fen
from dutyterm.model.refusal import Refusal
from dutyterm.paper.case import (
    ActionRow,
    CourseRow,
    FormFacts,
    Head,
    PlannedRow,
    course_sheet,
    form_sheet,
    report_sheet,
)
from dutyterm.paper.document import Document
from dutyterm.review.cases import BLANK, StepRow, Told, head, safe, span
from dutyterm.review.reports import KINDS
from dutyterm.shift.procedures.after_words import FIELDS, WHYS, YES_NO
from dutyterm.shift.procedures.after_words import KINDS as ANSWERS


async def make_case(session: Session, wanted: Wanted, case: Case, sort: Sort) -> Made | Refusal | NotSaved:
    """Makes one sheet about a case."""
    return await make(session, wanted, lambda: _paper(case, sort))


def _paper(case: Case, sort: Sort) -> Paper:
    name = f"{sort.replace('_', '-')}-{case.run.id.lower().replace('.', '-')}-{case.run.t0:%Y}"
    subject = f"{case.run.id}@{case.run.t0:%Y}"
    return Paper(sort, subject, name, lambda copy: sheet(case, sort, copy), ())


def sheet(case: Case, sort: Sort, copy: int | None) -> Document:
    """The paper itself."""
    kind = next((kind for kind in KINDS if kind == sort), None)
    if kind is not None:
        told = case.report(kind)
        lines = tuple((line.label, line.value) for line in told.lines)
        return report_sheet(_head(case, told.title, copy), lines, told.due, told.given)
    steps = tuple(_step(step) for step in case.steps())
    course = tuple(_course(one) for one in case.course())
    if sort == "course":
        return course_sheet(_head(case, _COURSE, copy), course, steps)
    return form_sheet(_head(case, _FORM, copy), _form(case, steps, course))


def _head(case: Case, title: Text, copy: int | None) -> Head:
    manual = case.manual
    version = f"{manual.cover.version} {manual.hash[:8]}"
    drill = Text("演练 ", "DRILL ") if case.run.drill else same("")
    marked = title if title.zh.startswith("演练") else Text(drill.zh + title.zh, drill.en + title.en)
    return Head(
        hall=case.hall,
        title=marked,
        case=head(case.view),
        t0=case.run.t0,
        drill=case.run.drill,
        printed_at=case.now,
        copy=copy,
        version=Text(
            f"dutyterm {__version__}   手册 {version}   {case.run.id}",
            f"dutyterm {__version__}   manual {version}   {case.run.id}",
        ),
    )


def _form(case: Case, steps: tuple[PlannedRow, ...], course: tuple[CourseRow, ...]) -> FormFacts:
    form = case.run.form
    signer = case.names.get(form.signed_by or "", "")
    signed = None
    if form.signed_at is not None:
        parts = [_SIGNED.fill(who=signer or BLANK, at=f"{form.signed_at:%Y-%m-%d %H:%M}")]
        if form.late_min is not None:
            parts.append(_LATE.fill(n=form.late_min))
        signed = joined(Text(",", ", "), parts)
    return FormFacts(
        facts=tuple((line.label, line.value) for line in case.facts()),
        answers=answers(case),
        actions=tuple(
            ActionRow(f"A{a.number}", safe(same(a.what)).zh, case.names.get(a.owner, a.owner), a.due)
            for a in form.actions
        ),
        steps=steps,
        due=form.due,
        signed=signed,
        signer=signer,
        course=course,
    )


def answers(case: Case) -> tuple[tuple[Text, Text], ...]:
    """Every field of the form with its answer; a line to write on where there is none."""
    found = []
    for name, label in FIELDS.items():
        value = case.run.form.answers.get(name)
        if value is None and name in WHYS[1:]:
            continue
        found.append((label, safe(answer_text(case, name, value))))
    return tuple(found)


def answer_text(case: Case, name: str, value: str | int | None) -> Text:
    """One answer in words; a blank when there is none, the figure of the case where that is known."""
    if value is None:
        counted = case.run.counts.get(name)
        return same(BLANK if counted is None else str(counted))
    kind = next((kind for field, kind in ANSWERS.items() if field == name), "words")
    if kind == "cause":
        known = (cause.label for cause in case.manual.causes(case.run.card) if cause.id == value)
        return next(known, same(str(value)))
    if kind == "yes_no":
        return dict(YES_NO).get(str(value), same(str(value)))
    if kind == "amount" and isinstance(value, int):
        return same(format_fen(value))
    return same(str(value))


def _step(row: StepRow) -> PlannedRow:
    late = span(row.over) if row.over is not None and row.over.total_seconds() > 0 else same("")
    done = "" if row.done is None else f"{row.done:%H:%M:%S}"
    return PlannedRow(row.no, row.text, row.target, done, late, row.who, row.result)


def _course(one: Told) -> CourseRow:
    return CourseRow(one.at, one.late, "" if one.who == "-" else one.who, one.what)


_COURSE = Text("应急经过", "Course of an emergency")
_FORM = Text("事后总结表", "After-action review")
_SIGNED = Text("{who} 已签,{at}", "signed by {who}, {at}")
_LATE = Text("迟 {n} 分", "{n} min late")
