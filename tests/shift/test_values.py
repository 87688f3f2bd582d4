"""What is typed becomes a value, a value a text; a value is inside the norm or off it (L7, L10, L11)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.manual.schema import Condition, FieldSpec
from dutyterm.model.refusal import Refusal
from dutyterm.shift.lists import norms, values
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.words import stored
from tests.shift.fixtures import choice, field
from tests.shift.world import MORNING, PEOPLE, premises

HALL = premises()


def spec(kind: str, **more: Any) -> FieldSpec:
    return FieldSpec.model_validate(field("f", kind, **more))


STATE = spec("choice", choices=[choice("good"), choice("slow", off=True), choice("bad", block=True)])
POSTS = spec("assign", posts=["greeter", "guide"])


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (spec("confirm"), " ", "yes"),
        (spec("confirm"), "、", "yes"),
        (STATE, "2", "slow"),
        (STATE, "3", "bad"),
        (spec("number"), "14", 14),
        (spec("number"), "0", 0),
        (spec("money"), "500", 50_000),
        (spec("money"), "1,240.50", 124_050),
        (spec("time"), " ", "2026-11-22T07:45:00.000+08:00"),
        (spec("time"), "0730", "2026-11-22T07:30:00.000+08:00"),
        (spec("time"), "-10", "2026-11-22T07:35:00.000+08:00"),
        (spec("text"), "13812345678", "138****5678"),
        (spec("text", choices=[choice("roof")]), "roof", "roof"),
        (spec("people"), "0", ()),
        (spec("people"), "3 1 3", ("p3", "p1")),
        (POSTS, "5 3", ("greeter:p5", "guide:p3")),
        (POSTS, "1 1", ("greeter:p1", "guide:p1")),
    ],
)
def test_what_is_typed_becomes_a_value_l7(kind: FieldSpec, typed: str, value: Value) -> None:
    assert values.parse(kind, typed, HALL, MORNING) == value


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (spec("confirm"), "1", "wrong_key"),
        (STATE, "0", "no_such_choice"),
        (STATE, "4", "no_such_choice"),
        (STATE, " ", "no_such_choice"),
        (spec("number"), "1.5", "not_a_number"),
        (spec("text"), "   ", "empty"),
        (spec("people"), "9", "no_such_person"),
        (spec("people"), "p1", "no_such_person"),
        (POSTS, "5", "every_post"),
        (POSTS, "5 3 1", "every_post"),
        (spec("dual"), "1", "wrong_key"),
        (spec("machine", machine="open_items_read"), "1", "wrong_key"),
    ],
)
def test_what_makes_no_sense_is_refused_with_words_l7(kind: FieldSpec, typed: str, code: str) -> None:
    refusal = values.parse(kind, typed, HALL, MORNING)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert refusal.text.zh
    assert refusal.text.en


def test_a_count_is_at_most_all_there_are_l7() -> None:
    count = spec("count", total="terminals")
    assert values.parse(count, "2", HALL, MORNING, total=2) == 2
    refusal = values.parse(count, "3", HALL, MORNING, total=2)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "more_than_all"


KINDS = (STATE, POSTS, *(spec(k) for k in ("confirm", "number", "money", "time", "text", "people", "dual")))


@given(kind=st.sampled_from(KINDS), typed=st.text(max_size=12) | st.from_regex(r"[0-9 :.,+-]{0,8}"))
def test_whatever_is_typed_is_taken_whole_or_refused(kind: FieldSpec, typed: str) -> None:
    value = values.parse(kind, typed, HALL, MORNING)
    if not isinstance(value, Refusal):
        assert values.fit(kind, value, HALL, MORNING) == value, "what can be typed fits its field"
        assert values.text_of(kind, value, HALL).zh or kind.kind == "text"


ANY = st.integers() | st.text(max_size=9) | st.lists(st.text(max_size=5), max_size=3).map(tuple)


@given(kind=st.sampled_from(KINDS), value=ANY)
def test_any_value_can_be_shown_and_judged_also_one_that_does_not_fit(kind: FieldSpec, value: Value) -> None:
    values.text_of(kind, value, HALL)
    assert norms.norm(kind, value, HALL) in ("ok", "warn", "block")
    norms.why(kind, value, HALL)
    norms.holds(Condition.model_validate({"item": "x", "below": "min_tills"}), value, HALL)


def test_values_are_shown_in_both_languages() -> None:
    assert values.text_of(spec("confirm"), "yes", HALL) == ("已确认", "confirmed")
    assert values.text_of(spec("money"), 124_050, HALL).zh == "1,240.50"
    assert values.text_of(spec("count", total="terminals"), 1, HALL).zh == "1/2"
    unit = {"zh": "度", "en": "C"}
    assert values.text_of(spec("number", unit=unit), 14, HALL) == ("14 度", "14 C")
    assert values.text_of(spec("time"), "2026-11-22T07:30:00.000+08:00", HALL).zh == "07:30"
    assert values.text_of(spec("people"), (), HALL) == ("无", "none")
    assert values.text_of(spec("people"), ("p3", "p1"), HALL).zh == "李娟, 王敏"
    assert values.text_of(POSTS, ("greeter:p5", "guide:p3"), HALL).zh.endswith(f"{PEOPLE[2].name}")
    assert values.text_of(STATE, "slow", HALL).en == "slow"


TEMPERATURE = spec("number", warn={"min": 16, "max": 30})
TILLS = spec("number", warn={"min": "planned_tills"}, block={"min": "min_tills"})
FLOAT = spec("money", block={"min": "float_fen", "max": "float_fen"})


@pytest.mark.parametrize(
    ("kind", "value", "norm", "why"),
    [
        (TEMPERATURE, 16, "ok", None),
        (TEMPERATURE, 30, "ok", None),
        (TEMPERATURE, 14, "warn", "14 低于 16"),
        (TEMPERATURE, 31, "warn", "31 高于 30"),
        (TILLS, 2, "ok", None),
        (TILLS, 1, "warn", "1 低于 2"),
        (TILLS, 0, "block", "0 低于 1"),
        (FLOAT, 50_000, "ok", None),
        (FLOAT, 49_950, "block", "499.50 低于 500.00"),
        (spec("count", total="terminals"), 1, "warn", "1 / 2"),
        (spec("count", total="terminals", block={"min": 1}), 0, "block", "0 低于 1"),
        (STATE, "good", "ok", None),
        (STATE, "slow", "warn", "slow"),
        (STATE, "bad", "block", "bad"),
    ],
)
def test_a_value_is_inside_the_norm_off_it_or_a_failure_l11(
    kind: FieldSpec, value: Value, norm: str, why: str | None
) -> None:
    assert norms.norm(kind, value, HALL) == norm
    told = norms.why(kind, value, HALL)
    assert (told.zh if told is not None else None) == why


def test_a_limit_whose_figure_the_hall_has_not_set_does_not_hold() -> None:
    assert norms.norm(TILLS, 0, premises(numbers={})) == "ok"


def test_conditions_hold_for_flags_choices_and_figures_l3() -> None:
    hall = premises(flags={"paper_invoices": True})
    assert norms.holds(Condition(flag="paper_invoices"), None, hall)
    assert not norms.holds(Condition(flag="value_cards"), None, hall)
    leak = Condition.model_validate({"item": "OPN-03", "is": ["leak"]})
    assert norms.holds(leak, "leak", hall)
    assert not norms.holds(leak, "none", hall)
    assert not norms.holds(leak, None, hall)
    few = Condition(field="usable", below="min_tills")
    assert norms.holds(few, 0, hall)
    assert not norms.holds(few, 1, hall)
    many = Condition(field="offline", above=0)
    assert norms.holds(many, 1, hall)
    assert not norms.holds(many, 0, hall)


def test_stored_words_are_cleaned_limited_and_masked_n30() -> None:
    assert stored("  水\u202e管\x07 ") == "水管"
    assert stored("x" * 2000) == "x" * 2000
    too_long = stored("x" * 2001)
    assert isinstance(too_long, Refusal)
    assert too_long.data["over"] == 1
    assert stored(" ", empty_ok=True) == ""
    assert isinstance(stored("\n\t"), Refusal)
