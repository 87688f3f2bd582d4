"""What the handover slip of a shift says: from its file, and from the one that took over (e.7, N26)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from dutyterm import __version__
from dutyterm.i18n import Text, joined, same
from dutyterm.model.refusal import Refusal
from dutyterm.paper.slip import (
    Acceptance,
    Reservation,
    Signer,
    SlipFacts,
    SlipHanded,
    SlipItem,
    Standing,
)
from dutyterm.review.one_shift import OneShift, SealFacts
from dutyterm.shift import entries, item_told, life, messages, open_items
from dutyterm.shift.handed import HandedSort, handed
from dutyterm.shift.handover import family as handover
from dutyterm.shift.handover.brief import three_lines
from dutyterm.shift.handover.family import Stage

_DEFERRED: Final = ("deferred", "away")


def slip_facts(
    one: OneShift, seal: SealFacts, after: OneShift | None, printed_at: datetime, copy: int | None
) -> SlipFacts:
    """The facts of a sealed shift and of the one `after` it. Raises ValueError without an opening record."""
    opened = one.opened
    if opened is None:
        raise ValueError(f"{one.path.name} holds no opened shift")
    at = seal.closed_at.astimezone(printed_at.tzinfo or ZoneInfo("Asia/Shanghai"))
    numbers = item_told.numbers_after(one.scene.shift)
    items = open_items.of(one.scene.shift).open()
    told = [(item.sort, slip_item(one, item, at, numbers[item.ref])) for item in items]
    next_opened = after.opened if after is not None else None
    return SlipFacts(
        hall=opened.premises.name,
        day=opened.day,
        shift=opened.code,
        seal_code=seal.code,
        records=seal.records,
        doors=_doors(one, at),
        sealed_at=at,
        sealed_by=_signer(one, seal.closed_by),
        printed_at=printed_at,
        copy=copy,
        version=version_of(one),
        next_shift=f"{next_opened.day:%m-%d} {next_opened.code}" if next_opened is not None else "",
        summary=tuple(line.text for line in three_lines(one.scene)),
        items=tuple(fact for sort, fact in told if sort != "promise" and sort not in _DEFERRED),
        promises=tuple(fact for sort, fact in told if sort == "promise"),
        deferred=tuple(fact for sort, fact in told if sort in _DEFERRED),
        handed=tuple(
            SlipHanded(h.title, HANDED[h.sort], _local(h.due, at), h.flagged) for h in handed(one.scene)
        ),
        entries=tuple(_entries(one, at)),
        notes=tuple(_notes(one)),
        reservations=tuple(_reservations(after)),
        accepted=_accepted(after, at),
        standing=_standing(after),
        doubts=one.doubts,
    )


def slip_item(one: OneShift, item: open_items.Item, at: datetime, number: int) -> SlipItem:
    """An open item as it stood at that time, with the number under which the taker finds it."""
    owner = one.people.get(item.owner or "")
    return SlipItem(
        number=str(number),
        title=item_told.told(item),
        sort=SORTS[item.sort],
        since=item.opened_at.astimezone(at.tzinfo),
        due=_local(item.due, at),
        owner=owner.name if owner is not None else "",
        overdue=item.due is not None and item.due < at,
    )


def version_of(one: OneShift) -> Text:
    """Program and manual, for the foot."""
    opened = one.opened
    manual = f"{opened.manual_version} {opened.manual_hash[:8]}" if opened is not None else "-"
    return Text(f"dutyterm {__version__}   手册 {manual}", f"dutyterm {__version__}   manual {manual}")


def refused_unsealed(name: str) -> Refusal:
    """A slip needs the seal code, and an open shift has none."""
    return Refusal("not_sealed", _NOT_SEALED.fill(shift=same(name)))


def _signer(one: OneShift, person: str | None) -> Signer | None:
    found = one.people.get(person or "")
    return Signer(found.number, found.name) if found is not None else None


def _local(moment: datetime | None, at: datetime) -> datetime | None:
    return None if moment is None else moment.astimezone(at.tzinfo)


def _doors(one: OneShift, at: datetime) -> Text:
    part = life.of(one.scene.shift)
    if part.doors is None:
        return _NO_DOORS
    said = [_OPENED.fill(at=part.doors.opened_at.astimezone(at.tzinfo).strftime("%H:%M"))]
    if part.closed is not None:
        said.append(_SHUT.fill(at=part.closed.closed_at.astimezone(at.tzinfo).strftime("%H:%M")))
    return joined(Text(",", ", "), said)


def _entries(one: OneShift, at: datetime) -> Iterator[Text]:
    """Important and urgent ones, without what only some roles may read."""
    log = one.scene.manual.log
    for entry in entries.of(one.scene.shift).by_id.values():
        category = log.category(entry.category)
        if entry.severity == "normal" or (category is not None and category.only):
            continue
        name = Text(*category.name) if category is not None else same(entry.category)
        happened = entry.occurred_at.astimezone(at.tzinfo).strftime("%H:%M")
        words = Text("{at} {category} {severity}: {text}", "{at} {category}, {severity}: {text}")
        severity = entries.SEVERITIES[entry.severity]
        yield words.fill(at=happened, category=name, severity=severity, text=entry.text)


def _notes(one: OneShift) -> Iterator[Text]:
    """The message book as the next shift takes it over."""
    opened = one.opened
    for note in messages.of(one.scene.shift).by_ref.values() if opened is not None else ():
        if opened is None or not note.goes_on(opened.day):
            continue
        writer = one.people.get(note.by or "")
        said = [same(f"{note.text} ({writer.name if writer is not None else '-'})")]
        if note.priority != "normal":
            grave = messages.PRIORITIES[note.priority]
            said[0] = Text(f"{grave.zh}: {said[0].zh}", f"{grave.en}: {said[0].en}")
        if note.until is not None:
            said.append(_UNTIL.fill(day=note.until.strftime("%m-%d")))
        names = [one.people[id].name for id in note.missing if id in one.people]
        if names:
            said.append(_MUST_READ.fill(who=joined(Text("、", ", "), [same(name) for name in names])))
        yield joined(Text(",", ", "), said)


# --- how it was taken over -------------------------------------------------------------------------


def _accepted(after: OneShift | None, at: datetime) -> Acceptance | None:
    if after is None:
        return None
    part = handover.of(after.scene.shift)
    if part.stage is Stage.NONE:  # the same person goes on, or there was nothing to take over
        begun = life.of(after.scene.shift)
        by = _signer(after, begun.opened_by)
        return Acceptance(by, begun.opened_at.astimezone(at.tzinfo)) if by and begun.opened_at else None
    known = part.acceptance
    by = _signer(after, known.by) if known is not None else None
    if known is None or by is None:
        return None
    reason = known.reason or ""
    return Acceptance(
        by=by,
        at=known.at.astimezone(at.tzinfo),
        no_witness=reason if known.how == "no_witness" else "",
        ruled=reason if known.ruled else "",
    )


def _standing(after: OneShift | None) -> Standing:
    stage = handover.of(after.scene.shift).stage if after is not None else Stage.PENDING
    if stage is Stage.REFUSED:
        return "refused"
    return "recalled" if stage is Stage.RECALLED else "waiting"


def _reservations(after: OneShift | None) -> Iterator[Reservation]:
    if after is None:
        return
    part = handover.of(after.scene.shift)
    by = part.acceptance.by if part.acceptance is not None else None
    signer = _signer(after, by)
    items = open_items.of(after.scene.shift).by_ref
    waiting = {entry.ref: entry.text for entry in part.waiting}
    things = {thing.ref: thing.title for thing in handed(after.scene)}
    for ref, words in part.reserved.items():
        about = items[ref].title if ref in items else things.get(ref) or same(waiting.get(ref, ref))
        yield Reservation(about, words, signer.name if signer is not None else "-")


SORTS: Final[dict[open_items.Sort, Text]] = {
    "failed": Text("异常", "failed"),
    "deferred": Text("缓办", "put off"),
    "away": Text("离机", "PC off"),
    "note": Text("事项", "noted"),
    "fault": Text("故障", "fault"),
    "promise": Text("承诺", "promise"),
    "receipt": Text("回单", "receipt"),
    "notice": Text("公告", "notice"),
}
"""What each sort of open item is called in a narrow column."""

HANDED: Final[dict[HandedSort, Text]] = {
    "timer": Text("计时", "timer"),
    "step": Text("缓办步骤", "step put off"),
    "cash": Text("资金", "cash"),
    "slip": Text("待补录", "to re-key"),
}

_OPENED: Final = Text("{at} 开门", "opened {at}")
_SHUT: Final = Text("{at} 关门", "closed {at}")
_NO_DOORS: Final = Text("没有记开门", "no opening recorded")
_UNTIL: Final = Text("有效至 {day}", "until {day}")
_MUST_READ: Final = Text("{who}必读", "to be read by {who}")
_NOT_SEALED: Final = Text(
    "{shift} 还没有封存,没有封存码,出不了交接单。先在 F7 封存。",
    "{shift} is not sealed and has no seal code, so there is no slip. Seal it on F7 first.",
)
