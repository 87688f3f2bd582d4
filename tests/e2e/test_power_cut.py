"""A power cut in a real terminal: the program dies in the middle of the card and comes back to its step."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.verify import verify_paths
from dutyterm.review.carried import check_carry
from tests.e2e import script
from tests.e2e.kit import REAL_TERMINAL, make_hall, morning, open_at, sign_in
from tests.e2e.test_kills import leave_half_typed

pytestmark = REAL_TERMINAL

STORY = script.read("power-cut")


def test_the_first_step_takes_two_keys_and_its_tick_a_third() -> None:
    """The key budget of screens: F9, the card's digit, Space."""
    keys = [step.what for step in script.section(STORY, "lights out") if step.kind == "key"]
    assert keys[:3] == ["F9", "1", "Space"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_power_cut_is_led_to_its_end_although_the_pc_died_in_it(tmp_path: Path, lang: str) -> None:
    data = tmp_path / "hall"
    make_hall(data)
    moved = morning()
    half_typed = ""
    with open_at(data, moved, "--lang", lang) as terminal:
        sign_in(terminal)
        terminal.wait(re.compile(r"OPN-\d\d|Today|今日")).settle()
        if lang == "zh":  # the helper reads the hints of the list in Chinese
            terminal.press("F3")
            _, half_typed = leave_half_typed(terminal)
        script.play(terminal, script.section(STORY, "lights out"))
        terminal.kill()
    with open_at(data, moved + 180_000, "--lang", lang) as terminal:
        terminal.wait("PWR").settle()
        assert re.search(r">  5 \[ \]", terminal.text), "the first thing seen is the card, at its step"
        assert re.search(r"\d\d:\d\d:\d\d-\d\d:\d\d:\d\d", terminal.text), "and how long the PC was dark"
        script.play(terminal, script.section(STORY, "back"))
        sign_in(terminal)
        terminal.wait(re.compile(r"王敏 8012 \|")).settle()
        if half_typed:
            terminal.wait(re.compile(r"OPN-\d\d")).settle()
            assert re.search(rf"\b{half_typed}_?\b", terminal.text), terminal.text
        terminal.press("Ctrl+Q")
        terminal.settle()
        if terminal.program.poll() is None:
            terminal.press("1")
        assert terminal.wait_end() == 0
        assert "Traceback" not in terminal.raw
    assert verify_paths([data]).sound
    (path,) = (data / "shifts").rglob("*-a.*.duty")
    assert check_carry([path], RealDisk()) == ()
    documents = list(read_bytes(path.read_bytes()).documents.values())
    done = [d["body"]["step"] for d in documents if d["kind"] in ("step.done", "step.decided")]
    assert list(dict.fromkeys(done)) == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "9B",
        "11",
        "11A",
        "12",
        "13",
        "15",
    ]
    over = next(d["body"] for d in documents if d["kind"] == "procedure.stood_down")
    assert over["left"] == ["14", "16"]
    starts = [d["body"] for d in documents if d["kind"] == "program.started"]
    assert starts[-1]["dark_ms"] > 100_000
