"""The bench: figures are judged against their goals, the slow disk is slow, and the runner runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import suites
from benchmarks.figures import Figure, interleaved, percentile, table
from benchmarks.minimal_app import READY
from benchmarks.pty_run import NeverShown, start_until
from benchmarks.slow_disk import disks


def test_a_goal_beside_an_anchor_is_a_ratio() -> None:
    assert Figure("append", 14.0, 10.0, goal=1.4).met is True
    assert Figure("append", 14.1, 10.0, goal=1.4).met is False


def test_a_goal_without_an_anchor_is_absolute() -> None:
    assert Figure("open 200 records", 5.0, goal=5.0).met is True
    assert Figure("open 200 records", 5.1, goal=5.0).met is False
    assert Figure("told only", 5.1).met is None


def test_a_missed_goal_is_seen_in_the_table() -> None:
    lines = table([Figure("append", 15.0, 10.0, "raw", goal=1.4), Figure("told only", 1.0)]).splitlines()
    assert lines[0].split(" | ")[0].strip() == "what"
    assert lines[2].split(" | ")[-1] == "NO"
    assert "1.50 x" in lines[2]
    assert not lines[3].rstrip().endswith(("yes", "NO"))


def test_a_figure_survives_the_way_out_of_its_process() -> None:
    figure = Figure("append", 15.0, 10.0, "raw", goal=1.4, unit="us")
    assert Figure.from_json(figure.as_json()) == figure


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile(range(1, 101), 99) == 99
    assert percentile([7.0], 99) == 7.0


def test_jobs_are_run_in_turn() -> None:
    ran: list[str] = []
    taken = interleaved({"a": lambda: ran.append("a"), "b": lambda: ran.append("b")}, rounds=3)
    assert ran == ["a", "b"] * 3
    assert [len(times) for times in taken.values()] == [3, 3]


def test_every_benchmark_module_says_on_which_disks_it_runs() -> None:
    assert "startup" in suites()
    assert [name for name, module in suites().items() if not isinstance(module.EVERY_DISK, bool)] == []


def test_every_sync_of_the_modelled_disk_takes_its_time(tmp_path: Path) -> None:
    every, why = disks(tmp_path)
    if why:
        pytest.skip(why)
    assert [disk.name for disk in every] == ["1 ms disk", "15 ms disk", "real disk"]
    code = (
        "import os, sys, tempfile, time\n"
        "with tempfile.TemporaryFile(dir=sys.argv[1]) as f:\n"
        "    start = time.perf_counter(); os.fsync(f.fileno()); os.fdatasync(f.fileno())\n"
        "    print(time.perf_counter() - start)"
    )
    for disk, least in zip(every, (0.002, 0.030), strict=False):
        done = subprocess.run(
            [sys.executable, "-c", code, str(disk.parent)],
            env={**os.environ, **disk.environ},
            capture_output=True,
            text=True,
            check=True,
        )
        assert float(done.stdout) >= least


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_a_start_is_seen_on_the_terminal_and_a_program_that_ends_early_is_told() -> None:
    seen = start_until(["-m", "benchmarks.minimal_app"], READY)
    assert seen.ms > 0
    with pytest.raises(NeverShown, match="no such hall"):
        start_until(["-c", "print('no such hall')"], READY)
