"""A normal working day of two shifts, played in a real terminal in both languages with the same keys."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dutyterm.i18n import LANGS, Lang
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import Reading, read_bytes
from dutyterm.journal.seal import seal_code
from dutyterm.manual.load import load_manual
from dutyterm.manual.schema import Manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.review.carried import check_carry
from dutyterm.tui.screens.items import KEPT, RESULTS
from tests.desk.kit import START
from tests.e2e import key_table, script
from tests.e2e.played_day import Player, Shown
from tests.e2e.played_hall import make_hall
from tests.e2e.terminal import KEYS, ROOT
from tests.e2e.told_time import Watch

MORNING = START.replace(hour=7, minute=46)


@dataclass(frozen=True)
class Played:
    """What a played day leaves behind."""

    data: Path
    shown: Mapping[str, Shown]
    taken: Mapping[str, str]
    kills: int
    raw: str

    def shift(self, code: str) -> Reading:
        """The journal of a shift of that day."""
        (path,) = self.data.joinpath("shifts").rglob(f"*{MORNING:%Y-%m-%d}-{code.lower()}.*.duty")
        return read_bytes(path.read_bytes())

    def bodies(self, code: str, kind: str) -> list[dict[str, Any]]:
        """What was recorded of one kind."""
        documents = self.shift(code).documents.values()
        return [document["body"] for document in documents if document["kind"] == kind]


def play(root: Path, lang: Lang, code: str) -> Played:
    """Plays the whole day in one language."""
    player = Player(root / "hall", Watch(root / "time", MORNING), lang, {"code": code})
    try:
        for name in key_table.DAY:
            player.play(script.read(name))
    finally:
        player.leave()
    return Played(root / "hall", player.shown, player.taken, player.kills, player.raw)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[Lang, Played]]:
    """The same day in every language, both at the same time."""
    if os.name == "nt":
        pytest.skip("a pseudo-terminal is a thing of POSIX systems")
    roots = {lang: tmp_path_factory.mktemp(f"day-{lang}") for lang in LANGS}
    codes = {lang: make_hall(root / "hall") for lang, root in roots.items()}
    with ThreadPoolExecutor(len(LANGS)) as pool:
        played = {lang: pool.submit(play, roots[lang], lang, codes[lang]) for lang in LANGS}
        yield {lang: future.result() for lang, future in played.items()}


SECONDS = 30
"""How far the same moment may lie apart in two plays: a key that waits for the disk is pressed later."""


_DEVICE = re.compile(r"(demo\.[\d-]{10}-[ab])\.[a-z0-9]{6}")
"""Every made hall has a device of its own, whose name is part of the names of its files."""
_HASH = re.compile(r"[0-9a-f]{64}")


@cache
def usual_words() -> frozenset[tuple[object, object]]:
    """What is chosen by its digit is recorded in the language of the screen."""
    manual = load_manual(shipped_manual_dir())
    assert isinstance(manual, Manual)
    phrases = [phrase for category in manual.log.categories for phrase in category.phrases]
    return frozenset((text.zh, text.en) for text in (*phrases, *RESULTS, *KEPT))


def differences(one: object, other: object, path: str = "") -> Iterator[tuple[str, object, object]]:
    """Where two bodies differ, but for some seconds."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from differences(one[key], other[key], f"{path}/{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for n, (was, now) in enumerate(zip(one, other, strict=True)):
            yield from differences(was, now, f"{path}/{n}")
    elif one != other and not _nearly(one, other, path):
        yield path, one, other


def _nearly(one: object, other: object, path: str) -> bool:
    if (one, other) in usual_words() or _DEVICE.sub(r"\1", str(one)) == _DEVICE.sub(r"\1", str(other)):
        return True
    if path in ("/previous", "/seal", "/shown"):
        return all(_HASH.fullmatch(str(found)) for found in (one, other))
    if isinstance(one, int) and isinstance(other, int) and path.endswith("_ms"):
        return abs(one - other) <= SECONDS * 1_000
    try:
        first, second = datetime.fromisoformat(str(one)), datetime.fromisoformat(str(other))
    except ValueError:
        return False
    return abs((first - second).total_seconds()) <= SECONDS


# --- what it takes, counted from the scripts -------------------------------------------------------


def test_a_day_needs_no_letter_key() -> None:
    """Everything but the words of an entry is reached on a number pad with F-keys and arrows."""
    keys = {s.what for name in key_table.DAY for s in script.read(name) if s.kind == "key"}
    assert keys <= set(KEYS)
    assert not any(len(key) == 1 and key.isalpha() for key in keys)


@pytest.mark.parametrize("kind", key_table.BUDGETS)
def test_every_kind_of_work_keeps_its_budget_of_keys(kind: str) -> None:
    (work,) = [work for work in key_table.day_work() if work.kind == kind]
    assert work.most <= key_table.BUDGETS[kind], kind


def test_a_whole_day_takes_no_more_than_twenty_minutes_at_the_keyboard() -> None:
    """Both shifts, every digit and the words counted, at 150 keys a minute."""
    day = key_table.day_work()
    sys.stdout.write(f"\n{key_table.table(day)}\n")  # seen with `pytest -s`
    assert key_table.minutes_of(day) <= key_table.MINUTES_A_DAY


def test_the_day_is_a_working_day() -> None:
    """Patrols every hour, fire rounds every two hours, at least ten entries, one complaint."""
    times = {work.kind: len(work.times) for work in key_table.day_work()}
    assert times["opening"] == times["closing"] == 1
    assert times["patrol with samples"] >= 3
    assert times["patrol"] + times["patrol with samples"] + times["patrol with an exception"] == 9
    assert times["fire round"] == 5
    assert times["log entry"] + times["complaint"] >= 10


# --- what it leaves behind -------------------------------------------------------------------------


@pytest.mark.process
@pytest.mark.parametrize("lang", LANGS)
def test_both_shifts_are_sealed_and_everything_verifies(days: Mapping[Lang, Played], lang: Lang) -> None:
    """N5: the codes on the slips are those of the files; both shifts were read and taken over."""
    day = days[lang]
    for shift, slip in (("A", "code"), ("B", "night")):
        sealed = day.shift(shift).seal_hash
        assert sealed is not None
        assert seal_code(sealed).replace("-", "") == day.taken[slip]
        checked = day.bodies(shift, "shift.opened")[0]["code_check"]
        assert checked == {"A": "matched", "B": "seam"}[shift]
        (accepted,) = day.bodies(shift, "handover.accepted")
        assert accepted["how"] == {"A": "overnight", "B": "in_person"}[shift]
    verified = subprocess.run(
        [sys.executable, "-m", "dutyterm", "verify", str(day.data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert check_carry(sorted(day.data.joinpath("shifts").rglob("*.duty")), RealDisk()) == ()
    assert "Traceback" not in day.raw


@pytest.mark.process
@pytest.mark.parametrize("lang", LANGS)
def test_what_was_ever_shown_as_done_is_in_the_journal(days: Mapping[Lang, Played], lang: Lang) -> None:
    """Also across a SIGKILL in the middle of each shift."""
    day = days[lang]
    assert day.kills == 2
    for shift in "AB":
        documents = day.shift(shift).documents
        answered = {
            told["item"]
            for document in documents.values()
            for told in (document["body"], *document["body"].get("answers", ()))
            if isinstance(told, dict) and "item" in told
        }
        assert day.shown[shift].record <= max(documents)
        assert day.shown[shift].record > 100
        assert day.shown[shift].ticks <= answered
        assert len(day.shown[shift].ticks) > 40


@pytest.mark.process
@pytest.mark.parametrize("lang", LANGS)
def test_the_work_of_the_day_is_complete(days: Mapping[Lang, Played], lang: Lang) -> None:
    day = days[lang]
    begun = [run["list"] for shift in "AB" for run in day.bodies(shift, "run.started")]
    assert sorted(begun) == ["closing", *["fire-round"] * 5, "opening", *["patrol"] * 9]
    assert sum(len(day.bodies(shift, "run.completed")) for shift in "AB") == len(begun)
    entries = [e["category"] for shift in "AB" for e in day.bodies(shift, "entry.written")]
    assert len(entries) >= 10
    assert entries.count("complaint") == 1
    assert len(day.bodies("A", "shift.doors_opened")) == 1
    assert len(day.bodies("B", "shift.doors_closed")) == 1


@pytest.mark.process
def test_both_languages_end_with_the_same_records(days: Mapping[Lang, Played]) -> None:
    """Kinds and bodies; usual phrases are in the language of the screen, and some seconds may differ."""
    zh, en = days["zh"], days["en"]
    for shift in "AB":
        one, other = ([*day.shift(shift).documents.values()] for day in (zh, en))
        assert [d["kind"] for d in one] == [d["kind"] for d in other]
        differ = [
            (a["kind"], path, was, now)
            for a, b in zip(one, other, strict=True)
            for path, was, now in differences(a["body"], b["body"])
        ]
        assert differ == []
