"""A disk in memory that can lose power, fail or be killed at any step, and forget what was not synced.

Its model of a power cut: of every file, any subset of the 512-byte sectors written since the last fsync has
reached the disk; the size may have grown before the data, and then there are zeros; a new or replaced name
may be lost until its folder was synced. A sector keeps either all of its old or all of its new bytes.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal

SECTOR = 512

Fault = Literal["cut", "kill", "eio", "enospc", "eintr", "short", "erofs"]


class PowerCut(BaseException):
    """The machine stopped; no code of the program runs after this."""


@dataclass
class Inode:
    """A file: what the system shows, and what is certainly on the disk."""

    live: bytes = b""
    synced: bytes = b""


@dataclass
class FakeDisk:
    """Implements `dutyterm.journal.disk.Disk` in memory."""

    names: dict[Path, Inode] = field(default_factory=dict)
    synced_names: dict[Path, Inode] = field(default_factory=dict)
    folders: set[Path] = field(default_factory=set)
    faults: dict[int, Fault] = field(default_factory=dict)
    """Number of the operation (from 0) -> what happens there; -1 stands for every one from `from_step` on."""
    from_step: int = 1 << 60
    forever: Fault | None = None
    room: int = 1 << 40
    """Bytes that can still be written."""
    random: Random = field(default_factory=lambda: Random(0))
    steps: list[str] = field(default_factory=list)
    handles: dict[int, Inode] = field(default_factory=dict)
    next_handle: int = 3
    fsyncs_after_failure: int = 0
    _failed: set[int] = field(default_factory=set)

    def _step(self, what: str) -> Fault | None:
        number = len(self.steps)
        self.steps.append(what)
        fault = self.faults.get(number) or (self.forever if number >= self.from_step else None)
        if fault in ("cut", "kill") and what != "write":
            raise PowerCut(what)
        if fault == "short" and what != "write":
            return None
        if fault in ("eio", "enospc", "eintr", "erofs") and what not in ("write", "fsync"):
            self._raise(fault)
        return fault

    @staticmethod
    def _raise(fault: Fault) -> None:
        code = {"eio": errno.EIO, "enospc": errno.ENOSPC, "eintr": errno.EINTR, "erofs": errno.EROFS}[fault]
        raise OSError(code, fault)

    def create(self, path: Path) -> int:
        if path in self.names:
            raise FileExistsError(errno.EEXIST, "exists", str(path))
        self._step("create")
        self.names[path] = Inode()
        return self._open(path)

    def open_append(self, path: Path) -> int:
        if path not in self.names:
            raise FileNotFoundError(errno.ENOENT, "not there", str(path))
        self._step("open")
        return self._open(path)

    def _open(self, path: Path) -> int:
        self.next_handle += 1
        self.handles[self.next_handle] = self.names[path]
        return self.next_handle

    def write(self, handle: int, data: bytes) -> int:
        inode = self.handles[handle]
        fault = self._step("write")
        taken = len(data)
        if fault is not None or len(data) > self.room:
            taken = min(self.random.randrange(len(data) + 1), self.room)
        inode.live += data[:taken]
        self.room -= taken
        if fault in ("cut", "kill"):
            raise PowerCut("write")
        if fault in ("eio", "enospc", "eintr", "erofs"):
            self._raise(fault)
        if fault is None and taken < len(data) and taken == 0:
            self._raise("enospc")
        return taken

    def fsync(self, handle: int) -> None:
        inode = self.handles[handle]
        self.fsyncs_after_failure += handle in self._failed
        fault = self._step("fsync")
        if fault is not None and fault != "short":
            self._failed.add(handle)
            # The pages are marked clean and may never reach the disk: what a fresh read shows is the disk.
            inode.synced = inode.live = self._survivor(inode)
            self._raise(fault)
        inode.synced = inode.live

    def close(self, handle: int) -> None:
        del self.handles[handle]

    def read(self, path: Path, limit: int | None = None) -> bytes:
        if path not in self.names:
            raise FileNotFoundError(errno.ENOENT, "not there", str(path))
        self._step("read")
        data = self.names[path].live
        return data if limit is None else data[:limit]

    def size(self, path: Path) -> int:
        return len(self.read(path))

    def list(self, path: Path) -> list[str]:
        return sorted(name.name for name in self.names if name.parent == path)

    def exists(self, path: Path) -> bool:
        return path in self.names or path in self.folders

    def mkdir(self, path: Path) -> None:
        self.folders.update([path, *path.parents])

    def replace(self, source: Path, target: Path) -> None:
        self._step("replace")
        self.names[target] = self.names.pop(source)

    def fsync_dir(self, path: Path) -> None:
        self._step("fsync_dir")
        kept = {name: inode for name, inode in self.synced_names.items() if name.parent != path}
        self.synced_names = kept | {n: i for n, i in self.names.items() if n.parent == path}

    def remove(self, path: Path) -> None:
        if path not in self.names:
            raise FileNotFoundError(errno.ENOENT, "not there", str(path))
        self._step("remove")
        self.room += len(self.names.pop(path).live)

    def after_kill(self) -> FakeDisk:
        """The disk as the next start finds it after a kill: the system kept everything it was given."""
        return FakeDisk(names=dict(self.names), synced_names=dict(self.synced_names), random=self.random)

    def after_cut(self) -> FakeDisk:
        """The disk as the next start finds it after a power cut: one of the states that could be."""
        names = dict(self.synced_names)
        for name, inode in self.names.items():
            if self.random.random() < 0.5:
                names[name] = inode
        inodes = {id(inode): inode for inode in names.values()}
        after = {key: self._survivor(inode) for key, inode in inodes.items()}
        made = {key: Inode(data, data) for key, data in after.items()}
        found = {name: made[id(inode)] for name, inode in names.items()}
        return FakeDisk(names=found, synced_names=dict(found), random=self.random)

    def _survivor(self, inode: Inode) -> bytes:
        old, new = inode.synced, inode.live
        if old == new:
            return old
        how = self.random.randrange(3)
        first = len(old) // SECTOR * SECTOR
        if how == 0:  # in order, cut anywhere
            return new[: self.random.randint(len(old), len(new))]
        size = self.random.randint(len(old), len(new)) if how == 1 else len(new)
        out = bytearray(old.ljust(size, b"\0")[:size])
        for start in range(first, size, SECTOR):
            if self.random.random() < 0.5:
                out[start : start + SECTOR] = new[start : min(start + SECTOR, size)]
        return bytes(out)
