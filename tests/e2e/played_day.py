"""Plays the scripts of a whole day: time goes by with the keys, and what was shown as done is remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from dutyterm.hall.idle import DEFAULT_MIN
from dutyterm.i18n import Lang
from tests.e2e import script
from tests.e2e.terminal import ROOT, Terminal
from tests.e2e.told_time import KEY_MS, Watch

SAVED = re.compile(r"(?:已写盘 [\d:]{8} 第|Saved [\d:]{8} record) (\d+)")
TICKED = re.compile(r"^[ >]\[x\] ([A-Z]{3}-F?\d\d?)", re.MULTILINE)
SHIFT = re.compile(r"\b([AB])班|shift ([AB])\b")
RESTS = re.compile(r"已锁屏|Locked|未登录|not signed in")


@dataclass
class Shown:
    """What the program has ever shown as done, in one shift."""

    record: int = 0
    """The highest number that stood behind `Saved`."""
    ticks: set[str] = field(default_factory=set)
    """Lines with `[x]`."""

    def look(self, text: str) -> None:
        """Takes in what is on screen now."""
        self.record = max([self.record, *map(int, SAVED.findall(text))])
        self.ticks.update(TICKED.findall(text))


class Player:
    """Somebody at the keyboard of one hall, for as long as it takes."""

    def __init__(self, data: Path, watch: Watch, lang: Lang, taken: dict[str, str]) -> None:
        self.data = data
        self.watch = watch
        self.lang = lang
        self.taken = taken
        """What the scripts took from the screen, by name."""
        self.shown = {"A": Shown(), "B": Shown()}
        """By code of the shift."""
        self._code = "A"
        self.kills = 0
        self.raw = ""
        """All that programs wrote which have ended."""
        self.terminal = self._start()
        self._pressed_at = watch.at
        """When a key was pressed last: without one for long the program hides its content."""

    def _start(self) -> Terminal:
        launcher = ROOT / "tests" / "e2e" / "told_time.py"
        arguments = [str(launcher), str(self.watch.path), "--data", str(self.data), "--lang", self.lang]
        terminal = Terminal(arguments, env={"PYTHONPATH": str(ROOT)})
        terminal.repeat_s = 0.0
        terminal.quiet_s = 0.02  # scripts wait for what they look for, and keys wait for their turn
        return terminal

    def play(self, steps: Iterable[script.Step]) -> None:
        """Presses the keys of a script; an AssertionError names the line of the script."""
        for step in steps:
            try:
                self._do(step)
            except AssertionError as error:
                where = f"[{step.section}] line {step.line} ({step.kind} {step.what})"
                raise AssertionError(f"{where}: {error}\n{self.terminal.text}") from error
            self._look()

    def _look(self) -> None:
        if (found := SHIFT.search(self.terminal.lines[0])) is not None:
            self._code = found[1] or found[2]
        self.shown[self._code].look(self.terminal.text)

    def _do(self, step: script.Step) -> None:
        terminal = self.terminal
        if step.kind in ("key", "digits"):
            self._pressed_at = self.watch.at
        match step.kind:
            case "key":
                self.watch.press(step.what)
                terminal.press(step.what)
            case "digits":
                for digit in self.taken[step.what[1:]] if step.what[0] == "$" else step.what:
                    self.watch.wait(KEY_MS)
                    terminal.press(digit)
            case "words":
                self.watch.wait(KEY_MS * script.KEYS_A_CHARACTER * len(step.what))
                terminal.send(step.what)
                terminal.settle()
            case "see" | "take":
                script.look(terminal, step, self.taken)
            case "at":
                self._go_to(step.what)
            case "killed":
                self._kill()
            case _:
                raise ValueError(step.kind)

    def _go_to(self, time: str) -> None:
        now = self.watch.at
        days, _, time = time.rpartition(" ")
        then = datetime.strptime(time, "%H:%M").replace(
            year=now.year, month=now.month, day=now.day, tzinfo=now.tzinfo
        ) + timedelta(days=int(days or 0))
        self.watch.set(then)
        self.terminal.wait(lambda t: time in t.lines[0])  # the timer of the program has seen it
        if then - self._pressed_at >= timedelta(minutes=DEFAULT_MIN):
            self.terminal.wait(RESTS)
        self.terminal.settle()

    def _kill(self) -> None:
        self.terminal.kill()
        self._look()
        self.raw += self.terminal.raw
        self.kills += 1
        self.terminal = self._start()

    def leave(self) -> None:
        """Ends the program, whatever it shows."""
        self.raw += self.terminal.raw
        self.terminal.close()
