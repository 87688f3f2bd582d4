"""What follows when a line or a list comes to its end: put-off items settle, the run is complete (L6)."""

from __future__ import annotations

from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import open_items
from dutyterm.shift.lists import facts, values
from dutyterm.shift.lists.place import complete, run_view
from dutyterm.shift.lists.state import of
from dutyterm.shift.lists.unchanged import untouched
from dutyterm.shift.lists.view import Foot, LineView, Mark, RunView, premises_of
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT


def completed(scene: Scene, run_id: str, events: list[Event], *, by_program: bool = False) -> list[Event]:
    """The events, with what follows from them in the same write.

    A line that was put off and is now answered to its end settles its open item. A run in which nothing is
    left is complete. It says so once: a sample added later is a record of its own. It says so again when a
    line was open in between, and when it ended otherwise than it said.
    """
    if not events or _goes_on(scene, run_id, events):
        return events
    by = None if by_program else scene.by
    after = scene.after(events)
    view = run_view(after, run_id)
    if isinstance(view, Refusal):
        return events
    events = [*events, *(_settled(after, item, line, by) for line in view.lines for item in _put_off(line))]
    if view.foot is Foot.INCOMPLETE:
        return events
    outcome = _outcome(view)
    if outcome == view.run.ended and complete(scene, of(scene.shift).runs[run_id]):
        return events
    return [*events, Event(outcome, by)]


def _goes_on(scene: Scene, run_id: str, events: list[Event]) -> bool:
    """Is it plain at a glance that nothing follows? Most answers are given with much still to do.

    Plain means: only answers, nothing of the list was put off, and a line that no answer of another line can
    reach is still to be finished. Else the list is worked out as it will be, as long a work as to draw it.
    """
    view = run_view(scene, run_id)
    if isinstance(view, Refusal) or any(_put_off_items(line) for line in view.lines):
        return False
    items = set()
    for event in events:
        if not isinstance(event.fact, facts.ItemAnswered | facts.ItemChanged) or event.fact.run != run_id:
            return False
        items.add(event.fact.item)
    touched = frozenset(items)
    return any(
        line.line.required
        and not line.finished
        and line.line.when is None
        and line.line.exclusive is None
        and line.line.records is None
        and untouched(line.line, touched)
        and all(slot.spec.kind != "machine" for slot in line.slots)
        for line in view.lines
    )


def _put_off_items(line: LineView) -> list[open_items.Item]:
    return [item for item in line.open_items if item.sort in ("deferred", "away")]


def _put_off(line: LineView) -> list[open_items.Item]:
    if line.mark not in (Mark.DONE, Mark.OFF):
        return []
    return _put_off_items(line)


def _settled(scene: Scene, item: open_items.Item, line: LineView, by: str | None) -> Event:
    premises = premises_of(scene)
    answers = [values.text_of(s.spec, s.value, premises).zh for s in line.slots if s.value is not None]
    result = ", ".join(answers)[:NAME_LIMIT] or values.YES
    return Event(open_items.OpenItemClosed(ref=item.ref, result=result, by_itself=True), by)


def _outcome(view: RunView) -> facts.RunCompleted:
    return facts.RunCompleted(
        run=view.run.id,
        outcome="complete"
        if view.foot is Foot.COMPLETE
        else ("except_deferred" if view.foot is Foot.EXCEPT_DEFERRED else "overridden"),
        deferred=view.count(Mark.DEFERRED),
        overridden=view.count(Mark.OVERRIDDEN),
    )
