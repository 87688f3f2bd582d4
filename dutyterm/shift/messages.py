"""The family of the message book 留言本: notes to the next manager, until read or out of date (S2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, cast

from dutyterm.i18n import Text
from dutyterm.model.moment import Day, Moment
from dutyterm.model.record import Event, Fact, Record
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.frozen import put
from dutyterm.shift.shift import Blocker, Scene, Shift
from dutyterm.shift.words import TEXT_LIMIT, stored
from dutyterm.values import dataclass

if TYPE_CHECKING:
    from dutyterm.manual.schema import Block

KEY = "messages"

CARRY_VERSION = 1

Priority = Literal["normal", "important"]

PRIORITIES: Mapping[Priority, Text] = MappingProxyType(
    {"normal": Text("一般", "normal"), "important": Text("重要", "important")}
)


class MessageWritten(Fact):
    """A note to whoever comes next."""

    KIND = "message.written"

    text: str
    """Masked (N30)."""
    priority: Priority = "normal"
    until: Day | None = None
    """Last business day on which it holds; None = until another manager has read it."""
    must_read: tuple[str, ...] = ()
    """Person ids that must have read it: it stays for them whatever its day."""


class MessageRead(Fact):
    """The person signed in has read a note."""

    KIND = "message.read"

    ref: str


class MessageWithdrawn(Fact):
    """Its author takes a note out of the book; it stays in the records."""

    KIND = "message.withdrawn"

    ref: str
    reason: str


FACTS: tuple[type[Fact], ...] = (MessageWritten, MessageRead, MessageWithdrawn)


@dataclass(frozen=True)
class Message:
    """One note and who has read it."""

    ref: str
    """`<journal>#<record id>`: stable for ever."""
    text: str
    priority: Priority
    at: datetime
    by: str | None
    until: date | None = None
    must_read: tuple[str, ...] = ()
    read: tuple[tuple[str, datetime], ...] = ()
    """Who read it when, earlier shifts included."""
    carried: bool = False
    withdrawn: bool = False

    def read_by(self, person: str | None) -> bool:
        """Has that person read it? Who wrote it has."""
        return person is not None and (person == self.by or any(who == person for who, _ in self.read))

    @property
    def missing(self) -> tuple[str, ...]:
        """Who must still read it."""
        return tuple(person for person in self.must_read if not self.read_by(person))

    def holds(self, day: date) -> bool:
        """Does it concern anybody in a shift of that business day?"""
        if self.withdrawn:
            return False
        return bool(self.missing) or self.until is None or day <= self.until

    def goes_on(self, day: date) -> bool:
        """Does the next shift take it over? One without a last day goes on until somebody has read it."""
        return self.holds(day) and (bool(self.missing) or self.until is not None or not self.read)


@dataclass(frozen=True)
class Messages:
    """The message book by reference, oldest first."""

    journal: str = ""
    day: date | None = None
    by_ref: Mapping[str, Message] = field(default_factory=dict)


EMPTY = Messages()


def of(shift: Shift) -> Messages:
    """This family's part of the shift."""
    return cast(Messages, shift.parts[KEY])


def apply(part: Messages, record: Record) -> Messages:
    """The part after this record."""
    match record.fact:
        case life.ShiftOpened() as fact if not part.journal:
            return Messages(fact.journal, fact.day, MappingProxyType(_taken_over(fact.carried.get(KEY))))
        case MessageWritten() as fact:
            ref = f"{part.journal}#{record.id}"
            message = Message(ref, fact.text, fact.priority, record.at, record.by, fact.until, fact.must_read)
            return _with(part, message)
        case MessageRead(ref=ref) if ref in part.by_ref and record.by is not None:
            message = part.by_ref[ref]
            if message.read_by(record.by):
                return part
            return _with(part, replace(message, read=(*message.read, (record.by, record.at))))
        case MessageWithdrawn(ref=ref) if ref in part.by_ref:
            return _with(part, replace(part.by_ref[ref], withdrawn=True))
        case _:
            return part


def _with(part: Messages, message: Message) -> Messages:
    return replace(part, by_ref=put(part.by_ref, message.ref, message))


def blocks(scene: Scene, what: Block) -> tuple[Blocker, ...]:
    """Notes hinder nothing; the handover asks that they are read."""
    del scene, what
    return ()


