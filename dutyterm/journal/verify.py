"""Verifies journals: the judgement of the one-file verifier, plus signatures, in two languages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from dutyterm.i18n import Text
from dutyterm.journal import chains
from dutyterm.journal.atomic import replace_file
from dutyterm.journal.disk import Disk
from dutyterm.journal.seal import seal_code, signature_holds
from dutyterm.values import dataclass

Signature = Literal["valid", "invalid", "absent"]


@dataclass(frozen=True)
class Finding:
    """One thing that was found in one file."""

    file: str
    line: int | None
    verdict: str
    text: Text


@dataclass(frozen=True)
class FileVerdict:
    """What is true of one file."""

    file: str
    verdict: str
    """ok, torn, gap, older, missing, fork, rewritten, damaged or forged (the worst that was found)."""
    state: str
    """clean, torn, damaged or sealed; `unread` when it could not be read."""
    id: str | None
    lines: int
    records: int
    seal: str | None
    code: str | None
    """The seal code of fifteen digits."""
    signature: Signature


@dataclass(frozen=True)
class VerifyReport:
    """What is true of a set of journals."""

    files: tuple[FileVerdict, ...]
    findings: tuple[Finding, ...]
    sound: bool
    """No damage, gap, fork or wrong signature."""
    _rows: tuple[dict[str, Any], ...]

    def heads(self) -> bytes:
        """A heads file: what is known now, to be held against the same journals later."""
        keys = ("file", "id", "hall", "device", "lines", "records", "last", "seal")
        rows = [{key: row[key] for key in keys} for row in self._rows if row.get("id") and row["lines"]]
        return json.dumps({"dutyterm_heads": 1, "heads": rows}, ensure_ascii=False, indent=1).encode() + b"\n"

    def as_json(self) -> dict[str, Any]:
        """The stable shape of `verify --json`."""
        return {
            "sound": self.sound,
            "files": [vars(file) for file in self.files],
            "findings": [
                {"file": f.file, "line": f.line, "verdict": f.verdict, "zh": f.text.zh, "en": f.text.en}
                for f in self.findings
            ],
        }


def verify_paths(
    paths: Sequence[Path], against: Path | None = None, *, quick: bool = False, signatures: bool = True
) -> VerifyReport:
    """Verifies files and folders and the chains between them; a folder is expected to be complete.

    `against` is a heads file made earlier: a cut end, a rewritten history and yesterday's copy are seen with
    it. `quick` checks hashes and order and leaves payloads unread. Raises OSError or ValueError when the
    heads file cannot be read or is none; whatever is wrong with a journal is a finding.
    """
    heads = chains.read_heads(against.read_bytes()) if against is not None else None
    report = chains.verify(list(paths), heads, quick)
    files = tuple(_verdict(row, signatures) for row in report.files)
    findings = [Finding(f.file, f.line, f.verdict, Text(f.zh, f.en)) for f in report.findings]
    wrong = Text(
        "签名无效：封存不是由本机密钥签署", "the signature is wrong: the device's key did not sign this seal"
    )
    findings += [Finding(f.file, None, "forged", wrong) for f in files if f.signature == "invalid"]
    sound = report.sound and all(file.signature != "invalid" for file in files)
    return VerifyReport(files, tuple(findings), sound, tuple(report.files))


def write_heads(report: VerifyReport, path: Path, disk: Disk) -> None:
    """Writes the heads file of a report; raises OSError."""
    replace_file(path, report.heads(), disk)


def _verdict(row: dict[str, Any], signatures: bool) -> FileVerdict:
    seal, sig = row.get("seal"), row.get("sig")
    signature: Signature = "absent"
    if seal and signatures and isinstance(sig, dict):
        signature = (
            "valid" if signature_holds(str(sig.get("key")), seal, str(sig.get("ed25519"))) else "invalid"
        )
    return FileVerdict(
        row["file"], row["verdict"], row["state"], row.get("id"), row.get("lines", 0), row.get("records", 0),
        seal, seal_code(seal) if seal else None, signature,
    )  # fmt: skip
