"""TinyDB over a journal: the documents of the file as a TinyDB table that only grows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table
from tinydb.utils import LRUCache

from dutyterm.journal.errors import AppendOnly
from dutyterm.journal.frozen import FrozenDict, FrozenDocument
from dutyterm.journal.writer import Writer

TABLE = "records"


class JournalStorage(Storage):
    """TinyDB's data is the fold of the lines; what TinyDB adds becomes one line."""

    def __init__(self, writer: Writer, documents: Mapping[int, FrozenDict]) -> None:
        self._writer = writer
        self._documents: dict[str, Any] = {str(id): document for id, document in documents.items()}

    def read(self) -> dict[str, dict[str, Any]]:
        """All documents, frozen; the dicts around them are the caller's, so another thread may append."""
        return {TABLE: dict(self._documents)}

    def append(self, documents: Sequence[Mapping[str, Any]]) -> list[tuple[int, Any]]:
        """Adds documents in one line and returns them with their ids; raises what Writer.put raises."""
        added = self._writer.put(documents)
        self._documents.update((str(id), document) for id, document in added)
        return added

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Takes what a stock TinyDB table wants written: new documents in order, and nothing else changed."""
        table = data.get(TABLE)
        if table is None or set(data) != {TABLE}:
            raise AppendOnly("drop or another table")
        if any(table.get(id) is not document for id, document in self._documents.items()):
            raise AppendOnly("update or remove")
        new = [id for id in table if id not in self._documents]
        if new != [str(self._writer.next_id + i) for i in range(len(new))]:
            raise AppendOnly("a record id of one's own")
        if new:
            self.append([table[id] for id in new])

    def close(self) -> None:
        """Closes the file."""
        self._writer.close()


class _NoCache(LRUCache[Any, Any]):
    """Remembers nothing: a cached result would not see what was appended since."""

    def set(self, key: Any, value: Any) -> None:
        """Does nothing."""

    def __setitem__(self, key: Any, value: Any) -> None:
        """Does nothing."""


class RecordTable(Table):
    """TinyDB's table without rebuilding all documents at each insert, and without ways to change them."""

    document_class = FrozenDocument
    query_cache_class = _NoCache

    def insert(self, document: Mapping[str, Any]) -> int:
        """Appends one document as one line; its id is the journal's."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Appends the documents as one line, all or nothing."""
        storage = self._storage
        many = list(documents)
        if not isinstance(storage, JournalStorage) or any(isinstance(one, Document) for one in many):
            raise AppendOnly("a record id of one's own")
        return [id for id, _ in storage.append(many)]

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise AppendOnly("update, remove, upsert or truncate")

    update = update_multiple = upsert = remove = truncate = _refuse


class JournalDB(TinyDB):
    """A TinyDB whose tables are RecordTables; the default table is the records."""

    table_class = RecordTable
    default_table_name = TABLE

    def drop_table(self, name: str) -> NoReturn:
        """Raises AppendOnly."""
        raise AppendOnly(f"drop_table {name}")

    def drop_tables(self) -> NoReturn:
        """Raises AppendOnly."""
        raise AppendOnly("drop_tables")
