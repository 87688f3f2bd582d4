"""The state of every run of a list in this shift: a plain fold, without any meaning of the manual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple, cast

from dutyterm.model.record import Record
from dutyterm.shift.frozen import drop, put
from dutyterm.shift.life import ProgramStarted
from dutyterm.shift.lists import facts
from dutyterm.shift.lists.facts import Norm, Value
from dutyterm.shift.lists.timing import Pace
from dutyterm.shift.shift import Shift
from dutyterm.values import dataclass

KEY = "lists"


class Slot(NamedTuple):
    """The address of one thing to answer within a run."""

    item: str
    part: str
    """Which till, exit, person ...; empty when the line does not repeat."""
    field: str

    def covers(self, fact: Slot) -> bool:
        """Does a signature here cover what is answered there: the same part, or what is once for the line?"""
        return self.item == fact.item and (self.part == fact.part or "" in (self.part, fact.part))


@dataclass(frozen=True)
class Earlier:
    """An answer that was replaced (L14)."""

    value: Value
    at: datetime
    by: str | None
    reason: str
    """Empty when the record gave none: a second first answer, which no rule writes."""


@dataclass(frozen=True)
class Given:
    """The answer that holds."""

    value: Value
    norm: Norm
    at: datetime
    by: str | None
    record: int
    occurred_at: datetime | None = None
    earlier: tuple[Earlier, ...] = ()
    bulk: bool = False
    """Given by the one act for all that is normal, not by itself."""

    @property
    def first_at(self) -> datetime:
        """When something was answered here for the first time."""
        return self.earlier[0].at if self.earlier else self.at


@dataclass(frozen=True)
class Signature:
    """One person's signature."""

    person: str
    at: datetime
    by: str | None
    shown: str


@dataclass(frozen=True)
class Exempt:
    """Why a line counts as finished without an answer."""

    at: datetime
    by: str | None
    reason: str
    until: str | None = None
    """For a deferred line."""
    manager: str | None = None
    """For an overridden line."""
    medium: str | None = None


@dataclass(frozen=True)
class Run:
    """One walk through a list."""

    id: str
    list: str
    manual_hash: str
    started_at: datetime
    started_by: str | None
    given: Mapping[Slot, Given] = field(default_factory=dict)
    signed: Mapping[Slot, tuple[Signature, ...]] = field(default_factory=dict)
    deferred: Mapping[str, Exempt] = field(default_factory=dict)
    not_applicable: Mapping[str, Exempt] = field(default_factory=dict)
    overridden: Mapping[str, Exempt] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    """Lines in the order in which they were last touched, newest last, each once."""
    last_at: datetime | None = None
    last_record: int = 0
    """Record id of the last thing done in this run."""
    last_by: str | None = None
    """Who did it."""
    reconfirmed: frozenset[str] = frozenset()
    """Lines looked at again since the last other record of the run."""
    completed: facts.RunCompleted | None = None
    """Set while nothing was touched since the run was complete."""
    ended: facts.RunCompleted | None = None
    """The last word that it was complete; it may have been touched since (`place.complete`)."""
    pace: Pace = Pace()
    """How long its lines took."""


@dataclass(frozen=True)
class Lists:
    """All runs of the shift by id."""

    runs: Mapping[str, Run] = field(default_factory=dict)
    elsewhere: Mapping[str, datetime] = field(default_factory=dict)
    """Person id -> when they last recorded something of money, the register or a card."""

    def latest(self, list_id: str) -> Run | None:
        """The newest run of this list."""
        return next((run for run in reversed(tuple(self.runs.values())) if run.list == list_id), None)


EMPTY = Lists()

ELSEWHERE: Final = frozenset({"cash", "register", "manual_entry", "procedure", "step", "after_action"})
"""First words of the records of work beside the lists: whoever makes one was not away (N8)."""


def of(shift: Shift) -> Lists:
    """This family's part of the shift."""
    return cast(Lists, shift.parts[KEY])


def apply(part: Lists, record: Record) -> Lists:
    """The part after this record."""
    fact = record.fact
    if isinstance(fact, facts.RunStarted):
        if fact.run in part.runs:
            return part
        run = Run(
            fact.run,
            fact.list,
            fact.manual_hash,
            record.at,
            record.by,
            last_record=record.id,
            pace=Pace(last=record.mono),
        )
        return replace(part, runs=put(part.runs, fact.run, run))
    if isinstance(fact, ProgramStarted):
        return _started_again(part)
    if record.by is not None and record.kind.partition(".")[0] in ELSEWHERE:
        return replace(part, elsewhere=put(part.elsewhere, record.by, record.at))
    if not isinstance(fact, facts.FACTS):
        return part
    known = part.runs.get(getattr(fact, "run", ""))
    if known is None:
        return part
    new = _apply_to_run(known, record)
    return part if new is known else replace(part, runs=put(part.runs, known.id, new))


