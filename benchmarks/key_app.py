"""The anchor of every figure of keys: the minimal app with a key that writes and one that shows a screen.

`python -m benchmarks.key_app FILE`: Space appends a bare line to FILE, syncs it and repaints the label; `e`
pushes a screen with nothing on it but one text; Esc takes it away.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Label

from benchmarks.minimal_app import MinimalApp

LINE = b"x" * 261 + b"\n"
"""As many bytes as an ordinary record has."""


class EmptyScreen(Screen[None]):
    """Nothing but the text by which it is seen."""

    def compose(self) -> ComposeResult:
        """One label."""
        yield Label("EMPTY")


class KeyApp(MinimalApp):
    """Writes without a journal, shows without content."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("space", "write", "Write"),
        ("e", "empty", "Empty"),
        ("escape", "back", "Back"),
    ]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._count = 0

    def action_write(self) -> None:
        """Append, sync, tell the number."""
        os.write(self._file, LINE)
        os.fsync(self._file)
        self._count += 1
        self.query_one(Label).update(f"record {self._count} ")

    def action_empty(self) -> None:
        """Push the empty screen."""
        self.push_screen(EmptyScreen())

    async def action_back(self) -> None:
        """Take it away."""
        await self.pop_screen()


if __name__ == "__main__":
    KeyApp(Path(sys.argv[1])).run()
