"""The first-run wizard: digits alone are enough (N29), defaults are believable, wrong answers stay out."""

import re
from pathlib import Path

import pytest

from dutyterm.hall.credentials import CHEAP, Credentials
from dutyterm.hall.defaults import exit_places, sample_profile, till_places
from dutyterm.hall.demo import DEMO_PEOPLE, demo_profile
from dutyterm.hall.founding import Founded, Founding, NewPerson, found
from dutyterm.hall.pins import pin_refusal
from dutyterm.hall.profile import Profile, ShiftPlan
from dutyterm.hall.setup import Setup, span_text
from dutyterm.hall.setup_steps import STEPS, Step
from dutyterm.model.hours import Span
from dutyterm.model.people import Role
from dutyterm.model.refusal import Refusal
from tests.hall.small_hall import START, SmallHall

USUAL = ["1", "1", "1", "1", "1", "1", "", "", "", "1", "1", "1", "1", "593026", "593026"]
"""The usual answers: an option, Enter alone for a number, the PIN twice."""


def walked(answers: list[str]) -> Setup:
    setup = Setup()
    for typed in answers:
        answered = setup.answer(typed)
        assert isinstance(answered, Setup), (setup.step, answered)
        setup = answered
    return setup


def at(step: str) -> Setup:
    """The wizard just before a step."""
    return walked(USUAL[: [s.id for s in STEPS].index(step)])


def refused(setup: Setup, typed: str) -> str:
    answered = setup.answer(typed)
    assert isinstance(answered, Refusal), answered
    assert answered.text.zh
    assert answered.text.en
    return answered.code


def test_digits_and_enter_alone_set_up_the_sample_hall() -> None:
    assert all(re.fullmatch("[0-9]*", typed) for typed in USUAL)
    founding = walked(USUAL).founding()
    assert founding.profile == sample_profile()
    assert founding.people[0] == NewPerson("8001", "厅经理", Role.HALL_MANAGER)
    assert founding.pins == ("593026",)


def test_the_sample_hall_is_the_one_that_all_figures_are_made_for() -> None:
    profile = sample_profile()
    assert [(s.code, s.start, s.end) for s in profile.shifts] == [
        ("A", "07:50", "14:00"),
        ("B", "13:40", "18:50"),
    ]
    assert (len(profile.tills), profile.planned_tills, profile.min_tills, len(profile.exits)) == (6, 4, 2, 3)
    assert profile.numbers["float_fen"] == 50_000
    assert profile.numbers["terminals"] == 3
    assert profile.numbers["kit_items"] == 20
    premises = profile.premises()
    assert (premises.figure("tills"), premises.figure("exits"), premises.figure("planned_tills")) == (6, 3, 4)


def test_everything_may_be_typed_instead() -> None:
    answers = [
        "1",
        "城北厅",
        "0451",
        "4",
        "0900 1730",
        "2",
        "３",
        "2",
        "2",
        "2",
        "2",
        "林岚",
        "6001",
        "593026",
        "593026",
    ]
    founding = walked(answers).founding()
    profile = founding.profile
    assert (profile.id, profile.name, profile.hall_class.value) == ("h0451", "城北厅", "community")
    assert profile.hours.weekdays[6] is None
    assert profile.hours.weekdays[0] == Span(start="09:00", end="17:30")
    assert [(s.code, s.start, s.end) for s in profile.shifts] == [("A", "08:20", "18:20")]
    assert (len(profile.tills), profile.planned_tills, profile.min_tills) == (3, 2, 1)
    assert founding.people == (NewPerson("6001", "林岚", Role.HALL_MANAGER),)


def test_nobody_of_the_placeholders_gets_the_number_of_the_manager() -> None:
    answers = [*USUAL[:12], "8011", "593026", "593026"]
    people = walked(answers).founding().people
    assert len({p.number for p in people}) == len(people)
    assert [p.role for p in people].count(Role.DUTY_MANAGER) == 2
    assert [p.role for p in people].count(Role.CLERK) == 9


def test_the_demo_hall_asks_nothing_more() -> None:
    setup = walked(["2"])
    assert setup.way == "demo"
    assert setup.step is None
    with pytest.raises(ValueError, match="not finished"):
        setup.founding()


@pytest.mark.parametrize(
    ("step", "typed", "code"),
    [
        ("way", "", "no_such_option"),
        ("way", "3", "no_such_option"),
        ("way", "hall", "no_such_option"),
        ("name", "", "empty"),
        ("name", "\u202e\u200b", "empty"),
        ("name", "长" * 41, "too_long"),
        ("hall_id", "con", "bad_hall_id"),
        ("hall_id", "COM1", "bad_hall_id"),
        ("hall_id", "城北", "bad_hall_id"),
        ("hall_id", "a--b", "bad_hall_id"),
        ("hall_id", "../x", "bad_hall_id"),
        ("hall_id", "a" * 25, "bad_hall_id"),
        ("class", "9", "no_such_option"),
        ("hours", "0830", "bad_hours"),
        ("hours", "2500 2600", "bad_hours"),
        ("hours", "0830 0830", "bad_hours"),
        ("tills", "0", "out_of_range"),
        ("tills", "100", "out_of_range"),
        ("tills", "六", "not_a_number"),
        ("exits", "-1", "out_of_range"),
        ("manager", "名" * 21, "too_long"),
        ("number", "八零零一", "bad_number"),
        ("pin", "123456", "pin_trivial"),
        ("pin", "800112", "pin_is_number"),
        ("pin", "", "empty"),
        ("pin_again", "593027", "pin_differs"),
    ],
)
def test_a_wrong_answer_is_refused_and_the_question_stays(step: str, typed: str, code: str) -> None:
    setup = at(step)
    got = refused(setup, typed)
    assert got == code
    assert setup.step is not None
    assert setup.step.id == step


