"""Rules of answering a line: first answers, changes with reason, consequences shown before they happen."""

from __future__ import annotations

from datetime import datetime

from dutyterm.i18n import Text, joined
from dutyterm.manual.schema import Block, FieldSpec, Line
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life, open_items
from dutyterm.shift.lists import already_read, facts, norms, reasons, values
from dutyterm.shift.lists.closing import closed_early, doors_closed, opened_after_closing
from dutyterm.shift.lists.completion import completed
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.lists.place import At, complete, locate, run_view
from dutyterm.shift.lists.state import Slot, of
from dutyterm.shift.lists.view import Mark, SlotView, due_at, premises_of
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored
from dutyterm.values import dataclass

__all__ = ["BLOCK_NAMES", "Answer", "At", "Consequence", "answer", "completed", "consequence_of", "locate"]
__all__ += ["run_view", "start"]

BLOCK_NAMES: dict[Block, Text] = {
    "doors": Text("开门", "opening the doors"),
    "cash": Text("现金业务", "cash work"),
    "manual": Text("手工受理", "manual acceptance"),
    "handover": Text("交接", "handover"),
    "leave": Text("离厅", "leaving"),
}
"""What each block hinders."""


@dataclass(frozen=True)
class Consequence:
    """What an answer would bring with it; shown before it takes a second key (law 3 of screens)."""

    why: Text
    """What is off, e.g. `14 低于 16`."""
    do: Text
    """What to do at once."""
    open_item: bool
    blocks: Block | None
    limits: tuple[Text, ...]
    """Names of services that become limited."""
    card: str | None
    """Emergency card that is suggested."""

    def text(self) -> Text:
        """All of it in one line."""
        parts = [self.why]
        if self.open_item:
            parts.append(Text("记一条未结事项", "makes an open item"))
        if self.blocks is not None:
            name = BLOCK_NAMES[self.blocks]
            parts.append(Text(f"阻断{name.zh}", f"blocks {name.en}"))
        if self.limits:
            names = joined(Text("、", ", "), list(self.limits))
            parts.append(Text(f"限制 {names.zh}", f"limits {names.en}"))
        if self.card is not None:
            parts.append(Text(f"应急卡 {self.card}", f"card {self.card}"))
        return joined(Text("; ", "; "), parts)


def start(scene: Scene, list_id: str) -> list[Event] | Refusal:
    """Begins a list with the manual that is active now (L16)."""
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    if scene.manual.list(list_id) is None:
        return Refusal(
            "no_list", Text("手册里没有清单 {id}。", "The manual has no list {id}.").fill(id=list_id)
        )
    runs = of(scene.shift).runs.values()
    if any(run.list == list_id and not complete(scene, run) for run in runs):
        return Refusal(
            "already_started",
            Text("这张清单已经开始,按 Enter 继续。", "This list is in progress; Enter continues it."),
        )
    number = 1
    while f"{list_id}-{number}" in of(scene.shift).runs:
        number += 1
    fact = facts.RunStarted(run=f"{list_id}-{number}", list=list_id, manual_hash=scene.manual.hash)
    return [Event(fact, scene.by)]


@dataclass(frozen=True)
class Answer:
    """A wish to answer one field."""

    run: str
    slot: Slot
    value: Value
    confirmed: bool = False
    """The consequence was shown and taken with a second key."""
    reason: str = ""
    """For a change: one of `reasons.CHANGE`, or words."""
    occurred_at: datetime | None = None
    """For a line answered afterwards (away lines): when it happened."""
    took_ms: int | None = None


