"""A figure in words: its value with unit and samples, or why there is none."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.manual.schema import Metric
from dutyterm.model.money import format_fen
from dutyterm.shift.lists import reasons
from dutyterm.shift.metrics.figures import Figure
from dutyterm.shift.metrics.rules import UNKNOWN


def figure_text(metric: Metric, figure: Figure) -> Text:
    """`9.3 分 (3 个样本)`, or why there is no value; never a 0 that nobody recorded."""
    if figure.value is None:
        why = reasons.text_of(UNKNOWN, figure.unknown_reason or "")
        return Text(f"无数据: {why.zh}", f"unknown: {why.en}")
    number = _number(metric, figure)
    unit = metric.unit
    if figure.samples is None:
        return Text(f"{number} {unit.zh}", f"{number} {unit.en}")
    if metric.kind == "percent":
        of = f"({figure.value}/{figure.samples})"
        return Text(f"{number} {unit.zh} {of}", f"{number} {unit.en} {of}")
    many = "sample" if figure.samples == 1 else "samples"
    return Text(
        f"{number} {unit.zh} ({figure.samples} 个样本)", f"{number} {unit.en} ({figure.samples} {many})"
    )


def _number(metric: Metric, figure: Figure) -> str:
    if metric.kind == "fen" and figure.value is not None and not metric.averaged:
        return format_fen(figure.value)
    tenths = figure.tenths(metric)
    if tenths is None:
        return "?"
    whole, part = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{part}" if metric.averaged else f"{sign}{whole}"
