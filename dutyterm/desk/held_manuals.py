"""The manuals of a session: of the open shift, of the next one, one that waits; made when looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dutyterm.manual.later import LaterManual, looked_at

if TYPE_CHECKING:
    from dutyterm.manual.schema import Manual


class Manuals:
    """Mixed into the session."""

    def __init__(self) -> None:
        self._manual: Manual | LaterManual | None = None
        self._active: Manual | LaterManual | None = None
        self._waiting: Manual | LaterManual | None = None

    @property
    def manual(self) -> Manual:
        """The manual of the open shift; between shifts the active one. Empty only until one was chosen."""
        if self._manual is None:
            from dutyterm.manual.schema import NO_MANUAL

            return NO_MANUAL
        return looked_at(self._manual)

    @manual.setter
    def manual(self, manual: Manual | LaterManual) -> None:
        self._manual = manual

    @property
    def manual_hash(self) -> str:
        """Hash of that manual, known before anybody looks at it."""
        return "" if self._manual is None else self._manual.hash

    @property
    def active_manual(self) -> Manual | None:
        """The manual that the next shift will be opened with."""
        return None if self._active is None else looked_at(self._active)

    @active_manual.setter
    def active_manual(self, manual: Manual | LaterManual) -> None:
        self._active = manual

    @property
    def waiting_manual(self) -> Manual | None:
        """A newer good version that the hall manager has not activated yet."""
        return None if self._waiting is None else looked_at(self._waiting)

    @waiting_manual.setter
    def waiting_manual(self, manual: Manual | LaterManual | None) -> None:
        self._waiting = manual

    @property
    def manual_waits(self) -> bool:
        """Is there one?"""
        return self._waiting is not None
