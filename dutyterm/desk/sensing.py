"""Asks the PC now and then, in a thread of its own: no page ever waits for an answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from dutyterm.desk.senses import Seen, sense
from dutyterm.shift.procedures.suggestions import Sensed

EVERY_MS: Final = 5_000
"""Asked at most so often."""

STALE_MS: Final = 150_000
"""What was answered longer ago than this is not told any more."""

SURE: Final = 2
"""Looks in a row that must find the gateway gone: one lost answer is no outage."""


class Senses:
    """What the PC told last."""

    def __init__(self, mono_ms: Callable[[], int], ask: Callable[[], Seen] = sense) -> None:
        """`mono_ms`: the clock; `ask`: one look at the PC, which may take long and may fail."""
        self._mono_ms = mono_ms
        self._ask = ask
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._asked_ms: int | None = None
        self._told_ms = 0
        self._seen: Seen | None = None
        self._had_route = False
        self._gone = 0

    def look(self) -> None:
        """Begins to ask, unless that was done just now or an answer is still awaited. Returns at once."""
        now = self._mono_ms()
        if self._thread is not None and self._thread.is_alive():
            return
        if self._asked_ms is not None and now - self._asked_ms < EVERY_MS:
            return
        self._asked_ms = now
        # a daemon: a system that does not answer must not keep the program from ending
        self._thread = threading.Thread(target=self._look, name="senses", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> None:
        """Until an answer that is awaited has come; for tests and the doctor."""
        if self._thread is not None:
            self._thread.join(seconds)

    @property
    def known(self) -> Sensed:
        """What it told last; nothing, when that is long ago."""
        with self._guard:
            seen, age = self._seen, self._mono_ms() - self._told_ms
            if seen is None or age > STALE_MS:
                return Sensed()
            gone = self._gone >= SURE
            return Sensed(seen.on_battery, seen.link, False if gone else seen.gateway or None)

    def _look(self) -> None:
        try:
            seen = self._ask()
        except Exception:  # noqa: BLE001  # a sense is a help: whatever it fails with, the program goes on
            seen = Seen()
        with self._guard:
            lost = seen.gateway is False or (seen.route is False and self._had_route)
            self._gone = self._gone + 1 if lost else 0
            self._had_route = self._had_route or bool(seen.route)
            self._seen, self._told_ms = seen, self._mono_ms()
