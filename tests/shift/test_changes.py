"""Lines that are new or changed since a person last walked the list show their old words (N17)."""

from __future__ import annotations

from typing import Any

from dutyterm.i18n import Text
from dutyterm.manual.schema import Line, Manual
from dutyterm.shift.lists.changes import NEW, changed_lines
from tests.shift.fixtures import small_manual


def changed(manual: Manual, id: str, **changes: Any) -> Manual:
    lists = tuple(
        checklist.model_copy(
            update={
                "lines": tuple(
                    line.model_copy(update=changes) if line.id == id else line for line in checklist.lines
                )
            }
        )
        for checklist in manual.lists
    )
    return manual.model_copy(update={"lists": lists})


def without(manual: Manual, id: str) -> Manual:
    def kept(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(line for line in lines if line.id != id)

    lists = tuple(c.model_copy(update={"lines": kept(c.lines)}) for c in manual.lists)
    return manual.model_copy(update={"lists": lists})


NOW = small_manual()


def test_the_same_manual_has_no_changed_lines() -> None:
    assert changed_lines(NOW, small_manual("b" * 64)) == {}


def test_somebody_who_never_walked_a_list_sees_no_marks() -> None:
    assert changed_lines(None, NOW) == {}


def test_a_changed_line_shows_its_old_wording() -> None:
    old = changed(NOW, "B-02", title=Text("旧标题", "old title"), help=Text("旧说明", "old help"))
    told = changed_lines(old, NOW)["B-02"]
    assert told.zh == "本版有改动。\n原文: 旧标题\n旧说明"
    assert told.en == "Changed in this version.\nIt was: old title\nold help"


def test_of_a_line_with_the_same_words_only_what_differs_is_told() -> None:
    """A hall that tightens a limit: the words are those of yesterday."""
    told = changed_lines(changed(NOW, "B-04", due="T-10"), NOW)["B-04"]
    line = next(line for checklist in NOW.lists for line in checklist.lines if line.id == "B-04")
    assert told.zh.splitlines() == ["本版有改动。", f"时限: T-10 > {line.due}"]
    assert told.en.splitlines()[1] == f"due: T-10 > {line.due}"


def test_a_changed_limit_is_a_change_and_another_source_is_none() -> None:
    assert set(changed_lines(changed(NOW, "B-04", due="T-10"), NOW)) == {"B-04"}
    assert changed_lines(changed(NOW, "B-04", source=("L6",)), NOW) == {}


def test_a_new_line_says_that_it_is_new() -> None:
    assert changed_lines(without(NOW, "P-01"), NOW) == {"P-01": NEW}
    assert changed_lines(NOW, without(NOW, "P-01")) == {}


def test_one_list_can_be_asked_for() -> None:
    old = changed(without(NOW, "P-01"), "B-02", due="T-1")
    assert set(changed_lines(old, NOW, "patrol")) == {"P-01"}
    assert set(changed_lines(old, NOW, "opening")) == {"B-02"}
    assert changed_lines(old, NOW, "closing") == {}
