"""Money at a glance: reserve, tills, packets, bags, envelopes, safe, each with its next step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from dutyterm.i18n import Lang, Text, joined, same
from dutyterm.model.money import format_fen
from dutyterm.shift.cash.ladder import recount_to_make, unexplained
from dutyterm.shift.cash.prompts import prompts
from dutyterm.shift.cash.state import (
    Bag,
    Cash,
    Span,
    TillState,
    Transfer,
    counting,
    of,
    state_of,
    till_of,
)
from dutyterm.shift.cash.steps import BagStep, TillStep, bag_step, till_steps
from dutyterm.shift.cash.stock import lost
from dutyterm.shift.cash.told import figure, hall_of, name_of, till_name
from dutyterm.shift.cash.valuables import counted_items
from dutyterm.shift.register.amounts import stays
from dutyterm.shift.shift import Scene
from dutyterm.tui.views import spans
from dutyterm.tui.views.cells import pad, wrap
from dutyterm.tui.views.spans import Row, Tone
from dutyterm.tui.views.spans import Span as Piece
from dutyterm.values import dataclass

Sort = Literal[
    "reserve", "till", "transfer", "packets", "bag", "envelope", "valuables", "reviews", "audit", "safe"
]


@dataclass(frozen=True)
class Place:
    """One row of the page: something with money in it."""

    sort: Sort
    id: str = ""
    """Till, transfer, bag or envelope."""
    number: int = 0
    """Closure of the till."""
    step: TillStep | BagStep = "none"


def places(scene: Scene) -> tuple[Place, ...]:
    """Every row, from the safe of the morning to the safe of the evening."""
    return tuple(_places(scene))


def _places(scene: Scene) -> Iterator[Place]:
    cash = of(scene.shift)
    yield Place("reserve")
    for till in hall_of(scene).tills:
        for waiting in till_steps(cash, till_of(cash, till.id)):
            number = 0 if waiting.span is None else waiting.span.number
            yield Place("till", till.id, number, waiting.step)
    yield from (Place("transfer", ref) for ref in cash.transfers)
    yield Place("packets")
    for bag in cash.bags.values():
        yield Place("bag", bag.bag, step=bag_step(bag))
    for envelope in cash.envelopes.values():
        yield Place("envelope", envelope.envelope)
    yield Place("valuables")
    yield Place("reviews")
    if cash.to_audit:
        yield Place("audit")
    yield Place("safe")


def head_rows(scene: Scene, lang: Lang, cells: int) -> tuple[Row, ...]:
    """How much there is, how much may stay overnight, and the most urgent thing that is asked for (M7)."""
    asked = prompts(scene)
    if not asked:
        return (_head_row(scene, lang, cells),)
    told = _PROMPT.fill(text=asked[0].text)
    if len(asked) > 1:
        told = _PROMPTS.fill(text=told, n=len(asked) - 1)
    return (_head_row(scene, lang, cells), (Piece(" " + told.to(lang), "warning"),))


def prompt_rows(scene: Scene, lang: Lang, cells: int) -> tuple[Row, ...]:
    """What the money asks for besides the most urgent thing, which stands in the head."""
    texts = (_PROMPT.fill(text=one.text).to(lang) for one in prompts(scene)[1:])
    return tuple((Piece(" " + part, "warning"),) for text in texts for part in wrap(text, cells - 2))


def _head_row(scene: Scene, lang: Lang, cells: int) -> Row:
    rules = scene.manual.cash
    left: Row = (Piece(" " + _TITLE.to(lang), "title"),)
    if rules is None:
        return left
    limit = figure(scene, rules, "overnight_fen")
    there = stays(scene.shift)
    told = _OVERNIGHT.fill(fen=format_fen(there), limit=format_fen(limit)).to(lang)
    return spans.spread(left, (Piece(told + " ", "warning" if there > limit else "dim"),), cells)


def place_row(scene: Scene, place: Place, lang: Lang, *, here: bool) -> Row:
    """One row."""
    sign, tone, name, state, rest = _parts(scene, place)
    return (
        Piece(">" if here else " ", "strong"),
        Piece(sign, tone),
        Piece(" " + pad(name.to(lang), 14), "strong" if here else "plain"),
        Piece(pad(state.to(lang), 12), tone),
        Piece(" " + rest.to(lang), "plain"),
    )


def _parts(scene: Scene, place: Place) -> tuple[str, Tone, Text, Text, Text]:
    cash = of(scene.shift)
    match place.sort:
        case "reserve":
            done = cash.reserve_counted_at is not None
            there = _NOT_COUNTED if cash.reserve is None else _yuan(cash.reserve)
            return *_mark(done), _RESERVE, _COUNTED if done else _TO_COUNT, there
        case "till":
            return _till_parts(scene, place)
        case "packets":
            waiting = cash.packets.values()
            told = _PACKETS.fill(n=len(waiting), fen=format_fen(sum(p.fen for p in waiting)))
            return *_mark(not waiting), _TO_BAG, same("") if not waiting else _OPEN, told
        case "bag":
            return _bag_parts(cash.bags[place.id], place)
        case "envelope":
            one = cash.envelopes[place.id]
            name = _SUSPECT if one.sort == "suspect" else _DAMAGED
            state = _HELD if one.handed is None else _HANDED
            return (
                *_mark(one.handed is not None),
                name,
                state,
                same(f"{one.envelope}  {format_fen(one.face)}"),
            )
        case "valuables":
            return _valuable_parts(scene, cash)
        case "transfer":
            return _transfer_parts(scene, cash.transfers[place.id])
        case "reviews":
            made = (cash.reversals, cash.forms, cash.stored)
            ready = sum(fact is not None for fact in made)
            told = _REVIEWS.fill(n=ready, all=len(made))
            return *_mark(ready == len(made)), _CHECKS, same(""), told
        case "audit":
            return "[ ]", "todo", _AUDIT, _OPEN_AUDIT, _CLOSURES.fill(n=len(cash.to_audit))
        case _:
            return _safe_parts(cash)


def _mark(done: bool) -> tuple[str, Tone]:
    return ("[x]", "done") if done else ("[ ]", "todo")


def _yuan(fen: int) -> Text:
    return same(format_fen(fen))


def _till_parts(scene: Scene, place: Place) -> tuple[str, Tone, Text, Text, Text]:
    cash = of(scene.shift)
    till = till_of(cash, place.id)
    name = next((t.name for t in hall_of(scene).tills if t.id == place.id), place.id)
    title = Text(name, f"till {place.id}")
    span = till.at(place.number)
    if span is None:
        left = till.kept
        return (
            "[ ]",
            "todo",
            title,
            TILL_STATES["idle"],
            same("") if left is None else _KEPT.fill(fen=format_fen(left.total)),
        )
    newest = span is till.span
    state = state_of(cash, place.id) if newest else "closing"
    off = any(done.fen for done in span.decided.values())
    sign: tuple[str, Tone] = ("[~]", "progress")
    if state in ("settled", "paid"):
        sign = ("[!]", "off") if off else ("[x]", "done")
    told = [name_of(scene, span.person), _next(scene, place, span)]
    return (
        *sign,
        title if newest else Text(f"{name} #{span.number}", f"till {place.id} #{span.number}"),
        (TILL_STATES[state]),
        Text("  ".join(t.zh for t in told), "  ".join(t.en for t in told)),
    )


def _next(scene: Scene, place: Place, span: Span) -> Text:
    """What Enter does with this closure."""
    if place.step != "decide":
        return NEXT.get(place.step, same(""))
    tender = next_tender(span)
    if tender is None:
        return _SIGN_EVEN
    rules = scene.manual.cash
    if rules is not None and recount_to_make(scene, rules, span, tender, unexplained(rules)) != "no":
        return _RECOUNT if span.recount is None else _OTHER_RECOUNTS
    return NEXT["decide"]


def next_tender(span: Span) -> str | None:
    """The first tender that is not even and has no result; None when only even ones are left."""
    return next((t for t in span.tenders if t not in span.decided and span.variance(t)), None)


def _bag_parts(bag: Bag, place: Place) -> tuple[str, Tone, Text, Text, Text]:
    state = BAG_STATES[bag.where]
    sign: tuple[str, Tone] = ("[x]", "done") if bag.finished else ("[~]", "progress")
    if bag.difference:
        sign = ("[!]", "off")
    then = _DIFFERS if place.step == "decide" else NEXT.get(place.step, same(""))
    told = [same(f"{bag.bag} / {bag.seal}"), _yuan(bag.fen), then]
    return *sign, _BAG, state, Text("  ".join(t.zh for t in told), "  ".join(t.en for t in told))


def _valuable_parts(scene: Scene, cash: Cash) -> tuple[str, Tone, Text, Text, Text]:
    """How many of the hall's items were counted in this shift, and whether anything is missing."""
    rules, flags = scene.manual.cash, hall_of(scene).flags
    every = [v for v in rules.valuables if v.flag is None or flags.get(v.flag, False)] if rules else []
    done = counted_items(scene)
    odd = sum(lost(one) for one in cash.valuables.values())
    told = _VALUABLES.fill(n=len(done), all=len(every), odd=odd)
    sign: tuple[str, Tone] = ("[~]", "progress") if 0 < len(done) < len(every) else _mark(bool(done))
    return *(("[!]", "off") if odd else sign), _VALUABLE, _COUNTED if done else _TO_COUNT, told


