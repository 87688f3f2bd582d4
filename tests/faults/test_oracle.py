"""The journal against SQLite with FULL sync: after any sequence of work and faults, the same rows."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from dutyterm.journal.errors import JournalSealed, NotOpened, NotSaved, NotStorable
from dutyterm.journal.journal import Journal
from dutyterm.journal.reading import read_bytes
from tests.faults.fake_disk import FakeDisk, PowerCut
from tests.faults.seeds import LONG
from tests.journal.kit import a_head, a_seal

pytestmark = pytest.mark.faults
PATH = Path("/fake/s1.duty")

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS = st.lists(st.dictionaries(st.text(max_size=8), VALUES, max_size=4), min_size=1, max_size=3)


class Shift(RuleBasedStateMachine):
    """Appends, cuts, kills and failures, in any order; the oracle is told what was confirmed."""

    def __init__(self) -> None:
        super().__init__()
        self.disk = FakeDisk()
        self.journal: Journal = Journal.create(PATH, a_head(), self.disk)
        self.oracle = sqlite3.connect(":memory:", isolation_level=None)
        self.oracle.execute("PRAGMA synchronous=FULL")
        self.oracle.execute("CREATE TABLE records (id INTEGER PRIMARY KEY, document TEXT)")
        self.sealed = False

    def teardown(self) -> None:
        self.oracle.close()

    def confirm(self, added: list[tuple[int, Any]]) -> None:
        self.oracle.executemany(
            "INSERT INTO records VALUES (?, ?)", [(id, json.dumps(doc, sort_keys=True)) for id, doc in added]
        )

    def reopen(self, unconfirmed: list[Any]) -> None:
        """What was in flight may stand or not, whole; the oracle takes over what the journal says."""
        (top,) = self.oracle.execute("SELECT coalesce(max(id), 0) FROM records").fetchone()
        self.journal = Journal.open(PATH, self.disk)
        new = [(id, doc) for id, doc in self.journal.documents() if id > top]
        assert [doc for _, doc in new] in ([], unconfirmed)
        self.confirm(new)

    @precondition(lambda self: not self.sealed)
    @rule(documents=DOCUMENTS)
    def append(self, documents: list[Any]) -> None:
        try:
            self.confirm(self.journal.append(documents))
        except NotStorable:
            assert any("\ud800" <= c <= "\udfff" for c in str(documents))

    @precondition(lambda self: not self.sealed)
    @rule(
        documents=DOCUMENTS,
        step=st.integers(0, 1),
        fault=st.sampled_from(["cut", "kill"]),
        seed=st.integers(0, 99),
    )
    def stop(self, documents: list[Any], step: int, fault: Any, seed: int) -> None:
        self.disk.random = Random(seed)
        self.disk.faults = {len(self.disk.steps) + step: fault}
        with pytest.raises((PowerCut, NotStorable)):
            self.journal.append(documents)
        self.disk = self.disk.after_cut() if fault == "cut" else self.disk.after_kill()
        self.reopen(documents)

    @precondition(lambda self: not self.sealed)
    @rule(
        documents=DOCUMENTS,
        step=st.integers(0, 1),
        fault=st.sampled_from(["eio", "enospc"]),
        seed=st.integers(0, 99),
    )
    def fail(self, documents: list[Any], step: int, fault: Any, seed: int) -> None:
        self.disk.random = Random(seed)
        self.disk.faults = {len(self.disk.steps) + step: fault}
        with pytest.raises((NotSaved, NotStorable)) as refused:
            self.journal.append(documents)
        self.disk.faults = {}
        if self.journal.closed:
            self.reopen(documents)
            assert isinstance(refused.value, NotSaved)
            stands = self.journal.written(refused.value)
            assert [doc for _, doc in stands] in ([], documents)

    @precondition(lambda self: not self.sealed)
    @rule()
    def close_and_open(self) -> None:
        self.journal.close()
        self.reopen([])

    @precondition(lambda self: not self.sealed)
    @rule()
    def seal(self) -> None:
        self.journal.seal(a_seal())
        self.sealed = True
        with pytest.raises((JournalSealed, NotOpened)):
            Journal.open(PATH, self.disk)

    @rule()
    def read_only(self) -> None:
        reader = Journal.open(PATH, self.disk, read_only=True)
        assert reader.count == self.oracle.execute("SELECT count(*) FROM records").fetchone()[0]
        assert reader.closed

    @invariant()
    def the_same_rows_stand_in_both(self) -> None:
        rows = self.oracle.execute("SELECT id, document FROM records ORDER BY id").fetchall()
        found = read_bytes(self.disk.names[PATH].live)
        assert found.state == ("sealed" if self.sealed else "clean")
        assert [(id, json.dumps(doc, sort_keys=True)) for id, doc in found.documents.items()] == rows


TestShift = Shift.TestCase
TestShift.settings = settings(max_examples=1500 if LONG else 60, stateful_step_count=30)
