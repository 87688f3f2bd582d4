"""The family of handovers: who is responsible, what waits to be read and accepted, what is carried on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, cast

from pydantic import BaseModel, ConfigDict

from dutyterm.manual.schema import Block
from dutyterm.model.moment import Moment
from dutyterm.model.record import Fact, Record
from dutyterm.shift import entries, life, open_items
from dutyterm.shift.entries import Severity
from dutyterm.shift.frozen import put
from dutyterm.shift.handover import facts
from dutyterm.shift.shift import Blocker, Scene, Shift
from dutyterm.values import dataclass

KEY = "handover"

CARRY_VERSION = 1

TEXT_CARRIED = 120
"""Characters of an entry that are carried into the next shift; the whole text stays in its own file."""

MOST_CARRIED = 400
"""Entries that are carried one by one; of more than that only their number is (a seal line is bounded)."""

FACTS: tuple[type[Fact], ...] = facts.FACTS


class Stage(StrEnum):
    """Where a handover stands (domain e.7)."""

    NONE = "none"
    """Nothing was handed over: the first shift, the same person, or nothing to take over."""
    PENDING = "pending"
    """Submitted 接班核对: read, then accepted or refused; the outgoing manager is responsible."""
    REFUSED = "refused"
    """Not accepted 有异议: the hall manager decides; the outgoing manager is responsible."""
    RECALLED = "recalled"
    """The outgoing manager goes on, and may offer the shift again."""
    ACCEPTED = "accepted"
    """The taker is responsible 已接班."""


class CarriedEntry(BaseModel):
    """An entry of an earlier shift as the taker reads it; its whole text stands in its own file."""

    model_config = ConfigDict(frozen=True, strict=False, extra="ignore", defer_build=True)

    ref: str
    """`<journal>#<record id>`."""
    at: Moment
    """When it was recorded."""
    occurred_at: Moment
    by: str | None = None
    category: str
    severity: Severity = "normal"
    text: str
    """At most `TEXT_CARRIED` characters of the words that hold."""
    cut: bool = False
    """There is more of it in its own file."""
    corrected: bool = False


@dataclass(frozen=True)
class Tick:
    """Somebody read it."""

    by: str | None
    at: datetime
    remark: str | None = None


@dataclass(frozen=True)
class Acceptance:
    """Who took over, when, and how."""

    by: str | None
    at: datetime
    giver: str | None
    how: facts.How
    reserved: int
    reason: str | None = None
    ruled: bool = False
    """The hall manager decided so."""


@dataclass(frozen=True)
class Relief:
    """A stand-in for a while."""

    giver: str
    taker: str
    reason: str
    began: datetime
    ended: datetime | None = None


@dataclass(frozen=True)
class Handover:
    """The state of the handover into this shift, and of the reliefs in it."""

    journal: str = ""
    seal: str | None = None
    """Seal of the shift that was handed over."""
    giver: str | None = None
    """Person id of who handed it over; None in the first shift."""
    responsible: str | None = None
    """Who is responsible now; the outgoing manager until somebody accepted."""
    stage: Stage = Stage.NONE
    overnight: bool = False
    """The shift was opened later than the one before was sealed: the giver need not be there."""
    waiting: tuple[CarriedEntry, ...] = ()
    """Entries of earlier shifts, oldest first."""
    more: int = 0
    """Entries beyond those, too many to carry one by one."""
    offered: int | None = None
    """Record id of the newest offer: entries of this shift before it are read, too."""
    ticks: Mapping[str, tuple[Tick, ...]] = field(default_factory=dict)
    """Reference -> who read it."""
    reserved: Mapping[str, str] = field(default_factory=dict)
    """Reference -> words of the reservation."""
    acceptance: Acceptance | None = None
    refusals: tuple[tuple[int, str | None, str], ...] = ()
    """Record id, person and words of every refusal."""
    recalls: int = 0
    reliefs: tuple[Relief, ...] = ()
    submitted: bool = False
    """This shift itself was submitted; its seal follows."""

    @property
    def settled(self) -> bool:
        """Nothing waits for a taker."""
        return self.stage in (Stage.NONE, Stage.ACCEPTED)

    @property
    def waits(self) -> bool:
        """Somebody has to take over, or the hall manager to decide: working verbs of others are refused."""
        return self.stage in (Stage.PENDING, Stage.REFUSED)

    @property
    def relief(self) -> Relief | None:
        """The relief that goes on now."""
        return self.reliefs[-1] if self.reliefs and self.reliefs[-1].ended is None else None


EMPTY = Handover()


def of(shift: Shift) -> Handover:
    """This family's part of the shift."""
    return cast(Handover, shift.parts[KEY])


