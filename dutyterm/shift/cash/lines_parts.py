"""What the records say of each till under a line that they alone answer (OPN-20, OPN-21, CLS-05..08)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dutyterm.i18n import Text, same
from dutyterm.model.money import format_fen
from dutyterm.shift.cash.sheet import small_change
from dutyterm.shift.cash.state import Span, Till, of
from dutyterm.shift.cash.told import figure, till_name
from dutyterm.shift.line_answer import PartTold
from dutyterm.shift.shift import Scene


def told_of(name: str, scene: Scene) -> tuple[PartTold, ...]:
    """Till by till what was done, for the line of this name; nothing for a line that is about no till."""
    tell = _TELL.get(name)
    return () if tell is None else tell(scene)


def issue_of(till: Till) -> Span | None:
    """The closure that began with the float: those after it went on with what was counted in between."""
    found = till.span
    for span in reversed(till.spans[:-1]):
        if span.locked is None or span.locked.purpose == "closing":
            break
        found = span
    return found


def wrong_float(scene: Scene, span: Span) -> bool:
    """The float is a fixed sum: did the till begin with another one, or with a difference?"""
    rules = scene.manual.cash
    return bool(span.opening_difference) or (
        rules is not None and span.base != figure(scene, rules, "float_fen")
    )


def _floats(scene: Scene) -> tuple[PartTold, ...]:
    return tuple(
        PartTold(till_name(scene, id), same(format_fen(span.base)), off=wrong_float(scene, span))
        for id, span in _issued(scene)
    )


def _change(scene: Scene) -> tuple[PartTold, ...]:
    rules = scene.manual.cash
    if rules is None:
        return ()
    least, face = figure(scene, rules, "small_change_fen"), rules.figures.small_face_fen
    return tuple(
        PartTold(till_name(scene, id), same(format_fen(fen)), off=fen < least)
        for id, span in _issued(scene)
        for fen in (small_change(span.sheet, rules, face),)
    )


def _issued(scene: Scene) -> list[tuple[str, Span]]:
    tills = of(scene.shift).tills.values()
    return [(till.id, span) for till in tills if (span := issue_of(till)) is not None]


def _closures(tell: Callable[[Text, Span], PartTold]) -> Callable[[Scene], tuple[PartTold, ...]]:
    def every(scene: Scene) -> tuple[PartTold, ...]:
        found: list[PartTold] = []
        for till in of(scene.shift).tills.values():
            name = till_name(scene, till.id)
            for span in till.spans:
                several = len(till.spans) > 1
                found.append(tell(_NUMBERED.fill(name=name, n=span.number) if several else name, span))
        return tuple(found)

    return every


def _counted(name: Text, span: Span) -> PartTold:
    if span.locked is None:
        return PartTold(name, _NOT_YET, done=False)
    together = len(span.turns) > 2
    return PartTold(name, Text("合点一致", "agreed together") if together else _LOCKED, off=together)


def _reported(name: Text, span: Span) -> PartTold:
    if span.waits_for_report:
        return PartTold(name, Text("待扎账", "report to come"), off=True)
    return PartTold(name, _NOT_YET, done=False) if span.expected is None else PartTold(name, _REPORTED)


def _decided(name: Text, span: Span) -> PartTold:
    if span.waits_for_report:
        return PartTold(name, Text("待扎账", "report to come"), off=True)
    if not span.is_decided:
        return PartTold(name, _NOT_YET, done=False)
    found = [one.fen for one in span.decided.values() if one.fen]
    if not found:
        return PartTold(name, Text("平", "even"))
    # over and short stand side by side: one never covers the other
    over, short = sum(f for f in found if f > 0), sum(f for f in found if f < 0)
    words = _OVER if not short else _SHORT if not over else _BOTH
    return PartTold(name, words.fill(over=format_fen(over), short=format_fen(-short)), off=True)


_NUMBERED: Final = Text("{name} 第 {n} 次", "{name}, no. {n}")
_NOT_YET: Final = Text("还没有", "not yet")
_LOCKED: Final = Text("已锁定", "locked")
_REPORTED: Final = Text("已扎账", "reported")
_OVER: Final = Text("长 {over}", "over {over}")
_SHORT: Final = Text("短 {short}", "short {short}")
_BOTH: Final = Text("长 {over} 短 {short}", "over {over} short {short}")

_TELL: Final[dict[str, Callable[[Scene], tuple[PartTold, ...]]]] = {
    "floats_issued": _floats,
    "small_change": _change,
    "counts": _closures(_counted),
    "reports": _closures(_reported),
    "results": _closures(_decided),
}
