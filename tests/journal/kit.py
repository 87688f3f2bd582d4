"""What the tests of journals share: heads, records and ready-made files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from dutyterm.journal.disk import Disk, NoSyncDisk
from dutyterm.journal.head import Head, ManualRef
from dutyterm.journal.journal import Journal
from dutyterm.journal.lines import encode_line
from dutyterm.journal.seal import Seal, SealBody
from dutyterm.journal.walk import ZEROS

NOW = datetime.fromisoformat("2026-11-22T08:03:11.482+08:00")


def a_head(name: str = "s1", **changes: Any) -> Head:
    said: dict[str, Any] = {
        "journal": "shift",
        "id": name,
        "hall": "yt01",
        "device": "pc1",
        "at": NOW,
        "program": "0.1.0",
        "boot": "b1",
        "manual": ManualRef("default", "1", "ab" * 32),
    }
    return Head(**{**said, **changes})


def a_record(number: int, text: str = "客户投诉宽带故障，已登记") -> dict[str, Any]:
    body = {"text": f"{text}{number}", "tags": ["宽带", ["急", number]], "late": False}
    return {
        "at": "2026-11-22T08:03:11.482+08:00",
        "mono": number,
        "by": "p3",
        "kind": "entry.added",
        "v": 1,
        "body": body,
    }


def a_seal(**changes: Any) -> SealBody:
    return SealBody(**{"closed_at": NOW, "closed_by": "p3", "summary": {"entries": 3}, **changes})


def a_journal(path: Path, records: int = 3, disk: Disk | None = None, **head: Any) -> Journal:
    journal = Journal.create(path, a_head(**head), disk or NoSyncDisk())
    for number in range(1, records + 1):
        journal.append([a_record(number)])
    return journal


def fill(journal: Journal, many: int = 2000, text: str = "客户投诉") -> None:
    """Records until it is refused."""
    for number in range(journal.count + 1, many):
        journal.append([a_record(number, text)])


def a_sealed_file(path: Path, records: int = 3, **head: Any) -> Seal:
    return a_journal(path, records, **head).seal(a_seal())


def some_bytes(tmp_path: Path, records: int = 3) -> bytes:
    path = tmp_path / "some.duty"
    a_journal(path, records).close()
    data = path.read_bytes()
    path.unlink()
    return data


def forged(*verbs: tuple[str, Any]) -> bytes:
    """A file whose hashes and order are right, whatever its lines say."""
    data, last = b"", ZEROS
    for n, (verb, content) in enumerate(verbs):
        line = encode_line(last, n, verb, content)
        data, last = data + line.data, line.hash
    return data


def plain(documents: Mapping[int, Any]) -> dict[int, Any]:
    return {id: dict(document) for id, document in documents.items()}
