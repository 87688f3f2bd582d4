"""SIGKILL in the middle of a count: the half-filled grid comes back blind, and only for its owner (N2)."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from dutyterm.desk.drafts import Drafts
from dutyterm.hall.demo import DEMO_PEOPLE
from dutyterm.hall.layout import Layout
from dutyterm.journal.verify import verify_paths
from tests.desk.kit import START
from tests.e2e import script
from tests.e2e.kit import PIN, make_hall, sign_in
from tests.e2e.terminal import ROOT, Terminal
from tests.e2e.test_six_tills import NEXT_SIGNER
from tests.e2e.told_time import HANDED_MS, KEY_MS, Watch

CLERK_PIN, OTHER_PIN = DEMO_PEOPLE[3].pin, DEMO_PEOPLE[2].pin
"""Of the clerk whose till it is (digit 4), and of somebody else (digit 3)."""

SECRET = ("777", "41", "20+3")
"""What the clerk had taken; the last one is half-typed, no Enter."""

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("real_terminal")]

WORDS = {
    "zh": ("李娟 的 PIN", "已填 2/11", "第一人离开屏幕", "连续第 {} 次"),
    "en": ("PIN of 李娟", "filled 2/11", "leaves the screen", "number {} in a row"),
}


class Till:
    """One program after another on the same hall, with a told clock."""

    def __init__(self, root: Path, lang: str) -> None:
        self.data, self.lang = root / "hall", lang
        make_hall(self.data)
        self.watch = Watch(root / "time", START + timedelta(minutes=1))
        self.raw: list[str] = []

    def start(self) -> Terminal:
        """The program, with the duty manager signed in, at the money."""
        told = [str(ROOT / "tests" / "e2e" / "told_time.py"), str(self.watch.path)]
        terminal = Terminal(
            [*told, "--data", str(self.data), "--lang", self.lang], env={"PYTHONPATH": str(ROOT)}
        )
        terminal.repeat_s = 0.0
        sign_in(terminal)
        terminal.wait("F4").settle()
        return terminal

    def press(self, terminal: Terminal, *names: str) -> None:
        """Keys; numbers are typed digit by digit and end with Enter."""
        for name in names:
            if re.fullmatch(r"[0-9+*]{2,}", name):
                for sign in name:
                    self.watch.wait(KEY_MS)
                    terminal.press_blindly(sign)
                terminal.settle()
                continue
            self.watch.press(name)
            terminal.press(name)

    def kept(self) -> set[str]:
        """Which of the clerk's figures stand on disk, half-typed."""
        drafts = Drafts(Layout(self.data).drafts)
        words = {word for key in drafts.begun_with("") for word in drafts.get(key).split()}
        return words & set(SECRET)

    def play(self, terminal: Terminal, *sections: str) -> None:
        """Sections of the script of six tills."""
        for step in script.section(script.read("six-tills"), *sections):
            if step.kind == "see":
                script.look(terminal, step, {})
            elif step.kind == "handed over":
                terminal.wait(NEXT_SIGNER)
                self.watch.wait(HANDED_MS)
            else:
                self.press(terminal, *([step.what] if step.kind == "key" else [*step.what]))


def seen(terminal: Terminal) -> list[str]:
    """Which of the clerk's figures stand on the screen."""
    cells = [part.strip().rstrip("_") for line in terminal.lines for part in line.split("|")]
    return [figure for figure in SECRET if figure in cells]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_half_filled_grid_outlives_a_kill_and_opens_with_its_owners_pin_alone(
    tmp_path: Path, lang: str
) -> None:
    till = Till(tmp_path, lang)
    pin_of, filled, curtain, wrong = WORDS[lang]
    with till.start() as terminal:
        till.play(terminal, "reserve", "issue-1")
        till.press(terminal, "Enter", "1", CLERK_PIN, "Enter")
        terminal.wait("0/11")
        till.press(terminal, SECRET[0], "Enter", SECRET[1], "Enter", SECRET[2])
        terminal.wait(lambda t: seen(t) == list(SECRET))
        terminal.wait(lambda _: till.kept() == set(SECRET))
        terminal.kill()
    with till.start() as terminal:
        till.press(terminal, "F4")
        till.press(terminal, "Home", "Down", "Enter")
        terminal.wait(pin_of)
        assert seen(terminal) == []
        till.press(terminal, PIN, "Enter")  # the duty manager's does not open it
        terminal.wait(wrong.format(1))
        till.press(terminal, OTHER_PIN, "Enter")
        terminal.wait(wrong.format(2))
        assert seen(terminal) == []
        till.watch.wait(120_000)  # after wrong PINs the next one takes a while
        till.press(terminal, CLERK_PIN, "Enter")
        terminal.wait(filled)
        terminal.wait(lambda t: seen(t) == list(SECRET))
        assert curtain not in terminal.text
        terminal.kill()
        assert CLERK_PIN not in terminal.raw
    assert verify_paths([till.data]).sound
