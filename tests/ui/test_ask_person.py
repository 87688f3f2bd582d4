"""Who: by digit or by staff number, and why it cannot be this one."""

from __future__ import annotations

from dutyterm.hall.demo import DEMO_PEOPLE
from dutyterm.i18n import Text, same
from dutyterm.model.people import Person
from dutyterm.tui.views.ask_person import somebody
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.asks import Dialogue, Question
from dutyterm.tui.views.spans import row_text
from tests.ui.test_walk_asks import after, said

PEOPLE = [Person(id=f"p{n}", number=p.number, name=p.name, role=p.role) for n, p in enumerate(DEMO_PEOPLE, 1)]
FIRST, TENTH = PEOPLE[1], PEOPLE[9]
"""Somebody with a digit, and somebody beyond the nine digits."""
SIGNED = Text("已签过", "has signed")


def asked(unfit: Person) -> Dialogue:
    who = somebody("who", same("Who?"), PEOPLE, lambda person: SIGNED if person is unfit else None)
    return Dialogue(same("title"), (who, Question("words", same("Words?"), "text")))


def test_somebody_beyond_the_nine_digits_is_chosen_by_number_and_told_by_name() -> None:
    chosen = after(asked(FIRST), [*"0", *TENTH.number, "!"])
    assert chosen.answers == {"who": TENTH.id}
    drawn = "\n".join(row_text(row) for row in dialogue_rows(chosen, 78, lambda text: text.zh))
    assert f"{TENTH.name} {TENTH.number}" in drawn
    assert TENTH.id not in drawn.replace(TENTH.number, "")


def test_whoever_is_barred_is_barred_by_digit_and_by_number_with_the_same_reason() -> None:
    typed = after(asked(FIRST), [*"0", *FIRST.number])
    assert said(typed, "!").zh == f"{FIRST.name}: 已签过。"
    assert said(typed, "!").en == f"{FIRST.name}: has signed."
    assert "已签过" in said(asked(FIRST), "2").zh


def test_a_number_of_nobody_is_told_so() -> None:
    assert said(after(asked(FIRST), "09999"), "!").zh == "没有这个工号。"
