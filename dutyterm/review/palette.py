"""What the palette can open, found by words, ids or pinyin initials (N28): commands, cards, lines, people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, Protocol

from dutyterm.i18n import Lang, Text, same
from dutyterm.manual.schema import NO_MANUAL, Card, Manual
from dutyterm.model.people import ROLE_NAMES, Person
from dutyterm.model.pinyin import Letters, matches, readings_of
from dutyterm.shift.entries import Entry
from dutyterm.shift.open_items import Item
from dutyterm.values import dataclass

Sort = Literal["command", "card", "list", "line", "item", "person", "entry"]
"""What kind of thing it is; the order in which equals are offered."""

_ORDER: tuple[Sort, ...] = ("command", "card", "list", "line", "item", "person", "entry")

MOST = 50


class Named(Protocol):
    """What the palette has to know of a command."""

    @property
    def id(self) -> str:
        """Stable id."""

    @property
    def label(self) -> Text:
        """What it is called."""

    @property
    def tip(self) -> Text:
        """One sentence."""


@dataclass(frozen=True)
class Target:
    """One thing that can be opened."""

    sort: Sort
    id: str
    """Of the command, card, list, line, person or open item; the record number of an entry."""
    title: Text
    about: Text = same("")
    """Further words: the sentence of a command, the role of a person."""
    within: str = ""
    """The list that a line stands in."""


def targets(
    commands: Iterable[Named] = (),
    manual: Manual = NO_MANUAL,
    people: Iterable[Person] = (),
    entries: Iterable[Entry] = (),
    items: Iterable[Item] = (),
) -> Iterator[Target]:
    """Everything that these give to be opened."""
    for command in commands:
        yield Target("command", command.id, command.label, command.tip)
    yield from card_targets(manual.cards)
    for checklist in manual.lists:
        yield Target("list", checklist.id, _text(checklist.title))
        for line in checklist.lines:
            yield Target("line", line.id, _text(line.title), within=checklist.id)
    for item in items:
        yield Target("item", item.ref, item.title, same(item.item or ""))
    for person in people:
        about = ROLE_NAMES[person.role]
        yield Target(
            "person",
            person.id,
            same(person.name),
            Text(f"{person.number} {about.zh}", f"{person.number} {about.en}"),
        )
    for entry in entries:
        yield Target("entry", str(entry.id), same(entry.text))


def card_targets(cards: Iterable[Card]) -> Iterator[Target]:
    """Emergency cards, wherever they come from."""
    for card in cards:
        yield Target("card", card.id, _text(card.title), _text(card.when))


def find(
    typed: str,
    offered: Iterable[Target],
    lang: Lang = "zh",
    *,
    letters: Callable[[Iterable[str]], Letters] = readings_of,
    most: int = MOST,
) -> list[Target]:
    """What fits what was typed, best first; nothing for nothing.

    Words of either language are found in any case, ids too, Chinese also by its initials. `letters` gives
    the initials of characters: `review.letters.KnownLetters(...).of` remembers them.
    """
    wanted = " ".join(typed.lower().split())
    if not wanted:
        return []
    all_of_them = list(offered)
    # readings are needed for letters only; what is typed in Chinese or as digits is compared as it is
    latin = any("a" <= char <= "z" for char in wanted)
    known = letters(text.zh for one in all_of_them for text in (one.title, one.about)) if latin else {}
    ranked = []
    for number, one in enumerate(all_of_them):
        rank = _rank(wanted, one, lang, known)
        if rank is not None:
            ranked.append((rank, _ORDER.index(one.sort), len(one.title.to(lang)), number, one))
    ranked.sort(key=lambda row: row[:4])
    return [row[4] for row in ranked[:most]]


def palette_find(
    typed: str,
    commands: Sequence[Named],
    manual: Manual,
    lang: Lang,
    *,
    people: Iterable[Person] = (),
    entries: Iterable[Entry] = (),
    items: Iterable[Item] = (),
    letters: Callable[[Iterable[str]], Letters] = readings_of,
) -> list[Target]:
    """What the palette offers for what was typed: `find` over all that can be opened."""
    return find(typed, targets(commands, manual, people, entries, items), lang, letters=letters)


def _rank(wanted: str, one: Target, lang: Lang, letters: Letters) -> int | None:
    """Smaller is better: an id, then the beginning of a name, then within it, then further words."""
    if one.sort != "command" and one.sort != "item" and wanted == one.id.lower():
        return 0
    other: Lang = "en" if lang == "zh" else "zh"
    best: int | None = None
    for penalty, text in (
        (1, one.title.to(lang)),
        (2, one.title.to(other)),
        (7, one.id if one.sort in ("card", "line", "list") else ""),
        (8, one.about.to(lang)),
        (9, one.about.to(other)),
    ):
        where = _where(wanted, text, letters)
        if where is not None and (best is None or penalty + where < best):
            best = penalty + where
    return best


def _where(wanted: str, text: str, letters: Letters) -> int | None:
    """0 at the beginning, 2 within, 1 and 3 for initials there; None = not at all."""
    at = text.lower().find(wanted)
    if at >= 0:
        return 0 if at == 0 else 2
    # plain words are found whole above: letters match initials only where there is Chinese
    if not any(char in letters for char in text):
        return None
    found = matches(wanted, text, letters)
    return None if found is None else 1 + 2 * found


def _text(words: Text) -> Text:
    return Text(words.zh, words.en)
