"""After a fire in a real terminal: reports handed in, the review filled in across a kill, signed (P8)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.hall.demo import DEMO_PEOPLE
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.verify import verify_paths
from dutyterm.review.carried import check_carry
from tests.e2e import script
from tests.e2e.kit import REAL_TERMINAL, make_hall, morning, open_at
from tests.e2e.terminal import Terminal
from tests.e2e.test_power_cut import bodies

pytestmark = REAL_TERMINAL

STORY = script.read("after-action")
MANAGER = DEMO_PEOPLE[0].pin


def sign_in(terminal: Terminal) -> None:
    """The hall manager."""
    terminal.wait("林岚").settle()
    for key in ("1", *MANAGER, "Enter"):
        terminal.press_blindly(key)
    terminal.wait("林岚 8001").settle()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_of_a_fire_is_forgotten_afterwards(tmp_path: Path, lang: str) -> None:
    data, moved = tmp_path / "hall", morning()
    make_hall(data)
    with open_at(data, moved, "--lang", lang) as terminal:
        sign_in(terminal)
        script.play(terminal, script.section(STORY, "fire", "reports", "review"))
        terminal.kill()
    with open_at(data, moved + 60_000, "--lang", lang) as terminal:
        sign_in(terminal)
        script.play(terminal, script.section(STORY, "again"), {"manager": MANAGER})
        terminal.kill()
    assert verify_paths([data]).sound
    (path,) = (data / "shifts").rglob("*-a.*.duty")
    assert check_carry([path], RealDisk()) == ()
    assert [body["what"] for body in bodies(path, "procedure.reported")] == ["flash", "final"]
    (signed,) = bodies(path, "after_action.signed")
    assert signed["by"] == "p1"
    assert "late_min" not in signed
    opened = [str(body["item"]) for body in bodies(path, "open_item.opened")]
    assert [item for item in opened if item.startswith("FIRE")] == [
        "FIRE-11", "FIRE-REP", "FIRE-AAR", "FIRE-A1",
    ]  # fmt: skip
    settled = [body["ref"] for body in bodies(path, "open_item.closed")]
    assert len(settled) == 2, "the reports with the last of them, the review with its signature"
