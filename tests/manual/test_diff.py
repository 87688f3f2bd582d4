"""What changed between two versions, with the old wording (N17)."""

from __future__ import annotations

from dutyterm.manual.diff import diff, diff_cards
from tests.manual.kit import CARD, OPENING, good


def test_equal_versions_have_no_difference() -> None:
    assert diff(good(), good()) == ()
    assert diff_cards(good(), good()) == ()


def test_a_changed_line_keeps_its_old_wording() -> None:
    (change,) = diff(
        good(), good(opening=OPENING.replace("只数能用的。", "看铅封。").replace("min = 2", "min = 3"))
    )
    assert (change.part, change.id, change.what) == ("opening", "A-2", "changed")
    assert change.keys == ("help", "fields")
    assert change.before is not None
    assert change.after is not None
    assert (change.before.help.zh, change.after.help.zh) == ("只数能用的。", "看铅封。")


def test_added_and_removed_lines_are_told() -> None:
    newer = good(opening=OPENING.replace('"A-3"', '"A-4"'))
    assert [(c.id, c.what) for c in diff(good(), newer)] == [("A-4", "added"), ("A-3", "removed")]


def test_a_line_that_only_moved_is_not_changed() -> None:
    head, one, two, three = OPENING.split("[[lines]]\n")
    assert diff(good(), good(opening="[[lines]]\n".join([head, two, one, three]))) == ()


def test_a_changed_card_is_told() -> None:
    (change,) = diff_cards(good(), good(card=CARD.replace("look at the lamps", "look twice")))
    assert (change.id, change.keys) == ("NET", ("first",))
