"""Tighter limits for the fields of a line; a looser one is a clash, also where it cannot be compared."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.manual.problem import Finding
from dutyterm.manual.schema import FieldSpec, Figure, Limits, Line, Part


class FieldTighter(Part):
    """What the hall makes stricter in one field."""

    id: str
    warn: Limits | None = None
    block: Limits | None = None
    required: bool = False
    """Makes a field that may be left out one that may not."""


def tightened_fields(
    line: Line, wishes: tuple[FieldTighter, ...], clashes: list[Finding]
) -> tuple[FieldSpec, ...]:
    """The line's fields with the wishes that are stricter; the others are added to `clashes`."""
    by_id = {field.id: field for field in line.fields}
    for wish in wishes:
        field = by_id.get(wish.id)
        if field is None:
            text = Text("没有栏目 {id}", "there is no field {id}").fill(id=wish.id)
            clashes.append(Finding(text, line.id, wish.id))
            continue
        by_id[wish.id] = field.model_copy(
            update={
                "warn": _narrower(line, field, "warn", wish.warn, clashes),
                "block": _narrower(line, field, "block", wish.block, clashes),
                "optional": field.optional and not wish.required,
            }
        )
    return tuple(by_id.values())


def _narrower(
    line: Line, field: FieldSpec, which: str, wish: Limits | None, clashes: list[Finding]
) -> Limits | None:
    old: Limits | None = getattr(field, which)
    if wish is None:
        return old
    if old is None:
        return wish
    low = wish.min if wish.min is not None else old.min
    high = wish.max if wish.max is not None else old.max
    if not _at_least(low, old.min) or not _at_least(old.max, high):
        text = Text(
            "{which} 只能收窄: 手册是 {min} 到 {max}(数字与数字比,厅的数只能照写)",
            "{which} can only be narrower: the manual has {min} to {max} "
            "(a number is compared with a number, a figure of the hall must stay itself)",
        )
        shown = {"min": "-" if old.min is None else old.min, "max": "-" if old.max is None else old.max}
        clashes.append(Finding(text.fill(which=which, **shown), line.id, field.id, which))
        return old
    return Limits(min=low, max=high)


def _at_least(high: Figure | None, low: Figure | None) -> bool:
    """Whether `high` >= `low` for certain; an open end is beyond everything."""
    if high == low:
        return True
    if isinstance(high, int) and isinstance(low, int):
        return high >= low
    # One end is open: a new end where there was none is always narrower. Figures cannot be compared here.
    return high is None or low is None
