"""Differences of cash over many shifts as rows: by person, till and weekday, and what each sum is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dutyterm.desk.cash.history import History
from dutyterm.i18n import Lang, Text, same
from dutyterm.model.money import format_fen
from dutyterm.review.cash_history import Placed
from dutyterm.review.cash_runs import LEAST, SMALL, UNUSUAL, By, Run, Sum, behind, sums
from dutyterm.tui.views.cells import pad, pad_left, wrap
from dutyterm.tui.views.spans import Row, Span, Tone, row
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Line:
    """One sum, or the heading above several."""

    by: By
    sum: Sum | None
    """None: the heading."""
    name: Text
    digit: str = ""


@dataclass(frozen=True)
class Names:
    """What the ids of a history are called."""

    people: dict[str, str]
    tills: dict[str, str]
    causes: dict[str, Text]

    def of(self, by: By, key: str) -> Text:
        """A person, a till, a weekday."""
        if by == "weekday":
            return WEEKDAYS[int(key)]
        if by == "till":
            return Text(self.tills.get(key, key), f"till {key}")
        return same(self.people.get(key, key))


def lines(history: History, names: Names) -> tuple[Line, ...]:
    """Three groups under their headings; the first nine sums have a digit."""
    found: list[Line] = []
    digits = iter("123456789")
    for by, heading in _GROUPS:
        rows = sums(history.differences, by)
        if not rows:
            continue
        if by == "weekday":
            rows = tuple(sorted(rows, key=lambda one: one.key))
        found.append(Line(by, None, heading))
        found += [Line(by, one, names.of(by, one.key), next(digits, "")) for one in rows]
    return tuple(found)


def head_rows(history: History, lang: Lang) -> tuple[Row, ...]:
    """How far back it goes."""
    since = history.since.isoformat() if history.since is not None else "-"
    told = _HEAD.fill(since=since, n=history.shifts, all=len(history.differences))
    rows: list[Row] = [row(" " + told.to(lang), "title")]
    if history.elsewhere:
        rows.append(row(" " + _ELSEWHERE.fill(n=history.elsewhere).to(lang), "dim"))
    heading = f"   {pad('', 16)}{pad_left(_SHORT.to(lang), 20)}{pad_left(_OVER.to(lang), 20)}"
    return (*rows, row(heading, "dim"))


def line_row(line: Line, history: History, lang: Lang, *, here: bool) -> Row:
    """One sum: shorts and overs side by side, never netted; for a person what the sign test says."""
    if line.sum is None:
        return row(f"   {line.name.to(lang)}", "title")
    one = line.sum
    found: list[Span] = [
        Span(">" if here else " ", "strong"),
        Span(f"{line.digit or ' '} ", "dim"),
        Span(pad(line.name.to(lang), 16), "strong" if here else "plain"),
        Span(_money(one.shorts, one.short_fen), "off" if one.shorts else "dim"),
        Span(_money(one.overs, one.over_fen), "plain" if one.overs else "dim"),
    ]
    if line.by == "person":
        text, tone = _test(_run(history, one.key), lang)
        found.append(Span("   " + text, tone))
    return tuple(found)


def _money(n: int, fen: int) -> str:
    return pad_left(f"{n}" if not n else f"{n}   {format_fen(fen)}", 20)


def _run(history: History, person: str) -> Run | None:
    return next((run for run in history.tests if run.person == person), None)


def _test(run: Run | None, lang: Lang) -> tuple[str, Tone]:
    if run is None:
        return _TOO_FEW.to(lang), "dim"
    told = _UNUSUAL if run.unusual else _USUAL
    return told.fill(k=run.shorts, n=run.of, chance=percent(run)).to(
        lang
    ), "warning" if run.unusual else "dim"


def percent(run: Run) -> str:
    """The chance in percent with one decimal, rounded up: nothing looks rarer than it is."""
    tenths = -(-run.chance[0] * 1000 // run.chance[1])
    return f"{tenths // 10}.{tenths % 10} %"


def about_rows(line: Line, history: History, lang: Lang, cells: int) -> tuple[Row, ...]:
    """Under the table: what the test of this person means, or what Enter does."""
    run = _run(history, line.sum.key) if line.by == "person" and line.sum is not None else None
    texts: list[tuple[Text, Tone]] = []
    if run is not None:
        told = _MEANS.fill(
            k=run.shorts,
            n=run.of,
            a=run.chance[0],
            b=run.chance[1],
            chance=percent(run),
            most=format_fen(SMALL),
        )
        texts.append((told, "plain"))
        texts.append((_FIRES if run.unusual else _SILENT.fill(a=UNUSUAL[0], b=UNUSUAL[1]), "strong"))
    elif line.by == "person":
        texts.append((_FEW.fill(n=LEAST, most=format_fen(SMALL)), "plain"))
    texts.append((_NEVER_NETTED, "dim"))
    return tuple(row(" " + part, tone) for text, tone in texts for part in wrap(text.to(lang), cells - 2))


def behind_sum(line: Line, history: History) -> tuple[Placed, ...]:
    """The differences that the sum is made of, newest first."""
    if line.sum is None:
        return ()
    found = behind(history.differences, line.by, line.sum.key)
    return tuple(one for one in found if isinstance(one, Placed))


def behind_rows(found: tuple[Placed, ...], names: Names, lang: Lang, cursor: int) -> tuple[Row, ...]:
    """A row for each: day, shift, till, person, how much, the cause that was given."""
    return tuple(_behind(found, names, lang, cursor))


def _behind(found: tuple[Placed, ...], names: Names, lang: Lang, cursor: int) -> Iterator[Row]:
    for n, one in enumerate(found):
        cause = names.causes.get(one.cause, same(one.cause)).to(lang)
        shift = f"{one.day.isoformat()} {one.shift}" + ("" if one.sealed else " " + _OPEN.to(lang))
        yield (
            Span(">" if n == cursor else " ", "strong"),
            Span(f"{n + 1 if n < 9 else ' '} ", "dim"),
            Span(pad(shift, 18), "strong" if n == cursor else "plain"),
            Span(pad(names.of("weekday", str(one.day.weekday())).to(lang), 6), "dim"),
            Span(pad(names.of("till", one.till).to(lang), 10)),
            Span(pad(names.of("person", one.person).to(lang), 8)),
            Span(pad_left(format_fen(one.fen), 12) + "  ", "off" if one.fen < 0 else "plain"),
            Span(cause),
        )


WEEKDAYS: Final = (
    Text("周一", "Mon"),
    Text("周二", "Tue"),
    Text("周三", "Wed"),
    Text("周四", "Thu"),
    Text("周五", "Fri"),
    Text("周六", "Sat"),
    Text("周日", "Sun"),
)
_GROUPS: Final[tuple[tuple[By, Text], ...]] = (
    ("person", Text("按人", "by person")),
    ("till", Text("按台席", "by till")),
    ("weekday", Text("按星期", "by weekday")),
)
_HEAD: Final = Text(
    "现金差错  {since} 起 {n} 班  共 {all} 笔", "Differences of cash  since {since}, shifts {n}, in all {all}"
)
_ELSEWHERE: Final = Text("另有非现金 {n} 笔,不在此列", "differences of other tenders, not counted here: {n}")
_SHORT: Final = Text("短款", "short")
_OVER: Final = Text("长款", "over")
_OPEN: Final = Text("未封", "open")
_TOO_FEW: Final = Text("太少,不判断", "too few to tell")
_USUAL: Final = Text("短 {k}/{n}  {chance}", "short {k}/{n}  {chance}")
_UNUSUAL: Final = Text("短 {k}/{n}  {chance} 少见", "short {k}/{n}  {chance} rare")
_MEANS: Final = Text(
    "符号检验(单侧): {most} 元以内的差额 {n} 笔,短 {k} 笔。长短若一样可能,碰巧到 {k} 笔或更多的机会是 "
    "{a}/{b}({chance})。",
    "Sign test, one-sided: of {n} differences up to {most} yuan {k} are short. Were short and over equally "
    "likely, {k} or more would come by chance in {a} of {b} cases ({chance}).",
)
_FIRES: Final = Text(
    "少于二十分之一: 小额短款来得太勤,值得当面谈一次。检验只说少见,不说原因。",
    "Rarer than 1 in 20: small shortages come too often; worth a talk. The test says rare, never why.",
)
_SILENT: Final = Text(
    "不少见(界限 {a}/{b}): 不说明什么。", "Not rare (the limit is {a} in {b}): it says nothing."
)
_FEW: Final = Text(
    "{most} 元以内的差额不到 {n} 笔: 不作符号检验。",
    "Fewer than {n} differences up to {most} yuan: no sign test.",
)
_NEVER_NETTED: Final = Text(
    "长款、短款分开加,不相抵。Enter 看是哪几班。", "Over and short are never netted. Enter shows the shifts."
)