def apply(part: Handover, record: Record) -> Handover:
    """The part after this record."""
    fact = record.fact
    match fact:
        case life.ShiftOpened() if not part.journal:
            return _begun(fact, record.by)
        case open_items.OpenItemRead(ref=ref) if part.waits:
            return _ticked(part, ref, Tick(record.by, record.at))
        case facts.HandoverRead(ref=ref, remark=remark) if part.waits:
            return _ticked(part, ref, Tick(record.by, record.at, remark))
        case facts.HandoverReserved(ref=ref, words=words) if part.waits:
            kept = {known: said for known, said in part.reserved.items() if known != ref}
            return replace(part, reserved=MappingProxyType(kept | ({ref: words} if words else {})))
        case facts.HandoverSubmitted():
            # whoever submits the shift is who hands it over: a hall manager may stand in for it
            return replace(part, submitted=True, responsible=record.by or part.responsible)
        case facts.HandoverAccepted() if part.waits:
            accepted = Acceptance(record.by, record.at, fact.giver, fact.how, fact.reserved, fact.reason)
            return replace(part, stage=Stage.ACCEPTED, responsible=record.by, acceptance=accepted)
        case facts.HandoverRefused() if part.waits:
            refusal = (record.id, record.by, fact.words)
            return replace(part, stage=Stage.REFUSED, refusals=(*part.refusals, refusal))
        case facts.HandoverRecalled() if part.waits:
            return replace(part, stage=Stage.RECALLED, recalls=part.recalls + 1)
        case facts.HandoverDecided() if part.stage is Stage.REFUSED:
            return _decided(part, fact, record.at)
        case facts.HandoverOffered() if part.stage is Stage.RECALLED:
            return replace(
                part, stage=Stage.PENDING, overnight=False, offered=record.id, giver=part.responsible,
                ticks=EMPTY.ticks, reserved=EMPTY.reserved,
            )  # fmt: skip
        case facts.ReliefBegan():
            relief = Relief(fact.giver, fact.taker, fact.reason, record.at)
            return replace(part, responsible=fact.taker, reliefs=(*part.reliefs, relief))
        case facts.ReliefEnded() if part.relief is not None:
            ended = replace(part.relief, ended=record.at)
            return replace(part, responsible=fact.taker, reliefs=(*part.reliefs[:-1], ended))
        case _:
            return part


def _begun(opened: life.ShiftOpened, by: str | None) -> Handover:
    waiting, more = _taken_over(opened.carried.get(KEY))
    part = Handover(
        journal=opened.journal,
        seal=opened.previous,
        giver=opened.giver,
        responsible=by,
        waiting=waiting,
        more=more,
    )
    if opened.sort == "outside":  # hands nothing over: what waited goes on waiting for the next manager
        return replace(part, stage=Stage.RECALLED, responsible=opened.giver)
    if opened.code_check == "seam":
        return replace(part, stage=Stage.PENDING, responsible=opened.giver)
    left = any(key != life.KEY for key in opened.carried)
    if opened.giver in (None, by) or not left:
        return part
    return replace(part, stage=Stage.PENDING, overnight=True, responsible=opened.giver)


