"""Signs that a Chinese input method makes with Shift reach the program on Windows too (Textual #6667).

Such a sign arrives as one key event: no virtual key, Shift held, and the sign itself (`？`). The reader of
the Textual versions named here takes every event without a virtual key but with a modifier for noise and
drops it. The modifier is taken off those events before they are looked at; nothing else is changed.
"""

from __future__ import annotations

import sys
from typing import Any, Final

KEY_EVENT: Final = 0x0001
"""Kind of a console input record that tells of a key."""

KNOWN: Final = frozenset({"8.2.8"})
"""Versions of Textual that are known to drop these signs."""


def keep_sign(record: Any) -> bool:
    """Takes the modifier off the event of a sign without a key; True when it did.

    Only what no key makes by itself: a bare modifier has no character, escape sequences are ASCII.
    """
    if record.EventType != KEY_EVENT:
        return False
    key = record.Event.KeyEvent
    if not key.bKeyDown or key.wVirtualKeyCode != 0 or not key.dwControlKeyState:
        return False
    if key.uChar.UnicodeChar <= "\x7f":
        return False
    key.dwControlKeyState = 0
    return True


class KeepingKernel:
    """The console functions of Windows, with the signs kept in what is read."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def ReadConsoleInputW(self, handle: Any, records: Any, most: int, count: Any) -> Any:
        """Reads input records; `records` and `count` are `ctypes.byref` of an array and of a number."""
        done = self._real.ReadConsoleInputW(handle, records, most, count)
        for record in records._obj[: count._obj.value]:
            keep_sign(record)
        return done


def is_needed(version: str) -> bool:
    """Does this version of Textual drop the signs on this system?"""
    return sys.platform == "win32" and version in KNOWN


def mend_input() -> None:
    """Keeps the signs, where they would be dropped. Call it before the app runs."""
    import textual

    if is_needed(textual.__version__):
        from textual.drivers import win32

        driver: Any = win32
        driver.KERNEL32 = KeepingKernel(driver.KERNEL32)
