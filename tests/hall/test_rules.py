"""People, profile and manual of a hall: who may change what, and what never changes."""

import pytest

from dutyterm.hall.rules import (
    activate_manual,
    add_person,
    change_person,
    leave,
    move_here,
    order_roster,
    set_profile,
)
from dutyterm.model.people import Post, Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from tests.hall.small_hall import SmallHall


def code(outcome: list[Event] | Refusal) -> str:
    return outcome.code if isinstance(outcome, Refusal) else "granted"


def test_the_roster_order_gives_the_digits(hall: SmallHall) -> None:
    names = [p.name for p in hall.state.roster]
    assert names[:4] == ["林岚", "王敏", "赵琪", "李娟"]
    assert order_roster(hall.state, "p1", ["p2", "p1"]) != []
    hall.write(granted(order_roster(hall.state, "p1", ["p3", "p2"])))
    assert [p.name for p in hall.state.roster][:4] == ["赵琪", "王敏", "林岚", "李娟"]


def granted(outcome: list[Event] | Refusal) -> list[Event]:
    assert not isinstance(outcome, Refusal), outcome
    return outcome


def test_a_staff_number_may_be_given_again_but_an_id_never(hall: SmallHall) -> None:
    gone = hall.id("李娟")
    assert code(add_person(hall.state, "p1", "8103", "新人", Role.CLERK)) == "number_taken"
    hall.write(granted(leave(hall.state, "p1", gone)))
    hall.write(granted(add_person(hall.state, "p1", "８１０３", " 新  人 ", Role.CLERK, [Post.CLERK])))
    new = hall.state.by_number("8103")
    assert new is not None
    assert new.id not in (gone, *(p for p in hall.state.people if p != new.id))
    assert new.name == "新 人"
    assert hall.state.people[gone].name == "李娟"
    assert not hall.state.people[gone].active


@pytest.mark.parametrize(
    ("number", "name", "why"),
    [
        ("", "甲", "bad_number"),
        ("80 13", "甲", "bad_number"),
        ("八零", "甲", "bad_number"),
        ("8" * 13, "甲", "bad_number"),
        ("8999", "", "empty"),
        ("8999", "\u200b \u202e", "empty"),
        ("8999", "长" * 21, "too_long"),
    ],
)
def test_a_person_without_a_usable_number_or_name_is_refused(
    hall: SmallHall, number: str, name: str, why: str
) -> None:
    assert code(add_person(hall.state, "p1", number, name, Role.CLERK)) == why


@pytest.mark.parametrize("name", ["王敏", "李娟", "陈刚"])
def test_only_the_hall_manager_changes_people_profile_and_manual(hall: SmallHall, name: str) -> None:
    by, state = hall.id(name), hall.state
    assert state.profile is not None
    renamed = state.profile.model_copy(update={"name": "新名"})
    outcomes = [
        add_person(state, by, "8999", "甲", Role.CLERK),
        change_person(state, by, "p4", role=Role.HALL_MANAGER),
        leave(state, by, "p4"),
        set_profile(state, by, renamed),
        activate_manual(state, by, "default", "1.0", "ab"),
        move_here(state, by, "other1", "00"),
    ]
    assert {code(o) for o in outcomes} == {"not_permitted"}


def test_a_leaver_may_do_nothing(hall: SmallHall) -> None:
    hall.write(granted(add_person(hall.state, "p1", "8002", "副经理", Role.HALL_MANAGER)))
    hall.write(granted(leave(hall.state, "p1", hall.id("副经理"))))
    assert code(add_person(hall.state, hall.id("副经理"), "8999", "甲", Role.CLERK)) == "not_on_roster"
    assert code(add_person(hall.state, "p99", "8999", "甲", Role.CLERK)) == "not_on_roster"


def test_the_last_hall_manager_neither_leaves_nor_steps_down(hall: SmallHall) -> None:
    assert code(leave(hall.state, "p1", "p1")) == "last_manager"
    assert code(change_person(hall.state, "p1", "p1", role=Role.CLERK)) == "last_manager"
    hall.write(granted(change_person(hall.state, "p1", "p2", role=Role.HALL_MANAGER)))
    hall.write(granted(leave(hall.state, "p1", "p1")))
    assert [p.name for p in hall.state.managers()] == ["王敏"]


def test_changing_a_person_keeps_what_was_not_named(hall: SmallHall) -> None:
    hall.write(granted(change_person(hall.state, "p1", "p4", number="8199")))
    person = hall.state.people["p4"]
    assert (person.number, person.name, person.role, person.posts) == (
        "8199",
        "李娟",
        Role.CLERK,
        (Post.CLERK,),
    )
    assert code(change_person(hall.state, "p1", "p4", number="8199")) == "no_change"
    assert code(change_person(hall.state, "p1", "p4", number="8012")) == "number_taken"


def test_the_id_of_a_hall_never_changes_but_its_name_may(hall: SmallHall) -> None:
    profile = hall.state.profile
    assert profile is not None
    assert (
        code(set_profile(hall.state, "p1", profile.model_copy(update={"id": "other"}))) == "hall_id_changed"
    )
    assert code(set_profile(hall.state, "p1", profile)) == "no_change"
    hall.write(granted(set_profile(hall.state, "p1", profile.model_copy(update={"name": "城北旗舰厅"}))))
    assert hall.state.premises is not None
    assert hall.state.premises.name == "城北旗舰厅"


def test_the_manual_that_is_in_use_is_not_activated_again(hall: SmallHall) -> None:
    hall.write(granted(activate_manual(hall.state, "p1", "default", "1.0", "ab")))
    assert hall.state.manual is not None
    assert hall.state.manual.content == "ab"
    assert code(activate_manual(hall.state, "p1", "default", "1.0", "ab")) == "no_change"


def test_moving_to_another_pc_names_the_one_before(hall: SmallHall) -> None:
    assert code(move_here(hall.state, "p1", "k3f9q2", "00")) == "no_change"
    hall.write(granted(move_here(hall.state, "p1", "newone", "11")))
    assert hall.state.device == "newone"
    assert hall.documents[-1]["body"] == {"device": "newone", "key": "11", "before": "k3f9q2"}


def test_an_order_that_names_strangers_or_twins_is_refused(hall: SmallHall) -> None:
    assert code(order_roster(hall.state, "p1", ["p2", "p2"])) == "bad_order"
    assert code(order_roster(hall.state, "p1", ["p77"])) == "bad_order"


def test_records_that_fit_nothing_change_nothing(hall: SmallHall) -> None:
    before = hall.state
    other = SmallHall.__new__(SmallHall)
    other.documents, other.now = list(hall.documents), hall.now
    other.documents.append(
        {
            "kind": "person.left",
            "v": 1,
            "by": None,
            "at": "2026-11-22T08:00:00+08:00",
            "body": {"person": "p99"},
        }
    )
    other.write([])
    assert other.state == before
