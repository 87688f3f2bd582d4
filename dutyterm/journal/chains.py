"""Judges journal files, alone and as chains, standard library only: damage, gaps, forks, cut tails.

Also the command line of the one-file verifier: PATH... [--against HEADS] [--json]; exit codes 0 sound,
1 damage, gap or fork, 2 wrong use.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from dutyterm.journal.strict import is_hex, natural, need, plain
from dutyterm.journal.walk import FILE_LIMIT, Walk, walk

TEXTS: dict[str, tuple[str, str]] = {
    "large": ("文件超过 16 MiB，不予读取", "the file is larger than 16 MiB and was not read"),
    "newline": ("第 {line} 行的换行符被改动", "the newline of line {line} was changed"),
    "unreadable": (
        "第 {line} 行处有 {length} 字节无法核实",
        "{length} bytes at line {line} cannot be verified",
    ),
    "mark": (
        "第 {line} 行的断电标记与其前的字节不符",
        "the recovery mark in line {line} does not fit the bytes before it",
    ),
    "repeated": ("第 {line} 行重复出现", "line {line} stands here a second time"),
    "moved": ("第 {line} 行不在原位", "line {line} is out of its place"),
    "dropped": ("第 {line} 行起有内容缺失", "lines are missing from line {line} on"),
    "unlinked": ("第 {line} 行接不上前一行", "line {line} does not follow the line before it"),
    "forged": (
        "第 {line} 行哈希正确但内容不合格式",
        "line {line} has a right hash and content that is not allowed",
    ),
    "count": ("封存行记的条数与实际不符", "the seal counts other records than there are"),
    "torn": ("末尾有 {length} 字节未写完", "the last write was cut: {length} bytes"),
    "unread": ("无法读取：{why}", "cannot be read: {why}"),
    "fork": (
        "与 {other} 分叉：同一处有两份不同的记录",
        "forks from {other}: two different records of one thing",
    ),
    "copy": ("是 {other} 的副本", "is a copy of {other}"),
    "prefix": ("是 {other} 较早的副本", "is an earlier copy of {other}"),
    "gap": ("前一份记录缺失（封存 {other}）", "the journal before it is missing (seal {other})"),
    "before": (
        "续写的受损文件 {other} 缺失或已变",
        "the damaged file {other} that it continues is missing or changed",
    ),
    "older": ("比已登记的短：应有 {other} 行", "is shorter than was once noted: {other} lines are known"),
    "rewritten": (
        "第 {line} 行与已登记的不同：历史被改写",
        "line {line} is not what was once noted: history was rewritten",
    ),
    "absent": ("已登记的记录不在其中", "a journal that was once noted is not there"),
}

NOTES = ("copy", "prefix")
ORDER = ("forged", "damaged", "rewritten", "fork", "missing", "older", "gap", "torn", "ok")
_VERDICTS = {"unread": "damaged", "before": "gap", "absent": "missing", "forged": "forged", "count": "forged"}


@dataclass
class Finding:
    """One thing to say about one file."""

    file: str
    line: int | None
    verdict: str
    code: str
    zh: str
    en: str


@dataclass
class Report:
    """What is true of a set of files, by their bytes alone."""

    files: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """No damage, gap or fork; a cut last write is sound, because nothing confirmed is missing."""
        return all(f.verdict in ("ok", "torn") for f in self.findings)

    def say(self, file: str, code: str, line: int | None = None, **values: object) -> None:
        """Adds a finding; its verdict follows from the code."""
        verdict = "ok" if code in NOTES else _VERDICTS.get(code, code if code in ORDER else "damaged")
        zh, en = (text.format(line=line, **values) for text in TEXTS[code])
        self.findings.append(Finding(file, line, verdict, code, zh, en))


def verify(paths: list[Path], heads: list[dict[str, Any]] | None = None, quick: bool = False) -> Report:
    """Verifies files and folders (a folder is expected to be complete), and the chains between them."""
    report, walks = Report(), []
    for path in paths:
        for file in sorted(path.rglob("*.duty")) if path.is_dir() else [path]:
            try:
                if file.is_symlink() or not file.is_file():
                    raise OSError("link" if file.is_symlink() else "no such file")
                with file.open("rb") as stream:
                    data = stream.read(FILE_LIMIT + 1)
            except OSError as error:
                report.say(str(file), "unread", why=error.strerror or error)
                report.files.append({"file": str(file), "state": "unread"})
                continue
            w = walk(data, quick=quick)
            w.documents = {}
            walks.append((str(file), w, sha256(data).hexdigest()))
            report.files.append(line_of(str(file), w))
            for d in w.damages:
                report.say(str(file), d.code, d.line, length=d.length)
            if w.state == "torn" and w.torn:
                report.say(str(file), "torn", w.next_n, length=w.torn[1])
    _chains(report, walks, any(path.is_dir() for path in paths))
    for known in heads or []:
        _against(report, walks, known)
    for row in report.files:
        mine = [f.verdict for f in report.findings if f.file == row["file"]]
        row["verdict"] = min(mine, key=ORDER.index, default="ok")
    return report


def line_of(file: str, w: Walk) -> dict[str, Any]:
    """What is known of one file; with `last` and `lines` it is an entry of a heads file."""
    head = w.head or {}
    who = {key: head.get(key) for key in ("id", "journal", "hall", "device")}
    return {"file": file, "state": w.state, **who, "lines": w.next_n, "records": w.count, "last": w.last_hash,
            "seal": w.seal_hash, "sig": w.sig}  # fmt: skip


def _chains(report: Report, walks: list[tuple[str, Walk, str]], whole: bool) -> None:
    seals = {w.seal_hash for _, w, _ in walks if w.seal_hash}
    digests = {(w.size, digest) for _, w, digest in walks}
    by_id: dict[Any, tuple[str, Walk]] = {}
    followers: dict[tuple[Any, ...], tuple[str, Walk]] = {}
    for file, w, _ in sorted(walks, key=lambda one: -one[1].next_n):
        if w.head is None or w.newer:
            continue
        head, other = w.head, by_id.setdefault(w.head["id"], (file, w))
        if other[1] is not w:
            same = not w.damages and all(other[1].hashes.get(n) == h for n, h in w.hashes.items())
            code = ("copy" if other[1].next_n == w.next_n else "prefix") if same else "fork"
            report.say(file, code, other=other[0])
            continue
        before = head.get("continues")
        if before and whole and (before["length"], before["sha256"]) not in digests:
            report.say(file, "before", 0, other=before["file"])
        for key in ("prev_device", "prev_hall"):
            who = (key, head["journal"], head["hall"], head["device"] if key == "prev_device" else None)
            if not before and (head.get(key) or key == "prev_device"):
                rival = followers.setdefault((*who, head.get(key)), (file, w))
                if rival[1] is not w:
                    report.say(file, "fork", 0, other=rival[0])
            if whole and head.get(key) and head[key] not in seals:
                report.say(file, "gap", 0, other=head[key][:12])


def _against(report: Report, walks: list[tuple[str, Walk, str]], known: dict[str, Any]) -> None:
    mine = [(file, w) for file, w, _ in walks if w.head is not None and w.head.get("id") == known["id"]]
    if not mine:
        report.say(str(known.get("file") or known["id"]), "absent")
        return
    file, w = max(mine, key=lambda one: one[1].next_n)
    n = known["lines"] - 1
    if w.next_n <= n:
        report.say(file, "older", None, other=known["lines"])
    elif n >= 0 and w.hashes.get(n) != known["last"]:
        report.say(file, "rewritten", n)


def read_heads(raw: bytes) -> list[dict[str, Any]]:
    """The entries of a heads file; raises ValueError when it is not one."""
    value = plain(raw.strip())
    heads = value.get("heads") if isinstance(value, dict) and value.get("dutyterm_heads") == 1 else None
    need(isinstance(heads, list))
    for one in heads or []:
        need(isinstance(one, dict) and type(one.get("id")) is str and natural(one.get("lines")))
        need(is_hex(one.get("last")))
    return heads or []


def main(argv: list[str]) -> int:
    """The command line; returns the exit code."""
    args, as_json, heads = list(argv), False, None
    try:
        if "--json" in args:
            args.remove("--json")
            as_json = True
        if "--against" in args:
            at = args.index("--against")
            heads = read_heads(Path(args[at + 1]).read_bytes())
            del args[at : at + 2]
        if not args or any(arg.startswith("--") for arg in args):
            raise ValueError("usage: verify_duty.py PATH... [--against HEADS] [--json]")
        missing = [arg for arg in args if not Path(arg).exists()]
        if missing:
            raise ValueError(f"no such file: {missing[0]}")
    except (OSError, ValueError, IndexError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    report = verify([Path(arg) for arg in args], heads)
    if as_json:
        found = [vars(finding) for finding in report.findings]
        out = json.dumps(
            {"sound": report.sound, "files": report.files, "findings": found}, ensure_ascii=False
        )
    else:
        rows = [f"{row['verdict']}\t{row['file']}\t{row.get('records', 0)}" for row in report.files]
        rows += [f"{f.file}: {f.zh} / {f.en}" for f in report.findings]
        if any(row.get("sig") for row in report.files):
            rows.append("签名存在，未核验 / signature present, not checked")
        out = "\n".join([*rows, "完好 / sound" if report.sound else "有问题 / NOT SOUND"])
    sys.stdout.buffer.write(out.encode("utf-8", "backslashreplace") + b"\n")
    return 0 if report.sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
