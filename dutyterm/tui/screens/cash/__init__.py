"""F4 money: the overview, the count grid, and the questions of every step."""

from dutyterm.tui.screens.cash.page import CashPage

__all__ = ["CashPage"]
