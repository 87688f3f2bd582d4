"""What stands under the register's rows: what may be written, an entry in full, the three sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dutyterm.hall.facts import WHY_ERASED
from dutyterm.hall.state import Gone
from dutyterm.i18n import Lang, Text, same
from dutyterm.manual.register import RegisterRules
from dutyterm.model.money import amount_in_words, format_fen
from dutyterm.shift.cash.told import name_of
from dutyterm.shift.register.state import Entry, of
from dutyterm.shift.register.sums import Sums, sums
from dutyterm.shift.shift import Scene
from dutyterm.tui.views.cells import pad, pad_left, width, wrap
from dutyterm.tui.views.register import Place, business_name, customer, state_text
from dutyterm.tui.views.spans import Row, Span, Tone, row

Line = tuple[Text, Tone]
_NONE: Final[Mapping[str, Gone]] = {}


def pane_rows(
    scene: Scene, place: Place, lang: Lang, cells: int, erased: Mapping[str, Gone] = _NONE
) -> tuple[Row, ...]:
    """About the row under the cursor; `erased`: numbers that are in full nowhere any more."""
    rules, register = scene.manual.by_hand, of(scene.shift)
    if rules is None:
        return tuple(_wrapped((_NO_RULES, "warning"), lang, cells))
    if place.sort == "new":
        return tuple(_new(scene, rules, lang, cells))
    if place.sort == "sums":
        return tuple(_sums(sums(register), lang, cells))
    lines = (
        _entry(scene, register.entries[place.id], erased) if place.sort == "entry" else _other(scene, place)
    )
    return tuple(r for line in lines for r in _wrapped(line, lang, cells))


def side_rows(scene: Scene, lang: Lang, cells: int) -> tuple[Row, ...]:
    """Beside the rows where there is room: the sums, the limits, what the customer is told."""
    rules = scene.manual.by_hand
    if rules is None:
        return ()
    found = sums(of(scene.shift))
    rows: list[Row] = [row(_SUMS.to(lang), "title")]
    for name, fen, tone in (*_columns_of(found),):
        rows.append((Span(pad(name.to(lang), 12), "dim"), Span(pad_left(format_fen(fen), 14), tone)))
    figures = rules.figures
    limits = _LIMITS.fill(entry=format_fen(figures.entry_fen), page=format_fen(figures.page_fen))
    words: list[Line] = [
        (same(""), "plain"),
        (limits, "plain"),
        (_HOURS.fill(n=figures.rekey_hours), "plain"),
        (rules.told, "plain"),
        (rules.no_id, "dim"),
    ]
    for line in words:
        rows += [row(part, line[1]) for part in wrap(line[0].to(lang), cells)] or [row("")]
    return tuple(rows)


def _columns_of(found: Sums) -> tuple[tuple[Text, int, Tone], ...]:
    return (
        (_REGISTER, found.register, "plain"),
        (_IN_ENVELOPE, found.envelope, "plain"),
        (_IN_SYSTEM, found.keyed, "plain"),
        (_REFUNDED, found.refunded, "plain"),
        (_DIFFERENCE, found.difference, "done" if found.difference == 0 else "block"),
    )


def _wrapped(line: Line, lang: Lang, cells: int) -> Iterator[Row]:
    for part in wrap(line[0].to(lang), cells - 2):
        yield row(" " + part, line[1])


def _new(scene: Scene, rules: RegisterRules, lang: Lang, cells: int) -> Iterator[Row]:
    """The business that may be taken down, by digit; 0 is what may not."""
    options = [f"{n} {one.name.to(lang)}" for n, one in enumerate(rules.business[:9], 1)]
    options.append("0 " + _NEVER.to(lang))
    yield from _columns(options, cells)
    open_ones = [one for one in of(scene.shift).envelopes.values() if one.seal is None]
    for one in open_ones[:2]:
        held = format_fen(of(scene.shift).held(one.envelope))
        yield from _wrapped((_ENVELOPE.fill(id=one.envelope, fen=held), "dim"), lang, cells)
    yield from _wrapped((rules.no_id, "dim"), lang, cells)


def _columns(options: Sequence[str], cells: int) -> Iterator[Row]:
    column = max(width(text) for text in options) + 2
    across = max(1, (cells - 2) // column)
    high = -(-len(options) // across)
    for n in range(high):
        yield (Span(" "), *(Span(pad(text, column), "strong") for text in options[n::high]))


def _entry(scene: Scene, entry: Entry, erased: Mapping[str, Gone]) -> Iterator[Line]:
    w = entry.written
    head = Text("{slip} {what} {who} {state}", "{slip} {what} {who}: {state}").fill(
        slip=entry.slip,
        what=business_name(scene.manual.by_hand, w.business),
        who=customer(entry),
        state=state_text(entry),
    )
    yield head, "title"
    for label, number in ((_ACCOUNT, w.account), (_PHONE, w.phone)):
        if number is not None:
            gone = erased.get(number.id)
            shown = Text("{a} {b}", "{a} {b}").fill(a=label, b=number.masked)
            yield (shown, "plain") if gone is None else (_erased(shown, gone), "off")
    if w.due:
        words = _MONEY.fill(
            due=format_fen(w.due), received=format_fen(w.received), change=format_fen(w.received - w.due),
            words=amount_in_words(w.due), receipt=w.receipt or "-", envelope=w.envelope or "-",
        )  # fmt: skip
        yield words, "plain"
    if w.request:
        yield same(w.request), "plain"
    if w.promise is not None:
        yield _PROMISED.fill(at=f"{w.promise:%m-%d %H:%M}"), "warning"
    yield _TAKEN.fill(at=f"{w.at:%m-%d %H:%M}", who=name_of(scene, w.clerk)), "dim"
    if entry.void is not None:
        yield _VOID.fill(why=_reason(scene, entry.void.reason)), "off"
    if entry.rekeyed is not None:
        k = entry.rekeyed
        told = _KEYED.fill(
            at=f"{k.at:%m-%d %H:%M}", who=name_of(scene, k.person), serial=k.serial, fen=format_fen(k.fen)
        )
        yield told, "plain"
    if entry.checked is not None:
        yield _CHECKED.fill(who=name_of(scene, entry.checked.person)), "done"
    if entry.returned is not None:
        yield _BACK.fill(fen=format_fen(entry.returned.fen)), "off"


def _erased(shown: Text, gone: Gone) -> Text:
    why = WHY_ERASED.get(gone.why, same(gone.why))
    return _GONE.fill(number=shown, at=f"{gone.at:%m-%d %H:%M}", why=why)


def _reason(scene: Scene, id: str) -> Text:
    rules = scene.manual.by_hand
    offered = () if rules is None else rules.voids
    return next((one.name for one in offered if one.id == id), same(id))


def _other(scene: Scene, place: Place) -> Iterator[Line]:
    register, rules = of(scene.shift), scene.manual.by_hand
    if place.sort == "gap":
        yield _GAP, "plain"
    elif place.sort == "refused" and rules is not None:
        one = rules.refused(register.refused[int(place.id)].business)
        if one is not None:
            yield one.why, "plain"
    elif place.sort == "page":
        yield _PAGE, "plain"
    elif place.sort == "envelope":
        held = register.held(place.id)
        yield Text("{id} {words}", "{id} {words}").fill(id=place.id, words=amount_in_words(held)), "plain"
        yield _COUNT, "dim"
    elif place.sort == "void":
        yield _VOID_KEPT, "plain"


def _sums(found: Sums, lang: Lang, cells: int) -> Iterator[Row]:
    """Register, envelope, system and refunds side by side, and what is left over."""
    columns = _columns_of(found)
    column = max(12, min(16, (cells - 2) // len(columns)))
    yield (Span(" "), *(Span(pad_left(name.to(lang), column), "dim") for name, _, _ in columns))
    yield (Span(" "), *(Span(pad_left(format_fen(fen), column), tone) for _, fen, tone in columns))
    for one in (*found.envelopes_off, *found.keyed_off):
        yield from _wrapped((_OFF.fill(what=one.what, fen=format_fen(one.fen)), "off"), lang, cells)
    for envelope in found.uncounted:
        yield from _wrapped((_UNCOUNTED.fill(id=envelope), "warning"), lang, cells)


_NO_RULES: Final = Text(
    "本班的手册没有手工受理,下一班起可用;先记在纸上。",
    "This shift's manual has no manual acceptance; from the next shift on. Use paper.",
)
_NEVER: Final = Text("绝不手工办的", "never by hand")
_ENVELOPE: Final = Text("信封 {id} 应有 {fen}", "Envelope {id} should hold {fen}")
_ACCOUNT: Final = Text("用户号码", "Number")
_PHONE: Final = Text("联系电话", "Telephone")
_MONEY: Final = Text(
    "应收 {due} ({words}) 实收 {received} 找零 {change} 收据 {receipt} 信封 {envelope}",
    "Due {due} ({words}), received {received}, change {change}; receipt {receipt}, envelope {envelope}",
)
_GONE: Final = Text(
    "{number} 完整号码 {at} 已删除: {why}", "{number}: the full number was erased {at}: {why}"
)
_PROMISED: Final = Text("答应 {at} 前答复", "An answer is promised by {at}")
_TAKEN: Final = Text("{at} {who} 登记", "Taken {at} by {who}")
_VOID: Final = Text("作废: {why}", "Void: {why}")
_KEYED: Final = Text("{at} {who} 补录 {serial} {fen}", "Keyed in {at} by {who}: {serial}, {fen}")
_CHECKED: Final = Text("{who} 已复核", "Checked by {who}")
_BACK: Final = Text("已退 {fen}", "{fen} given back")
_GAP: Final = Text(
    "前后的号都用了,这个号没有: 写作废,或由两人说明。",
    "Numbers before and after are used, this one is not: make it void, or two people explain it.",
)
_PAGE: Final = Text(
    "没写完的号: 接着用,或 Enter 交回,交回的号下次先发。",
    "Blank numbers: go on with them, or give them back with Enter; they are given out first next time.",
)
_COUNT: Final = Text("Enter: 两人清点、封签、拆封", "Enter: two people count, seal, or open it")
_VOID_KEPT: Final = Text("作废的号留着,不再使用。", "A void number stays and is never used again.")
_SUMS: Final = Text("三栏对账", "Sums")
_LIMITS: Final = Text("每笔至多 {entry} 元,每页至多 {page} 元", "At most {entry} an entry and {page} a page")
_HOURS: Final = Text("{n} 小时内补录", "Keyed in within {n} hours")
_REGISTER: Final = Text("登记", "register")
_IN_ENVELOPE: Final = Text("信封", "envelope")
_IN_SYSTEM: Final = Text("补录", "keyed in")
_REFUNDED: Final = Text("退款", "refunded")
_DIFFERENCE: Final = Text("差", "difference")
_OFF: Final = Text("{what} 差 {fen}", "{what} is off by {fen}")
_UNCOUNTED: Final = Text("信封 {id} 放进款后还没有清点", "Envelope {id} was not counted since money went in")
