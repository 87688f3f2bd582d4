"""Faults of emergency cards: each is named with its card and step."""

from __future__ import annotations

import pytest

from dutyterm.manual.assemble import assemble
from dutyterm.manual.schema import Manual
from tests.manual.kit import CARD, faults, good, small

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


def long_step(n: int) -> str:
    """A step of several rows on paper."""
    return STEP.replace('"1"', f'"{n}"').replace("look", "word " * 60).replace("看", "字" * 150)


def asked(n: int) -> str:
    """A decision with nine long answers."""
    choices = ", ".join(
        f'{{ id = "c{m}", label = {{ zh = "{"答" * 9}{m}", en = "{"x" * 30} {m}" }} }}' for m in range(1, 10)
    )
    words = 'zh = "' + "问" * 60 + '", en = "' + "ask " * 25 + '"'
    return f'{{ no = "{n}", due = "none", text = {{ {words} }}, choices = [{choices}] }}'


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
        (
            card(ASK.replace('"乙", en = "b" }', '"乙", en = "b" }, level = 4'), LAST, head="grade = 3"),
            "it never holds",
        ),
        (card(ASK.replace('"乙", en = "b" }', '"乙", en = "b" }, card = "X"'), LAST), "no card X"),
        (card(STEP, head='inhibits = ["NET"]'), "inhibits names NET"),
        (card(STEP, head='contacts = [{ zh = "物业", en = "property" }]'), "one contact for each"),
        (card(STEP, head='calls = ["moon"]\ncontacts = [{ zh = "月", en = "moon" }]'), "calls names moon"),
        (card(), "there are no steps"),
        (card(ASK.replace(', { id = "b", label = { zh = "乙", en = "b" } }', ""), LAST), "2 to 9 answers"),
        (card(ASK.replace('id = "b"', 'id = "a"'), LAST), "the answer a is there twice"),
        (card(ASK, LAST.replace("text", 'only = { step = "1", is = [] }, text')), "never be reached"),
        (
            card(ASK[:-2] + ', parts = [{ id = "p", label = { zh = "件", en = "part" } }] }', LAST),
            "a decision has no parts",
        ),
        (card(ASK.replace('zh = "甲"', f'zh = "{"甲" * 11}"'), LAST), "cells"),
        (card(*[long_step(n) for n in range(1, 21)]), "a page holds 66"),
        (card(*[asked(n) for n in range(1, 12)], LAST), "a page holds 66"),
        (card(STEP).replace('digit = "3"', 'digit = "0"'), "digit must be 1 to 9"),
        (card(*[STEP.replace('"1"', f'"{n}"') for n in range(1, 26)]), "do not fit on a page"),
    ],
)
def test_a_faulty_card_is_refused_and_the_fault_named(written: str, said: str) -> None:
    found = faults(card=written)
    assert any(said in problem.text.en and problem.item == "NET" for problem in found), [
        problem.shown().en for problem in found
    ]


@pytest.mark.parametrize(
    "written",
    [
        card(STEP.replace("看", "")),
        card(STEP.replace('en = "look"', 'en = ""')),
        card(STEP.replace(', en = "look"', "")),
        card(STEP, head='announcements = [{ zh = "请稍候", en = "" }]'),
        card(ASK.replace('en = "b"', 'en = ""'), LAST),
        CARD.replace('en = "Network"', 'en = ""'),
    ],
)
def test_every_text_of_a_card_has_both_languages(written: str) -> None:
    assert any("both languages" in problem.text.en for problem in faults(card=written))


