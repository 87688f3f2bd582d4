"""Families that are imported and folded late: nobody can tell from what they say."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dutyterm.model.record import Kinds
from dutyterm.shift.families import FAMILIES, KINDS, fold_all
from dutyterm.shift.shift import Shift, empty, fold
from tests.shift.test_fold import day

KEYS = [family.KEY for family in FAMILIES]


def later(family: Any) -> Any:
    """The entry of the list itself, which stands for the family's module."""
    return family


def test_every_kind_begins_with_a_word_of_its_family_and_of_no_other() -> None:
    words = {word: family.KEY for family in FAMILIES for word in later(family).words}
    assert sum(len(later(family).words) for family in FAMILIES) == len(words)
    for family in FAMILIES:
        begun = {fact.KIND.partition(".")[0] for fact in family.FACTS}
        assert begun == set(later(family).words), family.KEY


def test_the_list_knows_each_family_by_the_key_that_its_module_has() -> None:
    for family in FAMILIES:
        module = import_module(later(family)._name)
        assert module.KEY == family.KEY
        assert tuple(module.FACTS) == tuple(later(family).facts())


def test_kinds_are_asked_for_more_once_for_each_word() -> None:
    asked: list[str] = []

    def more(word: str) -> tuple[Any, ...]:
        asked.append(word)
        return tuple(f for family in FAMILIES for f in family.FACTS if f.KIND.startswith(word + "."))

    kinds = Kinds(more=more)
    assert "entry.written" in kinds
    assert "entry.read" in kinds
    assert "entry.nonsense" not in kinds
    assert "nothing.at_all" not in kinds
    assert asked == ["entry", "nothing"]


@given(st.lists(st.integers(0, len(day().records)), min_size=len(KEYS), max_size=len(KEYS)))
def test_a_part_is_the_same_whenever_it_was_first_looked_at(first: list[int]) -> None:
    records = day().records
    shift = empty(FAMILIES)
    for number in range(len(records) + 1):
        for key, at in zip(KEYS, first, strict=True):
            if at <= number:
                assert shift.parts[key] is not None
        if number < len(records):
            shift = fold(shift, records[number])
    assert shift == fold_all(records)
    assert dict(shift.parts) == dict(day().shift.parts)


class Overtaken(list[Any]):
    """Records of a shift on which somebody else looks ahead at the very moment at which one more comes."""

    meanwhile: Callable[[], object] | None = None

    def append(self, record: Any) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        super().append(record)


def test_a_thread_that_looks_ahead_meanwhile_does_not_put_its_record_in_the_place_of_the_real_one() -> None:
    """The list of past cases is made in a thread; while the disk hangs it folds what waits."""
    records = day().records
    before = fold_all(records[:3])
    might: list[Shift] = []
    before.parts._records = overtaken = Overtaken(records[:3])
    overtaken.meanwhile = lambda: might.append(fold(before, records[-1]))
    after = fold(before, records[3])
    assert dict(after.parts) == dict(fold_all(records[:4]).parts)
    assert dict(might[0].parts) == dict(fold_all([*records[:3], records[-1]]).parts)


@given(st.data())
def test_looking_ahead_changes_nothing_of_what_is(data: st.DataObject) -> None:
    records = day().records
    cut = data.draw(st.integers(0, len(records)))
    ahead = data.draw(st.lists(st.sampled_from(records), max_size=3))
    shift = fold_all(records[:cut])
    might: Shift = shift
    for record in ahead:
        might = fold(might, record)
    if data.draw(st.booleans()):
        assert len(dict(might.parts)) == len(KEYS)
    for record in records[cut:]:
        shift = fold(shift, record)
    assert dict(shift.parts) == dict(fold_all(records).parts)
    assert dict(might.parts) == dict(fold_all([*records[:cut], *ahead]).parts)


def test_the_words_of_a_shift_are_those_of_its_records() -> None:
    shift = empty(FAMILIES)
    for before, record in pairwise([None, *day().records]):
        assert before is None or before.kind.partition(".")[0] in shift.words
        assert record is not None
        shift = fold(shift, record)
    assert {kind.partition(".")[0] for kind in (r.kind for r in day().records)} == shift.words


def test_a_kind_that_nobody_knows_is_still_unknown_after_every_family_was_asked() -> None:
    document = {"at": "2026-11-23T08:00:00.000+08:00", "mono": 1, "by": None, "v": 1, "body": {}}
    for family in FAMILIES:
        for word in later(family).words:
            assert KINDS.read(1, {**document, "kind": f"{word}.of_tomorrow"}).fact is None
