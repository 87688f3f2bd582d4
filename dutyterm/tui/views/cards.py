"""Emergency cards as rows: the queue with its fixed numbers, and the text of one card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from dutyterm.i18n import Lang, Text
from dutyterm.manual.schema import Card
from dutyterm.tui.views.card_words import span_text
from dutyterm.tui.views.cells import cut, pad, width, wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, Tone, row, rule

if TYPE_CHECKING:
    from datetime import datetime

    from dutyterm.desk.card_notes import CardNote
    from dutyterm.shift.procedures.suggestions import Suggestion
    from dutyterm.shift.procedures.view import RunView

MARGIN: Final = 2
"""Cells left free at the right edge, for the scroll bar."""


def queue_rows(
    cards: Sequence[Card],
    lang: Lang,
    cells: int,
    *,
    more: bool = False,
    cursor: int | None = None,
    going: Sequence[RunView] = (),
    now: datetime | None = None,
    suggested: Sequence[Suggestion] = (),
) -> list[Row]:
    """The queue: number, name, when it is taken. In `more` the numbers are places, not printed ones.

    What goes on says since when; what only follows from it says so and is dim, and still opens.
    """
    runs = {view.card.id: view for view in going}
    hints = {one.card: one.why for one in suggested}
    follows = {id: view for view in going for id in view.card.inhibits if id not in runs}
    title = _MORE if more else _QUEUE
    rows: list[Row] = [row(" " + title.to(lang), "title"), rule(cells)]
    if not cards:
        return [*rows, EMPTY, row(" " + _NONE.to(lang), "block")]
    room = max(width(card.title.to(lang)) for card in cards) + 2
    for n, card in enumerate(cards):
        digit = (str(n + 1) if n < 9 else " ") if more else (card.digit or " ")
        here = cursor == n
        name = pad(card.title.to(lang), room)
        about, tone = card.when, _PLAIN
        if card.id in runs and now is not None:
            about, tone = _going_on(runs[card.id], now), _OFF
        elif card.id in hints:
            about, tone = _SUGGESTED.fill(why=hints[card.id]), _OFF
        elif card.id in follows:
            about, tone = _FOLLOWS.fill(title=follows[card.id].card.title), _DIM
        when = pad(about.to(lang), max(0, cells - 6 - room - MARGIN))
        rows.append(
            (
                Span(">" if here else " ", "strong"),
                Span(f" {digit}  ", "strong"),
                Span(name, "input" if here else "strong"),
                Span("  " + when, tone),
            )
        )
    if not more:
        rows.append((Span("  0  ", "strong"), Span(_OTHERS.to(lang), "dim")))
    return rows


def card_rows(card: Card, lang: Lang, cells: int) -> list[Row]:
    """One card: what must not be forgotten, the steps with their targets, announcements, contacts."""
    cells = max(20, cells - MARGIN)
    level = f" | {card.level.to(lang)}" if card.level is not None else ""
    head = f" {card.digit or ''} {card.title.to(lang)} {card.id}{level}"
    rows: list[Row] = [*(row(text, "title") for text in _wrapped(head, cells, 1))]
    rows += [row(text) for text in _wrapped(card.when.to(lang), cells, 1)]
    rows += [row(text, "block") for text in _wrapped("! " + card.first.to(lang), cells, 1)]
    rows.append(rule(cells))
    for step in card.steps:
        about = " ".join(part.to(lang) for part in (step.who, step.target) if part is not None)
        lines = wrap(step.text.to(lang), max(10, cells - 6))
        first = (Span(pad(f" {step.no}", 5) + " ", "strong"), Span(lines[0]))
        rows += [first, *(row(" " * 6 + line) for line in lines[1:])]
        if about:
            rows[-1:] = _with_about(rows[-1], about, cells)
    rows += _section(
        _ANNOUNCE.to(lang), [(str(n), a.to(lang)) for n, a in enumerate(card.announcements, 1)], cells
    )
    if card.contacts:
        who = "   ".join(c.to(lang) for c in card.contacts)
        rows += [rule(cells), row(" " + _CONTACTS.to(lang), "strong")]
        rows += [row(text) for text in _wrapped(who, cells, 6)]
    rows.append(row(" " + _SOURCE.fill(tags=" ".join(card.source)).to(lang), "dim"))
    return rows


def waiting_rows(
    notes: Sequence[CardNote], lang: Lang, cells: int, *, hidden: bool, kept: bool = False
) -> list[Row]:
    """Notes that are in no journal, above everything else; only their number on a locked screen.

    `kept`: they are drafts on the disk, so that a kill does not lose them.
    """
    if not notes:
        return []
    cells = max(20, cells - MARGIN)
    rows = [
        row(text, "block")
        for text in _wrapped((_KEPT if kept else _WAITING).fill(n=len(notes)).to(lang), cells, 1)
    ]
    if not hidden:
        rows += [row(cut(f"   {n.occurred_at:%H:%M} {n.card}  {n.text}", cells), "block") for n in notes]
    return [*rows, rule(cells)]


def _with_about(last: Row, about: str, cells: int) -> list[Row]:
    """Who and until when, at the end of the step's last line, or on a line of its own."""
    taken = sum(width(span.text) for span in last)
    room = cells - taken - width(about) - 2
    if room >= 0:
        return [(*last, Span(" " * (room + 2) + about, "dim"))]
    return [last, row(" " * max(0, cells - width(about)) + about, "dim")]


