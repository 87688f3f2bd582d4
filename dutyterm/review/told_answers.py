"""What stands in an answer, in words: the line and its part, posts and who holds them, amounts, moments."""

from __future__ import annotations

from collections.abc import Mapping

from dutyterm.i18n import Text, same
from dutyterm.manual.schema import FieldSpec, Line
from dutyterm.model.money import format_fen
from dutyterm.model.people import POST_NAMES, Post


def line_words(id: str, part: str, line: Line | None, places: Mapping[str, str]) -> Text:
    """`OPN-04 front` with the exit's name and the line's title; a part nobody knows keeps its id."""
    if line is None:
        return same(f"{id} {part}" if part else id)
    if line.each == "exits":
        named = same(places.get(part, part))
    elif line.each is not None and not isinstance(line.each, str):
        label = next((choice.label for choice in line.each if choice.id == part), None)
        named = same(part) if label is None else Text(label.zh, label.en)
    else:
        named = same(part)
    return Text(
        " ".join(word for word in (id, named.zh, line.title.zh) if word),
        " ".join(word for word in (id, named.en, line.title.en) if word),
    )


def held_by(one: object, people: Mapping[str, str]) -> Text:
    """A person by name, `guard:p9` as the post and who holds it; what is neither stays as it is."""
    if not isinstance(one, str):
        return same("-")
    post, _, who = one.partition(":")
    if who and post in set(Post):
        named = POST_NAMES[Post(post)]
        return Text(f"{named.zh} {people.get(who, who)}", f"{named.en} {people.get(who, who)}")
    return same(people.get(one, one))


def field_words(spec: FieldSpec, value: object) -> Text:
    """The answer to one field: the words of a choice, yuan, a number with its unit, a moment."""
    chosen = next((c.label for c in spec.choices if c.id == value), None)
    if chosen is not None:
        return Text(chosen.zh, chosen.en)
    if spec.kind == "money" and isinstance(value, int):
        return same(format_fen(value))
    if spec.unit is not None:
        return Text(f"{value} {spec.unit.zh}", f"{value} {spec.unit.en}")
    return same(moment_words(value))


def moment_words(value: object) -> str:
    """`2026-11-22T08:30:00.000+08:00` as `11-22 08:30`; anything else as it is."""
    text = str(value)
    return (
        f"{text[5:10]} {text[11:16]}" if len(text) >= 23 and text[10:11] == "T" and text[4] == "-" else text
    )
