"""The log of the shift: written, read, added to, corrected with the old words struck out."""

from dutyterm.tui.screens.notes.form import EntryForm
from dutyterm.tui.screens.notes.page import NotesPage

__all__ = ["EntryForm", "NotesPage"]
