"""What was read when the shift was taken over is not asked for again one by one (OPN-33, S6)."""

from __future__ import annotations

from dutyterm.model.record import Event
from dutyterm.shift import open_items
from dutyterm.shift.lists import facts
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.lists.values import YES
from dutyterm.shift.lists.view import LineView, SlotView
from dutyterm.shift.shift import Scene


def together(scene: Scene, line: LineView, slot: SlotView) -> tuple[SlotView, ...]:
    """The other ticks that one key gives with this one; none when its own item was not read yet.

    All are open items that the person signed in has read in this shift and that nobody has changed since.
    """
    if line.line.each != "open_items" or slot.touched or not _read(scene, slot):
        return ()
    here = slot.slot
    return tuple(
        other
        for other in line.slots
        if other.slot != here and other.slot.field == here.field and other.open and _read(scene, other)
    )


def answers(scene: Scene, line: LineView, slot: SlotView, run: str, value: Value) -> list[Event]:
    """The records of those ticks, each its own."""
    if value != YES:
        return []
    return [
        Event(
            facts.ItemAnswered(
                run=run,
                item=other.slot.item,
                part=other.slot.part,
                field=other.slot.field,
                value=YES,
                norm="ok",
            ),
            scene.by,
        )
        for other in together(scene, line, slot)
    ]


def _read(scene: Scene, slot: SlotView) -> bool:
    item = open_items.of(scene.shift).by_ref.get(slot.slot.part)
    return slot.spec.kind == "confirm" and item is not None and scene.by in item.read_by
