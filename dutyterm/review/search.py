"""Words found in all shifts, newest first: bytes are scanned, and only lines that hit are parsed.

There is no index that could be stale: two-character Chinese words, which a trigram index cannot find, are
found like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from dutyterm.journal.disk import Disk
from dutyterm.review.lines import (
    EVERY,
    checked_line,
    has_records,
    journal_of,
    lines_with,
    records_in,
    records_with,
    repeats_only,
)
from dutyterm.review.needles import Needle
from dutyterm.review.own_words import fold, needle, place, split
from dutyterm.review.shelf import paths_newest_first
from dutyterm.shift.entries import LATE_AFTER, EntryAdded, EntryCorrected, EntryWritten
from dutyterm.shift.lists.facts import ItemChanged, ItemTakenBack
from dutyterm.shift.open_items import OpenItemClosed, OpenItemOpened, OpenItemRead

MOST = 100
"""Hits that are looked for unless more are asked for."""

LONGEST_SHIFT = timedelta(days=2)
"""A shift lasts at most so long: files of older days need not be read."""

State = Literal["open", "closed"]


@dataclass(frozen=True)
class Query:
    """What is looked for. Everything that is given has to hold."""

    text: str = ""
    """All of its words, in one record; `"two words"` in quotes are one. Empty: every record."""
    since: datetime | None = None
    """Aware; recorded then or later."""
    until: datetime | None = None
    """Aware; recorded before."""
    kind: str | None = None
    """A kind of record, or its family: `entry` means every kind of entry."""
    people: frozenset[str] | None = None
    """Ids of people: written by one of them, or signed, decided or owned by."""
    state: State | None = None
    """Only records of open items: still open now, or settled since."""
    late: bool = False
    """Only entries recorded long after it happened (S4)."""
    corrected: bool = False
    """Only what was corrected or changed later, and the corrections (S3, L14)."""
    hidden: frozenset[str] = frozenset()
    """Categories whose entries the reader may not see."""


@dataclass(frozen=True)
class Hit:
    """One record that fits."""

    path: Path
    journal: str
    """Id of the journal that it stands in."""
    id: int
    document: Mapping[str, Any]
    text: str
    """The text in which the first word stands; empty when no word was asked for."""
    spans: tuple[tuple[int, int], ...]
    """Where the words stand in it."""

    def context(self, before: int = 16, length: int = 60) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The text around the first hit, in one line, and where the words stand in that."""
        text = "".join(c if c.isprintable() else " " for c in self.text)
        start = max(0, (self.spans[0][0] if self.spans else 0) - before)
        end = min(len(text), start + length)
        head, tail = "…" if start else "", "…" if end < len(text) else ""
        kept = tuple(
            (max(a, start) - start + len(head), min(b, end) - start + len(head))
            for a, b in self.spans
            if a < end and b > start
        )
        return f"{head}{text[start:end]}{tail}", kept


@dataclass
class Found:
    """What was found, as far as it was looked for."""

    hits: list[Hit] = field(default_factory=list)
    more: bool = False
    """There are further hits that were not looked for."""
    doubtful: list[str] = field(default_factory=list)
    """Names of files that could not be read, or that hold a hit in a line with a wrong hash."""


def search(disk: Disk, shifts: Path, query: Query, most: int = MOST) -> Found:
    """The newest hits. Raises OSError when a folder cannot be listed."""
    found = Found()
    for hit in hits(disk, shifts, query, found.doubtful):
        if len(found.hits) >= most:
            found.more = True
            break
        found.hits.append(hit)
    return found


def hits(disk: Disk, shifts: Path, query: Query, doubtful: list[str]) -> Iterator[Hit]:
    """Every hit, newest shift first, the last record of a shift first; stop whenever there are enough.

    Names of files that are not as they were written are added to `doubtful`. Raises OSError when a folder
    cannot be listed.
    """
    scan = _Scan(query)
    bounded = query.since is not None or query.until is not None
    for path in paths_newest_first(disk, shifts):
        day = day_of_file(path.name) if bounded else None
        if day is not None and query.since is not None and day < query.since.date() - LONGEST_SHIFT:
            return  # files are sorted by day
        later = day is not None and query.until is not None and day > query.until.date() + timedelta(days=1)
        if later and query.state is None:
            continue
        try:
            data = disk.read(path)
        except OSError:
            doubtful.append(path.name)
            continue
        if query.state is not None:
            scan.note_closings(data)
        if not later and scan.may_hit(data):
            yield from scan.hits(path, data, doubtful)


def day_of_file(name: str) -> date | None:
    """The business day in a name `<hall>.<day>-<code>.<device>.duty`; None when there is none."""
    try:
        return date.fromisoformat(name.partition(".")[2][:10])
    except ValueError:
        return None


