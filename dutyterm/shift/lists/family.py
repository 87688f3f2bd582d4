"""The family contract of walking lists: what it folds, blocks, carries and tells overviews."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dutyterm.i18n import Text
from dutyterm.manual.schema import Block
from dutyterm.model.refusal import Refusal
from dutyterm.shift.lists import facts
from dutyterm.shift.lists.state import EMPTY, KEY, apply, of
from dutyterm.shift.shift import Blocker, Scene, Shift

if TYPE_CHECKING:
    from dutyterm.shift.lists.view import RunView

FACTS = facts.FACTS

__all__ = ["EMPTY", "FACTS", "KEY", "apply", "blocks", "carry", "summary"]


def blocks(scene: Scene, what: Block) -> tuple[Blocker, ...]:
    """Lines of any run that hinder `what`."""
    from dutyterm.shift.lists.place import run_view  # the first page of the program shows no list

    found: list[Blocker] = []
    for run in of(scene.shift).runs.values():
        view = run_view(scene, run.id)
        if isinstance(view, Refusal):
            continue
        for line in view.blocking(what):
            text = Text(f"{line.line.id} {line.line.title.zh}", f"{line.line.id} {line.line.title.en}")
            found.append(Blocker(what, text, line.line.id))
    return tuple(found)


def carry(shift: Shift) -> Mapping[str, object] | None:
    """Nothing: what outlives a shift of its lines are open items."""
    del shift
    return None


def summary(scene: Scene) -> Mapping[str, object]:
    """For each run: list, manual, lines by mark, foot; what they took, how the prediction did (N27)."""
    from dutyterm.shift.lists.place import run_view
    from dutyterm.shift.lists.view import Mark

    found: dict[str, object] = {}
    for run in of(scene.shift).runs.values():
        view = run_view(scene, run.id)
        if isinstance(view, Refusal):
            found[run.id] = {"list": run.list, "manual": run.manual_hash, "answers": len(run.given)}
            continue
        marks = {mark.value: view.count(mark) for mark in Mark if view.count(mark)}
        found[run.id] = {
            "list": run.list,
            "manual": run.manual_hash,
            "lines": len(view.lines),
            "marks": marks,
            "foot": view.foot.value,
            **_times(scene, view),
        }
    return found


def _times(scene: Scene, view: RunView) -> dict[str, object]:
    """Whole milliseconds; a round that may be answered in one act says nothing of single lines."""
    from dutyterm.shift.prediction import durations, hindsight

    if view.checklist.bulk:
        return {"bulk": sum(any(s.given and s.given.bulk for s in v.slots) for v in view.lines)}
    found: dict[str, object] = {"ms": durations(view)}
    after = hindsight(scene, view)
    if after is not None:
        found["predicted"] = {
            "predicted_ms": after.predicted_ms,
            "actual_ms": after.actual_ms,
            "runs": after.runs,
        }
    return found
