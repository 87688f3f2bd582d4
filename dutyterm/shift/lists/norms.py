"""Is an answer inside the norm? Limits, totals and choices against the hall's figures (L10, L11)."""

from __future__ import annotations

from collections.abc import Sequence

from dutyterm.i18n import Text, joined
from dutyterm.manual.figures import of_condition, of_field
from dutyterm.manual.schema import Condition, FieldSpec, Figure, Limits, Line
from dutyterm.model.figures import figure_name
from dutyterm.model.premises import Premises
from dutyterm.shift.lists.facts import Norm, Value


def figure(name: Figure | None, premises: Premises) -> int | None:
    """The number behind a figure; None when there is none, or the hall has none of that name."""
    if name is None or isinstance(name, int):
        return name
    return premises.figure(name)


def outside(value: int, limits: Limits | None, premises: Premises) -> tuple[str, int] | None:
    """`("below", 16)` or `("above", 30)` when the value is outside, with the end that it misses."""
    if limits is None:
        return None
    low, high = figure(limits.min, premises), figure(limits.max, premises)
    if low is not None and value < low:
        return ("below", low)
    if high is not None and value > high:
        return ("above", high)
    return None


def norm(spec: FieldSpec, value: Value, premises: Premises) -> Norm:
    """How this answer stands; never raises, also for one that does not fit the field (a forged record)."""
    if spec.kind == "choice" or (spec.kind == "text" and spec.choices):
        choice = next((c for c in spec.choices if c.id == value), None)
        if choice is None:
            return "ok"
        if choice.block:
            return "block"
        return "warn" if choice.off else "ok"
    if isinstance(value, int) and spec.kind in ("number", "count", "money"):
        if outside(value, spec.block, premises):
            return "block"
        total = figure(spec.total, premises)
        if outside(value, spec.warn, premises) or (total is not None and value < total):
            return "warn"
    return "ok"


def missing(line: Line, spec: FieldSpec, premises: Premises) -> tuple[str, ...]:
    """Figures that this hall has not set, so that an answer to this field is compared with nothing."""
    when = line.block_when
    about = when if when is not None and when.field in (None, spec.id) else None
    names = (*of_field(spec), *of_condition(about))
    return tuple(dict.fromkeys(name for name in names if premises.figure(name) is None))


def missing_text(names: Sequence[str]) -> Text:
    """That nothing was compared, and where the figure is set."""
    told = joined(Text("、", ", "), [figure_name(name) for name in names])
    return Text(
        "本厅没设「{what}」,没有比对: 厅经理在菜单「本厅」设,下次开班起用。",
        "Not compared: this hall has not set {what}. The hall manager sets it in the menu, Hall.",
    ).fill(what=told)


def why(spec: FieldSpec, value: Value, premises: Premises) -> Text | None:
    """What is off about this answer in words, e.g. `14 低于 16`; None when nothing is."""
    if norm(spec, value, premises) == "ok":
        return None
    if isinstance(value, int):
        missed = outside(value, spec.block, premises) or outside(value, spec.warn, premises)
        total = figure(spec.total, premises)
        if missed is None and total is not None:
            return Text(f"{value} / {total}", f"{value} of {total}")
        if missed is not None:
            side, end = missed
            shown, limit = _figure_text(spec, value), _figure_text(spec, end)
            if side == "below":
                return Text(f"{shown} 低于 {limit}", f"{shown} below {limit}")
            return Text(f"{shown} 高于 {limit}", f"{shown} above {limit}")
    choice = next((c for c in spec.choices if c.id == value), None)
    return None if choice is None else choice.label


def _figure_text(spec: FieldSpec, value: int) -> str:
    if spec.kind == "money":
        return f"{value // 100:,}.{value % 100:02d}"
    return str(value)


def holds(condition: Condition, value: Value | None, premises: Premises) -> bool:
    """Does the condition hold, given the answer of the field that it names (None = not answered)?"""
    if condition.flag is not None:
        return premises.flags.get(condition.flag, False)
    if value is None:
        return False
    if condition.is_:
        return isinstance(value, str) and value in condition.is_
    if isinstance(value, int):
        below, above = figure(condition.below, premises), figure(condition.above, premises)
        return (below is not None and value < below) or (above is not None and value > above)
    return False
