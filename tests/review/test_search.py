"""Search over all shifts: what is found, in which order, and what is never a hit."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.journal.disk import RealDisk
from dutyterm.review.needles import Needle
from dutyterm.review.own_words import split
from dutyterm.review.search import Found, Query, search
from dutyterm.review.shelf import paths_newest_first
from tests.review.kit import entry, shift

HALL = timezone(timedelta(hours=8))
CAMERAS = {"run": "opening-1", "item": "OPN-06", "field": "ok", "norm": "ok"}


def found(root: Path, text: str = "", **more: Any) -> list[tuple[str, int]]:
    """Day and shift, and record number, of every hit."""
    return [(hit.journal.split(".")[1], hit.id) for hit in searched(root, text, **more).hits]


def searched(root: Path, text: str = "", most: int = 100, **more: Any) -> Found:
    return search(RealDisk(), root / "shifts", Query(text, **more), most)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three shifts on two days."""
    shift(tmp_path, "2026-11-20", [
        entry("二号自助终端卡纸", "08:10"),
        entry("停电十分钟，用 UPS", "09:30", happened="09:00"),
        ("entry.corrected", {"of": 2, "text": "停电八分钟，用 UPS", "reason": "slip"}, "09:40"),
        ("open_item.opened", {"sort": "note", "title": {"zh": "终端报修", "en": "terminal repair"}}, "10:00"),
        ("open_item.opened", {"sort": "note", "title": {"zh": "灯管", "en": "a lamp"}}, "10:01"),
    ])  # fmt: skip
    shift(tmp_path, "2026-11-20", [entry("终端恢复", "15:00")], code="b")
    shift(tmp_path, "2026-11-21", [
        ("shift.opened", {
            "journal": "demo.2026-11-21-a.k3f9q2", "premises": {"name": "城北厅"}, "manual_version": "1",
            "code_reason": "交接单丢失",
            "carried": {"open_items": {"items": [{"title": {"zh": "终端报修"}}]}},
        }, "08:00"),
        entry("Power cut; 停电", "08:20", "2026-11-21"),
        ("open_item.closed", {"ref": "demo.2026-11-20-a.k3f9q2#4", "result": "厂家已修好终端"}, "08:30"),
        ("item.answered", {**CAMERAS, "value": "yes"}, "08:40"),
        ("item.changed", {**CAMERAS, "value": "no", "was": "yes", "reason": "看错"}, "08:41"),
        entry("员工迟到", "08:45", "2026-11-21", category="discipline"),
        ("entry.added", {"of": 6, "text": "员工已谈话"}, "08:46"),
    ])  # fmt: skip
    return tmp_path


def test_two_chinese_characters_are_found_newest_first(root: Path) -> None:
    assert found(root, "停电") == [("2026-11-21-a", 2), ("2026-11-20-a", 3), ("2026-11-20-a", 2)]


def test_all_words_have_to_stand_in_one_record(root: Path) -> None:
    assert found(root, "停电 十分钟") == [("2026-11-20-a", 2)]
    assert found(root, '"power cut"') == [("2026-11-21-a", 2)]
    assert found(root, '"cut power"') == []
    assert split('灯 "a b"  灯') == ("灯", "a b")


def test_capitals_make_no_difference(root: Path) -> None:
    assert found(root, "ups") == found(root, "UPS") == [("2026-11-20-a", 3), ("2026-11-20-a", 2)]
    assert found(root, "POWER") == [("2026-11-21-a", 2)]


def test_what_an_opening_repeats_is_no_hit(root: Path) -> None:
    """The roster and the items carried in stand in every shift; only what a record itself says counts."""
    assert found(root, "城北厅") == []
    assert found(root, "报修") == [("2026-11-20-a", 4)]
    assert found(root, "交接单") == [("2026-11-21-a", 1)]


def test_keys_hashes_and_words_of_the_program_are_no_hits(root: Path) -> None:
    for word in ("occurred_at", "k3f9q2", "opening-1", "h", "0000", "normal", "08:20", "records"):
        assert all(word in hit.text.lower() for hit in searched(root, word).hits), word
    assert found(root, "occurred_at") == found(root, "k3f9q2") == found(root, "opening-1") == []
    assert found(root, "OPN-06") == [("2026-11-21-a", 5), ("2026-11-21-a", 4)]


def test_a_kind_means_its_whole_family(root: Path) -> None:
    assert found(root, "停电", kind="entry.corrected") == [("2026-11-20-a", 3)]
    assert len(found(root, "停电", kind="entry")) == 3
    assert found(root, "停电", kind="entr") == []
    assert found(root, kind="item") == [("2026-11-21-a", 5), ("2026-11-21-a", 4)]


def test_items_are_told_open_from_settled_ones_across_shifts(root: Path) -> None:
    assert found(root, state="open") == [("2026-11-20-a", 5)]
    assert found(root, state="closed") == [("2026-11-21-a", 3), ("2026-11-20-a", 4)]
    # the settling shift lies outside of the days asked for, and counts all the same
    before = datetime(2026, 11, 20, 12, tzinfo=HALL)
    assert found(root, state="open", until=before) == [("2026-11-20-a", 5)]


