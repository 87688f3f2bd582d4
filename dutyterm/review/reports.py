"""The three reports of a case 速报 续报 终报: from the records, blank where only people know (W15)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, Literal

from dutyterm.i18n import Text, joined, same
from dutyterm.manual.schema import Manual
from dutyterm.model.money import format_fen
from dutyterm.review.cases import BLANK, COMMA, NONE, Line, calls, clock, done, head, safe, span
from dutyterm.review.told import Teller
from dutyterm.shift.procedures.state import Run
from dutyterm.shift.procedures.view import RunView
from dutyterm.shift.procedures.words import COUNTS, QUEUE_COUNTS
from dutyterm.values import dataclass

Kind = Literal["flash", "follow_up", "final"]

KINDS: Final[Mapping[Kind, Text]] = MappingProxyType(
    {
        "flash": Text("速报", "Flash report"),
        "follow_up": Text("续报", "Follow-up report"),
        "final": Text("终报", "Final report"),
    }
)
"""In the order in which they are due."""


@dataclass(frozen=True)
class Report:
    """A report to read into the telephone or to put on paper."""

    kind: Kind
    title: Text
    drill: bool
    due: datetime | None
    """Until when it should be handed in; None = no target."""
    given: datetime | None
    """When it was handed in last."""
    lines: tuple[Line, ...]


def report(kind: Kind, view: RunView, teller: Teller, hall: str, now: datetime) -> Report:
    """The report as it stands, dated when it was handed in; it names no customer and no full number (N30)."""
    make = {"flash": _flash, "follow_up": _follow_up, "final": _final}[kind]
    name = KINDS[kind]
    if kind == "follow_up":
        count = sum(getattr(kept.fact, "what", None) == "follow_up" for kept in view.run.kept)
        name = Text("续报 {n}", "Follow-up report {n}").fill(n=count + 1)
    drill = Text("演练 ", "DRILL ") if view.run.drill else same("")
    title = Text(f"{drill.zh}{name.zh}: {hall}", f"{drill.en}{name.en}: {hall}")
    lines = tuple(Line(line.label, safe(line.value)) for line in make(view, teller, hall, now))
    return Report(
        kind, safe(title), view.run.drill, due(kind, view, teller.manual), view.run.reported.get(kind), lines
    )


def due(kind: Kind, view: RunView, manual: Manual) -> datetime | None:
    """Until when it is to be handed in; None without a target, or when it was handed in for good."""
    run, rule = view.run, manual.level(view.run.level)
    timer = next((timer.at for timer in view.timers if timer.kind == kind), None)
    if timer is not None or rule is None or kind in run.reported:
        return timer
    if kind == "flash" and rule.flash is not None:
        return run.t0 + timedelta(minutes=rule.flash)
    over = run.recovered_at or run.ended_at
    if kind == "final" and rule.final is not None and over is not None:
        return over + timedelta(minutes=rule.final)
    return None


def _flash(view: RunView, teller: Teller, hall: str, now: datetime) -> list[Line]:
    return [
        *_who(view, hall),
        Line(_CAUSE, _cause(view.run, teller)),
        Line(_PEOPLE, _people(view.run)),
        Line(_HARM, _harm(view.run)),
        Line(_REACTION, same(BLANK)),
        Line(_TREND, _trend(view.run, now)),
        Line(_MEASURES, _measures(view)),
        Line(_CALLED, calls(view.run, teller.manual)),
        Line(_BY, _by(view.run, teller, view.run.reported.get("flash", now))),
    ]


def _follow_up(view: RunView, teller: Teller, hall: str, now: datetime) -> list[Line]:
    run = view.run
    given = [at for kind, at in run.reported.items() if kind in ("flash", "follow_up")]
    since = max(given, default=run.t0)
    fresh = [s.step.no for s in view.steps if done(s) and s.state.at is not None and s.state.at > since]
    said = sum(one.at > since for one in run.said)
    news = Text("做了第 {steps} 步,播报 {n} 次", "steps {steps} done, {n} announcements")
    return [
        *_who(view, hall),
        Line(_SINCE, same(clock(since, run.t0))),
        Line(_NEWS, news.fill(steps=", ".join(fresh) or "-", n=said)),
        Line(_PEOPLE, _people(run)),
        Line(_REACTION, same(BLANK)),
        Line(_TREND, _trend(run, now)),
        Line(_NEXT, _next(view)),
        Line(_BY, _by(run, teller, now)),
    ]


def _final(view: RunView, teller: Teller, hall: str, now: datetime) -> list[Line]:
    run = view.run
    skipped = [s.step.no for s in view.steps if s.mark == "skipped"]
    left = [s.step.no for s in view.steps if s.step.required and (s.open or s.mark == "deferred")]
    form = run.form
    review = (
        Text("已签", "signed")
        if form.signed
        else Text("{at} 前交", "due {at}").fill(at=clock(form.due, run.t0))
        if form.due is not None
        else NONE
    )
    return [
        *_who(view, hall),
        Line(_OVER, _over(run)),
        Line(_CAUSE, _cause(run, teller)),
        Line(_PEOPLE, _people(run)),
        Line(_HARM, _harm(run)),
        Line(_MEASURES, _measures(view)),
        Line(_SKIPPED, same(", ".join(skipped)) if skipped else NONE),
        Line(_LEFT, same(", ".join(left)) if left else NONE),
        Line(_REVIEW, review),
        Line(_BY, _by(run, teller, run.reported.get("final", now))),
    ]


def _who(view: RunView, hall: str) -> list[Line]:
    return [
        Line(_PLACE, same(hall)),
        Line(_NATURE, head(view)),
        Line(_TIME, same(f"{view.run.t0:%Y-%m-%d %H:%M}")),
    ]


def _cause(run: Run, teller: Teller) -> Text:
    known = run.form.answers.get("cause")
    return next((c.label for c in teller.manual.causes(run.card) if c.id == known), same(BLANK))


def _people(run: Run) -> Text:
    said = []
    for what, name in (*COUNTS, *(one for one in QUEUE_COUNTS if one[0] in run.counts)):
        value = run.form.answers.get(what, run.counts.get(what, BLANK))
        said.append(Text(f"{name.zh} {value}", f"{name.en} {value}"))
    return joined(Text(",", ", "), said)


def _harm(run: Run) -> Text:
    fen = run.form.answers.get("amount")
    if not isinstance(fen, int):
        return same(BLANK)
    return Text(f"{BLANK},金额 {format_fen(fen)}", f"{BLANK}, money {format_fen(fen)}")


def _trend(run: Run, now: datetime) -> Text:
    if run.recovered_at is not None:
        return Text("{at} 已恢复", "back at {at}").fill(at=clock(run.recovered_at, run.t0))
    if run.ended_at is not None:
        return Text("{at} 已解除", "stood down at {at}").fill(at=clock(run.ended_at, run.t0))
    words = Text("还没恢复,已 {t},预计 {b}", "not back, {t} so far, expected {b}")
    return words.fill(t=span(_whole_minutes(now - run.t0)), b=BLANK)


def _whole_minutes(gone: timedelta) -> timedelta:
    return timedelta(minutes=int(gone.total_seconds()) // 60)


def _over(run: Run) -> Text:
    parts = [_trend(run, run.ended_at or run.t0)] if run.recovered_at is not None else []
    if run.ended_at is not None:
        parts.append(Text("{at} 解除", "stood down {at}").fill(at=clock(run.ended_at, run.t0)))
    until = run.recovered_at or run.ended_at
    if until is not None:
        parts.append(Text("共 {t}", "{t} in all").fill(t=span(_whole_minutes(until - run.t0))))
    return joined(Text(",", ", "), parts) if parts else Text("还没结束", "not over yet")


def _measures(view: RunView) -> Text:
    numbers = [s.step.no for s in view.steps if done(s)]
    words = Text("已做第 {steps} 步,播报 {n} 次", "steps {steps} done, {n} announcements")
    told = [words.fill(steps=", ".join(numbers) or "-", n=len(view.run.said))]
    for step in view.steps:
        label = next((c.label for c in step.step.choices if c.id == step.state.choice), None)
        if label is not None:
            told.append(Text(f"{step.step.no} {label.zh}", f"{step.step.no} {label.en}"))
    return joined(Text("; ", "; "), told)


def _next(view: RunView) -> Text:
    todo = [s for s in view.steps if s.open and not s.resting][:2]
    found = [Text(f"{s.step.no} {s.step.text.zh}", f"{s.step.no} {s.step.text.en}") for s in todo]
    return joined(COMMA, found) if found else NONE


def _by(run: Run, teller: Teller, at: datetime) -> Text:
    lead = run.roles.get("lead")
    at = at.astimezone(run.t0.tzinfo)
    return same(f"{teller.name(lead) if lead is not None else BLANK} {at:%m-%d %H:%M}")


_PLACE: Final = Text("地点", "Place")
_NATURE: Final = Text("性质", "Nature")
_TIME: Final = Text("时间", "Time")
_CAUSE: Final = Text("原因", "Cause")
_PEOPLE: Final = Text("人数", "People")
_HARM: Final = Text("危害、金额", "Harm, money")
_REACTION: Final = Text("客户反应", "Customers' reaction")
_TREND: Final = Text("趋势", "Trend")
_MEASURES: Final = Text("措施", "Measures")
_CALLED: Final = Text("联系", "Calls")
_BY: Final = Text("报告人", "Reported by")
_SINCE: Final = Text("上次报告", "Last report")
_NEWS: Final = Text("新进展", "Since then")
_NEXT: Final = Text("下一步", "Next")
_OVER: Final = Text("经过时间", "Duration")
_SKIPPED: Final = Text("跳过的步骤", "Steps skipped")
_LEFT: Final = Text("遗留", "Left over")
_REVIEW: Final = Text("事后总结", "After-action review")
