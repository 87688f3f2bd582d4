"""The Journal: recording, reopening, recovery, what is refused, sealing (design of the journal, N5)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dutyterm.journal.disk import NoSyncDisk, RealDisk
from dutyterm.journal.errors import (
    AppendOnly,
    JournalDamaged,
    JournalNewer,
    JournalSealed,
    JournalUnborn,
    NotOpened,
    NotSaved,
    NotStorable,
)
from dutyterm.journal.head import Continues, Head
from dutyterm.journal.journal import Journal
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.seal import seal_code, signature_holds
from tests.faults.fake_disk import FakeDisk
from tests.journal.kit import NOW, a_head, a_journal, a_record, a_seal, a_sealed_file, fill, forged

DISK = NoSyncDisk()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shifts" / "2026" / "11" / "yt01.2026-11-22-a.pc1.duty"


def test_what_is_recorded_is_there_when_the_journal_is_opened_again(path: Path) -> None:
    journal = Journal.create(path, a_head(), RealDisk())
    assert journal.append([a_record(1)]) == [(1, a_record(1))]
    assert journal.append([a_record(2), a_record(3)]) == [(2, a_record(2)), (3, a_record(3))]
    last = journal.last_hash
    journal.close()
    again = Journal.open(path, RealDisk())
    assert again.documents() == [(n, a_record(n)) for n in (1, 2, 3)]
    assert (again.count, again.last_hash, again.recovered) == (3, last, None)
    assert again.head == a_head()
    again.close()


def test_one_write_is_one_line_of_plain_json_whatever_the_number_of_records(path: Path) -> None:
    journal = a_journal(path, 0)
    journal.append([a_record(1), a_record(2)])
    journal.close()
    lines = path.read_bytes().splitlines()
    assert len(lines) == 2
    assert list(json.loads(lines[1])) == ["h", "p", "n", "put"]
    assert json.loads(lines[1])["p"] == json.loads(lines[0])["h"]


def test_a_journal_is_never_created_over_another(path: Path) -> None:
    a_journal(path).close()
    before = path.read_bytes()
    with pytest.raises(NotOpened):
        Journal.create(path, a_head("s2"), DISK)
    assert path.read_bytes() == before


@pytest.mark.parametrize("left", [b"", b'{"h":"00', b"\0" * 700])
def test_a_file_cut_before_its_head_is_unborn_and_is_taken_over(path: Path, left: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(left)
    with pytest.raises(JournalUnborn):
        Journal.open(path, DISK)
    journal = Journal.create(path, a_head(), DISK)
    journal.append([a_record(1)])
    journal.close()
    assert path.read_bytes().startswith(left)
    assert list(Journal.open(path, DISK).reading.documents.values()) == [a_record(1)]


def test_a_cut_is_told_with_the_last_record_before_it_and_the_readable_remains(path: Path) -> None:
    a_journal(path, 3).close()
    data = path.read_bytes()
    path.write_bytes(data[:-20])
    journal = Journal.open(path, DISK)
    assert journal.recovered is not None
    assert journal.recovered.kind == "marked"
    assert journal.recovered.last == (2, a_record(2))
    assert "客户投诉宽带故障" in journal.recovered.text
    assert path.read_bytes().startswith(data[:-20])
    journal.close()


def test_a_line_that_lacks_only_its_newline_is_completed_not_marked(path: Path) -> None:
    a_journal(path, 3).close()
    data = path.read_bytes()
    path.write_bytes(data[:-1])
    journal = Journal.open(path, DISK)
    assert journal.recovered is not None
    assert (journal.recovered.kind, journal.count) == ("completed", 3)
    assert path.read_bytes() == data
    journal.close()


def test_a_record_id_is_never_given_out_twice_not_even_that_of_a_torn_record(path: Path) -> None:
    a_journal(path, 3).close()
    path.write_bytes(path.read_bytes()[:-20])
    journal = Journal.open(path, DISK)
    ((id, _),) = journal.append([a_record(4)])
    assert id > 3
    journal.close()


def test_reading_only_changes_nothing_and_shows_every_state(path: Path) -> None:
    a_journal(path, 3).close()
    whole = path.read_bytes()
    for data, state in ((whole, "clean"), (whole[:-9], "torn"), (whole[:99] + b"?" + whole[100:], "damaged")):
        path.write_bytes(data)
        journal = Journal.open(path, DISK, read_only=True)
        assert journal.reading.state == state
        with pytest.raises(AppendOnly):
            journal.append([a_record(9)])
        assert path.read_bytes() == data


def test_a_damaged_journal_refuses_to_be_written_and_says_how_much_holds(path: Path) -> None:
    a_journal(path, 9).close()
    data = path.read_bytes()
    path.write_bytes(data[:1500] + b"#" + data[1501:])
    with pytest.raises(JournalDamaged) as refused:
        Journal.open(path, DISK)
    reading = refused.value.reading
    assert (reading.verified, reading.total, len(reading.documents)) == (9, 10, 8)
    assert "10 行核实 9 行" in refused.value.text.zh
    assert "9 of 10 lines verified" in refused.value.text.en


def test_a_journal_of_a_newer_program_is_shown_and_not_written(path: Path) -> None:
    path.parent.mkdir(parents=True)
    head = {**a_head().content(), "v": 2}
    path.write_bytes(forged(("head", head), ("put", {"records": {"1": a_record(1)}}), ("merge", {})))
    with pytest.raises(JournalNewer):
        Journal.open(path, DISK)
    assert Journal.open(path, DISK, read_only=True).documents() == [(1, a_record(1))]


@pytest.mark.parametrize(
    "document",
    [{"a": float("nan")}, {"a": 1.5}, {1: "a"}, {"a": (1, 2)}, {"a": "\ud800"}, {"a": 1 << 60}, {"a": NOW},
     {"a": "x" * (1 << 20)}, {"a": {2: 3}}],
)  # fmt: skip
def test_what_cannot_be_read_back_the_same_is_refused_before_a_byte_is_written(
    path: Path, document: object
) -> None:
    journal = a_journal(path, 1)
    before = path.read_bytes()
    with pytest.raises(NotStorable) as refused:
        journal.append([a_record(2), document])  # type: ignore[list-item]
    assert refused.value.text.zh.startswith("内容无法记录")
    assert path.read_bytes() == before
    assert journal.append([a_record(2)])[0][0] == 2
    journal.close()


def test_nesting_without_end_is_refused_before_a_byte_is_written(path: Path) -> None:
    journal = a_journal(path, 1)
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(NotStorable):
        journal.append([{"a": deep}])
    with pytest.raises(NotStorable):
        journal.append([])
    journal.close()


def test_a_journal_at_its_limit_asks_to_be_sealed_and_can_be(path: Path) -> None:
    journal = a_journal(path, 0)
    with pytest.raises(NotStorable, match="limit"):
        fill(journal, 20, "x" * 1_000_000)
    assert journal.seal(a_seal()).count == journal.count
    assert read_bytes(path.read_bytes()).state == "sealed"


def test_what_was_returned_cannot_be_changed(path: Path) -> None:
    journal = a_journal(path, 0)
    ((_, document),) = journal.append([a_record(1)])
    body: Any = document["body"]
    changes: list[Callable[[], object]] = [
        lambda: body.update(text="x"),
        lambda: body["tags"].append("x"),
        lambda: body["tags"][1].clear(),
        lambda: body.__setitem__("text", "x"),
        lambda: body.pop("text"),
        lambda: body.setdefault("more", 1),
        lambda: body["tags"].sort(),
    ]
    for change in changes:
        with pytest.raises(AppendOnly):
            change()
    assert journal.documents() == [(1, a_record(1))]
    journal.close()


def test_a_failed_write_closes_the_journal_and_says_not_saved(path: Path) -> None:
    disk = FakeDisk()
    journal = Journal.create(path, a_head(), disk)
    disk.faults = {len(disk.steps): "enospc"}
    with pytest.raises(NotSaved) as refused:
        journal.append([a_record(1)])
    assert refused.value.text.zh.startswith("未保存")
    assert "NOT SAVED" in refused.value.text.en
    assert journal.closed
    with pytest.raises(AppendOnly):
        journal.append([a_record(1)])


def test_a_sealed_journal_takes_nothing_more(path: Path) -> None:
    journal = a_journal(path, 3)
    seal = journal.seal(a_seal(flags=("forgotten",)))
    assert (seal.count, seal.signed, journal.sealed) == (3, False, seal)
    assert seal.code == seal_code(seal.hash)
    with pytest.raises(AppendOnly):
        journal.append([a_record(4)])
    with pytest.raises(JournalSealed) as refused:
        Journal.open(path, DISK)
    reading = refused.value.reading
    assert reading.seal is not None
    assert (reading.seal_hash, reading.seal["flags"], reading.seal["summary"]) == (
        seal.hash,
        ["forgotten"],
        {"entries": 3},
    )


def test_a_seal_made_for_another_number_of_records_is_refused(path: Path) -> None:
    journal = a_journal(path, 3)
    with pytest.raises(ValueError, match="3 records"):
        journal.seal(a_seal(count=2))
    assert journal.seal(a_seal(count=3)).count == 3


def test_a_seal_is_signed_by_the_device_and_can_be_signed_later_after_a_cut(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
    key = private.public_key().public_bytes_raw().hex()
    now, later = tmp_path / "now.duty", tmp_path / "later.duty"
    assert a_journal(now, key=key).seal(a_seal(), private.sign).signed
    a_journal(later, key=key).seal(a_seal())
    later.write_bytes(later.read_bytes() + b'{"h":"12')  # the cut came while it signed
    assert Journal.sign(later, DISK, private.sign)
    assert not Journal.sign(later, DISK, private.sign)
    for path in (now, later):
        reading = read_bytes(path.read_bytes())
        assert reading.state == "sealed"
        assert reading.signature is not None
        assert reading.seal_hash is not None
        assert signature_holds(reading.signature["key"], reading.seal_hash, reading.signature["ed25519"])
        assert not signature_holds(reading.signature["key"], "00" * 32, reading.signature["ed25519"])


def test_a_signature_that_fails_leaves_the_shift_sealed(path: Path) -> None:
    def broken(_: bytes) -> bytes:
        raise ValueError("no key")

    for sign in (broken, lambda _: b"too short"):
        path.unlink(missing_ok=True)
        assert not a_journal(path, key="ab" * 32).seal(a_seal(), sign).signed
        assert read_bytes(path.read_bytes()).state == "sealed"


@pytest.mark.parametrize("wrong", [{"hall": ""}, {"name": ""}, {"key": "xyz"}, {"prev_device": "AB" * 32}])
def test_a_head_that_a_reader_would_refuse_is_never_written(path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(NotStorable):
        Journal.create(path, a_head(**wrong), DISK)
    assert not path.exists()


@pytest.mark.parametrize(
    ("seal_hash", "code"),
    [("0" * 64, "00000-00000-00000"), (f"{10**15 - 1:064x}", "99999-99999-99999"),
     (f"{10**15 + 482139057716240:064x}", "48213-90577-16240")],
)  # fmt: skip
def test_the_seal_code_is_fifteen_digits_in_three_groups(seal_hash: str, code: str) -> None:
    assert seal_code(seal_hash) == code
    assert [len(group) for group in code.split("-")] == [5, 5, 5]


def test_a_head_is_read_as_it_was_written() -> None:
    head = a_head(
        key="ab" * 32, prev_device="cd" * 32, prev_hall="ef" * 32, at=NOW + timedelta(days=1),
        continues=Continues("s1.duty", 7, "12" * 32, 201),
    )  # fmt: skip
    assert Head.read(head.content()) == head
    assert Head.read(a_head().content()) == a_head()
    assert Head.read({"v": 3, "at": "soon", "manual": {"id": 1}}).id == ""


def test_a_sealed_file_is_the_same_under_any_name(tmp_path: Path) -> None:
    one = a_sealed_file(tmp_path / "a.duty")
    (tmp_path / "b.duty").write_bytes((tmp_path / "a.duty").read_bytes())
    assert read_bytes((tmp_path / "b.duty").read_bytes()).seal_hash == one.hash
