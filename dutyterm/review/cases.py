"""One emergency looked back on: course, facts, steps against their targets (P8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from dutyterm.i18n import Text, joined, same
from dutyterm.manual.schema import Manual
from dutyterm.model.money import format_fen
from dutyterm.model.privacy import mask
from dutyterm.review.kind_names import kind_name
from dutyterm.review.told import Teller
from dutyterm.shift.procedures.state import Kept, Run
from dutyterm.shift.procedures.statistics import targets
from dutyterm.shift.procedures.view import RunView, StepView
from dutyterm.shift.procedures.words import LEVELS, REPORTS, RESULTS, ROLES, SKIPPED, UNTIL
from dutyterm.shift.register.of_run import OfRun
from dutyterm.values import dataclass

BLANK: Final = "____"
"""What only people know: it is filled in by hand, never guessed."""

NONE: Final = Text("无", "none")
COMMA: Final = Text("、", ", ")


@dataclass(frozen=True)
class Told:
    """One thing that happened."""

    at: datetime
    """When it happened."""
    late: bool
    """Recorded more than a minute after it happened."""
    who: str
    what: Text


@dataclass(frozen=True)
class Line:
    """One thing that is said of a case: what it is, and what the records say."""

    label: Text
    value: Text

    @property
    def text(self) -> Text:
        """`label: value`."""
        return Text(f"{self.label.zh}: {self.value.zh}", f"{self.label.en}: {self.value.en}")


@dataclass(frozen=True)
class StepRow:
    """A step held against its target."""

    no: str
    text: Text
    target: Text
    planned: datetime | None
    done: datetime | None
    over: timedelta | None
    """Positive: late."""
    who: str
    result: Text
    """Done, skipped and why, put off until when, other branch, open."""


def safe(text: Text) -> Text:
    """Without any number of a person, whatever a record of an older or a strange program may hold (N30)."""
    return Text(mask(text.zh).text, mask(text.en).text)


def clock(at: datetime, near: datetime) -> str:
    """`08:41`, with the day when it is another one than the case began on."""
    local = at.astimezone(near.tzinfo)
    return local.strftime("%H:%M" if local.date() == near.date() else "%m-%d %H:%M")


def span(gone: timedelta) -> Text:
    """`3 分 20 秒`, from an hour on without seconds."""
    seconds = max(0, int(gone.total_seconds()))
    minutes, rest = divmod(seconds, 60)
    if minutes >= 60:
        return Text(f"{minutes // 60} 时 {minutes % 60} 分", f"{minutes // 60} h {minutes % 60} min")
    if not minutes:
        return Text(f"{rest} 秒", f"{rest} s")
    return Text(f"{minutes} 分 {rest} 秒", f"{minutes} min {rest} s") if rest else _minutes(minutes)


def _minutes(count: int) -> Text:
    return Text(f"{count} 分", f"{count} min")


def course(run: Run, teller: Teller) -> tuple[Told, ...]:
    """What happened, in the order in which it happened; what was recorded later is marked."""
    told = [_told(kept, who, teller) for kept, who in run.named()]
    return tuple(sorted(told, key=lambda one: one.at))


def _told(kept: Kept, who: str | None, teller: Teller) -> Told:
    body: Mapping[str, Any] = kept.fact.body()
    happened = getattr(kept.fact, "at", None) or (getattr(kept.fact, "t0", None) or kept.at)
    words = teller.told(kept.fact.KIND, body)
    name = kind_name(kept.fact.KIND)
    late = kept.at - happened > timedelta(minutes=1)
    what = Text(f"{name.zh} {words.zh}", f"{name.en}: {words.en}")
    return Told(happened, late, teller.name(who), safe(what))


def facts(view: RunView, teller: Teller, now: datetime, by_hand: OfRun | None = None) -> tuple[Line, ...]:
    """The facts of the after-action form; causes and actions are left to people.

    `by_hand`: what the case left in the register of manual acceptance.
    """
    run = view.run
    rows = [
        Line(_CASE, head(view)),
        Line(_TIMES, _times(run)),
        Line(_DOWN, _down(view, now)),
        Line(_SAID_FIRST, _first(view)),
        Line(_STEPS, _tally(view)),
        Line(_LATE, _many(_late(s) for s in view.steps if s.mark == "late")),
        Line(_SKIPPED, _many(_skipped(s) for s in view.steps if s.mark == "skipped")),
        Line(_PUT_OFF, _many(_deferred(s) for s in view.steps if s.mark == "deferred")),
        Line(_LEFT, _many(same(s.step.no) for s in view.steps if s.open and s.step.required)),
        Line(_WHO, _many(_role(role, person, teller) for role, person in run.roles.items())),
        Line(_ANNOUNCED, _many(same(f"{s.number} {clock(s.at, run.t0)}") for s in run.said)),
        Line(_CALLED, calls(run, teller.manual)),
        Line(_REPORTED, _many(_report(kind, at, run) for kind, at in run.reported.items())),
        Line(_OFF, Text("{n} 次", "{n} times").fill(n=run.snoozes)),
    ]
    if by_hand is not None and (by_hand.entries or by_hand.voids or by_hand.refused):
        rows.append(Line(BY_HAND, register(by_hand)))
    if run.form.dark_ms is not None:
        rows.append(Line(_DARK, span(timedelta(milliseconds=run.form.dark_ms))))
    if run.queue:
        most = max(run.queue, key=lambda count: count.waiting)
        words = Text("最多等候 {n} 人,{t} 个台席", "{n} waiting at most, {t} tills")
        rows.append(Line(_QUEUE, words.fill(n=most.waiting, t=most.tills)))
    return tuple(Line(row.label, safe(row.value)) for row in rows)


def register(left: OfRun) -> Text:
    """What was taken by hand, and what of it still waits."""
    words = Text(
        "{n} 笔 {fen},作废 {v},未补录 {w},未复核 {u},婉拒 {r}",
        "{n} entries {fen}, {v} void, {w} to be keyed in, {u} unchecked, {r} refused",
    )
    fen = format_fen(left.fen)
    return words.fill(n=left.entries, fen=fen, v=left.voids, w=left.waiting, u=left.unchecked, r=left.refused)


def head(view: RunView) -> Text:
    """`PWR 停电,真实,三级`."""
    run = view.run
    drill = Text("演练", "DRILL") if run.drill else Text("真实", "real")
    title = Text(f"{view.card.id} {view.card.title.zh}", f"{view.card.id} {view.card.title.en}")
    parts = [title, drill, *([] if run.level is None else [LEVELS[run.level]])]
    return joined(Text(",", ", "), parts)


def done(step: StepView) -> bool:
    """Was it done, or at least once where it comes again and again? One of several parts is not enough."""
    return step.mark in ("done", "late", "progress") and step.state.status == "done"


def calls(run: Run, manual: Manual) -> Text:
    """Who was called, when, and what came of it."""
    found = []
    for call in run.calls:
        contact = manual.contact(call.contact)
        name = contact.name if contact is not None else same(call.contact)
        result = dict(RESULTS).get(call.result, same(call.result))
        at = clock(call.at, run.t0)
        found.append(Text(f"{name.zh} {at} {result.zh}", f"{name.en} {at} {result.en}"))
    return _many(found, Text("; ", "; "))


def steps(view: RunView, teller: Teller) -> tuple[StepRow, ...]:
    """Every step of the card that is done, planned and actual."""
    return tuple(_step(step, view.run, teller) for step in view.steps if step.mark != "know")


def _step(step: StepView, run: Run, teller: Teller) -> StepRow:
    known, text = step.state, step.step.text
    choice = next((c.label for c in step.step.choices if c.id == known.choice), None)
    result = _RESULTS[step.mark]
    if choice is not None:
        result = Text(choice.zh, choice.en)
    elif step.mark == "skipped":
        why = dict(SKIPPED).get(known.reason or "", same(known.reason or ""))
        result = Text(f"跳过: {why.zh}", f"skipped: {why.en}")
    elif step.mark == "deferred":
        until = next((text for word, text in UNTIL if word == known.until), same(""))
        result = Text(f"缓办: {until.zh}", f"put off: {until.en}")
    target = step.step.target
    settled = step.mark in ("done", "late", "progress") and known.at is not None
    return StepRow(
        no=step.step.no,
        text=safe(Text(text.zh, text.en)),
        target=Text(target.zh, target.en) if target is not None else same("-"),
        planned=step.planned,
        done=known.at.astimezone(run.t0.tzinfo) if settled and known.at is not None else None,
        over=step.over if step.mark in ("done", "late") else None,
        who=teller.name(known.who or known.by) if known.at is not None else "",
        result=result,
    )


def _times(run: Run) -> Text:
    parts = [Text("{at} 起", "from {at}").fill(at=f"{run.t0:%Y-%m-%d %H:%M:%S}")]
    if run.recovered_at is not None:
        parts.append(Text("{at} 恢复", "back at {at}").fill(at=clock(run.recovered_at, run.t0)))
    if run.ended_at is not None:
        parts.append(Text("{at} 解除", "stood down at {at}").fill(at=clock(run.ended_at, run.t0)))
    return joined(Text(",", ", "), parts)


def _down(view: RunView, now: datetime) -> Text:
    run = view.run
    until = run.recovered_at or run.ended_at or now
    count = max(0, int((until - run.t0).total_seconds()) // 60)
    limit = targets(view).get("back_target_s")
    if limit is None:
        return _minutes(count)
    return Text("{n} 分(限 {t})", "{n} min (limit {t})").fill(n=count, t=limit // 60)


def _first(view: RunView) -> Text:
    first = min((said.at for said in view.run.said), default=None)
    if first is None:
        return NONE
    limit = targets(view).get("said_target_s")
    after = Text("{t}后", "after {t}").fill(t=span(first - view.run.t0))
    if limit is None:
        return after
    return Text("{a}(限 {t})", "{a} (limit {t})").fill(a=after, t=span(timedelta(seconds=limit)))


def _tally(view: RunView) -> Text:
    marks = [step.mark for step in view.steps]
    words = Text("做 {d},其中迟 {l};跳过 {s}", "{d} done, {l} of them late; {s} skipped")
    return words.fill(
        d=sum(done(step) for step in view.steps), l=marks.count("late"), s=marks.count("skipped")
    )


def _late(step: StepView) -> Text:
    over = span(step.over) if step.over is not None else same("")
    return Text("{no} (迟 {t})", "{no} ({t} late)").fill(no=step.step.no, t=over)


def _skipped(step: StepView) -> Text:
    why = dict(SKIPPED).get(step.state.reason or "", same(step.state.reason or ""))
    return Text(f"{step.step.no} {why.zh}", f"{step.step.no} {why.en}")


def _deferred(step: StepView) -> Text:
    until = next((text for word, text in UNTIL if word == step.state.until), same(""))
    return Text(f"{step.step.no} {until.zh}", f"{step.step.no} {until.en}")


def _role(role: str, person: str, teller: Teller) -> Text:
    name = next((text for word, text in ROLES.items() if word == role), same(role))
    return Text(f"{name.zh} {teller.name(person)}", f"{name.en} {teller.name(person)}")


def _report(kind: str, at: datetime, run: Run) -> Text:
    name = next((text for word, text in REPORTS.items() if word == kind), same(kind))
    return Text(f"{name.zh} {clock(at, run.t0)}", f"{name.en} {clock(at, run.t0)}")


def _many(found: Iterable[Text], separator: Text = COMMA) -> Text:
    parts = list(found)
    return joined(separator, parts) if parts else NONE


BY_HAND: Final = Text("手工受理", "Taken by hand")
_CASE: Final = Text("事件", "Case")
_TIMES: Final = Text("时间", "Times")
_DOWN: Final = Text("中断", "Down")
_SAID_FIRST: Final = Text("首次播报", "First announcement")
_STEPS: Final = Text("步骤", "Steps")
_LATE: Final = Text("迟于时限", "Behind target")
_SKIPPED: Final = Text("跳过", "Skipped")
_PUT_OFF: Final = Text("缓办", "Put off")
_LEFT: Final = Text("还没做", "Still open")
_WHO: Final = Text("分工", "Roles")
_ANNOUNCED: Final = Text("播报", "Announcements")
_CALLED: Final = Text("电话", "Calls")
_REPORTED: Final = Text("上报", "Reports")
_OFF: Final = Text("推迟计时", "Timers put off")
_DARK: Final = Text("程序停过", "Program dark")
_QUEUE: Final = Text("排队", "Queue")
_RESULTS: Final[Mapping[str, Text]] = {
    "todo": Text("未做", "open"),
    "progress": Text("做了", "done"),
    "done": Text("做了", "done"),
    "late": Text("做了", "done"),
    "skipped": Text("跳过", "skipped"),
    "deferred": Text("缓办", "put off"),
    "inactive": Text("别的分支", "other branch"),
}
