"""What the taker reads: everything that is handed over, flagged and open things first (S6, N9, N16)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from dutyterm.i18n import LANGS, Text, joined, same
from dutyterm.shift import entries, life, messages, open_items
from dutyterm.shift.handed import handed
from dutyterm.shift.handover.family import CarriedEntry, Handover, Stage, Tick, of
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

RowSort = Literal["item", "entry", "message", "timer", "step", "cash", "slip", "more"]
"""item: an open item, promises included. entry: of the log. message: of the message book. timer, step, cash,
slip: what a family hands over by name. more: entries that were too many to be carried one by one."""


@dataclass(frozen=True)
class Row:
    """One thing to read."""

    ref: str
    """What `read` and `reserve` name."""
    sort: RowSort
    title: Text
    """Its words; they do not change while time goes by."""
    flagged: bool
    """Read first: urgent or important, overdue or due today, a promise, a timer, a must-read note."""
    at: datetime | None
    """When it happened or was opened."""
    by: str | None
    """Who wrote or opened it."""
    kind: str = ""
    """An entry's category id, an item's sort, a note's priority, what a family calls it."""
    number: int | None = None
    """The small number of an open item."""
    due: datetime | None = None
    owner: str | None = None
    overdue: int | None = None
    """Whole minutes past its due time."""
    tick: Tick | None = None
    """That of the person signed in."""
    reservation: str | None = None
    exempt: bool = False
    """The person signed in wrote it: nothing to read."""

    @property
    def done(self) -> bool:
        """Read, or nothing to read."""
        return self.exempt or self.tick is not None


@dataclass(frozen=True)
class Reading:
    """The handover into this shift as the person signed in sees it."""

    stage: Stage
    giver: str | None
    """Who hands over."""
    responsible: str | None
    taker: str | None
    """Who is signed in, unless that is the giver."""
    overnight: bool
    seal: str | None
    """Seal hash of the shift that is handed over."""
    rows: tuple[Row, ...]
    """In the order in which they are read."""
    read: int
    """How many of `total` are done."""
    total: int
    """Rows that the taker has to read; her own are not counted."""
    reservations: int
    shown: str
    """SHA-256 of exactly these rows in both languages: what the signature covers (N16)."""

    @property
    def complete(self) -> bool:
        """Everything is read."""
        return self.read == self.total

    @property
    def next(self) -> Row | None:
        """The first row that is not read yet."""
        return next((row for row in self.rows if not row.done), None)


def reading(scene: Scene) -> Reading:
    """What is handed over into the open shift; without rows when nothing waits."""
    part = of(scene.shift)
    # sorted is stable: within a rank items are by due time, the rest as it happened
    rows = sorted(_rows(scene, part), key=_rank) if not part.settled else []
    asked = [row for row in rows if not row.exempt]
    return Reading(
        stage=part.stage,
        giver=part.giver,
        responsible=part.responsible,
        taker=scene.by if scene.by != part.giver else None,
        overnight=part.overnight,
        seal=part.seal,
        rows=tuple(rows),
        read=sum(row.done for row in asked),
        total=len(asked),
        reservations=len(part.reserved),
        shown=shown(part, rows),
    )


def _rank(row: Row) -> tuple[bool, int]:
    order = {"timer": 0, "step": 0, "item": 1, "cash": 2, "slip": 2, "message": 3, "entry": 4, "more": 5}
    return not row.flagged, order[row.sort]


def _rows(scene: Scene, part: Handover) -> Iterator[Row]:
    for thing in handed(scene):
        if thing.carried:
            yield _row(
                scene, part, thing.ref, thing.sort, thing.title,
                flagged=thing.flagged or thing.sort == "timer", owner=thing.owner, due=thing.due,
            )  # fmt: skip
    for item in open_items.of(scene.shift).open():
        if item.carried:
            yield _item_row(scene, part, item)
    for message in messages.holding(scene):
        if message.carried:
            flagged = message.priority == "important" or scene.by in message.missing
            yield _row(
                scene, part, message.ref, "message", same(message.text),
                flagged=flagged, at=message.at, by=message.by, kind=message.priority,
                exempt=message.by is not None and message.by == scene.by,
            )  # fmt: skip
    for entry in (*part.waiting, *_offered(scene, part)):
        if _may_see(scene, entry.category):
            yield _entry_row(scene, part, entry)
    if part.more:
        words = Text("另有日志 {n} 条,在上一班的文件里", "{n} more entries, in the file of the shift before")
        yield _row(scene, part, f"{part.journal}#more", "more", words.fill(n=part.more))


