"""The family of open items: what comes back every shift until it is closed with a result (L10, S7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, cast

from dutyterm.i18n import Text
from dutyterm.manual.schema import Block
from dutyterm.model.moment import Moment
from dutyterm.model.record import Event, Record
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.frozen import put
from dutyterm.shift.open_item_facts import FACTS as FACTS
from dutyterm.shift.open_item_facts import OpenItemChanged as OpenItemChanged
from dutyterm.shift.open_item_facts import OpenItemClosed as OpenItemClosed
from dutyterm.shift.open_item_facts import OpenItemOpened as OpenItemOpened
from dutyterm.shift.open_item_facts import OpenItemRead as OpenItemRead
from dutyterm.shift.open_item_facts import OpenItemTold as OpenItemTold
from dutyterm.shift.open_item_facts import Outcome as Outcome
from dutyterm.shift.open_item_facts import Sort as Sort
from dutyterm.shift.shift import Blocker, Scene, Shift
from dutyterm.shift.words import NAME_LIMIT, stored
from dutyterm.values import dataclass

KEY = "open_items"

CARRY_VERSION = 1

BY_HAND: tuple[Sort, ...] = ("note", "fault", "receipt", "notice")
"""What a person opens by hand, in the order of its digits."""

SORT_NAMES: Mapping[Sort, Text] = MappingProxyType(
    {
        "promise": Text("承诺", "promises"),
        "fault": Text("故障", "faults"),
        "failed": Text("检查异常", "off the norm"),
        "deferred": Text("缓办", "deferred"),
        "away": Text("离机补答", "to be answered later"),
        "receipt": Text("待取回单", "receipts to fetch"),
        "notice": Text("未读公告", "unread notices"),
        "note": Text("其他", "other"),
    }
)
"""What each kind is called, promises first."""


@dataclass(frozen=True)
class Item:
    """One open or closed item."""

    ref: str
    """`<journal>#<record id>`: stable for ever, also in later shifts."""
    number: int
    """Small number for people; unique among the items of this shift."""
    sort: Sort
    title: Text
    opened_at: datetime
    opened_by: str | None
    due: datetime | None = None
    owner: str | None = None
    item: str | None = None
    part: str = ""
    field: str | None = None
    run: str | None = None
    until: str | None = None
    customer: str | None = None
    """To whom something was promised."""
    source: str | None = None
    """Record that it comes from, when that is not a line."""
    told: tuple[str, ...] = ()
    """Who was told of a promise, earlier shifts included."""
    put_off: int = 0
    """How often its due time was changed."""
    carried: bool = False
    """It came in from an earlier shift."""
    read_by: tuple[str | None, ...] = ()
    """Who has read it in this shift, as it is now."""
    result: str | None = None
    """Set when closed."""
    outcome: Outcome | None = None
    """Set when closed."""
    closed_at: datetime | None = None
    closed_by: str | None = None
    occurred_at: datetime | None = None
    """When it was really settled, if somebody said so when closing it."""

    @property
    def open(self) -> bool:
        """Still to be settled?"""
        return self.closed_at is None


@dataclass(frozen=True)
class Items:
    """All items of this shift, carried ones first, by reference."""

    journal: str = ""
    by_ref: Mapping[str, Item] = field(default_factory=dict)

    def open(self) -> tuple[Item, ...]:
        """What is still to be settled: by due time, those without one last."""
        found = [item for item in self.by_ref.values() if item.open]
        return tuple(sorted(found, key=lambda i: (i.due is None, i.due or i.opened_at, i.number)))

    def carried(self) -> tuple[Item, ...]:
        """What came in from earlier shifts, settled meanwhile or not."""
        return tuple(item for item in self.by_ref.values() if item.carried)

    def of_line(self, run: str, item: str, part: str | None = None) -> tuple[Item, ...]:
        """Open items that come from this line of this run (and part, when given)."""
        return tuple(
            i
            for i in self.by_ref.values()
            if i.open and i.run == run and i.item == item and (part is None or i.part == part)
        )


EMPTY = Items()


def of(shift: Shift) -> Items:
    """This family's part of the shift."""
    return cast(Items, shift.parts[KEY])


