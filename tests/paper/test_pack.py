"""The paper pack: every list, card and form is a sheet, known by the code in its foot (N12)."""

from __future__ import annotations

from functools import cache

import pytest

from dutyterm.hall.demo import demo_profile
from dutyterm.i18n import LANGS, Lang, Text
from dutyterm.manual.card_names import spelled
from dutyterm.manual.load import load_manual
from dutyterm.manual.schema import Manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.model.cells import width
from dutyterm.paper.as_text import CELLS, text
from dutyterm.paper.pack import Sheet, pack

PREMISES = demo_profile().premises(())
NUMBERS = "0571-8888-8888 / 138 0000 0000"
"""Filled in by a hall that has two for each of its contacts."""


@cache
def manual() -> Manual:
    found = load_manual(shipped_manual_dir())
    assert isinstance(found, Manual)
    return found


@cache
def sheets() -> tuple[Sheet, ...]:
    return pack(manual(), PREMISES)


def test_every_card_every_list_and_every_form_has_a_sheet_of_its_own() -> None:
    ids = [sheet.id for sheet in sheets()]
    assert len(set(ids)) == len(ids)
    wanted = {f"card-{card.id}" for card in manual().cards} | {f"list-{one.id}" for one in manual().lists}
    assert wanted | {"form-register", "form-count", "form-log"} == set(ids)


@pytest.mark.parametrize("lang", LANGS)
def test_a_list_on_paper_asks_every_line_of_it(lang: Lang) -> None:
    for checklist in manual().lists:
        sheet = next(one for one in sheets() if one.id == f"list-{checklist.id}")
        said = text(sheet.document, lang)
        assert all(f" {line.id} " in said for line in checklist.lines)
        assert said.count("[ ]") >= len(checklist.lines)


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_on_paper_has_every_step_every_announcement_and_everybody_to_call(lang: Lang) -> None:
    for card in manual().cards:
        sheet = next(one for one in sheets() if one.id == f"card-{card.id}")
        said = squeezed(text(sheet.document, lang))
        # another card that a step names stands there with the digit that opens it
        steps = (spelled(step.text, manual().cards) for step in card.steps)
        for words in (*steps, *card.announcements):
            # a line is broken somewhere, and other columns stand between: the first words are enough
            assert squeezed(words.to(lang))[:12] in said, (card.id, words)
        assert all(squeezed(words.to(lang))[:8] in said for words in card.contacts)


@pytest.mark.parametrize("lang", LANGS)
def test_no_sheet_is_wider_than_the_paper_and_each_tells_its_code(lang: Lang) -> None:
    for sheet in sheets():
        lines = text(sheet.document, lang).splitlines()
        assert max(width(line) for line in lines) <= CELLS
        assert sheet.code in lines[-1]
        assert manual().hash[:8] in lines[-1]


@cache
def full() -> tuple[Sheet, ...]:
    """The sheets of a hall that has filled in every contact, with a second number each."""
    listed = (c.model_copy(update={"number": c.number or NUMBERS}) for c in manual().contacts)
    return pack(manual().model_copy(update={"contacts": tuple(listed)}), PREMISES)


_drawn: dict[tuple[str, Lang], bytes] = {}


def drawn(sheet: Sheet, lang: Lang) -> bytes:
    """The sheet as PDF, drawn once for all tests: a page that fits is looked for in several sizes."""
    from dutyterm.paper.as_pdf import pdf

    if (sheet.code, lang) not in _drawn:
        _drawn[sheet.code, lang] = pdf(sheet.document, lang)
    return _drawn[sheet.code, lang]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("contacts", ["as shipped", "all filled in"])
def test_a_card_and_a_form_is_one_printed_page(lang: Lang, contacts: str) -> None:
    pytest.importorskip("reportlab")
    for sheet in sheets() if contacts == "as shipped" else full():
        if sheet.id.startswith("card-") or (sheet.id.startswith("form-") and contacts == "as shipped"):
            assert drawn(sheet, lang).count(b"/Type /Page\n") == 1, sheet.id


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_on_paper_has_its_answers_with_their_digits_its_branches_and_its_waits(lang: Lang) -> None:
    """What is walked on the screen can be walked on paper."""
    for card in manual().cards:
        said = squeezed(text(card_of(card.id).document, lang))
        for step in card.steps:
            for n, choice in enumerate(step.choices, 1):
                assert squeezed(f"{n} {choice.label.to(lang)}")[:9] in said, (card.id, step.no)
                other = manual().card(choice.card) if choice.card else None
                assert other is None or squeezed(f"> F9 {other.digit or 0}") in said
            for part in step.parts:
                assert squeezed(f"[ ] {part.label.to(lang)}")[:9] in said, (card.id, step.no)
            if step.only is not None:
                assert f"({step.only.step}=" in said
            if step.wait is not None:
                assert ("计时" in said or "等满" in said) if lang == "zh" else "Wait" in said


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_on_paper_has_the_numbers_of_the_hall_and_room_for_those_that_are_not_known(
    lang: Lang,
) -> None:
    power, fire = (squeezed(text(card_of(id).document, lang)) for id in ("PWR", "FIRE"))
    assert "119" in fire
    assert "95598" in power
    assert "________" in power, "the hall's own contacts have no number yet"
    card = manual().card("PWR")
    assert card is not None
    known = squeezed(text(card_of("PWR", full()).document, lang))
    assert known.count(squeezed(NUMBERS)) == len(card.calls) - 1, "95598 has its own"


def test_a_new_phone_number_makes_the_paper_outdated() -> None:
    assert card_of("PWR").code != card_of("PWR", full()).code


def card_of(id: str, among: tuple[Sheet, ...] | None = None) -> Sheet:
    return next(one for one in among or sheets() if one.id == f"card-{id}")


def test_a_code_changes_with_a_word_of_its_sheet_and_with_nothing_else() -> None:
    before = {sheet.id: sheet.code for sheet in sheets()}
    assert len(set(before.values())) == len(before)
    card = manual().cards[0]
    other = card.model_copy(update={"first": Text(card.first.zh, card.first.en + ".")})
    changed = manual().model_copy(update={"cards": (other, *manual().cards[1:]), "hash": "f" * 64})
    after = {sheet.id: sheet.code for sheet in pack(changed, PREMISES)}
    assert {id for id in before if before[id] != after[id]} == {f"card-{card.id}"}


def squeezed(words: str) -> str:
    return "".join(words.split())