def test_going_back_asks_again_and_a_pin_is_asked_twice_again() -> None:
    assert Setup().back() == Setup()
    one_back = at("class").back().step
    assert one_back is not None
    assert one_back.id == "hall_id"
    pins = at("pin_again").back().step
    assert pins is not None
    assert pins.id == "pin"


def test_a_pin_is_never_shown_or_printed() -> None:
    setup = walked(USUAL)
    assert "593026" not in repr(setup)
    assert {setup.said(s) for s in STEPS if s.secret} == {("******", "******")}
    assert "593026" not in str([setup.said(s) for s in STEPS])


def test_a_finished_wizard_takes_no_more_answers() -> None:
    assert refused(walked(USUAL), "1") == "complete"


@pytest.mark.parametrize("step", STEPS, ids=[s.id for s in STEPS])
def test_every_question_has_both_languages_and_needs_no_letters(step: Step) -> None:
    texts = [step.title, step.help, *(o.label for o in step.options)]
    assert all(t.zh and t.en for t in texts)
    assert len(step.options) <= 9
    assert step.options or step.default is not None or step.secret


@pytest.mark.parametrize("tills", [1, 2, 3, 12, 99])
@pytest.mark.parametrize("exits", [1, 4, 40])
def test_a_hall_of_any_size_is_sound(tills: int, exits: int) -> None:
    profile = sample_profile(tills=tills, exits=exits)
    assert Profile.model_validate(profile.model_dump(mode="json")) == profile
    assert till_places(tills)[-1].id == f"{tills:02d}"
    assert len({e.name for e in exit_places(exits)}) == exits


@pytest.mark.parametrize(
    "hours", [("06:00", "10:00"), ("18:00", "02:00"), ("00:00", "23:59"), ("12:00", "13:00")]
)
def test_two_shifts_overlap_whatever_the_hours(hours: tuple[str, str]) -> None:
    early, late = sample_profile(hours=Span(start=hours[0], end=hours[1])).shifts
    assert isinstance(early, ShiftPlan)
    minutes = [int(t[:2]) * 60 + int(t[3:]) for t in (early.end, late.start)]
    assert (minutes[0] - minutes[1]) % 1440 == 20


def test_the_demo_hall_has_everybody_and_pins_that_are_accepted() -> None:
    roles = [p.role for p in DEMO_PEOPLE]
    assert roles.count(Role.CLERK) == 9
    assert roles.count(Role.DUTY_MANAGER) == 2
    others = {Role.HALL_MANAGER, Role.GUARD, Role.STOCK_KEEPER, Role.GREETER, Role.CLEANER}
    assert others <= set(roles)
    assert all(pin_refusal(p.pin, p.number) is None for p in DEMO_PEOPLE)
    assert len({p.pin for p in DEMO_PEOPLE}) == len(DEMO_PEOPLE)
    assert len({p.number for p in DEMO_PEOPLE}) == len(DEMO_PEOPLE)
    assert len({p.name for p in DEMO_PEOPLE}) == len(DEMO_PEOPLE)
    assert demo_profile().id == "demo"


def test_a_founded_hall_reads_back_from_its_first_records(hall: SmallHall) -> None:
    assert [d["kind"] for d in hall.documents][:3] == ["profile.set", "moved", "person.added"]
    assert hall.state.profile == demo_profile()
    assert [p.name for p in hall.state.roster] == [p.name for p in DEMO_PEOPLE]
    assert hall.state.people["p1"].role is Role.HALL_MANAGER
    assert len(hall.state.credentials) == len(DEMO_PEOPLE)
    assert hall.state.device == "k3f9q2"


def test_a_hall_needs_a_manager_with_a_good_pin_and_refusing_writes_nothing(tmp_path: Path) -> None:
    credentials = Credentials(tmp_path / "credentials.json")
    manager, clerk = NewPerson("8001", "甲", Role.HALL_MANAGER), NewPerson("8002", "乙", Role.CLERK)
    wrong = [
        ((clerk,), ("593026",)),
        ((manager,), ()),
        ((manager,), (None,)),
        ((), ()),
        ((manager, clerk), ("593026", "111111")),
        ((manager, manager), ("593026",)),
    ]
    for people, pins in wrong:
        assert isinstance(
            found(Founding(demo_profile(), people, pins), credentials, "d1", "00", START, CHEAP), Refusal
        )
        assert not credentials.exists
    right = found(Founding(demo_profile(), (manager,), ("593026",)), credentials, "d1", "00", START, CHEAP)
    assert isinstance(right, Founded)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09001830", "09:00-18:30"), ("9001830", "09:00-18:30"),
        ("0830 1800", "08:30-18:00"), ("8:30-18:00", "08:30-18:00"),
    ],
)  # fmt: skip
def test_hours_are_understood_with_nothing_between_them_too(typed: str, meant: str) -> None:
    """A number pad has no Space."""
    assert span_text(typed) == meant


@pytest.mark.parametrize("typed", ["0900183", "090018301323", "09002530", "09000900", "900"])
def test_digits_that_are_no_hours_are_refused(typed: str) -> None:
    refused = span_text(typed)
    assert isinstance(refused, Refusal)
    assert refused.code == "bad_hours"
