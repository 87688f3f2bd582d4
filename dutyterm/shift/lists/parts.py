"""For what a line repeats, and everything that is to be answered in it, in the order of walking."""

from __future__ import annotations

from dutyterm.i18n import Text, same
from dutyterm.manual.schema import FieldSpec, Line
from dutyterm.model.premises import Premises
from dutyterm.shift import life, open_items
from dutyterm.shift.lists.presence import present
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.shift import Scene


def premises_of(scene: Scene) -> Premises:
    """The hall as the opening record holds it; an empty one before the shift is opened."""
    opened = life.of(scene.shift).opened
    return opened.premises if opened is not None else Premises(hall="", name="", hall_class="")


def parts_of(line: Line, scene: Scene) -> tuple[tuple[str, Text], ...]:
    """Id and name of everything for which this line repeats; one nameless part when it does not."""
    premises = premises_of(scene)
    each = line.each
    if each is None:
        return (("", same("")),)
    if not isinstance(each, str):
        return tuple((choice.id, choice.label) for choice in each)
    if each == "tills":
        return tuple((till.id, same(till.name)) for till in premises.tills)
    if each == "exits":
        return tuple((way.id, same(way.name)) for way in premises.exits)
    if each == "staff":
        return tuple((person.id, same(person.name)) for person in premises.roster)
    if each == "present":
        return tuple((person.id, same(person.name)) for person in present(scene))
    if each == "open_items":
        return tuple((item.ref, item.title) for item in open_items.of(scene.shift).carried())
    return ()


def slots_of(line: Line, scene: Scene) -> tuple[tuple[Slot, FieldSpec, Text], ...]:
    """Everything to answer in a line, in the order of walking: part by part, then what is asked once."""
    repeated = [f for f in line.fields if f.each and line.each is not None]
    once = [f for f in line.fields if line.each is None or not f.each]
    found = [
        (Slot(line.id, part, spec.id), spec, name)
        for part, name in (parts_of(line, scene) if repeated else ())
        for spec in repeated
    ]
    found += [(Slot(line.id, "", spec.id), spec, same("")) for spec in once]
    return tuple(found)
