"""Keys are worked off in the order in which they were pressed, also when they come faster than they are done.

A key goes to the page on top; what the page does not want comes back to the app as a command. A key behind it
must not be looked at before that is done: `*` `1` would answer the line instead of opening its exceptions, a
digit behind Enter would miss the dialog that Enter opens. So one key is on its way at a time, and the others
wait. A mark follows it through every queue on its way, and lets the next out when it arrives at the app.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from textual import events
from textual.screen import Screen

from dutyterm.tui.commands import BY_ID, COMMANDS

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from dutyterm.tui.app import DutyApp

Typed = events.Key | events.Paste
"""What a hand puts in: a key, or a text in whole."""

AT_ONCE: Final = BY_ID["emergency"].keys
PATIENCE_S: Final = 1.0
"""So long the keys that no page is asked about wait for a page, when others wait before them."""
PRIORITY: Final = frozenset(key for command in COMMANDS if command.priority for key in command.keys)
"""Keys that no page is asked about."""


class _OnItsWay:
    """A key that was handed on, and the mark behind it: when that arrives, the key is worked off."""

    def __init__(self, page: Screen[Any], pressed: float, arrived: Callable[[_OnItsWay], None]) -> None:
        self.page = page
        self.pressed = pressed
        self.reached = False
        """The page works on it, or has done so."""
        self._arrived = arrived
        self._in: MessagePump | None = None

    def follow(self, pump: MessagePump | None) -> None:
        """Behind the key in one queue, then in that of the parent, as the key goes: the app's is the last."""
        app = self.page.app
        self._in = pump
        # not call_later(): what it wraps around a method makes Textual count the parameters anew each time
        if pump is None or pump is app or not pump.post_message(events.Callback(self._passed)):
            self._in = None
            app.post_message(events.Callback(self._passed))

    def _passed(self) -> None:
        if self._in is None:
            self._arrived(self)
        else:
            self.follow(self._in._parent)


class KeyOrder:
    """The key on its way, and those that wait."""

    def __init__(self, app: DutyApp) -> None:
        self._app = app
        self._way: _OnItsWay | None = None
        self._command = False
        """No page wanted the key on its way: it goes to the app."""
        self._waiting: deque[Typed] = deque()
        self._emergency = float("-inf")
        """When the key was pressed that overtook all before it, as events tell time."""
        self._void = float("-inf")
        """Of the keys before it, none means anything any more: one among them was a command."""

    # --- the app asks -----------------------------------------------------------------------------

    def may_go(self, typed: Typed) -> bool:
        """A key comes from the terminal; False = it waits. The emergency key never does."""
        if _at_once(typed) or self._held_up(typed):
            self._overtake(typed)
        elif self._waiting or not self._passes(typed):
            self._waiting.append(typed)
            return False
        return True

    def handed_on(self, typed: Typed, to: MessagePump) -> None:
        """A key was handed on: its mark goes the same way behind it."""
        if _at_once(typed):
            return
        if typed.is_forwarded:
            self._way, self._command = _OnItsWay(self._app.screen, typed.time, self._arrived), False
            self._way.follow(to)
        elif self._way is None or self._app.screen is not self._way.page:
            self._way = None  # a command that needs no page, done by now
            self._let_next()

    def next(self, typed: Typed) -> None:
        """Something stands for a key: before all that waits it is the next."""
        self._waiting.appendleft(typed)
        if self._way is None:
            self._let_next()

    def overtaken(self, typed: Typed) -> bool:
        """Has the emergency key, pressed behind it, overtaken it? Its page may not be on top any more."""
        return typed.time < self._emergency

    def command_done(self) -> None:
        """The app has done what the key means."""
        self._command = False

    def look(self) -> None:
        """Now and then: a page that was covered while it still works on a key keeps nobody waiting."""
        if self._covered():
            self._way = None
        if self._way is None:
            self._let_next()

    # --- a page asks ------------------------------------------------------------------------------

    def reaches(self, page: Screen[Any], typed: Typed) -> bool:
        """A key reaches a page; False = it is not for this page, or not any more."""
        if self.overtaken(typed):
            if typed.time >= self._void and self._app.screen is not page:
                return True  # what was typed before the emergency key stands where it was typed
            typed.stop()
            return False
        if self._app.screen is not page:  # another one has come on top meanwhile
            typed.stop()
            self.next(again(typed))
            return False
        if self._way is not None and self._way.page is page:
            self._way.reached = True
        return True

    def looked_at(self, page: Screen[Any], key: events.Key) -> None:
        """The page has looked at a key; unless it has stopped it, the app gets it as a command."""
        if key._stop_propagation or not page.is_attached:
            return
        if self.overtaken(key):
            self._void = self._emergency
        else:
            self._command = True

    # --- the way of a key -------------------------------------------------------------------------

    def _passes(self, typed: Typed) -> bool:
        """Nothing waits: does the key on its way let this one go?

        A command that needs no page does not wait for a page that works, least of all on a disk that hangs.
        """
        if self._covered():
            self._way = None
        way = self._way
        return way is None or (way.reached and not self._command and _key(typed) in PRIORITY)

    def _held_up(self, typed: Typed) -> bool:
        """Does a page work for long already, on a disk that hangs? Leaving needs no answer of it."""
        way = self._way
        long = way is not None and way.reached and typed.time - way.pressed > PATIENCE_S
        return long and not self._command and _key(typed) in PRIORITY

    def _covered(self) -> bool:
        way = self._way
        return way is not None and way.reached and not self._command and self._app.screen is not way.page

    def _overtake(self, typed: Typed) -> None:
        """What waits goes to where it was typed, if that is sure; a command is not done any more."""
        waiting, self._waiting = self._waiting, deque()
        self._emergency, self._way = typed.time, None
        if self._command:
            self._void = self._emergency
            return
        below = self._app.focused or self._app.screen
        for before in waiting:
            below._forward_event(self._app.meant(before))

    def _arrived(self, way: _OnItsWay) -> None:
        """The key is worked off, by the pages and by the app."""
        if way is self._way:
            self._way, self._command = None, False
            self._let_next()

    def _let_next(self) -> None:
        # behind all that the app still has to do: what the key before it has brought about, and an emergency
        if self._waiting:
            self._app.post_message(events.Callback(self._release))

    async def _release(self) -> None:
        if self._waiting and self._way is None:
            await self._app.hand_on(again(self._waiting.popleft()))


def _key(typed: Typed) -> str:
    return typed.key if isinstance(typed, events.Key) else ""


def _at_once(typed: Typed) -> bool:
    return _key(typed) in AT_ONCE


def again(typed: Typed) -> Typed:
    """The same key to be handed on once more, pressed when it was pressed."""
    copy = typed.copy() if isinstance(typed, events.Key) else events.Paste(typed.text)
    copy.time = typed.time
    return copy
