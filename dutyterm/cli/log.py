"""`dutyterm log`: the records of the shifts, one a line, oldest first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tinydb import Query
from tinydb.queries import QueryLike

from dutyterm.cli.hall import hall_of, shift_files
from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.hall.layout import Layout
from dutyterm.hall.state import HallState
from dutyterm.i18n import Text
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import Reading, read_bytes
from dutyterm.model.refusal import Refusal
from dutyterm.options import Options

_SLACK = timedelta(days=2)
"""A shift lasts at most so long: older files need not be read."""


def run(
    voice: Voice,
    options: Options,
    since: str | None,
    until: str | None,
    kind: str | None,
    text: str | None,
    as_json: bool,
) -> int:
    """Prints what fits; 1 when a file is damaged (what can be read of it is printed all the same)."""
    layout = Layout(options.data)
    hall = hall_of(layout, RealDisk())
    zone = ZoneInfo(hall.profile.zone if hall.profile is not None else "Asia/Shanghai")
    first, last = _moment(since, zone, end=False), _moment(until, zone, end=True)
    for moment in (first, last):
        if isinstance(moment, Refusal):
            return voice.wrong(moment.text)
    if isinstance(first, Refusal) or isinstance(last, Refusal):
        return WELL
    wanted = _condition(first, last, kind, text)
    damaged = False
    for name, reading in _readings(voice, layout, first, last):
        damaged = damaged or reading.state == "damaged"
        journal = reading.head.id if reading.head is not None else name
        for id, document in reading.documents.items():
            if wanted(document):
                voice.show(
                    _as_json(journal, id, document) if as_json else _as_line(journal, id, document, hall)
                )
    return BAD_NEWS if damaged else WELL


def _readings(
    voice: Voice, layout: Layout, first: datetime | None, last: datetime | None
) -> Iterator[tuple[str, Reading]]:
    disk = RealDisk()
    for path in shift_files(layout):
        day = _day(path.name)
        if day is not None and (
            (first is not None and day < first.date() - _SLACK) or (last is not None and day > last.date())
        ):
            continue
        try:
            reading = read_bytes(disk.read(path))
        except OSError as error:
            words = Text("{file} 读不了: {why}。", "{file} cannot be read: {why}.")
            voice.tell(words.fill(file=path.name, why=error.strerror or str(error)))
            continue
        if reading.state == "damaged":
            words = Text("{file} 有损坏,用 verify 查看。", "{file} is damaged; see verify.")
            voice.tell(words.fill(file=path.name))
        yield path.name, reading


def _condition(
    first: datetime | None, last: datetime | None, kind: str | None, text: str | None
) -> QueryLike:
    record: Any = Query()
    wanted: Any = record.noop()
    if first is not None:
        wanted &= record.at.test(lambda at: _time(at) >= first)
    if last is not None:
        wanted &= record.at.test(lambda at: _time(at) < last)
    if kind is not None:
        # `entry` means every kind of entry
        wanted &= record.kind.test(lambda known: known == kind or str(known).startswith(f"{kind}."))
    if text is not None:
        folded = text.casefold()
        wanted &= record.body.test(lambda body: folded in _own_words(body).casefold())
    found: QueryLike = wanted
    return found


def _as_json(journal: str, id: int, document: Mapping[str, Any]) -> str:
    return json.dumps({"journal": journal, "id": id, **document}, ensure_ascii=False, default=dict)


def _as_line(journal: str, id: int, document: Mapping[str, Any], hall: HallState) -> str:
    by = document.get("by")
    person = hall.people.get(by) if isinstance(by, str) else None
    who = person.name if person is not None else str(by or "-")
    at = str(document.get("at"))[:19].replace("T", " ")
    shift = ".".join(journal.split(".")[1:2])
    body = document.get("body")
    said = " ".join(_said(body)) if isinstance(body, Mapping) else ""
    return f"{at}  {shift} #{id}  {who}  {document.get('kind')}  {said}".rstrip()


def _said(body: Mapping[str, Any]) -> Iterator[str]:
    for key, value in body.items():
        if isinstance(value, Mapping) and set(value) == {"zh", "en"}:
            yield f"{key}={value['zh']}"
        elif not isinstance(value, Mapping | list | tuple) or not value:
            yield f"{key}={value}" if not isinstance(value, Mapping | list | tuple) else f"{key}=-"
        elif isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
            yield f"{key}={','.join(value)}"


def _own_words(body: Any) -> str:
    """What a record itself says; an opening record repeats the roster and what was carried in."""
    said = {k: v for k, v in body.items() if k not in _REPEATED} if isinstance(body, Mapping) else body
    return json.dumps(said, ensure_ascii=False, default=dict)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name.partition(".")[2][:10])
    except ValueError:
        return None


_REPEATED = frozenset({"premises", "carried"})

_NEVER = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))


def _time(at: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(at))
    except ValueError:
        return _NEVER
    return moment if moment.tzinfo is not None else _NEVER


def _moment(typed: str | None, zone: ZoneInfo, *, end: bool) -> datetime | None | Refusal:
    """A day or a moment; the end of a day is the beginning of the next one."""
    if typed is None:
        return None
    try:
        if len(typed) == 10:
            day = date.fromisoformat(typed) + timedelta(days=end)
            return datetime.combine(day, time(), zone)
        moment = datetime.fromisoformat(typed)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        words = Text(
            "「{typed}」 不是日期。写作 2026-11-22 或 2026-11-22T08:30。",
            '"{typed}" is no date. Write 2026-11-22 or 2026-11-22T08:30.',
        )
        return Refusal("not_a_date", words.fill(typed=typed))
