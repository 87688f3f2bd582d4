"""What a shift hands over, as rows: summary with digits, what is not in order, what is carried by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from dutyterm.i18n import Text
from dutyterm.shift.handover.brief import Line, Number
from dutyterm.shift.messages import Message
from dutyterm.shift.open_items import SORT_NAMES, Item
from dutyterm.tui.views.cells import flow, width, wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, fit, row
from dutyterm.tui.views.takeover import ReadingDrawing
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Giving:
    """All that is shown before a shift is submitted."""

    name: Text
    """Day, code, records, doors."""
    lines: tuple[Line, ...]
    hinders: tuple[Text, ...]
    """What is not in order; none of it forbids handing over."""
    again: tuple[Text, ...]
    """What is read once more, off the norm but in order."""
    items: tuple[Item, ...]
    messages: tuple[Message, ...]
    entries: int
    notes: tuple[Text, ...] = ()
    """What else must be known: a stand-in, a handover that was taken back."""
    now: datetime | None = None


def numbers(lines: Iterable[Line]) -> tuple[Number, ...]:
    """The numbers that have a source, in the order of their digits."""
    return tuple(number for line in lines for number in line.numbers if number.refs)[:9]


def giving_rows(giving: Giving, d: ReadingDrawing) -> list[Row]:
    """From top to bottom."""
    cells = d.width - 4
    rows: list[Row] = [row("  " + d.to(giving.name), "strong")]
    rows += [row("  " + part, "warning") for text in giving.notes for part in wrap(d.to(text), cells)]
    rows.append(EMPTY)
    rows += _summary(giving, d)
    rows.append(EMPTY)
    if giving.hinders:
        rows.append(row("  " + d.to(_NOT_READY), "warning"))
        rows += _listed(giving.hinders, "!", d)
        rows += [row("  " + part, "dim") for part in wrap(d.to(_STILL), cells)]
    else:
        rows.append(row("  " + d.to(_READY), "done"))
    if giving.again:
        rows += [EMPTY, row("  " + d.to(_AGAIN), "strong"), *_listed(giving.again, "*", d)]
    rows += [EMPTY, row("  " + d.to(_CARRIED), "strong"), *_carried(giving, d)]
    return rows


def _summary(giving: Giving, d: ReadingDrawing) -> Iterator[Row]:
    """A digit before each number: pressed, it opens what was counted."""
    digits = {id(number): n for n, number in enumerate(numbers(giving.lines), 1)}
    for line in giving.lines:
        parts = [
            (f"[{digits[id(number)]}]" if id(number) in digits else "") + d.to(number.text)
            for number in line.numbers
        ]
        head = f"  {d.to(line.head)}"
        if not parts:
            yield from (row(part) for part in wrap(head, d.width - 2))
            continue
        said = flow(parts, d.width - width(head) - 4)
        yield (Span(head + "  ", "strong"), Span(said[0]))
        for more in said[1:]:
            yield row(" " * (width(head) + 2) + more)


def _listed(texts: Sequence[Text], sign: str, d: ReadingDrawing) -> Iterator[Row]:
    for text in texts:
        first, *more = wrap(d.to(text), d.width - 8)
        yield row(f"   {sign} {first}", "warning")
        for part in more:
            yield row("     " + part, "warning")


def _carried(giving: Giving, d: ReadingDrawing) -> Iterator[Row]:
    for sort, name in SORT_NAMES.items():
        found = [item for item in giving.items if item.sort == sort]
        if found:
            yield row(f"   {d.to(name)} {len(found)}", "strong")
            yield from (_item(item, giving, d) for item in found)
    if giving.messages:
        yield row(f"   {d.to(_MESSAGES)} {len(giving.messages)}", "strong")
        for message in giving.messages:
            sign = "!" if message.priority == "important" else " "
            yield fit((Span(f"    {sign} ", "block"), Span(message.text)), d.width - 1)
    if giving.entries:
        yield row("   " + d.to(_ENTRIES.fill(n=giving.entries)))
    if not (giving.items or giving.messages or giving.entries):
        yield row("   " + d.to(_NOTHING), "dim")


def _item(item: Item, giving: Giving, d: ReadingDrawing) -> Row:
    late = item.due is not None and giving.now is not None and item.due < giving.now
    due = "" if item.due is None else d.to(_DUE.fill(at=d.moment(item.due)))
    owner = "" if item.owner is None else "  " + d.name(item.owner)
    text = f"#{item.number} {due}{d.to(item.title)}{owner}"
    return fit((Span("    ! " if late else "      ", "block"), Span(text)), d.width - 1)


_NOT_READY: Final = Text("还没办好的:", "Not in order yet:")
_STILL: Final = Text(
    "这些不挡交班,会照实记下、交给下一班。",
    "None of this forbids handing over; it is recorded and handed on as it is.",
)
_READY: Final = Text("都办好了。", "Everything is in order.")
_AGAIN: Final = Text("再看一遍,照实写进封存:", "Read again; it goes into the seal as it is:")
_CARRIED: Final = Text("交给下一班的:", "The next shift takes over:")
_MESSAGES: Final = Text("留言", "messages")
_ENTRIES: Final = Text("日志 {n} 条", "log entries: {n}")
_NOTHING: Final = Text("没有。", "Nothing.")
_DUE: Final = Text("限 {at} ", "due {at} ")