class _Scan:
    """One query, made ready for many files."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._words = tuple(fold(word) for word in split(query.text))
        needles = [Needle(needle(word)) for word in self._words]
        self._lower = any("a" <= c <= "z" for word in self._words for c in word)
        needles.sort(key=lambda one: len(one.word), reverse=True)
        self._first = needles[0].word if needles else self._kind_needle()
        self._needles = needles
        self._closed: set[str] = set()
        """References of items that were settled in the files seen so far, which are the newer ones."""

    def _kind_needle(self) -> bytes:
        if self._query.kind is None:
            return EVERY
        return b'"kind":"' + needle(self._query.kind)

    def note_closings(self, data: bytes) -> None:
        """Remembers what was settled here; older files come later."""
        for _, document in records_with(data, _kind(OpenItemClosed.KIND)):
            ref = _body(document).get("ref")
            if document.get("kind") == OpenItemClosed.KIND and isinstance(ref, str):
                self._closed.add(ref)

    def may_hit(self, data: bytes) -> bool:
        """Whether everything that is looked for stands somewhere in the file."""
        scanned = data.lower() if self._lower else data
        for one in self._needles:
            if not one.stands_in(scanned):
                return False
        return self._kind_needle() in data

    def hits(self, path: Path, data: bytes, doubtful: list[str]) -> Iterator[Hit]:
        """The hits in one file, its last record first."""
        scanned = data.lower() if self._lower else data
        about: _About | None = None
        for raw in lines_with(data, self._first, scanned):
            if not has_records(raw) or repeats_only(raw, self._first, lower=self._lower):
                continue
            line = checked_line(raw)
            if line is None:
                if path.name not in doubtful:
                    doubtful.append(path.name)
                continue
            for id, document in records_in(line[1]):
                where = place(_body(document), self._words)
                if where is None:
                    continue
                about = about or _About(path.name, data, self._query)
                if self._fits(id, document, about):
                    yield Hit(path, about.journal, id, document, *where)

    def _fits(self, id: int, document: Mapping[str, Any], about: _About) -> bool:
        query, kind, body = self._query, str(document.get("kind")), _body(document)
        if query.kind is not None and kind != query.kind and not kind.startswith(f"{query.kind}."):
            return False
        if query.people is not None and not query.people & _people(document):
            return False
        if (query.since is not None or query.until is not None) and not self._in_time(document):
            return False
        if query.late and not is_late(document):
            return False
        if query.corrected and not about.is_corrected(id, kind, body):
            return False
        if query.hidden and about.is_hidden(id, kind, body):
            return False
        if query.state is not None:
            ref = body.get("ref") if kind != OpenItemOpened.KIND else about.reference(id)
            if kind not in _ITEM_KINDS or (ref in self._closed) != (query.state == "closed"):
                return False
        return True

    def _in_time(self, document: Mapping[str, Any]) -> bool:
        at = moment(document.get("at"))
        if at is None:
            return False
        since, until = self._query.since, self._query.until
        return (since is None or at >= since) and (until is None or at < until)


class _About:
    """What has to be known of the other records of a file; looked up when it is asked for."""

    def __init__(self, name: str, data: bytes, query: Query) -> None:
        self.journal = journal_of(data) or name
        self._corrected: set[object] = set()
        self._hidden: set[int] = set()
        if query.corrected:
            for fact in (EntryCorrected, ItemChanged, ItemTakenBack):
                for _, document in records_with(data, _kind(fact.KIND)):
                    if document.get("kind") == fact.KIND:
                        self._corrected.add(_corrects(_body(document)))
        for category in query.hidden:
            for id, document in records_with(data, b'"category":"' + needle(category) + b'"'):
                if _body(document).get("category") == category:
                    self._hidden.add(id)

    def reference(self, id: int) -> str:
        """The reference of an item opened here; a continuation goes on with the journal that it continues."""
        return f"{'.'.join(self.journal.split('.')[:3])}#{id}"

    def is_corrected(self, id: int, kind: str, body: Mapping[str, Any]) -> bool:
        """Is it a correction, or was it corrected later?"""
        if kind in (EntryCorrected.KIND, ItemChanged.KIND, ItemTakenBack.KIND):
            return True
        if kind == EntryWritten.KIND:
            return ("entry", id) in self._corrected
        line = ("line", body.get("run"), body.get("item"))
        slot = (*line, body.get("part", ""), body.get("field"))
        return kind == "item.answered" and (line in self._corrected or slot in self._corrected)

    def is_hidden(self, id: int, kind: str, body: Mapping[str, Any]) -> bool:
        """Is it an entry that the reader may not see, or an addition to one?"""
        own = body.get("of") if kind in (EntryAdded.KIND, EntryCorrected.KIND) else id
        return own in self._hidden


def is_late(document: Mapping[str, Any]) -> bool:
    """An entry that was recorded long after it happened (S4)."""
    if document.get("kind") != EntryWritten.KIND:
        return False
    at, occurred = moment(document.get("at")), moment(_body(document).get("occurred_at"))
    return at is not None and occurred is not None and at - occurred > LATE_AFTER


def moment(value: object) -> datetime | None:
    """An aware moment; None when it is none."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


_ITEM_KINDS = (OpenItemOpened.KIND, OpenItemRead.KIND, OpenItemClosed.KIND)
_PEOPLE = ("person", "manager", "owner")


def _kind(kind: str) -> bytes:
    return b'"kind":"' + kind.encode() + b'"'


def _body(document: Mapping[str, Any]) -> Mapping[str, Any]:
    body = document.get("body")
    return body if isinstance(body, Mapping) else {}


def _people(document: Mapping[str, Any]) -> set[object]:
    body = _body(document)
    signed = body.get("signed")
    signed = signed if isinstance(signed, list | tuple) else ()
    named = [document.get("by"), *(body.get(key) for key in _PEOPLE)]
    named += [one.get("person") for one in signed if isinstance(one, Mapping)]
    return {one for one in named if isinstance(one, str)}


def _corrects(body: Mapping[str, Any]) -> object:
    if "of" in body:
        return "entry", body["of"]
    line = ("line", body.get("run"), body.get("item"))
    return (*line, body.get("part", ""), body.get("field")) if "field" in body else line
