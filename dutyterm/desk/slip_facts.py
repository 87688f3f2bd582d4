"""What the handover slip of a sealed shift says, from its file (e.7, N26)."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from dutyterm import __version__
from dutyterm.i18n import Text, joined, same
from dutyterm.model.refusal import Refusal
from dutyterm.paper.slip import Signer, SlipFacts, SlipItem
from dutyterm.review.one_shift import OneShift, SealFacts
from dutyterm.shift import entries, life, open_items
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.state import of as lists_of
from dutyterm.shift.lists.view import Foot, RunView

SORTS: Final[dict[open_items.Sort, Text]] = {
    "failed": Text("异常", "failed"),
    "deferred": Text("缓办", "put off"),
    "away": Text("关机后", "PC off"),
    "note": Text("事项", "noted"),
}
"""What each sort of open item is called on paper."""


def slip_facts(one: OneShift, seal: SealFacts, printed_at: datetime, copy: int | None) -> SlipFacts:
    """The facts of a sealed shift; its opening record must be readable."""
    opened = one.opened
    if opened is None:
        raise ValueError(f"{one.path.name} holds no opened shift")
    zone = printed_at.tzinfo or ZoneInfo("Asia/Shanghai")
    closer = one.people.get(seal.closed_by or "")
    at = seal.closed_at.astimezone(zone)
    return SlipFacts(
        hall=opened.premises.name,
        day=opened.day,
        shift=opened.code,
        seal_code=seal.code,
        records=seal.records,
        sealed_at=at,
        sealed_by=Signer(closer.number, closer.name) if closer is not None else None,
        printed_at=printed_at,
        copy=copy,
        version=version_of(one),
        summary=in_three_lines(one, at),
        items=tuple(slip_item(one, item, at) for item in open_items.of(one.scene.shift).open()),
    )


def slip_item(one: OneShift, item: open_items.Item, at: datetime) -> SlipItem:
    """An open item as it stood at that time."""
    owner = one.people.get(item.owner or "")
    return SlipItem(
        number=str(item.number),
        title=item.title,
        sort=SORTS[item.sort],
        since=item.opened_at.astimezone(at.tzinfo),
        due=item.due.astimezone(at.tzinfo) if item.due is not None else None,
        owner=owner.name if owner is not None else "",
        overdue=item.due is not None and item.due < at,
    )


def version_of(one: OneShift) -> Text:
    """Program and manual, for the foot."""
    opened = one.opened
    manual = f"{opened.manual_version} {opened.manual_hash[:8]}" if opened is not None else "-"
    return Text(f"dutyterm {__version__}   手册 {manual}", f"dutyterm {__version__}   manual {manual}")


def in_three_lines(one: OneShift, at: datetime) -> tuple[Text, ...]:
    """Doors and lists, open items, the log: each figure is counted from the records (N26)."""
    shift = one.scene.shift
    return (_doors_and_lists(one), _items(open_items.of(shift), at), _log(entries.of(shift)))


def _doors_and_lists(one: OneShift) -> Text:
    part = life.of(one.scene.shift)
    zone = one.scene.now.tzinfo
    told = []
    if part.doors is None:
        told.append(Text("没有记开门", "no opening of the doors recorded"))
    else:
        told.append(_OPENED.fill(at=part.doors.opened_at.astimezone(zone).strftime("%H:%M")))
    if part.closed is not None:
        told.append(_SHUT.fill(at=part.closed.closed_at.astimezone(zone).strftime("%H:%M")))
    runs = [
        view
        for run in lists_of(one.scene.shift).runs
        if isinstance(view := run_view(one.scene, run), RunView)
    ]
    done = sum(view.foot is not Foot.INCOMPLETE for view in runs)
    told.append(_LISTS.fill(n=done, all=len(lists_of(one.scene.shift).runs)))
    return joined(Text(",", ", "), told)


def _items(items: open_items.Items, at: datetime) -> Text:
    left = items.open()
    late = sum(item.due is not None and item.due < at for item in left)
    carried = sum(item.carried for item in left)
    new = sum(not item.carried for item in items.by_ref.values())
    done = sum(not item.open for item in items.by_ref.values())
    said = _ITEMS.fill(n=len(left), carried=carried, new=new, done=done)
    return joined(Text(",", ", "), [said, _LATE.fill(n=late)]) if late else said


def _log(log: entries.Entries) -> Text:
    every = log.newest_first()
    urgent = sum(entry.severity != "normal" for entry in every)
    return _LOG.fill(n=len(every), urgent=urgent)


def refused_unsealed(name: str) -> Refusal:
    """A slip needs the seal code, and an open shift has none."""
    return Refusal("not_sealed", _NOT_SEALED.fill(shift=same(name)))


_OPENED: Final = Text("{at} 开门", "doors opened {at}")
_SHUT: Final = Text("{at} 关门", "closed {at}")
_LISTS: Final = Text("清单走完 {n}/{all} 次", "lists finished: {n} of {all}")
_ITEMS: Final = Text(
    "未结 {n} 件(接来 {carried}),本班新开 {new}、办结 {done}",
    "{n} open items ({carried} carried in); this shift opened {new} and settled {done}",
)
_LATE: Final = Text("逾期 {n}", "{n} overdue")
_LOG: Final = Text("日志 {n} 条,其中重要、紧急 {urgent} 条", "{n} log entries, {urgent} important or urgent")
_NOT_SEALED: Final = Text(
    "{shift} 还没有封存,没有封存码,出不了交接单。先在 F7 封存。",
    "{shift} is not sealed and has no seal code, so there is no slip. Seal it on F7 first.",
)
