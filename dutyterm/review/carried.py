"""Does what each shift carried in equal what the shift before carries on? The meaning behind the bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from dutyterm.i18n import Text
from dutyterm.journal.disk import Disk
from dutyterm.journal.reading import Reading, read_bytes
from dutyterm.shift import life
from dutyterm.shift.families import KINDS, fold_all
from dutyterm.shift.shift import carry
from dutyterm.values import dataclass


@dataclass(frozen=True)
class CarryFinding:
    """Something that was lost or added between two shifts."""

    file: str
    what: Text


@dataclass(frozen=True)
class _Shift:
    path: Path
    opened: life.ShiftOpened | None
    carries: Mapping[str, object]
    sealed_carry: object
    seal: str | None


def check_carry(paths: Iterable[Path], disk: Disk) -> tuple[CarryFinding, ...]:
    """Compares every shift with the one whose seal it names, as far as that one is among the files.

    Files that cannot be read are the byte check's matter and are passed over here.
    """
    readings = {path: found for path in paths if (found := _reading(path, disk)) is not None}
    by_name = {path.name: found for path, found in readings.items()}
    shifts = [_shift(path, found, by_name) for path, found in readings.items() if found.state != "damaged"]
    by_seal = {shift.seal: shift for shift in shifts if shift.seal is not None}
    findings: list[CarryFinding] = []
    for shift in shifts:
        if (
            shift.seal is not None
            and shift.sealed_carry is not None
            and not _same(shift.sealed_carry, shift.carries)
        ):
            findings.append(
                CarryFinding(
                    shift.path.name,
                    Text(
                        "封存行的结转与本班记录不符", "the carry-over in the seal is not that of the records"
                    ),
                )
            )
        if shift.opened is None or shift.opened.previous is None:
            continue
        before = by_seal.get(shift.opened.previous)
        if before is not None and not _same(shift.opened.carried, before.carries):
            findings.append(
                CarryFinding(
                    shift.path.name,
                    Text(
                        "接入的结转与上一班 {before} 不符",
                        "what was carried in is not what {before} carries on",
                    ).fill(before=before.path.name),
                )
            )
    return tuple(findings)


def _same(one: object, other: object) -> bool:
    return json.dumps(one, sort_keys=True, default=dict) == json.dumps(other, sort_keys=True, default=dict)


def _reading(path: Path, disk: Disk) -> Reading | None:
    try:
        reading = read_bytes(disk.read(path))
    except OSError:
        return None
    kept = reading.state == "damaged" or (reading.head is not None and reading.head.journal == "shift")
    return reading if kept else None


def _shift(path: Path, last: Reading, by_name: Mapping[str, Reading]) -> _Shift:
    """One shift: a continuation counts together with what can be read of the damaged files before it."""
    parts = [last]
    while (head := parts[0].head) is not None and head.continues is not None:
        before = by_name.get(head.continues.file)
        if before is None or any(before is part for part in parts):
            break
        parts.insert(0, before)
    state = fold_all(KINDS.read(id, document) for part in parts for id, document in part.documents.items())
    summary = last.seal.get("summary") if last.seal is not None else None
    return _Shift(
        path=path,
        opened=life.of(state).opened,
        carries=carry(state),
        sealed_carry=summary.get("carry") if isinstance(summary, Mapping) else None,
        seal=last.seal_hash,
    )