def _started_again(part: Lists) -> Lists:
    paces = {run.id: run.pace.interrupted() for run in part.runs.values()}
    if all(paces[run.id] is run.pace for run in part.runs.values()):
        return part
    runs = {id: replace(run, pace=paces[id]) for id, run in part.runs.items()}
    return replace(part, runs=MappingProxyType(runs))


def _apply_to_run(run: Run, record: Record) -> Run:
    match record.fact:
        case facts.RunBulk() as fact:
            return _in_bulk(run, fact, record)
        case facts.ItemAnswered() as fact:
            return _answered(run, fact, record, fact.occurred_at, "")
        case facts.ItemChanged() as fact:
            return _answered(run, fact, record, None, fact.reason)
        case facts.ItemSigned() as fact:
            slot = Slot(fact.item, fact.part, fact.field)
            signature = Signature(fact.person, record.at, record.by, fact.shown)
            both = (*run.signed.get(slot, ()), signature)
            return _touched(
                _freed(replace(run, signed=put(run.signed, slot, both)), fact.item), fact.item, record
            )
        case facts.ItemTakenBack() as fact:
            given_left = {s: g for s, g in run.given.items() if s.item != fact.item}
            signed_left = {s: g for s, g in run.signed.items() if s.item != fact.item}
            bare = replace(run, given=MappingProxyType(given_left), signed=MappingProxyType(signed_left))
            return _touched(_freed(bare, fact.item), fact.item, record)
        case facts.ItemDeferred() as fact:
            exempt = Exempt(record.at, record.by, fact.reason, until=fact.until)
            freed = _freed(run, fact.item)
            return _touched(
                replace(freed, deferred=put(freed.deferred, fact.item, exempt)), fact.item, record
            )
        case facts.ItemNotApplicable() as fact:
            exempt = Exempt(record.at, record.by, fact.reason)
            freed = _freed(run, fact.item)
            na = put(freed.not_applicable, fact.item, exempt)
            return _touched(replace(freed, not_applicable=na), fact.item, record)
        case facts.ItemOverridden() as fact:
            exempt = Exempt(record.at, record.by, fact.reason, manager=fact.manager, medium=fact.medium)
            freed = _freed(run, fact.item)
            return _touched(
                replace(freed, overridden=put(freed.overridden, fact.item, exempt)), fact.item, record
            )
        case facts.ItemReconfirmed() as fact:
            return replace(run, reconfirmed=run.reconfirmed | {fact.item})
        case facts.RunCompleted() as fact:
            return replace(run, completed=fact, ended=fact)
        case _:
            return run


def _answered(
    run: Run,
    fact: facts.ItemAnswered | facts.ItemChanged,
    record: Record,
    occurred_at: datetime | None,
    reason: str,
) -> Run:
    slot = Slot(fact.item, fact.part, fact.field)
    old = run.given.get(slot)
    earlier: tuple[Earlier, ...] = ()
    if old is not None:
        # what stood there is kept as it stood, whatever the new record claims about it
        earlier = (*old.earlier, Earlier(old.value, old.at, old.by, reason))
        occurred_at = occurred_at or old.occurred_at
    given = Given(fact.value, fact.norm, record.at, record.by, record.id, occurred_at, earlier)
    # a signature covers what was shown when it was given: changed facts must be signed again
    signed = {s: v for s, v in run.signed.items() if not s.covers(slot)}
    changed = replace(run, given=put(run.given, slot, given), signed=MappingProxyType(signed))
    return _touched(_freed(changed, fact.item), fact.item, record)


def _in_bulk(run: Run, fact: facts.RunBulk, record: Record) -> Run:
    """Answers what stands open; an answer given by itself is never replaced."""
    given, new = dict(run.given), []
    for answer in fact.answers:
        slot = Slot(answer.item, answer.part, answer.field)
        if slot not in given:
            given[slot] = Given(answer.value, "ok", record.at, record.by, record.id, bulk=True)
            new.append(slot.item)
    if not new:
        return run
    changed = replace(run, given=MappingProxyType(given))
    for item in dict.fromkeys(new):
        changed = _touched(_freed(changed, item), item, record)
    return replace(changed, pace=run.pace.at(record.mono))


def _freed(run: Run, item: str) -> Run:
    """A newer word on a line replaces an earlier deferral, override or not-applicable."""
    return replace(
        run,
        deferred=drop(run.deferred, item),
        not_applicable=drop(run.not_applicable, item),
        overridden=drop(run.overridden, item),
    )


def _touched(run: Run, item: str, record: Record) -> Run:
    recent = (*(i for i in run.recent if i != item), item)
    return replace(
        run,
        recent=recent,
        last_at=record.at,
        last_record=record.id,
        last_by=record.by,
        reconfirmed=frozenset(),
        completed=None,
        pace=run.pace.after(item, record.mono),
    )
