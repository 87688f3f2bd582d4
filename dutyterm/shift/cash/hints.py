"""Where to look for a difference: deterministic, explained in words, never a judgement (N3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dutyterm.i18n import Text
from dutyterm.manual.cash import CashRules
from dutyterm.model.money import format_fen
from dutyterm.shift.cash.state import CASH, Cash, Envelope, Span
from dutyterm.values import dataclass

MOST_PIECES = 10
"""More missing pieces of one face than this are no slip of counting."""


@dataclass(frozen=True)
class Hint:
    """One thing to look at."""

    code: str
    """`opening`, `movement`, `set_aside`, `under_way`, `unkeyed`, `pieces`, `swapped`."""
    text: Text
    row: str | None = None
    """Row of the count sheet to count again."""


def hints(
    span: Span,
    rules: CashRules,
    unkeyed: Sequence[int] = (),
    under_way: Sequence[int] = (),
    held: Sequence[Envelope] = (),
) -> tuple[Hint, ...]:
    """Everything that fits the cash difference of this closure, the most telling first.

    `unkeyed`: fen of entries of the manual register that are not re-keyed. `under_way`: fen of top-ups given
    to this till that its holder has not confirmed. `held`: suspected notes taken out of this drawer.
    """
    fen = span.variance(CASH)
    if not fen or span.counted is None or span.expected is None:
        return ()
    return (
        *_opening(span, fen),
        *_movements(span, fen),
        *_set_aside(held, fen),
        *_under_way(under_way, fen),
        *_unkeyed(unkeyed, fen),
        *_pieces(span, rules, fen),
        *_swapped(fen),
    )


def waiting_top_ups(cash: Cash, span: Span, till: str) -> tuple[int, ...]:
    """Fen of top-ups for this closure that nobody confirmed."""
    found = (one for one in cash.transfers.values() if one.sort == "top_up")
    return tuple(one.fen for one in found if (one.till, one.number) == (till, span.number))


def set_aside(cash: Cash, span: Span, till: str) -> tuple[Envelope, ...]:
    """Suspected notes of this till that were put into envelopes while this closure was open."""
    found = (one for one in cash.envelopes.values() if one.till == till and one.sort == "suspect")
    return tuple(one for one in found if _since(one.ref, span.ref, cash.journal))


def _since(ref: str, began: str, now: str) -> bool:
    """Is this record of the present shift, and later than the one that the closure began with?"""
    (journal, _, record), (of_span, _, first) = ref.rpartition("#"), began.rpartition("#")
    return journal == now and (of_span != now or int(record) > int(first))


def _set_aside(held: Sequence[Envelope], fen: int) -> Iterator[Hint]:
    """What was taken out as a suspected note is short by just that (e.5)."""
    if fen >= 0 or not held:
        return
    fitting = [one for one in held if one.face == -fen] or (
        list(held) if sum(one.face for one in held) == -fen else []
    )
    if fitting:
        numbers = " ".join(one.envelope for one in fitting)
        yield Hint("set_aside", _SET_ASIDE.fill(envelope=numbers, fen=format_fen(-fen)))


def _under_way(amounts: Sequence[int], fen: int) -> Iterator[Hint]:
    """A top-up that nobody confirmed lies in the drawer all the same."""
    if fen in amounts:
        yield Hint("under_way", _IN_THE_DRAWER.fill(fen=format_fen(fen)))


def _unkeyed(amounts: Sequence[int], fen: int) -> Iterator[Hint]:
    """Money of the manual register in the drawer, or keyed in while it still lies in its envelope (e.2)."""
    size = abs(fen)
    fitting = size in amounts or (len(amounts) > 1 and sum(amounts) == size)
    if fitting:
        told = _UNKEYED_OVER if fen > 0 else _UNKEYED_SHORT
        yield Hint("unkeyed", told.fill(fen=format_fen(size)))


def _opening(span: Span, fen: int) -> Iterator[Hint]:
    if span.opening_difference == fen:
        words = Text(
            "差额等于领用时的差额 {fen}: 备用金的出入被带到了这里。",
            "It equals the opening difference of {fen}: that was carried over.",
        )
        yield Hint("opening", words.fill(fen=format_fen(fen)))


def _movements(span: Span, fen: int) -> Iterator[Hint]:
    """A movement of this size: left out (its sign) or written down twice (the other sign)."""
    size = abs(fen)
    for drop in span.drops:
        if drop.fen == size:
            told = _DOUBLE_OUT if fen > 0 else _MISSED_OUT
            yield Hint("movement", told.fill(what=_DROP.fill(n=drop.envelope), fen=format_fen(size)))
    for top_up in span.topups:
        if top_up == size:
            told = _DOUBLE_IN if fen < 0 else _MISSED_IN
            yield Hint("movement", told.fill(what=_TOP_UP, fen=format_fen(size)))
    refunds = span.expected.refunds if span.expected is not None else 0
    if refunds and refunds == size:
        told = _REFUND_UNPAID if fen > 0 else _REFUND_TWICE
        yield Hint("movement", told.fill(fen=format_fen(size)))


def _pieces(span: Span, rules: CashRules, fen: int) -> Iterator[Hint]:
    size = abs(fen)
    for row in rules.denominations:
        there = span.counted.pieces.get(row.id) if span.counted is not None else None
        if there is None or size % row.fen or not 0 < size // row.fen <= MOST_PIECES:
            continue
        n = size // row.fen
        if fen > 0 and n > there:
            continue  # so many cannot have been counted too many
        words = Text(
            "差额等于 {n} 张(枚) {name}: 重点这一行。", "It equals {n} of {name}: count that row again."
        )
        yield Hint("pieces", words.fill(n=n, name=row.name), row.id)


def _swapped(fen: int) -> Iterator[Hint]:
    if fen % 9 == 0:
        words = Text(
            "差额能被 9 整除: 可能有一笔金额的数字颠倒了(如 54 录成 45)。",
            "It is divisible by 9: two digits of an amount may be swapped (54 keyed as 45).",
        )
        yield Hint("swapped", words)


_IN_THE_DRAWER = Text(
    "差额等于未确认的追加 {fen}: 钱可能已在抽屉里,确认前不算。",
    "It equals a top-up of {fen} that nobody confirmed: it may lie in the drawer already.",
)
_UNKEYED_OVER = Text(
    "差额等于手工受理未补录 {fen}: 这笔现金可能放进了抽屉,应在信封里。",
    "It equals what the register has not keyed, {fen}: that cash may be in the drawer, not its envelope.",
)
_UNKEYED_SHORT = Text(
    "差额等于手工受理未补录 {fen}: 系统里可能已录,现金还在信封里,簿上没销。",
    "It equals what the register has not keyed, {fen}: keyed perhaps, and the cash is still in its envelope.",
)
_SET_ASIDE = Text(
    "差额等于疑似假币信封 {envelope} 的 {fen}: 收下就算短款,原因选「疑似假币」。",
    "It equals the suspected note in envelope {envelope}, {fen}: a short, its cause is the suspected note.",
)
_DROP = Text("中途缴款 {n}", "drop {n}")
_TOP_UP = Text("追加备用金", "a top-up")
_MISSED_OUT = Text(
    "差额等于{what} {fen}: 可能还有一笔同额缴款没有登记。",
    "It equals {what} of {fen}: another drop of that size may not be recorded.",
)
_DOUBLE_OUT = Text(
    "差额等于{what} {fen}: 可能重复登记。", "It equals {what} of {fen}: it may stand there twice."
)
_MISSED_IN = Text(
    "差额等于{what} {fen}: 可能还有一笔同额没有登记。",
    "It equals {what} of {fen}: another one of that size may not be recorded.",
)
_DOUBLE_IN = Text(
    "差额等于{what} {fen}: 可能重复登记。", "It equals {what} of {fen}: it may stand there twice."
)
_REFUND_UNPAID = Text(
    "差额等于退费 {fen}: 可能录了没付。", "It equals the refunds of {fen}: keyed but not paid."
)
_REFUND_TWICE = Text(
    "差额等于退费 {fen}: 可能付了两次。", "It equals the refunds of {fen}: paid twice perhaps."
)
