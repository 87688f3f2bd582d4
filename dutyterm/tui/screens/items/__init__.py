"""Open items of every kind: read, settle, promise, put off, hand to another owner."""

from dutyterm.tui.screens.items.page import ItemsPage, show_item, show_some
from dutyterm.tui.screens.items.questions import KEPT, RESULTS

__all__ = ["KEPT", "RESULTS", "ItemsPage", "show_item", "show_some"]
