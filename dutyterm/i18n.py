"""Texts in two languages: every text a user can see is a pair, so neither language can be forgotten."""

from __future__ import annotations

from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]
"""The two languages of the program; zh (zh-CN) is first."""

LANGS: tuple[Lang, ...] = ("zh", "en")
"""Both languages, in the order in which they are offered."""


class Text(NamedTuple):
    """One text in both languages. Placeholders are those of `str.format`."""

    zh: str
    en: str

    def to(self, lang: Lang) -> str:
        """The text in `lang`."""
        return self.zh if lang == "zh" else self.en

    def fill(self, **values: object) -> Text:
        """The text with its placeholders filled; a value that is a Text is taken in each language."""
        zh = {k: v.zh if isinstance(v, Text) else v for k, v in values.items()}
        en = {k: v.en if isinstance(v, Text) else v for k, v in values.items()}
        return Text(self.zh.format_map(zh), self.en.format_map(en))


def same(text: str) -> Text:
    """A text that is the same in both languages: a number, a name, what somebody typed."""
    return Text(text, text)


def joined(separator: Text, parts: list[Text]) -> Text:
    """The parts put together, with the separator of each language between them."""
    return Text(separator.zh.join(p.zh for p in parts), separator.en.join(p.en for p in parts))
