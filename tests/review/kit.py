"""A shelf of shift files made by hand: true lines, invented content."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dutyterm.journal.lines import encode_line, encode_put

ZEROS = "0" * 64


def document(kind: str, body: Mapping[str, Any], at: str, by: str | None = "p2") -> dict[str, Any]:
    """A record as it is stored; `at` is `HH:MM`, or a moment."""
    return {"at": at, "mono": 0, "by": by, "kind": kind, "v": 1, "body": dict(body)}


def shift(
    root: Path, day: str, documents: Sequence[tuple[str, Mapping[str, Any], str]], code: str = "a"
) -> Path:
    """Writes a shift of one record a line; each is (kind, body, `HH:MM`)."""
    journal = f"demo.{day}-{code}.k3f9q2"
    head = {
        "v": 1, "journal": "shift", "id": journal, "hall": "demo", "device": "k3f9q2",
        "at": f"{day}T08:00:00.000+08:00", "program": "1", "boot": "b",
    }  # fmt: skip
    line = encode_line(ZEROS, 0, "head", head)
    data = [line.data]
    for number, (kind, body, clock) in enumerate(documents, 1):
        one = document(kind, body, f"{day}T{clock}:00.000+08:00")
        line = encode_put(line.hash, number, number, [one])
        data.append(line.data)
    path = root / "shifts" / day[:4] / day[5:7] / f"{journal}.duty"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(data))
    return path


def seal(path: Path, day: str, figures: Mapping[str, Any]) -> None:
    """Seals a file that `shift` wrote, with these figures in its summary."""
    data = path.read_bytes()
    lines = data.rstrip(b"\n").split(b"\n")
    body = {
        "count": len(lines) - 1, "closed_at": f"{day}T18:40:00.000+08:00", "closed_by": "p2", "flags": [],
        "summary": {"v": 2, "day": day, "code": "A", "figures": dict(figures)},
    }  # fmt: skip
    before = str(json.loads(lines[-1])["h"])
    path.write_bytes(data + encode_line(before, len(lines), "seal", body).data)


def entry(text: str, clock: str, day: str = "2026-11-20", **more: object) -> tuple[str, dict[str, Any], str]:
    """An entry written at that time of day."""
    happened = f"{day}T{more.pop('happened', clock)}:00.000+08:00"
    body = {"category": "event", "text": text, "severity": "normal", "occurred_at": happened, **more}
    return "entry.written", body, clock
