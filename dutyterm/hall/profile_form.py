"""The profile as lines that are changed one by one: what each says and what may be typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from dutyterm.hall import idle
from dutyterm.hall.defaults import exit_places, one_shift, till_places, two_shifts
from dutyterm.hall.profile import CLASS_NAMES, Profile
from dutyterm.hall.setup import span_text
from dutyterm.i18n import Text, same
from dutyterm.model.figures import figure_name
from dutyterm.model.hours import Hours, Span
from dutyterm.model.money import format_fen, parse_amount
from dutyterm.model.refusal import Refusal
from dutyterm.model.suggests import SUGGESTS, flag_of
from dutyterm.model.typed import parse_int, plain
from dutyterm.values import dataclass

CLOSED: Final = "-"
"""Typed for opening hours: closed."""

USUAL: Final = "="
"""Typed for a date: as on every such weekday."""

NEW_DATE: Final = "date"
"""Key of the line that adds a date."""


@dataclass(frozen=True)
class Line:
    """One thing of the profile."""

    key: str
    label: Text
    value: Text
    how: Text
    """What is asked."""
    options: tuple[tuple[str, Text], ...] = ()
    """Numbered answers: what is taken, and its words."""
    typed: bool = True
    """Something else may be typed."""


def lines(profile: Profile, named: Sequence[str] = ()) -> tuple[Line, ...]:
    """Everything that can be changed, in the order of the page.

    `named`: figures that the manual names; those that this hall has not set are offered, too.
    """
    hours = profile.hours
    found = [
        Line("name", _NAME, same(profile.name), _NAME),
        Line(
            "hall_class",
            Text("厅类别", "Class"),
            CLASS_NAMES[profile.hall_class],
            Text("厅类别?", "Class?"),
            tuple((c.value, label) for c, label in CLASS_NAMES.items()),
            typed=False,
        ),
    ]
    for n, span in enumerate(hours.weekdays):
        found.append(Line(f"day:{n}", _WEEKDAYS[n], _span(span), _HOURS, _offered(hours)))
    dates = {**hours.special, **dict.fromkeys(d.isoformat() for d in hours.closed)}
    for day in sorted(dates):
        options = (*_offered(hours), (USUAL, _AS_USUAL))
        found.append(Line(f"date:{day}", same(day), _span(dates[day]), _HOURS, options))
    found.append(Line(NEW_DATE, Text("加一个日期", "Add a date"), _DATES, _HOURS, _offered(hours)))
    for key, label in _COUNTS.items():
        value = getattr(profile, key)
        shown = value if isinstance(value, int) else len(value)
        found.append(Line(key, label, same(str(shown)), label))
    for name, number in profile.numbers.items():
        label = figure_name(name)
        shown_text = format_fen(number) if name.endswith("_fen") else str(number)
        found.append(Line(f"number:{name}", label, same(shown_text), label))
    if idle.FIGURE not in profile.numbers:  # a hall of an earlier version
        label = figure_name(idle.FIGURE)
        found.append(Line(f"number:{idle.FIGURE}", label, same(str(idle.DEFAULT_MIN)), label))
    for name in missing_figures(profile, named):
        found.append(Line(f"number:{name}", figure_name(name), _NOT_SET, figure_name(name)))
    # a flag that came with a later version is offered to a hall of an earlier one, as it counts there: off
    asked = {flag_of(source): True for source in SUGGESTS}
    known = {**profile.flags, **{name: False for name in _FLAGS if name not in profile.flags}}
    for name, flag in {**{n: f for n, f in known.items() if n not in asked}, **asked}.items():
        flag = profile.flags.get(name, flag)
        label = _FLAGS.get(name, same(name))
        found.append(Line(f"flag:{name}", label, _YES if flag else _NO, label, _YES_NO, typed=False))
    found.append(Line("shifts", _SHIFTS, same(str(len(profile.shifts))), _SHIFTS, _SHIFT_COUNTS, typed=False))
    for plan in profile.shifts:
        label = same(f"{plan.code} {plan.name}")
        found.append(Line(f"shift:{plan.code}", label, same(f"{plan.start}-{plan.end}"), _SPAN))
    return tuple(found)


def missing_figures(profile: Profile, named: Sequence[str]) -> tuple[str, ...]:
    """Those of the named figures that this hall has not set: limits that name them compare nothing."""
    premises = profile.premises()
    return tuple(name for name in named if premises.figure(name) is None)


def changed(profile: Profile, key: str, typed: str) -> Profile | Refusal:
    """The profile with that line changed; the rest stays, except what cannot be without it."""
    update = _update(profile, key, typed)
    if isinstance(update, Refusal):
        return update
    try:
        return Profile.model_validate({**profile.model_dump(), **update})
    except ValueError:
        words = Text(
            "与其他数字矛盾: 最少台席不超过计划台席,计划台席不超过台席数。",
            "This contradicts another figure: fewest tills <= planned tills <= tills.",
        )
        return Refusal("contradiction", words)


def _update(profile: Profile, key: str, typed: str) -> dict[str, Any] | Refusal:
    kind, _, name = key.partition(":")
    match kind:
        case "name":
            text = " ".join(plain(typed).split())
            if not 0 < len(text) <= 40:
                return Refusal("bad_name", Text("名称要 1 至 40 字。", "A name has 1 to 40 characters."))
            return {"name": text}
        case "hall_class":
            return {"hall_class": typed}
        case "day":
            return _weekday(profile.hours, int(name), typed)
        case "date":
            return _date(profile.hours, name, typed)
        case "number":
            if name == idle.FIGURE:
                number = parse_int(typed, idle.LEAST_MIN, idle.MOST_MIN)
            else:
                number = parse_amount(typed) if name.endswith("_fen") else parse_int(typed)
            return number if isinstance(number, Refusal) else {"numbers": {**profile.numbers, name: number}}
        case "flag":
            return {"flags": {**profile.flags, name: typed == "yes"}}
        case "shifts":
            span = next((s for s in profile.hours.weekdays if s is not None), _DAYTIME)
            plans = two_shifts(span) if typed == "2" else one_shift(span)
            return {"shifts": [plan.model_dump() for plan in plans]}
        case "shift":
            text_or_no = span_text(typed)
            if isinstance(text_or_no, Refusal):
                return text_or_no
            start, end = text_or_no.split("-")
            return {
                "shifts": [
                    {**p.model_dump(), "start": start, "end": end} if p.code == name else p.model_dump()
                    for p in profile.shifts
                ]
            }
        case _:
            return _count(profile, kind, typed)


def _weekday(hours: Hours, day: int, typed: str) -> dict[str, Any] | Refusal:
    span = _hours(typed)
    if isinstance(span, Refusal):
        return span
    days = [s.model_dump() if s is not None else None for s in hours.weekdays]
    days[day] = span
    if not any(days):
        words = Text("至少要有一天营业。", "The hall must be open on one day at least.")
        return Refusal("never_open", words)
    return {"hours": {**hours.model_dump(), "weekdays": days}}


def _date(hours: Hours, day: str, typed: str) -> dict[str, Any] | Refusal:
    special = {d: s.model_dump() for d, s in hours.special.items() if d != day}
    closed = [d for d in hours.closed if d.isoformat() != day]
    if typed != USUAL:
        span = _hours(typed)
        if isinstance(span, Refusal):
            return span
        if span is None:
            closed = sorted([*closed, date.fromisoformat(day)])
        else:
            special[day] = span
    return {"hours": {**hours.model_dump(), "special": special, "closed": closed}}


def _count(profile: Profile, what: str, typed: str) -> dict[str, Any] | Refusal:
    number = parse_int(typed, 1, 40 if what == "exits" else 99)
    if isinstance(number, Refusal):
        return number
    if what == "exits":
        return {"exits": _resized(profile.exits, exit_places(number), number)}
    if what != "tills":
        return {what: number}
    update: dict[str, Any] = {
        "tills": _resized(profile.tills, till_places(number), number),
        "planned_tills": min(profile.planned_tills, number),
        "min_tills": min(profile.min_tills, number),
    }
    if "cash_tills" in profile.numbers:
        update["numbers"] = {**profile.numbers, "cash_tills": min(profile.numbers["cash_tills"], number)}
    return update


def _resized(old: Sequence[Any], made: Sequence[Any], number: int) -> list[dict[str, Any]]:
    """The places that there are, and new ones behind them."""
    known = {place.id for place in old}
    return [p.model_dump() for p in (*old, *(m for m in made if m.id not in known))][:number]


def _hours(typed: str) -> dict[str, str] | None | Refusal:
    if typed.strip() == CLOSED:
        return None
    text = span_text(typed)
    if isinstance(text, Refusal):
        return text
    start, end = text.split("-")
    return {"start": start, "end": end}


def _span(span: Span | None) -> Text:
    return _SHUT if span is None else same(f"{span.start}-{span.end}")


def _offered(hours: Hours) -> tuple[tuple[str, Text], ...]:
    """Closed, the hours that this hall has already, and usual ones."""
    own = [f"{s.start}-{s.end}" for s in (*hours.weekdays, *hours.special.values()) if s is not None]
    known = dict.fromkeys([*own, "08:30-18:00", "09:00-17:30", "09:00-12:00"])
    return ((CLOSED, _SHUT), *((text, same(text)) for text in list(known)[:6]))


_DAYTIME: Final = Span(start="08:30", end="18:00")
_NAME: Final = Text("名称", "Name")
_HOURS: Final = Text("营业时间,如 0830 1800", "Hours, e.g. 0830 1800")
_SPAN: Final = Text("起止,如 0750 1400", "From and to, e.g. 0750 1400")
_SHUT: Final = Text("休息", "closed")
_AS_USUAL: Final = Text("和平常一样", "as usual")
_DATES: Final = Text("节假日、半天", "holidays, half days")
_SHIFTS: Final = Text("每天几班(起止重排)", "Shifts a day (times are made anew)")
_SHIFT_COUNTS: Final = (
    ("1", Text("一个通班", "one all-day shift")),
    ("2", Text("早班、晚班", "early and late")),
)
_NOT_SET: Final = Text("没设,有限额没有比对", "not set: limits are not compared")
_YES: Final = Text("是", "yes")
_NO: Final = Text("否", "no")
_YES_NO: Final = (("yes", _YES), ("no", _NO))
_WEEKDAYS: Final = (
    Text("周一", "Monday"),
    Text("周二", "Tuesday"),
    Text("周三", "Wednesday"),
    Text("周四", "Thursday"),
    Text("周五", "Friday"),
    Text("周六", "Saturday"),
    Text("周日", "Sunday"),
)
_COUNTS: Final = {
    "tills": Text("台席数", "Tills"),
    "exits": Text("出口数", "Exits"),
    "planned_tills": Text("计划开台席", "Planned tills"),
    "min_tills": Text("最少台席", "Fewest tills"),
    "min_staff": Text("最少到岗人数", "Fewest people"),
}
_FLAGS: Final = {
    "paper_invoices": Text("有纸质发票", "Paper invoices"),
    "value_cards": Text("有充值卡", "Value cards"),
    "designated": Text("消防重点单位", "Stricter fire duties"),
    "rare_coins": Text("清点分币", "Fen coins are counted"),
    "cash_records": Text("资金行由 F4 填写", "Cash lines by F4 only"),
    "amount_words": Text("封包金额自己写大写", "Bag sums written in words"),
    **{flag_of(source): label for source, label in SUGGESTS.items()},
}
