"""Text measured in terminal cells, under the name by which views ask for it."""

from __future__ import annotations

from dutyterm.model.cells import TAIL, cut, flow, pad, pad_left, tail, width, wrap

__all__ = ["TAIL", "cut", "flow", "pad", "pad_left", "tail", "width", "wrap"]
