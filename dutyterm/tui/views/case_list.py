"""All emergencies as rows: the list of a time, and the figures of each card against its targets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from dutyterm.i18n import Lang, Text
from dutyterm.review.emergencies import CardStatistics, CaseFigures, Spread
from dutyterm.shift.procedures.words import LEVELS
from dutyterm.tui.views.cells import cut, pad, pad_left, width
from dutyterm.tui.views.spans import EMPTY, Row, Span, Tone, row
from dutyterm.values import dataclass

Titles = dict[str, Text]
"""Card id -> title."""


@dataclass(frozen=True)
class DrillRow:
    """A card that is to be drilled regularly."""

    card: str
    title: Text
    last: str
    """Day; empty when it was never drilled."""
    due: str
    late: int
    """Days past its day."""
    now: bool


def case_rows(
    cases: Sequence[CaseFigures], titles: Titles, now: datetime, lang: Lang, cells: int, at: int
) -> list[Row]:
    """A row for each case, the newest first; drills are marked, in words and in colour."""
    return [_case(case, titles, now, lang, cells, here=n == at) for n, case in enumerate(cases)]


def _case(case: CaseFigures, titles: Titles, now: datetime, lang: Lang, cells: int, *, here: bool) -> Row:
    t0 = case.t0.astimezone(now.tzinfo)
    lead = pad(f"{t0:%Y-%m-%d %H:%M}", 17) + pad(case.card, 8)
    title = titles.get(case.card, Text(case.card, case.card)).to(lang)
    if case.drill:
        title = f"{_DRILL.to(lang)} {title}"
    level = LEVELS[case.level].to(lang) if case.level in LEVELS and case.level is not None else ""
    down = "" if case.down_s is None else _MIN.fill(n=case.down_s // 60).to(lang)
    state, tone = _state(case, now)
    tail = f" {pad(level, 10)}{pad_left(down, 8)}  {pad(state.to(lang), 18)}"
    room = max(6, cells - width(lead) - width(tail) - 2)
    return (
        Span(">" if here else " ", "strong"),
        Span(lead, "dim"),
        Span(pad(title, room), "input" if here else "warning" if case.drill else "plain"),
        Span(tail, tone),
    )


def _state(case: CaseFigures, now: datetime) -> tuple[Text, Tone]:
    if case.ended_s is None:
        return Text("进行中", "going on"), "warning"
    if case.reviewed and case.review_late_min is not None:
        return Text("已复盘,迟", "reviewed, late"), "off"
    if case.reviewed:
        return Text("已复盘", "reviewed"), "done"
    if case.review_due is None:
        return Text("已解除", "over"), "dim"
    due = case.review_due.astimezone(now.tzinfo)
    words = Text("复盘超时 {d}", "review over {d}") if due < now else Text("复盘限 {d}", "review due {d}")
    return words.fill(d=f"{due:%m-%d}"), "block" if due < now else "warning"


def statistics_rows(
    told: Sequence[CardStatistics], titles: Titles, lang: Lang, cells: int, *, drills: bool
) -> list[Row]:
    """A table: unknown is a dash, never nought; drills under their own heading."""
    head = _DRILLS if drills else _REAL
    rows: list[Row] = [row(" " + head.to(lang), "warning" if drills else "title")]
    columns = [name.to(lang) for name in _COLUMNS]
    name_cells = max(10, cells - sum(_CELLS) - 2)
    rows.append(
        row(
            " "
            + pad(_CARD.to(lang), name_cells)
            + "".join(pad_left(c, n) for c, n in zip(columns, _CELLS, strict=True)),
            "dim",
        )
    )
    for one in told:
        title = titles.get(one.card, Text(one.card, one.card)).to(lang)
        values = (
            str(one.events),
            _both(one.down, 60),
            _in_time(one.down),
            _both(one.said, 60),
            _in_time(one.said),
            _sum(one.people),
            _sum(one.complaints),
            f"{one.done - one.late}/{one.late}/{one.skipped}",
            f"{one.reviews_signed}/{one.reviews_asked}",
        )
        cells_of = "".join(pad_left(v, n) for v, n in zip(values, _CELLS, strict=True))
        rows.append(row(" " + pad(cut(f"{one.card} {title}", name_cells - 1), name_cells) + cells_of))
    if not told:
        rows.append(row("   " + _NONE.to(lang), "done"))
    return [*rows, EMPTY, *(row(" " + line.to(lang), "dim") for line in _LEGEND)]


def drill_rows(drills: Sequence[DrillRow], lang: Lang, cells: int) -> list[Row]:
    """When each card was drilled last, and until when it is to be drilled again (R5)."""
    rows: list[Row] = [row(" " + _PERIODS.to(lang), "title")]
    for one in drills:
        last = _LAST.fill(d=one.last) if one.last else _NEVER
        due = _OVER.fill(n=one.late) if one.late else _NOW if one.now else _UNTIL.fill(d=one.due)
        title = pad(f"{one.card} {one.title.to(lang)}", max(10, cells - 46))
        tone: Tone = "warning" if one.now else "plain"
        rows.append((Span("   " + title), Span(pad(last.to(lang), 22), "dim"), Span(due.to(lang), tone)))
    return rows


def _both(spread: Spread, unit: int) -> str:
    if spread.mean is None:
        return "-"
    return f"{spread.mean // unit}/{spread.most // unit}"


def _in_time(spread: Spread) -> str:
    return "-" if not spread.targets else f"{spread.in_time}/{spread.targets}"


def _sum(spread: Spread) -> str:
    return "-" if not spread.known else str(spread.total)


_CELLS: Final = (4, 8, 7, 7, 7, 6, 6, 10, 7)
_CARD: Final = Text("卡", "Card")
_COLUMNS: Final = (
    Text("次", "n"),
    Text("中断", "down"),
    Text("按时", "in t."),
    Text("首播", "said"),
    Text("按时", "in t."),
    Text("人数", "ppl"),
    Text("投诉", "cpl"),
    Text("步骤", "steps"),
    Text("复盘", "rev."),
)
_LEGEND: Final = (
    Text(
        "中断、首播: 平均/最长,分。按时: 在时限内/有时限的。",
        "down, said: mean/most in minutes; in t.: in time/of",
    ),
    Text(
        "步骤: 按时/迟/跳过。复盘: 已签/要求。- 没有记录。",
        "steps: in time/late/skipped; rev.: signed/asked; - unknown",
    ),
)
_DRILL: Final = Text("演练", "DRILL")
_REAL: Final = Text("真实事件(演练不算在内)", "Real cases (drills are not among them)")
_DRILLS: Final = Text("演练(不进统计)", "DRILLS (in no statistic)")
_NONE: Final = Text("这段时间没有。", "None in this time.")
_MIN: Final = Text("{n} 分", "{n} min")
_PERIODS: Final = Text("该多久练一次", "How often each is to be drilled")
_LAST: Final = Text("上次 {d}", "last {d}")
_NEVER: Final = Text("没有练过", "never drilled")
_UNTIL: Final = Text("{d} 前", "until {d}")
_OVER: Final = Text("逾期 {n} 天", "{n} days late")
_NOW: Final = Text("该练了", "due now")
