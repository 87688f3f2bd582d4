"""Everybody who signs in confirms having read what changed in the manual (R2-14)."""

from __future__ import annotations

from dutyterm.hall.facts import ManualRead
from dutyterm.hall.reading import confirm, must_read, unread
from dutyterm.hall.rules import activate_manual, add_person, leave
from dutyterm.model.people import Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from tests.hall.small_hall import SmallHall

FIRST, SECOND, THIRD = "1" * 64, "2" * 64, "3" * 64


def granted(outcome: list[Event] | Refusal) -> list[Event]:
    assert not isinstance(outcome, Refusal), outcome
    return outcome


def code(outcome: list[Event] | Refusal) -> str:
    return outcome.code if isinstance(outcome, Refusal) else "granted"


def in_force(hall: SmallHall, content: str) -> None:
    hall.write(granted(activate_manual(hall.state, "p1", "default", content[0], content)))


def names(hall: SmallHall) -> list[str]:
    return [person.name for person in unread(hall.state)]


def test_the_first_manual_of_a_hall_is_no_change_and_asks_nobody(hall: SmallHall) -> None:
    assert names(hall) == []
    in_force(hall, FIRST)
    assert names(hall) == []


def test_another_version_is_to_be_read_by_everybody_who_signs_in(hall: SmallHall) -> None:
    in_force(hall, FIRST)
    in_force(hall, SECOND)
    asked = names(hall)
    assert asked[:2] == ["林岚", "王敏"], "the hall manager who activated it reads it, too"
    guards = [p for p in hall.state.roster if p.role is Role.GUARD]
    assert guards
    assert not {p.name for p in guards} & set(asked), "a guard never signs in: he is told by word of mouth"


def test_a_confirmation_is_a_record_with_both_versions_and_their_number_of_changes(hall: SmallHall) -> None:
    in_force(hall, FIRST)
    in_force(hall, SECOND)
    (event,) = granted(confirm(hall.state, "p2", SECOND, 7))
    assert event.by == "p2"
    assert event.fact == ManualRead(person="p2", content=SECOND, version="2", before=FIRST, changes=7)
    hall.write([event])
    assert "王敏" not in names(hall)
    assert code(confirm(hall.state, "p2", SECOND, 7)) == "no_change"


def test_who_missed_a_version_reads_from_the_one_confirmed_last(hall: SmallHall) -> None:
    for content in (FIRST, SECOND, THIRD):
        in_force(hall, content)
    (event,) = granted(confirm(hall.state, "p2", THIRD, 1))
    assert isinstance(event.fact, ManualRead)
    assert event.fact.before == FIRST


def test_what_was_replaced_while_it_was_read_is_not_confirmed(hall: SmallHall) -> None:
    for content in (FIRST, SECOND, THIRD):
        in_force(hall, content)
    assert code(confirm(hall.state, "p2", SECOND, 1)) == "manual_changed"


def test_a_version_that_was_taken_back_before_it_was_read_leaves_nothing_to_read(hall: SmallHall) -> None:
    for content in (FIRST, SECOND, FIRST):
        in_force(hall, content)
    assert names(hall) == []


def test_a_newcomer_learns_the_manual_as_it_is_and_reads_only_what_changes_later(hall: SmallHall) -> None:
    in_force(hall, FIRST)
    in_force(hall, SECOND)
    hall.write(granted(add_person(hall.state, "p1", "8999", "新人", Role.CLERK)))
    assert "新人" not in names(hall)
    in_force(hall, THIRD)
    assert "新人" in names(hall)


def test_who_left_is_not_asked_any_more(hall: SmallHall) -> None:
    in_force(hall, FIRST)
    in_force(hall, SECOND)
    hall.write(granted(leave(hall.state, "p1", "p2")))
    assert "王敏" not in names(hall)
    assert not must_read(hall.state, hall.state.people["p2"])
    assert code(confirm(hall.state, "p2", SECOND, 1)) == "not_on_roster"


def test_an_older_journal_without_confirmations_asks_from_its_first_version(hall: SmallHall) -> None:
    """Halls that were upgraded before there were confirmations: nobody is taken to have read anything."""
    in_force(hall, FIRST)
    in_force(hall, SECOND)
    assert {hall.state.read[person.id] for person in unread(hall.state)} == {FIRST}
