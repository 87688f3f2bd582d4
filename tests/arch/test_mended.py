"""What is mended in Textual is still there to be mended, and mended."""

from __future__ import annotations

import gc
import io
import threading
import weakref

import pytest
from textual._styles_cache import StylesCache
from textual.color import Color
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


def test_a_page_that_is_closed_takes_its_picture_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = vars(StylesCache)["get_inner_outer"]
    assert hasattr(kept, "cache_info"), "another Textual: is there still something to mend?"
    monkeypatch.setattr(StylesCache, "get_inner_outer", kept)
    ours, theirs = StylesCache(), StylesCache()
    colours = (Color(1, 2, 3), Color(4, 5, 6, 0.5))
    told = theirs.get_inner_outer(*colours)
    mended.mend_pictures()
    assert ours.get_inner_outer(*colours) == told
    there = weakref.ref(ours)
    del ours
    gc.collect()
    assert there() is None


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
