"""The family of log entries: written, added to, corrected with old words struck out (domain 3g, S3, S4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast

from dutyterm.i18n import Text
from dutyterm.model.moment import Moment
from dutyterm.model.record import Event, Fact, Record
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.frozen import put
from dutyterm.shift.shift import Blocker, Scene, Shift
from dutyterm.shift.words import NAME_LIMIT, stored
from dutyterm.values import dataclass

if TYPE_CHECKING:
    from dutyterm.manual.schema import Block

KEY = "entries"

Severity = Literal["normal", "important", "urgent"]

SEVERITIES: Mapping[Severity, Text] = MappingProxyType(
    {
        "normal": Text("一般", "normal"),
        "important": Text("重要", "important"),
        "urgent": Text("紧急", "urgent"),
    }
)

LATE_AFTER = timedelta(minutes=10)
"""An entry that tells of something longer ago is marked as recorded late (S4; D)."""

REASONS: tuple[tuple[str, Text], ...] = (
    ("slip", Text("写错", "slip of the pen")),
    ("changed", Text("情况有变", "things changed")),
    ("rechecked", Text("复核更正", "rechecked")),
)
"""Reasons for a correction, by digit."""


DRILL = "演练 DRILL:"
"""Begins every note on the card of a drill, so that no reader takes it for something that happened."""


class EntryWritten(Fact):
    """A note in the shift log."""

    KIND = "entry.written"

    category: str
    """Category id of the manual's log."""
    text: str
    """Masked (N30)."""
    severity: Severity = "normal"
    occurred_at: Moment
    place: str | None = None
    card: str | None = None
    """Emergency card that was open when it was written."""
    drill: bool = False
    """That card was walked as a drill: its text begins with `DRILL`, and it counts in no figure (N13)."""


class EntryAdded(Fact):
    """An addition to an earlier entry (补记)."""

    KIND = "entry.added"

    of: int
    """Record id of the entry."""
    text: str


class EntryCorrected(Fact):
    """New words for an earlier entry; the old ones stay, struck out."""

    KIND = "entry.corrected"

    of: int
    text: str
    reason: str


class EntryRead(Fact):
    """Somebody else than its author has read the entry: it is locked from now on (S2)."""

    KIND = "entry.read"

    of: int


class EntryEdited(Fact):
    """The author put it into other words before anybody had read it (S2); the first words stay on record."""

    KIND = "entry.edited"

    of: int
    text: str


class EntryFollowed(Fact):
    """An addition to, or a correction of, an entry of a sealed shift; that one stays as it is (3g)."""

    KIND = "entry.followed"

    ref: str
    """`<journal>#<record id>` of the entry."""
    text: str
    reason: str | None = None
    """Set for a correction."""


FACTS: tuple[type[Fact], ...] = (
    EntryWritten,
    EntryAdded,
    EntryCorrected,
    EntryRead,
    EntryEdited,
    EntryFollowed,
)


@dataclass(frozen=True)
class Later:
    """Something said of an entry later: an addition, or the words that replaced the ones before."""

    at: datetime
    by: str | None
    text: str
    """An addition's words; for a correction the old words, now struck out."""
    reason: str | None = None
    """Set for a correction."""


@dataclass(frozen=True)
class Reader:
    """Somebody who has read an entry."""

    person: str
    at: datetime


@dataclass(frozen=True)
class Entry:
    """A log entry with everything said of it later."""

    id: int
    """Its record id."""
    at: datetime
    """When it was recorded."""
    by: str | None
    category: str
    text: str
    """The words that hold now."""
    severity: Severity
    occurred_at: datetime
    place: str | None = None
    card: str | None = None
    drill: bool = False
    additions: tuple[Later, ...] = ()
    struck: tuple[Later, ...] = ()
    """Earlier words, oldest first."""
    read_by: tuple[Reader, ...] = ()
    """Others than its author who have read it, and when."""
    edits: int = 0
    """How often its author put it into other words before anybody had read it."""

    @property
    def late(self) -> bool:
        """Recorded long after it happened (S4)?"""
        return self.at - self.occurred_at > LATE_AFTER


@dataclass(frozen=True)
class Entries:
    """All entries of the shift by record id."""

    by_id: Mapping[int, Entry] = field(default_factory=dict)
    followed: Mapping[str, tuple[Later, ...]] = field(default_factory=dict)
    """Reference to an entry of an earlier shift -> what was said of it in this one."""

    def newest_first(self) -> tuple[Entry, ...]:
        """By record number, newest first."""
        return tuple(reversed(tuple(self.by_id.values())))


EMPTY = Entries()


def of(shift: Shift) -> Entries:
    """This family's part of the shift."""
    return cast(Entries, shift.parts[KEY])


def apply(part: Entries, record: Record) -> Entries:
    """The part after this record."""
    match record.fact:
        case EntryWritten() as fact:
            entry = Entry(
                id=record.id,
                at=record.at,
                by=record.by,
                category=fact.category,
                text=fact.text,
                severity=fact.severity,
                occurred_at=fact.occurred_at,
                place=fact.place,
                card=fact.card,
                drill=fact.drill,
            )
            return _with(part, entry)
        case EntryAdded(of=id, text=text) if id in part.by_id:
            entry = part.by_id[id]
            return _with(
                part, replace(entry, additions=(*entry.additions, Later(record.at, record.by, text)))
            )
        case EntryCorrected(of=id, text=text, reason=reason) if id in part.by_id:
            entry = part.by_id[id]
            struck = Later(record.at, record.by, entry.text, reason)
            return _with(part, replace(entry, text=text, struck=(*entry.struck, struck)))
        case EntryFollowed() as fact:
            later = Later(record.at, record.by, fact.text, fact.reason)
            return replace(
                part, followed=put(part.followed, fact.ref, (*part.followed.get(fact.ref, ()), later))
            )
        case EntryRead(of=id) if id in part.by_id and record.by is not None:
            entry = part.by_id[id]
            if record.by == entry.by or any(reader.person == record.by for reader in entry.read_by):
                return part
            return _with(part, replace(entry, read_by=(*entry.read_by, Reader(record.by, record.at))))
        case EntryEdited(of=id, text=text) if id in part.by_id:
            entry = part.by_id[id]
            return _with(part, replace(entry, text=text, edits=entry.edits + 1))
        case _:
            return part


