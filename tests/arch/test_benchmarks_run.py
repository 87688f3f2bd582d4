"""Every benchmark in a tiny form, so that it still runs on the day when somebody wants its figures."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from benchmarks import day, desk, emergency, journal, keys, overview, startup
from benchmarks.halls import make_hall, with_open_shift
from dutyterm.manual.load import load_manual
from dutyterm.manual.schema import Manual
from dutyterm.manual.shipped import shipped_manual_dir

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")


def test_an_entry_through_the_desk_asks_the_disk_for_one_write_and_one_sync(tmp_path: Path) -> None:
    hall = with_open_shift(tmp_path / "hall")
    taken, counts = asyncio.run(desk.entries(hall, tmp_path, 2))
    assert {name: len(times) for name, times in taken.items()} == dict.fromkeys(taken, 2)
    assert (counts["fsyncs"][0], counts["writes"][0]) == (1, 1)
    assert 262 < counts["bytes"][0] <= 600


def test_the_overview_sees_every_shift_of_the_hall(tmp_path: Path) -> None:
    shelf = overview.shelf(make_hall(tmp_path / "hall", 3))
    assert [one.seal is not None for one in shelf] == [True, True, True]


def test_a_bare_journal_is_measured_in_a_growing_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "ROUNDS", 2)
    names = [figure.anchor_name for figure in journal.appends(tmp_path, None)]
    assert names == ["write+fsync", "SQLite WAL/FULL", "SQLite DELETE/FULL", ""]


@posix
@pytest.mark.parametrize("way", keys.WAYS)
def test_a_key_is_followed_to_the_line_that_says_it_is_on_disk(tmp_path: Path, way: str) -> None:
    begin, step, _ = keys.WAYS[way]
    ours, anchor = keys.taken(tmp_path / "hall", begin, step, 1)
    assert len(ours) == len(anchor) == 1
    assert min(ours + anchor) > 0


def test_what_a_day_takes_at_the_keyboard_is_told_with_its_goals(tmp_path: Path) -> None:
    figures = day.measure(tmp_path)
    assert figures[-1].unit == "min"
    assert len([figure for figure in figures if figure.goal is not None]) == 7


@posix
def test_f9_and_a_card_are_seen_at_the_terminal(tmp_path: Path) -> None:
    taken = emergency.rounds(tmp_path, 1)
    told = (taken.queue, taken.step, taken.both, taken.anchor)
    assert [len(times) for times in told] == [1, 1, 1, 1]
    assert min(ms for times in told for ms in times) > 0


def test_the_words_that_the_emergency_is_timed_by_are_on_the_first_step_of_card_1_only() -> None:
    found = load_manual(shipped_manual_dir())
    assert isinstance(found, Manual)
    card = next(card for card in found.cards if card.digit == "1")
    assert emergency.FIRST_STEP in card.steps[0].text.en
    said = [step.text.en for card in found.cards for step in card.steps]
    assert len([text for text in said if emergency.FIRST_STEP in text]) == 1


@posix
def test_a_start_is_measured_beside_the_minimal_app_and_beside_an_older_hall(tmp_path: Path) -> None:
    hall = make_hall(tmp_path / "hall", 1)
    begun = with_open_shift(tmp_path / "begun")
    figures = [*startup.starts(hall, hall, begun, 1, "10 years"), *startup.at_the_board(begun, 1)]
    assert [figure.goal for figure in figures[:3]] == [1.6, 1.1, 1.6]
    assert all(figure.ours > 0 for figure in figures)
