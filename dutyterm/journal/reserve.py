"""The reserve: a megabyte kept back, so that a full disk cannot stop a shift from being finished."""

from __future__ import annotations

import os
from pathlib import Path

from dutyterm.journal.disk import Disk

SIZE = 1 << 20


class Reserve:
    """A preallocated file in the data directory that is given up when the disk is full."""

    def __init__(self, data_dir: Path, disk: Disk) -> None:
        self.path = data_dir / "reserve.bin"
        self._disk = disk

    @property
    def held(self) -> bool:
        """Whether the whole megabyte is there."""
        try:
            return self._disk.exists(self.path) and self._disk.size(self.path) == SIZE
        except OSError:
            return False

    def release(self) -> bool:
        """Gives the space back to the disk; False when there was nothing to give or it failed."""
        try:
            self._disk.remove(self.path)
        except OSError:
            return False
        return True

    def restore(self) -> bool:
        """Takes the space again; False when there is not enough, and then nothing is taken."""
        if self.held:
            return True
        self.release()  # a part of one, from an earlier try
        try:
            handle = self._disk.create(self.path)
        except OSError:
            return False
        try:
            # Random bytes: zeros would take no space on file systems that compress or leave holes.
            full = self._disk.write(handle, os.urandom(SIZE)) == SIZE
            if full:
                self._disk.fsync(handle)
        except OSError:
            full = False
        finally:
            self._disk.close(handle)
        if not full:
            self.release()
        return full
