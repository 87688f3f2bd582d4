"""What was written down lately, in a few words each: for the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from dutyterm.i18n import Text, joined, same
from dutyterm.model.record import Record
from dutyterm.shift.day.ticks import RowDone, RowUndone
from dutyterm.shift.entries import EntryWritten
from dutyterm.shift.life import DoorsClosed, DoorsOpened, JournalRecovered, ShiftOpened
from dutyterm.shift.lists.facts import ItemDeferred, ItemOverridden, RunCompleted
from dutyterm.shift.open_items import OpenItemClosed, OpenItemOpened
from dutyterm.shift.procedures.facts import is_drill
from dutyterm.tui.views.board import Recent


def recent(
    records: Sequence[Record],
    most: int,
    hidden: frozenset[str] = frozenset(),
    rows: Mapping[str, Text] = MappingProxyType({}),
    runs: Mapping[str, Text | None] = MappingProxyType({}),
    cards: Mapping[str, Text] = MappingProxyType({}),
    items: Mapping[str, Text] = MappingProxyType({}),
) -> tuple[Recent, ...]:
    """The newest things worth telling, newest first; entries of `hidden` categories are not shown.

    `rows`: titles of the timetable by the id of the row; `runs`: titles of the lists by the id of a run;
    `cards`: titles of the emergency cards; `items`: titles of open items by reference.
    That a run is complete is told once: every sample that is added to it later says so again. Of a run
    without a title it is not told.
    """
    found: list[Recent] = []
    ended: dict[str, int] = {}
    for record in records:
        if isinstance(record.fact, RunCompleted):
            ended.setdefault(record.fact.run, record.id)
    for record in reversed(records):
        text = _told(record, hidden, rows, cards, items)
        if isinstance(record.fact, RunCompleted) and ended[record.fact.run] == record.id:
            title = runs.get(record.fact.run, same(record.fact.run))
            text = None if title is None else _COMPLETED.fill(list=title)
        if text is not None:
            found.append(Recent(record.at, text))
            if len(found) == most:
                break
    return tuple(found)


def _told(
    record: Record,
    hidden: frozenset[str],
    rows: Mapping[str, Text],
    cards: Mapping[str, Text],
    items: Mapping[str, Text],
) -> Text | None:
    match record.fact:
        case EntryWritten() as fact:
            return None if fact.category in hidden else same(fact.text)
        case OpenItemOpened() as fact:
            return _ITEM.fill(title=Text(fact.title.zh, fact.title.en))
        case OpenItemClosed() as fact:
            title = items.get(fact.ref)
            told = same(fact.result)
            return _CLOSED.fill(told=told if title is None else joined(same(": "), [title, told]))
        case DoorsOpened():
            return _DOORS
        case DoorsClosed():
            return _SHUT
        case ItemDeferred() as fact:
            return _DEFERRED.fill(item=fact.item)
        case ItemOverridden() as fact:
            return _OVERRIDDEN.fill(item=fact.item)
        case RowDone() as fact:
            return _TICKED.fill(row=rows.get(fact.row, same(fact.row)))
        case RowUndone() as fact:
            return _TAKEN_BACK.fill(row=rows.get(fact.row, same(fact.row)))
        case ShiftOpened():
            return _OPENED
        case JournalRecovered():
            return _RECOVERED
        case _:
            return _by_name(record, cards) if record.kind in BY_NAME else None


def _by_name(record: Record, cards: Mapping[str, Text]) -> Text:
    """What its kind is called, with the till or the card: amounts are for the pages that may show them.

    A drill says that it is one, wherever its card is told.
    """
    from dutyterm.review.kind_names import kind_name

    name, run = kind_name(record.kind), getattr(record.fact, "run", None)
    if isinstance(run, str) and record.kind.startswith("procedure."):
        card = run.partition(".")[0]
        said = [name, cards.get(card, same(card))]
        return joined(same(" "), [_DRILL, *said] if is_drill(run) else said)
    what = getattr(record.fact, "till", None)
    return name if not isinstance(what, str) else joined(same(" "), [name, same(what)])


BY_NAME: Final = frozenset(
    {
        "cash.reserve_counted", "cash.safe_checked", "cash.safe_sealed", "cash.float_issued", "cash.dropped",
        "cash.count_locked", "cash.difference_decided", "cash.bag_sealed", "cash.bag_moved",
        "procedure.started", "procedure.stood_down", "procedure.withdrawn",
        "manual_entry.written", "manual_entry.rekeyed", "register.reconciled", "handover.accepted",
    }
)  # fmt: skip
"""Kinds of money, emergencies and manual acceptance that are worth a line."""

_ITEM: Final = Text("未结: {title}", "open: {title}")
_CLOSED: Final = Text("办结: {told}", "settled: {told}")
_DRILL: Final = Text("演练", "DRILL")
_DOORS: Final = Text("开门", "doors opened")
_SHUT: Final = Text("关门", "doors closed")
_DEFERRED: Final = Text("缓办 {item}", "deferred {item}")
_OVERRIDDEN: Final = Text("越权 {item}", "overridden {item}")
_TICKED: Final = Text("做了 {row}", "done: {row}")
_TAKEN_BACK: Final = Text("收回 {row}", "taken back: {row}")
_COMPLETED: Final = Text("走完 {list}", "{list} done")
_OPENED: Final = Text("开班", "shift opened")
_RECOVERED: Final = Text("断电或中断后恢复", "recovered after a cut")
