"""The walk of a list: line by line, with every way in which a line can end."""

from dutyterm.tui.screens.walk.page import WalkPage

__all__ = ["WalkPage"]
