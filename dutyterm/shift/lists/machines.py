"""Fields answered by the program from other records; they fall back when those change (closed-loop lines)."""

from __future__ import annotations

from dutyterm.manual.schema import Line
from dutyterm.shift import open_items
from dutyterm.shift.line_answer import LineAnswer
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.shift import Scene


def machine_value(name: str | None, limited: tuple[str, ...], scene: Scene) -> Value | None:
    """What the records say for this machine field; None = not yet satisfied, so the line is to do.

    `limited_services`: ids of the services limited now (may be none at all).
    `open_items_read`: `yes` once everything carried in and still open was read by somebody in this shift.
    """
    if name == "limited_services":
        return limited
    if name == "open_items_read":
        waiting = [item for item in open_items.of(scene.shift).carried() if item.open and not item.read_by]
        return None if waiting else "yes"
    return None


def recorded_answer(line: Line, scene: Scene, *, finished: bool = False) -> LineAnswer | None:
    """What money, the register or a drill say for a whole line; None while they say nothing.

    `finished`: by hand; then the records of money do not say what they wait for. Whoever has no record in
    this shift says nothing, and is not imported to say so.
    """
    if line.drill is not None:
        if not scene.shift.has("procedures"):
            return None
        from dutyterm.shift.procedures.drills import drill_answer

        return drill_answer(scene, line.drill)
    if line.records is None:
        return None
    money = None
    if scene.shift.has("cash"):
        from dutyterm.shift.cash.lines import line_answer

        money = line_answer(line.records, scene, finished=finished)
    if money is None and scene.shift.has("register"):
        from dutyterm.shift.register import lines as register

        return register.line_answer(line.records, scene)
    return money


def by_records(name: str, scene: Scene) -> bool:
    """Do the records of money, or the register, alone answer this line? Then nothing is typed by hand."""
    if scene.shift.has("cash"):
        from dutyterm.shift.cash import lines as cash

        if cash.by_records(name, scene):
            return True
    if scene.shift.has("register"):
        from dutyterm.shift.register import lines as register

        return register.by_records(name, scene)
    return False
