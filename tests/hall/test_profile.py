"""The profile and the places of the files."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from dutyterm.hall.defaults import sample_profile
from dutyterm.hall.layout import Layout
from dutyterm.hall.profile import Profile
from dutyterm.hall.profile_form import changed, lines


@pytest.mark.parametrize("id", ["hall01", "chengbei", "cheng-bei-2", "h0451"])
def test_a_good_id_is_taken(id: str) -> None:
    assert sample_profile(id=id).id == id


@pytest.mark.parametrize(
    "id",
    [
        "",
        "Hall",
        "1hall",
        "a_b",
        "a.b",
        "a-",
        "-a",
        "a--b",
        "城",
        "con",
        "nul",
        "lpt1",
        "a" * 25,
        "a b",
        "a:b",
    ],
)
def test_an_id_that_cannot_begin_a_file_name_everywhere_is_refused(id: str) -> None:
    with pytest.raises(ValidationError):
        sample_profile(id=id)


@pytest.mark.parametrize(
    "wrong",
    [
        {"planned_tills": 7},
        {"min_tills": 5},
        {"min_tills": 0},
        {"min_staff": 0},
        {"tills": []},
        {"exits": []},
        {"shifts": []},
        {"tills": [{"id": "01", "name": "a"}, {"id": "01", "name": "b"}] * 3},
        {"shifts": [{"code": "A", "name": "x", "start": "08:00", "end": "12:00"}] * 2},
        {"shifts": [{"code": "a", "name": "x", "start": "08:00", "end": "12:00"}]},
        {"shifts": [{"code": "A", "name": "x", "start": "8", "end": "12:00"}]},
        {"numbers": {"float_fen": -1}},
        {"numbers": {"float_fen": 500.5}},
        {"name": ""},
        {"hall_class": "palace"},
    ],
)
def test_a_profile_that_contradicts_itself_is_refused(wrong: dict[str, Any]) -> None:
    whole = sample_profile().model_dump(mode="json")
    with pytest.raises(ValidationError):
        Profile.model_validate({**whole, **wrong})


def test_figures_of_the_hall_win_over_free_numbers_of_the_same_name() -> None:
    profile = sample_profile().model_copy(update={"numbers": {"min_staff": 99}})
    assert profile.premises().figure("min_staff") == 4


def test_a_planned_shift_is_found_by_its_code() -> None:
    profile = sample_profile()
    shift = profile.shift("B")
    assert shift is not None
    assert shift.span.start == "13:40"
    assert profile.shift("Z") is None


def test_file_names_have_no_colon_and_lie_below_their_month() -> None:
    layout = Layout(Path("data"))
    path = layout.shift_file("chengbei", date(2026, 11, 22), "A", "k3f9q2")
    assert path == Path("data/shifts/2026/11/chengbei.2026-11-22-a.k3f9q2.duty")
    assert layout.hall_file("chengbei", "k3f9q2", 1).name == "chengbei.hall-0001.k3f9q2.duty"
    names = [
        layout.drafts,
        layout.credentials,
        layout.device_key,
        layout.settings,
        layout.lock,
        layout.reserve,
    ]
    assert all(p.parent == layout.root and ":" not in p.name for p in names)
    assert layout.manual("ab").parent == layout.manuals
    assert len({*names, layout.cache, layout.additions, layout.hall, layout.shifts, layout.manuals}) == 11


def test_an_older_hall_is_offered_the_flags_that_came_later_and_can_switch_them() -> None:
    now = sample_profile()
    older = now.model_copy(update={"flags": {"paper_invoices": True, "own_flag": True}})
    shown = {line.key: line.value.en for line in lines(older) if line.key.startswith("flag:")}
    assert shown["flag:cash_records"] == "no", "as it counts while it is not there"
    assert shown["flag:rare_coins"] == "no"
    assert shown["flag:paper_invoices"] == "yes"
    assert "flag:own_flag" in shown
    switched = changed(older, "flag:cash_records", "yes")
    assert isinstance(switched, Profile)
    assert switched.flags == {"paper_invoices": True, "own_flag": True, "cash_records": True}
