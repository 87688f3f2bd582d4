"""Whatever is wished in whatever order: one number a person, a hall manager always, ids for ever."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.hall.defaults import sample_profile
from dutyterm.hall.facts import (
    HALL_KINDS,
    CredentialReplaced,
    PersonAdded,
    PinReset,
    PinSet,
    ProfileSet,
    SignInCleared,
    SignInFailed,
)
from dutyterm.hall.rules import add_person, change_person, leave, order_roster
from dutyterm.hall.state import HallState, fold, fold_all
from dutyterm.model.people import Person, Role
from dutyterm.model.record import Event, Fact, Record
from dutyterm.model.refusal import Refusal

START = datetime(2026, 11, 22, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
Wish = Callable[[HallState], list[Event] | Refusal]

ids = st.sampled_from([f"p{n}" for n in range(1, 7)])
numbers = st.sampled_from(["8001", "8002", "8003", "８００２"])
roles = st.sampled_from([Role.HALL_MANAGER, Role.DUTY_MANAGER, Role.CLERK])
wishes: st.SearchStrategy[Wish] = st.one_of(
    st.builds(lambda by, n, r: lambda s: add_person(s, by, n, "某人", r), ids, numbers, roles),
    st.builds(lambda by, i, n: lambda s: change_person(s, by, i, number=n), ids, ids, numbers),
    st.builds(lambda by, i, r: lambda s: change_person(s, by, i, role=r), ids, ids, roles),
    st.builds(lambda by, i: lambda s: leave(s, by, i), ids, ids),
    st.builds(lambda by, o: lambda s: order_roster(s, by, o), ids, st.lists(ids, max_size=4)),
)


def first_records() -> list[Record]:
    manager = Person(id="p1", number="8001", name="林岚", role=Role.HALL_MANAGER)
    facts: list[Fact] = [ProfileSet(profile=sample_profile()), PersonAdded(person=manager)]
    return [record(fact, n) for n, fact in enumerate(facts)]


def record(fact: Fact, n: int) -> Record:
    return HALL_KINDS.read(n, Event(fact, "p1").document(START + timedelta(seconds=n), n))


@settings(max_examples=200, deadline=None)
@given(st.lists(wishes, max_size=25))
def test_no_row_of_wishes_breaks_the_roster(row: list[Wish]) -> None:
    records = first_records()
    state = fold_all(records)
    for wish in row:
        before = state
        outcome = wish(state)
        for event in [] if isinstance(outcome, Refusal) else outcome:
            records.append(record(event.fact, len(records)))
            state = fold(state, records[-1])
        active = [p.number for p in state.roster]
        assert len(set(active)) == len(active)
        assert state.managers()
        assert set(before.people) <= set(state.people)
        assert sorted(state.order) == sorted(state.people)
        assert all(id == person.id for id, person in state.people.items())
    assert fold_all(records) == state


signing = st.one_of(
    st.builds(lambda p, e: PinSet(person=p, entry=e), ids, st.sampled_from("ab")),
    st.builds(lambda p, e: PinReset(person=p, entry=e), ids, st.sampled_from("ab")),
    st.builds(lambda p: SignInFailed(person=p), ids),
    st.builds(lambda p: SignInCleared(person=p, failures=1), ids),
    st.builds(lambda p: CredentialReplaced(person=p, how="replaced"), ids),
)


@given(st.lists(signing, max_size=30), ids)
def test_failures_are_counted_since_the_last_success_or_new_pin(facts: list[Fact], who: str) -> None:
    state = fold_all([record(fact, n) for n, fact in enumerate(facts)])
    mine = [f for f in facts if getattr(f, "person", None) == who]
    ends = [n for n, f in enumerate(mine) if isinstance(f, PinSet | PinReset | SignInCleared)]
    count = sum(isinstance(f, SignInFailed) for f in mine[(ends[-1] + 1) if ends else 0 :])
    failed = state.failures.get(who)
    assert (failed.count if failed else 0) == count


def test_an_unknown_kind_a_newer_version_and_a_broken_body_are_passed_over() -> None:
    state = fold_all(first_records())
    good = Event(PinSet(person="p1", entry="a"), "p1").document(START, 1)
    wrongs: list[dict[str, object]] = [
        {"kind": "pin.guessed"},
        {"v": 2},
        {"body": {"person": 1}},
        {"body": []},
        {"at": "yesterday"},
    ]
    for wrong in wrongs:
        assert fold(state, HALL_KINDS.read(9, {**good, **wrong})) == state
    assert fold(state, HALL_KINDS.read(9, good)) != state
