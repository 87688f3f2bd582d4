"""The log as rows: newest first, one row an entry; and one entry with all that was said later (S3, S4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dutyterm.i18n import Lang, Text, same
from dutyterm.manual.schema import Category
from dutyterm.model.people import Person
from dutyterm.shift.entries import REASONS, SEVERITIES, Entry, Later
from dutyterm.shift.entry_locks import lock_of
from dutyterm.tui.views.cells import pad, wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, Tone, row, spread
from dutyterm.values import dataclass

CATEGORY_CELLS = 14
SIGNS = {"normal": "  ", "important": "! ", "urgent": "!!"}
"""Severity as a sign, so that it is not colour alone."""


@dataclass(frozen=True)
class LogDrawing:
    """What the views of the log need besides the entries."""

    lang: Lang
    width: int
    now: datetime
    categories: Mapping[str, Category]
    people: Mapping[str, str]
    """Person id -> name."""

    def to(self, text: Text) -> str:
        """The text in the language that is shown."""
        return text.to(self.lang)

    def clock(self, at: datetime) -> str:
        """`08:05`, with the day when it is another one."""
        local = at.astimezone(self.now.tzinfo)
        return local.strftime("%H:%M" if local.date() == self.now.date() else "%m-%d %H:%M")

    def name(self, person: str | None) -> str:
        """Who wrote it."""
        if person is None:
            return self.to(Text("未登录", "nobody"))
        return self.people.get(person, person)

    def category(self, id: str) -> str:
        """What a category is called; its id when this manual has none of that id."""
        known = self.categories.get(id)
        return self.to(known.name if known is not None else same(id))


def may_read(category: Category | None, who: Person | None) -> bool:
    """May this person read entries of the category?"""
    return category is None or not category.only or (who is not None and who.role in category.only)


def shown_entries(
    entries: tuple[Entry, ...], categories: Mapping[str, Category], who: Person | None, only: str | None
) -> tuple[Entry, ...]:
    """What this person sees of the log, of one category when `only` names it."""
    return tuple(
        e
        for e in entries
        if may_read(categories.get(e.category), who) and (only is None or e.category == only)
    )


def marks_of(entry: Entry) -> Text:
    """Late, corrected, added to."""
    zh, en = [], []
    if entry.late:
        zh.append("迟记")
        en.append("late")
    if entry.struck:
        zh.append("更正")
        en.append("corrected")
    if entry.additions:
        zh.append(f"补{len(entry.additions)}")
        en.append(f"+{len(entry.additions)}")
    return Text(" ".join(zh), " ".join(en))


def entry_row(entry: Entry, d: LogDrawing, *, here: bool) -> Row:
    """One entry in one row."""
    severe: Tone = "plain" if entry.severity == "normal" else "warning"
    left: Row = (
        Span(">" if here else " ", "strong"),
        Span(d.clock(entry.occurred_at) + " ", "strong" if here else "plain"),
        Span(SIGNS[entry.severity] + " ", severe),
        Span(pad(d.category(entry.category), CATEGORY_CELLS) + " ", "dim"),
        Span(entry.text, "strong" if here else "plain"),
    )
    marks = d.to(marks_of(entry))
    right: Row = (Span(marks + " ", "waiting"),) if marks else ()
    return spread(left, (*right, Span(d.name(entry.by) + " ", "dim")), d.width)


def entry_detail(entry: Entry, d: LogDrawing) -> tuple[Row, ...]:
    """One entry whole: its words, the struck ones, additions, and who said what when."""
    severity = d.to(SEVERITIES[entry.severity])
    rows: list[Row] = [
        (Span(f" {d.category(entry.category)}  ", "title"), Span(severity), Span(f"   #{entry.id}", "dim")),
        *_wrapped(_when(entry, d), d, "dim"),
        EMPTY,
    ]
    rows += _wrapped(entry.text, d, "strong")
    rows += _locked(entry, d)
    if entry.place:
        rows += _wrapped(d.to(Text(f"地点: {entry.place}", f"Place: {entry.place}")), d)
    for later in reversed(entry.struck):
        why = next((t for w, t in REASONS if w == later.reason), same(later.reason or ""))
        rows.append(EMPTY)
        head = Text(f"更正前(划去),{why.zh}: ", f"before the correction (struck out), {why.en}: ")
        rows += _wrapped(d.to(head) + _said(later, d), d, "dim")
        rows += _wrapped(f"--{later.text}--", d, "struck")
    for later in entry.additions:
        rows.append(EMPTY)
        rows += _wrapped(d.to(Text("补记: ", "Added: ")) + _said(later, d), d, "dim")
        rows += _wrapped(later.text, d)
    return tuple(rows)


def _locked(entry: Entry, d: LogDrawing) -> list[Row]:
    """Why it is locked; nothing while its author may still put it into other words (S2)."""
    lock = lock_of(entry, d.now)
    if lock is None:
        return []
    who = ", ".join(f"{d.name(reader.person)} {d.clock(reader.at)}" for reader in entry.read_by)
    words = Text(f"已锁定: {who} 看过", f"Locked: read by {who}")
    old = Text("已锁定: 过了 24 小时", "Locked: older than 24 hours")
    return _wrapped(d.to(words if lock == "read" else old), d, "dim")


def _when(entry: Entry, d: LogDrawing) -> str:
    happened, recorded = d.clock(entry.occurred_at), d.clock(entry.at)
    who = d.name(entry.by)
    if entry.late:
        return d.to(
            Text(f"发生 {happened},{recorded} 迟记  {who}", f"Happened {happened}, late at {recorded}  {who}")
        )
    return d.to(
        Text(f"发生 {happened},记于 {recorded}  {who}", f"Happened {happened}, recorded {recorded}  {who}")
    )


def _said(later: Later, d: LogDrawing) -> str:
    return f"{d.clock(later.at)} {d.name(later.by)}"


def _wrapped(text: str, d: LogDrawing, tone: Tone = "plain") -> list[Row]:
    return [row(" " + part, tone) for part in wrap(text, d.width - 2)]
