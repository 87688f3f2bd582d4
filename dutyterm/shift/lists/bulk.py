"""All normal in one act: a round of a `bulk` list under a minute, and how many a shift has had (R3, W2)."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.manual.schema import Checklist
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.lists import facts
from dutyterm.shift.lists.completion import completed
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.state import of
from dutyterm.shift.lists.values import YES
from dutyterm.shift.lists.view import Foot, LineView, Mark, RunView, SlotView
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

NEVER = frozenset({"opening", "closing"})
"""Lists whose lines are answered one by one, whatever a manual says."""


def bulk(scene: Scene, run: str, took_ms: int | None = None) -> list[Event] | Refusal:
    """Answers every line not touched yet with its normal answer, in one record that names them all.

    Exceptions are single answers, before or after it. It never replaces an answer, and never signs.
    """
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    view = run_view(scene, run)
    if isinstance(view, Refusal):
        return view
    if not allowed(view.checklist):
        return Refusal(
            "one_by_one",
            Text(
                "{title}要逐行答,不能一次全部正常。",
                "The lines of {title} are answered one by one, not all at once.",
            ).fill(title=view.checklist.title),
        )
    answers = tuple(
        facts.BulkAnswer(item=s.slot.item, part=s.slot.part, field=s.slot.field, value=value)
        for line in covered(view)
        for s in line.slots
        if s.open and (value := normal(s)) is not None
    )
    if not answers:
        return Refusal(
            "nothing_left",
            Text(
                "没有还没答的行;要改的到那一行改。",
                "No line is left to answer; go to a line to change its answer.",
            ),
        )
    return completed(scene, run, [Event(facts.RunBulk(run=run, answers=answers, took_ms=took_ms), scene.by)])


def allowed(checklist: Checklist) -> bool:
    """May the normal answers of this list be given together?"""
    return checklist.bulk and checklist.id not in NEVER


def covered(view: RunView) -> tuple[LineView, ...]:
    """The lines that one act would answer now, for showing before it is done."""
    return tuple(line for line in view.lines if _covered(line)) if allowed(view.checklist) else ()


def _covered(line: LineView) -> bool:
    """Only a line that nobody has touched, that every round asks, and that is normal as a whole."""
    here = line.line
    single = not here.bulk or here.block is not None or here.away or here.opens_doors or here.closes_doors
    if single or not here.required or line.mark is not Mark.TODO:
        return False
    asked = [slot for slot in line.slots if slot.open]
    return bool(asked) and all(normal(slot) is not None for slot in asked)


def normal(slot: SlotView) -> str | None:
    """The normal answer of a field, as far as there is one without looking: a tick, or the first choice."""
    if slot.spec.kind == "confirm":
        return YES
    if slot.spec.kind == "choice" and slot.spec.choices:
        first = slot.spec.choices[0]
        return None if first.off or first.block else first.id
    return None


@dataclass(frozen=True)
class Rounds:
    """How often a list was walked in this shift."""

    list: str
    done: int
    """Finished runs."""
    started: int
    minimum: int | None
    """Compliant from so many finished runs on; None = nobody counts."""

    @property
    def compliant(self) -> bool:
        """Were there enough (patrol: two a shift, W2)?"""
        return self.minimum is None or self.done >= self.minimum


def rounds(scene: Scene, list_id: str) -> Rounds:
    """The finished and begun runs of a list in this shift."""
    runs = [run for run in of(scene.shift).runs.values() if run.list == list_id]
    done = 0
    for run in runs:
        view = run_view(scene, run.id)
        # a run under another manual counts as it was finished then
        if isinstance(view, Refusal):
            done += run.ended is not None
        else:
            done += view.foot is not Foot.INCOMPLETE
    checklist = scene.manual.list(list_id)
    return Rounds(list_id, done, len(runs), None if checklist is None else checklist.min_per_shift)
