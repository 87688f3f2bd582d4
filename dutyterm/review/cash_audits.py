"""Closures that an auditor checked (已稽核, e.3 step 14): found in recent shifts, with what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from dutyterm.journal.disk import Disk
from dutyterm.review.lines import checked_line, lines_with, records_in
from dutyterm.review.one_shift import read_shift
from dutyterm.review.shelf import paths_newest_first
from dutyterm.review.summaries import day_and_code
from dutyterm.shift.cash.state import Cash, Span, of
from dutyterm.values import dataclass

KIND: Final = "cash.audited"
_NEEDLE: Final = KIND.encode()

FILES: Final = 186
"""So many of the newest shift files are looked through: three months of two a day."""

MOST: Final = 120
"""So many of the newest audits are listed."""


@dataclass(frozen=True)
class PastAudit:
    """One closure of a till and what its auditor found."""

    at: datetime
    """When it was checked."""
    by: str
    """Id of the auditor who signed."""
    till: str
    number: int
    agrees: bool
    words: str
    """The finding."""
    day: date
    """Business day of the shift in which the closure began."""
    shift: str
    """Code of that shift."""
    closure: Span | None
    """The closure as its records tell it; None when its shift cannot be read any more."""


@dataclass(frozen=True)
class Audits:
    """What was found."""

    audits: tuple[PastAudit, ...]
    """The one that was checked last comes first."""
    files: int
    """How many shift files were looked through, the open shift's among them."""
    more: bool
    """There are older ones that are not listed."""
    doubtful: tuple[str, ...]
    """Names of files that could not be read, or hold an audit in a line with a wrong hash."""


def audits(disk: Disk, shifts: Path, now: datetime, files: int = FILES, most: int = MOST) -> Audits:
    """The newest audits; times in the zone of `now`. Raises OSError when a folder cannot be listed."""
    every = list(islice(paths_newest_first(disk, shifts), files + 1))
    paths = every[:files]
    closures = _Closures(disk, paths, now)
    found: list[PastAudit] = []
    doubtful: list[str] = []
    for n, path in enumerate(paths):
        if len(found) > most:
            break
        try:
            data = disk.read(path)
        except OSError:
            doubtful.append(path.name)
            continue
        for document in _audited(data, path.name, doubtful):
            one = _read(document, closures, n)
            if one is not None:
                found.append(one)
    found.sort(key=lambda one: one.at, reverse=True)
    return Audits(tuple(found[:most]), len(paths), len(found) > most or len(every) > files, tuple(doubtful))


def _audited(data: bytes, name: str, doubtful: list[str]) -> Iterator[Mapping[str, Any]]:
    """Documents of audits in a file, the last one first."""
    if _NEEDLE not in data:
        return
    for raw in lines_with(data, _NEEDLE):
        line = checked_line(raw)
        if line is None:
            if name not in doubtful:
                doubtful.append(name)
            continue
        yield from (document for _, document in records_in(line[1]) if document.get("kind") == KIND)


def _read(document: Mapping[str, Any], closures: _Closures, n: int) -> PastAudit | None:
    """None for what a newer program wrote otherwise; it is still in the log and in the search."""
    body = document.get("body")
    if not isinstance(body, Mapping):
        return None
    signed = body.get("signed")
    first = signed[0] if isinstance(signed, list) and signed else {}
    words = [body.get("till"), body.get("closure"), body.get("finding"), body.get("words", "")]
    by, number = (first.get("person") if isinstance(first, Mapping) else None), body.get("number")
    try:
        at = datetime.fromisoformat(str(document.get("at")))
    except ValueError:
        return None
    till, closure, finding, said = words
    named = day_and_code(str(closure).partition("#")[0])
    texts = isinstance(till, str) and isinstance(by, str) and isinstance(said, str)
    if not texts or type(number) is not int or at.tzinfo is None or named is None:
        return None
    span = closures.at(str(closure), str(till), n)
    local = at.astimezone(closures.now.tzinfo)
    return PastAudit(local, str(by), str(till), number, finding == "agrees", str(said), *named, span)


class _Closures:
    """Closures by the record that they began with; each shift is read once."""

    def __init__(self, disk: Disk, paths: list[Path], now: datetime) -> None:
        self.now = now
        self._disk = disk
        self._paths = paths
        self._read: dict[Path, Cash | None] = {}

    def at(self, ref: str, till: str, newest: int) -> Span | None:
        """The closure, looked for from the shift in which it began up to the `newest` file.

        A till that could not be finished in its shift is finished in a later one, under the same reference.
        """
        journal = ref.partition("#")[0]
        begun = [n for n, path in enumerate(self._paths) if path.name.startswith(f"{journal}.")]
        known: Span | None = None
        for n in range(begun[0], newest - 1, -1) if begun else ():
            cash = self._cash(self._paths[n])
            spans = cash.tills[till].spans if cash is not None and till in cash.tills else ()
            span = next((span for span in spans if span.ref == ref), None)
            if span is None and known is not None:
                break
            known = span or known
            if known is not None and known.finished:
                break
        return known

    def _cash(self, path: Path) -> Cash | None:
        if path not in self._read:
            one = read_shift(self._disk, path, lambda _: None, self.now)
            self._read[path] = None if one is None else of(one.scene.shift)
        return self._read[path]
