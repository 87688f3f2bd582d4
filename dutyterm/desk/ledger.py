"""A journal together with the kinds of record it holds: documents go in, records come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dutyterm.journal.disk import Disk
from dutyterm.journal.errors import NotSaved
from dutyterm.journal.journal import Journal
from dutyterm.model.record import Kinds, Record


class Ledger:
    """One open journal file. Used from the writer thread only."""

    def __init__(self, journal: Journal, kinds: Kinds, disk: Disk) -> None:
        self.journal = journal
        self._kinds = kinds
        self._disk = disk
        self.usable = True
        """False after a failed write, until it was reopened."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.journal.path

    def records(self) -> tuple[Record, ...]:
        """Every record of the file, in order."""
        return tuple(self._kinds.read(id, document) for id, document in self.journal.documents())

    def append(self, documents: Sequence[Mapping[str, Any]]) -> tuple[Record, ...]:
        """Writes all of them in one line; raises the journal's errors."""
        try:
            written = self.journal.append(documents)
        except NotSaved:
            self.usable = False
            raise
        return tuple(self._kinds.read(id, document) for id, document in written)

    def reopen(self, failed: NotSaved | None) -> tuple[Record, ...]:
        """Opens the file anew after a failed write.

        Returns the records of that write when they reached the disk after all, so that nothing is doubled.
        """
        self.journal.close()
        self.journal = Journal.open(self.journal.path, self._disk)
        self.usable = True
        there = self.journal.written(failed) if failed is not None else None
        return tuple(self._kinds.read(id, document) for id, document in there or ())

    def close(self) -> None:
        """Closes the file."""
        self.journal.close()
