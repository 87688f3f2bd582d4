"""Works out what a run of a list looks like now; lines that an answer does not touch stay as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from dutyterm.i18n import Text
from dutyterm.manual.schema import Checklist, FieldSpec, Line
from dutyterm.model import hours
from dutyterm.model.premises import Premises
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life, open_items
from dutyterm.shift.lists import norms
from dutyterm.shift.lists.activity import exclusive_taken, line_active
from dutyterm.shift.lists.line_view import Foot as Foot
from dutyterm.shift.lists.line_view import LineView as LineView
from dutyterm.shift.lists.line_view import RunView as RunView
from dutyterm.shift.lists.line_view import SlotView as SlotView
from dutyterm.shift.lists.machines import by_records, machine_value, recorded_answer
from dutyterm.shift.lists.marks import ANSWERABLE
from dutyterm.shift.lists.marks import FINISHED as FINISHED
from dutyterm.shift.lists.marks import Mark as Mark
from dutyterm.shift.lists.parts import premises_of as premises_of
from dutyterm.shift.lists.parts import slots_of
from dutyterm.shift.lists.state import Run, Slot
from dutyterm.shift.lists.unchanged import changed_items, same_world, untouched
from dutyterm.shift.shift import Scene, Shift


def evaluate(scene: Scene, run: Run, checklist: Checklist) -> RunView:
    """The run as it stands, with this checklist (the one of the run's own manual).

    It follows from shift, run and checklist alone, which never change: a page that asks again while nothing
    was written is given the same view.
    """
    global _known
    for known in _known:
        if known.shift is scene.shift and known.run is run and known.checklist is checklist:
            return known.view
    before = next((k for k in _known if k.run.id == run.id and k.checklist is checklist), None)
    found = _evaluated(scene, run, checklist, before)
    _known = (found, *_known[: _KEPT - 1])
    return found.view


class _Evaluated(NamedTuple):
    """A run that was worked out, and from what."""

    shift: Shift
    run: Run
    checklist: Checklist
    plain: tuple[LineView, ...]
    """The lines before the records of other families answer them."""
    view: RunView


_KEPT: Final = 16
"""More lists than one page shows at a time: else every drawing would evaluate each of them anew."""
_known: tuple[_Evaluated, ...] = ()


def _evaluated(scene: Scene, run: Run, checklist: Checklist, before: _Evaluated | None = None) -> _Evaluated:
    """Anew, but for the lines that cannot have changed since `before`: a key touches one line of forty."""
    premises = premises_of(scene)
    taken = exclusive_taken(run, checklist, premises)
    known: dict[str, LineView] = {}
    if before is not None and same_world(before.shift, scene.shift, run.id):
        changed = changed_items(before.run, run)
        known = {view.line.id: view for view in before.plain if untouched(view.line, changed)}
    lines: list[LineView] = []
    for line in checklist.lines:
        active = (
            line_active(line, run, checklist, premises)
            and taken.get(line.exclusive or "", line.id) == line.id
        )
        kept = known.get(line.id)
        if kept is not None and (kept.mark is not Mark.INACTIVE) is active:
            lines.append(kept)
        else:
            lines.append(_line_view(scene, run, line, premises, due_at(scene, line.due), active))
    plain = tuple(lines)
    lines = [_with_records(scene, view) for view in lines]
    view = RunView(run, checklist, tuple(lines))
    by_itself = [at for at, v in enumerate(lines) if any(slot.spec.kind == "machine" for slot in v.slots)]
    if by_itself:
        for at in by_itself:
            lines[at] = _with_machines(scene, view, lines[at])
        view = replace(view, lines=tuple(lines))
    return _Evaluated(scene.shift, run, checklist, plain, view)


def due_at(scene: Scene, offset: str | None) -> datetime | None:
    """The moment of an offset on this business day; None on a closed day or for no offset."""
    opened = life.of(scene.shift).opened
    if offset is None or opened is None or opened.opens is None or opened.closes is None:
        return None
    parsed = hours.parse_offset(offset)
    if isinstance(parsed, Refusal):
        return None
    try:
        return hours.due(parsed, opened.opens, opened.closes)
    except OverflowError:  # a forged opening record at the end of all time
        return None


def _line_view(
    scene: Scene, run: Run, line: Line, premises: Premises, due: datetime | None, active: bool
) -> LineView:
    slots = tuple(_slot_view(run, slot, spec, name, premises) for slot, spec, name in slots_of(line, scene))
    nothing_to_repeat = (
        line.each is not None and not any(s.slot.part for s in slots) and any(f.each for f in line.fields)
    )
    # an answer under a condition that no longer holds is kept, and counts for nothing (L3)
    given = [s.given for s in slots if s.given is not None and s.active]
    failing = any(g.norm == "block" for g in given)
    if line.block_when is not None:
        failing = failing or any(
            norms.holds(line.block_when, g.value, premises)
            for s in slots
            if (g := s.given) is not None
            and s.active
            and s.slot.field == (line.block_when.field or s.slot.field)
        )
    exempt = run.overridden.get(line.id) or run.not_applicable.get(line.id) or run.deferred.get(line.id)
    times = [g.at for g in given] + [x.at for s in slots for x in s.signatures]
    if exempt is not None:
        times.append(exempt.at)
    off = failing or any(g.norm != "ok" for g in given)
    return LineView(
        line=line,
        mark=_mark(run, line, slots, active and not nothing_to_repeat, off),
        slots=slots,
        due=due,
        done_at=max(times, default=None),
        failing=failing,
        exempt=exempt,
        open_items=open_items.of(scene.shift).of_line(run.id, line.id),
    )


def _slot_view(run: Run, slot: Slot, spec: FieldSpec, name: Text, premises: Premises) -> SlotView:
    given = run.given.get(slot)
    active = True
    if spec.when is not None:
        item = spec.when.item or slot.item
        if spec.when.flag is not None:
            active = norms.holds(spec.when, None, premises)
        else:
            answers = [
                g.value
                for s, g in run.given.items()
                if s.item == item
                and s.field == spec.when.field
                and (item != slot.item or s.part in ("", slot.part))
            ]
            active = any(norms.holds(spec.when, value, premises) for value in answers)
    return SlotView(
        slot=slot,
        spec=spec,
        part_name=name,
        value=None if given is None else given.value,
        given=given,
        signatures=run.signed.get(slot, ()),
        active=active,
        total=norms.figure(spec.total, premises),
    )


def _mark(run: Run, line: Line, slots: tuple[SlotView, ...], active: bool, off: bool) -> Mark:
    if not active:
        return Mark.INACTIVE
    if line.id in run.overridden:
        return Mark.OVERRIDDEN
    if line.id in run.not_applicable:
        return Mark.NOT_APPLICABLE
    if line.id in run.deferred:
        return Mark.DEFERRED
    open_slots = [slot for slot in slots if slot.open]
    if not open_slots:
        # a line of optional fields only is finished when something was said
        if not any(slot.touched or slot.spec.kind == "machine" for slot in slots):
            return Mark.TODO
        return Mark.OFF if off else Mark.DONE
    if all(slot.spec.kind == "dual" for slot in open_slots) and any(slot.touched for slot in slots):
        return Mark.MARKED
    return Mark.PROGRESS if any(slot.touched for slot in slots) else Mark.TODO


def _with_machines(scene: Scene, view: RunView, line: LineView) -> LineView:
    slots = tuple(
        replace(slot, value=machine_value(slot.spec.machine, view.limited, scene))
        if slot.spec.kind == "machine"
        else slot
        for slot in line.slots
    )
    active = line.mark is not Mark.INACTIVE
    off = line.failing or any(s.given is not None and s.active and s.given.norm != "ok" for s in slots)
    return replace(line, slots=slots, mark=_mark(view.run, line.line, slots, active, off))


def _with_records(scene: Scene, line: LineView) -> LineView:
    """Answered by the records of money or of the register of manual acceptance, or by a drill.

    Where these alone answer (`cash_records`) they hold, whatever was typed before; elsewhere a line that
    somebody began to answer by hand stays by hand, and one that they have answered stays with them.
    """
    name = line.line.records
    if name is None and line.line.drill is None:
        return line
    strict = name is not None and by_records(name, scene)
    if strict:
        line = replace(line, by_records=True)
    if line.mark not in (ANSWERABLE if strict else (Mark.TODO,)):
        return line
    answer = recorded_answer(line.line, scene, finished=line.finished)
    if answer is None:
        return line
    slots = tuple(replace(slot, closed=True) for slot in line.slots)
    mark = Mark.OFF if answer.off or answer.failing else Mark.DONE
    if answer.waits:
        begun = Mark.PROGRESS if any(part.done for part in answer.told) else Mark.TODO
        mark = line.mark if line.mark is Mark.DEFERRED else begun
    alone = strict or (name is not None and not answer.waits)  # who took part in a drill is still typed
    return replace(line, slots=slots, mark=mark, failing=answer.failing, records=answer, by_records=alone)
