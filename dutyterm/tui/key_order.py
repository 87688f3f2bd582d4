"""Keys are worked off in the order in which they were pressed, also when they come faster than they are done.

A key goes to the page on top; what the page does not want comes back to the app as a command. A key behind it
may be at the page already by then and be taken for something else: `*` `1` would answer the line instead of
opening its exceptions, and a digit behind Enter would miss the dialog that Enter opens. Such a key waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen

from dutyterm.tui.commands import BY_ID

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp

AT_ONCE = BY_ID["emergency"].keys


class KeyOrder:
    """The keys that wait. The release of each is posted behind all that the app still has to do."""

    def __init__(self, app: DutyApp) -> None:
        self._app = app
        self._command = False
        """A key that no page wanted is on its way to the app."""
        self._waiting: list[events.Key] = []
        self._emergency = float("-inf")
        """When the emergency key was pressed last, as events tell time."""

    def may_go(self, key: events.Key) -> bool:
        """A key comes from the terminal; False = it waits. The emergency key never does."""
        if key.key in AT_ONCE:
            self._emergency = key.time
            return True
        if not self._command and not self._waiting:
            return True
        self._hold(key)
        return False

    def reaches(self, page: Screen[Any], key: events.Key) -> bool:
        """A key reaches a page; False = it waits, also because another page has come on top meanwhile."""
        if self.overtaken(key) or (not self._command and self._app.screen is page):
            return True
        key.stop()
        self._hold(key)
        return False

    def looked_at(self, page: Screen[Any], key: events.Key) -> None:
        """The page has looked at a key; unless it has stopped it, the app gets it as a command."""
        if not key._stop_propagation and page.is_attached:
            self._command = True

    def overtaken(self, key: events.Key) -> bool:
        """Was the emergency key pressed behind it? As a command it would now close the emergency page."""
        return key.time < self._emergency

    def command_done(self) -> None:
        """The app has done what the key means."""
        self._command = False

    def _hold(self, key: events.Key) -> None:
        self._waiting.append(key)
        self._app.call_later(self._release)

    async def _release(self) -> None:
        # what was on its way stood before this in the queue of the app, or will never come
        self._command = False
        waiting, self._waiting = sorted(self._waiting, key=lambda key: key.time), []
        for key in waiting:
            if self.overtaken(key):
                continue
            again = key.copy()
            again.time = key.time
            await self._app.hand_on(again)
