"""Checklist lines that the records of money answer (OPN-19..25, CLS-05..20), and when they fall back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.shift.cash.sheet import small_change
from dutyterm.shift.cash.state import CASH, Cash, Span, of
from dutyterm.shift.cash.told import figure, hall_of
from dutyterm.shift.shift import Scene


@dataclass(frozen=True)
class LineAnswer:
    """What the records say for a line."""

    text: Text
    off: bool = False
    """Off the norm."""
    failing: bool = False
    """Fails what the line blocks or limits."""
    waits: bool = False
    """The records say that the line is not done yet; nothing else answers it."""
    over_hand: bool = False
    """It holds also where somebody had answered by hand."""


def line_answer(name: str, scene: Scene) -> LineAnswer | None:
    """The answer of the records; None while they have none, so that the line is to do, also by hand."""
    answer = LINES.get(name)
    return None if answer is None else answer(scene, of(scene.shift))


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
    """The floats of this morning, once as many tills as planned are issued."""
    spans = [till.span for till in cash.tills.values() if till.span is not None]
    planned = hall_of(scene).figure("planned_tills") or 1
    return spans if len(spans) >= planned else None


def _floats(scene: Scene, cash: Cash) -> LineAnswer | None:
    spans = _issued(scene, cash)
    if spans is None:
        return None
    words = Text("{n} 台已领 {fen}", "{n} tills, {fen}").fill(
        n=len(spans), fen=format_fen(sum(span.base for span in spans))
    )
    return LineAnswer(words, off=any(span.opening_difference for span in spans))


def _change(scene: Scene, cash: Cash) -> LineAnswer | None:
    spans, rules = _issued(scene, cash), scene.manual.cash
    if spans is None or rules is None:
        return None
    face, least = rules.figures.small_face_fen, figure(scene, rules, "small_change_fen")
    smallest = min(small_change(span.sheet, rules, face) for span in spans)
    words = Text("最少一台 {fen}", "least at a till {fen}").fill(fen=format_fen(smallest))
    return LineAnswer(words, off=smallest < least)


def _receipts(scene: Scene, cash: Cash) -> LineAnswer | None:
    del scene
    came = [bag for bag in cash.bags.values() if bag.carried]
    if not came or any(bag.credited is None for bag in came):
        return None
    words = Text("{n} 个款包已入账", "{n} bags credited").fill(n=len(came))
    return LineAnswer(words, off=any(bag.difference for bag in came))


def _counted(scene: Scene, cash: Cash) -> LineAnswer | None:
    del scene
    spans = _spans(cash)
    if not spans or any(span.locked is None for span in spans):
        return None
    return LineAnswer(_TILLS.fill(n=len(spans), what=Text("已锁定", "locked")))


def _reported(scene: Scene, cash: Cash) -> LineAnswer | None:
    del scene
    spans = _spans(cash)
    if not spans or any(span.expected is None for span in spans):
        return None
    return LineAnswer(_TILLS.fill(n=len(spans), what=Text("已扎账", "reported")))


def _tenders(scene: Scene, cash: Cash) -> LineAnswer | None:
    del scene
    spans = _spans(cash)
    if not spans or any(span.expected is None for span in spans):
        return None
    odd = [(s, t) for s in spans for t in s.tenders if t != CASH and s.variance(t)]
    if any(tender not in span.decided for span, tender in odd):
        return None
    words = Text("差异 {n} 种", "{n} differ").fill(n=len(odd)) if odd else Text("都相符", "all agree")
    return LineAnswer(words, off=bool(odd))


def _decided(scene: Scene, cash: Cash) -> LineAnswer | None:
    del scene
    spans = _spans(cash)
    if not spans or not all(span.is_decided for span in spans):
        return None
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
    words = Text("{n} 箱 {fen}", "{n} boxes {fen}")
    return LineAnswer(words.fill(n=len(cash.boxes), fen=format_fen(cash.boxes_fen)))


def _bagged(scene: Scene, cash: Cash) -> LineAnswer | None:
    del scene
    own = [bag for bag in cash.bags.values() if not bag.carried]
    if cash.packets or not own:
        return None
    words = Text("{n} 包 {fen}", "{n} bags {fen}")
    return LineAnswer(words.fill(n=len(own), fen=format_fen(sum(bag.fen for bag in own))))


def _moved(scene: Scene, cash: Cash) -> LineAnswer | None:
    if _bagged(scene, cash) is None or any(bag.where == "sealed" for bag in cash.bags.values()):
        return None
    return LineAnswer(Text("已移交", "handed over"))


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
        return None
    return LineAnswer(Text("{n} 封待交银行", "{n} for the bank").fill(n=len(held)), off=True)


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
}
"""What a line may name as `records`; `manual.known.RECORDS` holds the same names and the register's."""
