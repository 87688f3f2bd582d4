"""What a run of a list looks like now: each line's mark, its open fields, what it blocks and limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from dutyterm.i18n import Text
from dutyterm.manual.schema import Block, Checklist, FieldSpec, Line
from dutyterm.model import hours
from dutyterm.model.premises import Premises
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life, open_items
from dutyterm.shift.cash.lines import LineAnswer, by_records, line_answer
from dutyterm.shift.lists import norms
from dutyterm.shift.lists.activity import exclusive_taken, line_active
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.lists.machines import machine_value
from dutyterm.shift.lists.marks import ANSWERABLE
from dutyterm.shift.lists.marks import FINISHED as FINISHED
from dutyterm.shift.lists.marks import Mark as Mark
from dutyterm.shift.lists.parts import premises_of as premises_of
from dutyterm.shift.lists.parts import slots_of
from dutyterm.shift.lists.state import Exempt, Given, Run, Signature, Slot
from dutyterm.shift.lists.unchanged import changed_items, same_world, untouched
from dutyterm.shift.register import lines as register
from dutyterm.shift.shift import Scene, Shift


@dataclass(frozen=True)
class SlotView:
    """One thing to answer."""

    slot: Slot
    spec: FieldSpec
    part_name: Text
    """Name of the till, exit, person ...; empty when the line does not repeat."""
    value: Value | None
    """The answer that holds, or what the machine derives."""
    given: Given | None
    signatures: tuple[Signature, ...]
    active: bool
    """False when the field's own condition does not hold."""
    total: int | None
    """For a count: all there should be."""

    closed: bool = False
    """The records of money answer its line: nothing is asked."""

    @property
    def open(self) -> bool:
        """Still to be answered or signed?"""
        if not self.active or self.spec.optional or self.closed:
            return False
        if self.spec.kind == "dual":
            return len({signature.person for signature in self.signatures}) < 2
        return self.value is None

    @property
    def touched(self) -> bool:
        """Has anything been recorded here?"""
        return self.given is not None or bool(self.signatures)


@dataclass(frozen=True)
class LineView:
    """One line as it stands."""

    line: Line
    mark: Mark
    slots: tuple[SlotView, ...]
    due: datetime | None
    done_at: datetime | None
    """When it was last touched."""
    failing: bool
    """Fails what it blocks or limits."""
    exempt: Exempt | None
    """Why it counts as finished without an answer, when it does."""
    open_items: tuple[open_items.Item, ...]
    records: LineAnswer | None = None
    """What the records of money answered it with."""
    by_records: bool = False
    """Only the records of money answer it here: nothing is typed by hand."""

    @property
    def finished(self) -> bool:
        """Nothing more is asked now."""
        return self.mark in FINISHED

    @property
    def blocking(self) -> Block | None:
        """What this line hinders now. A deferred line still does; an override or not-applicable frees it."""
        if self.line.block is None or self.mark in (Mark.INACTIVE, Mark.NOT_APPLICABLE, Mark.OVERRIDDEN):
            return None
        hinders = self.failing or (self.line.required and self.mark not in (Mark.DONE, Mark.OFF))
        return self.line.block if hinders else None

    @property
    def limited(self) -> tuple[str, ...]:
        """Services that are limited because of this line."""
        if not self.line.limits or self.mark in (Mark.INACTIVE, Mark.NOT_APPLICABLE, Mark.OVERRIDDEN):
            return ()
        unfinished = self.line.required and self.mark not in (Mark.DONE, Mark.OFF)
        return self.line.limits if self.failing or unfinished else ()

    @property
    def next_slot(self) -> SlotView | None:
        """The first thing still to be answered; what is to be signed comes after the facts that it covers."""
        return next((slot for slot in self.slots if slot.open and self.facts_ready(slot)), None)

    def facts_ready(self, slot: SlotView) -> bool:
        """Is everything answered that a signature here would cover? Always so for what is no signature."""
        return slot.spec.kind != "dual" or not any(
            s.open and s.spec.kind != "dual" and slot.slot.covers(s.slot) for s in self.slots
        )

    @property
    def limited_parts(self) -> tuple[str, ...]:
        """Ids of the tills, classes of stock ... that `limited` is about; empty = the whole service."""
        if not (self.line.limits_part and self.limited):
            return ()
        if self.records is not None:
            return self.records.parts
        wrong = [
            s for s in self.slots if s.open or (s.active and s.given is not None and s.given.norm == "block")
        ]
        if any(not s.slot.part for s in wrong):
            return ()
        return tuple(dict.fromkeys(s.slot.part for s in wrong))

    def late_by(self, now: datetime) -> int | None:
        """Whole minutes past the due time, for a line that is still to do; None when not late or away."""
        if self.due is None or self.line.away or self.finished or now <= self.due:
            return None
        return int((now - self.due).total_seconds() // 60)

    @property
    def answered_late(self) -> bool:
        """Was it finished after its due time? Away lines are never late (design 5)."""
        if self.line.away or self.due is None or self.done_at is None or not self.finished:
            return False
        return self.done_at > self.due


class Foot(StrEnum):
    """The state of the whole list (L6)."""

    INCOMPLETE = "incomplete"
    COMPLETE = "complete"
    EXCEPT_DEFERRED = "except_deferred"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True)
