"""Somebody who walks the opening list by what the screen asks for, and remembers what it has confirmed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.e2e.terminal import Terminal

SAVED = re.compile(r"已写盘 \d\d:\d\d:\d\d 第 (\d+) 条")
TICK = re.compile(r"^[ >]\[x\] (OPN-\d\d)", re.MULTILINE)
CURSOR = re.compile(r"^>\[.\] (OPN-\d\d)", re.MULTILINE)
AGAIN = re.compile(r"^ (?:刚才)?中断.*$", re.MULTILINE)
HALF_TYPED = "有没记完的新值"
TOTAL = re.compile(r"__ / (\d+)")

FIGURES = {"06": "0", "07": "96", "08": "22", "11": "6", "20": "500", "21": "200", "23": "0", "26": "9"}
"""What is typed where the screen shows no total."""


@dataclass
class Confirmed:
    """What the program has ever shown as done."""

    record: int = 0
    """The highest number that stood behind `已写盘`."""
    ticks: set[str] = field(default_factory=set)

    def look(self, terminal: Terminal) -> None:
        """Takes in what is on screen now."""
        for number in SAVED.findall(terminal.text):
            self.record = max(self.record, int(number))
        self.ticks.update(TICK.findall(terminal.text))


def line(terminal: Terminal) -> str:
    """The line under the cursor, e.g. `OPN-06`; empty when no list is shown."""
    found = CURSOR.search(terminal.text)
    return found[1] if found else ""


def keys(terminal: Terminal) -> list[str]:
    """What a person presses for a normal answer; Tab where there is nothing to answer alone."""
    hints, item = terminal.lines[-2], line(terminal)
    if AGAIN.search(terminal.text) or "Space 确认" in hints or "Space 现在" in hints:
        return ["Space"]
    if "数字 键入" in hints:
        total = TOTAL.search("\n".join(terminal.lines[12:]))
        return [*(total[1] if total else FIGURES.get(item[4:], "1")), "Enter"]
    if "数字 选" in hints:
        return ["1"]
    return ["Tab"]
