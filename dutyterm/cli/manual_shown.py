"""What `dutyterm manual show` prints: lists, timetable, figures and cards, or one thing of them."""

from __future__ import annotations

from typing import Any

from dutyterm.cli.voice import Voice
from dutyterm.i18n import Text
from dutyterm.manual.cash import CashRules, Figures
from dutyterm.manual.diff import CashThing, title_of
from dutyterm.manual.schema import Card, Category, Checklist, DayRow, Line, Manual, Metric
from dutyterm.manual.wording import name_of, said, said_of

Thing = Line | Card | DayRow | Metric | Category | Checklist | CashThing


def find(manual: Manual, id: str) -> Thing | None:
    """The thing of that id, upper or lower case; lines and cards before what may share their name."""
    day = manual.day.rows if manual.day is not None else ()
    lines = [line for checklist in manual.lists for line in checklist.lines]
    things: list[Thing] = [
        *lines, *manual.cards, *day, *manual.log.metrics, *manual.lists, *manual.log.categories,
        *(thing for part in _money(manual.cash).values() for thing in part),
    ]  # fmt: skip
    return next((one for one in things if one.id.upper() == id.upper()), None)


def _money(cash: CashRules | None) -> dict[str, tuple[CashThing, ...]]:
    """What stands in the part about money, by its key."""
    if cash is None:
        return {}
    return {
        "denominations": cash.denominations,
        "tenders": cash.tenders,
        "causes": cash.causes,
        "figures": (cash.figures,),
        "ladder": cash.ladder,
        "repeats": cash.repeats,
        "valuables": cash.valuables,
    }


def contents(manual: Manual) -> dict[str, Any]:
    """The table of contents as JSON values."""
    day = manual.day.rows if manual.day is not None else ()
    return {
        "lists": [
            {
                "id": checklist.id,
                "title": checklist.title._asdict(),
                "bulk": checklist.bulk,
                "min_per_shift": checklist.min_per_shift,
                "lines": [
                    {"id": line.id, "title": line.title._asdict(), "due": line.due, "every": line.every}
                    for line in checklist.lines
                ],
            }
            for checklist in manual.lists
        ],
        "day": [
            {
                "id": row.id,
                "title": row.title._asdict(),
                "times": [time.model_dump(mode="json") for time in row.times],
                "list": row.list,
                "lines": list(row.lines),
                "card": row.card,
                "page": row.page,
            }
            for row in day
        ],
        "metrics": [
            {
                "id": metric.id,
                "name": metric.name._asdict(),
                "unit": metric.unit._asdict(),
                "better": metric.better,
                "fail": metric.fail,
                "stretch": metric.stretch,
                "line": metric.line,
            }
            for metric in manual.log.metrics
        ],
        "cash": {
            key: [{"id": one.id, "title": title_of(one)._asdict()} for one in part]
            for key, part in _money(manual.cash).items()
        },
        "cards": [{"id": c.id, "digit": c.digit, "title": c.title._asdict()} for c in manual.cards],
    }


def show_contents(voice: Voice, manual: Manual) -> None:
    """The table of contents for people."""
    for checklist in manual.lists:
        voice.show(f"\n{checklist.id}  {voice.words(checklist.title)}{_rule_of(voice, checklist)}")
        for line in checklist.lines:
            when = voice.words(_EVERY[line.every]) if line.every is not None else line.due
            voice.show(f"  {line.id}  {when:<6} {voice.words(line.title)}")
    if manual.day is not None:
        voice.show(f"\n{manual.day.id}  {voice.words(manual.day.title)}")
        for row in manual.day.rows:
            voice.show(f"  {row.id}  {_times(voice, row):<20} {voice.words(row.title)}{_leads(row)}")
    if manual.log.metrics:
        voice.show(f"\n{voice.words(_FIGURES)}")
        for metric in manual.log.metrics:
            name = f"{voice.words(metric.name)} ({voice.words(metric.unit)})"
            voice.show(f"  {metric.id}  {name}{_limits(voice, metric)}")
    if manual.cash is not None:
        voice.show(f"\n{manual.cash.id}  {voice.words(manual.cash.title)}")
    for key, part in _money(manual.cash).items():
        voice.show(f"  {voice.words(name_of(key))}: {'  '.join(_short(voice, one) for one in part)}")
    voice.show("\nF9")
    for card in manual.cards:
        voice.show(f"  {card.digit or ' '}  {card.id:<6} {voice.words(card.title)}")