def _with(part: Entries, entry: Entry) -> Entries:
    return replace(part, by_id=put(part.by_id, entry.id, entry))


def blocks(scene: Scene, what: Block) -> tuple[Blocker, ...]:
    """Entries hinder nothing."""
    del scene, what
    return ()


def carry(shift: Shift) -> Mapping[str, object] | None:
    """Entries stay in their shift."""
    del shift
    return None


def summary(scene: Scene) -> Mapping[str, object]:
    """How many, how many urgent, late, corrected; how many of each category."""
    entries = [entry for entry in of(scene.shift).by_id.values() if not entry.drill]
    return {
        "count": len(entries),
        "urgent": sum(e.severity == "urgent" for e in entries),
        "late": sum(e.late for e in entries),
        "corrected": sum(bool(e.struck) for e in entries),
        "categories": {
            c: sum(e.category == c for e in entries) for c in sorted({e.category for e in entries})
        },
    }


# --- rules ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Draft:
    """What a person wants to write down."""

    category: str
    text: str
    occurred_at: datetime | None = None
    """None = now."""
    severity: Severity = "normal"
    place: str = ""
    card: str | None = None
    drill: bool = False


def write(scene: Scene, draft: Draft) -> list[Event] | Refusal:
    """Writes an entry; the text is masked before it becomes a record (N30)."""
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    if scene.manual.log.category(draft.category) is None:
        return Refusal(
            "unknown_category", Text("先用数字选一个类别。", "First choose a category by its digit.")
        )
    refused = may_write(scene, draft.category)
    if refused is not None:
        return refused
    if draft.card is not None and all(card.id != draft.card for card in scene.manual.cards):
        return Refusal("unknown_card", Text("没有这张应急卡。", "There is no such card."))
    text = stored(draft.text)
    if isinstance(text, Refusal):
        return text
    place = stored(draft.place, NAME_LIMIT, empty_ok=True)
    if isinstance(place, Refusal):
        return place
    when = draft.occurred_at or scene.now
    if when > scene.now:
        return Refusal(
            "future",
            Text(
                "发生时间不能晚于现在。键入 HHMM,或 -10 表示十分钟前。",
                "It cannot have happened later than now. Type HHMM, or -10 for ten minutes ago.",
            ),
        )
    fact = EntryWritten(
        category=draft.category,
        text=f"{DRILL} {text}" if draft.drill else text,
        severity=draft.severity,
        occurred_at=when,
        place=place or None,
        card=draft.card,
        drill=draft.drill,
    )
    return [Event(fact, scene.by)]


def add(scene: Scene, entry: int, text: str) -> list[Event] | Refusal:
    """Adds words to an earlier entry."""
    known = of(scene.shift).by_id.get(entry)
    if known is None:
        return unknown(entry)
    refused = may_write(scene, known.category)
    if refused is not None:
        return refused
    words = stored(text)
    if isinstance(words, Refusal):
        return words
    return [Event(EntryAdded(of=entry, text=words), scene.by)]


def correct(scene: Scene, entry: int, text: str, reason: str) -> list[Event] | Refusal:
    """Replaces the words of an earlier entry; the old ones are kept, struck out, with reason (S3)."""
    known = of(scene.shift).by_id.get(entry)
    if known is None:
        return unknown(entry)
    refused = may_write(scene, known.category)
    if refused is not None:
        return refused
    if reason not in dict(REASONS):
        return Refusal(
            "reason_needed",
            Text(
                "选一个更正原因: 1 写错 2 情况有变 3 复核更正。",
                "Choose a reason: 1 slip 2 things changed 3 rechecked.",
            ),
        )
    words = stored(text)
    if isinstance(words, Refusal):
        return words
    if words == known.text:
        return Refusal(
            "unchanged", Text("文字没有变化,没有记下。", "The words are the same; nothing was written.")
        )
    return [Event(EntryCorrected(of=entry, text=words, reason=reason), scene.by)]


def may_write(scene: Scene, category_id: str) -> Refusal | None:
    """Some categories belong to the hall manager alone, additions and corrections included."""
    category = scene.manual.log.category(category_id)
    if category is None or not category.only:
        return None
    if scene.who is not None and scene.who.role in category.only:
        return None
    return not_yours(category.name)


def not_yours(category: Text) -> Refusal:
    """A category that is for the hall manager alone."""
    return Refusal(
        "not_permitted",
        Text(
            "「{name}」只有厅经理可写。换一个类别,或请厅经理登录。",
            'Only the hall manager writes "{name}". Choose another category.',
        ).fill(name=category),
    )


def unknown(entry: int) -> Refusal:
    """No entry of that number."""
    return Refusal("unknown_entry", Text("没有第 {n} 条。", "There is no entry {n}.").fill(n=entry))
