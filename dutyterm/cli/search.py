"""`dutyterm search`: words in all shifts, newest first, each hit with what stands around it."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

from dutyterm.cli.hall import hall_of
from dutyterm.cli.records import clock, shift_of, tell_unknown_kind, tellers_of
from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.cli.when import moment_of
from dutyterm.hall.layout import Layout
from dutyterm.hall.state import HallState
from dutyterm.i18n import Text
from dutyterm.journal.disk import RealDisk
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed
from dutyterm.options import Options
from dutyterm.review.kind_names import kind_name
from dutyterm.review.search import Hit, Query, State, search
from dutyterm.review.told import Teller
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    text: str
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    person: str | None = None
    """工号, name or id."""
    state: str | None = None
    late: bool = False
    corrected: bool = False
    most: int = 100


def run(voice: Voice, options: Options, asked: Asked, as_json: bool) -> int:
    """Prints the newest hits; 1 when a file is damaged where words were found, or cannot be read."""
    layout = Layout(options.data)
    hall = hall_of(layout, RealDisk())
    query = query_of(asked, hall)
    if isinstance(query, Refusal):
        return voice.wrong(query.text)
    found = search(RealDisk(), layout.shifts, query, asked.most)
    tellers = tellers_of(options, hall)
    for hit in found.hits:
        voice.show(_as_json(hit) if as_json else _as_line(voice, tellers.of(hit.journal), hit))
    if not found.hits:
        tell_unknown_kind(voice, asked.kind)
    if found.more:
        words = Text(
            "只列最新 {n} 条,还有更多: 加 --most 或缩小范围。",
            "Only the newest {n}; there are more: use --most, or narrow the search.",
        )
        voice.tell(words.fill(n=asked.most))
    for name in found.doubtful:
        words = Text("{file} 读不了或有改动,用 verify 查看。", "{file} is unreadable or altered; see verify.")
        voice.tell(words.fill(file=name))
    return BAD_NEWS if found.doubtful else WELL


def query_of(asked: Asked, hall: HallState) -> Query | Refusal:
    """The query in what was typed."""
    zone = ZoneInfo(hall.profile.zone if hall.profile is not None else "Asia/Shanghai")
    since, until = moment_of(asked.since, zone, end=False), moment_of(asked.until, zone, end=True)
    if isinstance(since, Refusal):
        return since
    if isinstance(until, Refusal):
        return until
    state = _state(asked.state)
    if isinstance(state, Refusal):
        return state
    if asked.most < 1:
        return Refusal("most", Text("--most 至少为 1。", "--most is 1 or more."))
    people = people_named(hall, asked.person) if asked.person is not None else None
    if people is not None and not people:
        words = Text(
            "没有「{who}」这个人: 写工号或姓名。", 'Nobody is "{who}": give a staff number or a name.'
        )
        return Refusal("unknown_person", words.fill(who=asked.person))
    return Query(
        asked.text, since, until, asked.kind, people, state, late=asked.late, corrected=asked.corrected
    )


def people_named(hall: HallState, typed: str) -> frozenset[str]:
    """Ids of everybody, leavers too, with that 工号, name or id; a 工号 may have had several holders."""
    wanted = keyed(typed)
    return frozenset(
        person.id
        for person in hall.people.values()
        if wanted in (person.id, person.name) or wanted.upper() == person.number
    )


def _state(typed: str | None) -> State | None | Refusal:
    if typed is None:
        return None
    if typed == "open":
        return "open"
    if typed == "closed":
        return "closed"
    return Refusal("state", Text("--state 只能是 open 或 closed。", "--state takes open or closed."))


def _as_json(hit: Hit) -> str:
    shown, marks = hit.context()
    found = {"text": hit.text, "spans": hit.spans, "context": shown, "context_spans": marks}
    return json.dumps({"journal": hit.journal, "id": hit.id, **hit.document, **found}, ensure_ascii=False)


def _as_line(voice: Voice, teller: Teller, hit: Hit) -> str:
    kind = str(hit.document.get("kind"))
    shown = hit.context()[0]
    if not shown:
        shown = voice.words(teller.told(kind, hit.document.get("body")))
    who, what = teller.name(hit.document.get("by")), voice.words(kind_name(kind))
    line = f"{clock(hit.document)}  {shift_of(hit.journal)} #{hit.id}  {who}  {what}  {shown}"
    return "".join(c if c.isprintable() else " " for c in line).rstrip()
