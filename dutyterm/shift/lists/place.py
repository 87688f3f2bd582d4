"""Finding the run and the line that a wish is about."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.manual.schema import Checklist
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.lists.state import Run, of
from dutyterm.shift.lists.view import Foot, LineView, RunView, evaluate
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass


@dataclass(frozen=True)
class At:
    """A place in a run, found and checked."""

    run: Run
    checklist: Checklist
    view: RunView
    line: LineView


def run_view(scene: Scene, run_id: str) -> RunView | Refusal:
    """The run as it stands, or why there is none."""
    run = of(scene.shift).runs.get(run_id)
    if run is None:
        return Refusal(
            "no_run",
            Text("这张清单还没有开始,按 Enter 开始。", "This list has not been started; Enter starts it."),
        )
    checklist = scene.manual.list(run.list)
    if checklist is None or run.manual_hash != scene.manual.hash:
        return Refusal(
            "other_manual",
            Text(
                "这张清单用的是另一版手册,请重新打开程序。",
                "This list uses another version of the manual; start the program again.",
            ),
        )
    return evaluate(scene, run, checklist)


def complete(scene: Scene, run: Run) -> bool:
    """Has it come to its end? What was added after that leaves it there, unless a line is open again."""
    if run.completed is not None or run.ended is None:
        return run.completed is not None
    view = run_view(scene, run.id)
    return isinstance(view, Refusal) or view.foot is not Foot.INCOMPLETE


def locate(scene: Scene, run_id: str, item: str) -> At | Refusal:
    """The line of a run that a wish is about."""
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    view = run_view(scene, run_id)
    if isinstance(view, Refusal):
        return view
    line = view.line(item)
    if line is None:
        return Refusal("no_line", Text("清单里没有 {item}。", "The list has no {item}.").fill(item=item))
    return At(view.run, view.checklist, view, line)
