"""The records that `log` and `export` are about: of all shifts or of the hall, by day, kind and words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tinydb import Query
from tinydb.queries import QueryLike

from dutyterm.cli.hall import hall_of, manual_of, shift_files
from dutyterm.cli.voice import Voice
from dutyterm.cli.when import moment_of
from dutyterm.hall.layout import Layout
from dutyterm.hall.state import HallState
from dutyterm.i18n import Text
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import Reading, read_bytes
from dutyterm.manual.schema import NO_MANUAL, Manual
from dutyterm.manual.versions import load_version
from dutyterm.model.refusal import Refusal
from dutyterm.options import Options
from dutyterm.review.kind_names import KIND_NAMES
from dutyterm.review.own_words import texts
from dutyterm.review.search import day_of_file
from dutyterm.review.tellers import Tellers
from dutyterm.review.told import Teller
from dutyterm.values import dataclass

_SLACK = timedelta(days=2)
"""A shift lasts at most so long: older files need not be read."""


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    since: str | None = None
    until: str | None = None
    kind: str | None = None
    text: str | None = None
    of_hall: bool = False
    """The hall's own journal (people, PINs, profile, manual) instead of the shifts'."""


class Records:
    """The records asked for, oldest first; iterate once, then look at `damaged`."""

    def __init__(self, voice: Voice, layout: Layout, hall: HallState, asked: Asked) -> None:
        self._voice, self._layout, self.hall, self._asked = voice, layout, hall, asked
        self.damaged = False
        """Whether a file was damaged or could not be read; what can be read of it is there all the same."""
        zone = ZoneInfo(hall.profile.zone if hall.profile is not None else "Asia/Shanghai")
        first, last = moment_of(asked.since, zone, end=False), moment_of(asked.until, zone, end=True)
        self.refused: Refusal | None = None
        """Why nothing can be looked for."""
        self._first: datetime | None = None
        self._last: datetime | None = None
        if isinstance(first, Refusal):
            self.refused = first
        elif isinstance(last, Refusal):
            self.refused = last
        else:
            self._first, self._last = first, last

    def __iter__(self) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
        """Journal, record number, document."""
        wanted = _condition(self._first, self._last, self._asked)
        for name, reading in self._readings():
            journal = reading.head.id if reading.head is not None else name
            for id, document in reading.documents.items():
                if wanted(document):
                    yield journal, id, document

    def _files(self) -> Iterator[Path]:
        if self._asked.of_hall:
            yield from sorted(self._layout.hall.glob("*.duty"), key=lambda path: path.name.partition(".")[2])
            return
        for path in shift_files(self._layout):
            day = day_of_file(path.name)
            early = day is not None and self._first is not None and day < self._first.date() - _SLACK
            late = day is not None and self._last is not None and day > self._last.date()
            if not early and not late:
                yield path

    def _readings(self) -> Iterator[tuple[str, Reading]]:
        disk = RealDisk()
        for path in self._files():
            try:
                reading = read_bytes(disk.read(path))
            except OSError as error:
                self.damaged = True
                words = Text("{file} 读不了: {why}。", "{file} cannot be read: {why}.")
                self._voice.tell(words.fill(file=path.name, why=error.strerror or str(error)))
                continue
            if reading.state == "damaged":
                self.damaged = True
                words = Text("{file} 有损坏,用 verify 查看。", "{file} is damaged; see verify.")
                self._voice.tell(words.fill(file=path.name))
            yield path.name, reading


def records_of(voice: Voice, options: Options, asked: Asked) -> Records:
    """The records asked for in the data directory."""
    layout = Layout(options.data)
    return Records(voice, layout, hall_of(layout, RealDisk()), asked)


def tellers_of(options: Options, hall: HallState) -> Tellers:
    """Puts records into words: those of a shift with the names and the manual of that shift.

    What has no shift, such as the hall's own journal, is told with the names and the manual of today.
    """
    layout = Layout(options.data)
    try:
        manual = manual_of(layout, hall).manual or NO_MANUAL
    except OSError:
        manual = NO_MANUAL
    people = hall.people.values()
    today = Teller({p.id: p.name for p in people}, manual, {p.id: p.number for p in people})

    def version(content: str) -> Manual | None:
        found = load_version(layout.root, content)
        return found if isinstance(found, Manual) else None

    return Tellers(today, layout.shifts, RealDisk(), version)


def tell_unknown_kind(voice: Voice, kind: str | None) -> None:
    """Says so when nothing was found of a kind that this program does not know: perhaps a slip of the pen."""
    if kind is None or any(known == kind or known.startswith(f"{kind}.") for known in KIND_NAMES):
        return
    words = Text(
        "没有「{kind}」这种记录。种类如 entry、open_item.closed,见 docs/format.md。",
        'No kind of record is called "{kind}". Kinds are like entry, open_item.closed: see docs/format.md.',
    )
    voice.tell(words.fill(kind=kind))


def as_json(journal: str, id: int, document: Mapping[str, Any]) -> str:
    """A record as one line of JSON: the stable shape of `log --json` and `export jsonl`."""
    return json.dumps({"journal": journal, "id": id, **document}, ensure_ascii=False, default=dict)


def clock(document: Mapping[str, Any]) -> str:
    """When a record was made, to the second, in the hall's zone as it was then."""
    return str(document.get("at"))[:19].replace("T", " ")


def shift_of(journal: str) -> str:
    """`2026-11-22-a` of a journal's id."""
    return ".".join(journal.split(".")[1:2])


def _condition(first: datetime | None, last: datetime | None, asked: Asked) -> QueryLike:
    record: Any = Query()
    wanted: Any = record.noop()
    if first is not None:
        wanted &= record.at.test(lambda at: _time(at) >= first)
    if last is not None:
        wanted &= record.at.test(lambda at: _time(at) < last)
    if asked.kind is not None:
        kind = asked.kind  # `entry` means every kind of entry
        wanted &= record.kind.test(lambda known: known == kind or str(known).startswith(f"{kind}."))
    if asked.text is not None:
        folded = asked.text.casefold()
        wanted &= record.body.test(lambda body: any(folded in text.casefold() for text in texts(body)))
    found: QueryLike = wanted
    return found


_NEVER = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))


def _time(at: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(at))
    except ValueError:
        return _NEVER
    return moment if moment.tzinfo is not None else _NEVER
