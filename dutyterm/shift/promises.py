"""Promises to customers 承诺: made, told, put off, due on somebody's day until closed (N33, R2-05)."""

from __future__ import annotations

from datetime import date, datetime

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life, open_items
from dutyterm.shift.handover import family as handover
from dutyterm.shift.open_items import Item, OpenItemChanged, OpenItemOpened, OpenItemTold
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored


def promise(
    scene: Scene,
    customer: str,
    what: str,
    due: datetime,
    *,
    owner: str | None = None,
    source: str | None = None,
) -> list[Event] | Refusal:
    """A promise: to whom, what, by when. Numbers in the customer's name are masked like any text (N30).

    The owner is who is signed in unless somebody else of the roster is named. `source` is the entry in which
    it was made, `<journal>#<record id>`.
    """
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    who = stored(customer, NAME_LIMIT)
    if isinstance(who, Refusal):
        return who
    words = stored(what, NAME_LIMIT)
    if isinstance(words, Refusal):
        return words
    if due <= scene.now:
        return _past_due()
    if owner is not None and all(person.id != owner for person in opened.premises.roster):
        return Refusal("not_on_roster", Text("负责人不在名册上。", "The owner is not on the roster."))
    fact = OpenItemOpened(
        sort="promise",
        title=Text(f"{who} {words}", f"{who} {words}"),
        customer=who,
        due=due,
        owner=owner or scene.by,
        source=source,
    )
    return [Event(fact, scene.by)]


def told(scene: Scene, ref: str, person: str) -> list[Event] | Refusal:
    """The duty manager of the day was told of it in person or by telephone (R2-05)."""
    item = _open(scene, ref)
    if isinstance(item, Refusal):
        return item
    if item.sort != "promise":
        return Refusal("no_promise", Text("这一项不是承诺。", "This item is no promise."))
    opened = life.of(scene.shift).opened
    if opened is None or all(known.id != person for known in opened.premises.roster):
        return Refusal("not_on_roster", Text("此人不在名册上。", "This person is not on the roster."))
    if person in item.told:
        return Refusal("already_told", Text("已经告知过此人。", "This person was told already."))
    return [Event(OpenItemTold(ref=ref, person=person), scene.by)]


def change(
    scene: Scene, ref: str, reason: str, *, due: datetime | None = None, owner: str | None = None
) -> list[Event] | Refusal:
    """Another due time or owner for an item of any kind, with a reason; the old ones stay on record."""
    item = _open(scene, ref)
    if isinstance(item, Refusal):
        return item
    opened = life.of(scene.shift).opened
    if owner is not None and (opened is None or all(p.id != owner for p in opened.premises.roster)):
        return Refusal("not_on_roster", Text("负责人不在名册上。", "The owner is not on the roster."))
    if due is not None and due <= scene.now:
        return _past_due()
    if due in (None, item.due) and owner in (None, item.owner):
        return Refusal("unchanged", Text("没有变化,没有记下。", "Nothing is different; nothing was written."))
    words = stored(reason, NAME_LIMIT)
    if isinstance(words, Refusal):
        return words
    return [Event(OpenItemChanged(ref=ref, due=due, owner=owner, reason=words), scene.by)]


def due_on(scene: Scene, day: date) -> tuple[Item, ...]:
    """Promises that are still open and due on that business day or before it, the earliest first."""
    return tuple(item for item in _promises(scene) if _day(item, scene) <= day)


def due_today(scene: Scene) -> tuple[Item, ...]:
    """Promises due on the business day of the open shift or before; none before a shift is opened."""
    opened = life.of(scene.shift).opened
    return () if opened is None else due_on(scene, opened.day)


def untold(scene: Scene) -> tuple[Item, ...]:
    """Promises due today of which the manager who is responsible was not told."""
    responsible = handover.of(scene.shift).responsible
    return tuple(item for item in due_today(scene) if responsible not in item.told)


def _promises(scene: Scene) -> list[Item]:
    return [item for item in open_items.of(scene.shift).open() if item.sort == "promise" and item.due]


def _day(item: Item, scene: Scene) -> date:
    assert item.due is not None
    return item.due.astimezone(scene.now.tzinfo).date()


def _open(scene: Scene, ref: str) -> Item | Refusal:
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    item = open_items.of(scene.shift).by_ref.get(ref)
    if item is None:
        return open_items.unknown()
    if not item.open:
        return Refusal("already_closed", Text("这一项已经办结。", "This item is settled already."))
    return item


def _past_due() -> Refusal:
    return Refusal(
        "past_due",
        Text(
            "到期时间要晚于现在。键入 HHMM 或 MMDD HHMM,或 +3 表示三天后。",
            "It must be due later than now. Type HHMM or MMDD HHMM, or +3 for three days on.",
        ),
    )
