"""The questions about what is handed over with the cash: ranges, quantities, lists (e.6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from dutyterm.desk.cash import results
from dutyterm.desk.cash.proofs import Proof
from dutyterm.desk.outcome import Outcome
from dutyterm.i18n import Text, joined, same
from dutyterm.manual.cash import CashRules, Valuable
from dutyterm.model.money import format_fen
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import parse_int
from dutyterm.shift.cash.told import hall_of
from dutyterm.shift.cash.valuables import (
    MOST,
    Count,
    closing_begun,
    counted_items,
    unfit,
    wrong_range,
    wrong_void,
)
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.screens.cash.asking import money, yuan
from dutyterm.tui.screens.cash.signing import manager_and_other, signing
from dutyterm.tui.views.asks import PAGE, Dialogue, Option, Question

_ONE = "-"
"""Stands for: there is only one sort of it, or none."""

_BETWEEN = re.compile(r"[\s+,，、]+")
"""What stands between numbers; `+` is on a number pad, a space is not."""


def choose(page: FlowPage, rules: CashRules) -> Flow:
    """Which of the manual's valuables; what the hall does not have stays in place, dimmed."""
    scene = page.session.scene()
    counted = counted_items(scene)
    flags = hall_of(scene).flags
    options = tuple(
        Option(
            str(n % PAGE + 1),
            one.id,
            _DONE.fill(name=one.name) if one.id in counted else one.name,
            None if one.flag is None or flags.get(one.flag, False) else _NOT_HERE,
        )
        for n, one in enumerate(rules.valuables)
    )

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        known = next(valuable for valuable in rules.valuables if valuable.id == a["item"])
        page.open_flow(_count(page, known))
        return None

    return Flow("valuable", Dialogue(_TITLE, (Question("item", _WHICH, options=options),)), finish)


def _count(page: FlowPage, known: Valuable) -> Flow:
    title = Text(f"{known.name.zh}: {known.help.zh}", f"{known.name.en}: {known.help.en}")
    # at the end of the day nobody is asked what the count is for, also long before the clock says so
    occasion = "closing" if closing_begun(page.session.scene()) else ""

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        wish = replace(_wish(known, a), occasion=occasion)
        wrong = unfit(known, wish)
        if wrong is not None:
            return wrong  # said before anybody signs

        async def signed(proofs: tuple[Proof, ...]) -> Outcome:
            return await results.count_valuable(page.session, wish, proofs)

        page.open_flow(signing(page, _told(known, wish), manager_and_other(page.session), signed))
        return None

    return Flow(f"valuable/{known.id}", Dialogue(title, _questions(known)), finish)


def _questions(known: Valuable) -> tuple[Question, ...]:
    what = Question("what", _WHAT, options=(Option("1", _ONE, _ONLY),), write=_WRITE_WHAT)
    if known.count == "list":
        return (what, Question("numbers", _NUMBERS, "text"))
    quantity = Question("quantity", _QUANTITY, "text", take=_whole, when=_unless_none)
    book = Question("book", _BOOK, options=(Option("1", _ONE, _NO_BOOK),), write=_WRITE_BOOK, take=_whole)
    if known.count == "range" and not known.digital:
        first = Question("first", _FIRST_OR_NONE, "text", label=_FIRST)
        last = Question("last", _LAST, "text", among=_ends, when=_unless_none)
        none = (Option("1", _ONE, _NONE),)
        voids = Question("voids", _VOIDS, options=none, write=_WRITE_VOIDS, among=_within, when=_unless_none)
        return (what, first, last, voids, quantity, book)
    ranged = Question("first", _RANGE, options=(Option("1", _ONE, _NO_RANGE),), write=_WRITE_FIRST)
    last = Question("last", _LAST, "text", among=_ends, when=_has_range)
    if known.count == "quantity":
        return (what, quantity, ranged, last, book)
    fen = Question("fen", _SUM, "text", take=money, told=yuan)
    return (what, quantity, ranged, last, fen, book)


def _ends(typed: str, a: Mapping[str, str]) -> str | Text:
    """The last number fits the first."""
    wrong = wrong_range(a.get("first", ""), typed)
    return typed if wrong is None else wrong.text