class _CarriedMessage(MessageWritten):
    """A note as the opening record of the next shift holds it."""

    KIND = ""

    ref: str
    at: Moment
    by: str | None = None
    read: tuple[tuple[str, Moment], ...] = ()


def carry(shift: Shift) -> Mapping[str, object] | None:
    """Every note that goes on after this shift."""
    part = of(shift)
    if part.day is None:
        return None
    kept = [
        _CarriedMessage(
            ref=m.ref, text=m.text, priority=m.priority, until=m.until, must_read=m.must_read,
            at=m.at, by=m.by, read=m.read,
        ).body()
        for m in part.by_ref.values()
        if m.goes_on(part.day)
    ]  # fmt: skip
    return {"v": CARRY_VERSION, "messages": kept} if kept else None


def _taken_over(carried: object) -> dict[str, Message]:
    """The notes of a carry part; what cannot be read is left out here and named by verify."""
    found: dict[str, Message] = {}
    if not isinstance(carried, Mapping) or carried.get("v") != CARRY_VERSION:
        return found
    rows: Any = carried.get("messages")
    for row in rows if isinstance(rows, list | tuple) else ():
        try:
            m = _CarriedMessage.model_validate(row, strict=False)
        except ValueError:
            continue
        found.setdefault(
            m.ref, Message(m.ref, m.text, m.priority, m.at, m.by, m.until, m.must_read, m.read, carried=True)
        )
    return found


def summary(scene: Scene) -> Mapping[str, object]:
    """How many notes were written, and how many wait for somebody who must read them."""
    book = of(scene.shift).by_ref.values()
    return {
        "written": sum(not m.carried for m in book),
        "unread": sum(bool(m.missing) and not m.withdrawn for m in book),
    }


# --- rules ---------------------------------------------------------------------------------------


def holding(scene: Scene) -> tuple[Message, ...]:
    """The notes that hold today, important ones first, then the newest."""
    part = of(scene.shift)
    day = part.day
    found = [m for m in part.by_ref.values() if day is not None and m.holds(day)]
    return tuple(sorted(found, key=lambda m: (m.priority != "important", -m.at.timestamp())))


def unread(scene: Scene) -> tuple[Message, ...]:
    """The notes that hold today and that the person signed in has not read."""
    return tuple(m for m in holding(scene) if not m.read_by(scene.by))


def write(
    scene: Scene,
    text: str,
    *,
    priority: Priority = "normal",
    until: date | None = None,
    must_read: tuple[str, ...] = (),
) -> list[Event] | Refusal:
    """Writes a note; the text is masked before it becomes a record (N30)."""
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    words = stored(text, TEXT_LIMIT)
    if isinstance(words, Refusal):
        return words
    known = {person.id for person in opened.premises.roster}
    if not known.issuperset(must_read):
        return Refusal("not_on_roster", Text("必读的人不在名册上。", "A reader is not on the roster."))
    if until is not None and until < opened.day:
        return Refusal(
            "past_due", Text("有效期不能早于今天。", "It cannot be valid until a day that is over.")
        )
    fact = MessageWritten(
        text=words, priority=priority, until=until, must_read=tuple(dict.fromkeys(must_read))
    )
    return [Event(fact, scene.by)]


def read(scene: Scene, ref: str) -> list[Event] | Refusal:
    """The person signed in has read it."""
    message = _known(scene, ref)
    if isinstance(message, Refusal):
        return message
    if message.read_by(scene.by):
        return Refusal("already_read", Text("这一条您已读过。", "You have read this one."))
    return [Event(MessageRead(ref=ref), scene.by)]


def withdraw(scene: Scene, ref: str, reason: str) -> list[Event] | Refusal:
    """Takes one's own note out of the book."""
    message = _known(scene, ref)
    if isinstance(message, Refusal):
        return message
    if message.by != scene.by:
        return Refusal("not_yours", Text("只有写的人可以撤下。", "Only who wrote it takes it out."))
    words = stored(reason)
    if isinstance(words, Refusal):
        return words
    return [Event(MessageWithdrawn(ref=ref, reason=words), scene.by)]


def _known(scene: Scene, ref: str) -> Message | Refusal:
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    message = of(scene.shift).by_ref.get(ref)
    if message is None or message.withdrawn:
        return Refusal("unknown_message", Text("没有这一条留言。", "There is no such note."))
    return message
