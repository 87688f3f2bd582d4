"""A day with six tills in a real terminal: issued, counted blind, settled, bagged, handed over (R3-04)."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.verify import verify_paths
from dutyterm.review.carried import check_carry
from tests.desk.kit import START
from tests.e2e import script
from tests.e2e.kit import PIN, make_hall, sign_in
from tests.e2e.terminal import KEYS, ROOT, Terminal
from tests.e2e.told_time import HANDED_MS, KEY_MS, Watch

SIX_TILLS = script.read("six-tills")

DIFFERING = {1: 0, 2: 1, 3: 0, 4: 0, 5: 0, 6: 0}
"""Rows in which the two counts of a till differ: each costs one key more."""

NEXT_SIGNER = re.compile(r"PIN[^\n]*  _|谁来签|Who signs")
"""The page asks for the next signature."""


def test_the_script_of_six_tills_holds_no_letter_key() -> None:
    keys = {step.what for step in SIX_TILLS if step.kind == "key"}
    assert keys <= set(KEYS)
    assert not any(len(key) == 1 and key.isalpha() for key in keys)


@pytest.mark.parametrize("till", range(1, 7))
def test_a_till_counted_by_two_and_locked_keeps_its_key_budget(till: int) -> None:
    """Screens: 32 keys besides digits of numbers and PINs, and one for each row that differs.

    The way to the till's row is not counted.
    """
    steps = script.section(SIX_TILLS, f"count-{till}")
    way = sum(step.kind == "key" and step.what in ("Home", "Down") for step in steps)
    keys = script.counted(steps) - way
    sys.stdout.write(f"till {till}: {keys} keys, {DIFFERING[till]} rows differ\n")  # shown by pytest -s
    assert 24 <= keys <= 32 + DIFFERING[till]


def played(data: Path, lang: str, watch: Watch) -> Terminal:
    """The whole day by keys; the time goes with them, so that nobody waits for a clock."""
    told = [str(ROOT / "tests" / "e2e" / "told_time.py"), str(watch.path)]
    terminal = Terminal([*told, "--data", str(data), "--lang", lang], env={"PYTHONPATH": str(ROOT)})
    terminal.repeat_s = 0.0
    sign_in(terminal)
    terminal.wait("F4").settle()
    for step in SIX_TILLS:
        try:
            press(terminal, watch, step)
        except AssertionError as error:
            raise AssertionError(f"line {step.line} ({step.kind} {step.what}): {error}") from error
    return terminal


def press(terminal: Terminal, watch: Watch, step: script.Step) -> None:
    """One step; digits of one number come as fast as fingers go, and the key after them is looked at."""
    match step.kind:
        case "digits":
            for digit in step.what:
                watch.wait(KEY_MS)
                terminal.press_blindly(digit)
        case "handed over":
            terminal.wait(NEXT_SIGNER)  # the PIN before was looked at: only now does time go by
            watch.wait(HANDED_MS)
        case "see":
            script.look(terminal, step, {})
        case _:
            watch.press(step.what)
            terminal.press(step.what)


@pytest.mark.process
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.usefixtures("real_terminal")
def test_six_tills_are_closed_bagged_and_handed_over(tmp_path: Path, lang: str) -> None:
    data = tmp_path / "hall"
    make_hall(data)
    with played(data, lang, Watch(tmp_path / "time", START + timedelta(minutes=1))) as terminal:
        assert PIN not in terminal.raw
        assert "Traceback" not in terminal.raw
        terminal.kill()
    (path,) = (data / "shifts").rglob("*.duty")
    reading = read_bytes(path.read_bytes())
    assert reading.seal_hash is not None
    kinds = [document["kind"] for document in reading.documents.values()]
    assert kinds.count("cash.count_locked") == 6
    assert kinds.count("cash.counted") == 12 + sum(DIFFERING.values())
    sealed = [d["body"] for d in reading.documents.values() if d["kind"] == "cash.bag_sealed"]
    assert [bag["fen"] for bag in sealed] == [756_900]
    assert verify_paths([data]).sound
    assert check_carry([path], RealDisk()) == ()
