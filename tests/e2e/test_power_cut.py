"""A power cut in a real terminal: the PC dies in the card; business by hand; all keyed in and added up."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from dutyterm.hall.demo import DEMO_PEOPLE
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.verify import verify_paths
from dutyterm.review.carried import check_carry
from tests.e2e import script
from tests.e2e.kit import REAL_TERMINAL, make_hall, morning, open_at, sign_in
from tests.e2e.terminal import Terminal
from tests.e2e.test_kills import leave_half_typed

pytestmark = REAL_TERMINAL

STORY = script.read("power-cut")
AT_WORK = re.compile(r"\| 王敏( 8012)? \|")
"""Signed in; while an emergency runs the header may have no room for the staff number."""
CUSTOMERS = re.findall(r"\b(?:1[3-9]\d{9}|0579\d{8})\b", (script.FOLDER / "power-cut.txt").read_text("utf-8"))
"""Every full number that is typed in the story."""
PINS = {"duty": DEMO_PEOPLE[1].pin, "checker": DEMO_PEOPLE[4].pin}
BY_HAND = (
    "page", "first entry", "second entry", "third entry", "fourth entry", "fifth entry", "refused", "void",
)  # fmt: skip
AFTERWARDS = ("power is back", "back-entry", "check", "calls", "adding up", "over")


def test_the_first_step_takes_two_keys_and_its_tick_a_third() -> None:
    """The key budget of screens: F9, the card's digit, Space."""
    keys = [step.what for step in script.section(STORY, "lights out") if step.kind == "key"]
    assert keys[:3] == ["F9", "1", "Space"]


@pytest.mark.parametrize("entry", ["second entry", "third entry", "fourth entry", "fifth entry"])
def test_an_entry_of_the_register_takes_at_most_fourteen_keys(entry: str) -> None:
    """The key budget of screens, besides the digits of numbers and amounts."""
    assert script.counted(script.section(STORY, entry)) <= 14


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_power_cut_is_led_to_its_end_although_the_pc_died_in_it(tmp_path: Path, lang: str) -> None:
    data = tmp_path / "hall"
    make_hall(data)
    moved = morning()
    with open_at(data, moved, "--lang", lang) as terminal:
        sign_in(terminal)
        terminal.wait(re.compile(r"OPN-\d\d|Today|今日")).settle()
        terminal.press("F3")
        _, half_typed = leave_half_typed(terminal, data)
        assert half_typed
        script.play(terminal, script.section(STORY, "lights out"))
        begun = began_at(terminal)
        terminal.kill()
    with open_at(data, moved + 180_000, "--lang", lang) as terminal:
        terminal.wait("PWR").settle()
        assert re.search(r">  5 \[ \]", terminal.text), "the first thing seen is the card, at its step"
        assert re.search(r"\d\d:\d\d:\d\d-\d\d:\d\d:\d\d", terminal.text), "and how long the PC was dark"
        assert began_at(terminal) == begun, "its clock began when the lights went out"
        script.play(terminal, script.section(STORY, "back"))
        sign_in(terminal)
        terminal.wait(AT_WORK).settle()
        terminal.wait(re.compile(r"OPN-\d\d")).settle()
        assert re.search(rf"\b{half_typed}_?\b", terminal.text), terminal.text
        script.play(terminal, script.section(STORY, *BY_HAND))
        assert not held_outside_the_vault(data)
        script.play(terminal, script.section(STORY, *AFTERWARDS), dict(PINS))
        leave(terminal)
    assert verify_paths([data]).sound
    (path,) = (data / "shifts").rglob("*-a.*.duty")
    assert check_carry([path], RealDisk()) == ()
    assert not held_outside_the_vault(data)
    the_card_was_led(path)
    the_register_adds_up(path)


def test_a_kill_in_the_middle_of_an_entry_leaves_numbers_in_the_vault_only(tmp_path: Path) -> None:
    """N8, N22: every byte on the disk is looked at; afterwards the form is where it was."""
    data = tmp_path / "hall"
    make_hall(data)
    moved = morning()
    with open_at(data, moved) as terminal:
        sign_in(terminal)
        terminal.wait("王敏 8012").settle()
        script.play(terminal, script.section(STORY, "lights out"))
        terminal.press("F4", "1", "4", "1", "1")
        for digits in ("0701", "13800138000", "50"):
            for digit in digits:
                terminal.press_blindly(digit)
            terminal.press("Enter")
            if digits == "0701":
                terminal.press("1")  # the next slip
        terminal.press("1", *"123", "Enter", "1", "2")
        for digit in "13900139001":
            terminal.press_blindly(digit)
        terminal.wait(lambda _: "13900139001" in (data / "vault.json").read_text("utf-8"))
        terminal.kill()
    assert not held_outside_the_vault(data)
    held = (data / "vault.json").read_text("utf-8")
    assert {n for n in CUSTOMERS if n in held} == {"13800138000", "13900139001"}
    with open_at(data, moved + 60_000) as terminal:
        terminal.wait("PWR").settle()
        terminal.press("Esc", "Esc")
        sign_in(terminal)
        terminal.wait(AT_WORK).settle()
        terminal.press("F9", "Enter", "F4")
        terminal.wait("13900139001_")
        terminal.press("Enter", "Space", "1")
        terminal.wait("R1-0001")
        terminal.kill()
    assert not held_outside_the_vault(data)


def began_at(terminal: Terminal) -> str:
    """When the card began, as its head says."""
    found = re.search(r"t0 (\d\d:\d\d:\d\d)", terminal.text)
    assert found is not None, terminal.text
    return found[1]


def leave(terminal: Terminal) -> None:
    """Ends the program as a person does."""
    terminal.press("Ctrl+Q")
    terminal.settle()
    if terminal.program.poll() is None:
        terminal.press("1")
    assert terminal.wait_end() == 0
    assert "Traceback" not in terminal.raw


def held_outside_the_vault(data: Path) -> list[str]:
    """Files, the vault apart, in which a full number of a customer stands (N22)."""
    files = [path for path in data.rglob("*") if path.is_file() and path.name != "vault.json"]
    return [path.name for path in files if any(n.encode() in path.read_bytes() for n in CUSTOMERS)]


def documents(path: Path) -> list[dict[str, object]]:
    return list(read_bytes(path.read_bytes()).documents.values())


def bodies(path: Path, kind: str) -> list[dict[str, object]]:
    return [d["body"] for d in documents(path) if d["kind"] == kind]  # type: ignore[misc]


def the_card_was_led(path: Path) -> None:
    done = [d["body"]["step"] for d in documents(path) if d["kind"] in ("step.done", "step.decided")]  # type: ignore[index]
    assert list(dict.fromkeys(done)) == [
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "9B", "11", "11A", "12", "13", "14", "15",
    ]  # fmt: skip
    (over,) = bodies(path, "procedure.stood_down")
    assert over["left"] == ["16"]
    dark = bodies(path, "program.started")[-1]["dark_ms"]
    assert isinstance(dark, int)
    assert dark > 100_000


def the_register_adds_up(path: Path) -> None:
    kinds = Counter(d["kind"] for d in documents(path))
    assert kinds["manual_entry.written"] == 5
    assert kinds["manual_entry.voided"] == 1
    assert kinds["register.refused"] == 1
    assert [b["serial"] for b in bodies(path, "manual_entry.rekeyed")] == ["8800001", "8800002", "8800003"]
    (sums,) = bodies(path, "register.reconciled")
    assert (sums["register_fen"], sums["keyed_fen"], sums["envelope_fen"]) == (15_000, 15_000, 0)
    assert (sums["envelope_off"], sums["keyed_off"]) == (0, 0)
