"""Rules of exceptions to a line: put off, not applicable, overridden, taken back (features 1.1, L5, L9)."""

from __future__ import annotations

from collections.abc import Iterable

from dutyterm.i18n import Text
from dutyterm.manual.schema import Line
from dutyterm.model.people import Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import open_items
from dutyterm.shift.item_told import PUT_OFF
from dutyterm.shift.lists import facts, reasons
from dutyterm.shift.lists.rules import At, completed, locate
from dutyterm.shift.lists.state import of
from dutyterm.shift.lists.view import Mark, premises_of
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored

BY_RECORDS = Text("由记录填写", "by records")
"""Why nothing is changed or taken back in a line that records answer."""


def why_not_defer(at: At) -> Text | None:
    """Why this line cannot be put off; None = it can."""
    if at.line.mark is Mark.INACTIVE:
        return Text("今天不用答", "not asked today")
    if at.line.finished:
        return Text("这一行已经完成", "the line is finished")
    if at.line.line.block is not None:
        return Text("阻断项不能缓办,可越权", "a blocking line cannot be deferred; override it")
    return None


def why_not_na(at: At) -> Text | None:
    """Why this line cannot be marked not applicable; None = it can (L9)."""
    if at.line.mark is Mark.INACTIVE:
        return Text("今天不用答", "not asked today")
    if at.line.line.opens_doors and at.line.mark is not Mark.TODO:
        return Text("门已经开了", "the doors are open")
    if not at.line.line.na:
        return Text("手册不允许「不适用」", "the manual does not allow it")
    return None


def why_not_override(at: At) -> Text | None:
    """Why this line cannot be overridden; None = it can."""
    if at.line.mark is Mark.INACTIVE:
        return Text("今天不用答", "not asked today")
    if at.line.mark is Mark.DONE:
        return Text("这一行已经完成", "the line is done")
    if at.line.line.opens_doors:
        return Text("开门不能越权,可带缺陷开门", "opening cannot be overridden; open with defects")
    return None


def why_not_take_back(at: At) -> Text | None:
    """Why nothing can be taken back in this line; None = it can."""
    if at.line.line.opens_doors and at.line.mark is not Mark.TODO:
        return Text("门已经开了;时间可更正", "the doors are open; the time can be changed")
    if at.line.line.closes_doors and any(s.given and s.spec.kind == "time" for s in at.line.slots):
        return Text("门已经关了;时间可更正", "the doors are closed; the time can be changed")
    if not any(slot.touched for slot in at.line.slots) and at.line.exempt is None:
        return BY_RECORDS if at.line.by_records else Text("还没有答", "not answered yet")
    return None


def defer(scene: Scene, run: str, item: str, until: str, reason: str) -> list[Event] | Refusal:
    """Puts a line off to a named later moment; it becomes an open item that returns by itself."""
    at = locate(scene, run, item)
    if isinstance(at, Refusal):
        return at
    why = why_not_defer(at)
    if why is not None:
        return _not_allowed(item, why)
    if not reasons.known(reasons.UNTIL, until):
        return Refusal("until_needed", Text("选缓到什么时候。", "Choose until when."))
    words = _reason(reasons.DEFER, reason)
    if isinstance(words, Refusal):
        return words
    return completed(scene, run, _deferral(scene, at.run.id, at.line.line, until, words))


def _deferral(
    scene: Scene, run: str, line: Line, until: str, reason: str, *, by_program: bool = False
) -> list[Event]:
    by = None if by_program else scene.by
    again = f"改缓到{reasons.text_of(reasons.UNTIL, until).zh}"
    before = [
        Event(open_items.OpenItemClosed(ref=old.ref, result=again, by_itself=True), by)
        for old in open_items.of(scene.shift).of_line(run, line.id)
        if old.sort in ("deferred", "away")
    ]
    return [
        *before,
        Event(
            facts.ItemDeferred(run=run, item=line.id, until=until, reason=reason, by_program=by_program), by
        ),
        Event(
            open_items.OpenItemOpened(
                sort="away" if line.away else "deferred",
                title=Text(f"{PUT_OFF.zh}{line.title.zh}", f"{PUT_OFF.en}{line.title.en}"),
                item=line.id,
                run=run,
                until=until,
                owner=scene.by,
            ),
            by,
        ),
    ]


def leave_for_next(scene: Scene, *, by_program: bool) -> list[Event]:
    """What sealing leaves to the next shift: away lines of every run that nobody could answer (design 5)."""
    events: list[Event] = []
    for run in of(scene.shift).runs.values():
        for line in _unfinished_away(scene, run.id):
            events += _deferral(scene, run.id, line, "next_opening", reasons.AWAY, by_program=by_program)
    return events