def _within(typed: str, a: Mapping[str, str]) -> str | Text:
    """Every void number lies in the range."""
    wrong = (wrong_void(one, a.get("first", ""), a.get("last", "")) for one in _split(typed))
    return next((one.text for one in wrong if one is not None), typed)


def _has_range(a: Mapping[str, str]) -> bool:
    return a.get("first", _ONE) != _ONE


def _unless_none(a: Mapping[str, str]) -> bool:
    """A range whose first number is 0: there is none."""
    return a.get("first") != "0"


def _wish(known: Valuable, a: Mapping[str, str]) -> Count:
    ranged = a.get("first", _ONE) not in (_ONE, "0")
    return Count(
        known.id,
        "" if a["what"] == _ONE else a["what"],
        int(a["quantity"]) if "quantity" in a else None if known.count == "list" else 0,
        int(a.get("fen", "0")),
        a["first"] if ranged else "",
        a.get("last", "") if ranged else "",
        _split(a.get("voids", _ONE)),
        _split(a.get("numbers", _ONE)),
        None if a.get("book", _ONE) == _ONE else int(a["book"]),
    )


def _split(typed: str) -> tuple[str, ...]:
    """Numbers one by one; `0` and nothing are none."""
    return tuple(one for one in _BETWEEN.split(typed.strip()) if one not in ("", _ONE, "0"))


def _told(known: Valuable, wish: Count) -> Text:
    """What is signed."""
    parts = [known.name, same(wish.what)]
    if wish.first:
        parts.append(same(f"{wish.first}-{wish.last}"))
    if wish.voids:
        parts.append(_VOID.fill(n=len(wish.voids)))
    parts.append(_PIECES.fill(n=len(wish.numbers) if wish.quantity is None else wish.quantity))
    if wish.fen:
        parts.append(same(format_fen(wish.fen)))
    if wish.book is not None:
        parts.append(_BY_BOOK.fill(n=wish.book))
    if wish.occasion == "closing":
        parts.append(_FOR_THE_NIGHT)
    return joined(same("  "), [part for part in parts if part.zh])


def _whole(typed: str) -> str | Text:
    found = parse_int(typed, 0, MOST)
    return found.text if isinstance(found, Refusal) else str(found)


_TITLE = Text("随款交接的凭证、有价物", "what is handed over with the cash")
_WHICH = Text("点哪一项?", "Which?")
_DONE = Text("{name} 已点", "{name}, counted")
_NOT_HERE = Text("本厅没有", "not in this hall")
_WHAT = Text("哪个品种、型号?", "Which type?")
_ONLY = Text("不分品种", "only one")
_WRITE_WHAT = Text("键入品种、型号", "type it")
_FIRST = Text("起号", "First number")
_FIRST_OR_NONE = Text("起号?一张也没有键 0", "First number? 0 for none at all")
_LAST = Text("止号?", "Last number?")
_VOIDS = Text("作废号?", "Void numbers?")
_WRITE_VOIDS = Text("键入作废号,几个用 + 隔开", "type them, + between")
_NONE = Text("没有", "none")
_QUANTITY = Text("数量? 没有键 0", "Quantity? 0 for none")
_RANGE = Text("号段?", "A range of numbers?")
_NO_RANGE = Text("没有号段", "no numbers")
_WRITE_FIRST = Text("键入起号", "type the first")
_SUM = Text("金额合计(元)? 没有键 0", "Sum in yuan? 0 for none")
_BOOK = Text("系统、登记簿上的数?", "What does the register say?")
_NO_BOOK = Text("没有可比的", "nothing to compare")
_WRITE_BOOK = Text("键入数量", "type it")
_NUMBERS = Text("号码,几个用 + 隔开;没有键 0", "Numbers, + between; 0 for none")
_VOID = Text("作废 {n}", "void {n}")
_PIECES = Text("点到 {n}", "counted {n}")
_FOR_THE_NIGHT = Text("入柜前清点", "before storing")
_BY_BOOK = Text("账面 {n}", "register {n}")
