"""Checks texts: width of their columns, glyphs whose width is uncertain, control characters."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, combining, east_asian_width

from dutyterm.i18n import Text
from dutyterm.manual.problem import Finding
from dutyterm.manual.schema import Line

TITLE = (28, 44)
"""Widest title: cells in zh, characters in en."""
CHOICE = (12, 20)
"""Widest answer."""
LABEL = (16, 28)
"""Widest label of a field and name of a group, service or category."""
UNIT = (4, 10)
"""Widest unit."""

_ALLOWED_CONTROLS = "\n"


def cells(text: str) -> int:
    """How many cells a terminal uses: two for wide and full-width glyphs, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if combining(c) or category(c) in {"Mn", "Me", "Cf"}
        else 2
        if east_asian_width(c) in {"W", "F"}
        else 1
        for c in text
    )


def doubtful(text: str) -> str:
    """The glyphs of a text that some terminals draw one cell wide and others two, each once."""
    if text.isascii():
        return ""
    return "".join(c for c in dict.fromkeys(text) if east_asian_width(c) == "A")


def controls(text: str) -> str:
    """The control and direction characters of a text, as escapes, each once."""
    if text.isprintable():
        return ""
    return " ".join(
        f"U+{ord(c):04X}"
        for c in dict.fromkeys(text)
        if category(c) in {"Cc", "Cf", "Co", "Cs", "Cn"} and c not in _ALLOWED_CONTROLS
    )


def check_text(words: Text, item: str | None, key: str, field: str | None = None) -> Iterator[Finding]:
    """Glyphs that may not stand in any text."""
    both = words.zh + words.en
    if found := doubtful(both):
        text = Text(
            "{key} 含宽度不定的字符 {found},请换别的写法",
            "{key} has glyphs of uncertain width: {found}; write it in another way",
        )
        yield Finding(text.fill(key=key, found=found), item, field, key)
    if found := controls(both):
        text = Text("{key} 含控制字符 {found},请删除", "{key} has control characters {found}: delete them")
        yield Finding(text.fill(key=key, found=found), item, field, key)


def check_width(
    words: Text, most: tuple[int, int], item: str | None, key: str, field: str | None = None
) -> Iterator[Finding]:
    """A text that stands in a column, and must fit it."""
    yield from check_text(words, item, key, field)
    zh, en = cells(words.zh), cells(words.en)
    if zh > most[0] or en > most[1]:
        text = Text(
            "{key} 太宽: 中文 {zh} 格(最多 {max_zh}),英文 {en} 格(最多 {max_en})",
            "{key} is too wide: zh {zh} cells (at most {max_zh}), en {en} (at most {max_en})",
        )
        yield Finding(text.fill(key=key, zh=zh, en=en, max_zh=most[0], max_en=most[1]), item, field, key)


def check_line_texts(line: Line) -> Iterator[Finding]:
    """All texts of a line."""
    yield from check_width(line.title, TITLE, line.id, "title")
    yield from check_text(line.help, line.id, "help")
    yield from check_text(line.on_fail.do, line.id, "do")
    if line.help.zh.strip("。. ") == line.title.zh or line.help.en.strip(". ") == line.title.en:
        text = Text("help 只是重复标题: 请写怎么做、为什么", "help only repeats the title: say how and why")
        yield Finding(text, line.id, key="help")
    for reason in (*line.na, *(line.each if isinstance(line.each, tuple) else ())):
        yield from check_width(reason.label, LABEL, line.id, "label", reason.id)
    for field in line.fields:
        if field.label is not None:
            yield from check_width(field.label, LABEL, line.id, "label", field.id)
        if field.unit is not None:
            yield from check_width(field.unit, UNIT, line.id, "unit", field.id)
        for choice in field.choices:
            yield from check_width(choice.label, CHOICE, line.id, "label", choice.id)