def answer(scene: Scene, wish: Answer) -> list[Event] | Refusal:
    """Answers a field, or changes its answer; with everything that follows from it in the same write."""
    at = locate(scene, wish.run, wish.slot.item)
    if isinstance(at, Refusal):
        return at
    slot = next((s for s in at.line.slots if s.slot == wish.slot), None)
    refused = _may_answer(at, slot)
    if refused is not None or slot is None:
        return refused or _not_there()
    value = values.fit(slot.spec, wish.value, premises_of(scene), scene.now, slot.total)
    if isinstance(value, Refusal):
        return value
    if slot.given is not None and slot.given.value == value:
        return Refusal(
            "unchanged",
            Text("和原来的答案一样,没有记下。", "The same answer as before; nothing was written."),
        )
    if wish.occurred_at is not None and wish.occurred_at > scene.now:
        return values.future()
    closed = _too_late(scene, at, slot, value) or doors_closed(scene, at, slot, value)
    if isinstance(closed, Refusal):
        return closed
    early = None if wish.confirmed or slot.given is not None else closed_early(scene, closed)
    if early is not None:
        return Refusal("needs_confirmation", early)
    norm = _norm(scene, at.line.line, slot, value)
    unchecked = norms.missing(at.line.line, slot.spec, premises_of(scene)) or None
    consequence = consequence_of(scene, at, slot, value)
    if consequence is not None and not wish.confirmed:
        return Refusal("needs_confirmation", consequence.text(), {"consequence": consequence})
    if slot.given is None:
        event: facts.ItemAnswered | facts.ItemChanged = facts.ItemAnswered(
            run=wish.run,
            item=wish.slot.item,
            part=wish.slot.part,
            field=wish.slot.field,
            value=value,
            norm=norm,
            occurred_at=wish.occurred_at,
            took_ms=wish.took_ms,
            unchecked=unchecked,
        )
    else:
        reason = _reason(wish.reason)
        if isinstance(reason, Refusal):
            return reason
        event = facts.ItemChanged(
            run=wish.run,
            item=wish.slot.item,
            part=wish.slot.part,
            field=wish.slot.field,
            value=value,
            was=slot.given.value,
            reason=reason,
            norm=norm,
            took_ms=wish.took_ms,
            unchecked=unchecked,
        )
    events = [
        Event(event, scene.by),
        *_items_after(scene, at, slot, value, consequence),
        *_doors_after(scene, at, slot, value),
        *closed,
        *_read_after(scene, at, slot),
        *already_read.answers(scene, at.line, slot, wish.run, value),
    ]
    return completed(scene, wish.run, events)


def _may_answer(at: At, slot: SlotView | None) -> Refusal | None:
    if slot is None:
        return _not_there()
    if at.line.mark is Mark.INACTIVE or not slot.active:
        return Refusal(
            "inactive",
            Text(
                "这一行今天不用答(条件不成立)。",
                "This line is not asked today (its condition does not hold).",
            ),
        )
    if at.line.by_records:
        return by_the_records()
    if slot.spec.kind == "dual":
        return Refusal(
            "sign_it", Text("这一行要两个人签名: 按 Space。", "This line takes two signatures: press Space.")
        )
    if slot.spec.kind == "machine":
        return Refusal("by_itself", Text("这一行由程序自己填写。", "The program fills this in by itself."))
    if _is_door_time(at, slot) and slot.given is None:
        return Refusal(
            "open_the_doors", Text("开门用专门的一步。", "Opening the doors is a step of its own.")
        )
    return None


def by_the_records() -> Refusal:
    """Nothing is typed into a line that the records of money or of the register answer."""
    words = Text(
        "这一行由记录填写: 资金在 F4 办理,手工受理在登记簿办理。",
        "Records answer this line: do it on F4 (money) or in the register (manual acceptance).",
    )
    return Refusal("by_records", words)


def _is_door_time(at: At, slot: SlotView) -> bool:
    return at.line.line.opens_doors and slot.spec.kind == "time"


def _too_late(scene: Scene, at: At, slot: SlotView, value: Value) -> Refusal | None:
    """The doors did not open after they closed."""
    if not _is_door_time(at, slot) or not isinstance(value, str):
        return None
    return opened_after_closing(scene, datetime.fromisoformat(value))


def _doors_after(scene: Scene, at: At, slot: SlotView, value: Value) -> list[Event]:
    """A corrected time of opening is said again in full, so that the last such record holds."""
    doors = life.of(scene.shift).doors
    if doors is None or not _is_door_time(at, slot) or not isinstance(value, str):
        return []
    return [Event(doors.model_copy(update={"opened_at": datetime.fromisoformat(value)}), scene.by)]


