"""The Journal: one append-only file, opened, repaired at its end, written record by record, sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dutyterm.journal.disk import Disk
from dutyterm.journal.errors import (
    JournalDamaged,
    JournalNewer,
    JournalSealed,
    JournalUnborn,
    NotOpened,
    NotSaved,
    NotStorable,
)
from dutyterm.journal.head import Head
from dutyterm.journal.reading import Reading, read_bytes
from dutyterm.journal.recovery import Recovery, repair
from dutyterm.journal.seal import Seal, SealBody, Sign, seal_code
from dutyterm.journal.storage import TABLE, JournalDB, JournalStorage
from dutyterm.journal.walk import FILE_LIMIT
from dutyterm.journal.writer import Writer, checked


class Journal:
    """One open journal. Methods that write are for one thread at a time; the lock is `WriterLock`'s."""

    def __init__(self, writer: Writer, reading: Reading, recovered: Recovery | None = None) -> None:
        self.reading = reading
        """What was read when the journal was opened."""
        self.recovered = recovered
        """What a cut had left, when something had to be repaired."""
        self.sealed: Seal | None = None
        """The seal, once `seal` has written it."""
        self._writer = writer
        self._storage = JournalStorage(writer, reading.documents)
        self.db = JournalDB(storage=lambda: self._storage)
        """The documents as TinyDB; its table is `records`."""

    @classmethod
    def create(cls, path: Path, head: Head, disk: Disk) -> Journal:
        """Creates a file with its head line, durably. A file that a cut left without a head is taken over.

        Raises NotStorable (a head that says too little), NotOpened (also when there is a journal already),
        JournalDamaged, NotSaved.
        """
        checked("head", head.content())
        try:
            disk.mkdir(path.parent)
            handle, data = _begin(path, disk)
        except OSError as error:
            raise NotOpened(path, error) from error
        reading = read_bytes(data)
        writer = _writer(path, disk, handle, reading)
        try:
            if reading.state == "damaged":
                raise JournalDamaged(path, reading)
            if reading.torn and reading.torn[1]:
                repair(writer, reading, data)
            writer.verb("head", head.content())
            disk.fsync_dir(path.parent)
            reading = _read(path, disk)
            _refuse(path, reading)
        except OSError as error:
            writer.close()
            raise NotSaved(path, error, 1) from error
        except Exception:
            writer.close()
            raise
        writer.next_id = reading.next_id
        return cls(writer, reading)

    @classmethod
    def open(cls, path: Path, disk: Disk, *, read_only: bool = False) -> Journal:
        """Opens and verifies a journal, and closes off what a cut left at its end.

        With `read_only` nothing is written and every state opens; look at `reading`. Otherwise raises
        JournalDamaged, JournalSealed, JournalUnborn, JournalNewer, NotOpened, NotSaved.
        """
        try:
            if read_only:
                reading = _read(path, disk)
                return cls(_writer(path, disk, None, reading), reading)
            handle = disk.open_append(path)
            data = _synced(path, disk, handle)
        except OSError as error:
            raise NotOpened(path, error) from error
        reading = read_bytes(data)
        writer = _writer(path, disk, handle, reading)
        recovered = None
        try:
            if reading.state == "torn" and (reading.head or reading.completes) and not reading.newer:
                kind, offset, length = repair(writer, reading, data)
                text, reading = reading.torn_text, _read(path, disk)
                recovered = Recovery(kind, offset, length, text, reading.last)
            _refuse(path, reading)
        except OSError as error:
            writer.close()
            raise NotOpened(path, error) from error
        except Exception:
            writer.close()
            raise
        writer.follow(reading)
        return cls(writer, reading, recovered)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._writer.path

    @property
    def head(self) -> Head | None:
        """Line 0; None only in a damaged or never begun file opened read-only."""
        return self.reading.head

    @property
    def last_hash(self) -> str:
        """Hash of the last line."""
        return self._writer.last_hash

    @property
    def count(self) -> int:
        """How many records there are."""
        return len(self._storage.read()[TABLE])

    @property
    def closed(self) -> bool:
        """Whether nothing can be written here any more."""
        return self._writer.closed

    def documents(self) -> list[tuple[int, Mapping[str, Any]]]:
        """All records with their ids, in order."""
        return [(document.doc_id, document) for document in self.db.table(TABLE).all()]

    def append(self, documents: Sequence[Mapping[str, object]]) -> list[tuple[int, Mapping[str, Any]]]:
        """Records documents: one line, one write, one fsync, all or nothing.

        Returns record ids and frozen documents rebuilt from the written bytes. Raises NotStorable (nothing
        was written), NotSaved (the journal is closed; open it again and ask `written`), AppendOnly (closed).
        """
        return self._storage.append(documents)

    def written(self, failed: NotSaved) -> list[tuple[int, Mapping[str, Any]]]:
        """After a failed write and a new open: the documents, if they stand here after all, else nothing.

        Only what is not here may be written again, so nothing is ever doubled or lost.
        """
        if not failed.documents:
            return []
        stored = self._storage.read()[TABLE]
        ids = range(failed.first_id, failed.first_id + len(failed.documents))
        found = [(id, stored.get(str(id))) for id in ids]
        same = all(document == wanted for (_, document), wanted in zip(found, failed.documents, strict=True))
        return [(id, document) for id, document in found if document is not None] if same else []

    def seal(self, body: SealBody, sign: Sign | None = None) -> Seal:
        """Closes the journal for ever, and signs the seal when there is a key.

        Raises NotSaved when the seal is not on disk. A signature that fails leaves a sealed, unsigned file.
        """
        digest = self._writer.verb("seal", body.content(self.count))
        signed = sign is not None and _sign(self._writer, self.head, digest, sign)
        self.close()
        self.sealed = Seal(digest, seal_code(digest), self.count, signed)
        return self.sealed

    @classmethod
    def sign(cls, path: Path, disk: Disk, sign: Sign) -> bool:
        """Signs a sealed file whose signature a cut prevented; False when not possible or not needed."""
        try:
            cls.open(path, disk).close()
        except JournalSealed as sealed:
            reading = sealed.reading
            if reading.signature is not None or reading.seal_hash is None:
                return False
            try:
                writer = _writer(path, disk, disk.open_append(path), reading)
            except OSError as error:
                raise NotOpened(path, error) from error
            signed = _sign(writer, reading.head, reading.seal_hash, sign)
            writer.close()
            return signed
        return False

    def close(self) -> None:
        """Closes the file; everything confirmed is on disk already."""
        self.db.close()


