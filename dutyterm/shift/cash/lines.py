"""Checklist lines that the records of money answer (OPN-19..25, CLS-05..20), and when they fall back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.shift import life
from dutyterm.shift.cash import lines_stock
from dutyterm.shift.cash.lines_parts import issue_of, told_of, wrong_float
from dutyterm.shift.cash.lines_waiting import waiting_for
from dutyterm.shift.cash.sheet import small_change
from dutyterm.shift.cash.state import CASH, Cash, Span, of
from dutyterm.shift.cash.told import figure, hall_of
from dutyterm.shift.line_answer import LineAnswer
from dutyterm.shift.shift import Scene


def line_answer(name: str, scene: Scene, *, finished: bool = False) -> LineAnswer | None:
    """The answer of the records; None while they have none, so that the line is to do, also by hand.

    Where they alone answer they say what they wait for, unless the line was `finished` by hand before.
    """
    answer = LINES.get(name)
    found = None if answer is None else answer(scene, of(scene.shift))
    if answer is None or not by_records(name, scene):
        return found
    if found is None and not finished:
        found = LineAnswer(waiting_for(name, scene), off=True, waits=True)
    return None if found is None else replace(found, told=told_of(name, scene))


def by_records(name: str, scene: Scene) -> bool:
    """Do the records alone answer this line? Then nothing is typed into it by hand.

    So it is in a hall that says so of itself (`cash_records`), as soon as it works with these records:
    whoever keeps the money on paper answers by hand, and so does a hall that counts no valuables here.
    """
    if not hall_of(scene).flags.get(SWITCH, False):
        return False
    uses = _USES.get(name)
    return uses is not None and uses(of(scene.shift))


SWITCH: Final = "cash_records"
"""Flag of a hall that lets the records of money answer their lines."""


def _uses_money(cash: Cash) -> bool:
    return cash.reserve is not None or bool(cash.tills)


def _uses_safe(cash: Cash) -> bool:
    return cash.safe_seal is not None or cash.safe_checked is not None or _uses_money(cash)


def _uses_bags(cash: Cash) -> bool:
    return any(bag.carried for bag in cash.bags.values())


def _uses_boxes(cash: Cash) -> bool:
    return bool(cash.boxes)


def _uses_envelopes(cash: Cash) -> bool:
    return bool(cash.envelopes)


def _uses_valuables(cash: Cash) -> bool:
    return bool(cash.valuables)


def _none_used(scene: Scene) -> LineAnswer | None:
    """No till was taken in this shift: said by the records where they alone answer."""
    return LineAnswer(Text("本班没有领用台席", "no till was taken")) if by_records("counts", scene) else None


def _spans(cash: Cash) -> list[Span]:
    return [span for till in cash.tills.values() for span in till.spans]


def _safe_checked(scene: Scene, cash: Cash) -> LineAnswer | None:
    del scene
    checked = cash.safe_checked
    if checked is None:
        return None
    words = Text("封签 {seal}", "seal {seal}").fill(seal=checked.seal)
    return LineAnswer(words, off=not checked.matches, failing=not checked.matches)


def _issued(scene: Scene, cash: Cash) -> list[Span] | None:
    """The floats of this morning, once as many tills as planned are issued, or the doors are open."""
    spans = [span for till in cash.tills.values() if (span := issue_of(till)) is not None]
    planned = hall_of(scene).figure("planned_tills") or 1
    if spans and by_records("floats_issued", scene) and life.of(scene.shift).doors is not None:
        return spans  # the doors are open: fewer were needed than planned
    return spans if len(spans) >= planned else None


def _floats(scene: Scene, cash: Cash) -> LineAnswer | None:
    spans, rules = _issued(scene, cash), scene.manual.cash
    if spans is None or rules is None:
        return None
    words = Text("{n} 台已领 {fen}", "{n} tills, {fen}").fill(
        n=len(spans), fen=format_fen(sum(span.base for span in spans))
    )
    fewer = len(spans) < (hall_of(scene).figure("planned_tills") or 1)
    # a till that began with another sum than the float is limited itself
    wrong = tuple(
        till.id
        for till in cash.tills.values()
        if (span := issue_of(till)) is not None and wrong_float(scene, span)
    )
    return LineAnswer(words, off=fewer or bool(wrong), failing=bool(wrong), parts=wrong)


def _change(scene: Scene, cash: Cash) -> LineAnswer | None:
    spans, rules = _issued(scene, cash), scene.manual.cash
    if spans is None or rules is None:
        return None
    face, least = rules.figures.small_face_fen, figure(scene, rules, "small_change_fen")
    smallest = min(small_change(span.sheet, rules, face) for span in spans)
    words = Text("最少一台 {fen}", "least at a till {fen}").fill(fen=format_fen(smallest))
    return LineAnswer(words, off=smallest < least)


def _receipts(scene: Scene, cash: Cash) -> LineAnswer | None:
    came = [bag for bag in cash.bags.values() if bag.carried]
    out = sum(bag.credited is None for bag in came)
    if out and by_records("receipts", scene):
        return LineAnswer(Text("{n} 个款包没有回单", "{n} bags without receipt").fill(n=out), off=True)
    if not came or out:
        return None
    words = Text("{n} 个款包已入账", "{n} bags credited").fill(n=len(came))
    return LineAnswer(words, off=any(bag.difference for bag in came))


def _counted(scene: Scene, cash: Cash) -> LineAnswer | None:
    spans = _spans(cash)
    if not spans:
        return _none_used(scene)
    if any(span.locked is None for span in spans):
        return None
    together = sum(len(span.turns) > 2 for span in spans)
    if together:
        words = Text("{n} 次已锁定,合点 {k}", "{n} locked, {k} agreed together")
        return LineAnswer(words.fill(n=len(spans), k=together), off=True)
    return LineAnswer(_TILLS.fill(n=len(spans), what=Text("已锁定", "locked")))


def _reported(scene: Scene, cash: Cash) -> LineAnswer | None:
    spans = _spans(cash)
    if not spans:
        return _none_used(scene)
    if any(span.expected is None and not span.waits_for_report for span in spans):
        return None
    waiting = sum(span.waits_for_report for span in spans)
    if waiting:
        return LineAnswer(_PENDING.fill(n=waiting), off=True)
    return LineAnswer(_TILLS.fill(n=len(spans), what=Text("已扎账", "reported")))


def _tenders(scene: Scene, cash: Cash) -> LineAnswer | None:
    every = _spans(cash)
    if not every:
        return _none_used(scene)
    spans = [span for span in every if not span.waits_for_report]
    if any(span.expected is None for span in spans):
        return None
    if len(spans) < len(every):
        return LineAnswer(_PENDING.fill(n=len(every) - len(spans)), off=True)
    odd = [(s, t) for s in spans for t in s.tenders if t != CASH and s.variance(t)]
    if any(tender not in span.decided for span, tender in odd):
        return None
    words = Text("差异 {n} 种", "{n} differ").fill(n=len(odd)) if odd else Text("都相符", "all agree")
    return LineAnswer(words, off=bool(odd))


def _decided(scene: Scene, cash: Cash) -> LineAnswer | None:
    every = _spans(cash)
    if not every:
        return _none_used(scene)
    spans = [span for span in every if not span.waits_for_report]
    if not all(span.is_decided for span in spans):
        return None
    if len(spans) < len(every):
        return LineAnswer(_PENDING.fill(n=len(every) - len(spans)), off=True)
    found = [d.fen for span in spans for d in span.decided.values() if d.fen]
    over, short = sum(f for f in found if f > 0), sum(f for f in found if f < 0)
    if not found:
        return LineAnswer(Text("全部平", "all even"))
    # over and short stand side by side: one never covers the other
    words = Text("长 {over} 短 {short}", "over {over} short {short}")
    return LineAnswer(words.fill(over=format_fen(over), short=format_fen(-short)), off=True)


def _boxes(scene: Scene, cash: Cash) -> LineAnswer | None:
    del scene
    if not cash.boxes:
        return None
    words = Text("{n} 箱 {fen}", "{n} boxes {fen}").fill(n=len(cash.boxes), fen=format_fen(cash.boxes_fen))
    return LineAnswer(words, off=cash.boxes_off)


def _bagged(scene: Scene, cash: Cash) -> LineAnswer | None:
    own = [bag for bag in cash.bags.values() if not bag.carried]
    if cash.packets:
        return None
    if not own:
        # a day without takings has nothing to bag; while a till is open nobody knows yet
        done = all(span.finished or span.waits_for_report for span in _spans(cash))
        return LineAnswer(_NOTHING) if done and by_records("bagged", scene) else None
    words = Text("{n} 包 {fen}", "{n} bags {fen}")
    return LineAnswer(words.fill(n=len(own), fen=format_fen(sum(bag.fen for bag in own))))


def _moved(scene: Scene, cash: Cash) -> LineAnswer | None:
    if _bagged(scene, cash) is None or any(bag.where == "sealed" for bag in cash.bags.values()):
        return None
    there = any(not bag.carried for bag in cash.bags.values())
    return LineAnswer(Text("已移交", "handed over") if there else _NOTHING)


def _overnight(scene: Scene, cash: Cash) -> LineAnswer | None:
    del scene
    if cash.overnight is None:
        return None
    fen = Text("{fen} 元", "{fen} yuan").fill(fen=format_fen(cash.overnight.fen))
    return LineAnswer(fen, off=cash.overnight.fen > cash.overnight.limit)


def _sealed(scene: Scene, cash: Cash) -> LineAnswer | None:
    del scene
    if cash.safe_sealed is None:
        return None
    return LineAnswer(Text("封签 {seal}", "seal {seal}").fill(seal=cash.safe_sealed.seal))


def _envelopes(scene: Scene, cash: Cash) -> LineAnswer | None:
    del scene
    held = [one for one in cash.envelopes.values() if one.handed is None]
    if not held:
        # without any envelope somebody says so by hand: none is typed, never taken for granted
        return LineAnswer(Text("都已交银行", "all at the bank")) if cash.envelopes else None
    return LineAnswer(Text("{n} 封待交银行", "{n} for the bank").fill(n=len(held)), off=True)


_NOTHING: Final = Text("没有要缴的款", "nothing to pay in")
_PENDING: Final = Text("待扎账 {n}", "{n} reports to come")
_TILLS: Final = Text("{n} 次{what}", "{n} {what}")

LINES: Final[dict[str, Callable[[Scene, Cash], LineAnswer | None]]] = {
    "safe_checked": _safe_checked,
    "floats_issued": _floats,
    "small_change": _change,
    "receipts": _receipts,
    "reports": _reported,
    "counts": _counted,
    "tenders": _tenders,
    "results": _decided,
    "boxes": _boxes,
    "bagged": _bagged,
    "moved": _moved,
    "overnight": _overnight,
    "safe_sealed": _sealed,
    "envelopes": _envelopes,
    **lines_stock.LINES,
}
"""What a line may name as `records`; `manual.known.RECORDS` holds these names and the register's."""

_USES: Final[dict[str, Callable[[Cash], bool]]] = {
    **dict.fromkeys(
        ("floats_issued", "small_change", "reports", "counts", "tenders", "results", "bagged", "moved"),
        _uses_money,
    ),
    **dict.fromkeys(("overnight", "safe_sealed"), _uses_money),
    **dict.fromkeys(
        ("papers_out", "stock_out", "seals_out", "papers_in", "stock_in", "stored"), _uses_valuables
    ),
    "safe_checked": _uses_safe,
    "receipts": _uses_bags,
    "boxes": _uses_boxes,
    "envelopes": _uses_envelopes,
}
"""When a hall works with the records of a line. `reversals` and `forms` may always be answered by hand."""
