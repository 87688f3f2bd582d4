"""What the wizard does at its end: makes the hall, or opens the demo hall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal

if TYPE_CHECKING:
    from dutyterm.hall.setup import Setup
    from dutyterm.tui.app import DutyApp


async def founded(app: DutyApp, setup: Setup) -> str | Text:
    """The recovery code of the new hall, or why there is none."""
    from dutyterm.desk.outcome import NotSaved
    from dutyterm.desk.setup import found_hall

    made = await found_hall(app.house, setup.founding())
    if isinstance(made, Refusal | NotSaved):
        return made.text
    return made.recovery_code