def apply(part: Items, record: Record) -> Items:
    """The part after this record."""
    match record.fact:
        case life.ShiftOpened() as fact if not part.journal:
            return Items(journal=fact.journal, by_ref=MappingProxyType(_taken_over(fact.carried.get(KEY))))
        case OpenItemOpened() as fact:
            ref = f"{part.journal}#{record.id}"
            item = Item(
                ref=ref,
                number=len(part.by_ref) + 1,
                sort=fact.sort,
                title=fact.title,
                opened_at=record.at,
                opened_by=record.by,
                due=fact.due,
                owner=fact.owner,
                item=fact.item,
                part=fact.part,
                field=fact.field,
                run=fact.run,
                until=fact.until,
                customer=fact.customer,
                source=fact.source,
            )
            return _with(part, item)
        case OpenItemRead(ref=ref) if ref in part.by_ref:
            item = part.by_ref[ref]
            if record.by in item.read_by:
                return part
            return _with(part, replace(item, read_by=(*item.read_by, record.by)))
        case OpenItemTold(ref=ref, person=person) if ref in part.by_ref:
            item = part.by_ref[ref]
            return part if person in item.told else _with(part, replace(item, told=(*item.told, person)))
        case OpenItemChanged() as fact if fact.ref in part.by_ref and part.by_ref[fact.ref].open:
            item = part.by_ref[fact.ref]
            moved = replace(
                item,
                due=fact.due or item.due,
                owner=fact.owner or item.owner,
                put_off=item.put_off + (fact.due is not None),
                # a new day has another duty manager, who is still to be told
                told=item.told if fact.due is None else (),
                read_by=(record.by,),  # as it is now, nobody else knows it
            )
            return _with(part, moved)
        case OpenItemClosed() as fact if fact.ref in part.by_ref and part.by_ref[fact.ref].open:
            settled = replace(
                part.by_ref[fact.ref],
                result=fact.result,
                outcome=fact.outcome,
                closed_at=record.at,
                closed_by=record.by,
                occurred_at=fact.occurred_at,
            )
            return _with(part, settled)
        case _:
            return part


def _with(part: Items, item: Item) -> Items:
    return Items(part.journal, put(part.by_ref, item.ref, item))


def blocks(scene: Scene, what: Block) -> tuple[Blocker, ...]:
    """Open items hinder nothing by themselves; OPN-33 asks that they are read."""
    del scene, what
    return ()


def carry(shift: Shift) -> Mapping[str, object] | None:
    """Every item that is still open, with its permanent reference."""
    items = [_carried(item) for item in of(shift).open()]
    return {"v": CARRY_VERSION, "items": items} if items else None


def summary(scene: Scene) -> Mapping[str, object]:
    """How many are open (and of what kind), were closed, came in, are overdue; promises kept and broken."""
    items = of(scene.shift).by_ref.values()
    left = [item for item in items if item.open]
    sorts = {sort: sum(item.sort == sort for item in left) for sort in sorted({i.sort for i in left})}
    return {
        "open": len(left),
        "closed": sum(not item.open for item in items),
        "carried_in": sum(item.carried for item in items),
        "sorts": sorts,
        "overdue": sum(item.due is not None and item.due < scene.now for item in left),
        "kept": sum(item.outcome == "kept" for item in items),
        "broken": sum(item.outcome == "broken" for item in items),
    }


class _Carried(OpenItemOpened):
    """An item as the opening record of the next shift holds it."""

    KIND = ""

    ref: str
    opened_at: Moment
    opened_by: str | None = None
    told: tuple[str, ...] = ()
    put_off: int = 0


def _carried(item: Item) -> dict[str, Any]:
    return _Carried(
        ref=item.ref,
        sort=item.sort,
        title=item.title,
        item=item.item,
        part=item.part,
        field=item.field,
        run=None,
        due=item.due,
        owner=item.owner,
        until=item.until,
        customer=item.customer,
        source=item.source,
        opened_at=item.opened_at,
        opened_by=item.opened_by,
        told=item.told,
        put_off=item.put_off,
    ).body()


def _taken_over(carried: object) -> dict[str, Item]:
    """The items of a carry part; what cannot be read is left out here and named by verify."""
    found: dict[str, Item] = {}
    if not isinstance(carried, Mapping) or carried.get("v") != CARRY_VERSION:
        return found
    rows = carried.get("items")
    for row in rows if isinstance(rows, list | tuple) else ():
        try:
            known = _Carried.model_validate(row, strict=False)
        except ValueError:
            continue
        if known.ref in found:
            continue
        found[known.ref] = Item(
            ref=known.ref,
            number=len(found) + 1,
            sort=known.sort,
            title=known.title,
            opened_at=known.opened_at,
            opened_by=known.opened_by,
            due=known.due,
            owner=known.owner,
            item=known.item,
            part=known.part,
            field=known.field,
            until=known.until,
            customer=known.customer,
            source=known.source,
            told=known.told,
            put_off=known.put_off,
            carried=True,
        )
    return found


