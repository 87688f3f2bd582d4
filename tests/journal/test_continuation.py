"""After damage the damaged file stays as it is, and the shift goes on beside it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from dutyterm.journal.continuation import continue_after_damage, parts
from dutyterm.journal.disk import NoSyncDisk
from dutyterm.journal.errors import NotOpened
from dutyterm.journal.journal import Journal
from dutyterm.journal.verify import verify_paths
from tests.journal.kit import a_head, a_journal, a_record, a_seal

DISK = NoSyncDisk()
NAME = "yt01.2026-11-22-a.pc1.duty"


def damage(path: Path, place: int = 900) -> bytes:
    data = path.read_bytes()
    path.write_bytes(data[:place] + b"#" + data[place + 1 :])
    return path.read_bytes()


def test_the_continuation_names_the_damaged_file_and_never_repeats_a_record_id(tmp_path: Path) -> None:
    path = tmp_path / NAME
    a_journal(path, 9, prev_device="ab" * 32, prev_hall="cd" * 32).close()
    data = damage(path)
    journal = continue_after_damage(path, a_head("new", device="pc1", program="0.2.0"), DISK)
    assert journal.path.name == "yt01.2026-11-22-a.pc1.2.duty"
    assert journal.head is not None
    before = journal.head.continues
    assert before is not None
    assert (before.file, before.length, before.sha256) == (NAME, len(data), sha256(data).hexdigest())
    assert (journal.head.id, journal.head.program) == ("s1.2", "0.2.0")
    assert (journal.head.prev_device, journal.head.prev_hall) == ("ab" * 32, "cd" * 32)
    assert journal.append([a_record(1)])[0][0] == before.next == 101
    assert path.read_bytes() == data
    assert parts(path, DISK) == [path, journal.path]
    journal.close()


def test_a_continuation_can_be_damaged_too(tmp_path: Path) -> None:
    path = tmp_path / NAME
    a_journal(path, 9).close()
    damage(path)
    second = continue_after_damage(path, a_head(), DISK)
    second.append([a_record(1), a_record(2)])
    second.append([a_record(3)])
    second.close()
    damage(second.path)
    third = continue_after_damage(second.path, a_head(), DISK)
    assert third.path.name == "yt01.2026-11-22-a.pc1.3.duty"
    assert third.head is not None
    assert third.head.id == "s1.3"
    assert third.append([a_record(4)])[0][0] > 103
    assert parts(path, DISK) == [path, second.path, third.path]
    third.seal(a_seal())


def test_a_file_whose_head_is_destroyed_goes_on_with_what_the_program_knows(tmp_path: Path) -> None:
    path = tmp_path / NAME
    a_journal(path, 9).close()
    damage(path, 100)
    journal = continue_after_damage(path, a_head("s1"), DISK)
    assert journal.head is not None
    assert journal.head.id == "s1.2"
    journal.close()


def test_the_shift_after_a_continuation_follows_the_continuations_seal(tmp_path: Path) -> None:
    path = tmp_path / NAME
    a_journal(path, 9).close()
    damage(path)
    journal = continue_after_damage(path, a_head(), DISK)
    journal.append([a_record(1)])
    seal = journal.seal(a_seal())
    a_journal(tmp_path / "next.duty", id="s2", prev_device=seal.hash, prev_hall=seal.hash).close()
    report = verify_paths([tmp_path])
    assert {finding.file for finding in report.findings} == {
        str(path)
    }  # the damage itself, and no gap or fork


def test_only_a_damaged_file_is_continued(tmp_path: Path) -> None:
    path = tmp_path / NAME
    a_journal(path, 9).close()
    with pytest.raises(ValueError, match="not damaged"):
        continue_after_damage(path, a_head(), DISK)
    with pytest.raises(NotOpened):
        continue_after_damage(tmp_path / "nowhere.duty", a_head(), DISK)
    assert Journal.open(path, DISK).count == 9
