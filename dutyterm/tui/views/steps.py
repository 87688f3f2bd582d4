"""Where the cursor goes in a list: row by row, to the next unfinished thing, on after an answer (L1, L15)."""

from __future__ import annotations

from collections.abc import Iterable, Set

from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import LineView, Mark, RunView, SlotView
from dutyterm.tui.views.lines import groups, unfolds


def place_in(line: LineView) -> Slot:
    """Where the cursor lands in a line: on the first thing to answer, else on the first there is."""
    active = [s for s in line.slots if s.active]
    asked = line.next_slot if not line.finished else None
    first = asked or next(iter(active), None)
    return first.slot if first is not None else Slot(line.line.id, "", "")


def slot_at(view: RunView, place: Slot) -> SlotView | None:
    """The thing to answer at a place."""
    line = view.line(place.item)
    return None if line is None else next((s for s in line.slots if s.slot == place), None)


def row_step(view: RunView, place: Slot, step: int) -> Slot:
    """One row down (1) or up (-1); at the ends the cursor stays."""
    at = _index(view, place)
    line = view.lines[at]
    if unfolds(line):
        rows = groups(line)
        here = next((n for n, members in enumerate(rows) if any(s.slot == place for s in members)), 0)
        if 0 <= here + step < len(rows):
            members = rows[here + step]
            # in a grid of parts and fields the cursor stays in its column
            same_field = next((s for s in members if s.slot.field == place.field), None)
            return (next((s for s in members if s.open), None) or same_field or members[0]).slot
    to = at + step
    return place_in(view.lines[to]) if 0 <= to < len(view.lines) else place


def line_step(view: RunView, place: Slot, lines: int) -> Slot:
    """So many lines down, or up when negative; at most to the first or last line."""
    to = min(max(_index(view, place) + lines, 0), len(view.lines) - 1)
    return place_in(view.lines[to])


def field_step(view: RunView, place: Slot, step: int) -> Slot:
    """To the next or previous thing in the same line, optional ones included; at the ends it stays."""
    line = view.lines[_index(view, place)]
    fields = [s.slot for s in line.slots if s.active]
    at = fields.index(place) + step if place in fields else 0
    return fields[at] if 0 <= at < len(fields) else place


def unfinished(view: RunView, first: int = 0) -> tuple[Slot, ...]:
    """Every thing that is still to be done, in the order of the list, from its line `first` on."""
    found: list[Slot] = []
    for line in view.lines[first:]:
        if line.finished:
            continue
        opened = [s.slot for s in line.slots if s.open]
        found += opened or [place_in(line)]
    return tuple(found)


def tab(view: RunView, place: Slot, *, back: bool = False, half_typed: Iterable[Slot] = ()) -> Slot | None:
    """The next (or previous) thing unfinished, around the end; None when nothing is left.

    What is half-typed is unfinished, also over an answer that stands.
    """
    every = dict.fromkeys((*unfinished(view), *half_typed))
    waiting = sorted((s for s in every if s != place), key=lambda s: _order(view, s))
    if not waiting:
        return None
    ahead = [s for s in waiting if _order(view, s) > _order(view, place)]
    behind = [s for s in waiting if _order(view, s) < _order(view, place)]
    return (behind or ahead)[-1] if back else (ahead or behind)[0]


def jump(view: RunView, place: Slot, half_typed: Set[str] = frozenset()) -> Slot | None:
    """Where an answer at `place` leads: forward only, past lines with a half-typed value; None = nowhere.

    A signature waits while its own line has facts open, in this part or another, and while the next line is
    to be signed too and still has something to fill in: so that they all come onto one signing sheet.
    """
    here = _order(view, place)
    for slot in unfinished(view, _index(view, place)):
        if _order(view, slot) <= here:
            continue
        if slot.item != place.item and slot.item in half_typed:
            continue
        found = slot_at(view, slot)
        if found is not None and found.spec.kind == "dual" and _waits(view, slot):
            continue
        return slot
    return None


def _waits(view: RunView, signature: Slot) -> bool:
    line = view.line(signature.item)
    asked = line is not None and any(s.open and s.spec.kind != "dual" for s in line.slots)
    return asked or _next_will_sign(view, signature.item)


def _next_will_sign(view: RunView, item: str) -> bool:
    after = view.lines[_index(view, Slot(item, "", "")) + 1 :]
    line = next((v for v in after if v.mark is not Mark.INACTIVE), None)
    if line is None or line.finished:
        return False
    kinds = [s.spec.kind for s in line.slots if s.open]
    return "dual" in kinds and any(kind != "dual" for kind in kinds)


def _index(view: RunView, place: Slot) -> int:
    return next((n for n, line in enumerate(view.lines) if line.line.id == place.item), 0)


def _order(view: RunView, place: Slot) -> tuple[int, int]:
    at = _index(view, place)
    return at, next((n for n, s in enumerate(view.lines[at].slots) if s.slot == place), -1)
