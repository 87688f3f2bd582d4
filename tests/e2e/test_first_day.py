"""From a bare machine to a sealed shift in a real terminal, with the keys of a number pad."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from dutyterm.hall.defaults import sample_profile
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.seal import seal_code
from dutyterm.journal.verify import verify_paths
from dutyterm.review.carried import check_carry
from tests.desk.kit import START
from tests.e2e import script
from tests.e2e.kit import open_told
from tests.e2e.terminal import KEYS
from tests.e2e.told_time import Watch

FIRST_DAY = script.read("first-day")

TILLS = len(sample_profile().tills)


def test_the_script_of_a_first_day_holds_no_letter_key() -> None:
    """Everything is reached with digits, Space, Enter, Esc, Tab, arrows, F-keys, `*` `+` `-` `.` `/`."""
    keys = {step.what for step in FIRST_DAY if step.kind == "key"}
    assert keys <= set(KEYS)
    assert not any(len(key) == 1 and key.isalpha() for key in keys)


def test_a_normal_opening_keeps_its_key_budget() -> None:
    """Screens: 55 keys and 3 for each till, besides the digits of numbers and PINs; no open item that day."""
    opening = script.section(FIRST_DAY, "opening")
    assert 34 <= script.counted(opening) <= 55 + 3 * TILLS


def test_a_script_that_cannot_be_understood_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "FOLDER", tmp_path)
    for wrong in ('"12a"', "Entre", "x"):
        (tmp_path / "wrong.txt").write_text(f"1 2\n{wrong}\n", "utf-8")
        with pytest.raises(ValueError, match="wrong.txt:2"):
            script.read("wrong")


@pytest.mark.process
@pytest.mark.parametrize(("lang", "columns", "rows"), [("zh", 80, 24), ("en", 120, 40)])
@pytest.mark.usefixtures("real_terminal")
def test_a_first_day_ends_with_a_sealed_shift(tmp_path: Path, lang: str, columns: int, rows: int) -> None:
    data, watch = tmp_path / "hall", Watch(tmp_path / "time", START)
    with open_told(data, watch, "--lang", lang, columns=columns, rows=rows) as terminal:
        script.play(terminal, FIRST_DAY, watch=watch)
        (path,) = (data / "shifts").rglob("*.duty")
        reading = read_bytes(path.read_bytes())
        assert reading.seal_hash is not None
        assert seal_code(reading.seal_hash) in terminal.text
        assert str(len(reading.documents)) in terminal.text
        terminal.press("Ctrl+Q")
        terminal.settle()
        if terminal.program.poll() is None:
            terminal.press("1")
        assert terminal.wait_end() == 0
        assert "Traceback" not in terminal.raw
    assert verify_paths([data]).sound
    assert check_carry([path], RealDisk()) == ()
    kinds = [document["kind"] for document in reading.documents.values()]
    assert kinds[-1] == "handover.submitted"
    assert "open_item.opened" not in kinds
    assert not any(kind in ("item.deferred", "item.overridden") for kind in kinds)


@pytest.mark.process
@pytest.mark.usefixtures("real_terminal")
def test_the_next_morning_asks_for_the_seal_code_of_the_first_day(tmp_path: Path) -> None:
    """N5: the fifteen digits on the slip, typed on a number pad."""
    data, watch = tmp_path / "hall", Watch(tmp_path / "time", START)
    with open_told(data, watch) as terminal:
        script.play(terminal, FIRST_DAY, watch=watch)
        found = re.search(r"(\d{5})-(\d{5})-(\d{5})", terminal.text)
        assert found is not None
        terminal.kill()
    watch.set(START + timedelta(days=1))
    with open_told(data, watch) as terminal:
        script.play(terminal, script.read("next-morning"), {"code": "".join(found.groups())}, watch)
    newest = max((data / "shifts").rglob("*.duty"))
    opened = read_bytes(newest.read_bytes()).documents[1]
    assert opened["body"]["code_check"] == "matched"
    assert opened["body"]["day"] == "2026-11-21"
