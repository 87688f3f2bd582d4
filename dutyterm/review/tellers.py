"""Old shifts in their own words: names as the roster had them then, lines as the manual had them then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dutyterm.i18n import LANGS, Text
from dutyterm.journal.disk import Disk
from dutyterm.manual.schema import Manual
from dutyterm.review.lines import checked_line, records_with
from dutyterm.review.told import Teller
from dutyterm.shift import open_items
from dutyterm.shift.families import KINDS
from dutyterm.shift.life import ShiftOpened

MOST_PARTS = 100
"""A shift that is damaged again and again goes on in at most so many files here."""

OPENING = 256 * 1024
"""The opening record stands in the second line of a file; so many bytes hold it."""

ManualOf = Callable[[str], Manual | None]
"""A kept version by its hash; None when it is not here."""


class Tellers:
    """A teller for each shift, made from its opening record; where there is none, that of today."""

    def __init__(self, today: Teller, shifts: Path, disk: Disk, manual_of: ManualOf) -> None:
        self._today, self._shifts, self._disk, self._manual_of = today, shifts, disk, manual_of
        self._made: dict[str, Teller] = {}
        self._manuals: dict[str, Manual | None] = {today.manual.hash: today.manual}

    def of(self, journal: str) -> Teller:
        """The teller for a journal's records, by its id. Never raises for what lies on the disk."""
        name = ".".join(journal.split(".")[:3])  # a continuation belongs to the shift that it goes on with
        if name not in self._made:
            self._made[name] = self._teller(name)
        return self._made[name]

    def _teller(self, name: str) -> Teller:
        opened = self._opened(name)
        if opened is None:
            return self._today
        names = {person.id: person.name for person in opened.premises.roster}
        numbers = {person.id: person.number for person in opened.premises.roster}
        manual, today = self._manual(opened.manual_hash), self._today
        items = _Items(name, opened, self._parts)
        people, numbers = {**today.people, **names}, {**today.numbers, **numbers}
        places = {way.id: way.name for way in opened.premises.exits}
        return Teller(people, manual or today.manual, numbers, items.title, places)

    def _path(self, name: str) -> Path:
        day = name.partition(".")[2]
        return self._shifts / day[:4] / day[5:7] / f"{name}.duty"

    def _parts(self, name: str) -> Iterator[bytes]:
        """The file of a shift, then what goes on with it after damage; nothing of what cannot be read."""
        for number in range(1, MOST_PARTS):
            try:
                yield self._disk.read(self._path(name if number == 1 else f"{name}.{number}"))
            except (OSError, ValueError):
                return

    def _opened(self, name: str) -> ShiftOpened | None:
        try:
            data = self._disk.read(self._path(name), OPENING)
        except (OSError, ValueError):  # no such file, or no name of one
            return None
        for raw in data.split(b"\n")[:3]:
            for record in _records(raw):
                if isinstance(record, ShiftOpened):
                    return record
        return None

    def _manual(self, content: str) -> Manual | None:
        if content not in self._manuals:
            self._manuals[content] = self._manual_of(content)
        return self._manuals[content]


class _Items:
    """Titles of the open items that a shift knows: what it took over, and what was opened in it."""

    def __init__(self, name: str, opened: ShiftOpened, parts: Callable[[str], Iterator[bytes]]) -> None:
        self._name, self._parts = name, parts
        self._taken_over = dict(_carried(opened))
        self._own: dict[str, Text] | None = None
        """None until one that was opened here is asked for: then the file is looked through."""

    def title(self, ref: str) -> Text | None:
        """By reference."""
        if ref in self._taken_over or not ref.startswith(f"{self._name}#"):
            return self._taken_over.get(ref)
        if self._own is None:
            self._own = {}
            for data in self._parts(self._name):
                self._own |= _opened_in(self._name, data)
        return self._own.get(ref)


def _carried(opened: ShiftOpened) -> Iterator[tuple[str, Text]]:
    part = opened.carried.get(open_items.KEY)
    rows = part.get("items") if isinstance(part, Mapping) else None
    for row in rows if isinstance(rows, list | tuple) else ():
        title = _title(row)
        if title is not None and isinstance(row.get("ref"), str):
            yield row["ref"], title


def _opened_in(name: str, data: bytes) -> dict[str, Text]:
    kind = open_items.OpenItemOpened.KIND
    found = {}
    for id, document in records_with(data, f'"kind":"{kind}"'.encode()):
        title = _title(document.get("body")) if document.get("kind") == kind else None
        if title is not None:
            found[f"{name}#{id}"] = title
    return found


def _title(body: object) -> Text | None:
    title = body.get("title") if isinstance(body, Mapping) else None
    if not isinstance(title, Mapping) or not all(isinstance(title.get(lang), str) for lang in LANGS):
        return None
    return Text(title["zh"], title["en"])


def _records(raw: bytes) -> list[object]:
    """The facts in one line; none in one that is not as it was written."""
    line = checked_line(raw)
    put: Any = None if line is None else line[1].get("put")
    records = put.get("records") if isinstance(put, Mapping) else None
    if not isinstance(records, Mapping):
        return []
    return [KINDS.read(0, document).fact for document in records.values() if isinstance(document, Mapping)]
