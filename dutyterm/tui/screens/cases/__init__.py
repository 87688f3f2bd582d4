"""Emergencies looked back on: one case with its reports and its form; all of them, with their figures."""

from dutyterm.tui.screens.cases.case import CasePage, open_case
from dutyterm.tui.screens.cases.page import CasesPage

__all__ = ["CasePage", "CasesPage", "open_case"]
