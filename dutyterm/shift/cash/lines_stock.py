"""Checklist lines answered by what is counted beside the money (OPN-22..24, CLS-09..12, CLS-19)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.shift.cash.facts import ValuableCounted
from dutyterm.shift.cash.state import Cash
from dutyterm.shift.cash.stock import Occasion, counted_at, lost, refunds_reported
from dutyterm.shift.line_answer import LineAnswer
from dutyterm.shift.shift import Scene


def _counts(scene: Scene, when: Occasion, *groups: str) -> list[ValuableCounted] | None:
    """What was counted on this occasion, once nothing is missing any more."""
    found: list[ValuableCounted] = []
    for group in groups:
        counts, missing = counted_at(scene, when, group)
        if missing:
            return None
        found += counts
    return found or None


def _valuables(scene: Scene, when: Occasion, *groups: str) -> LineAnswer | None:
    found = _counts(scene, when, *groups)
    if found is None:
        return None
    wrong = tuple(dict.fromkeys(one.item for one in found if lost(one)))
    if not wrong:
        return LineAnswer(Text("{n} 项相符", "{n} agree").fill(n=len(found)))
    rules = scene.manual.cash
    known = {v.id: v for v in rules.valuables} if rules is not None else {}
    names = [known[id].name for id in wrong if id in known]
    words = Text(f"有差: {'、'.join(n.zh for n in names)}", f"differs: {', '.join(n.en for n in names)}")
    parts = tuple(part for id in wrong if id in known and (part := known[id].part) is not None)
    return LineAnswer(words, off=True, failing=True, parts=parts)


def _papers_out(scene: Scene, cash: Cash) -> LineAnswer | None:
    del cash
    found = _counts(scene, "opening", "papers")
    return None if found is None else _papers(found, [one.first for one in found if one.first])


def _papers_in(scene: Scene, cash: Cash) -> LineAnswer | None:
    del cash
    found = _counts(scene, "closing", "papers")
    return None if found is None else _papers(found, [one.last for one in found if one.last])


def _papers(found: list[ValuableCounted], numbers: list[str]) -> LineAnswer:
    skipped = sum(one.gap + one.missing for one in found)
    if skipped:
        return LineAnswer(Text("缺 {n} 号", "{n} numbers missing").fill(n=skipped), off=True)
    words = Text("连续 {numbers}", "no gap {numbers}") if numbers else Text("没有用", "none used")
    return LineAnswer(words.fill(numbers=" ".join(numbers[:2])))


def _stock_out(scene: Scene, cash: Cash) -> LineAnswer | None:
    del cash
    return _valuables(scene, "opening", "stock")


def _stock_in(scene: Scene, cash: Cash) -> LineAnswer | None:
    del cash
    return _valuables(scene, "closing", "stock", "gifts")


def _seals_out(scene: Scene, cash: Cash) -> LineAnswer | None:
    del cash
    found = _counts(scene, "opening", "seals")
    if found is None:
        return None
    there, gone = sum(one.quantity for one in found), sum(len(one.gone) for one in found)
    if gone:
        return LineAnswer(_GONE.fill(n=there, gone=gone), off=True)
    return LineAnswer(Text("{n} 件齐", "all {n} there").fill(n=there))


def _stored(scene: Scene, cash: Cash) -> LineAnswer | None:
    del scene
    done = cash.stored
    if done is None:
        return None
    if done.lacking:
        words = Text("{n} 件入柜,有缺 {k} 项", "{n} away, {k} items lack something")
        return LineAnswer(words.fill(n=done.present, k=len(done.lacking)), off=True, failing=True)
    return LineAnswer(Text("{n} 件及凭证、卡入柜", "{n}, papers and cards away").fill(n=done.present))


def _reversals(scene: Scene, cash: Cash) -> LineAnswer | None:
    done = cash.reversals
    if done is None:
        return None
    refunds = refunds_reported(scene)
    if refunds and not done.made:
        # the reports have money that was given back, and nobody saw a paper of it
        words = Text("报表有退费 {fen}", "the reports have refunds of {fen}").fill(fen=format_fen(refunds))
        return LineAnswer(words, off=True)
    words = Text("{n} 笔,缺单据 {k}", "{n}, {k} without papers").fill(n=done.made, k=len(done.lacking))
    return LineAnswer(words, off=bool(done.lacking))


def _forms(scene: Scene, cash: Cash) -> LineAnswer | None:
    del scene
    done = cash.forms
    if done is None:
        return None
    words = Text("单 {forms} 系统 {system}", "forms {forms}, system {system}")
    return LineAnswer(words.fill(forms=done.forms, system=done.system), off=done.forms != done.system)


_GONE: Final = Text("{n} 件,少 {gone}", "{n} there, {gone} gone")

LINES: Final[dict[str, Callable[[Scene, Cash], LineAnswer | None]]] = {
    "papers_out": _papers_out,
    "stock_out": _stock_out,
    "seals_out": _seals_out,
    "reversals": _reversals,
    "forms": _forms,
    "papers_in": _papers_in,
    "stock_in": _stock_in,
    "stored": _stored,
}
"""By the name that a line has as `records`."""
