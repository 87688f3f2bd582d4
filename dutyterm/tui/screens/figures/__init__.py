"""The figures of the day: recorded, taken from samples, corrected, or unknown with a reason."""

from dutyterm.tui.screens.figures.page import FiguresPage

__all__ = ["FiguresPage"]
