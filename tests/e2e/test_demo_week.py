"""A week of two shifts a day, at its seams, by keys in a real terminal (R2-05, N5, N15, N33, S5, S6, S8)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dutyterm.i18n import Lang
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import Reading, read_bytes
from dutyterm.journal.seal import seal_code
from dutyterm.review.carried import check_carry
from tests.desk.kit import START
from tests.e2e import script
from tests.e2e.kit import REAL_TERMINAL, make_hall
from tests.e2e.played_day import Player
from tests.e2e.terminal import KEYS, ROOT
from tests.e2e.told_time import Watch

STEPS = script.read("week")

MONDAY = START.replace(hour=7, minute=46) + timedelta(days=3)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

HALL_MANAGER, FIRST, SECOND = "p1", "p2", "p3"


@dataclass(frozen=True)
class Week:
    """What a played week leaves behind."""

    shifts: Mapping[str, Reading]
    """`mon a`, `mon b` ... -> its journal."""
    taken: Mapping[str, str]

    def documents(self, shift: str, kind: str) -> list[dict[str, Any]]:
        """Records of one kind, in order."""
        return [d for d in self.shifts[shift].documents.values() if d["kind"] == kind]

    def body(self, shift: str, kind: str) -> dict[str, Any]:
        """What the only record of a kind says."""
        (document,) = self.documents(shift, kind)
        found: dict[str, Any] = document["body"]
        return found


def play(root: Path, lang: Lang, steps: tuple[script.Step, ...]) -> Week:
    """Plays it; the files verify, and every shift takes over what the one before left."""
    data = root / "hall"
    make_hall(data, walking=False)
    player = Player(data, Watch(root / "time", MONDAY), lang, {})
    try:
        player.play(steps)
        assert "Traceback" not in player.terminal.raw
    finally:
        player.leave()
    paths = sorted(data.joinpath("shifts").rglob("*.duty"))
    assert check_carry(paths, RealDisk()) == ()
    verified = subprocess.run(
        [sys.executable, "-m", "dutyterm", "verify", str(data)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert verified.returncode == 0, verified.stdout + verified.stderr
    found = {}
    for path in paths:
        day, code = path.name.split(".")[1].rsplit("-", 1)
        number = (MONDAY.fromisoformat(day).date() - MONDAY.date()).days
        found[f"{DAYS[number]} {code}"] = read_bytes(path.read_bytes())
    return Week(found, player.taken)


def test_a_week_needs_no_letter_key() -> None:
    keys = {step.what for step in STEPS if step.kind == "key"}
    assert keys <= set(KEYS)
    assert not any(len(key) == 1 and key.isalpha() for key in keys)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    return play(tmp_path_factory.mktemp("week"), "zh", STEPS)


@REAL_TERMINAL[0]
@REAL_TERMINAL[1]
def test_fourteen_shifts_are_sealed_one_behind_the_other(week: Week) -> None:
    assert list(week.shifts) == [f"{day} {code}" for day in DAYS for code in "ab"]
    seals = [reading.seal_hash for reading in week.shifts.values()]
    assert None not in seals
    last = seals[-1]
    assert last is not None
    assert seal_code(last).replace("-", "") == week.taken["night"], "what was copied to the slip"


@REAL_TERMINAL[0]
@REAL_TERMINAL[1]
def test_every_shift_was_taken_over_by_whom_and_how_the_week_went(week: Week) -> None:
    """S5, S6: in person at noon, over night with the code; the same person in the morning reads nothing."""
    how = {}
    for shift in week.shifts:
        accepted = week.documents(shift, "handover.accepted")
        how[shift] = [(d["by"], d["body"]["how"]) for d in accepted]
    noon, night = "in_person", "overnight"
    assert how == {
        "mon a": [], "mon b": [(SECOND, noon)],
        "tue a": [(FIRST, night)], "tue b": [],
        "wed a": [(FIRST, night)], "wed b": [(SECOND, noon)],
        "thu a": [], "thu b": [(FIRST, noon)],
        "fri a": [(SECOND, night)], "fri b": [(FIRST, "no_witness")],
        "sat a": [(SECOND, night)], "sat b": [(FIRST, noon)],
        "sun a": [(SECOND, night)], "sun b": [(FIRST, noon)],
    }  # fmt: skip
    checks = [week.body(f"{day} a", "shift.opened")["code_check"] for day in DAYS]
    assert checks[1:6] == ["matched"] * 5


@REAL_TERMINAL[0]
@REAL_TERMINAL[1]
def test_one_promise_was_kept_by_whoever_was_told_on_its_day_and_one_was_missed(week: Week) -> None:
    """R2-05, N33."""
    kept, missed = (
        d["body"]["outcome"] for s in ("thu b", "wed b") for d in week.documents(s, "open_item.closed")
    )
    assert (kept, missed) == ("kept", "broken")
    told = {s: {d["body"]["person"] for d in week.documents(s, "open_item.told")} for s in week.shifts}
    assert told["thu b"] == {FIRST}, "who read it with the handover of its day"
    assert told["mon b"] == told["tue a"] == told["tue b"] == set(), "its day had not come"


@REAL_TERMINAL[0]
@REAL_TERMINAL[1]
def test_refusal_reservation_missing_witness_and_a_night_left_open_are_on_record(week: Week) -> None:
    """N15, S6, S8: each is what happened, with a name, and the week went on."""
    assert week.documents("tue b", "handover.refused")[0]["by"] == SECOND
    ruled = week.body("tue b", "handover.decided")
    assert (ruled["ruling"], ruled["manager"]) == ("take_over", HALL_MANAGER)
    assert week.documents("wed b", "handover.reserved")
    alone = week.body("fri b", "handover.accepted")
    assert (alone["how"], bool(alone["reason"])) == ("no_witness", True)
    forgotten = week.shifts["sat b"].documents
    assert not [d for d in forgotten.values() if d["kind"] == "handover.submitted"]


@REAL_TERMINAL[0]
@REAL_TERMINAL[1]
def test_two_days_of_it_go_the_same_way_in_english(tmp_path: Path) -> None:
    days = tuple(step for step in STEPS if step.section.startswith(("monday", "tuesday")))
    week = play(tmp_path, "en", days)
    assert list(week.shifts) == ["mon a", "mon b", "tue a", "tue b"]
    assert None not in [reading.seal_hash for reading in week.shifts.values()]
