"""What a run of a list looks like: each line's mark, its open fields, what it blocks and limits."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from dutyterm.i18n import Text
from dutyterm.manual.schema import Block, Checklist, FieldSpec, Line
from dutyterm.shift import open_items
from dutyterm.shift.line_answer import LineAnswer
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.lists.marks import FINISHED, Mark
from dutyterm.shift.lists.parts import premises_of as premises_of
from dutyterm.shift.lists.state import Exempt, Given, Run, Signature, Slot
from dutyterm.values import dataclass


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
    """What the records of money, of the register or a drill answered it with."""
    by_records: bool = False
    """Only records answer it here, or they have answered it: nothing is typed by hand."""

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
    def first_done_at(self) -> datetime | None:
        """When it was answered to its end for the first time: a later correction makes nothing late."""
        times = [s.given.first_at for s in self.slots if s.given is not None and s.active]
        times += [signature.at for s in self.slots for signature in s.signatures]
        if self.exempt is not None:
            times.append(self.exempt.at)
        return max(times, default=self.done_at)

    @property
    def answered_late(self) -> bool:
        """Was it finished after its due time? Away lines are never late (design 5)."""
        at = self.first_done_at
        if self.line.away or self.due is None or at is None or not self.finished:
            return False
        return at > self.due


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
