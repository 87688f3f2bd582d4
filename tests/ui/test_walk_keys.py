"""What a key means at each kind of field (screens.md): digits answer, Space confirms, Enter takes."""

from __future__ import annotations

from typing import Any

import pytest

from dutyterm.i18n import Text
from dutyterm.manual.schema import FieldSpec
from dutyterm.shift.lists.state import Given, Signature, Slot
from dutyterm.shift.lists.values import NOW
from dutyterm.shift.lists.view import SlotView
from dutyterm.tui.screens.walk.keys import Choose, Edit, Plain, Take, press
from dutyterm.tui.views.buffer import Buffer
from tests.shift.fixtures import YES_NO, field
from tests.shift.world import MORNING


def slot(kind: str, *, given: bool = False, signed: tuple[Signature, ...] = (), **more: Any) -> SlotView:
    spec = FieldSpec.model_validate(field("f", kind, **more))
    answer = Given("x", "ok", MORNING, "p1", 1) if given else None
    return SlotView(
        Slot("A-01", "", "f"), spec, Text("", ""), "x" if given else None, answer, signed, True, None
    )


def says(act: object) -> bool:
    return isinstance(act, Text) and bool(act.zh) and bool(act.en)


NOTHING = Buffer()


def test_space_confirms_and_a_digit_does_not() -> None:
    assert press(slot("confirm"), NOTHING, "space", " ") == Take(NOW)
    assert says(press(slot("confirm"), NOTHING, "1", "1"))
    assert press(slot("confirm"), NOTHING, "enter", "\r") is Plain.DETAIL


def test_a_digit_chooses_and_space_and_zero_never_answer() -> None:
    choice = slot("choice", choices=YES_NO)
    assert press(choice, NOTHING, "2", "2") == Choose(2)
    assert says(press(choice, NOTHING, "3", "3"))
    assert says(press(choice, NOTHING, "0", "0"))
    assert says(press(choice, NOTHING, "space", " "))
    assert press(choice, NOTHING, "enter", "\r") is Plain.DETAIL


@pytest.mark.parametrize("kind", ["number", "count", "money"])
def test_a_figure_is_taken_only_with_enter_and_zero_is_a_digit(kind: str) -> None:
    typed = press(slot(kind), NOTHING, "0", "0")
    assert typed == Edit(Buffer.of("0"))
    assert press(slot(kind), Buffer.of("0"), "enter", "\r") == Take("0")
    assert says(press(slot(kind), NOTHING, "enter", "\r")), "an empty value says: type it; none is 0"
    assert says(press(slot(kind), NOTHING, "a", "a"))
    assert says(press(slot(kind), Buffer.of("1"), "space", " "))


def test_minus_is_for_numbers_and_the_point_for_money() -> None:
    assert isinstance(press(slot("number"), NOTHING, "minus", "-"), Edit)
    assert isinstance(press(slot("money"), NOTHING, "full_stop", "."), Edit)
    assert says(press(slot("money"), NOTHING, "minus", "-"))


def test_space_is_now_for_a_time_and_ago_is_typed() -> None:
    assert press(slot("time"), NOTHING, "space", " ") == Take(NOW)
    assert press(slot("time"), NOTHING, "minus", "-") == Edit(Buffer.of("-"))
    assert press(slot("time"), Buffer.of("1121"), "space", " ") == Edit(Buffer.of("1121 "))


def test_words_take_every_sign_once_something_is_typed() -> None:
    words = slot("text")
    assert press(words, NOTHING, "asterisk", "*") is Plain.NOT_MINE, "with nothing typed it is the exceptions"
    for char in "*+/-0 ":
        assert press(words, Buffer.of("a"), "key", char) == Edit(Buffer.of("a" + char))


def test_usual_answers_come_first_and_zero_writes() -> None:
    usual = slot("text", choices=YES_NO)
    assert press(usual, NOTHING, "1", "1") == Choose(1)
    assert press(usual, NOTHING, "0", "0") is Plain.WRITE
    assert press(usual, NOTHING, "9", "9") == Text("只有 1 到 2,0 自己写。", "Only 1 to 2; 0 to write.")
    assert press(usual, NOTHING, "1", "1", writing=True) == Edit(Buffer.of("1"))
    assert press(usual, NOTHING, "漏", "漏") == Edit(Buffer.of("漏")), (
        "an input method begins to write at once"
    )
    assert press(usual, NOTHING, "backspace", None, writing=True) is Plain.CHOICES


def test_two_signatures_begin_with_space() -> None:
    assert press(slot("dual"), NOTHING, "space", " ") is Plain.SIGN
    assert press(slot("dual"), NOTHING, "1", "1") is Plain.NOT_MINE


def test_what_the_program_fills_in_takes_no_key() -> None:
    assert says(press(slot("machine", machine="limited_services"), NOTHING, "1", "1"))


@pytest.mark.parametrize("kind", ["confirm", "choice", "number", "time", "dual", "people", "text"])
@pytest.mark.parametrize(("key", "char"), [("tab", "\t"), ("escape", "\x1b"), ("up", None), ("f1", None)])
def test_keys_of_the_page_are_left_to_it(kind: str, key: str, char: str | None) -> None:
    made = slot(kind, choices=YES_NO) if kind == "choice" else slot(kind)
    assert press(made, NOTHING, key, char) is Plain.NOT_MINE


def test_enter_on_an_answered_value_opens_the_detail_and_changes_nothing() -> None:
    assert press(slot("number", given=True), NOTHING, "enter", "\r") is Plain.DETAIL


def test_backspace_erases_one_character_and_never_an_answer() -> None:
    assert press(slot("number"), Buffer.of("14"), "backspace", None) == Edit(Buffer.of("1"))
    assert says(press(slot("number", given=True), NOTHING, "backspace", None))
