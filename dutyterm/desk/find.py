"""Looking for words in all shifts, beside the screen: in a thread of its own, and it can be stopped."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from threading import Event
from typing import cast
from zoneinfo import ZoneInfo

from dutyterm.desk.readers import hidden_from
from dutyterm.desk.session import Session
from dutyterm.i18n import Text, same
from dutyterm.journal.disk import Disk
from dutyterm.model.people import Person
from dutyterm.model.typed_span import Days
from dutyterm.review.kind_names import kind_name
from dutyterm.review.search import Hit, Query, State, moment, search
from dutyterm.review.tellers import Tellers
from dutyterm.review.told import Teller
from dutyterm.shift.entries import EntryWritten
from dutyterm.values import dataclass

MOST = 200
"""So many hits are shown; who has more narrows the search."""


@dataclass(frozen=True)
class Asked:
    """What somebody looks for."""

    text: str = ""
    days: Days = Days()
    """Only these calendar days of the hall."""
    kind: str | None = None
    """A kind of record, or its family: `entry`."""
    person: str | None = None
    state: State | None = None
    late: bool = False
    corrected: bool = False


@dataclass(frozen=True)
class Line:
    """One hit as people read it."""

    shift: str
    """Business day and code: `2026-11-22-a`."""
    id: int
    at: datetime | None
    who: str
    kind: Text
    context: Text
    """The words around the first hit, in one line."""
    whole: Text
    """All that the record says."""
    file: str
    journal: str
    """Id of the journal in which it stands."""
    words: str | None = None
    """Of a log entry, as it was written: it can be added to and corrected; None for other records."""

    @property
    def ref(self) -> str:
        """How other shifts name it."""
        return f"{self.journal}#{self.id}"


@dataclass(frozen=True)
class Answer:
    """What was found."""

    lines: tuple[Line, ...]
    more: bool
    """There is more than is shown."""
    doubtful: tuple[str, ...]
    """Files that could not be read, or that were altered where a hit stands."""


class Stopped(Exception):
    """The search was given up."""


async def find(session: Session, asked: Asked, stop: Event) -> Answer:
    """The newest hits. Raises Stopped once `stop` is set, OSError when a folder cannot be read."""
    query = query_of(session, asked)
    disk = _Stoppable(session.disk, stop)
    # a search only lists and reads
    tellers = Tellers(teller_of(session), session.layout.shifts, cast(Disk, disk), session.manual_version)
    return await asyncio.to_thread(_found, disk, session.layout.shifts, query, tellers)


def query_of(session: Session, asked: Asked) -> Query:
    """The query, in the hall's own days, without entries that this person may not read."""
    profile = session.hall.profile
    zone = ZoneInfo(profile.zone if profile is not None else "Asia/Shanghai")
    first, last = asked.days.first, asked.days.last
    since = None if first is None else datetime.combine(first, time(), zone)
    # the end of a day is the beginning of the next one; the last day of all time has none
    ends = last is not None and last < date.max
    until = datetime.combine(last + timedelta(days=1), time(), zone) if ends and last else None
    people = frozenset({asked.person}) if asked.person is not None else None
    query = Query(asked.text, since, until, asked.kind, people, asked.state)
    return replace(query, late=asked.late, corrected=asked.corrected, hidden=hidden_from(session))


def teller_of(session: Session) -> Teller:
    """Puts records into the words of this hall."""
    people = session.hall.people.values()
    return Teller({p.id: p.name for p in people}, session.manual, {p.id: p.number for p in people})


def people_of(session: Session) -> tuple[Person, ...]:
    """Everybody who may be asked for, leavers too, in roster order."""
    hall = session.hall
    return (*hall.roster, *(person for person in hall.people.values() if not person.active))


def _found(disk: _Stoppable, shifts: Path, query: Query, tellers: Tellers) -> Answer:
    found = search(cast(Disk, disk), shifts, query, MOST)
    return Answer(tuple(_line(hit, tellers) for hit in found.hits), found.more, tuple(found.doubtful))


def _line(hit: Hit, tellers: Tellers) -> Line:
    teller = tellers.of(hit.journal)
    kind = str(hit.document.get("kind"))
    told = teller.told(kind, hit.document.get("body"))
    shown = hit.context()[0]
    return Line(
        shift=".".join(hit.journal.split(".")[1:2]) or hit.path.name,
        id=hit.id,
        at=moment(hit.document.get("at")),
        who=teller.name(hit.document.get("by")),
        kind=kind_name(kind),
        context=same(shown) if shown else told,
        whole=told,
        file=hit.path.name,
        journal=hit.journal,
        words=_words(kind, hit.document.get("body")),
    )


def _words(kind: str, body: object) -> str | None:
    found = body.get("text") if kind == EntryWritten.KIND and isinstance(body, dict) else None
    return found if isinstance(found, str) else None


class _Stoppable:
    """The disk as a search sees it: reading only, and not once more after the stop."""

    def __init__(self, disk: Disk, stop: Event) -> None:
        self._disk = disk
        self._stop = stop

    def read(self, path: Path, limit: int | None = None) -> bytes:
        """See Disk. Raises Stopped."""
        if self._stop.is_set():
            raise Stopped
        return self._disk.read(path, limit)

    def list(self, path: Path) -> list[str]:
        """See Disk."""
        return self._disk.list(path)

    def exists(self, path: Path) -> bool:
        """See Disk."""
        return self._disk.exists(path)
