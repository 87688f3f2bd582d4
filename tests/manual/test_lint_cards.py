"""Faults of emergency cards: each is named with its card and step."""

from __future__ import annotations

import pytest

from tests.manual.kit import CARD, faults, good

HEAD = CARD.split("steps =")[0]
STEP = '{ no = "1", due = "none", text = { zh = "看", en = "look" } }'
ASK = (
    '{ no = "1", due = "none", text = { zh = "问", en = "ask" }, choices = ['
    '{ id = "a", label = { zh = "甲", en = "a" } }, { id = "b", label = { zh = "乙", en = "b" } }] }'
)
LAST = '{ no = "9", due = "none", text = { zh = "完", en = "end" } }'


def card(*steps: str, head: str = "") -> str:
    """The sample card with other steps."""
    return f"{HEAD}{head}\nsteps = [{', '.join(steps)}]\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (card('{ no = "1", text = { zh = "看", en = "look" } }'), "none when there is no target"),
        (card(STEP.replace('"none"', '"5 min"')), "write t+5m"),
        (card(STEP.replace('"none"', '"7+1m"')), "counts from step 7"),
        (card(STEP, STEP), "step 1 is there twice"),
        (card(STEP.replace("text", "say = [1], text")), "no announcement 1"),
        (card(STEP.replace("text", 'calls = ["moon"], text')), "no contact moon"),
        (card(STEP.replace("text", "hold = true, text")), "hold needs wait"),
        (card(STEP.replace("text", 'kind = "know", text')), "words only"),
        (card(STEP.replace("text", 'only = { step = "0", is = ["a"] }, text')), "no decision above"),
        (card(ASK, LAST.replace("text", 'only = { step = "1", is = ["c"] }, text')), "no answer c"),
        (card(ASK, LAST.replace("text", 'only = { step = "1", is = ["a"] }, text')), "follows answer b"),
        (card(ASK), "nothing follows answer a"),
        (card(ASK.replace('"乙", en = "b" }', '"乙", en = "b" }, card = "X"'), LAST), "no card X"),
        (card(STEP, head='inhibits = ["NET"]'), "inhibits names NET"),
        (card(STEP, head='contacts = [{ zh = "物业", en = "property" }]'), "one contact for each"),
        (card(STEP, head='calls = ["moon"]\ncontacts = [{ zh = "月", en = "moon" }]'), "calls names moon"),
        (card(*[STEP.replace('"1"', f'"{n}"') for n in range(1, 26)]), "do not fit on a page"),
    ],
)
def test_a_faulty_card_is_refused_and_the_fault_named(written: str, said: str) -> None:
    found = faults(card=written)
    assert any(said in problem.text.en and problem.item == "NET" for problem in found), [
        problem.shown().en for problem in found
    ]


def test_a_card_with_a_decision_and_both_branches_is_sound() -> None:
    branches = [
        LAST.replace('"9", due = "none"', f'"2{x}", due = "1+5m", only = {{ step = "1", is = ["{x}"] }}')
        for x in "ab"
    ]
    made = good(card=card(ASK, *branches)).card("NET")
    assert made is not None
    assert [step.only.is_ for step in made.steps if step.only] == [("a",), ("b",)]


def test_a_hall_fills_in_the_numbers_of_its_contacts() -> None:
    listed = 'contacts = [{ id = "it", name = { zh = "支撑", en = "support" }, number = "8800-1234" }]'
    made = good(add_contacts=listed)
    assert [(contact.id, contact.number) for contact in made.contacts] == [("it", "8800-1234")]


def test_a_contact_with_letters_in_its_number_is_refused() -> None:
    listed = 'contacts = [{ id = "it", name = { zh = "支撑", en = "support" }, number = "call me" }]'
    assert any(
        "digits" in problem.text.en and problem.item == "it" for problem in faults(add_contacts=listed)
    )
