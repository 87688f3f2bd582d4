"""Fixtures of the tests of screens: one hall is founded, every test gets a copy of it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from dutyterm.desk import emergencies
from tests.ui.kit import PATIENCE_S, Ui, found, running


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no disk that hangs; who tests that one says how long it is waited for."""
    monkeypatch.setattr(emergencies, "PATIENCE_S", PATIENCE_S)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A hall without a shift, and its recovery code."""
    root = tmp_path_factory.mktemp("hall") / "data"
    return root, found(root)


@pytest.fixture
def data(founded: tuple[Path, str]) -> Iterator[Path]:
    """A data directory with a hall, for this test alone; a short path stands whole on every page."""
    with tempfile.TemporaryDirectory(prefix="d", ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "data"
        shutil.copytree(founded[0], place, ignore=shutil.ignore_patterns("lock"))
        yield place


@pytest.fixture
def bare() -> Iterator[Path]:
    """A data directory that does not exist yet; a short path, as above."""
    with tempfile.TemporaryDirectory(prefix="d", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "data"


@pytest.fixture
def recovery_code(founded: tuple[Path, str]) -> str:
    """The recovery code of the hall."""
    return founded[1]


@pytest.fixture
async def ui(data: Path) -> AsyncIterator[Ui]:
    """The program at the sign-in page, in Chinese, 80x24."""
    async with running(data) as started:
        yield started


@pytest.fixture
async def board(ui: Ui) -> Ui:
    """A duty manager is signed in, no shift is open."""
    await ui.sign_in()
    return ui


@pytest.fixture
async def shift(ui: Ui) -> Ui:
    """A duty manager is signed in, a shift is open, the board is shown."""
    await ui.sign_in()
    await ui.open_shift()
    return ui