def _sign(writer: Writer, head: Head | None, digest: str, sign: Sign) -> bool:
    if head is None or head.key is None:
        return False
    try:
        writer.verb("sig", {"key": head.key, "ed25519": sign(bytes.fromhex(digest)).hex()})
    except (NotSaved, NotStorable, OSError, ValueError):
        return False
    return True


def _begin(path: Path, disk: Disk) -> tuple[int, bytes]:
    """A handle on a new file, or on one that was cut before its head was written, with its bytes."""
    try:
        return disk.create(path), b""
    except FileExistsError:
        left = _read(path, disk)
        if left.head is not None or left.completes:
            raise
        handle = disk.open_append(path)
        return handle, _synced(path, disk, handle)


def _synced(path: Path, disk: Disk, handle: int) -> bytes:
    """The bytes of an open file, made durable first, and its name too.

    After a kill the system may still hold the last line, or the new file's name, in memory only. It must
    not be shown as safe, nor may a recovery mark describe it, before it is on disk.
    """
    try:
        disk.fsync(handle)
        disk.fsync_dir(path.parent)
        return disk.read(path, FILE_LIMIT + 1)
    except OSError:
        disk.close(handle)
        raise


def _read(path: Path, disk: Disk) -> Reading:
    return read_bytes(disk.read(path, FILE_LIMIT + 1))


def _writer(path: Path, disk: Disk, handle: int | None, reading: Reading) -> Writer:
    writer = Writer(path, disk, handle)
    writer.follow(reading)
    return writer


def _refuse(path: Path, reading: Reading) -> None:
    """Raises unless the file can be written to."""
    if reading.state == "damaged":
        raise JournalDamaged(path, reading)
    if reading.newer:
        raise JournalNewer(path, reading)
    if reading.state == "sealed":
        raise JournalSealed(path, reading)
    if reading.head is None:
        raise JournalUnborn(path, reading)
    if reading.state == "torn":
        raise NotOpened(path, OSError("the end is still torn after recovery"))
