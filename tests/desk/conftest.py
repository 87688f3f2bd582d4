"""A hall in a temporary folder, with PINs that are cheap to check."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dutyterm.desk import emergencies, people
from dutyterm.hall.credentials import CHEAP
from tests.desk.kit import LONG_S, Hall


@pytest.fixture
async def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hall]:
    monkeypatch.setattr(people, "COST", CHEAP)
    monkeypatch.setattr(emergencies, "PATIENCE_S", LONG_S)  # a busy machine is no disk that hangs
    made = Hall(tmp_path / "hall")
    yield made
    await made.close()
