"""One thing to answer, in words: what to press for it, and what was answered."""

from __future__ import annotations

from dutyterm.i18n import Text, joined, same
from dutyterm.manual.schema import Choice, Service
from dutyterm.model.premises import Premises
from dutyterm.shift.lists import norms, values
from dutyterm.shift.lists.view import SlotView

GAP = same("  ")


def options(choices: tuple[Choice, ...]) -> Text:
    """`1 主用  2 备用  3 中断`."""
    numbered = [Text(f"{n} {c.label.zh}", f"{n} {c.label.en}") for n, c in enumerate(choices, 1)]
    return joined(GAP, numbered)


def prompt(slot: SlotView, typed: str = "") -> Text:
    """What to press to answer this, short enough for its row; with the digits that are half-typed."""
    spec = slot.spec
    blank = f"{typed}_" if typed else "__"
    match spec.kind:
        case "confirm":
            return Text("Space 确认", "Space confirms")
        case "choice":
            return options(spec.choices)
        case "count":
            total = "?" if slot.total is None else str(slot.total)
            return _blank(slot, f"{blank} / {total}")
        case "number" | "money":
            return _blank(slot, blank)
        case "text":
            write = Text("0 写", "0 write") if spec.choices else Text("写几个字", "write a few words")
            return joined(GAP, [options(spec.choices), write]) if spec.choices else write
        case "time":
            return same(blank) if typed else Text("Space 现在,或 HHMM", "Space now, or HHMM")
        case "dual":
            signed = len(slot.signatures)
            return (
                Text("Space 第二人签", "Space: second signs")
                if signed
                else Text("Space 双人签", "Space: sign")
            )
        case "assign":
            return Text(
                f"{len(spec.posts)} 个岗位各按名册号", f"a roster digit for each of {len(spec.posts)} posts"
            )
        case "people":
            return Text("按名册号,0 无", "roster digits, 0 nobody")
        case _:
            return Text("由程序填写", "filled in by itself")


def _blank(slot: SlotView, blank: str) -> Text:
    unit = slot.spec.unit
    return same(blank) if unit is None else Text(f"{blank} {unit.zh}", f"{blank} {unit.en}")


def answer(slot: SlotView, premises: Premises, services: tuple[Service, ...] = ()) -> Text:
    """What was answered; empty when nothing was."""
    if slot.spec.kind == "dual":
        return signers(slot, premises)
    if slot.value is None:
        return same("")
    names = {service.id: service.name for service in services}
    return values.text_of(slot.spec, slot.value, premises, names)


def signers(slot: SlotView, premises: Premises) -> Text:
    """Who has signed: `王敏, 赵琪`, or `王敏, 待第二人`."""
    people = {person.id: person.name for person in premises.roster}
    names = [same(people.get(s.person, s.person)) for s in slot.signatures]
    if len(names) == 1:
        names.append(Text("待第二人", "second missing"))
    return joined(same(", "), names)


def why_off(slot: SlotView, premises: Premises) -> Text | None:
    """What is off about the answer that stands, `14 低于 16`; None when it is in order."""
    if slot.given is None or slot.given.norm == "ok" or slot.value is None:
        return None
    return norms.why(slot.spec, slot.value, premises) or values.text_of(slot.spec, slot.value, premises)


def named(slot: SlotView) -> Text:
    """Part and label of the thing to answer, `台席 2 登录`; empty when the line has only one."""
    words = [word for word in (slot.part_name, slot.spec.label) if word is not None and word.zh]
    return joined(same(" "), words)
