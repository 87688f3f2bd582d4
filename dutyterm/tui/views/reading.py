"""What changed in the manual as rows: one change a row, under it the old and the new words (R2-14)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from dutyterm.desk.reading import Reading
from dutyterm.i18n import Lang, Text
from dutyterm.manual.diff import AnyChange, title_of
from dutyterm.manual.wording import wordings
from dutyterm.tui.views.cells import pad, width, wrap
from dutyterm.tui.views.spans import Row, Span, Tone, row

LABEL: Final = 14
"""Cells of what a changed key is called."""


def head_rows(reading: Reading, read: int, lang: Lang) -> tuple[Row, ...]:
    """From which version to which, and how much is read."""
    before = "?" if reading.before is None else reading.before.cover.version
    # the version is the shipped manual's: what a hall adds itself leaves it as it is
    own = before == reading.after.cover.version
    title = (_OWN if own else _TITLE).fill(before=before, after=reading.after.cover.version)
    count = _COUNT.fill(n=read, all=len(reading.changes)) if reading.changes else Text("", "")
    return ((Span(" " + title.to(lang), "title"), Span("  " + count.to(lang), "dim")),)


def change_rows(reading: Reading, read: Collection[int], here: int, lang: Lang) -> tuple[Row, ...]:
    """A row for each change: read or not, what kind of change, where, what it is called."""
    return tuple(
        _change(change, lang, read=n in read, here=n == here) for n, change in enumerate(reading.changes)
    )


def _change(change: AnyChange, lang: Lang, *, read: bool, here: bool) -> Row:
    one = change.after if change.after is not None else change.before
    title = "" if one is None else title_of(one).to(lang)
    tone: Tone = "input" if here else "dim" if read else "plain"
    return (
        Span(">" if here else " ", "strong"),
        Span("[x] " if read else "[ ] ", "done" if read else "todo"),
        Span(pad(_WHAT[change.what].to(lang), 8), _TONES[change.what]),
        Span(pad(change.id, 13)),
        Span(title, tone),
    )


def words_rows(change: AnyChange, lang: Lang, cells: int) -> tuple[Row, ...]:
    """Each changed key with its old words, struck out, and its new ones."""
    found: list[Row] = []
    room = max(10, cells - LABEL - 6)
    for one in wordings(change):
        label = one.name.to(lang)
        for sign, said, tone in (("-", one.before, "struck"), ("+", one.after, "plain")):
            if said is None:
                continue
            for n, line in enumerate(wrap(said.to(lang), room)):
                # the sign says the same without a colour
                head = f" {pad(label if n == 0 else '', LABEL)} {sign if n == 0 else ' '} "
                found.append((Span(head, "dim"), Span(line, _tone(tone))))
            label = ""
    return tuple(found)


def _tone(name: str) -> Tone:
    return "struck" if name == "struck" else "plain"


def nothing_rows(reading: Reading, lang: Lang, cells: int) -> tuple[Row, ...]:
    """Why there is no list, and what to do."""
    text = _NOT_KEPT if reading.before is None else _NO_LINES
    return tuple(row(" " + line) for line in wrap(text.to(lang), max(width("  "), cells - 2)))


_TITLE: Final = Text("手册更新 {before} > {after}", "Manual {before} > {after}")
_OWN: Final = Text("手册 {after} 本厅增补有变", "Manual {after}: this hall's additions changed")
_COUNT: Final = Text("已读 {n}/{all}", "read {n} of {all}")
_WHAT: Final = {
    "added": Text("新增", "new"),
    "removed": Text("取消", "gone"),
    "changed": Text("改动", "changed"),
}
_TONES: Final[dict[str, Tone]] = {"added": "marked", "removed": "warning", "changed": "plain"}
_NOT_KEPT: Final = Text(
    "您上次确认的版本没有保存在这台电脑上,列不出差别。请在清单里把新版看一遍,再按 1 确认。",
    "The version that you confirmed last is not kept on this PC, so the changes cannot be listed. Read the "
    "new one in its lists, then confirm with 1.",
)
_NO_LINES: Final = Text(
    "要做的事没有变,只是版本或出处不同。按 1 确认。",
    "Nothing that has to be done is different, only version or sources. Confirm with 1.",
)