def _ticked(part: Handover, ref: str, tick: Tick) -> Handover:
    before = part.ticks.get(ref, ())
    if any(known.by == tick.by for known in before):
        return part
    return replace(part, ticks=put(part.ticks, ref, (*before, tick)))


def _decided(part: Handover, fact: facts.HandoverDecided, at: datetime) -> Handover:
    if fact.ruling == "go_on":
        return replace(part, stage=Stage.RECALLED)
    taker = part.refusals[-1][1] if part.refusals else None
    accepted = Acceptance(taker, at, part.giver, "in_person", len(part.reserved), fact.words, ruled=True)
    return replace(part, stage=Stage.ACCEPTED, responsible=taker, acceptance=accepted)


def blocks(scene: Scene, what: Block) -> tuple[Blocker, ...]:
    """A handover that nobody accepted hinders no further one: it goes on into it."""
    del scene, what
    return ()


def carry(shift: Shift) -> Mapping[str, object] | None:
    """The entries that the next manager reads: of this shift, and earlier ones that nobody took over."""
    part = of(shift)
    rows = [
        *(() if part.settled else part.waiting),
        *(_carried(part.journal, entry) for entry in entries.of(shift).by_id.values()),
    ]
    more = 0 if part.settled else part.more
    if not rows and not more:
        return None
    kept = _most(rows)
    return {
        "v": CARRY_VERSION,
        "entries": [row.model_dump(mode="json", exclude_defaults=True) for row in kept],
        **({"more": more + len(rows) - len(kept)} if more + len(rows) > len(kept) else {}),
    }


def _most(rows: list[CarriedEntry]) -> list[CarriedEntry]:
    """As many as are carried: grave ones first, then the newest, in the order in which they stood."""
    if len(rows) <= MOST_CARRIED:
        return rows
    ranked = sorted(range(len(rows)), key=lambda n: (rows[n].severity == "normal", -n))
    return [rows[n] for n in sorted(ranked[:MOST_CARRIED])]


def _carried(journal: str, entry: entries.Entry) -> CarriedEntry:
    return CarriedEntry(
        ref=f"{journal}#{entry.id}",
        at=entry.at,
        occurred_at=entry.occurred_at,
        by=entry.by,
        category=entry.category,
        severity=entry.severity,
        text=entry.text[:TEXT_CARRIED],
        cut=len(entry.text) > TEXT_CARRIED or bool(entry.additions),
        corrected=bool(entry.struck),
    )


def _taken_over(carried: object) -> tuple[tuple[CarriedEntry, ...], int]:
    """The entries of a carry part; what cannot be read is left out here and named by verify."""
    if not isinstance(carried, Mapping) or carried.get("v") != CARRY_VERSION:
        return (), 0
    rows: Any = carried.get("entries")
    found: dict[str, CarriedEntry] = {}
    for row in rows if isinstance(rows, list | tuple) else ():
        try:
            known = CarriedEntry.model_validate(dict(row), strict=False)
        except (TypeError, ValueError):
            continue
        found.setdefault(known.ref, known)
    more = carried.get("more", 0)
    return tuple(found.values()), more if type(more) is int and more > 0 else 0


def summary(scene: Scene) -> Mapping[str, object]:
    """Who was responsible at the end, who took over and how, refusals, recalls, reliefs."""
    part = of(scene.shift)
    found: dict[str, object] = {
        "stage": part.stage.value,
        "refused": len(part.refusals),
        "recalled": part.recalls,
        "reliefs": len(part.reliefs),
    }
    if part.responsible is not None:
        found["responsible"] = part.responsible
    if part.giver is not None:
        found["giver"] = part.giver
    if part.acceptance is not None:
        found["accepted"] = {
            "by": part.acceptance.by,
            "how": part.acceptance.how,
            "reserved": part.acceptance.reserved,
        }
    return found