class RunView:
    """The whole run."""

    run: Run
    checklist: Checklist
    lines: tuple[LineView, ...]

    def line(self, item: str) -> LineView | None:
        """The line with this id."""
        return next((view for view in self.lines if view.line.id == item), None)

    def count(self, *marks: Mark) -> int:
        """How many lines have one of these marks."""
        return sum(view.mark in marks for view in self.lines)

    @property
    def left(self) -> tuple[LineView, ...]:
        """Lines that must still be finished."""
        return tuple(view for view in self.lines if view.line.required and not view.finished)

    @property
    def foot(self) -> Foot:
        """Complete, complete except deferred, overridden, or incomplete."""
        if self.left:
            return Foot.INCOMPLETE
        if self.count(Mark.DEFERRED):
            return Foot.EXCEPT_DEFERRED
        return Foot.OVERRIDDEN if self.count(Mark.OVERRIDDEN) else Foot.COMPLETE

    def blocking(self, what: Block) -> tuple[LineView, ...]:
        """Lines that hinder `what`, the line that opens the doors itself left out."""
        return tuple(v for v in self.lines if v.blocking == what and not v.line.opens_doors)

    @property
    def limited(self) -> tuple[str, ...]:
        """Services that are limited now, each once, in the list's own order."""
        found = {service for view in self.lines for service in view.limited}
        return tuple(service.id for service in self.checklist.services if service.id in found)

    def next_unfinished(
        self, after: str | None = None, *, skip: frozenset[str] = frozenset()
    ) -> LineView | None:
        """The next line with something to do behind `after`, then from the top (L1, L15)."""
        start = 0
        if after is not None:
            start = next((i + 1 for i, v in enumerate(self.lines) if v.line.id == after), 0)
        order = (*self.lines[start:], *self.lines[:start])
        return next((v for v in order if not v.finished and v.line.id not in skip), None)


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
    if any(slot.spec.kind == "machine" for v in lines for slot in v.slots):
        view = replace(view, lines=tuple(_with_machines(scene, view, v) for v in lines))
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
    if not any(slot.spec.kind == "machine" for slot in line.slots):
        return line
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
    """Answered by the records of money, or of the register of manual acceptance.

    Where these alone answer (`cash_records`) they hold, whatever was typed before; elsewhere a line that
    somebody began to answer by hand stays by hand.
    """
    name = line.line.records
    if name is None:
        return line
    strict = by_records(name, scene) or register.by_records(name, scene)
    if strict:
        line = replace(line, by_records=True)
    if line.mark not in (ANSWERABLE if strict else (Mark.TODO,)):
        return line
    answer = line_answer(name, scene, finished=line.finished) or register.line_answer(name, scene)
    if answer is None:
        return line
    slots = tuple(replace(slot, closed=True) for slot in line.slots)
    mark = Mark.OFF if answer.off or answer.failing else Mark.DONE
    if answer.waits:
        mark = line.mark if line.mark is Mark.DEFERRED else Mark.TODO
    return replace(line, slots=slots, mark=mark, failing=answer.failing, records=answer)
