"""Emergency cards in running text: their id alone says nothing at 08:01, so key and title stand before it."""

from __future__ import annotations

import re
from functools import lru_cache

from dutyterm.i18n import Text
from dutyterm.manual.procedure import Card


def card_name(card: Card) -> Text:
    """`F9 3 网络中断 NET`; cards without a number of their own are under 0."""
    key = f"F9 {card.digit or '0'}"
    return Text(f"{key} {card.title.zh} {card.id}", f"{key} {card.title.en} {card.id}")


@lru_cache(maxsize=8)
def _ids(ids: tuple[str, ...]) -> re.Pattern[str]:
    # not within another word or id: PAT-F1, OPN-09; a Chinese character beside it is no part of the id
    return re.compile(rf"(?<![A-Za-z0-9-])({'|'.join(map(re.escape, ids))})(?![A-Za-z0-9-])")


def spelled(text: Text, cards: tuple[Card, ...]) -> Text:
    """The text with every card id spelled out."""
    if not cards:
        return text
    names = {card.id: card_name(card) for card in cards}
    pattern = _ids(tuple(names))
    digits = {card.id: card.digit for card in cards}

    def told(found: re.Match[str], name: str) -> str:
        before = found.string[: found.start()].rstrip()
        # `5 火灾 FIRE` has its digit already
        digit = digits[found[1]]
        return found[0] if digit and re.search(rf"\b{digit}[ 一-鿿、]*$", before) else name

    return Text(
        pattern.sub(lambda found: told(found, names[found[1]].zh), text.zh),
        pattern.sub(lambda found: told(found, names[found[1]].en), text.en),
    )
