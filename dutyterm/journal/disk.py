"""The Disk seam: the only place where journals touch the operating system, so that faults can be injected."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path
from typing import Protocol

_FLAGS = (
    os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0) | getattr(os, "O_CLOEXEC", 0)
)
_BUSY = (5, 32, 33)
"""Windows errors of a scanner or indexer that holds a file for a moment."""
_WAITS_MS = (10, 40, 150, 400, 800, 1100)
"""Waits between tries to replace a file; together 2.5 s."""


class Disk(Protocol):
    """Everything a journal asks of the operating system. Every method raises OSError when it fails."""

    def create(self, path: Path) -> int:
        """Opens a new file for appending; raises FileExistsError when it is there."""

    def open_append(self, path: Path) -> int:
        """Opens an existing file for appending."""

    def write(self, handle: int, data: bytes) -> int:
        """One write; returns how many bytes were taken, which may be fewer."""

    def fsync(self, handle: int) -> None:
        """Returns when what was written is on the disk. Never call it again after a failure."""

    def close(self, handle: int) -> None:
        """Closes a handle."""

    def read(self, path: Path, limit: int | None = None) -> bytes:
        """The bytes of a file, at most `limit`."""

    def size(self, path: Path) -> int:
        """Length of a file in bytes."""

    def list(self, path: Path) -> list[str]:
        """Names in a folder, sorted."""

    def exists(self, path: Path) -> bool:
        """Whether there is something under this name."""

    def mkdir(self, path: Path) -> None:
        """Makes a folder and those above it, durably; no error when it is there."""

    def replace(self, source: Path, target: Path) -> None:
        """Renames over an existing file, patient with scanners on Windows."""

    def fsync_dir(self, path: Path) -> None:
        """Makes new names in a folder durable, where the system can."""

    def remove(self, path: Path) -> None:
        """Removes a reserve or temporary file; journals are never removed."""


class RealDisk:
    """The disk of this computer."""

    def __init__(self) -> None:
        self._names: dict[int, Path] = {}
        self._doubted: set[Path] = set()

    def create(self, path: Path) -> int:
        """See Disk."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600)
        self._names[handle] = path
        return handle

    def open_append(self, path: Path) -> int:
        """See Disk."""
        handle = os.open(path, os.O_WRONLY | _FLAGS)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise OSError(f"not a plain file: {path.name}")
        self._names[handle] = path
        return handle

    def write(self, handle: int, data: bytes) -> int:
        """See Disk."""
        return os.write(handle, data)

    def fsync(self, handle: int) -> None:
        """See Disk."""
        try:
            os.fsync(handle)
        except OSError:
            if handle in self._names:
                self._doubted.add(self._names[handle])
            raise
        if os.name != "nt" and os.fstat(handle).st_nlink == 0:
            raise FileNotFoundError(errno.ENOENT, "the file was removed while it was open")

    def close(self, handle: int) -> None:
        """See Disk."""
        self._names.pop(handle, None)
        os.close(handle)

    def read(self, path: Path, limit: int | None = None) -> bytes:
        """See Disk. After a failed fsync the cache may show what is not on the disk, so the disk is asked."""
        # unbuffered: the file is read as a whole, and a buffer costs four more calls of the system
        with path.open("rb", buffering=0) as stream:
            if path in self._doubted:
                self._doubted.discard(path)
                if hasattr(os, "posix_fadvise"):
                    os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            return stream.read() if limit is None else stream.read(limit)

    def size(self, path: Path) -> int:
        """See Disk."""
        return path.stat().st_size

    def list(self, path: Path) -> list[str]:
        """See Disk."""
        return sorted(os.listdir(path))

    def exists(self, path: Path) -> bool:
        """See Disk."""
        return os.path.lexists(path)

    def mkdir(self, path: Path) -> None:
        """See Disk."""
        if path.is_dir():
            return
        self.mkdir(path.parent)
        path.mkdir(exist_ok=True)
        self.fsync_dir(path.parent)

    def replace(self, source: Path, target: Path) -> None:
        """See Disk."""
        for wait in _WAITS_MS:
            try:
                self._replace(source, target)
            except OSError as error:
                if getattr(error, "winerror", None) not in _BUSY:
                    raise
                self._wait(wait)
            else:
                return
        self._replace(source, target)

    def _replace(self, source: Path, target: Path) -> None:
        os.replace(source, target)

    def _wait(self, milliseconds: int) -> None:
        time.sleep(milliseconds / 1000)

    def fsync_dir(self, path: Path) -> None:
        """See Disk. Windows cannot do this; its file systems journal their names themselves."""
        if os.name == "nt":
            return
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def remove(self, path: Path) -> None:
        """See Disk."""
        os.remove(path)


class NoSyncDisk(RealDisk):
    """For data that can be made again, such as the demo hall: nothing waits for the disk."""

    def fsync(self, handle: int) -> None:
        """Does nothing."""

    def fsync_dir(self, path: Path) -> None:
        """Does nothing."""