def waits(scene: Scene, place: Place) -> bool:
    """Does somebody have to do something here? A till in use or not taken does not ask for anything."""
    if place.sort == "till" and place.step in ("use", "issue", "none"):
        return False
    if place.sort == "bag":
        return place.step != "none"
    return _parts(scene, place)[0] in ("[ ]", "[~]", "[>]")


def _transfer_parts(scene: Scene, one: Transfer) -> tuple[str, Tone, Text, Text, Text]:
    name = (_DROP if one.sort == "drop" else _TOP_UP).fill(till=till_name(scene, one.till))
    told = [same(f"{one.envelope} {format_fen(one.fen)}".strip()), name_of(scene, one.by), _RECEIVE]
    rest = joined(same("  "), told)
    return (
        ("[>]", "waiting", name, _UNDER_WAY, rest)
        if one.left is None
        else ("[o]", "exempt", name, _LEFT, rest)
    )


def _safe_parts(cash: Cash) -> tuple[str, Tone, Text, Text, Text]:
    if cash.safe_sealed is not None:
        return "[x]", "done", _SAFE, _SEALED, same(cash.safe_sealed.seal)
    checked = cash.safe_checked
    if checked is not None:
        sign: tuple[str, Tone] = ("[~]", "progress") if checked.matches else ("[!]", "off")
        return *sign, _SAFE, _MATCHES if checked.matches else _MISMATCH, same(checked.seal)
    return "[ ]", "todo", _SAFE, _TO_CHECK, same("")


