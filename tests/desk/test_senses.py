"""What the PC knows by itself, read from a tree of files as Linux keeps it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dutyterm.desk.senses import sense
from dutyterm.shift.procedures.suggestions import Sensed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked by a call")


def supply(power: Path, name: str, **words: str) -> None:
    (power / name).mkdir(parents=True)
    for word, value in words.items():
        (power / name / word).write_text(f"{value}\n")


def line(net: Path, name: str, state: str, *, metal: bool = True) -> None:
    (net / name).mkdir(parents=True)
    (net / name / "operstate").write_text(f"{state}\n")
    if metal:
        (net / name / "device").mkdir()


@pytest.mark.parametrize(("online", "told"), [("0", True), ("1", False), ("", None)])
def test_a_laptop_tells_whether_its_adapter_is_fed(tmp_path: Path, online: str, told: bool | None) -> None:
    supply(tmp_path, "AC", type="Mains", online=online)
    supply(tmp_path, "BAT0", type="Battery", status="Discharging")
    assert sense(tmp_path, tmp_path / "none") == Sensed(on_battery=told)


def test_a_pc_without_an_adapter_or_a_line_does_not_tell(tmp_path: Path) -> None:
    assert sense(tmp_path / "none", tmp_path / "none") == Sensed()
    line(tmp_path / "net", "lo", "unknown", metal=False)
    line(tmp_path / "net", "veth0", "up", metal=False)
    assert sense(tmp_path / "none", tmp_path / "net") == Sensed()


def test_one_line_that_is_up_is_enough(tmp_path: Path) -> None:
    line(tmp_path, "eth0", "down")
    assert sense(tmp_path / "none", tmp_path).link is False
    line(tmp_path, "wlan0", "up")
    assert sense(tmp_path / "none", tmp_path).link is True