def _offered(scene: Scene, part: Handover) -> Iterator[CarriedEntry]:
    """Entries of this shift that were there when it was offered again."""
    for entry in entries.of(scene.shift).by_id.values() if part.offered is not None else ():
        if part.offered is not None and entry.id < part.offered:
            yield CarriedEntry(
                ref=f"{part.journal}#{entry.id}", at=entry.at, occurred_at=entry.occurred_at, by=entry.by,
                category=entry.category, severity=entry.severity, text=entry.text,
            )  # fmt: skip


def _may_see(scene: Scene, category: str) -> bool:
    """Some categories are for the hall manager's eyes only; nobody else is asked to read them."""
    known = scene.manual.log.category(category)
    return known is None or not known.only or (scene.who is not None and scene.who.role in known.only)


def _item_row(scene: Scene, part: Handover, item: open_items.Item) -> Row:
    opened = life.of(scene.shift).opened
    due_day = item.due.astimezone(scene.now.tzinfo).date() if item.due is not None else None
    today = due_day is not None and opened is not None and due_day <= opened.day
    return _row(
        scene, part, item.ref, "item", item.title,
        flagged=today or item.sort == "promise", at=item.opened_at, by=item.opened_by, kind=item.sort,
        number=item.number, due=item.due, owner=item.owner,
    )  # fmt: skip


def _entry_row(scene: Scene, part: Handover, entry: CarriedEntry) -> Row:
    words = f"{entry.text}..." if entry.cut else entry.text
    return _row(
        scene, part, entry.ref, "entry", same(words),
        flagged=entry.severity != "normal", at=entry.occurred_at, by=entry.by, kind=entry.category,
        exempt=entry.by is not None and entry.by == scene.by,
    )  # fmt: skip


def _row(
    scene: Scene,
    part: Handover,
    ref: str,
    sort: RowSort,
    title: Text,
    *,
    flagged: bool = False,
    at: datetime | None = None,
    by: str | None = None,
    kind: str = "",
    number: int | None = None,
    due: datetime | None = None,
    owner: str | None = None,
    exempt: bool = False,
) -> Row:
    overdue = int((scene.now - due).total_seconds() // 60) if due is not None and due < scene.now else None
    return Row(
        ref=ref,
        sort=sort,
        title=title,
        flagged=flagged or overdue is not None,
        at=at,
        by=by,
        kind=kind or sort,
        number=number,
        due=due,
        owner=owner,
        overdue=overdue,
        tick=next((tick for tick in part.ticks.get(ref, ()) if tick.by == scene.by), None),
        reservation=part.reserved.get(ref),
        exempt=exempt,
    )


def shown(part: Handover, rows: list[Row]) -> str:
    """SHA-256 over what is shown in both languages: seal, rows, due times, reservations (N16).

    The order does not count: a row that becomes overdue while it is read moves up and says the same.
    """
    lines = sorted((_shown_row(row) for row in rows), key=lambda text: text.zh)
    text = joined(same("\n"), [same(f"{part.seal or '-'} {part.giver or '-'}"), *lines])
    return hashlib.sha256("\n".join(text.to(lang) for lang in LANGS).encode()).hexdigest()


def _shown_row(row: Row) -> Text:
    due = row.due.isoformat(timespec="minutes") if row.due is not None else ""
    parts = [same(row.ref), row.title, same(due), same(row.owner or ""), same(row.reservation or "")]
    return joined(same("\t"), parts)