def _section(title: str, entries: Sequence[tuple[str, str]], cells: int) -> list[Row]:
    if not entries:
        return []
    rows: list[Row] = [rule(cells), row(" " + title, "strong")]
    for label, text in entries:
        lines = wrap(text, max(10, cells - 6))
        rows.append((Span(pad(f"  {label}", 6), "strong"), Span(lines[0])))
        rows += [row(" " * 6 + line) for line in lines[1:]]
    return rows


def _wrapped(text: str, cells: int, indent: int) -> list[str]:
    return [" " * indent + line for line in wrap(text.strip(), cells - indent)]


def _going_on(view: RunView, now: datetime) -> Text:
    """Since when, real or drill, at which step."""
    at = view.current.step.no if view.current is not None else "-"
    words = _DRILL if view.run.drill else _GOING
    return words.fill(n=span_text(now - view.run.t0), at=at)


_PLAIN: Final[Tone] = "plain"
_OFF: Final[Tone] = "off"
_DIM: Final[Tone] = "dim"
_GOING: Final = Text("!进行中 {n},在第 {at} 步: Enter 回到", "!UNDER WAY {n}, step {at}: Enter goes there")
_DRILL: Final = Text("演练进行中 {n},在第 {at} 步", "DRILL under way {n}, step {at}")
_SUGGESTED: Final = Text("? 建议: {why}", "? suggested: {why}")
_FOLLOWS: Final = Text("多半由「{title}」引起;要用仍可打开", "follows from: {title}; opens all the same")
_KEPT: Final = Text(
    "!未写盘 NOT SAVED! 应急记事 {n} 条还没进日志(留作草稿),能写时自动写。",
    "!NOT SAVED! Notes on cards not in the log yet, kept as drafts: {n}; written when possible.",
)
_WAITING: Final = Text(
    "!未写盘 NOT SAVED! 应急记事 {n} 条只在内存里,能写时自动写;请先抄在纸上。",
    "!NOT SAVED! Notes on cards only in memory: {n}. They are written as soon as that is possible; "
    "copy them to paper.",
)
_QUEUE: Final = Text("应急: 按数字开卡", "Emergency: a digit opens the card")
_MORE: Final = Text("应急 > 更多", "Emergency > more")
_OTHERS: Final = Text("更多...", "more...")
_NONE: Final = Text(
    "手册里没有应急卡,请用纸卡。电话: 火警 119  报警 110  急救 120",
    "The manual has no cards: use the printed ones. Fire 119, police 110, ambulance 120.",
)
_ANNOUNCE: Final = Text("播报", "Announcements")
_CONTACTS: Final = Text("联系", "Contacts")
_SOURCE: Final = Text("来源: {tags}", "Source: {tags}")
