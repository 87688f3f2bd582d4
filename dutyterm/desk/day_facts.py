"""What the day report says, from the shift files of one business day (3g)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from dutyterm.desk.slip_facts import version_of
from dutyterm.i18n import Text, joined, same
from dutyterm.manual.schema import Category
from dutyterm.model.refusal import Refusal
from dutyterm.paper.day import (
    DayFacts,
    EntryFacts,
    ExceptionFacts,
    FigureFacts,
    ListFacts,
    OpenFacts,
    RoundFacts,
    ShiftFacts,
)
from dutyterm.review.one_shift import OneShift
from dutyterm.review.told import Teller
from dutyterm.shift import entries, item_told, life, open_items
from dutyterm.shift.day.rows import Stand, timetable
from dutyterm.shift.handover import family as handover
from dutyterm.shift.handover.family import Stage
from dutyterm.shift.lists import reasons
from dutyterm.shift.lists.bulk import rounds
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.state import of as lists_of
from dutyterm.shift.lists.view import Foot, LineView, Mark, RunView
from dutyterm.shift.metrics.figures import Standing
from dutyterm.shift.metrics.rules import sheet
from dutyterm.shift.metrics.told import figure_text
from dutyterm.shift.register.brief import brief

MUST_SEE: Final = frozenset({"complaint", "incident", "inspection"})
"""Categories whose entries stand on the report in words, whatever their severity (3g)."""

_DUE: Final = frozenset({Stand.DONE, Stand.MISSED, Stand.LATE, Stand.NOW, Stand.PROGRESS})
"""Rows of the timetable whose time had come."""


def day_facts(day: date, shifts: Sequence[OneShift], hall: str, now: datetime, copy: int | None) -> DayFacts:
    """The facts of a day; `shifts` in the order in which they were opened, at least one."""
    first = shifts[0].opened
    told = tuple(_shift(one, _next(shifts, n), now) for n, one in enumerate(shifts))
    return DayFacts(
        hall=first.premises.name if first is not None else hall,
        day=day,
        opens=_local(first.opens if first is not None else None, now),
        closes=_local(first.closes if first is not None else None, now),
        shifts=told,
        printed_at=now,
        copy=copy,
        final=all(one.seal is not None for one in shifts),
        version=version_of(shifts[-1]),
    )


def _next(shifts: Sequence[OneShift], n: int) -> datetime | None:
    """When the shift behind the n-th took over."""
    after = (life.of(one.scene.shift).opened_at for one in shifts[n + 1 :])
    return next((at for at in after if at is not None), None)


def _local(at: datetime | None, now: datetime) -> datetime | None:
    return None if at is None else at.astimezone(now.tzinfo)


def _shift(one: OneShift, handover: datetime | None, now: datetime) -> ShiftFacts:
    scene, part, opened = one.scene, life.of(one.scene.shift), one.opened
    views = [view for run in lists_of(scene.shift).runs if isinstance(view := run_view(scene, run), RunView)]
    items = open_items.of(scene.shift)
    own_doors = part.doors if not part.doors_taken_over else None
    late = _late(part)
    reason = own_doors.late_reason if own_doors is not None else None
    return ShiftFacts(
        code=opened.code if opened is not None else "?",
        outside=opened is not None and opened.sort == "outside",
        state=_state(one),
        managers=_managers(one, part),
        taken_over=_taken_over(one, now),
        records=one.records,
        opened_at=_local(part.opened_at, now),
        doors_opened=_local(own_doors.opened_at if own_doors is not None else None, now),
        late=late,
        late_reason=reasons.text_of(reasons.LATE_DOORS, reason) if reason else None,
        doors_closed=_local(part.closed.closed_at if part.closed is not None else None, now),
        lists=tuple(_list(view) for view in views if not view.checklist.bulk),
        rounds=tuple(_rounds(one, handover)),
        exceptions=tuple(fact for view in views for fact in _exceptions(one, view, now)),
        items_opened=sum(not item.carried for item in items.by_ref.values()),
        items_closed=sum(not item.open for item in items.by_ref.values()),
        kept=sum(item.outcome == "kept" for item in items.by_ref.values()),
        broken=sum(item.outcome == "broken" for item in items.by_ref.values()),
        by_hand=brief(scene.shift),
        items_left=tuple(_items(one, now)),
        entries=_counts(one),
        told=tuple(_told(one, now)),
        figures=tuple(_figures(one)),
        doubts=one.doubts,
    )


def _state(one: OneShift) -> Text:
    if one.seal is None:
        return _OPEN
    if one.seal.closed_by is None:
        return _BY_PROGRAM.fill(code=one.seal.code)
    return _SEALED.fill(code=one.seal.code)


def _managers(one: OneShift, part: life.Life) -> str:
    ids = [part.opened_by, one.seal.closed_by if one.seal is not None else None]
    found = [one.people[id] for id in dict.fromkeys(ids) if id is not None and id in one.people]
    return " / ".join(f"{person.name} {person.number}" for person in found) or "-"


def _taken_over(one: OneShift, now: datetime) -> Text:
    part = handover.of(one.scene.shift)
    if part.stage is not Stage.ACCEPTED or part.acceptance is None:
        return _STAGES[part.stage]
    known = part.acceptance
    by = one.people.get(known.by or "")
    at = known.at.astimezone(now.tzinfo).strftime("%H:%M")
    told = [same(f"{by.name if by is not None else '-'} {at}")]
    if known.how == "no_witness":
        told.append(_NO_WITNESS)
    if known.reserved:
        told.append(_RESERVED.fill(n=known.reserved))
    if known.ruled:
        told.append(_RULED)
    return joined(Text(",", ", "), told)


def _late(part: life.Life) -> int | None:
    """Whole minutes after T; the doors of an earlier shift of the day are told there."""
    opened, doors = part.opened, part.doors
    if opened is None or opened.opens is None or doors is None or part.doors_taken_over:
        return None
    late = (doors.opened_at - opened.opens) // timedelta(minutes=1)
    return late if late > 0 else None


def _list(view: RunView) -> ListFacts:
    asked = [line for line in view.lines if line.line.required and line.mark is not Mark.INACTIVE]
    done = sum(line.finished for line in asked)
    return ListFacts(_words(view.checklist.title), done, len(asked), _FEET[view.foot])


def _rounds(one: OneShift, handover: datetime | None) -> Iterator[RoundFacts]:
    """Patrol against its minimum (W2), other rounds against the times of the timetable that had come."""
    due: dict[str, int] = {}
    begun, opened = life.of(one.scene.shift).opened_at, life.of(one.scene.shift).opened
    for entry in timetable(one.scene, handover):
        if entry.row.list is not None and entry.stand in _DUE and begun is not None and entry.due >= begun:
            due[entry.row.list] = due.get(entry.row.list, 0) + 1
    for checklist in one.scene.manual.lists:
        if checklist.bulk:
            had = rounds(one.scene, checklist.id)
            wanted = had.minimum if had.minimum is not None else due.get(checklist.id)
            if opened is not None and opened.opens is None:
                wanted = None  # a closed day: nobody walks among customers
            yield RoundFacts(_words(checklist.title), had.done, wanted)


def _exceptions(one: OneShift, view: RunView, now: datetime) -> Iterator[ExceptionFacts]:
    teller = Teller({id: person.name for id, person in one.people.items()}, one.scene.manual)
    for line in view.lines:
        what = _what(teller, line)
        if what is None:
            continue
        by = (
            line.exempt.by
            if line.exempt is not None
            else next((s.given.by for s in line.slots if s.given is not None and s.given.norm != "ok"), None)
        )
        title = _words(line.line.title)
        name = Text(f"{line.line.id} {title.zh}", f"{line.line.id} {title.en}")
        yield ExceptionFacts(name, what, teller.name(by), _local(line.done_at, now))


def _what(teller: Teller, line: LineView) -> Text | None:
    """How a line ended when it did not end as usual; None when it did, or has not ended."""
    exempt = line.exempt
    if line.mark is Mark.OVERRIDDEN and exempt is not None:
        how = reasons.text_of(reasons.MEDIA, exempt.medium or "")
        why = reasons.text_of(reasons.OVERRIDE, exempt.reason)
        return _OVERRIDDEN.fill(who=teller.name(exempt.manager), how=how, why=why)
    if line.mark is Mark.DEFERRED and exempt is not None:
        if exempt.reason == reasons.AWAY:
            return None  # so it is every evening; it stands among the open items
        until = reasons.text_of(reasons.UNTIL, exempt.until or "")
        return _DEFERRED.fill(until=until, why=reasons.text_of(reasons.DEFER, exempt.reason))
    if line.mark is Mark.NOT_APPLICABLE and exempt is not None:
        known = {choice.id: _words(choice.label) for choice in line.line.na}
        return _NOT_APPLICABLE.fill(why=known.get(exempt.reason, same(exempt.reason)))
    if line.mark is not Mark.OFF:
        return None
    told = []
    for slot in line.slots:
        if slot.given is None or not slot.active or slot.given.norm == "ok":
            continue
        value = teller.value({"item": line.line.id, "field": slot.slot.field}, slot.given.value)
        name = slot.part_name
        told.append(Text(f"{name.zh} {value.zh}".strip(), f"{name.en} {value.en}".strip()))
    return joined(Text("、", ", "), told) if told else _OFF


def _items(one: OneShift, now: datetime) -> Iterator[OpenFacts]:
    """What is left, with the numbers that the slip has, too, once the shift is sealed."""
    after = item_told.numbers_after(one.scene.shift) if one.seal is not None else {}
    for item in open_items.of(one.scene.shift).open():
        yield _item(one, item, now, after.get(item.ref, item.number))


def _item(one: OneShift, item: open_items.Item, now: datetime, number: int) -> OpenFacts:
    owner = one.people.get(item.owner or "")
    return OpenFacts(
        number=str(number),
        title=item.title,
        since=item.opened_at.astimezone(now.tzinfo),
        due=_local(item.due, now),
        owner=owner.name if owner is not None else "",
        overdue=item.due is not None and item.due < one.scene.now,
    )


def _readable(one: OneShift) -> list[tuple[Category | None, entries.Entry]]:
    """Entries in the order in which they happened, without what only some roles may read."""
    log = one.scene.manual.log
    told = [(log.category(e.category), e) for e in entries.of(one.scene.shift).by_id.values()]
    return sorted(
        ((c, e) for c, e in told if c is None or not c.only),
        key=lambda pair: (pair[1].occurred_at, pair[1].id),
    )


def _counts(one: OneShift) -> tuple[tuple[Text, int], ...]:
    counts: dict[str, int] = {}
    names: dict[str, Text] = {}
    for category, entry in _readable(one):
        counts[entry.category] = counts.get(entry.category, 0) + 1
        names[entry.category] = _words(category.name) if category is not None else same(entry.category)
    return tuple((names[id], n) for id, n in counts.items())


def _told(one: OneShift, now: datetime) -> Iterator[EntryFacts]:
    for category, entry in _readable(one):
        if entry.category not in MUST_SEE and entry.severity == "normal":
            continue
        yield EntryFacts(
            category=_words(category.name) if category is not None else same(entry.category),
            severity=entries.SEVERITIES[entry.severity] if entry.severity != "normal" else same(""),
            at=entry.occurred_at.astimezone(now.tzinfo),
            text=entry.text,
        )


def _figures(one: OneShift) -> Iterator[FigureFacts]:
    if one.opened is None or one.opened.sort == "outside":
        return
    for row in sheet(one.scene):
        figure = row.recorded.figure if row.recorded is not None else row.sampled
        value = None if figure is None else figure_text(row.metric, figure)
        if value is not None and row.recorded is None:
            value = _SAMPLED.fill(value=value)
        yield FigureFacts(_words(row.metric.name), value, _STANDS[row.standing])


def _words(words: Text) -> Text:
    return Text(words.zh, words.en)


def no_shifts(day: date) -> Refusal:
    """There is nothing to report."""
    return Refusal("no_shifts", _NO_SHIFTS.fill(day=day.isoformat()))


_FEET: Final[dict[Foot, Text]] = {
    Foot.INCOMPLETE: Text("未走完", "incomplete"),
    Foot.COMPLETE: Text("完成", "complete"),
    Foot.EXCEPT_DEFERRED: Text("完成,除缓办", "complete except deferred"),
    Foot.OVERRIDDEN: Text("完成,有越权", "complete, overridden"),
}
_STANDS: Final[dict[Standing, Text]] = {
    "fail": Text("超限", "beyond"),
    "ok": Text("达标", "good"),
    "stretch": Text("优", "best"),
    "plain": same(""),
    "unknown": same(""),
}
_STAGES: Final[dict[Stage, Text]] = {
    Stage.NONE: same("-"),
    Stage.PENDING: Text("尚未接收", "not yet received"),
    Stage.REFUSED: Text("有异议", "refused"),
    Stage.RECALLED: Text("交班已收回", "recalled"),
    Stage.ACCEPTED: Text("已接班", "taken over"),
}
_NO_WITNESS: Final = Text("无见证人", "no witness")
_RESERVED: Final = Text("保留意见 {n}", "{n} reservations")
_RULED: Final = Text("厅经理裁定", "ruled by the hall manager")
_OPEN: Final = Text("未封存", "open")
_SEALED: Final = Text("已封存 {code}", "sealed {code}")
_BY_PROGRAM: Final = Text("程序自动封存 {code}", "sealed by the program {code}")
_OVERRIDDEN: Final = Text("越权: {who},{how},{why}", "overridden: {who}, {how}, {why}")
_DEFERRED: Final = Text("缓办到{until}: {why}", "put off, to do {until}: {why}")
_NOT_APPLICABLE: Final = Text("不适用: {why}", "not applicable: {why}")
_OFF: Final = Text("异常", "off the norm")
_SAMPLED: Final = Text("{value},抽样,未收", "{value}, sampled, not taken over")
_NO_SHIFTS: Final = Text("{day} 没有班次。", "There was no shift on {day}.")
