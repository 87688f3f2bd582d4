"""Small files that change: replaced as a whole or not at all, and a TinyDB storage made so."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from dutyterm.i18n import Text
from dutyterm.journal.disk import Disk, RealDisk
from dutyterm.journal.errors import JournalError


class StoreDamaged(JournalError):
    """A small file is there and cannot be understood; it is left as it is."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            Text(
                f"文件 {path.name} 无法读懂（{why}），已原样保留；请用备份恢复",
                f"the file {path.name} cannot be understood ({why}); it is left as it is, restore a backup",
            )
        )
        self.path = path


def replace_file(path: Path, data: bytes, disk: Disk, *, lasting: bool = True) -> None:
    """Replaces or creates a file so that after any cut either the old or the new bytes are there, whole.

    What need not outlive a power cut is not `lasting`: nobody waits for the disk, a kill leaves a whole file
    all the same. Raises OSError; then the old file stands.
    """
    disk.mkdir(path.parent)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    if disk.exists(temporary):
        disk.remove(temporary)
    handle = disk.create(temporary)
    try:
        try:
            if disk.write(handle, data) != len(data):
                raise OSError(f"not all bytes of {path.name} were taken")
            if lasting:
                disk.fsync(handle)
        finally:
            disk.close(handle)
        disk.replace(temporary, path)
    except OSError:
        if disk.exists(temporary):
            disk.remove(temporary)
        raise
    if lasting:
        disk.fsync_dir(path.parent)


class AtomicJSONStorage(Storage):
    """For TinyDB: `TinyDB(path, storage=AtomicJSONStorage)`. Never reads a damaged file as an empty one.

    `read` raises StoreDamaged, `write` OSError or ValueError (not JSON), with the old file standing.
    """

    def __init__(self, path: str | Path, disk: Disk | None = None) -> None:
        self._path = Path(path)
        self._disk = disk or RealDisk()

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables; None when there is no file yet."""
        try:
            raw = self._disk.read(self._path)
        except FileNotFoundError:
            return None
        try:
            data = json.loads(raw.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise StoreDamaged(self._path, str(error) if raw else "empty") from None
        if not isinstance(data, dict) or not all(isinstance(table, dict) for table in data.values()):
            raise StoreDamaged(self._path, "no tables")
        return data

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replaces the file."""
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        replace_file(self._path, text.encode("utf-8"), self._disk)

    def close(self) -> None:
        """Nothing is held open."""
