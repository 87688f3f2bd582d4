"""What is asked for a figure: its value, how many samples, and why when it is unknown or corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dutyterm.desk import metrics
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.i18n import Text
from dutyterm.manual.schema import Metric
from dutyterm.model.money import parse_amount
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed, parse_int
from dutyterm.shift.lists import reasons
from dutyterm.shift.metrics.rules import UNKNOWN, Row, Wish
from dutyterm.tui.flow import Flow
from dutyterm.tui.views.asks import Dialogue, Question, numbered

PREFIX = "figures"
"""Begins the keys of the drafts of this page."""

_PILES = "/"
"""Stands in an answer between a sum and the number of samples that were typed one by one."""


def flow_id(metric: Metric) -> str:
    """Of the dialogue that asks for the value."""
    return f"value/{metric.id}"


def draft_key(metric: Metric) -> str:
    """Of what is half-typed for a figure."""
    return f"{PREFIX}/flow/{flow_id(metric)}/value"


def value(session: Session, row: Row) -> Flow:
    """A number; for an average its samples, too; for a correction why."""
    metric = row.metric
    share = metric.averaged and metric.kind == "percent"
    questions = (
        Question("value", _HITS if share else _VALUE, "text", take=_reader(metric)),
        Question(
            "samples",
            _OF_HOW_MANY if share else _SAMPLES,
            "text",
            take=_count,
            when=lambda a: metric.averaged and _PILES not in a.get("value", ""),
        ),
        *_why_corrected(row),
    )

    async def finish(a: Mapping[str, str]) -> Outcome:
        typed, _, piles = a["value"].partition(_PILES)
        samples = a.get("samples") or piles
        wish = Wish(metric.id, int(typed), int(samples) if samples else None, reason=a.get("reason", ""))
        return await metrics.record(session, wish)

    return Flow(flow_id(metric), Dialogue(_title(metric), questions), finish)


def unknown(session: Session, row: Row) -> Flow:
    """No value, and why: never a 0."""
    metric = row.metric
    why = Question("unknown", _WHY_UNKNOWN, options=numbered(UNKNOWN), write=_WRITE)

    async def finish(a: Mapping[str, str]) -> Outcome:
        wish = Wish(metric.id, None, unknown_reason=a["unknown"], reason=a.get("reason", ""))
        return await metrics.record(session, wish)

    return Flow(f"unknown/{metric.id}", Dialogue(_title(metric), (why, *_why_corrected(row))), finish)


def samples(session: Session, row: Row) -> Flow:
    """The samples of the rounds in place of what is recorded."""
    metric = row.metric

    async def finish(a: Mapping[str, str]) -> Outcome:
        return await metrics.take_samples(session, metric.id, a.get("reason", ""))

    return Flow(f"samples/{metric.id}", Dialogue(_title(metric), _why_corrected(row)), finish)


def _title(metric: Metric) -> Text:
    name, unit = metric.name, metric.unit
    return Text(f"{name.zh} ({unit.zh})", f"{name.en} ({unit.en})")


def _why_corrected(row: Row) -> tuple[Question, ...]:
    if row.recorded is None:
        return ()
    return (Question("reason", _WHY_CORRECTED, options=numbered(reasons.CHANGE), write=_WRITE),)


def _reader(metric: Metric) -> Callable[[str], str | Text]:
    """Reads one number, or several joined by `+`, into a sum; for an average with how many they were."""

    def read(typed: str) -> str | Text:
        total, parts = 0, keyed(typed).split("+")
        for part in parts:
            found = parse_amount(part) if metric.kind == "fen" else parse_int(part)
            if isinstance(found, Refusal):
                return found.text
            total += found
        several = metric.averaged and metric.kind != "percent" and len(parts) > 1
        return f"{total}{_PILES}{len(parts)}" if several else str(total)

    return read


def _count(typed: str) -> str | Text:
    found = parse_int(typed, 1)
    return found.text if isinstance(found, Refusal) else str(found)


_VALUE = Text("多少?", "How much?")
_HITS = Text("达到的有几个?", "How many did?")
_SAMPLES = Text("这是几个样本的合计?", "The sum of how many samples?")
_OF_HOW_MANY = Text("一共几个?", "Of how many?")
_WHY_UNKNOWN = Text("为什么没有数据?", "Why is there no value?")
_WHY_CORRECTED = Text("为什么更正?", "Why is it corrected?")
_WRITE = Text("写几个字", "write it")
