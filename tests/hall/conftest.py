"""The small hall as a fixture."""

from pathlib import Path

import pytest

from tests.hall.small_hall import SmallHall


@pytest.fixture
def hall(tmp_path: Path) -> SmallHall:
    return SmallHall(tmp_path / "credentials.json")
