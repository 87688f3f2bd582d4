"""The commands of a developer: they end where they should, and the continuous integration runs the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from tests.arch.source import ROOT

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def planned(goal: str, *settings: str) -> list[str]:
    """The commands that `make` would run for this goal."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", "--no-print-directory", "-n", goal, *settings],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.splitlines()


@needs_make
def test_the_last_thing_that_make_test_runs_is_pytest() -> None:
    commands = planned("test")
    assert "-m pytest" in commands[-1]
    for check in ("ruff check", "ruff format --check", "mypy", "lint-imports", "codespell"):
        assert any(check in command for command in commands[:-1]), check


@needs_make
def test_make_run_hands_its_words_to_the_program() -> None:
    assert planned("run", "ARGS=--lang en")[-1].endswith("dutyterm --lang en")


@needs_make
def test_a_long_fault_run_prints_the_seed_with_which_it_can_be_had_again() -> None:
    commands = planned("faults", "SEED=4711")
    assert any(line.startswith("echo ") and "DUTYTERM_SEED=4711" in line for line in commands)
    assert "DUTYTERM_FAULTS=long DUTYTERM_SEED=4711" in commands[-1]
    assert commands[-1].endswith("tests/faults tests/e2e/test_kills.py"), "what has a long form is run in it"


@needs_make
def test_an_old_python_is_refused_in_words() -> None:
    done = subprocess.run(
        ["make", "-B", "run", "PYTHON=", "VENV=.no-such-venv"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode != 0
    assert "3.11" in done.stderr
    assert not (ROOT / ".no-such-venv").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no executable bit")
def test_the_continuous_integration_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8")
