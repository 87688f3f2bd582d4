"""Keys as they are meant: full-width forms made ordinary, and auto-repeat after a jump ignored."""

from __future__ import annotations

import unicodedata
from typing import Final

from textual import events
from textual._time import get_time
from textual.keys import _character_to_key

GUARD_MS: Final = 120
"""The same answer key within this time of one that made the cursor jump is auto-repeat, not an answer."""

HELD_TIMES: Final = 6
"""So many times longer where the key has another meaning: 720 ms, as a held key begins to repeat late."""

_MEANT: Final = {"、": "/", "。": ".", "…": "."}
"""What a Chinese input method sends for a sign of the pad when it is left on."""


def normalised(event: events.Key, *, in_text: bool) -> events.Key:
    """The key that is meant; the same event when there is nothing to change.

    In a text field everything stays as typed: there `、` is a comma of an enumeration.
    """
    char = event.character
    if in_text or char is None or len(char) != 1 or char.isascii():
        return event
    plain = _MEANT.get(char) or unicodedata.normalize("NFKC", char)
    if len(plain) != 1 or not plain.isascii() or not plain.isprintable():
        return event
    return events.Key("space" if plain == " " else _character_to_key(plain), plain)


def waited_ms(event: events.Key) -> int:
    """How long ago a key was read from the terminal: Textual's thread that reads notes the time there."""
    return round((get_time() - event.time) * 1000)


class RepeatGuard:
    """Ignores an answer key that was pressed too soon after the one before, which made the cursor jump.

    Times are those of the keys themselves: on a slow PC two presses are two, and one that bounces is one.
    """

    def __init__(self, window_ms: int = GUARD_MS) -> None:
        self.window_ms = window_ms
        self._key: str | None = None
        self._until = 0

    def jumped(self, key: str, pressed_ms: int, *, meaning_changed: bool = False) -> None:
        """An answer with `key`, pressed at `pressed_ms`, moved the cursor.

        `meaning_changed`: where it stands now the same key would do something else. A key that is held
        repeats for the first time only after half a second, so the guard stays up longer there.
        """
        times = HELD_TIMES if meaning_changed else 1
        self._key, self._until = key, pressed_ms + self.window_ms * times

    def ignores(self, key: str, pressed_ms: int) -> bool:
        """Whether this key is a repeat of the answer that just jumped; each repeat keeps the guard up.

        Another key in between ends it: a key that repeats by itself does so alone.
        """
        if key != self._key or pressed_ms >= self._until:
            self._key = None
            return False
        self._until = pressed_ms + self.window_ms
        return True
