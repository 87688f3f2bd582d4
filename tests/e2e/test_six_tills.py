"""A day with six tills in a real terminal: issued, counted blind, settled, bagged, handed over (R3-04)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.verify import verify_paths
from dutyterm.review.carried import check_carry
from tests.e2e import script
from tests.e2e.kit import PIN, make_hall, morning, open_at, sign_in
from tests.e2e.terminal import KEYS

SIX_TILLS = script.read("six-tills")


def test_the_script_of_six_tills_holds_no_letter_key() -> None:
    keys = {step.what for step in SIX_TILLS if step.kind == "key"}
    assert keys <= set(KEYS)
    assert not any(len(key) == 1 and key.isalpha() for key in keys)


@pytest.mark.parametrize("till", range(1, 7))
def test_a_till_counted_by_two_and_locked_keeps_its_key_budget(till: int) -> None:
    """Screens: 32 keys besides digits of numbers and PINs; the way to the till's row is not counted."""
    steps = script.section(SIX_TILLS, f"count-{till}")
    way = sum(step.kind == "key" and step.what in ("Home", "Down") for step in steps)
    assert 24 <= script.counted(steps) - way <= 32


@pytest.mark.process
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.usefixtures("real_terminal")
def test_six_tills_are_closed_bagged_and_handed_over(tmp_path: Path, lang: str) -> None:
    data = tmp_path / "hall"
    make_hall(data)
    with open_at(data, morning(), "--lang", lang) as terminal:
        sign_in(terminal)
        terminal.wait("F4").settle()
        script.play(terminal, SIX_TILLS)
        assert PIN not in terminal.raw
        assert "Traceback" not in terminal.raw
        terminal.kill()
    (path,) = (data / "shifts").rglob("*.duty")
    reading = read_bytes(path.read_bytes())
    assert reading.seal_hash is not None
    kinds = [document["kind"] for document in reading.documents.values()]
    assert kinds.count("cash.count_locked") == 6
    assert kinds.count("cash.counted") == 12
    sealed = [d["body"] for d in reading.documents.values() if d["kind"] == "cash.bag_sealed"]
    assert [bag["fen"] for bag in sealed] == [756_900]
    assert verify_paths([data]).sound
    assert check_carry([path], RealDisk()) == ()
