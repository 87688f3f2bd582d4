"""The clock of the desk: wall time in the hall's zone, and a clock that counts sleep and never jumps (N7)."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dutyterm.hall.device import boot_id


class Clock(Protocol):
    """What the desk asks of time."""

    def now(self) -> datetime:
        """Wall time, aware."""

    def mono_ms(self) -> int:
        """Milliseconds since the computer started, sleep included; never goes back while it runs."""

    def boot(self) -> str:
        """Changes with every start of the computer."""

    def set_zone(self, zone: str) -> None:
        """The hall's time zone; one that is not known leaves the zone as it is."""

    def set_offset(self, offset_ms: int) -> None:
        """What is added to the PC's clock, because somebody said that it is wrong."""


class SystemClock:
    """The clock of this PC."""

    def __init__(self) -> None:
        self._zone: ZoneInfo | None = None
        self._offset = timedelta()
        self._boot = boot_id()

    def now(self) -> datetime:
        """See Clock."""
        # before the hall is known, the zone that this PC is set to
        return datetime.now(UTC).astimezone(self._zone) + self._offset

    def mono_ms(self) -> int:
        """See Clock."""
        return _mono_ns() // 1_000_000

    def boot(self) -> str:
        """See Clock."""
        return self._boot

    def set_zone(self, zone: str) -> None:
        """See Clock."""
        try:
            self._zone = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return

    def set_offset(self, offset_ms: int) -> None:
        """See Clock."""
        self._offset = timedelta(milliseconds=offset_ms)


def _mono_ns() -> int:
    # CLOCK_BOOTTIME counts sleep on Linux; elsewhere the plain monotonic clock is what there is
    boottime: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic_ns() if boottime is None else time.clock_gettime_ns(boottime)