def test_days_and_moments_bound_the_search(root: Path) -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=HALL)
    assert found(root, "终端", since=noon) == [("2026-11-21-a", 3), ("2026-11-20-b", 1)]
    assert found(root, "终端", until=noon) == [("2026-11-20-a", 4), ("2026-11-20-a", 1)]
    assert found(root, "终端", since=noon, until=noon + timedelta(hours=9)) == [("2026-11-20-b", 1)]


def test_late_entries_and_corrected_ones_are_found(root: Path) -> None:
    """S3, S4."""
    assert found(root, late=True) == [("2026-11-20-a", 2)]
    assert found(root, corrected=True) == [
        ("2026-11-21-a", 5), ("2026-11-21-a", 4), ("2026-11-20-a", 3), ("2026-11-20-a", 2),
    ]  # fmt: skip


def test_people_are_found_by_what_they_wrote_signed_or_decided(root: Path) -> None:
    shift(root, "2026-11-22", [
        ("item.signed", {"run": "r", "item": "OPN-02", "field": "both", "person": "p9"}, "08:00"),
        ("cash.audited", {"till": "01", "signed": [{"person": "p8"}, {"person": "p9"}]}, "08:01"),
    ])  # fmt: skip
    assert found(root, people=frozenset({"p9"})) == [("2026-11-22-a", 2), ("2026-11-22-a", 1)]
    assert found(root, people=frozenset({"p8"})) == [("2026-11-22-a", 2)], "two signed one record"
    assert len(found(root, "停电", people=frozenset({"p2"}))) == 3
    assert found(root, "停电", people=frozenset({"p3"})) == []


def test_a_hidden_category_hides_its_additions_too(root: Path) -> None:
    assert found(root, "员工") == [("2026-11-21-a", 7), ("2026-11-21-a", 6)]
    assert found(root, "员工", hidden=frozenset({"discipline"})) == []


def test_the_search_stops_at_the_number_asked_for_and_says_so(root: Path) -> None:
    few = searched(root, "终端", most=2)
    assert (len(few.hits), few.more) == (2, True)
    assert [hit.id for hit in few.hits] == [3, 1]
    assert searched(root, "终端", most=4).more is False


def test_a_changed_line_is_named_and_never_a_hit(root: Path) -> None:
    path = next((root / "shifts").rglob("*2026-11-20-a*"))
    path.write_bytes(path.read_bytes().replace("卡纸".encode(), "冒烟".encode()))
    told = searched(root, "冒烟")
    assert (told.hits, told.doubtful) == ([], [path.name])


def test_a_file_that_is_no_journal_hides_nothing(root: Path) -> None:
    folder = root / "shifts" / "2026" / "11"
    (folder / "demo.2026-11-23-a.k3f9q2.duty").write_bytes("终端 \x00\xff".encode("latin-1", "replace"))
    (folder / "demo.2026-11-24-a.k3f9q2.duty").mkdir()
    told = searched(root, "终端")
    assert len(told.hits) == 4
    assert told.doubtful == ["demo.2026-11-24-a.k3f9q2.duty"]


def test_the_context_shows_the_hit_and_where_it_is(root: Path) -> None:
    shift(root, "2026-11-22", [entry("甲" * 50 + "停电\n了" + "乙" * 90, "08:00")])
    hit = searched(root, "停电").hits[0]
    text, spans = hit.context(before=5, length=20)
    assert text == "…" + "甲" * 5 + "停电 了" + "乙" * 11 + "…"
    assert [text[a:b] for a, b in spans] == ["停电"]


def test_a_continuation_is_newer_than_the_damaged_file(tmp_path: Path) -> None:
    first = shift(tmp_path, "2026-11-20", [entry("甲", "08:00")])
    second = first.with_name(first.name.replace(".duty", ".2.duty"))
    second.write_bytes(first.read_bytes())
    assert list(paths_newest_first(RealDisk(), tmp_path / "shifts")) == [second, first]


def test_without_shifts_nothing_is_found(tmp_path: Path) -> None:
    assert searched(tmp_path, "终端").hits == []


@given(st.binary(min_size=1, max_size=9), st.binary(max_size=200), st.binary(max_size=300))
def test_a_needle_finds_what_bytes_find(word: bytes, first: bytes, data: bytes) -> None:
    needle = Needle(word)
    for one in (first, data, first + word + data, word * 60):
        assert needle.stands_in(one) is (word in one)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_every_word_that_was_written_is_found(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    root = tmp_path_factory.mktemp("any")
    shift(root, "2026-11-20", [entry(text, "08:00")])
    for word in split(text.replace('"', " ")):
        assert len(searched(root, f'"{word}"').hits) == (word in text or word.lower() in text.lower())
