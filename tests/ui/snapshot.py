"""Frames of the terminal as text: compared with files under `frames/`, made anew with FRAMES=update.

A frame is what the compositor drew, a line for each row without the spaces at its end, so that a change is a
readable diff. What differs from run to run (the data directory, codes of a seal) is replaced by its name.
"""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from textual.app import App

FRAMES = Path(__file__).parent / "frames"
"""Where the frames are kept."""

UPDATE = os.environ.get("FRAMES") == "update"
"""Write what is drawn now instead of comparing."""

_CHANGING = (
    (re.compile(r"\b\d{5}-\d{5}-\d{5}(-\d{5})?\b"), "#####"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "<hash>"),
    (re.compile(r"\.[a-z0-9]{4,10}\.duty"), ".<device>.duty"),
)

_CUT = re.compile(r"\.\.([^\s.][^\s]{15,})")
"""The end of a path that was too long for its line."""


def frame(app: App[Any]) -> str:
    """What is on the screen now."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips).rstrip("\n")


def widths(app: App[Any]) -> set[int]:
    """Cells of the drawn rows; all are the width of the terminal when nothing is drawn too wide."""
    return {cell_len(strip.text) for strip in app.screen._compositor.render_strips()}


def steady(text: str, data: Path) -> str:
    """The frame without what differs from run to run."""
    text = _CUT.sub(lambda cut: "<data>" if str(data).endswith(cut[1]) else cut[0], text)
    text = text.replace(str(data), "<data>")
    for pattern, name in _CHANGING:
        text = pattern.sub(name, text)
    return text


def matches(name: str, text: str) -> None:
    """Compare a frame with the kept one. Raises AssertionError with the diff."""
    path = FRAMES / f"{name}.txt"
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
        return
    kept = path.read_text(encoding="utf-8").rstrip("\n") if path.exists() else ""
    if kept != text:
        diff = difflib.unified_diff(kept.splitlines(), text.splitlines(), "kept", "drawn", lineterm="")
        raise AssertionError(f"{name} is drawn differently (FRAMES=update keeps it):\n" + "\n".join(diff))