def _short(voice: Voice, one: CashThing) -> str:
    return one.id if isinstance(one, Figures) else f"{one.id} {voice.words(title_of(one))}"


def show_one(voice: Voice, one: Thing) -> None:
    """Everything about one thing."""
    if isinstance(one, Line):
        _show_line(voice, one)
    elif isinstance(one, Card):
        _show_card(voice, one)
    else:
        voice.show(f"{one.id}  {voice.words(title_of(one))}")
        for key, field in type(one).model_fields.items():
            value = getattr(one, key)
            if key not in ("id", "title", "name", "lines") and value != field.default:
                voice.show(f"  {voice.words(name_of(key))}: {voice.words(said_of(key, value))}")
        for line in one.lines if isinstance(one, Checklist) else ():
            voice.show(f"  {line.id}  {voice.words(line.title)}")


def _show_line(voice: Voice, line: Line) -> None:
    every = f"  {voice.words(_EVERY[line.every])}" if line.every is not None else ""
    voice.show(f"{line.id}  {voice.words(line.title)}  {line.due}{every}  {', '.join(line.source)}")
    voice.show(line.help)
    for key in ("who", "each", "block"):
        if value := getattr(line, key):
            voice.show(f"  {voice.words(name_of(key))}: {voice.words(said_of(key, value))}")
    for field in line.fields:
        label = voice.words(field.label or line.title)
        choices = "  ".join(f"{n} {voice.words(c.label)}" for n, c in enumerate(field.choices, 1))
        normal = "" if field.warn is None else f"  {voice.words(said(field.warn))}"
        kind = voice.words(said_of("kind", field.kind))
        unit = "" if field.unit is None else f" {voice.words(field.unit)}"
        voice.show(f"  {label}: {kind}{unit}{normal}  {choices}".rstrip())
    voice.show(f"! {voice.words(line.on_fail.do)}")


def _show_card(voice: Voice, card: Card) -> None:
    voice.show(f"{card.id}  {voice.words(card.title)}  {', '.join(card.source)}")
    voice.show(card.when)
    voice.show(f"! {voice.words(card.first)}")
    for step in card.steps:
        voice.show(f"  {step.no}  {voice.words(step.text)}")


def _rule_of(voice: Voice, checklist: Checklist) -> str:
    parts = []
    if checklist.min_per_shift is not None:
        parts.append(f"{voice.words(name_of('min_per_shift'))} {checklist.min_per_shift}")
    if checklist.bulk:
        parts.append(voice.words(name_of("bulk")))
    return f"  ({', '.join(parts)})" if parts else ""


def _times(voice: Voice, row: DayRow) -> str:
    found = []
    for when in row.times:
        text = when.at if when.until is None else f"{when.at}..{when.until}"
        if when.every_minutes is not None:
            text += " " + voice.words(_EVERY_MINUTES.fill(n=when.every_minutes))
        found.append(text)
    return ", ".join(found)


def _leads(row: DayRow) -> str:
    lines = (
        f" {row.lines[0]}..{row.lines[-1]}" if len(row.lines) > 1 else "".join(f" {id}" for id in row.lines)
    )
    to = f"{row.list}{lines}" if row.list is not None else row.card or row.page
    return "" if to is None else f"  > {to}"


def _limits(voice: Voice, metric: Metric) -> str:
    if metric.better is None or (metric.fail is None and metric.stretch is None):
        return ""
    sign = "<=" if metric.better == "low" else ">="
    parts = []
    if metric.fail is not None:
        parts.append(f"{voice.words(_GOOD)} {sign} {metric.fail}")
    if metric.stretch is not None:
        parts.append(f"{voice.words(name_of('stretch'))} {sign} {metric.stretch}")
    return "  " + ", ".join(parts)


_EVERY = {
    "week": Text("每周", "weekly"),
    "month": Text("每月", "monthly"),
    "quarter": Text("每季", "quarterly"),
    "half-year": Text("每半年", "half-yearly"),
}
_EVERY_MINUTES = Text("每 {n} 分", "every {n} min")
_FIGURES = Text("当日指标", "figures of the day")
_GOOD = Text("达标", "good")
