"""The line of keys of the emergency queue and its cards: what works at this moment."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text
from dutyterm.manual.schema import Card
from dutyterm.tui.screens.card_walker import CardWalker


def walk_hints(walker: CardWalker, card: Card) -> Text:
    """Of a card that is worked by: a question, or a time that is half-typed, has other keys than a step."""
    if walker.dialogue is not None:
        return _ASK_HINTS
    if walker.typed:
        return _TIME_HINTS
    if walker.as_of is not None:
        return _AS_OF_HINTS
    return _BY_HAND_HINTS if by_hand(card) else _WALK_HINTS


def by_hand(card: Card) -> bool:
    """Is business taken down by hand while this card goes on (3f.2)?"""
    return card.id == REGISTER or any(c.card == REGISTER for s in card.steps for c in s.choices)


REGISTER: Final = "MAN"
"""The card of manual acceptance."""

QUEUE_HINTS: Final = Text(
    "数字 开卡 | 0 更多 | 上下 Enter 选 | Esc 返回,原来的都在",
    "Digit opens a card | 0 more | arrows, Enter | Esc back, all is kept",
)
MORE_HINTS: Final = Text(
    "数字 开卡 | 上下 Enter 选 | Esc 回到固定卡",
    "Digit opens a card | arrows, Enter | Esc to the fixed cards",
)
CARD_HINTS: Final = Text(
    "上下 PgUp PgDn 看 | + 或 F6 记一笔 | 数字 换卡 | Esc 回到卡单",
    "Up Down PgUp PgDn read | + or F6 note | digit: other card | Esc",
)
_WALK_HINTS: Final = Text(
    "Space 做完 | 数字 选 | Enter 记其他 | Tab 下一 | * 例外 | PgDn 整卡 PgUp 经过",
    "Space done | digit | Enter more | Tab next | * except | PgDn card PgUp report",
)
_BY_HAND_HINTS: Final = Text(
    "Space 做完 | 数字 选 | Enter 其他 | F4 登记 | * 例外 | PgDn 整卡 PgUp 经过",
    "Space done | digit | Enter more | F4 register | * | PgDn card PgUp report",
)
_ASK_HINTS: Final = Text(
    "数字 选、键入 | Enter 下一步 | 退格 改 | Esc 不记,回卡",
    "Digits pick, type | Enter goes on | Backspace back | Esc: nothing, to the card",
)
_TIME_HINTS: Final = Text(
    "数字 几点做的: HHMM 或 -10 | Enter 记下 | 退格 改 | Esc 不记时刻",
    "Digits: done when, HHMM or -10 | Enter records | Backspace | Esc: no time",
)
_AS_OF_HINTS: Final = Text(
    "数字 选,按上面的时刻记 | 上下 到别的步 | Esc 不按这个时刻",
    "Digit answers for the time above | Up Down other step | Esc: not for that time",
)
