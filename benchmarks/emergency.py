"""From F9 to the emergency queue and from a digit to the card, seen at the terminal."""

from __future__ import annotations

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


def measure(directory: Path) -> list[Figure]:
    """Median and p99 of both keys, in turn with a key that pushes an empty screen."""
    if not runnable():
        return []
    queue, card, anchor = taken(directory, ROUNDS)
    return [
        Figure("F9 to queue, median", median(queue), median(anchor), ANCHOR),
        Figure("F9 to queue, p99", percentile(queue, 99), percentile(anchor, 99), ANCHOR, 1.5),
        Figure("digit to card, median", median(card), median(anchor), ANCHOR),
        Figure("digit to card, p99", percentile(card, 99), percentile(anchor, 99), ANCHOR, 1.5),
    ]


def taken(directory: Path, rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of F9, of the digit behind it, and of the anchor's key; the first of each warms up."""
    queue, card, anchor = [], [], []
    hall = with_open_shift(directory / "hall")
    with (
        signed_in(hall) as program,
        Program(["-m", "benchmarks.key_app", str(directory / "bare")]) as minimal,
    ):
        minimal.until("READY")
        for _ in range(rounds + 1):
            queue.append(program.key("\x1b[20~", "Emergency: a digit"))
            card.append(program.key("1", "Power outage"))
            program.key("\x1b", "Emergency: a digit")
            program.key("\x1b", "Timetable")
            anchor.append(minimal.key("e", "EMPTY"))
            minimal.key("\x1b", "READY")
    return queue[1:], card[1:], anchor[1:]