CAUSE = '{ id = "%s", label = { zh = "%s", en = "works" } }'
FORM = '{ no = "%s", due = "%s", form = true, text = { zh = "总结", en = "review" } }'
WHO = '{ id = "it", name = { zh = "%s", en = "a" } }'
PART = '{ id = "p", label = { zh = "件", en = "%s" } }' % ("x" * 45)
LEVELS = "levels = [{ level = 4 }]"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (card(STEP, head=f"causes = [{CAUSE % ('a', '施工')}, {CAUSE % ('a', '天气')}]"), "cause a is there"),
        (card(STEP, head=f"causes = [{CAUSE % ('a', '施' * 15)}]"), "causes is too wide"),
        (card(STEP, FORM % ("2", "review"), FORM % ("3", "review")), "only one step is the form"),
        (card(STEP, FORM % ("2", "day")), "it is due review"),
        (CARD.replace("网络中断", "网" * 15), "title is too wide"),
        (card(STEP.replace("看", "看…")), "steps has glyphs"),
        (card(STEP, head='announcements = [{ zh = "请稍候…", en = "wait" }]'), "announcements has glyphs"),
        (card(STEP.replace("text", f"parts = [{PART}], text")), "parts is too wide"),
    ],
)
def test_a_faulty_text_or_form_of_a_card_is_named(written: str, said: str) -> None:
    assert any(said in problem.text.en and problem.item == "NET" for problem in faults(card=written)), [
        problem.shown().en for problem in faults(card=written)
    ]


def test_the_levels_stand_on_one_card_only() -> None:
    two = CARD.replace('id = "NET"', 'id = "TWO"').replace('digit = "3"\n', "")
    files = {"base/emergency/net.toml": f"{CARD}{LEVELS}\n", "base/emergency/two.toml": f"{two}{LEVELS}\n"}
    made = assemble({**small(), **{name: text.encode() for name, text in files.items()}})
    assert not isinstance(made, Manual)
    assert any("already on card" in problem.text.en for problem in made)


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (f"{WHO % '甲'}, {WHO % '乙'}", "already used in additions/contacts.toml"),
        (WHO % ("甲" * 15), "name is too wide"),
    ],
)
def test_a_faulty_list_of_contacts_is_refused(listed: str, said: str) -> None:
    found = faults(add_contacts=f"contacts = [{listed}]")
    assert any(said in problem.text.en and problem.item == "it" for problem in found), [
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


LADDER = """
[ladder]
step = "1"
calm = 15
rungs = [{ choice = "a", over = %s }, { choice = "%s", over = %s }]
"""


@pytest.mark.parametrize(
    ("first", "second", "over", "said"),
    [(0, "b", 8, ""), (0, "x", 8, "the rungs must be the answers of step 1"), (9, "b", 8, "must go up")],
)
def test_the_rungs_of_a_queue_are_the_answers_of_its_decision_and_rise(
    first: int, second: str, over: int, said: str
) -> None:
    written = card(ASK, LAST) + LADDER % (first, second, over)
    if not said:
        assert good(card=written).card("NET") is not None
        return
    assert any(said in problem.text.en for problem in faults(card=written))


def test_two_cards_with_one_digit_are_refused() -> None:
    cover = {
        "base/emergency/net.toml": CARD,
        "base/emergency/two.toml": CARD.replace('id = "NET"', 'id = "TWO"'),
    }
    made = assemble({**small(), **{name: text.encode() for name, text in cover.items()}})
    assert not isinstance(made, Manual)
    assert any("the digit 3 belongs to NET" in problem.text.en for problem in made)


def test_a_source_that_nobody_named_is_refused() -> None:
    assert any("X9" in problem.text.en for problem in faults(card=CARD.replace('["D"]', '["X9"]')))


def test_who_is_called_is_in_the_list_of_contacts_with_or_without_a_number() -> None:
    listed = 'contacts = [{ id = "it", name = { zh = "支撑", en = "support" } }]'
    head = 'calls = ["it"]\ncontacts = [{ zh = "支撑", en = "support" }]'
    made = good(card=card(STEP, head=head), add_contacts=listed).card("NET")
    assert made is not None
    assert made.calls == ("it",)
    assert any("calls names it" in problem.text.en for problem in faults(card=card(STEP, head=head)))
