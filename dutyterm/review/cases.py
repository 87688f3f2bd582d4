"""One emergency looked back on: its course, the report to the hall manager, the after-action form (P8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from dutyterm.i18n import Text, joined, same
from dutyterm.review.kind_names import kind_name
from dutyterm.review.told import Teller
from dutyterm.shift.procedures.state import Kept, Run
from dutyterm.shift.procedures.view import RunView
from dutyterm.shift.procedures.words import COUNTS, LEVELS

BLANK: Final = "____"
"""What only people know: it is filled in by hand, never guessed."""


@dataclass(frozen=True)
class Told:
    """One thing that happened."""

    at: datetime
    """When it happened."""
    late: bool
    """Recorded more than a minute after it happened."""
    who: str
    what: Text


def course(run: Run, teller: Teller) -> tuple[Told, ...]:
    """What happened, in the order in which it happened; what was recorded later is marked."""
    told = [_told(kept, teller) for kept in run.kept]
    return tuple(sorted(told, key=lambda one: one.at))


def _told(kept: Kept, teller: Teller) -> Told:
    body: Mapping[str, Any] = kept.fact.body()
    happened = getattr(kept.fact, "at", None) or (getattr(kept.fact, "t0", None) or kept.at)
    words = teller.told(kept.fact.KIND, body)
    name = kind_name(kept.fact.KIND)
    late = kept.at - happened > timedelta(minutes=1)
    return Told(happened, late, teller.name(kept.by), Text(f"{name.zh} {words.zh}", f"{name.en}: {words.en}"))


def flash(view: RunView, hall: str, now: datetime) -> tuple[Text, ...]:
    """The report to the hall manager, line by line: what is known is filled in (W15)."""
    run, card = view.run, view.card
    title = Text("演练 ", "DRILL ") if run.drill else same("")
    level = LEVELS.get(run.level or 0, same(""))
    counts = [
        Text(f"{name.zh} {run.counts.get(what, BLANK)}", f"{name.en} {run.counts.get(what, BLANK)}")
        for what, name in COUNTS
    ]
    done = [s.step.no for s in view.steps if s.mark in ("done", "late", "progress")]
    back = (
        Text("{at} 已恢复", "back at {at}").fill(at=f"{run.recovered_at:%H:%M}") if run.recovered_at else None
    )
    trend = back or Text("还没恢复,已 {n} 分,预计 {b}", "not back, {n} min so far, expected {b}").fill(
        n=_minutes(now - run.t0), b=BLANK
    )
    return (
        Text("速报: {hall} {drill}{title} {level}", "Flash report: {hall} {drill}{title}, {level}").fill(
            hall=hall, drill=title, title=card.title, level=level
        ),
        Text("时间: {t0}", "Time: {t0}").fill(t0=f"{run.t0:%Y-%m-%d %H:%M}"),
        Text("原因: {b}", "Cause: {b}").fill(b=BLANK),
        Text("人数: {n}", "People: {n}").fill(n=joined(Text(",", ", "), counts)),
        Text("危害、金额: {b}", "Harm, amount: {b}").fill(b=BLANK),
        Text("客户反应: {b}", "Customers' reaction: {b}").fill(b=BLANK),
        Text("趋势: {trend}", "Trend: {trend}").fill(trend=trend),
        Text("措施: 已做第 {steps} 步,播报 {n} 次", "Done: steps {steps}; {n} announcements").fill(
            steps=", ".join(done) or "-", n=len(run.said)
        ),
    )


def after_action(view: RunView, now: datetime) -> tuple[Text, ...]:
    """The facts of the after-action form; causes and actions are left to people."""
    run = view.run
    down = (run.recovered_at or run.ended_at or now) - run.t0
    first = min((said.at for said in run.said), default=None)
    late = [s.step.no for s in view.steps if s.mark == "late"]
    open_ = [s.step.no for s in view.steps if s.open and s.step.required]
    skipped = [s.step.no for s in view.steps if s.mark == "skipped"]
    none = Text("无", "none")

    def numbers(found: list[str]) -> Text:
        return same(", ".join(found)) if found else none

    spoken = none if first is None else Text("{n} 分后", "after {n} min").fill(n=_minutes(first - run.t0))
    return (
        Text("中断 {n} 分", "Minutes down: {n}").fill(n=_minutes(down)),
        Text("第一次播报: {when}", "First announcement: {when}").fill(when=spoken),
        Text("迟于时限的步骤: {n}", "Steps behind their target: {n}").fill(n=numbers(late)),
        Text("跳过的步骤: {n}", "Steps skipped: {n}").fill(n=numbers(skipped)),
        Text("还没做的步骤: {n}", "Steps still open: {n}").fill(n=numbers(open_)),
        Text("电话 {n} 次,推迟计时 {s} 次", "Calls: {n}; timers put off: {s}").fill(
            n=len(run.calls), s=run.snoozes
        ),
        Text("为什么(问五次): {b}", "Why (five times): {b}").fill(b=BLANK),
        Text("改进: 谁 {b} 何时 {b}", "Actions: who {b}, until {b}").fill(b=BLANK),
        Text("要不要改模板、要不要演练: {b}", "Change the template? Drill? {b}").fill(b=BLANK),
    )


def _minutes(span: timedelta) -> int:
    return max(0, int(span.total_seconds()) // 60)
