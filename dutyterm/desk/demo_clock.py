"""The clock of the demo hall: it stands until it is told to go on, so that past days can be lived."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


class SimulatedClock:
    """A Clock (see `desk.clock`) whose time is walked by hand; it never goes back by itself."""

    def __init__(self, start: datetime) -> None:
        self._at = start
        self._started = start
        self._zone = start.tzinfo

    def now(self) -> datetime:
        """See Clock."""
        return self._at.astimezone(self._zone)

    def mono_ms(self) -> int:
        """See Clock."""
        return int((self._at - self._started) / timedelta(milliseconds=1))

    def boot(self) -> str:
        """See Clock."""
        return f"d{int((self._started - _EPOCH).total_seconds()):x}"

    def set_zone(self, zone: str) -> None:
        """See Clock."""
        self._zone = ZoneInfo(zone)

    def set_offset(self, offset_ms: int) -> None:
        """See Clock. This clock is always right."""

    def wait(self, milliseconds: int) -> None:
        """Lets time pass."""
        self._at += timedelta(milliseconds=milliseconds)

    def until(self, moment: datetime) -> None:
        """Waits for a moment; one that has passed is not waited for."""
        self._at = max(self._at, moment)

    def switch_on(self, moment: datetime) -> None:
        """The PC is started at that moment."""
        self.until(moment)
        self._started = self._at
