"""The after-action form 复盘: asked for at stand-down, answered, its actions agreed, signed (3f.0, P8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from dutyterm.i18n import Text, joined, same
from dutyterm.manual.schema import Manual
from dutyterm.model.people import Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life, open_items
from dutyterm.shift.lists.parts import premises_of
from dutyterm.shift.procedures import after_facts as facts
from dutyterm.shift.procedures.after_words import FIELDS, KINDS, NEEDED, YES_NO
from dutyterm.shift.procedures.facts import LevelSet, ProcedureStarted, ReportKind
from dutyterm.shift.procedures.form import content_hash
from dutyterm.shift.procedures.state import Run, of
from dutyterm.shift.procedures.view import RunView
from dutyterm.shift.procedures.words import REPORTS
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored

FIELD: Final = "after_action"
"""Marks the open item that stands for a form; its `part` is the run."""

REPORTS_FIELD: Final = "reports"
"""Marks the open item that stands for written reports which were not handed in before the stand-down."""

MOST_ACTIONS: Final = 20


def gravest(run: Run) -> int | None:
    """The gravest level that the case ever had; putting it down again does not spare the review."""
    facts_of = (kept.fact for kept in run.kept)
    levels = (fact.level for fact in facts_of if isinstance(fact, ProcedureStarted | LevelSet))
    return min((level for level in levels if level is not None), default=None)


def ask(scene: Scene, view: RunView) -> list[Event]:
    """At the stand-down of a real case: the form is asked for, as its level or its card says."""
    run, level = view.run, gravest(view.run)
    rule = scene.manual.level(level)
    hours = [h for h in (view.card.review, rule.review if rule is not None else None) if h is not None]
    if run.drill or not hours:
        return []
    due = run.t0 + timedelta(hours=min(hours))
    step = next((s.step for s in view.steps if s.step.form), None)
    words = Text(
        "{id} {title} {at}: 事后总结", "{id} {title} {at}: after-action review"
    ).fill(id=view.card.id, title=view.card.title, at=f"{run.t0:%m-%d %H:%M}")  # fmt: skip
    roster = premises_of(scene).roster
    manager = next((p.id for p in roster if p.role is Role.HALL_MANAGER), None)
    item = open_items.OpenItemOpened(
        sort="note",
        title=words,
        item=f"{view.card.id}-{step.no if step is not None else 'AAR'}",
        part=run.id,
        field=FIELD,
        due=due,
        owner=manager or run.roles.get("lead"),
    )
    dark = sum(ms or 0 for _, at, ms in life.of(scene.shift).starts if at > run.t0)
    asked = facts.ReviewAsked(run=run.id, due=due, level=level, dark_ms=dark or None)
    return [Event(asked, scene.by), Event(item, scene.by)]


def reports_due(run: Run, manual: Manual, ended: datetime) -> dict[ReportKind, datetime]:
    """Written reports that the level asks for and nobody handed in yet, with their due times (3f.0)."""
    rule = manual.level(run.level)
    found: dict[ReportKind, datetime] = {}
    if rule is None or run.drill:
        return found
    if rule.flash is not None and "flash" not in run.reported:
        found["flash"] = run.t0 + timedelta(minutes=rule.flash)
    if rule.final is not None and "final" not in run.reported:
        found["final"] = (run.recovered_at or ended) + timedelta(minutes=rule.final)
    return found


def left_to_report(scene: Scene, view: RunView, ended: datetime) -> list[Event]:
    """At the stand-down: its timers end, so what is still to be handed in goes on as one open item."""
    run = view.run
    due = reports_due(run, scene.manual, ended)
    if not due:
        return []
    names = joined(Text("、", ", "), [REPORTS[kind] for kind in due])
    words = Text("{id} {at}: {names}", "{id} {at}: {names}")
    item = open_items.OpenItemOpened(
        sort="note",
        title=words.fill(id=view.card.id, at=f"{run.t0:%m-%d %H:%M}", names=names),
        item=f"{view.card.id}-REP",
        part=run.id,
        field=REPORTS_FIELD,
        due=min(due.values()),
        owner=run.roles.get("lead"),
    )
    return [Event(item, scene.by)]


def reported(scene: Scene, run: Run, kind: ReportKind) -> list[Event]:
    """The open item is settled with the last report that it waits for."""
    ended = run.ended_at or scene.now
    if set(reports_due(run, scene.manual, ended)) - {kind}:
        return []
    done = REPORTS[kind].zh
    return [
        Event(open_items.OpenItemClosed(ref=item.ref, result=done, by_itself=True), scene.by)
        for item in open_items.of(scene.shift).open()
        if item.field == REPORTS_FIELD and item.part == run.id
    ]


def answer(scene: Scene, run: str, field: str, typed: str) -> list[Event] | Refusal:
    """One field is answered, or answered anew: words, a choice, a figure, an amount in fen."""
    found = _open_form(scene, run)
    if isinstance(found, Refusal):
        return found
    name = next((name for name in FIELDS if name == field), None)
    if name is None:
        return Refusal("no_field", Text("表上没有这一栏。", "There is no such field on the form."))
    fact: facts.ReviewAnswered | Refusal
    match KINDS[name]:
        case "cause":
            known = {cause.id for cause in scene.manual.causes(found.card)}
            fact = _chosen(run, name, typed, known)
        case "yes_no":
            fact = _chosen(run, name, typed, dict(YES_NO))
        case "figure" | "amount":
            whole = typed.isascii() and typed.isdecimal() and len(typed) <= 10
            fact = (
                facts.ReviewAnswered(run=run, field=name, number=int(typed))
                if whole
                else Refusal("no_figure", Text("键入整数。", "Type a whole number."))
            )
        case _:
            words = stored(typed, NAME_LIMIT)
            if isinstance(words, Refusal):
                return words
            fact = facts.ReviewAnswered(run=run, field=name, text=words)
    return fact if isinstance(fact, Refusal) else [Event(fact, scene.by)]


def _chosen(
    run: str, field: facts.AnswerField, typed: str, known: Iterable[str]
) -> facts.ReviewAnswered | Refusal:
    if typed in known:
        return facts.ReviewAnswered(run=run, field=field, text=typed)
    return Refusal("no_choice", Text("选一个列出的答案。", "Choose one of the answers offered."))


def agree(scene: Scene, run: str, what: str, owner: str, due: datetime) -> list[Event] | Refusal:
    """Something is to be improved: what, who, until when; the signature makes it an open item."""
    found = _open_form(scene, run)
    if isinstance(found, Refusal):
        return found
    if found.form.last_number >= MOST_ACTIONS:
        return Refusal("too_many", Text("最多 {n} 项。", "At most {n} actions.").fill(n=MOST_ACTIONS))
    words = stored(what, NAME_LIMIT)
    if isinstance(words, Refusal):
        return words
    if all(person.id != owner for person in premises_of(scene).roster):
        return Refusal("not_on_roster", Text("负责人不在名册上。", "The owner is not on the roster."))
    if due <= scene.now:
        return Refusal("past", Text("期限要在以后。", "The due time must lie ahead."))
    number = found.form.last_number + 1
    return [Event(facts.ActionAgreed(run=run, number=number, what=words, owner=owner, due=due), scene.by)]


def drop(scene: Scene, run: str, number: int) -> list[Event] | Refusal:
    """An action is taken off the form."""
    found = _open_form(scene, run)
    if isinstance(found, Refusal):
        return found
    if all(action.number != number for action in found.form.actions):
        return Refusal("no_action", Text("没有这一项。", "There is no such action."))
    return [Event(facts.ActionDropped(run=run, number=number), scene.by)]


def missing(run: Run) -> tuple[Text, ...]:
    """What must still be answered before the form can be signed."""
    return tuple(FIELDS[name] for name in NEEDED if name not in run.form.answers)


def sign(scene: Scene, run: str, by: str) -> list[Event] | Refusal:
    """The form is signed: it is closed, its actions become open items, its own open item is settled.

    Whether `by` is who she says, and may sign, is the desk's matter. A drill leaves no open item (N13).
    """
    found = _open_form(scene, run)
    if isinstance(found, Refusal):
        return found
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    if left := missing(found):
        words = Text("还没填: {fields}。", "Still to be filled in: {fields}.")
        return Refusal("not_filled", words.fill(fields=joined(Text("、", ", "), list(left))))
    form, late = found.form, None
    if form.due is not None and scene.now > form.due:
        late = int((scene.now - form.due).total_seconds() // 60)
    digest = content_hash(run, form)
    signed = facts.ReviewSigned(run=run, by=by, at=scene.now, late_min=late, sha256=digest)
    events = [Event(signed, scene.by)]
    if found.drill:
        return events
    for action in form.actions:
        item = open_items.OpenItemOpened(
            sort="note",
            title=same(action.what),
            item=f"{found.card}-A{action.number}",
            part=run,
            due=action.due,
            owner=action.owner,
        )
        events.append(Event(item, scene.by))
    for item_ in open_items.of(scene.shift).open():
        if item_.field == FIELD and item_.part == run:
            done = Text("事后总结已签。", "The after-action review is signed.")
            closed = open_items.OpenItemClosed(ref=item_.ref, result=done.zh, by_itself=True)
            events.append(Event(closed, scene.by))
    return events


def run_of_item(scene: Scene, ref: str) -> tuple[str, bool] | None:
    """The run that this open item stands for, and whether for its form; None when that is not here.

    A form that is signed, or a report that is handed in, is no longer waited for.
    """
    item = open_items.of(scene.shift).by_ref.get(ref)
    if item is None or item.field not in (FIELD, REPORTS_FIELD) or not item.open:
        return None
    run = of(scene.shift).by_id.get(item.part)
    if run is None or (item.field == FIELD and not run.form.waits):
        return None
    return run.id, item.field == FIELD


def held(scene: Scene, ref: str) -> Refusal | None:
    """An open item that stands for a form is settled by signing the form, and by nothing else."""
    found = run_of_item(scene, ref)
    if found is None or not found[1]:
        return None
    words = Text(
        "这一项要签了事后总结才算办结: 在未结页对它按 Enter 打开表。",
        "This one is settled by signing the after-action form: Enter on the page of open items opens it.",
    )
    return Refusal("sign_the_form", words)


def _open_form(scene: Scene, run: str) -> Run | Refusal:
    known = of(scene.shift).by_id.get(run)
    if known is None:
        return Refusal("unknown_run", Text("本班没有这次应急。", "This shift knows no such emergency."))
    if known.ended != "stood_down":
        words = Text("先解除应急,再写事后总结。", "Stand down first; the after-action form comes then.")
        return Refusal("not_over", words)
    if known.form.signed:
        return Refusal("signed", Text("已经签了,不再改。", "It is signed and changes no more."))
    return known
