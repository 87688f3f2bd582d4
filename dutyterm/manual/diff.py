"""What is different between two versions of a manual, with the old wording at hand (N17, R2-14)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Generic, Literal, TypeVar

from dutyterm.i18n import Text
from dutyterm.manual.cash import (
    CashRules,
    Cause,
    Denomination,
    Figures,
    Repeat,
    Rung,
    Tender,
    Valuable,
)
from dutyterm.manual.procedure import Contact
from dutyterm.manual.schema import Card, Category, Checklist, Day, DayRow, Line, Manual, Metric
from dutyterm.values import dataclass

CashThing = Denomination | Tender | Cause | Rung | Repeat | Valuable | Figures | CashRules
"""What may change in the part about money."""

T = TypeVar(
    "T", Line, Card, Contact, DayRow, Category, Metric, Checklist, Day,
    Denomination, Tender, Cause, Rung, Repeat, Valuable, Figures, CashRules,
)  # fmt: skip


@dataclass(frozen=True)
class Changed(Generic[T]):
    """One line, card, contact, row of the day, category, figure, rule or head that is not as it was."""

    part: str
    """Id of the list; `lists` for the head of one; or `emergency`, `contacts`, `day`, `log`, `cash`."""
    id: str
    what: Literal["added", "removed", "changed"]
    before: T | None
    """As it was; None when added."""
    after: T | None
    """As it is; None when removed."""
    keys: tuple[str, ...] = ()
    """What changed in it, e.g. `title`, `fields`, in the order of the shape."""


LineChange = Changed[Line]
CardChange = Changed[Card]
ContactChange = Changed[Contact]
RowChange = Changed[DayRow]
CategoryChange = Changed[Category]
FigureChange = Changed[Metric]
HeadChange = Changed[Checklist]
DayChange = Changed[Day]
CashChange = (
    Changed[Denomination] | Changed[Tender] | Changed[Cause] | Changed[Rung]
    | Changed[Repeat] | Changed[Valuable] | Changed[Figures] | Changed[CashRules]
)  # fmt: skip
AnyChange = (
    LineChange | CardChange | ContactChange | RowChange | CategoryChange | FigureChange | HeadChange
    | DayChange | CashChange
)  # fmt: skip
"""What may have changed in a manual."""


def diff(old: Manual, new: Manual) -> tuple[LineChange, ...]:
    """Every line added, removed or changed, list by list: the new order first, then what is gone."""
    names = list(dict.fromkeys([c.id for c in new.lists] + [c.id for c in old.lists]))
    found: list[LineChange] = []
    for name in names:
        before, after = old.list(name), new.list(name)
        found.extend(_compared(name, before.lines if before else (), after.lines if after else ()))
    return tuple(found)


def diff_heads(old: Manual, new: Manual) -> tuple[HeadChange, ...]:
    """What differs in lists besides their lines: title, groups, services, all at once, least number."""
    return tuple(_compared("lists", old.lists, new.lists, besides=("lines",)))


def diff_cards(old: Manual, new: Manual) -> tuple[CardChange, ...]:
    """Every emergency card added, removed or changed."""
    return tuple(_compared("emergency", old.cards, new.cards))


def diff_contacts(old: Manual, new: Manual) -> tuple[ContactChange, ...]:
    """Everybody who may be called that was added, removed, or has another name or number."""
    return tuple(_compared("contacts", old.contacts, new.contacts))


def diff_day(old: Manual, new: Manual) -> tuple[RowChange | DayChange, ...]:
    """The timetable's own title, and every row of it added, removed or changed."""
    heads: tuple[DayChange, ...] = ()
    if old.day is not None and new.day is not None:
        heads = tuple(_compared("day", (old.day,), (new.day,), besides=("rows",)))
    before, after = old.day.rows if old.day else (), new.day.rows if new.day else ()
    return (*heads, *_compared("day", before, after))


def diff_log(old: Manual, new: Manual) -> tuple[CategoryChange | FigureChange, ...]:
    """Every category of the log and every figure of the day added, removed or changed."""
    categories = _compared("log", old.log.categories, new.log.categories)
    return (*categories, *_compared("log", old.log.metrics, new.log.metrics))


def diff_cash(old: Manual, new: Manual) -> tuple[CashChange, ...]:
    """Rows of the count sheet, tenders, causes, limits, ladder, repetition, valuables, words on screen."""
    before, after = old.cash, new.cash
    if before is None or after is None:
        heads = _compared("cash", (before,) if before else (), (after,) if after else ())
        return tuple(heads)
    found: list[CashChange] = [
        *_compared("cash", before.denominations, after.denominations),
        *_compared("cash", before.tenders, after.tenders),
        *_compared("cash", before.causes, after.causes),
    ]
    keys = tuple(
        name for name in Figures.model_fields if getattr(before.figures, name) != getattr(after.figures, name)
    )
    if keys:
        found.append(Changed("cash", "figures", "changed", before.figures, after.figures, keys))
    found += _compared("cash", before.ladder, after.ladder)
    found += _compared("cash", before.repeats, after.repeats)
    found += _compared("cash", before.valuables, after.valuables)
    found += _compared("cash", (before,), (after,), besides=_CASH_PARTS)
    return tuple(found)


_CASH_PARTS = (
    "denominations", "tenders", "causes", "figures", "ladder", "repeats", "valuables", "tightened"
)  # fmt: skip


def diff_all(old: Manual, new: Manual) -> tuple[AnyChange, ...]:
    """Everything that differs: lists first, then timetable, log, money, cards, whom to call."""
    lists: tuple[AnyChange, ...] = (*diff_heads(old, new), *diff(old, new))
    middle: tuple[AnyChange, ...] = (*diff_day(old, new), *diff_log(old, new), *diff_cash(old, new))
    return (*lists, *middle, *diff_cards(old, new), *diff_contacts(old, new))


def title_of(
    one: Line | Card | Contact | DayRow | Category | Metric | Checklist | Day | CashThing,
) -> Text:
    """What it is called."""
    match one:
        case Category() | Metric() | Contact() | Denomination() | Tender() | Cause() | Valuable():
            return one.name
        case Rung() | Repeat():
            return one.text
        case Figures():
            return _LIMITS
        case _:
            return one.title


_LIMITS = Text("限额", "limits")


def _compared(
    part: str, before: Sequence[T], after: Sequence[T], besides: Collection[str] = ()
) -> Iterator[Changed[T]]:
    was = {one.id: one for one in before}
    for one in after:
        earlier = was.pop(one.id, None)
        if earlier is None:
            yield Changed(part, one.id, "added", None, one)
        elif earlier != one:
            fields = (k for k in type(one).model_fields if k not in besides)
            keys = tuple(k for k in fields if getattr(one, k) != getattr(earlier, k))
            if keys:
                yield Changed(part, one.id, "changed", earlier, one, keys)
    for gone in was.values():
        yield Changed(part, gone.id, "removed", gone, None)