def _read_after(scene: Scene, at: At, slot: SlotView) -> list[Event]:
    """Going through what was carried in (OPN-33) is reading it."""
    item = open_items.of(scene.shift).by_ref.get(slot.slot.part)
    if at.line.line.each != "open_items" or item is None or scene.by in item.read_by:
        return []
    return [Event(open_items.OpenItemRead(ref=item.ref), scene.by)]


def _not_there() -> Refusal:
    return Refusal("no_field", Text("这一行没有这一栏。", "The line has no such field."))


def _reason(word: str) -> str | Refusal:
    if reasons.known(reasons.CHANGE, word):
        return word
    if not word.strip():
        return Refusal(
            "reason_needed",
            Text(
                "改答案要选原因: 1 按错 2 情况有变 3 复核。",
                "A change needs a reason: 1 slip 2 things changed 3 rechecked.",
            ),
        )
    return stored(word, NAME_LIMIT)


def _norm(scene: Scene, line: Line, slot: SlotView, value: Value) -> facts.Norm:
    premises = premises_of(scene)
    if line.opens_doors and slot.spec.kind == "time" and slot.given is not None:
        return slot.given.norm  # defects do not go away with a corrected time
    found = norms.norm(slot.spec, value, premises)
    when = line.block_when
    if when is not None and when.field in (None, slot.slot.field) and norms.holds(when, value, premises):
        return "block"
    return found


def consequence_of(scene: Scene, at: At, slot: SlotView, value: Value) -> Consequence | None:
    """What this answer would bring with it; None for a normal one."""
    line = at.line.line
    norm = _norm(scene, line, slot, value)
    if norm == "ok":
        return None
    services = {service.id: service.name for service in at.checklist.services}
    choice = next((c for c in slot.spec.choices if c.id == value), None)
    why = norms.why(slot.spec, value, premises_of(scene)) or values.text_of(
        slot.spec, value, premises_of(scene)
    )
    return Consequence(
        why=why,
        do=line.on_fail.do,
        open_item=line.on_fail.open_item,
        blocks=line.block if norm == "block" else None,
        limits=tuple(services.get(s, Text(s, s)) for s in line.limits) if norm == "block" else (),
        card=(choice.procedure if choice is not None else None) or line.on_fail.procedure,
    )


def _items_after(
    scene: Scene, at: At, slot: SlotView, value: Value, consequence: Consequence | None
) -> list[Event]:
    """Open items that this answer makes, or settles because the line is in order now."""
    here = (slot.slot.part, slot.slot.field)
    failed = [i for i in at.line.open_items if i.sort == "failed" and (i.part, i.field) == here]
    if consequence is None:
        return [_settled(scene, item, slot.spec, value) for item in failed]
    if consequence.open_item and not failed:
        return [Event(_failed_item(scene, at, slot, consequence), scene.by)]
    return []


def _settled(scene: Scene, item: open_items.Item, spec: FieldSpec, value: Value) -> Event:
    result = values.text_of(spec, value, premises_of(scene)).zh[:NAME_LIMIT]
    return Event(open_items.OpenItemClosed(ref=item.ref, result=result, by_itself=True), scene.by)


def _failed_item(scene: Scene, at: At, slot: SlotView, consequence: Consequence) -> open_items.OpenItemOpened:
    line = at.line.line
    part = Text(f" {slot.part_name.zh}", f" {slot.part_name.en}") if slot.part_name.zh else Text("", "")
    return open_items.OpenItemOpened(
        sort="failed",
        title=Text(
            f"{line.title.zh}{part.zh}: {consequence.why.zh}",
            f"{line.title.en}{part.en}: {consequence.why.en}",
        ),
        item=line.id,
        part=slot.slot.part,
        field=slot.slot.field,
        run=at.run.id,
        due=due_at(scene, line.on_fail.due),
        owner=scene.by,
    )