def _unfinished_away(scene: Scene, run: str) -> Iterable[Line]:
    known = of(scene.shift).runs[run]
    checklist = scene.manual.list(known.list)
    for line in checklist.lines if checklist is not None else ():
        if not line.away:
            continue
        at = locate(scene, run, line.id)
        if not isinstance(at, Refusal) and not at.line.finished:
            yield line


def not_applicable(scene: Scene, run: str, item: str, reason: str) -> list[Event] | Refusal:
    """Marks a line as not applicable today, for one of the manual's reasons."""
    at = locate(scene, run, item)
    if isinstance(at, Refusal):
        return at
    why = why_not_na(at)
    if why is not None:
        return _not_allowed(item, why)
    words = _reason(tuple((choice.id, choice.label) for choice in at.line.line.na), reason)
    if isinstance(words, Refusal):
        return words
    events = [
        Event(facts.ItemNotApplicable(run=run, item=item, reason=words), scene.by),
        *_closed(scene, at, words),
    ]
    return completed(scene, run, events)


def override(
    scene: Scene, run: str, item: str, manager: str, medium: str, reason: str
) -> list[Event] | Refusal:
    """Goes on without a line because a named hall manager said so (N34); the open items of the line stay."""
    at = locate(scene, run, item)
    if isinstance(at, Refusal):
        return at
    why = why_not_override(at)
    if why is not None:
        return _not_allowed(item, why)
    decided = check_manager(scene, manager, medium, reason)
    if isinstance(decided, Refusal):
        return decided
    events = [_override_event(scene, run, item, manager, medium, decided)]
    return completed(scene, run, events)


def _override_event(scene: Scene, run: str, item: str, manager: str, medium: str, reason: str) -> Event:
    fact = facts.ItemOverridden(run=run, item=item, manager=manager, medium=medium, reason=reason)
    return Event(fact, scene.by)


def override_all(
    scene: Scene, run: str, items: Iterable[str], manager: str, medium: str, reason: str
) -> list[Event] | Refusal:
    """One decision of the hall manager for several lines: each gets its own record."""
    decided = check_manager(scene, manager, medium, reason)
    if isinstance(decided, Refusal):
        return decided
    return [_override_event(scene, run, item, manager, medium, decided) for item in items]


def check_manager(scene: Scene, manager: str, medium: str, reason: str) -> str | Refusal:
    """Only a hall manager of the roster overrides; returns the reason as it is stored."""
    person = next((p for p in premises_of(scene).roster if p.id == manager), None)
    if person is None or person.role is not Role.HALL_MANAGER:
        return Refusal(
            "manager_needed",
            Text("只有厅经理可以越权。选一位厅经理。", "Only a hall manager may override: choose one."),
        )
    if not reasons.known(reasons.MEDIA, medium):
        return Refusal(
            "medium_needed", Text("选授权方式: 在场、电话或消息。", "Choose how: on site, phone or message.")
        )
    return _reason(reasons.OVERRIDE, reason)


def take_back(scene: Scene, run: str, item: str, reason: str) -> list[Event] | Refusal:
    """Takes back everything said of a line; it is to do again, the records stay."""
    at = locate(scene, run, item)
    if isinstance(at, Refusal):
        return at
    why = why_not_take_back(at)
    if why is not None:
        return _not_allowed(item, why)
    words = _reason(reasons.CHANGE, reason)
    if isinstance(words, Refusal):
        return words
    events = [
        Event(facts.ItemTakenBack(run=run, item=item, reason=words), scene.by),
        *_closed(scene, at, words),
    ]
    return completed(scene, run, events)


def _closed(scene: Scene, at: At, why: str) -> list[Event]:
    return [
        Event(open_items.OpenItemClosed(ref=item.ref, result=why, by_itself=True), scene.by)
        for item in at.line.open_items
    ]


def _reason(options: reasons.Options, word: str) -> str | Refusal:
    if reasons.known(options, word):
        return word
    if not word.strip():
        return Refusal(
            "reason_needed", Text("选一个原因,或按 0 写几个字。", "Choose a reason, or press 0 and write it.")
        )
    return stored(word, NAME_LIMIT)


def _not_allowed(item: str, why: Text) -> Refusal:
    return Refusal("not_allowed", Text("{item}: {why}。", "{item}: {why}.").fill(item=item, why=why))
