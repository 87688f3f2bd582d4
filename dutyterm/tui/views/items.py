"""Open items as rows: kind, number, due time, words, owner, age; and one of them whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from dutyterm.i18n import Lang, Text
from dutyterm.shift.board import Waiting
from dutyterm.shift.item_told import told
from dutyterm.shift.lists.reasons import UNTIL
from dutyterm.shift.open_items import Item
from dutyterm.tui.views.cells import flow, pad, pad_left, width, wrap
from dutyterm.tui.views.item_words import ITEM_SORTS, age
from dutyterm.tui.views.spans import Row, Span, row
from dutyterm.values import dataclass


@dataclass(frozen=True)
class ItemDrawing:
    """What the views of open items need beside them."""

    lang: Lang
    width: int
    now: datetime
    name: Callable[[str | None], str]
    """What a person is called."""
    me: str | None
    """Person id of who is signed in."""

    def to(self, text: Text) -> str:
        """The text in the language that is shown."""
        return text.to(self.lang)

    def moment(self, at: datetime) -> str:
        """`08:05`, with the day when it is another one."""
        local = at.astimezone(self.now.tzinfo)
        return local.strftime("%H:%M" if local.date() == self.now.date() else "%m-%d %H:%M")


def items_rows(waiting: Sequence[Waiting], d: ItemDrawing, at: int) -> tuple[Row, ...]:
    """A row for each, the cursor on one; the column of due times is as wide as it must be."""
    dues = [d.moment(w.item.due) for w in waiting if w.item.due is not None]
    cells = max(map(width, dues), default=-1) + 1
    return tuple(_item_row(w, d, cells, here=n == at) for n, w in enumerate(waiting))


def _item_row(waiting: Waiting, d: ItemDrawing, due_cells: int, *, here: bool) -> Row:
    """One item; what is overdue or has come back begins with `!`."""
    item = waiting.item
    sort_cells = 9 if d.lang == "zh" else 13
    lead = pad(d.to(ITEM_SORTS[item.sort]), sort_cells) + pad(f"#{item.number}", 4)
    due = pad("" if item.due is None else d.moment(item.due), due_cells)
    read = "   " if not item.carried else "[x]" if d.me in item.read_by else "[ ]"
    tail = " " + pad(d.name(item.owner) if item.owner else "", 8) + pad_left(d.to(_age(item, d.now)), 7)
    room = d.width - 7 - width(lead) - due_cells - width(tail) - 1
    urgent = waiting.overdue is not None or waiting.back
    return (
        Span(">" if here else " ", "strong"),
        Span(read, "done" if read == "[x]" else "todo"),
        Span(" ! " if urgent else "   ", "block"),
        Span(lead, "dim"),
        Span(due, "warning" if waiting.overdue is not None else "plain"),
        Span(pad(d.to(told(item)), max(8, room)), "input" if here else "plain"),
        Span(tail, "dim"),
    )


def _age(item: Item, now: datetime) -> Text:
    return age(max(0, int((now - item.opened_at).total_seconds() // 60)))


def item_detail(item: Item, overdue: int | None, d: ItemDrawing) -> list[Row]:
    """The whole item: where it comes from, who owns it, who was told."""
    rows = [row(" " + part, "strong") for part in wrap(d.to(told(item)), d.width - 2)]
    said = [
        ITEM_SORTS[item.sort],
        Text("{at} {name} 登记", "{at} by {name}").fill(
            at=d.moment(item.opened_at), name=d.name(item.opened_by)
        ),
        Text("已 {t}", "{t} old").fill(t=_age(item, d.now)),
    ]
    if item.item:
        where = f"{item.item} {item.part}".strip()
        said.append(Text("来自 {where}", "from {where}").fill(where=where))
    if item.source:
        said.append(Text("来自记录 {ref}", "from record {ref}").fill(ref=_short(item.source)))
    if item.due is not None:
        said.append(Text("限 {at}", "due {at}").fill(at=d.moment(item.due)))
    if overdue is not None:
        said.append(Text("超时 {t}", "overdue {t}").fill(t=age(overdue)))
    if item.until is not None:
        until = next((text for word, text in UNTIL if word == item.until), None)
        if until is not None:
            said.append(Text("缓到{t}", "until {t}").fill(t=until))
    if item.owner:
        said.append(Text("负责 {name}", "owner {name}").fill(name=d.name(item.owner)))
    if item.put_off:
        said.append(Text("改期 {n} 次", "put off {n} times").fill(n=item.put_off))
    if item.sort == "promise":
        names = ", ".join(d.name(person) for person in item.told)
        known = (
            Text("已告知 {names}", "told: {names}") if names else Text("还没告知值班经理", "nobody told yet")
        )
        said.append(known.fill(names=names))
    if item.carried:
        read = d.me in item.read_by
        said.append(Text("上一班带来,已读", "carried in, read") if read else _UNREAD)
    lines = flow((d.to(text) for text in said), d.width - 4, "   ")
    return [*rows, *(row("   " + part, "dim") for part in lines)]


def _short(ref: str) -> str:
    """`2026-11-21-a #12` of `HALL.2026-11-21-a.dev#12`."""
    journal, _, id = ref.rpartition("#")
    parts = journal.split(".")
    return f"{parts[1]} #{id}" if len(parts) > 1 else f"#{id}"


_UNREAD: Final = Text("上一班带来,未读", "carried in, not read")
