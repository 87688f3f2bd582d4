"""What changed between two versions, with the old wording (N17)."""

from __future__ import annotations

from dutyterm.manual.diff import diff, diff_all, diff_cards, diff_day, title_of
from tests.manual.kit import CARD, OPENING, good
from tests.manual.test_lint_day import DAY, FIGURES, sound


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


def test_a_changed_timetable_figure_or_category_is_told_too() -> None:
    old, new = (
        sound(),
        sound(
            day=DAY.replace("T-40", "T-45"),
            log=FIGURES.replace("stretch = 8", "stretch = 7").replace('zh = "资金"', 'zh = "现金"'),
        ),
    )
    found = [(c.part, c.id, c.what, c.keys, c.after and title_of(c.after).zh) for c in diff_all(old, new)]
    assert found == [
        ("day", "W-1", "changed", ("times",), "到岗"),
        ("log", "cash", "changed", ("name",), "现金"),
        ("log", "wait", "changed", ("stretch",), "平均等候"),
    ]


def test_a_manual_that_gets_its_first_timetable_tells_every_row() -> None:
    found = diff_day(good(), sound())
    assert [(c.id, c.what, c.before) for c in found] == [(f"W-{n}", "added", None) for n in (1, 2, 3)]
    assert diff_all(sound(), sound()) == ()
