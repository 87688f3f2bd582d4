"""Who signs a bag may write its amount in capital numerals; they must name that amount (N4)."""

from __future__ import annotations

import pytest

from dutyterm.i18n import LANGS
from dutyterm.model.money import allowed_words
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import bags
from dutyterm.shift.cash.facts import BagSealed
from dutyterm.shift.cash.state import of
from tests.shift.cash_world import CLERK, MANAGER, CashWorld

FEN = 35_050
"""What waits for a bag here: 350.50, the count of 850.50 less its float."""


def waiting() -> CashWorld:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", 85_050)
    world.report("01", FEN)
    world.settle()
    assert sum(packet.fen for packet in world.cash.packets.values()) == FEN
    return world


def sealed_with(world: CashWorld, words: str) -> BagSealed:
    packets = tuple(world.cash.packets)
    (record,) = world.do(bags.seal, "B-1", "S-1", packets, world.by(MANAGER, CLERK), words)
    assert isinstance(record.fact, BagSealed)
    return record.fact


def test_the_words_that_a_signer_wrote_are_on_record_with_the_bag_and_go_along_with_it() -> None:
    world = waiting()
    assert sealed_with(world, "叁佰伍拾元伍角").words == "叁佰伍拾元伍角"
    assert world.cash.bags["B-1"].words == "叁佰伍拾元伍角"
    assert of(world.next_shift().shift).bags["B-1"].words == "叁佰伍拾元伍角"


def test_nobody_has_to_write_them() -> None:
    fact = sealed_with(waiting(), "")
    assert fact.words is None
    assert "words" not in fact.body()


@pytest.mark.parametrize("words", sorted(allowed_words(FEN)))
def test_every_form_that_the_rules_for_slips_allow_is_taken(words: str) -> None:
    assert bags.in_words(FEN, words) == words


@pytest.mark.parametrize("typed", ["人民币 叁佰伍拾元伍角", " 叁佰伍拾元 伍角 ", "人民币叁佰伍拾元伍角"])
def test_blanks_and_the_name_of_the_currency_are_no_part_of_them(typed: str) -> None:
    assert bags.in_words(FEN, typed) == "叁佰伍拾元伍角"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("叁佰伍拾元整", "words_differ"),
        ("叁仟伍佰元整", "words_differ"),
        ("零元整", "words_differ"),
        ("三百五十元五角", "not_in_words"),  # everyday numerals are none
        ("叁佰伍拾伍角", "not_in_words"),
        ("350.50", "not_in_words"),
        ("叁佰伍拾元伍角整整", "not_in_words"),
        ("壹" * 5000, "not_in_words"),
        (" ", "not_in_words"),
    ],
)
def test_words_that_name_another_amount_or_none_are_refused_and_nothing_is_written(
    words: str, code: str
) -> None:
    world = waiting()
    packets = tuple(world.cash.packets)
    assert world.refused(bags.seal, "B-1", "S-1", packets, world.by(MANAGER, CLERK), words) == code
    assert set(world.cash.packets) == set(packets)
    assert not world.cash.bags


def test_the_refusal_names_both_amounts() -> None:
    refused = bags.in_words(FEN, "叁佰零伍元伍角")
    assert isinstance(refused, Refusal)
    for lang in LANGS:
        assert "305.50" in refused.text.to(lang)
        assert "350.50" in refused.text.to(lang)