# --- rules ---------------------------------------------------------------------------------------


def read(scene: Scene, ref: str) -> list[Event] | Refusal:
    """Marks one item as read by the person signed in; a promise due today was thereby told (R2-05)."""
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    item = of(scene.shift).by_ref.get(ref)
    if item is None:
        return unknown()
    if scene.by in item.read_by:
        return Refusal("already_read", Text("这一项您已读过。", "You have read this one."))
    events = [Event(OpenItemRead(ref=ref), scene.by)]
    today = item.due is not None and item.due.astimezone(scene.now.tzinfo).date() <= opened.day
    if item.sort == "promise" and today and scene.by is not None and scene.by not in item.told:
        events.append(Event(OpenItemTold(ref=ref, person=scene.by), scene.by))
    return events


def close(
    scene: Scene, ref: str, result: str, occurred_at: datetime | None = None, outcome: Outcome = "done"
) -> list[Event] | Refusal:
    """Settles one item with a result in words; `occurred_at` when that happened earlier than now.

    A line put off in this shift is answered in its list instead. One that came in from an earlier shift has
    no list any more and is settled here: an away line with the time at which it was done (design 5).
    A promise is either kept or broken: which of the two must be said (N33).
    """
    item = _to_settle(scene, ref)
    if isinstance(item, Refusal):
        return item
    if (item.sort == "promise") != (outcome != "done"):
        return Refusal(
            "outcome_needed",
            Text("承诺兑现了没有? 1 兑现 2 未兑现。", "Was the promise kept? 1 kept 2 not kept.")
            if item.sort == "promise"
            else Text("这不是承诺,只写办结结果。", "This is no promise; write the result only."),
        )
    words = stored(result, NAME_LIMIT)
    if isinstance(words, Refusal):
        return words
    if occurred_at is not None and occurred_at > scene.now:
        return Refusal(
            "future",
            Text(
                "办结时间不能晚于现在。键入 HHMM,或 -10 表示十分钟前。",
                "It cannot have been settled later than now. Type HHMM, or -10 for ten minutes ago.",
            ),
        )
    fact = OpenItemClosed(ref=ref, result=words, occurred_at=occurred_at, outcome=outcome)
    return [Event(fact, scene.by)]


def _to_settle(scene: Scene, ref: str) -> Item | Refusal:
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    item = of(scene.shift).by_ref.get(ref)
    if item is None:
        return unknown()
    if not item.open:
        return Refusal("already_closed", Text("这一项已经办结。", "This item is settled already."))
    if item.sort in ("deferred", "away") and item.run is not None:
        return Refusal(
            "answer_the_line",
            Text(
                "这是缓办的检查行:到清单里答这一行,它就自动办结。",
                "This is a deferred line: answer it in its list and it settles by itself.",
            ),
        )
    return item


def note(
    scene: Scene,
    title: str,
    due: datetime | None = None,
    *,
    sort: Sort = "note",
    owner: str | None = None,
    source: str | None = None,
) -> list[Event] | Refusal:
    """A person opens an item by hand: a note, a fault, a receipt to fetch, an unread notice.

    The owner is who is signed in unless somebody else is named. Promises: `promises.promise`.
    """
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    if sort not in BY_HAND:
        return Refusal("sort", Text("这一类不能手工登记。", "An item of this kind is not opened by hand."))
    words = stored(title, NAME_LIMIT)
    if isinstance(words, Refusal):
        return words
    if owner is not None and all(person.id != owner for person in opened.premises.roster):
        return Refusal("not_on_roster", Text("负责人不在名册上。", "The owner is not on the roster."))
    fact = OpenItemOpened(
        sort=sort, title=Text(words, words), due=due, owner=owner or scene.by, source=source
    )
    return [Event(fact, scene.by)]


def unknown() -> Refusal:
    """No item of that reference."""
    return Refusal("unknown_item", Text("没有这一项。", "There is no such item."))
