"""A manual that is at hand, whole, compared with its hash, and made into objects when it is looked at.

Between two shifts nobody looks at one before somebody has signed in, and the shapes of a manual cost a start
more than anything else that it loads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dutyterm.manual.schema import Manual


class LaterManual:
    """Stands for a manual of which only the hash is known so far, and perhaps what its cover calls it."""

    def __init__(self, version: str, make: Callable[[], Manual], label: str = "") -> None:
        self.hash = version
        self.label = label
        self._make: Callable[[], Manual] | None = make
        self._made: Manual | None = None

    @property
    def manual(self) -> Manual:
        """The manual itself. Two threads that ask at once may make it twice, which harms nothing."""
        make = self._make
        if make is not None:
            self._made = make()
            self._make = None  # what it was made of may go
        assert self._made is not None, "made before what makes it goes"
        return self._made


def label_of(found: Manual | LaterManual) -> str:
    """The version as the cover tells it."""
    if isinstance(found, LaterManual) and found.label:
        return found.label
    return looked_at(found).cover.version


def looked_at(found: Manual | LaterManual) -> Manual:
    """The manual itself."""
    return found.manual if isinstance(found, LaterManual) else found
