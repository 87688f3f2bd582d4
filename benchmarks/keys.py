"""From the key that records something to the line that says it is on disk, seen at the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure, median, percentile
from benchmarks.halls import duty, newest_shift, with_open_shift
from benchmarks.pty_run import NeverShown, Program
from benchmarks.startup import runnable
from dutyterm.journal.reading import read_bytes

EVERY_DISK = True
"""Nothing is said to be saved before the disk has answered."""
ROUNDS = 100
ANCHOR = "minimal app, write+fsync"
_LINE = "Lights and temperature: "
"""A line of the opening list that takes a number: it can be answered anew again and again."""


def measure(directory: Path) -> list[Figure]:
    """Median and p99, in turn with the minimal app that appends, syncs and repaints at a key."""
    if not runnable():
        return []
    figures = []
    for what, (begin, step, goal) in WAYS.items():
        ours, anchor = taken(directory / what.replace(" ", "-"), begin, step, ROUNDS)
        figures += [
            Figure(f"{what}: key to durable to repainted, median", median(ours), median(anchor), ANCHOR),
            Figure(
                f"{what}: key to durable to repainted, p99",
                percentile(ours, 99),
                percentile(anchor, 99),
                ANCHOR,
                goal,
            ),
        ]
    return figures


def taken(
    directory: Path, begin: Callable[[Program], None], step: Callable[[Program, int], float], rounds: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of our key and of the anchor's, in turn; the first of each only warms up."""
    hall = with_open_shift(directory)
    ours, anchor = [], []
    with (
        signed_in(hall) as program,
        Program(["-m", "benchmarks.key_app", str(directory / "bare")]) as minimal,
    ):
        minimal.until("READY")
        begin(program)
        number = last_record(hall)
        for count in range(1, rounds + 2):
            ours.append(step(program, number + count))
            anchor.append(minimal.key(" ", f"record {count} "))
    return ours[1:], anchor[1:]


def signed_in(hall: Path) -> Program:
    """The program in English with the duty manager signed in."""
    program = Program(["-m", "dutyterm", "--data", str(hall), "--lang", "en"])
    program.until("hall manager")
    who, pin = duty(hall)
    program.key(who, "PIN")
    for digit in pin:
        program.key(digit, "*")
    program.key("\r", "F2Today")
    return program


def begin_list(program: Program) -> None:
    """The opening list is begun and a line of it answered once, from which the cursor goes on to the next."""
    program.key("\x1bOR", "A digit opens a list")  # F3
    program.key("1", "Enter start")
    program.key("\r", "Look before entering")
    for _ in range(40):
        if _LINE in program.press("\x1b[B"):
            for key in "22":
                program.press(key)
            program.key("\r", "record ")
            return
    raise NeverShown(f"no line {_LINE!r} in the opening list")


def answer_anew(program: Program, number: int) -> float:
    """Back to the line, another number; the measured key is the reason, which records it."""
    program.key("\x1b[A", "A new answer")
    program.press("2")
    program.press("34"[number % 2])
    program.key("\r", "Why?")
    return program.key("1", f"record {number}")


def begin_log(program: Program) -> None:
    """The log is shown."""
    program.key("\x1b[17~", "+ new")  # F6


def write_entry(program: Program, number: int) -> float:
    """A new entry: category, severity, now, the first of the usual words; the measured key saves it."""
    for key, shows in (("+", "Category?"), ("1", "serious?"), ("2", "When"), (" ", "Words"), ("1", "saves")):
        program.key(key, shows)
    return program.key("\r", f"record {number}.")


WAYS: dict[str, tuple[Callable[[Program], None], Callable[[Program, int], float], float | None]] = {
    "list": (begin_list, answer_anew, 1.5),
    "log": (begin_log, write_entry, None),  # another page is shown at the same time
}
"""Where something is recorded: how to get there, how to do it once more, and the goal of p99."""


def last_record(hall: Path) -> int:
    """Number of the last record of the shift that was begun last."""
    return max(read_bytes(newest_shift(hall).read_bytes()).documents)
