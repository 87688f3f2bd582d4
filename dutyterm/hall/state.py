"""The state of the hall: a fold of the hall journal, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Final, NamedTuple

from dutyterm.hall.facts import (
    CredentialReplaced,
    ManualActivated,
    ManualRead,
    Moved,
    PaperMade,
    PersonAdded,
    PersonalErased,
    PersonChanged,
    PersonLeft,
    PinReset,
    PinSet,
    ProfileSet,
    RecoverySet,
    RecoveryUsed,
    RosterOrdered,
    SignInCleared,
    SignInFailed,
)
from dutyterm.hall.profile import Profile
from dutyterm.model.people import Person, Role
from dutyterm.model.premises import Premises
from dutyterm.model.record import Fact, Record
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Failures:
    """Wrong PINs in a row."""

    count: int
    last: datetime
    """When the last one was typed."""


class Credential(NamedTuple):
    """What the journal knows of a person's PIN."""

    entry: str
    """Hash of the entry in the credentials file."""
    must_change: bool
    """True after a reset, until the person has chosen a PIN."""


class Gone(NamedTuple):
    """When a customer's number was erased, and why (a word of WHY_ERASED, or words)."""

    at: datetime
    why: str


class ActiveManual(NamedTuple):
    """The manual that new runs use."""

    manual: str
    version: str
    content: str


RECOVERY: Final = "recovery"
"""Under this name failed recovery codes are counted."""


@dataclass(frozen=True)
class HallState:
    """The hall as its journal tells it."""

    profile: Profile | None = None
    people: Mapping[str, Person] = field(default_factory=dict)
    """Everybody who ever was here, by permanent id."""
    order: tuple[str, ...] = ()
    """Order in which people stand on the roster; leavers stay in it."""
    credentials: Mapping[str, Credential] = field(default_factory=dict)
    failures: Mapping[str, Failures] = field(default_factory=dict)
    distrusted: frozenset[str] = frozenset()
    """People whose entry in the credentials file was found replaced or missing, until they get a new PIN."""
    recovery: str | None = None
    """Argon2id hash of the recovery code; None when it was used."""
    manual: ActiveManual | None = None
    read: Mapping[str, str] = field(default_factory=dict)
    """Person id -> hash of the manual that this person knows: read, or in force on the person's first day."""
    device: str | None = None
    """The device that writes for the hall."""
    papers: Mapping[str, int] = field(default_factory=dict)
    """Copies of each paper that were made, by sort and subject: `slip demo.2026-11-22-a.k3f9q2`."""

    erased: Mapping[str, Gone] = field(default_factory=dict)
    """Numbers of customers that the vault has no more, by their ids."""

    @property
    def roster(self) -> tuple[Person, ...]:
        """Active people; the n-th has the digit n (0 asks for the 工号)."""
        return tuple(self.people[id] for id in self.order if self.people[id].active)

    @property
    def premises(self) -> Premises | None:
        """What a shift copies when it is opened; None before the hall is set up."""
        return self.profile.premises(self.roster) if self.profile else None

    def by_number(self, number: str) -> Person | None:
        """The active person with that 工号."""
        return next((p for p in self.roster if p.number == number), None)

    def managers(self) -> tuple[Person, ...]:
        """Active hall managers."""
        return tuple(p for p in self.roster if p.role is Role.HALL_MANAGER)


def paper_key(sort: str, subject: str) -> str:
    """Under this key the copies of a paper are counted."""
    return f"{sort} {subject}"


def fold(state: HallState, record: Record) -> HallState:
    """The state after one more record; a record that is not understood or fits nothing changes nothing."""
    return apply(state, record.fact, record.at)


def apply(state: HallState, fact: Fact | None, at: datetime) -> HallState:
    """The state after one more fact, recorded at that time."""
    match fact:
        case ProfileSet():
            return replace(state, profile=fact.profile)
        case PersonAdded():
            if fact.person.id in state.people:
                return state
            people = {**state.people, fact.person.id: fact.person}
            joined = replace(state, people=people, order=(*state.order, fact.person.id))
            return _knowing(joined, state.manual)
        case PersonChanged():
            if fact.person.id not in state.people:
                return state
            return replace(state, people={**state.people, fact.person.id: fact.person})
        case PersonLeft():
            if fact.person not in state.people:
                return state
            left = state.people[fact.person].model_copy(update={"active": False})
            return replace(state, people={**state.people, fact.person: left})
        case RosterOrdered():
            named = [id for id in dict.fromkeys(fact.order) if id in state.people]
            rest = [id for id in state.order if id not in named]
            return replace(state, order=(*named, *rest))
        case ManualActivated():
            manual = ActiveManual(fact.manual, fact.version, fact.content)
            # the first one is no change of anything
            return replace(_knowing(state, state.manual or manual), manual=manual)
        case ManualRead():
            if fact.person not in state.people:
                return state
            return replace(state, read={**state.read, fact.person: fact.content})
        case Moved():
            return replace(state, device=fact.device)
        case PaperMade():
            key = paper_key(fact.sort, fact.subject)
            copies = max(state.papers.get(key, 0), fact.copy_number)
            return replace(state, papers={**state.papers, key: copies})
        case PersonalErased():
            gone = dict.fromkeys(fact.refs, Gone(fact.erased_at, fact.why))
            return replace(state, erased={**state.erased, **gone})
        case _:
            return _apply_signing(state, fact, at)


def _knowing(state: HallState, manual: ActiveManual | None) -> HallState:
    """Whoever has not read any version begins with this one: a newcomer learns the manual as it is."""
    new = [] if manual is None else [id for id in state.people if id not in state.read]
    return (
        state if manual is None else replace(state, read={**dict.fromkeys(new, manual.content), **state.read})
    )


def fold_all(records: Iterable[Record], state: HallState | None = None) -> HallState:
    """The state after all the records."""
    state = state or HallState()
    for record in records:
        state = fold(state, record)
    return state


def _apply_signing(state: HallState, fact: Fact | None, at: datetime) -> HallState:
    match fact:
        case PinSet():
            return _with_pin(state, fact.person, Credential(fact.entry, must_change=False))
        case PinReset():
            return _with_pin(state, fact.person, Credential(fact.entry, must_change=True))
        case SignInFailed():
            who = RECOVERY if fact.what == "recovery" else fact.person
            before = state.failures.get(who)
            failed = Failures((before.count if before else 0) + 1, at)
            return replace(state, failures={**state.failures, who: failed})
        case SignInCleared():
            return replace(state, failures=_without(state.failures, fact.person))
        case CredentialReplaced():
            return replace(state, distrusted=state.distrusted | {fact.person})
        case RecoverySet():
            return replace(state, recovery=fact.hash)
        case RecoveryUsed():
            return replace(state, recovery=None, failures=_without(state.failures, RECOVERY))
        case _:
            return state


def _with_pin(state: HallState, person: str, credential: Credential) -> HallState:
    return replace(
        state,
        credentials={**state.credentials, person: credential},
        failures=_without(state.failures, person),
        distrusted=state.distrusted - {person},
    )


def _without(failures: Mapping[str, Failures], person: str) -> dict[str, Failures]:
    return {who: f for who, f in failures.items() if who != person}
