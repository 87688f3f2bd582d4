"""The daily sheet as rows: every figure with its value, its samples, and how it stands (domain 3g)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dutyterm.i18n import Lang, Text, same
from dutyterm.manual.schema import Metric
from dutyterm.shift.lists import reasons
from dutyterm.shift.metrics.figures import Standing
from dutyterm.shift.metrics.rules import Row
from dutyterm.shift.metrics.told import figure_text
from dutyterm.tui.views import spans
from dutyterm.tui.views.cells import pad, tail, wrap
from dutyterm.tui.views.spans import Span, Tone

_STANDS: Final[dict[Standing, tuple[Text, Tone]]] = {
    "fail": (Text("超限", "beyond"), "off"),
    "ok": (Text("达标", "good"), "done"),
    "stretch": (Text("优", "best"), "done"),
    "plain": (same(""), "plain"),
    "unknown": (same(""), "dim"),
}


def limits_text(metric: Metric) -> Text | None:
    """`至多 10 分,争取 8`; None without limits."""
    if metric.better is None or metric.fail is None:
        return None
    most = metric.better == "low"
    zh, en = ("至多", "at most") if most else ("至少", "at least")
    limit = Text(f"{zh} {metric.fail} {metric.unit.zh}", f"{en} {metric.fail} {metric.unit.en}")
    if metric.stretch is None:
        return limit
    return Text(f"{limit.zh},争取 {metric.stretch}", f"{limit.en}, better {metric.stretch}")


def head_row(sheet: Sequence[Row], lang: Lang) -> spans.Row:
    """How many are recorded, of how many, and what the rounds have that nobody took yet."""
    done = sum(row.recorded is not None for row in sheet)
    unknown = sum(row.recorded is not None and row.recorded.figure.value is None for row in sheet)
    waiting = sum(row.recorded is None and row.sampled is not None for row in sheet)
    found = [Span(" " + _TITLE.to(lang), "title"), Span(f"   {_DONE.fill(n=done, all=len(sheet)).to(lang)}")]
    if unknown:
        found.append(Span("   " + _UNKNOWN.fill(n=unknown).to(lang), "waiting"))
    if waiting:
        found.append(Span("   " + _SAMPLED.fill(n=waiting).to(lang), "strong"))
    return tuple(found)


def sheet_row(row: Row, lang: Lang, *, here: bool, typed: str = "") -> spans.Row:
    """One figure."""
    sign, tone = _sign(row)
    known = row.recorded
    words, told, word_tone = "", same(""), "plain"
    if typed:
        words, word_tone = tail(typed, 26) + "_", "input"
    elif known is not None:
        words = figure_text(row.metric, known.figure).to(lang)
        told, _ = _STANDS[row.standing]
    elif row.sampled is not None:
        offer = _OFFER if row.metric.records is None else _KNOWN
        words, word_tone = offer.fill(figure=figure_text(row.metric, row.sampled)).to(lang), "strong"
        told, _ = _STANDS[row.standing]
    else:
        words, word_tone = f"__ {row.metric.unit.to(lang)}", "dim"
    return (
        Span(">" if here else " ", "strong"),
        Span(sign, tone),
        Span(" " + pad(row.metric.name.to(lang), 24), "strong" if here else "plain"),
        Span(pad(words, 40), word_tone),  # type: ignore[arg-type]
        Span(" " + told.to(lang), _STANDS[row.standing][1]),
    )


def _sign(row: Row) -> tuple[str, Tone]:
    if row.recorded is None:
        return "[ ]", "todo"
    if row.recorded.figure.value is None:
        return "[-]", "exempt"
    return ("[!]", "off") if row.standing == "fail" else ("[x]", "done")


def pane_rows(row: Row, lang: Lang, cells: int) -> tuple[spans.Row, ...]:
    """What the figure under the cursor is, how it is typed, and what it was before."""
    metric = row.metric
    limits = limits_text(metric)
    name = f"{metric.name.to(lang)} ({metric.unit.to(lang)})"
    lines = [name if limits is None else f"{name}   {limits.to(lang)}"]
    if row.sampled is not None:
        take = _TAKE if metric.records is None else _TAKE_KNOWN
        lines.append(take.fill(figure=figure_text(metric, row.sampled)).to(lang))
    lines.append(how_text(metric).to(lang))
    known = row.recorded
    found: list[spans.Row] = []
    for n, line in enumerate(lines):
        found += [spans.row(" " + part, "strong" if n == 0 else "plain") for part in wrap(line, cells - 2)]
    for earlier in known.earlier if known is not None else ():
        was = figure_text(metric, earlier.figure)
        why = reasons.text_of(reasons.CHANGE, earlier.reason)
        found.append(spans.row(" " + _WAS.fill(figure=was, why=why).to(lang), "dim"))
    return tuple(found)


def how_text(metric: Metric) -> Text:
    """How it is typed."""
    if metric.averaged and metric.kind == "percent":
        return _HOW_SHARE
    return _HOW_AVERAGE if metric.averaged else _HOW_PLAIN


_TITLE: Final = Text("当日指标", "Figures of the day")
_DONE: Final = Text("已填 {n}/{all}", "recorded {n}/{all}")
_UNKNOWN: Final = Text("无数据 {n}", "unknown {n}")
_SAMPLED: Final = Text("可收 {n}", "to take {n}")
_OFFER: Final = Text("抽样 {figure}", "sampled {figure}")
_TAKE: Final = Text("Space 收下巡检抽样: {figure}", "Space takes the samples of the rounds: {figure}")
_KNOWN: Final = Text("记录 {figure}", "on record {figure}")
_TAKE_KNOWN: Final = Text("Space 收下记录里的数: {figure}", "Space takes what is on record: {figure}")
_WAS: Final = Text("原为 {figure} ({why})", "was {figure} ({why})")
_HOW_PLAIN: Final = Text(
    "键入数字再 Enter;没有就键 0,不知道按 *。", "Type it, then Enter; none is 0, not known is *."
)
_HOW_AVERAGE: Final = Text(
    "逐个键入,用 + 连,如 9+12+7;或键入合计,再答几个样本。不知道按 *。",
    "Type each one joined by +, as 9+12+7; or their sum, then how many. Not known is *.",
)
_HOW_SHARE: Final = Text(
    "先键入达到的个数,再答一共几个。不知道按 *。", "Type how many did, then of how many. Not known is *."
)
