"""Rules of the figures of a day: recorded, corrected, taken from samples, never invented (CLS-30)."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.manual.schema import Metric
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.lists import reasons
from dutyterm.shift.metrics.family import MetricRecorded, Recorded, of
from dutyterm.shift.metrics.figures import Figure, Standing
from dutyterm.shift.metrics.samples import sampled
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored
from dutyterm.values import dataclass

__all__ = ["LARGEST", "UNKNOWN", "Row", "Wish", "of", "record", "sheet", "take_samples"]

LARGEST = 10**12
"""No figure of a hall is larger; a slip of the finger is."""

UNKNOWN: reasons.Options = (
    ("no_source", Text("无数据来源", "no source")),
    ("system_down", Text("系统故障", "system down")),
    ("not_counted", Text("未统计", "not counted")),
)
"""Why there is no value (无数据 + 原因), by digit."""


@dataclass(frozen=True)
class Row:
    """One metric on the daily sheet."""

    metric: Metric
    recorded: Recorded | None
    sampled: Figure | None
    """What the rounds found, offered beside it; recorded only when somebody says so (L8)."""
    standing: Standing
    """Of what is recorded, else of the samples."""


def sheet(scene: Scene) -> tuple[Row, ...]:
    """The daily sheet: every metric of the manual in its order."""
    rows = []
    for metric in scene.manual.log.metrics:
        known, found = of(scene.shift).by_id.get(metric.id), sampled(scene, metric)
        figure = known.figure if known is not None else found
        standing: Standing = "unknown" if figure is None else figure.standing(metric)
        rows.append(Row(metric, known, found, standing))
    return tuple(rows)


@dataclass(frozen=True)
class Wish:
    """A figure to record."""

    metric: str
    value: int | None
    """None = unknown. With samples: the sum over all of them; for a percentage the hits."""
    samples: int | None = None
    unknown_reason: str = ""
    """One of `UNKNOWN`, or words."""
    reason: str = ""
    """For a correction: one of `reasons.CHANGE`, or words."""
    sampled: bool = False


def record(scene: Scene, wish: Wish) -> list[Event] | Refusal:
    """Records a figure, or that it is unknown and why; corrects an earlier one with a reason."""
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    metric = scene.manual.log.metric(wish.metric)
    if metric is None:
        return Refusal("unknown_metric", Text("手册里没有这个指标。", "The manual has no such figure."))
    refused = _unfit(metric, wish)
    if refused is not None:
        return refused
    unknown: str | Refusal | None = None
    if wish.value is None:
        unknown = _word(UNKNOWN, wish.unknown_reason, _WHY_UNKNOWN)
    if isinstance(unknown, Refusal):
        return unknown
    figure = Figure(wish.value, wish.samples if wish.value is not None else None, unknown)
    known = of(scene.shift).by_id.get(metric.id)
    if known is not None and known.figure == figure:
        return Refusal(
            "unchanged", Text("和原来的数一样,没有记下。", "The same figure; nothing was written.")
        )
    why = _word(reasons.CHANGE, wish.reason, _WHY_CHANGED) if known is not None else None
    if isinstance(why, Refusal):
        return why
    fact = MetricRecorded(
        metric=metric.id,
        value=figure.value,
        samples=figure.samples,
        unknown_reason=figure.unknown_reason,
        reason=why,
        sampled=wish.sampled,
    )
    return [Event(fact, scene.by)]


def take_samples(scene: Scene, metric_id: str, reason: str = "") -> list[Event] | Refusal:
    """Records what the rounds of this shift sampled for a metric."""
    metric = scene.manual.log.metric(metric_id)
    found = sampled(scene, metric) if metric is not None else None
    if metric is None or found is None:
        return Refusal(
            "no_samples",
            Text(
                "今天没有抽样。键入数字,或选无数据的原因。", "No samples today: type it, or say why unknown."
            ),
        )
    return record(scene, Wish(metric.id, found.value, found.samples, reason=reason, sampled=True))


def _unfit(metric: Metric, wish: Wish) -> Refusal | None:
    if wish.value is None:
        return None
    if metric.averaged and (wish.samples is None or wish.samples < 1):
        return Refusal(
            "samples_needed",
            Text("平均数要带样本数,至少 1。", "An average needs the number of its samples, at least 1."),
        )
    if not metric.averaged and wish.samples is not None:
        return Refusal("no_average", Text("这个指标不是平均数。", "This figure is no average."))
    most = LARGEST
    if metric.kind == "percent":
        most = wish.samples if metric.averaged and wish.samples is not None else 100
    least = -LARGEST if metric.kind == "fen" else 0
    if least <= wish.value <= most and (wish.samples or 0) <= LARGEST:
        return None
    words = Text("{name}要在 {least} 到 {most} 之间。", "{name} must be from {least} to {most}.")
    return Refusal("out_of_range", words.fill(name=metric.name, least=least, most=most))


_WHY_UNKNOWN = Text("没有数据不是 0: 选一个原因。", "No data is not 0: choose a reason.")
_WHY_CHANGED = Text(
    "更正要选原因: 1 按错 2 情况有变 3 复核。", "A correction needs a reason: 1 slip 2 changed 3 rechecked."
)


def _word(options: reasons.Options, word: str, ask: Text) -> str | Refusal:
    if reasons.known(options, word):
        return word
    return stored(word, NAME_LIMIT) if word.strip() else Refusal("reason_needed", ask)
