"""A demo hall of four shifts, made once; each test that changes it takes a copy."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from dutyterm.__main__ import main
from dutyterm.desk.demo import Demo, make_demo

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=timezone(timedelta(hours=8)))
"""A Sunday morning in the hall's zone."""


def made(root: Path, count: int, seed: int = 1, now: datetime = NOW) -> Demo:
    demo = asyncio.run(make_demo(root, count, seed, now=now))
    assert isinstance(demo, Demo), demo
    return demo


@pytest.fixture(scope="session")
def four(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Two days of two shifts; read only."""
    return made(tmp_path_factory.mktemp("demo") / "hall", 4)


@pytest.fixture
def hall(four: Demo, tmp_path: Path) -> Path:
    """A copy of the demo hall that a test may damage."""
    return Path(shutil.copytree(four.root, tmp_path / "hall"))


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs a subcommand as the shell would."""

    def command(*argv: object) -> Said:
        code = main([str(word) for word in argv])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Said(code, said.out, said.err)

    return command


def shifts_of(root: Path) -> list[Path]:
    """Shift files, oldest first."""
    return sorted((root / "shifts").rglob("*.duty"), key=lambda path: path.name.partition(".")[2])
