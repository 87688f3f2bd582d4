"""One writer a data directory: a lock that the operating system frees when the program is killed."""

from __future__ import annotations

import errno
import json
import os
import platform
import sys
from datetime import datetime
from pathlib import Path
from typing import Protocol

from dutyterm.i18n import Text, same
from dutyterm.journal.atomic import replace_file
from dutyterm.journal.disk import Disk, RealDisk
from dutyterm.model.moment import moment_text


class _Held(Protocol):
    """A lock that is held, of whatever make."""

    def release(self) -> object:
        """Gives it back."""


class WriterLock:
    """The right to write in a data directory. Journals themselves are never locked, so they can be copied."""

    def __init__(self, data_dir: Path, disk: Disk | None = None) -> None:
        self._path = data_dir / "writer.lock"
        self._note = data_dir / "writer.json"
        self._disk = disk or RealDisk()
        self._lock: _Held | None = None
        self.problem: OSError | None = None
        """Why locking was not possible at all: no permission, a read-only disk."""

    def acquire(self, now: datetime | None = None) -> bool:
        """Takes the lock if nobody has it, noting `now` for a second program. Never waits, never raises."""
        if self._lock is not None:
            return True
        self.problem = None
        try:
            self._disk.mkdir(self._path.parent)
            self._lock = _take(self._path)
        except (OSError, NotImplementedError) as error:
            self.problem = error if isinstance(error, OSError) else OSError(str(error))
        if self._lock is None:
            return False
        note = {"pid": os.getpid(), "host": platform.node(), "since": moment_text(now) if now else ""}
        try:
            # it tells of a program that runs; after a power cut none does
            replace_file(self._note, json.dumps(note, ensure_ascii=False).encode(), self._disk, lasting=False)
        except OSError as error:
            self.problem = error  # the lock holds all the same; only the note is missing, on a full disk
        return True

    @property
    def held(self) -> bool:
        """Whether this program has the lock."""
        return self._lock is not None

    def holder(self) -> Text:
        """Who has the lock, for the second program, which opens read-only."""
        try:
            note = json.loads(self._disk.read(self._note, 4096))
            pid, host = same(str(note["pid"])), same(str(note["host"]))
            since = same(str(note["since"])[:16].replace("T", " "))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return Text("另一个程序正在使用", "another program is using it")
        return Text(
            "{host} 上的程序（进程 {pid}，自 {since}）正在使用",
            "in use by process {pid} on {host} since {since}",
        ).fill(pid=pid, host=host, since=since)

    def release(self) -> None:
        """Gives the lock back; a second call does nothing."""
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()


def _take(path: Path) -> _Held | None:
    """The lock, or None while somebody else has it. Raises OSError where locking is not possible."""
    if sys.platform != "win32":
        found = _take_by_flock(path)
        if not isinstance(found, _NoFlock):
            return found
    # Windows, and file systems without flock: `filelock` knows them all, but takes its time to be imported
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    return lock


class _NoFlock:
    """The file system has no flock."""


if sys.platform != "win32":
    import fcntl

    class _Flock:
        """The same lock on the same file that `filelock` takes, so that the two exclude each other."""

        def __init__(self, handle: int) -> None:
            self._handle = handle

        def release(self) -> None:
            """Gives it back; the file stays, or two programs could hold locks on two files of one name."""
            fcntl.flock(self._handle, fcntl.LOCK_UN)
            os.close(self._handle)

    def _take_by_flock(path: Path) -> _Flock | _NoFlock | None:
        how, made = os.O_RDWR | os.O_NOFOLLOW, True
        try:
            handle = os.open(path, how | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:
            handle, made = os.open(path, how), False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            if error.errno in (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES):
                return None
            if error.errno == errno.ENOSYS:
                if made:  # without flock the mere file is the lock
                    path.unlink()
                return _NoFlock()
            raise
        return _Flock(handle)
