"""Writes lines at the end of a journal file: one line, one write, one fsync; closed after any failure."""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dutyterm.i18n import Text
from dutyterm.journal.disk import Disk
from dutyterm.journal.errors import AppendOnly, NotSaved, NotStorable
from dutyterm.journal.lines import Line, encode_line, encode_put
from dutyterm.journal.reading import Reading
from dutyterm.journal.strict import Forged, check
from dutyterm.journal.walk import FILE_LIMIT, LINE_LIMIT, ZEROS

_KEPT_FREE = 2 * LINE_LIMIT  # bytes that records leave for recovery marks, the seal and its signature


def checked(verb: str, content: object) -> None:
    """Raises NotStorable for a content that a reader would not take: it would damage the file."""
    try:
        check(verb, content)
    except Forged:
        bad = Text(
            f"{verb} 行的内容不完整或类型不对", f"a {verb} line with a part missing or of the wrong type"
        )
        raise NotStorable(bad) from None


class Writer:
    """The open end of one file. Not for two threads at once: the desk writes through one worker."""

    def __init__(self, path: Path, disk: Disk, handle: int | None) -> None:
        self.path = path
        self.last_hash = ZEROS
        self.next_line = 0
        self.next_id = 1
        self.size = 0
        """Bytes in the file."""
        self._disk = disk
        self._handle = handle

    def follow(self, reading: Reading) -> None:
        """Goes on behind what was read."""
        self.last_hash, self.next_line = reading.last_hash, reading.next_line
        self.next_id, self.size = reading.next_id, reading.walk.size

    @property
    def closed(self) -> bool:
        """Whether nothing can be written: closed, read-only, or after a failed write."""
        return self._handle is None

    def put(self, documents: Sequence[Mapping[str, Any]]) -> list[tuple[int, Any]]:
        """Records the documents, all or nothing; returns them with their ids, from the written bytes.

        Raises NotStorable (nothing written, still open) and NotSaved (closed).
        """
        line = encode_put(self.last_hash, self.next_line, self.next_id, documents)
        self._write(line, documents, FILE_LIMIT - _KEPT_FREE)
        self.next_id += len(documents)
        return [(int(id), document) for id, document in line.content["records"].items()]

    def verb(self, verb: str, content: Mapping[str, Any], before: bytes = b"") -> str:
        """Writes a line of another verb and returns its hash; `before` goes before it in the same write."""
        checked(verb, content)
        line = encode_line(self.last_hash, self.next_line, verb, content)
        self._write(line._replace(data=before + line.data), (), FILE_LIMIT)
        return line.hash

    def raw(self, data: bytes) -> None:
        """Writes bytes that are no line of their own: the LF that a cut left out."""
        self._durable(data, ())

    def _write(self, line: Line, documents: Sequence[Mapping[str, Any]], limit: int) -> None:
        if self.size + len(line.data) > limit:
            raise NotStorable(Text("日志已达上限，请先封存", "the journal has reached its limit, seal it"))
        self._durable(line.data, documents)
        self.last_hash = line.hash
        self.next_line += 1

    def _durable(self, data: bytes, documents: Sequence[Mapping[str, Any]]) -> None:
        handle = self._handle
        if handle is None:
            raise AppendOnly("closed")
        try:
            written = self._disk.write(handle, data)
            if written != len(data):
                raise OSError(errno.ENOSPC, f"only {written} of {len(data)} bytes were taken")
            self._disk.fsync(handle)
        except BaseException as error:
            # What is on disk now is not known: only reading it again tells, so this end is never used again.
            self.close()
            if isinstance(error, OSError):
                raise NotSaved(self.path, error, self.next_id, documents) from error
            raise
        self.size += len(data)

    def close(self) -> None:
        """Closes the handle; a second call does nothing."""
        handle, self._handle = self._handle, None
        if handle is not None:
            try:
                self._disk.close(handle)
            except OSError:
                return  # everything confirmed was synced before; there is nothing left to lose
