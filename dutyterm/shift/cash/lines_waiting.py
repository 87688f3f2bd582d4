"""What a line that only the records of money answer still waits for, said in its place in the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dutyterm.i18n import Text, joined
from dutyterm.shift.cash.state import CASH, Cash, Span, of
from dutyterm.shift.cash.stock import Occasion, counted_at
from dutyterm.shift.cash.told import hall_of, till_name
from dutyterm.shift.shift import Scene


def waiting_for(name: str, scene: Scene) -> Text:
    """In words; the way to it is always F4."""
    tell = _WAITING.get(name)
    told = tell(scene, of(scene.shift)) if tell is not None else None
    return told if told is not None else _ON_F4


def _tills(unfinished: Callable[[Span], bool]) -> Callable[[Scene, Cash], Text | None]:
    def tell(scene: Scene, cash: Cash) -> Text | None:
        names = [
            till_name(scene, till.id)
            for till in cash.tills.values()
            if any(unfinished(span) and not span.waits_for_report for span in till.spans)
        ]
        return _named(names)

    return tell


def _named(names: list[Text]) -> Text | None:
    if not names:
        return None
    shown = joined(Text("、", ", "), names[:SHOWN])
    if len(names) > SHOWN:
        more = Text("{names} 等 {n} 个", "{names} and more, {n} in all")
        return _LACKS.fill(names=more.fill(names=shown, n=len(names)))
    return _LACKS.fill(names=shown)


SHOWN: Final = 3
"""So many are named; more are counted."""


def _issued(scene: Scene, cash: Cash) -> Text:
    n = sum(till.span is not None for till in cash.tills.values())
    planned = hall_of(scene).figure("planned_tills") or 1
    return Text("已领 {n} 台,计划 {m}", "{n} tills taken of {m}").fill(n=n, m=planned)


def _bagged(scene: Scene, cash: Cash) -> Text:
    del scene
    if cash.packets:
        return Text("{n} 份款没有封包", "{n} packets in no bag").fill(n=len(cash.packets))
    return Text("台席还没有结清", "tills are not settled yet")


def _moved(scene: Scene, cash: Cash) -> Text:
    here = sum(bag.where == "sealed" for bag in cash.bags.values())
    return Text("{n} 包没有移交", "{n} bags still here").fill(n=here) if here else _bagged(scene, cash)


def _valuables(when: Occasion, *groups: str) -> Callable[[Scene, Cash], Text | None]:
    def tell(scene: Scene, cash: Cash) -> Text | None:
        del cash
        return _named([item.name for group in groups for item in counted_at(scene, when, group)[1]])

    return tell


def _stored(scene: Scene, cash: Cash) -> Text:
    missing = _valuables("closing", "seals", "papers", "cards")(scene, cash)
    return missing or Text("点清了,待两人入柜", "counted; two lock it away")


_ON_F4: Final = Text("按 F4 办理", "press F4 and do it there")
_LACKS: Final = Text("还差 {names}", "still: {names}")

_WAITING: Final[dict[str, Callable[[Scene, Cash], Text | None]]] = {
    "floats_issued": _issued,
    "small_change": _issued,
    "counts": _tills(lambda span: span.locked is None),
    "reports": _tills(lambda span: span.expected is None),
    "tenders": _tills(lambda span: any(t != CASH and t not in span.decided for t in span.tenders)
                      or span.expected is None),
    "results": _tills(lambda span: not span.is_decided),
    "bagged": _bagged,
    "moved": _moved,
    "papers_out": _valuables("opening", "papers"),
    "stock_out": _valuables("opening", "stock"),
    "seals_out": _valuables("opening", "seals"),
    "papers_in": _valuables("closing", "papers"),
    "stock_in": _valuables("closing", "stock", "gifts"),
    "stored": _stored,
}  # fmt: skip
