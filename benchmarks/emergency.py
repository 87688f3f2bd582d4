"""From F9 to the emergency queue, from a digit to the card's first step, seen at the terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import Figure, median, percentile
from benchmarks.halls import with_open_shift
from benchmarks.keys import signed_in
from benchmarks.pty_run import Program
from benchmarks.startup import runnable

EVERY_DISK = False
"""A card is in memory: no disk is asked."""
ROUNDS = 100
ANCHOR = "an empty screen"

F9 = "\x1b[20~"
ESC = "\x1b"
QUEUE = "Emergency: a digit"
FIRST_STEP = "Everybody stays put"
"""Words of the first step of card 1; no other page shows them."""
BOARD = "Timetable"


@dataclass
class Taken:
    """Milliseconds, one for each round."""

    queue: list[float] = field(default_factory=list)
    """F9 to the queue."""
    step: list[float] = field(default_factory=list)
    """The digit behind it to the first step."""
    both: list[float] = field(default_factory=list)
    """F9 and the digit, typed at once as a hand does that knows them, to the first step."""
    anchor: list[float] = field(default_factory=list)
    """A key that pushes an empty screen."""


def measure(directory: Path) -> list[Figure]:
    """Median and p99 of each, in turn with a key that pushes an empty screen."""
    if not runnable():
        return []
    taken = rounds(directory, ROUNDS)
    usual, worst = median(taken.anchor), percentile(taken.anchor, 99)
    return [
        Figure("F9 to queue, median", median(taken.queue), usual, ANCHOR),
        Figure("F9 to queue, p99", percentile(taken.queue, 99), worst, ANCHOR, 1.5),
        Figure("digit to first step, median", median(taken.step), usual, ANCHOR),
        Figure("digit to first step, p99", percentile(taken.step, 99), worst, ANCHOR, 1.5),
        Figure("F9 and digit at once to first step, median", median(taken.both), usual, ANCHOR),
        Figure("F9 and digit at once to first step, median", median(taken.both), goal=100),
        Figure("F9 and digit at once to first step, p99", percentile(taken.both, 99), worst, ANCHOR),
    ]


def rounds(directory: Path, count: int) -> Taken:
    """So many rounds; the first one only warms up."""
    taken = Taken()
    hall = with_open_shift(directory / "hall")
    with (
        signed_in(hall) as program,
        Program(["-m", "benchmarks.key_app", str(directory / "bare")]) as minimal,
    ):
        minimal.until("READY")
        for _ in range(count + 1):
            taken.queue.append(program.key(F9, QUEUE))
            taken.step.append(program.key("1", FIRST_STEP))
            program.key(ESC, QUEUE)
            program.key(ESC, BOARD)
            taken.both.append(program.key(F9 + "1", FIRST_STEP))
            program.key(ESC, QUEUE)
            program.key(ESC, BOARD)
            taken.anchor.append(minimal.key("e", "EMPTY"))
            minimal.key(ESC, "READY")
    return Taken(taken.queue[1:], taken.step[1:], taken.both[1:], taken.anchor[1:])
