"""Coming back to a list after an interruption: the last two lines are looked at again (N8)."""

from __future__ import annotations

from datetime import timedelta

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.lists import facts
from dutyterm.shift.lists.place import complete, locate
from dutyterm.shift.lists.state import Run, of
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

AWAY = timedelta(minutes=5)
"""Without a record for so long, a run counts as interrupted (D).

What the same person records meanwhile of money, in the register or at a card is being there, too.
"""

LOOK_AGAIN = 2
"""How many of the last lines are asked again."""


@dataclass(frozen=True)
class Interruption:
    """A run was left and is taken up again."""

    minutes: int
    """Whole minutes since the last thing was done in it, or beside it."""
    restarted: bool
    """The program was started anew since then: a power cut, a kill, or a normal end."""
    lines: tuple[str, ...]
    """The last lines, newest first, that have not been looked at again yet."""


def interruption(scene: Scene, run_id: str) -> Interruption | None:
    """Was this run interrupted, and what must be looked at again? None when not, or when all was done."""
    lists = of(scene.shift)
    run = lists.runs.get(run_id)
    if run is None or run.last_at is None or complete(scene, run):
        return None
    restarted = any(record > run.last_record for record, _, _ in life.of(scene.shift).starts)
    beside = run.last_at if restarted else lists.elsewhere.get(run.last_by or "", run.last_at)
    gap = scene.now - max(run.last_at, beside)
    if not restarted and gap < AWAY:
        return None
    lines = tuple(i for i in reversed(run.recent) if _answered(run, i))[:LOOK_AGAIN]
    waiting = tuple(i for i in lines if i not in run.reconfirmed)
    if not waiting:
        return None
    return Interruption(max(0, int(gap.total_seconds() // 60)), restarted, waiting)


def _answered(run: Run, item: str) -> bool:
    return any(s.item == item for s in run.given) or any(s.item == item for s in run.signed)


def reconfirm(scene: Scene, run: str, item: str) -> list[Event] | Refusal:
    """The line was looked at again and holds."""
    at = locate(scene, run, item)
    if isinstance(at, Refusal):
        return at
    if not _answered(at.run, item):
        return Refusal(
            "not_answered", Text("{item} 还没有答。", "{item} has not been answered.").fill(item=item)
        )
    return [Event(facts.ItemReconfirmed(run=run, item=item), scene.by)]
