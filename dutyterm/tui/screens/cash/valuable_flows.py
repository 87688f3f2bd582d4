"""The questions about what is handed over with the cash: ranges, quantities, lists (e.6)."""

from __future__ import annotations

from collections.abc import Mapping

from dutyterm.desk.cash import results
from dutyterm.desk.cash.proofs import Proof
from dutyterm.desk.outcome import Outcome
from dutyterm.i18n import Text
from dutyterm.manual.cash import CashRules, Valuable
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import parse_int
from dutyterm.shift.cash.valuables import MOST, Count
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.screens.cash.asking import money, yuan
from dutyterm.tui.screens.cash.signing import manager_and_other, signing
from dutyterm.tui.views.asks import Dialogue, Option, Question, numbered

_ONE = "-"
"""Stands for: there is only one sort of it."""


def choose(page: FlowPage, rules: CashRules) -> Flow:
    """Which of the manual's valuables."""
    options = numbered(tuple((valuable.id, valuable.name) for valuable in rules.valuables))

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        known = next(valuable for valuable in rules.valuables if valuable.id == a["item"])
        page.open_flow(_count(page, known))
        return None

    return Flow("valuable", Dialogue(_TITLE, (Question("item", _WHICH, options=options),)), finish)


def _count(page: FlowPage, known: Valuable) -> Flow:
    title = Text(f"{known.name.zh}: {known.help.zh}", f"{known.name.en}: {known.help.en}")

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        wish = _wish(known, a)

        async def signed(proofs: tuple[Proof, ...]) -> Outcome:
            return await results.count_valuable(page.session, wish, proofs)

        page.open_flow(signing(page, title, manager_and_other(page.session), signed))
        return None

    return Flow(f"valuable/{known.id}", Dialogue(title, _questions(known)), finish)


def _questions(known: Valuable) -> tuple[Question, ...]:
    what = Question("what", _WHAT, options=(Option("1", _ONE, _ONLY),), write=_WRITE)
    if known.count == "list":
        return (what, Question("numbers", _NUMBERS, "text"))
    quantity = Question("quantity", _QUANTITY, "text", take=_whole)
    first, last = Question("first", _FIRST, "text"), Question("last", _LAST, "text")
    voids = Question("voids", _VOIDS, options=(Option("1", _ONE, _NONE),), write=_WRITE)
    if known.count == "range" and not known.digital:
        return (what, first, last, voids, quantity)
    if known.count == "quantity":
        return (what, quantity)
    return (what, quantity, Question("fen", _SUM, "text", take=money, told=yuan))


def _wish(known: Valuable, a: Mapping[str, str]) -> Count:
    voids = a.get("voids", _ONE)
    return Count(
        known.id,
        "" if a["what"] == _ONE else a["what"],
        int(a["quantity"]) if "quantity" in a else None,
        int(a.get("fen", "0")),
        a.get("first", ""),
        a.get("last", ""),
        () if voids == _ONE else tuple(voids.split()),
        tuple(a.get("numbers", "").split()),
    )


def _whole(typed: str) -> str | Text:
    found = parse_int(typed, 0, MOST)
    return found.text if isinstance(found, Refusal) else str(found)


_TITLE = Text("随款交接的凭证、有价物", "what is handed over with the cash")
_WHICH = Text("点哪一项?", "Which?")
_WHAT = Text("哪个品种、型号?", "Which type?")
_ONLY = Text("不分品种", "only one")
_WRITE = Text("键入", "type it")
_FIRST = Text("起号?", "First number?")
_LAST = Text("止号?", "Last number?")
_VOIDS = Text("作废号? 用空格隔开", "Void numbers, by spaces?")
_NONE = Text("没有", "none")
_QUANTITY = Text("数量? 没有键 0", "Quantity? 0 for none")
_SUM = Text("金额合计(元)? 没有键 0", "Sum in yuan? 0 for none")
_NUMBERS = Text("号码,用空格隔开", "Numbers, by spaces")