def stage_text(span: Span | None, state: TillState) -> Text:
    """How far a till is, in the head of the count grid."""
    if span is None or state in ("idle", "in_use", "settled", "paid"):
        return TILL_STATES[state]
    return STAGES[counting(span)]


TILL_STATES: Final[dict[TillState, Text]] = {
    "idle": Text("未领", "unissued"),
    "in_use": Text("在用", "in use"),
    "closing": Text("结账中", "closing"),
    "pending": Text("待扎账", "no report"),
    "settled": Text("已结", "settled"),
    "paid": Text("已缴", "paid in"),
}
STAGES: Final = {
    "none": Text("结账中", "closing"),
    "first": Text("待第2人", "second"),
    "differ": Text("不一致", "differ"),
    "agreed": Text("待签", "to sign"),
    "locked": Text("已锁", "locked"),
}
NEXT: Final[dict[str, Text]] = {
    "use": Text("Enter 停收、缴款、追加", "Enter: stop, drop, top up"),
    "count": Text("Enter 清点", "Enter: count"),
    "lock": Text("Enter 两人签名锁定", "Enter: both sign, lock"),
    "expected": Text("Enter 录应有金额", "Enter: closing report"),
    "decide": Text("Enter 定长短款", "Enter: over or short"),
    "keep": Text("Enter 留存备用金", "Enter: keep the float"),
    "move": Text("Enter 移交", "Enter: hand over"),
    "credit": Text("Enter 登记回单", "Enter: bank receipt"),
}
_DIFFERS: Final = Text("Enter 定缴存差异", "Enter: the bank differs")
BAG_STATES: Final = {
    "sealed": Text("已封", "sealed"),
    "safe": Text("在库", "in the safe"),
    "courier": Text("在途", "on its way"),
    "bank": Text("已交银行", "at the bank"),
    "credited": Text("已入账", "credited"),
}
_PROMPT: Final = Text("! {text}", "! {text}")
_PROMPTS: Final = Text("{text}  (还有 {n} 件)", "{text}  (more: {n})")
_DROP: Final = Text("{till} 缴款", "{till} drop")
_TOP_UP: Final = Text("{till} 追加", "{till} top-up")
_UNDER_WAY: Final = Text("等确认", "unconfirmed")
_LEFT: Final = Text("已放行", "let pass")
_RECEIVE: Final = Text("Enter 收下、退回", "Enter: take, send back")
_CHECKS: Final = Text("收尾核对", "closing checks")
_REVIEWS: Final = Text("冲正退费、受理单、凭证入柜  {n}/{all}", "reversals, forms, locking away  {n}/{all}")
_AUDIT: Final = Text("稽核", "audit")
_OPEN_AUDIT: Final = Text("待稽核", "to audit")
_CLOSURES: Final = Text("{n} 次结账", "closures: {n}")
_SIGN_EVEN: Final = Text("Enter 平账签名", "Enter: sign as even")
_RECOUNT: Final = Text("Enter 先复点一次", "Enter: recount once first")
_OTHER_RECOUNTS: Final = Text("Enter 换人复点", "Enter: somebody else recounts")
_TITLE: Final = Text("资金", "Cash")
_OVERNIGHT: Final = Text("在厅现金 {fen} / 隔夜限额 {limit}", "in the hall {fen} / overnight limit {limit}")
_RESERVE: Final = Text("备用金库", "reserve")
_COUNTED: Final = Text("已点", "counted")
_TO_COUNT: Final = Text("待点", "to count")
_NOT_COUNTED: Final = Text("还没有点过", "never counted yet")
_TO_BAG: Final = Text("待封款", "to be bagged")
_OPEN: Final = Text("待封", "waits")
_PACKETS: Final = Text("{n} 份  {fen}", "packets {n}  {fen}")
_KEPT: Final = Text("留存 {fen}", "kept {fen}")
_BAG: Final = Text("款包", "bag")
_SUSPECT: Final = Text("疑似假币", "suspected")
_DAMAGED: Final = Text("残损币", "damaged")
_HELD: Final = Text("已封存", "set aside")
_HANDED: Final = Text("已交银行", "handed in")
_VALUABLE: Final = Text("凭证、有价物", "valuables")
_VALUABLES: Final = Text("已点 {n}/{all},有缺 {odd}", "counted {n}/{all}, with gaps {odd}")
_SAFE: Final = Text("保险柜", "safe")
_SEALED: Final = Text("已封", "sealed")
_MATCHES: Final = Text("封签一致", "seal matches")
_MISMATCH: Final = Text("封签不符", "seal differs")
_TO_CHECK: Final = Text("待核封签", "check seal")
