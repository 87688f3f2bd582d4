"""Where a real terminal can be had."""

from __future__ import annotations

import os

import pytest


@pytest.fixture
def real_terminal() -> None:
    """Asked for by tests that start the program in a pseudo-terminal."""
    if os.name == "nt":
        pytest.skip("a pseudo-terminal is a thing of POSIX systems")
