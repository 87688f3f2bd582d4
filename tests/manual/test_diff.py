"""What changed between two versions, with the old wording (N17)."""

from __future__ import annotations

import re

from dutyterm.i18n import Text, same
from dutyterm.manual.diff import diff, diff_all, diff_cards, diff_day, diff_heads, title_of
from dutyterm.manual.load import load_manual
from dutyterm.manual.schema import Manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.manual.wording import matters, wordings
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


def test_what_a_list_says_of_itself_is_compared_too() -> None:
    """R3: how often a list is due a shift, what may be answered at once, its title, groups and services."""
    old = good()
    newer = good(opening=OPENING.replace('en = "Opening"', 'en = "Before opening"').replace("cash", "money"))
    found = [(c.part, c.id, c.what, c.keys) for c in diff_heads(old, newer)]
    assert found == [("lists", "opening", "changed", ("title", "services"))]
    fewer = old.model_copy(update={"lists": ()})
    assert [(c.id, c.what) for c in diff_heads(old, fewer)] == [("opening", "removed")]
    assert [(c.id, c.what) for c in diff_heads(fewer, old)] == [("opening", "added")]
    least = old.lists[0].model_copy(update={"min_per_shift": 3, "bulk": True})
    (change,) = diff_heads(old, old.model_copy(update={"lists": (least,)}))
    assert [(w.key, w.before and w.before.zh, w.after and w.after.zh) for w in wordings(change)] == [
        ("bulk", "否", "是"),
        ("min_per_shift", "无", "3"),
    ]


def test_a_timetable_with_another_title_is_told_once() -> None:
    (change,) = diff_day(
        sound(), sound(day=DAY.replace('title = { zh = "一日流程"', 'title = { zh = "今日流程"', 1))
    )
    assert (change.part, change.keys) == ("day", ("title",))


def test_a_difference_is_told_in_old_and_new_words_of_both_languages() -> None:
    old, newer = good(), good(opening=OPENING.replace("min = 2", "min = 3").replace("T-30", "T-25"))
    (change,) = diff(old, newer)
    told = {w.key: (w.before, w.after) for w in wordings(change)}
    assert told["due"] == (Text("T-30", "T-30"), Text("T-25", "T-25"))
    before, after = told["fields"]
    assert before is not None
    assert after is not None
    assert "可用 点数 正常范围 最小 2" in before.zh
    assert "可用 点数 正常范围 最小 3" in after.zh
    assert "usable count normal at least 3" in after.en


def test_fixed_words_of_the_files_are_told_as_people_say_them() -> None:
    other = OPENING.replace('block = "doors"', 'block = "leave"', 1)
    other = other.replace('who = ["duty_manager"]', 'who = ["guard", "second_person"]', 1)
    told = {w.key: (w.before, w.after) for c in diff(good(), good(opening=other)) for w in wordings(c)}
    assert told["block"] == (Text("开门", "opening the doors"), Text("离厅", "leaving"))
    assert told["who"] == (Text("值班经理", "duty manager"), Text("保安; 第二人", "guard; second person"))


def test_what_is_new_has_no_old_words_and_what_is_gone_no_new_ones() -> None:
    newer = good(opening=OPENING.replace('"A-3"', '"A-4"'))
    added, removed = diff(good(), newer)
    assert all(w.before is None and w.after is not None for w in wordings(added))
    assert all(w.after is None and w.before is not None for w in wordings(removed))
    assert {w.key for w in wordings(added)} >= {"help", "fields", "due"}


def test_another_source_alone_is_nothing_to_read() -> None:
    newer = good(opening=OPENING.replace('source = ["D"]', 'source = ["D", "D"]', 1))
    (change,) = diff(good(), newer)
    assert change.keys == ("source",)
    assert not matters(change)
    (other,) = diff(good(), good(opening=OPENING.replace("T-30", "T-25")))
    assert matters(other)


def test_everything_that_the_shipped_manual_holds_has_words_in_both_languages() -> None:
    manual = load_manual(shipped_manual_dir())
    assert isinstance(manual, Manual)
    empty = manual.model_copy(update={"lists": (), "cards": (), "day": None})
    changes = diff_all(empty, manual)
    assert len(changes) > 100
    for change in changes:
        for one in wordings(change):
            assert one.after is not None, change.id
            assert one.after.zh.strip(), change.id
            assert one.after.en.strip(), change.id
            assert not re.search(r"[一-鿿]", one.after.en), (change.id, one.after.en)


def test_a_telephone_number_that_the_hall_fills_in_is_told() -> None:
    """Who has to read what changed learns whom to call now."""
    shipped = load_manual(shipped_manual_dir())
    assert isinstance(shipped, Manual)
    first = next(contact for contact in shipped.contacts if contact.number is None)
    filled = first.model_copy(update={"number": "0571-88001234"})
    contacts = tuple(filled if contact is first else contact for contact in shipped.contacts)
    new = shipped.model_copy(update={"contacts": contacts})
    (change,) = diff_all(shipped, new)
    assert (change.part, change.id, change.keys) == ("contacts", first.id, ("number",))
    (one,) = wordings(change)
    assert (one.name.en, one.before, one.after) == ("number", Text("无", "none"), same("0571-88001234"))
