"""Commands of those who look back over many shifts; a part of what the app's commands do."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp


class LookingBack:
    """Mixed into the app with the others. What a command needs is imported when it is used."""

    async def do_differences(self) -> None:
        """Differences of cash over many shifts, for the reviewer (N25)."""
        from dutyterm.desk.cash.history import history
        from dutyterm.model.refusal import Refusal
        from dutyterm.tui.screens.cash.history import CashHistoryPage

        app = cast("DutyApp", self)
        app.hold()
        if app.session is None or app.is_open(CashHistoryPage):
            return
        found = await history(app.session)
        if isinstance(found, Refusal):
            app.say(found.text, "warning")
        else:
            await app.push_screen(CashHistoryPage(found))
