"""TinyDB over the journal: it finds everything, it adds, and it changes nothing."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from dutyterm.journal.errors import AppendOnly
from dutyterm.journal.journal import Journal
from dutyterm.journal.storage import TABLE
from tests.journal.kit import a_journal, a_record


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return a_journal(tmp_path / "s1.duty", 3)


def changed(document: Any) -> None:
    document["by"] = "p9"


CHANGES: dict[str, Callable[[TinyDB], object]] = {
    "update": lambda db: db.table(TABLE).update({"by": "p9"}),
    "update with a function": lambda db: db.table(TABLE).update(changed),
    "update_multiple": lambda db: db.table(TABLE).update_multiple([({"by": "p9"}, where("mono") == 1)]),
    "upsert": lambda db: db.table(TABLE).upsert({"by": "p9"}, where("mono") == 1),
    "remove": lambda db: db.table(TABLE).remove(where("mono") == 1),
    "truncate": lambda db: db.table(TABLE).truncate(),
    "drop_table": lambda db: db.drop_table(TABLE),
    "drop_tables": lambda db: db.drop_tables(),
    "an id of one's own": lambda db: db.table(TABLE).insert(Document({"a": 1}, doc_id=2)),
    "another table": lambda db: db.storage.write({TABLE: dict(db.storage.read()[TABLE]), "other": {}}),  # type: ignore[index]
    "a document replaced": lambda db: db.storage.write({TABLE: {"1": {"a": 1}}}),
    "a document left out": lambda db: db.storage.write({TABLE: {}}),
    "an edit of a result": lambda db: changed(db.table(TABLE).all()[0]),
    "a deep edit of a result": lambda db: changed(db.table(TABLE).search(where("mono") == 1)[0]["body"]),
    "a deep edit of a copy": lambda db: changed(copy.deepcopy(db.table(TABLE).all()[0]["body"])),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_nothing_that_stands_is_changed_through_tinydb(
    journal: Journal, change: Callable[[TinyDB], object]
) -> None:
    before = journal.path.read_bytes()
    with pytest.raises(AppendOnly):
        change(journal.db)
    assert journal.path.read_bytes() == before
    assert journal.documents() == [(n, a_record(n)) for n in (1, 2, 3)]


def test_tinydb_finds_records_by_query_also_deep_ones(journal: Journal) -> None:
    table = journal.db.table(TABLE)
    assert [found.doc_id for found in table.search(where("body")["text"].matches(".*登记2"))] == [2]
    assert [found.doc_id for found in table.search(where("body")["tags"].any(["宽带"]))] == [1, 2, 3]
    found = table.get(doc_id=3)
    assert isinstance(found, Document)
    assert found["mono"] == 3
    assert table.contains(doc_id=3)
    assert len(table) == 3
    assert journal.db.tables() == {TABLE}


def test_the_same_query_again_sees_what_was_added_between(journal: Journal) -> None:
    table = journal.db.table(TABLE)
    asked = where("by") == "p3"
    assert len(table.search(asked)) == 3
    journal.append([a_record(4)])
    assert len(table.search(asked)) == 4


def test_a_reader_in_another_thread_keeps_what_it_began_to_read(journal: Journal) -> None:
    rows = iter(journal.db.table(TABLE))
    first = next(rows)
    journal.append([a_record(4)])
    assert [first.doc_id, *(row.doc_id for row in rows)] == [1, 2, 3]


def test_what_is_added_through_tinydb_is_a_line_of_the_journal(journal: Journal) -> None:
    table = journal.db.table(TABLE)
    assert table.insert(a_record(4)) == 4
    assert table.insert_multiple([a_record(5), a_record(6)]) == [5, 6]
    assert journal.path.read_bytes().count(b"\n") == 6
    assert [number for number, _ in journal.documents()] == [1, 2, 3, 4, 5, 6]


def test_a_stock_tinydb_over_the_storage_adds_and_cannot_change(journal: Journal) -> None:
    stock = TinyDB(storage=lambda: journal.db.storage)
    table = stock.table(TABLE)
    assert table.insert(a_record(4)) == 4
    before = journal.path.read_bytes()
    for change in (
        lambda: table.update({"by": "p9"}),
        lambda: table.remove(doc_ids=[1]),
        lambda: table.truncate(),
        lambda: stock.drop_tables(),
        lambda: table.insert(Document({"a": 1}, doc_id=9)),
    ):
        with pytest.raises(AppendOnly):
            change()
    assert journal.path.read_bytes() == before
    assert [number for number, _ in journal.documents()] == [1, 2, 3, 4]
