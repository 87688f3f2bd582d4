"""F7 交接: hand the shift over, wait for who takes it, read and take over, let the hall manager decide."""

from dutyterm.tui.screens.handover.page import HandoverPage

__all__ = ["HandoverPage"]
