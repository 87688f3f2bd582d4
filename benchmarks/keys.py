"""From the key that saves a log entry to the line that says it is on disk, seen at the terminal."""

from __future__ import annotations

from pathlib import Path

from benchmarks.figures import Figure, median, percentile
from benchmarks.halls import DUTY_DIGIT, DUTY_PIN, with_open_shift
from benchmarks.pty_run import Program
from benchmarks.startup import runnable
from dutyterm.journal.reading import read_bytes

EVERY_DISK = True
"""Nothing is said to be saved before the disk has answered."""
ROUNDS = 100
ANCHOR = "minimal app, write+fsync"


def measure(directory: Path) -> list[Figure]:
    """Median and p99, in turn with the minimal app that appends, syncs and repaints at a key."""
    if not runnable():
        return []
    ours, anchor = taken(directory, ROUNDS)
    return [
        Figure("key to durable to repainted, median", median(ours), median(anchor), ANCHOR),
        Figure("key to durable to repainted, p99", percentile(ours, 99), percentile(anchor, 99), ANCHOR, 1.5),
    ]


def taken(directory: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each entry, and of each key of the anchor."""
    hall = with_open_shift(directory / "hall")
    ours, anchor = [], []
    with (
        signed_in(hall) as program,
        Program(["-m", "benchmarks.key_app", str(directory / "bare")]) as minimal,
    ):
        minimal.until("READY")
        program.key("\x1b[17~", "+ new")  # F6
        number = last_record(hall) + 1
        for round_number in range(-1, rounds):  # the first of each only warms up
            fill_in(program)
            mine = program.key("\r", f"record {number + 1 + round_number}.")
            theirs = minimal.key(" ", f"record {2 + round_number} ")
            if round_number >= 0:
                ours.append(mine)
                anchor.append(theirs)
    return ours, anchor


def signed_in(hall: Path) -> Program:
    """The program in English with the duty manager signed in."""
    program = Program(["-m", "dutyterm", "--data", str(hall), "--lang", "en"])
    program.until("hall manager")
    program.key(DUTY_DIGIT, "PIN")
    for digit in DUTY_PIN:
        program.key(digit, "*")
    program.key("\r", "F2Today")
    return program


def fill_in(program: Program) -> None:
    """A new entry up to its last key: category, severity, now, the first of the usual words."""
    for key, shows in (
        ("+", "Category?"),
        ("1", "How serious?"),
        ("2", "When"),
        (" ", "Words"),
        ("1", "saves"),
    ):
        program.key(key, shows)


def last_record(hall: Path) -> int:
    """Number of the last record of the shift that was begun last."""
    newest = max((hall / "shifts").rglob("*.duty"), key=lambda path: path.stat().st_mtime_ns)
    return max(read_bytes(newest.read_bytes()).documents)
