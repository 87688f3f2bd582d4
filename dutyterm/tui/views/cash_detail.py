"""What stands under the overview: the formula of a closure, where to look for a difference, a bag's way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dutyterm.i18n import Lang, Text, same
from dutyterm.manual.cash import CashRules
from dutyterm.model.money import amount_in_words, format_fen
from dutyterm.shift.cash.bags import WORDS
from dutyterm.shift.cash.hints import Hint, hints, set_aside, waiting_top_ups
from dutyterm.shift.cash.reasons import reason_text
from dutyterm.shift.cash.state import CASH, Bag, Cash, Span, ToAudit, of, till_of
from dutyterm.shift.cash.told import figure, hall_of, name_of, packet_name, till_name, transfer_name
from dutyterm.shift.register.amounts import amounts
from dutyterm.shift.shift import Scene
from dutyterm.tui.views.cash import Place
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import Row, Tone, row


def detail_rows(scene: Scene, place: Place, lang: Lang, cells: int) -> tuple[Row, ...]:
    """About the row under the cursor. Before a count is locked nothing that could give it away."""
    found: list[Row] = []
    for text, tone in _lines(scene, place):
        found += [row(" " + part, tone) for part in wrap(text.to(lang), cells - 2)]
    return tuple(found)


def _lines(scene: Scene, place: Place) -> Iterator[tuple[Text, Tone]]:
    cash, rules = of(scene.shift), scene.manual.cash
    if rules is None:
        yield _NO_RULES, "warning"
        return
    if place.sort == "till":
        span = till_of(cash, place.id).at(place.number)
        if span is not None:
            yield from _of_span(scene, place.id, span)
        else:
            yield _ISSUE.fill(fen=format_fen(figure(scene, rules, "float_fen"))), "plain"
    elif place.sort == "bag" and place.id in cash.bags:
        yield from _of_bag(cash.bags[place.id], rules)
    elif place.sort == "packets":
        for packet in cash.packets.values():
            told = _PACKET.fill(what=packet_name(scene, packet), fen=format_fen(packet.fen))
            if packet.over:
                told = _WITH_OVER.fill(told=told, fen=format_fen(packet.over))
            yield told, "plain"
        total = sum(packet.fen for packet in cash.packets.values())
        if not total:
            yield _NOTHING, "dim"
        elif not hall_of(scene).flags.get(WORDS, False):  # who may write them does not copy them (N4)
            yield _IN_WORDS.fill(words=amount_in_words(total)), "strong"
    elif place.sort == "reserve":
        yield _RESERVE, "plain"
    elif place.sort == "valuables":
        yield from _of_valuables(cash, rules)
    elif place.sort == "safe":
        yield _SAFE, "plain"
    elif place.sort == "transfer" and place.id in cash.transfers:
        one = cash.transfers[place.id]
        yield transfer_name(scene, one), "plain"
        yield (_WAITS if one.left is None else _PASSED.fill(why=one.left)), "warning"
    elif place.sort == "reviews":
        yield from _of_reviews(cash)
    elif place.sort == "audit":
        for late in list(cash.to_audit.values())[-4:]:
            yield _of_audit(scene, late), "plain"
    elif place.sort == "envelope" and place.id in cash.envelopes:
        damaged = cash.envelopes[place.id].sort == "damaged"
        for words in rules.damaged if damaged else rules.suspect[1:3]:
            yield words, "plain"


def _of_valuables(cash: Cash, rules: CashRules) -> Iterator[tuple[Text, Tone]]:
    if not cash.valuables:
        yield _VALUABLES, "plain"
    names = {valuable.id: valuable.name for valuable in rules.valuables}
    for one in list(cash.valuables.values())[-4:]:
        told = _VALUABLE.fill(
            name=names.get(one.item, same(one.item)),
            what=one.what,
            n=one.quantity,
            numbers=f"{one.first}-{one.last}" if one.first else " ".join(one.numbers),
        )
        yield told, "plain"
        if one.missing or one.gone or one.gap:
            lost = _LOST.fill(n=one.missing + one.gap + len(one.gone), gone=" ".join(one.gone))
            yield lost, "off"
        if one.book is not None and one.book != one.quantity:
            yield _BOOK.fill(book=one.book, n=f"{one.quantity - one.book:+d}"), "off"


def _of_reviews(cash: Cash) -> Iterator[tuple[Text, Tone]]:
    """What of the three is done, and what came of it."""
    made, forms, stored = cash.reversals, cash.forms, cash.stored
    if made is not None:
        lacking = len(made.lacking)
        yield _REVERSALS.fill(n=made.made, k=lacking), "off" if lacking else "done"
    if forms is not None:
        off = forms.forms != forms.system
        yield _FORMS.fill(a=forms.forms, b=forms.system), "off" if off else "done"
    if stored is not None:
        lacking = len(stored.lacking)
        yield _STORED.fill(n=stored.present, k=lacking), "off" if lacking else "done"
    if made is None and forms is None and stored is None:
        yield _REVIEWS, "plain"


def _of_audit(scene: Scene, one: ToAudit) -> Text:
    return _AUDIT.fill(
        day=f"{one.closed_at:%m-%d}",
        till=till_name(scene, one.till),
        n=one.number,
        name=name_of(scene, one.person),
        fen=format_fen(one.pay_in),
        off=format_fen(one.variance),
    )


def _of_span(scene: Scene, till: str, span: Span) -> Iterator[tuple[Text, Tone]]:
    rules = scene.manual.cash
    drops, topups = sum(d.fen for d in span.drops), sum(span.topups)
    base = _BASE.fill(
        name=name_of(scene, span.person),
        base=format_fen(span.base),
        up=format_fen(topups),
        drops=format_fen(drops),
    )
    yield base, "plain"
    if span.opening_difference:
        yield _OPENING.fill(fen=format_fen(span.opening_difference)), "warning"
    closure = span.closure
    if closure is None or rules is None:
        if span.locked is not None:
            yield _LOCKED.fill(fen=format_fen(span.locked.sheet.total)), "strong"
        if span.waits_for_report and span.pending is not None:
            pending = span.pending
            yield _PENDING.fill(pouch=pending.pouch, why=reason_text(pending.reason)), "warning"
        return
    yield (
        _SUMS.fill(
            expected=format_fen(closure.expected),
            counted=format_fen(closure.counted),
            result=_result(closure.variance),
            fen=format_fen(abs(closure.variance)),
        ),
        "off" if closure.variance else "done",
    )
    for tender in span.tenders:
        fen = span.variance(tender)
        if tender != CASH and fen:
            name = next((t.name for t in rules.tenders if t.id == tender), same(tender))
            yield _TENDER.fill(name=name, result=_result(fen), fen=format_fen(abs(fen))), "off"
    missing = sum(t.missing for t in span.expected.tenders) if span.expected is not None else 0
    if missing:
        yield _MISSING.fill(n=missing), "warning"
    if CASH in span.decided:
        done = span.decided[CASH]
        cause = next((c.name for c in rules.causes if c.id == done.cause), same(""))
        yield _DECIDED.fill(result=_result(done.fen), cause=cause, words=done.words), "plain"
    else:
        for hint in _hints(scene, till, span, rules)[:3]:
            yield hint.text, "marked"
    if span.kept is not None:
        yield _PAID.fill(kept=format_fen(span.kept.total), fen=format_fen(closure.pay_in)), "plain"


def _hints(scene: Scene, till: str, span: Span, rules: CashRules) -> tuple[Hint, ...]:
    """Where to look first: also at what was taken down on paper and is not keyed in yet."""
    unkeyed = amounts(scene.shift, span.person)
    cash = of(scene.shift)
    return hints(span, rules, unkeyed, waiting_top_ups(cash, span, till), set_aside(cash, span, till))


def _of_bag(bag: Bag, rules: CashRules) -> Iterator[tuple[Text, Tone]]:
    yield _IN_WORDS.fill(words=amount_in_words(bag.fen)), "strong"
    if bag.words is not None:
        yield _WRITTEN.fill(words=bag.words), "plain"
    for moved in bag.moves:
        words = Text(
            f"{_WAYS[moved.to].zh} {moved.carrier} {moved.paper}",
            f"{_WAYS[moved.to].en} {moved.carrier} {moved.paper}",
        )
        yield words, "plain"
    if bag.credited is not None:
        yield _CREDITED.fill(n=bag.credited.receipt, fen=format_fen(bag.credited.fen)), "plain"
    if bag.difference:
        yield _DIFFERENCE.fill(fen=format_fen(bag.difference)), "off"
    if bag.decided is not None:
        cause = next((c.name for c in rules.causes if c.id == bag.decided.cause), same(bag.decided.cause))
        yield _BAG_DECIDED.fill(cause=cause, words=bag.decided.words), "plain"


def _result(fen: int) -> Text:
    return _EVEN if not fen else _OVER if fen > 0 else _SHORT


_WAYS: Final = {
    "safe": Text("入库", "into the safe"),
    "courier": Text("交押运", "to the courier"),
    "bank": Text("送银行", "to the bank"),
}
_EVEN: Final = Text("平", "even")
_OVER: Final = Text("长", "over")
_SHORT: Final = Text("短", "short")
_NO_RULES: Final = Text("本班的手册没有资金部分。", "The manual of this shift has no part about cash.")
_ISSUE: Final = Text(
    "Enter 领用备用金(定额 {fen}),领用人和经理各一个 PIN。", "Enter issues the float ({fen}); two PINs."
)
_BASE: Final = Text(
    "{name}  备用金 {base} + 追加 {up} - 缴款 {drops}", "{name}  float {base} + top-ups {up} - drops {drops}"
)
_OPENING: Final = Text("领用时差额 {fen}(单独记录)", "opening difference {fen}, a record of its own")
_LOCKED: Final = Text("已锁定 {fen},录应有金额后才比较", "locked at {fen}; compared when the report is in")
_PENDING: Final = Text("待扎账({why}): 款在封包 {pouch}", "no report ({why}): the money is in pouch {pouch}")
_SUMS: Final = Text(
    "应有 {expected}  实点 {counted}  {result} {fen}",
    "expected {expected}  counted {counted}  {result} {fen}",
)
_TENDER: Final = Text("{name} {result} {fen}(不相抵)", "{name} {result} {fen}, never netted")
_MISSING: Final = Text("缺凭证 {n} 张: 不是短款,补到后说明", "{n} papers missing: no shortage")
_DECIDED: Final = Text("结论: {result} {cause} {words}", "result: {result} {cause} {words}")
_BAG_DECIDED: Final = Text("结论: {cause} {words}", "result: {cause} {words}")
_PAID: Final = Text("留存 {kept}  缴款 {fen}", "kept {kept}  paid in {fen}")
_PACKET: Final = Text("{what}  {fen}", "{what}  {fen}")
_WITH_OVER: Final = Text("{told}  其中长款 {fen},另贴标签", "{told}  of it over {fen}, labelled apart")
_WRITTEN: Final = Text("签名人写的大写: {words}", "as a signer wrote it: {words}")
_IN_WORDS: Final = Text("人民币 {words}", "人民币 {words}")
_NOTHING: Final = Text("没有待封的款。", "Nothing waits for a bag.")
_RESERVE: Final = Text(
    "Enter 两人清点备用金库;与账面的出入单独记录。",
    "Enter: two count the reserve; a difference is its own record.",
)
_VALUABLE: Final = Text("{name} {what} {n}  {numbers}", "{name} {what} {n}  {numbers}")
_LOST: Final = Text("缺 {n}: {gone}", "{n} missing: {gone}")
_BOOK: Final = Text("账面 {book},差 {n}", "register {book}, off by {n}")
_VALUABLES: Final = Text(
    "Enter 逐项点: 早上领用、收尾入柜各点一次,双人。",
    "Enter counts item by item, by two: at issue and before storing.",
)
_WAITS: Final = Text("Enter 点过收下,或退回。", "Enter: counted and taken, or sent back.")
_PASSED: Final = Text("已由经理放行: {why}", "a manager let it pass: {why}")
_REVIEWS: Final = Text("Enter 逐项核对,由值班经理做。", "Enter: one by one, by the duty manager.")
_REVERSALS: Final = Text("冲正、退费 {n} 笔,缺单据 {k}", "reversals, refunds {n}, without papers {k}")
_FORMS: Final = Text("受理单 {a} 张,系统 {b} 笔", "order forms {a}, in the system {b}")
_STORED: Final = Text("入柜 {n} 件,有缺 {k} 项", "locked away {n}, items that lack something {k}")
_AUDIT: Final = Text(
    "{day} {till} #{n} {name}  缴款 {fen}  差 {off}", "{day} {till} #{n} {name}, paid in {fen}, off by {off}"
)
_SAFE: Final = Text(
    "Enter 早上核对封签,收尾时上锁贴新封签;钥匙和密码不在一人手里。",
    "Enter: compare the seal in the morning, seal anew at closing; key and code are never with one person.",
)
_CREDITED: Final = Text("回单 {n}  入账 {fen}", "receipt {n}  credited {fen}")
_DIFFERENCE: Final = Text("缴存差异 {fen}", "the bank differs by {fen}")
