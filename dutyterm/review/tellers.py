"""Old shifts in their own words: names as the roster had them then, lines as the manual had them then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dutyterm.journal.disk import Disk
from dutyterm.manual.schema import Manual
from dutyterm.review.lines import checked_line
from dutyterm.review.told import Teller
from dutyterm.shift.families import KINDS
from dutyterm.shift.life import ShiftOpened

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
        return Teller({**today.people, **names}, manual or today.manual, {**today.numbers, **numbers})

    def _opened(self, name: str) -> ShiftOpened | None:
        day = name.partition(".")[2]
        try:
            data = self._disk.read(self._shifts / day[:4] / day[5:7] / f"{name}.duty", OPENING)
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


def _records(raw: bytes) -> list[object]:
    """The facts in one line; none in one that is not as it was written."""
    line = checked_line(raw)
    put: Any = None if line is None else line[1].get("put")
    records = put.get("records") if isinstance(put, Mapping) else None
    if not isinstance(records, Mapping):
        return []
    return [KINDS.read(0, document).fact for document in records.values() if isinstance(document, Mapping)]
