"""Short words on a card: how long, how late, what state a step is in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from dutyterm.i18n import Text
from dutyterm.shift.procedures.view import Mark, StepView, Timer
from dutyterm.shift.procedures.words import TIMERS
from dutyterm.tui.views.spans import Tone


class Look(NamedTuple):
    """How a step is drawn."""

    sign: str
    tone: Tone


LOOKS: Final[Mapping[Mark, Look]] = MappingProxyType(
    {
        "todo": Look("[ ]", "plain"),
        "progress": Look("[~]", "progress"),
        "done": Look("[x]", "done"),
        "late": Look("[!]", "off"),
        "skipped": Look("[-]", "exempt"),
        "deferred": Look("[>]", "waiting"),
        "inactive": Look("[-]", "dim"),
        "know": Look(" ! ", "dim"),
    }
)
"""The look of every mark; a rule to keep in mind has no box."""


def span_text(span: timedelta) -> Text:
    """`31 秒`, `12 分 31`, `1 时 05 分`; never negative."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < 60:
        return Text(f"{seconds} 秒", f"{seconds} s")
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return Text(f"{minutes} 分 {rest:02d}", f"{minutes}:{rest:02d} min")
    hours, minutes = divmod(minutes, 60)
    return Text(f"{hours} 时 {minutes:02d} 分", f"{hours} h {minutes:02d} min")


def minutes_text(span: timedelta) -> Text:
    """For the header: `2分31`, `1时05`."""
    seconds = max(0, int(span.total_seconds()))
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return Text(f"{minutes}分{rest:02d}", f"{minutes}m{rest:02d}")
    hours, minutes = divmod(minutes, 60)
    return Text(f"{hours}时{minutes:02d}", f"{hours}h{minutes:02d}")


def target_text(step: StepView) -> Text:
    """The target as printed, with how it stands: `+3 分 余 29 秒`."""
    printed = step.step.target
    status = _status(step)
    if printed is None:
        return status
    return Text(f"{printed.zh} {status.zh}".strip(), f"{printed.en}, {status.en}".strip(", "))


def _status(step: StepView) -> Text:
    match step.mark:
        case "late" if step.over is not None:
            return Text("迟 {n}", "late {n}").fill(n=span_text(step.over))
        case "done" if step.over is not None:
            return Text("按时", "in time")
        case "skipped":
            return Text("跳过", "skipped")
        case "deferred":
            return Text("缓办", "put off")
        case "todo" | "progress" if step.over is not None:
            over = step.over > timedelta()
            words = Text("超 {n}", "over {n}") if over else Text("余 {n}", "{n} left")
            return words.fill(n=span_text(abs(step.over)))
    return Text("", "")


def is_over(step: StepView) -> bool:
    """Open behind its target?"""
    return step.open and step.over is not None and step.over > timedelta()


def timer_text(timer: Timer, now: datetime) -> Text:
    """What rings, and since when."""
    name = TIMERS[timer.kind]
    if timer.kind == "wait" and timer.step is not None:
        name = Text(f"第 {timer.step} 步{name.zh}", f"step {timer.step}: {name.en}")
    over, left = Text("{what},超 {n}", "{what}, {n} over"), Text("{what} 余 {n}", "{what}: {n} left")
    words = over if now >= timer.at else left
    return words.fill(what=name, n=span_text(abs(now - timer.at)))
