"""What a durable record is compared with: a bare file, and SQLite in its two safe modes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

RECORD_BYTES = 262
"""Of an ordinary log entry as JSON."""
RECORDS_BEFORE = 200
"""What is in a store before the first measured insert: an ordinary shift."""


def bare_file(path: Path) -> tuple[Callable[[], None], Callable[[], None]]:
    """What appends one line and syncs it, and what closes the file."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    line = b"x" * (RECORD_BYTES - 1) + b"\n"

    def write() -> None:
        os.write(handle, line)
        os.fsync(handle)

    return write, lambda: os.close(handle)


class SqliteStore:
    """A table of documents with `synchronous=FULL`."""

    def __init__(self, path: Path, mode: str) -> None:
        """`mode` is the journal mode, WAL or DELETE."""
        self._store = sqlite3.connect(path, isolation_level=None)
        self._store.execute(f"PRAGMA journal_mode={mode}")
        self._store.execute("PRAGMA synchronous=FULL")
        self._store.execute("CREATE TABLE records (id INTEGER PRIMARY KEY, document TEXT)")
        self._store.execute("BEGIN")
        self._store.executemany(_INSERT, [(_DOCUMENT,)] * RECORDS_BEFORE)
        self._store.execute("COMMIT")

    def insert(self) -> None:
        """One durable document."""
        self._store.execute(_INSERT, (_DOCUMENT,))

    def close(self) -> None:
        """Close it."""
        self._store.close()


_DOCUMENT = "x" * RECORD_BYTES
_INSERT = "INSERT INTO records (document) VALUES (?)"
