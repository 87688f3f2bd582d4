"""What is mended in Textual is still there to be mended, and mended."""

from __future__ import annotations

import io
import threading

import pytest
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from dutyterm.tui import mended


class Terminal(io.StringIO):
    """Takes so many pictures, then it is gone."""

    def __init__(self, takes: int) -> None:
        super().__init__()
        self.left = takes

    def write(self, text: str) -> int:
        if self.left == 0:
            raise OSError(5, "Input/output error")
        self.left -= 1
        return super().write(text)


@pytest.mark.parametrize("takes", [0, 3, 10 * MAX_QUEUED_WRITES])
def test_a_terminal_that_takes_nothing_more_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch, takes: int
) -> None:
    monkeypatch.setattr(WriterThread, "run", WriterThread.run)
    mended.mend_writing()
    terminal = Terminal(takes)
    writer = WriterThread(terminal)
    writer.start()

    def draw() -> None:
        for n in range(5 * MAX_QUEUED_WRITES):
            writer.write(f"{n} ")
        writer.stop()

    drawing = threading.Thread(target=draw, daemon=True)
    drawing.start()
    drawing.join(60)
    assert not drawing.is_alive(), "it waits for a thread that has ended"
    assert terminal.getvalue().split() == [str(n) for n in range(min(takes, 5 * MAX_QUEUED_WRITES))]
