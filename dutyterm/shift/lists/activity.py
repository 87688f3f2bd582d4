"""Which lines are asked at all: conditions on other answers and exclusive sets (L3, L4)."""

from __future__ import annotations

from collections.abc import Mapping

from dutyterm.manual.schema import Checklist, Line
from dutyterm.model.premises import Premises
from dutyterm.shift.lists import norms
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.lists.state import Run


def line_active(
    line: Line, run: Run, checklist: Checklist, premises: Premises, seen: tuple[str, ...] = ()
) -> bool:
    """Is this line asked, given the answers so far and the facts of the hall (L3)?

    A step under a question that is not asked is not asked either. `seen`: lines already on the way up.
    """
    condition = line.when
    if condition is None:
        return True
    if condition.flag is not None:
        return norms.holds(condition, None, premises)
    asked = checklist.line(condition.item or "")
    # a step under an inactive question is inactive too (L3)
    path = (*seen, line.id)
    if asked is not None and asked.id not in path and not line_active(asked, run, checklist, premises, path):
        return False
    return any(
        norms.holds(condition, value, premises) for value in _answers(run, condition.item, condition.field)
    )


def _answers(run: Run, item: str | None, field: str | None) -> list[Value]:
    return [g.value for s, g in run.given.items() if s.item == item and (field is None or s.field == field)]


def exclusive_taken(run: Run, checklist: Checklist, premises: Premises) -> Mapping[str, str]:
    """Exclusive set -> the line that was last answered with its normal answer (L4)."""
    taken: dict[str, tuple[int, str]] = {}
    for line in checklist.lines:
        exempt = line.id in run.not_applicable or line.id in run.overridden
        if line.exclusive is None or exempt or not line_active(line, run, checklist, premises):
            continue
        for slot, given in run.given.items():
            if (
                slot.item == line.id
                and given.norm == "ok"
                and given.record >= taken.get(line.exclusive, (-1, ""))[0]
            ):
                taken[line.exclusive] = (given.record, line.id)
    return {name: item for name, (_, item) in taken.items()}
